"""The public workbook: open totals with live formulas, commitments where a cell is masked."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from carbon import language
from carbon.outputs import formats, public_words, terms, workbook
from carbon.outputs.cells import Page, add_page, add_table, literal
from carbon.outputs.plan import FIRST_ROW
from carbon.outputs.public_records import (
    SHORT,
    SOME,
    Edition,
    Pair,
    PublicLot,
    PublicRow,
    Shown,
    pairs,
)

_DECIMALS = 6
_WIDTHS = (7, 34, 24, 24, 24, 24, 24, 24, 24)
_LAST = len(_WIDTHS) - 1
# Column of the decision: name, letter and style; the order of the sheet.
_COLUMNS = (("rank", "A", "rank"), ("supplier", "B", "strong"), ("price_sek", "C", "money"),
            ("kg_co2e", "D", "kilograms"), ("carbon_cost_sek", "E", "money"),
            ("waste_sek", "F", "money"), ("markups_sek", "G", "money"),
            ("comparison_sum_sek", "H", "money_strong"), ("points", "I", "points"))  # fmt: skip
_TIES = {"lowest_price": "C", "lowest_emission": "D"}
_LINE_COLUMNS = ("offered_name", "product", "mass_kg_per_unit", "quantity", "price_sek_per_unit",
                 "kg_co2e_per_unit", "price_sek", "kg_co2e")  # fmt: skip
_DASH = "–"
_MOST_COMMITMENTS = 1_000_000  # rows of one sheet; the bundle has them all


def workbook_bytes(edition: Edition) -> bytes:
    """Return the public workbook as the bytes of an .xlsx file; two runs give the same."""
    stream = io.BytesIO()
    book = workbook.opened(stream)
    looks = formats.make(book)
    _decision(book, looks, edition)
    _lines(book, looks, edition)
    _commitments(book, looks, edition)
    _about(book, looks, edition)
    for sheet in book.worksheets():
        sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    book.close()
    return stream.getvalue()


def _decision(book: Any, looks: Mapping[str, Any], edition: Edition) -> None:
    page = add_page(book, looks, _word(edition, "sheet-decision"), _WIDTHS)
    page.text(1, 0, _word(edition, "title"), "title")
    title = terms.cell_text(edition.tender["title"], terms.NAME_LIMIT)
    page.text(2, 0, title, "subtitle")
    page.merged(3, 0, _LAST, _word(edition, "lead"), "prose")
    page.sheet.set_row(2, 44)
    page.sheet.set_row(0, 28)
    page.sheet.freeze_panes(3, 2)
    for column, (name, _, _) in enumerate(_COLUMNS):
        if name in SOME and not edition.has(name):
            page.sheet.set_column(column, column, None, None, {"hidden": True})
    row = 5
    for lot in edition.lots:
        row = _lot(page, edition, lot, row)


def _lot(page: Page, edition: Edition, lot: PublicLot, row: int) -> int:
    page.merged(row, 0, _LAST, terms.cell_text(lot.title, terms.NAME_LIMIT), "heading")
    page.merged(row + 1, 0, 1, _word(edition, "carbon-price"), "label")
    price_at = f"$C${row + 1}"
    page.number(row + 1, 2, lot.carbon_price_sek_per_kg, "input")
    page.merged(row + 1, 3, _LAST, _word(edition, "carbon-price-why"), "note")
    for column, (name, _, _) in enumerate(_columns(edition)):
        page.text(row + 2, column, public_words.column(name, edition.lang), "header")
    page.sheet.set_row(row + 1, 32)
    first = row + 3
    for place, offer in enumerate(lot.offers):
        _offer(page, edition, offer, first + place, price_at)
    _ranks(page, edition, lot, first)
    return _switches(page, edition, lot, first, first + len(lot.offers) + 1) + 1


def _columns(edition: Edition) -> Sequence[tuple[str, str, str]]:
    """Return the columns of the decision; points only where the rule gives them."""
    return _COLUMNS if edition.model == "M3" else _COLUMNS[:-1]


def _offer(page: Page, edition: Edition, offer: PublicRow, row: int, price_at: str) -> None:
    live = {
        "carbon_cost_sek": f"{price_at}*$D${row}",
        "comparison_sum_sek": f"$C${row}+$E${row}+$F${row}+$G${row}",
    }
    for column, (name, _, style) in enumerate(_columns(edition)):
        cell, value = offer.cells[name], offer.decimal(name) if name != "supplier" else None
        if name == "supplier":
            text = terms.cell_text(cell.value, terms.SUPPLIER_LIMIT)
            page.text(row, column, text, style)
            page.fit_row(row, (text, _WIDTHS[column]))
        elif cell.mask:
            page.text(row, column, masked(cell, edition.lang), "missing")
        elif value is None:
            page.text(row, column, _DASH, "missing")
        elif name in live:
            page.formula(row, column, live[name], value, style)
        else:
            page.number(row, column, value, style)


def _ranks(page: Page, edition: Edition, lot: PublicLot, first: int) -> None:
    """Write ranks as formulas where everything that they follow from stands open."""
    by_points = edition.model == "M3"
    deciding = "points" if by_points else "comparison_sum_sek"
    tie = _TIES.get(edition.tie_rule)
    needed = [deciding, *(name for name, letter, _ in _COLUMNS if letter == tie)]
    if any(one.decimal(name) is None for one in lot.ranked for name in needed):
        return
    last = first + len(lot.ranked) - 1
    letter = next(at for name, at, _ in _COLUMNS if name == deciding)
    span = f"ROUND(${letter}${first}:${letter}${last},{_DECIMALS})"
    for place, offer in enumerate(lot.ranked):
        row = first + place
        own = f"ROUND(${letter}${row},{_DECIMALS})"
        better = f"1+SUMPRODUCT(({span}{'>' if by_points else '<'}{own})*1)"
        if tie is not None:
            ties = (
                f"(ROUND(${tie}${first}:${tie}${last},{_DECIMALS})<ROUND(${tie}${row},{_DECIMALS}))"
            )
            better += f"+SUMPRODUCT(({span}={own})*{ties})"
        page.formula(row, 0, better, float(offer.cells["rank"].value), "rank")


def _switches(page: Page, edition: Edition, lot: PublicLot, first: int, row: int) -> int:
    found = list(pairs(lot))
    if not found:
        return row
    page.merged(row, 0, _LAST, _word(edition, "switch-title"), "subheading")
    page.merged(row + 1, 0, 1, _word(edition, "switch-first"), "header")
    page.merged(row + 1, 2, 3, _word(edition, "switch-second"), "header")
    page.text(row + 1, 4, _word(edition, "switch-price"), "header")
    page.sheet.set_row(row, 32)
    at = {one.supplier: first + place for place, one in enumerate(lot.offers)}
    row += 2
    for pair in found:
        _switch(page, edition, pair, row, (at[pair.first.supplier], at[pair.second.supplier]))
        row += 1
    return row


def _switch(page: Page, edition: Edition, pair: Pair, row: int, at: tuple[int, int]) -> None:
    one, two = at
    for left, right, source, offer in ((0, 1, one, pair.first), (2, 3, two, pair.second)):
        name = terms.cell_text(offer.supplier, terms.SUPPLIER_LIMIT)
        page.merged(row, left, right, "", "wrapped")
        page.formula(row, left, f"$B${source}", name, "wrapped")
    if pair.price is None:
        page.text(row, 4, public_words.word("masked", edition.lang), "missing")
        return
    gap = f"ROUND($D${one}-$D${two},{_DECIMALS})"
    costs = [f"($C${at_}+$F${at_}+$G${at_})" for at_ in at]
    price = f"ROUND(({costs[1]}-{costs[0]})/($D${one}-$D${two}),{_DECIMALS})"
    formula = f"IF({gap}=0,{literal(_DASH)},IF({price}<0,{literal(_DASH)},{price}))"
    told = pair.price.sek_per_kg
    page.formula(row, 4, formula, _DASH if told is None else round(told, _DECIMALS), "switch")


def _lines(book: Any, looks: Mapping[str, Any], edition: Edition) -> None:
    names = ("lot", "number", "name", "supplier", *_LINE_COLUMNS)
    widths = (16, 9, 30, 30, *(24 for _ in _LINE_COLUMNS))
    page = _table(book, looks, edition, "lines", names, widths, frozen=4)
    row = FIRST_ROW
    for lot in edition.lots:
        for line in lot.lines:
            number = line.cells["number"].value
            told = (lot.id, number, edition.names.get((lot.id, number), ""), line.supplier)
            for column, text in enumerate(told):
                page.text(row, column, terms.cell_text(text, terms.NAME_LIMIT))
            for column, name in enumerate(_LINE_COLUMNS, start=len(told)):
                cell = line.cells[name]
                page.text(row, column, masked(cell, edition.lang) if cell.mask else cell.value,
                          "missing")  # fmt: skip
            row += 1


def _commitments(book: Any, looks: Mapping[str, Any], edition: Edition) -> None:
    names = ("table", "lot", "number", "supplier", "column", "commitment")
    page = _table(book, looks, edition, "commitments", names, (12, 16, 9, 34, 24, 72), frozen=0)
    row = FIRST_ROW
    for lot in edition.lots:
        for table, found in (("offers", lot.offers), ("lines", lot.lines)):
            for one in found:
                number = one.cells["number"].value if table == "lines" else ""
                told = (public_words.word(f"table-{table}", edition.lang), lot.id, number,
                        terms.cell_text(one.supplier, terms.SUPPLIER_LIMIT))  # fmt: skip
                for name, cell in one.cells.items():
                    if not cell.mask or row > _MOST_COMMITMENTS:
                        continue
                    column = public_words.column(name, edition.lang)
                    for place, text in enumerate((*told, column)):
                        page.text(row, place, text)
                    page.text(row, len(told) + 1, cell.mask, "code")
                    row += 1


def _about(book: Any, looks: Mapping[str, Any], edition: Edition) -> None:
    page = add_page(book, looks, _word(edition, "sheet-about"), (46, 72, 12))
    page.text(1, 0, _word(edition, "sheet-about"), "title")
    page.sheet.set_row(0, 28)
    row = 3
    for label, value in public_words.facts(edition):
        page.text(row, 0, label, "label")
        page.text(row, 1, terms.cell_text(value), "code")
        row += 1
    page.merged(row + 1, 0, 2, _word(edition, "check"), "prose")
    page.sheet.set_row(row, 90)
    row += 3
    for column, name in enumerate(("code", "severity", "count")):
        page.text(row, column, public_words.column(name, edition.lang), "header")
    for code, severity, count in edition.problems:
        row += 1
        page.text(row, 0, terms.cell_text(code), "code")
        page.text(row, 1, language.word(f"outputs-severity-{severity}", edition.lang))
        page.number(row, 2, count, "whole")


def _table(
    book: Any,
    looks: Mapping[str, Any],
    edition: Edition,
    key: str,
    names: Sequence[str],
    widths: Sequence[float],
    *,
    frozen: int,
) -> Page:
    page = add_page(book, looks, _word(edition, f"sheet-{key}"), widths)
    headers = [public_words.column(name, edition.lang) for name in names]
    title = _word(edition, f"sheet-{key}")
    add_table(page, title, _word(edition, f"{key}-why"), headers, frozen=frozen)
    return page


def masked(cell: Shown, lang: str) -> str:
    """Return what a person reads where a cell is masked."""
    return f"{public_words.word('masked', lang)} {cell.mask[:SHORT]}"


def _word(edition: Edition, key: str) -> str:
    return public_words.word(key, edition.lang)
