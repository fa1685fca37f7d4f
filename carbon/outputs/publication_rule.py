"""The award in a published document: formula, carbon price, basket, boundary, ties, line errors."""

from __future__ import annotations

from decimal import Decimal

from carbon import language
from carbon.outputs import rules, screen_rule, terms
from carbon.outputs.publication_page import Block, Section, formula, listed, section, tabled, text
from carbon.outputs.tables import Cell, Table, figure, outside, table, words
from carbon.tender import models
from carbon.tender.law import prices
from carbon.tender.publication.publish import Publication
from carbon.tender.records import Evaluation, Line, Lot

_SEK = "SEK"
_ORE = 2  # decimals of a krona
_FORMULAS = {"M1": "J = P + c · E", "M2": "J = P + H + c · E"}


def word(key: str, lang: str, **values: object) -> str:
    """Return a text of the published documents."""
    return language.word(f"publish-{key}", lang, **values)


def sections(of: Publication, lang: str) -> list[Section]:
    """Return how the winner is found, what is bought, and what counts."""
    return [_award(of, lang), _basket(of, lang), _boundary(of, lang), _exactness(of, lang)]


def _award(of: Publication, lang: str) -> Section:
    tender = of.pack.tender
    rule = tender.evaluation
    shown = _FORMULAS.get(rule.model)
    if shown is None:
        shown = word("formula-points", lang)
    elif rule.criteria:
        shown += " + M"
    worth = "worth-points" if rule.model == "M3" else "worth"
    blocks = [
        text(rules.in_full(rule, lang)),
        formula(shown),
        text(word("award-basis", lang, basis=basis(rule, lang))),
        tabled(_prices(of, lang)),
        text(word("price-reason", lang, reason=terms.shown(rule.carbon_price_reason))),
        *_origin_of_price(rule, lang),
        *[text(f"{head}: {said}") for head, said in rules.notes(of.example, lang)],
        listed(
            word(f"award-{key}", lang)
            for key in ("own", worth, "metric", *(("extra",) if rule.criteria else ()))
        ),
    ]
    return section("award", lang, blocks)


def basis(rule: Evaluation, lang: str) -> str:
    """Return the award basis in words (LOU 16:1), as announced or as the model has it."""
    found = rule.basis or ("cost" if rule.model == "M2" else "price_quality")
    return word(f"basis-{found}", lang)


def _origin_of_price(rule: Evaluation, lang: str) -> list[Block]:
    found = []
    if rule.carbon_price_preset:
        known = prices.load().get(rule.carbon_price_preset)
        preset = terms.shown(rule.carbon_price_preset)
        told = preset if known is None else known.basis[lang]
        found.append(text(word("price-preset", lang, basis=told)))
    if rule.price_year:
        found.append(text(word("price-year", lang, year=terms.shown(rule.price_year))))
    return found


def _prices(of: Publication, lang: str) -> Table:
    rule = of.pack.tender.evaluation
    rows = [
        (
            outside(lot.id, head=True),
            outside(lot.title),
            money(models.carbon_price(rule, lot.id), lang),
            figure(len(lot.lines), lang),
        )
        for lot in of.pack.tender.lots
    ]
    keys = ("lot", "title", "carbon-price", "lines-count")
    return table(word("prices-caption", lang), [word(f"h-{key}", lang) for key in keys], rows)


def decimal(value: Decimal | None, lang: str) -> Cell:
    """Return a cell with all digits of a decimal, a dash for None."""
    if value is None:
        return Cell(text="–", numeric=True)
    return Cell(text=terms.reader_decimal(value, lang), numeric=True)


def kronor(value: Decimal, lang: str) -> str:
    """Return an amount of money with all its digits, and at least two decimals."""
    digits = terms.plain(value).partition(".")[2]
    return language.number(value, lang, max(_ORE, len(digits)))


def money(value: Decimal | None, lang: str) -> Cell:
    """Return a cell with an amount of money, a dash for None."""
    return Cell(text="–" if value is None else kronor(value, lang), numeric=True)


def _basket(of: Publication, lang: str) -> Section:
    tender = of.pack.tender
    places = [
        word(
            "place",
            lang,
            place=terms.shown(one.place, terms.NAME_LIMIT),
            share=language.number(one.share * 100, lang, 1),
        )
        for one in tender.delivery
    ]
    drop = terms.reader_decimal(Decimal(repr(tender.drop_size_kg)), lang)
    blocks = [
        text(word("basket-why", lang)),
        *[tabled(_lines(of, lot, lang)) for lot in tender.lots],
        text(word("delivery-why", lang, drop=drop)),
        listed(places),
    ]
    return section("basket", lang, blocks)


def _lines(of: Publication, lot: Lot, lang: str) -> Table:
    keys = ["line", "wanted", "quantity", "unit", "kg-per-unit", "product"]
    keys += ["edible"] if of.pack.tender.evaluation.life_cycle_cost else []
    caption = terms.lot_heading(lot, lang)
    rows = [_line(of, one, lang) for one in lot.lines]
    return table(caption, [word(f"h-{key}", lang) for key in keys], rows)


def _line(of: Publication, line: Line, lang: str) -> tuple[Cell, ...]:
    own = None if line.kg_per_unit is None else Decimal(repr(line.kg_per_unit))
    name = line.name + (f" ({language.word('outputs-optional', lang)})" if line.optional else "")
    return (
        outside(line.number),
        outside(name, head=True),
        decimal(line.quantity, lang),
        words(terms.term("unit", line.unit, lang)),
        decimal(Decimal(1) if line.unit == "kg" else own, lang),
        outside(product_name(of, of.pack.products[line.id], lang)),
        *_edible(of, line, lang),
    )


def _edible(of: Publication, line: Line, lang: str) -> list[Cell]:
    """Return the edible share that the life-cycle cost divides by; nothing for other models."""
    cost = of.pack.tender.evaluation.life_cycle_cost
    if cost is None:
        return []
    product = of.pack.library.products.get(of.pack.products[line.id] or "")
    of_product = None if product is None else product.edible_share
    if cost.edible_share_of == "line":
        return [decimal(cost.by_line.get(line.number), lang)]
    return [decimal(None if of_product is None else Decimal(repr(of_product)), lang)]


def product_name(of: Publication, product: str | None, lang: str) -> str:
    """Return what a catalogue product is called, with its id."""
    known = of.pack.library.products.get(product or "")
    if known is None:
        return word("product-open", lang)
    return f"{known.name_sv if lang == 'sv' else known.name_en} ({known.id})"


def _boundary(of: Publication, lang: str) -> Section:
    rows = [
        (words(terms.stage(stage, lang)), words(word(f"stage-{stage}", lang)))
        for stage in of.pack.tender.boundary
    ]
    headers = [word("h-stage", lang), word("h-holds", lang)]
    blocks = [
        text(word("boundary-why", lang)),
        tabled(table(word("boundary-caption", lang), headers, rows)),
        text(word("boundary-once", lang)),
        text(word("boundary-inbound", lang)),
    ]
    return section("boundary", lang, blocks)


def _exactness(of: Publication, lang: str) -> Section:
    tender = of.pack.tender
    rule, rounding = tender.evaluation, tender.evaluation.rounding
    code = terms.shown(tender.currency.code, terms.NAME_LIMIT)
    rate = terms.reader_decimal(tender.currency.sek_per_unit, lang)
    blocks = [
        text(
            word(
                "rounding",
                lang,
                decimals=rounding.flow_decimals,
                price=rounding.price_decimals,
                mode=language.word(f"outputs-rounding-{rounding.mode}", lang),
            )
        ),
        text(language.word(f"outputs-tie-{rule.tie_rule}", lang)),
        text(word("tie-then" if rule.tie_rule == "lowest_price" else "tie-drawn", lang)),
        text(word("currency-sek" if code == _SEK else "currency", lang, code=code, rate=rate)),
        listed(word(f"error-{key}", lang) for key in ("missing", "slip", "low", "unit")),
        listed(screen_rule.sentences(tender, of.example.library, lang)),
    ]
    return section("exact", lang, blocks)
