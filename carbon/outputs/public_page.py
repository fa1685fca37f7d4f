"""The public report: ranking, open totals and switch prices; what is masked stands as such."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from carbon import language
from carbon.outputs import public_words, publication_page, tables
from carbon.outputs.public_records import SOME, Edition, Pair, PublicLot, PublicRow, pairs
from carbon.outputs.public_workbook import masked
from carbon.outputs.publication_page import Block, Page, Section
from carbon.outputs.tables import Cell

_OFFER = ("price_sek", "kg_co2e", "carbon_cost_sek", "waste_sek", "markups_sek",
          "comparison_sum_sek")  # fmt: skip
_LINE = ("offered_name", "price_sek_per_unit", "kg_co2e_per_unit")
_PRICE_DECIMALS = 2
_POINT_DECIMALS = 6


def page(edition: Edition) -> str:
    """Return the public report as one self-contained HTML page."""
    sections = [_lot(edition, lot) for lot in edition.lots]
    lang = edition.lang
    whole = Page(
        lang=lang,
        title=public_words.word("title", lang),
        subtitle=edition.tender["title"],
        lead=public_words.word("lead", lang),
        sections=(*sections, _problems(edition), _check(edition)),
        footer=public_words.word("footer", lang, sha256=edition.full_sha256),
    )
    return publication_page.rendered(whole)


def _lot(edition: Edition, lot: PublicLot) -> Section:
    lang = edition.lang
    price = language.number(lot.carbon_price_sek_per_kg, lang, _PRICE_DECIMALS)
    blocks = [
        publication_page.text(public_words.word("carbon-price-is", lang, price=price)),
        publication_page.tabled(_offers(edition, lot)),
    ]
    found = list(pairs(lot))
    if found:
        blocks.append(publication_page.tabled(_switches(edition, found)))
    if lot.lines:
        blocks.append(publication_page.tabled(_lines(edition, lot)))
    return Section(id=f"lot-{edition.lots.index(lot) + 1}", title=lot.title, blocks=tuple(blocks))


def _offers(edition: Edition, lot: PublicLot) -> tables.Table:
    names = [name for name in _OFFER if name not in SOME or edition.has(name)]
    names += ["points"] if edition.model == "M3" else []
    return tables.table(
        public_words.word("caption-offers", edition.lang),
        _headers(edition, ("rank", "supplier", *names)),
        [_offer(edition, offer, names) for offer in lot.offers],
    )


def _offer(edition: Edition, offer: PublicRow, names: Sequence[str]) -> list[Cell]:
    rank = offer.cells["rank"].value
    first = Cell(text=rank, numeric=True) if rank else tables.dash()
    figures = [_figure(edition, offer, name) for name in names]
    return [first, tables.outside(offer.supplier, head=True), *figures]


def _figure(edition: Edition, row: PublicRow, name: str) -> Cell:
    cell, value = row.cells[name], row.decimal(name)
    if cell.mask:
        return Cell(text=masked(cell, edition.lang), numeric=True, missing=True)
    if value is None:
        return tables.dash()
    decimals = _POINT_DECIMALS if name == "points" else _PRICE_DECIMALS
    return tables.figure(value, edition.lang, decimals)


def _switches(edition: Edition, found: Iterable[Pair]) -> tables.Table:
    return tables.table(
        public_words.word("switch-title", edition.lang),
        [public_words.word(f"switch-{name}", edition.lang)
         for name in ("first", "second", "price")],
        [[tables.outside(one.first.supplier, head=True), tables.outside(one.second.supplier),
          _switch(edition, one)] for one in found],
    )  # fmt: skip


def _switch(edition: Edition, pair: Pair) -> Cell:
    if pair.price is None:
        return Cell(text=public_words.word("masked", edition.lang), numeric=True, missing=True)
    told: Decimal | None = pair.price.sek_per_kg
    return tables.dash() if told is None else tables.figure(told, edition.lang, _PRICE_DECIMALS)


def _lines(edition: Edition, lot: PublicLot) -> tables.Table:
    return tables.table(
        public_words.word("caption-lines", edition.lang),
        _headers(edition, ("number", "name", "supplier", *_LINE)),
        [_line(edition, lot, line) for line in lot.lines],
    )


def _line(edition: Edition, lot: PublicLot, line: PublicRow) -> list[Cell]:
    number = line.cells["number"].value
    hidden = [Cell(text=masked(line.cells[name], edition.lang), missing=True) for name in _LINE]
    return [tables.outside(number, head=True),
            tables.outside(edition.names.get((lot.id, number), "")),
            tables.outside(line.supplier), *hidden]  # fmt: skip


def _problems(edition: Edition) -> Section:
    lang = edition.lang
    rows = [
        [tables.words(code), tables.words(language.word(f"outputs-severity-{severity}", lang)),
         tables.figure(count, lang)]
        for code, severity, count in edition.problems
    ]  # fmt: skip
    table = tables.table(
        public_words.word("caption-problems", lang),
        _headers(edition, ("code", "severity", "count")),
        rows,
        note=public_words.word("problems-why", lang),
    )
    return Section(
        id="problems",
        title=public_words.word("problems", lang),
        blocks=(publication_page.tabled(table),),
    )


def _check(edition: Edition) -> Section:
    lang = edition.lang
    facts = [[Cell(text=label, head=True), tables.outside(value)]
             for label, value in public_words.facts(edition)]  # fmt: skip
    headers = [public_words.column(name, lang) for name in ("what", "value")]
    caption = public_words.word("caption-facts", lang)
    blocks: tuple[Block, ...] = (
        publication_page.text(public_words.word("check", lang)),
        publication_page.tabled(tables.table(caption, headers, facts)),
    )
    return Section(id="check", title=public_words.word("check-title", lang), blocks=blocks)


def _headers(edition: Edition, names: Sequence[str]) -> list[str]:
    return [public_words.column(name, edition.lang) for name in names]
