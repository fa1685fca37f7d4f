"""Tables of the report with one row per offered product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from carbon import language
from carbon.outputs import terms
from carbon.outputs.flows import Flow, production_basis
from carbon.outputs.tables import Cell, Table, figure, outside, table, words
from carbon.tender.records import Assessment, LineScore, LotResult, RankedOffer

_MOST_ROWS = 25  # per supplier and table; the workbook has them all


def _word(key: str, lang: str, **values: object) -> str:
    return language.word(f"outputs-{key}", lang, **values)


def _name(supplier: str) -> str:
    return terms.shown(supplier, terms.SUPPLIER_LIMIT)


def line_table(
    assessment: Assessment,
    result: LotResult,
    offer: RankedOffer,
    by_line: Mapping[str, Sequence[Flow]],
    lang: str,
) -> Table:
    """Return the offered products of one supplier in one lot, the largest if there are many."""
    keys = (
        "line", "wanted", "product", "match-method", "quantity", "unit", "price-sek",
        "kg-per-unit", "kg-line", "production-basis",
    )  # fmt: skip
    shown = _largest(offer.lines)
    rows = [_line(assessment, score, by_line.get(score.id, ()), lang) for score in shown]
    caption = _word(
        "r-lines-caption",
        lang,
        supplier=_name(offer.supplier),
        lot=terms.shown(result.lot.id, terms.NAME_LIMIT),
    )
    note = ""
    if len(shown) < len(offer.lines):
        note = _word("r-lines-cut", lang, shown=len(shown), all=len(offer.lines))
    return table(caption, [_word(key, lang) for key in keys], rows, note=note)


def _line(
    assessment: Assessment, score: LineScore, flows: Sequence[Flow], lang: str
) -> tuple[Cell, ...]:
    product = assessment.library.products.get(score.product or "")
    name = None if product is None else (product.name_sv if lang == "sv" else product.name_en)
    basis = terms.basis(production_basis(flows), lang) if flows else _word("missing", lang)
    return (
        outside(score.line.number),
        outside(score.line.name, head=True),
        outside(name or score.product or _word("missing", lang)),
        words(terms.term("method", score.match_method, lang)),
        figure(score.quantity, lang, 1),
        words(terms.term("unit", score.line.unit, lang)),
        figure(score.price_sek, lang, 2),
        figure(score.kg_co2e_per_unit, lang, 4),
        figure(score.kg_co2e, lang, 1),
        words(basis),
    )


def _largest(lines: Sequence[LineScore]) -> Sequence[LineScore]:
    """Return the lines that matter most, in the order of the tender, gaps first of all."""
    if len(lines) <= _MOST_ROWS:
        return lines
    by_size = sorted(lines, key=lambda s: (s.kg_co2e is not None, -(s.kg_co2e or Decimal(0))))
    kept = {score.id for score in by_size[:_MOST_ROWS]}
    return [score for score in lines if score.id in kept]
