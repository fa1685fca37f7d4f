"""The tables of the explanation's page."""

from __future__ import annotations

from decimal import Decimal

from carbon import language
from carbon.library.records import Factor
from carbon.outputs import explain_words as say
from carbon.outputs import terms
from carbon.outputs.explain_records import Explanation, Figure, Sum
from carbon.outputs.explain_sums import carbon_cost, part_of_j
from carbon.outputs.flows import Flow
from carbon.outputs.tables import Cell, Table, outside, table, words
from carbon.tender.records import Assessment, LineScore

_MOST_TERMS = 12  # in one cell; the lines of the offer have a table of their own


def _headers(keys: tuple[str, ...], lang: str) -> list[str]:
    return [language.word(f"outputs-{key}", lang) for key in keys]


def _figure(value: Figure | None, lang: str) -> Cell:
    return Cell(text=say.written(value, lang), numeric=True, missing=value is None)


def _exact(value: float, lang: str) -> Cell:
    return _figure(Decimal(repr(value)), lang)


def flows(assessment: Assessment, found: Explanation, lang: str) -> tuple[Table, ...]:
    """Return the flows, the legs of the chain, and the factors; empty without flows."""
    if not found.flows:
        return ()
    keys = ("stage", "basis", "amount", "unit", "factor-value", "kg-per-unit", "factor")
    stage, *rest = _headers(keys, lang)
    own = any(flow.process for flow in found.flows)
    headers = [stage, language.word("own-file-process", lang), *rest] if own else [stage, *rest]
    rows = [_flow(flow, lang, own=own) for flow in found.flows]
    made = table(say.word("page-flows", lang), headers, rows)
    legs = [flow for flow in found.flows if flow.element is not None]
    factors = _factors(assessment, found, lang)
    return (made, _legs(legs, lang), factors) if legs else (made, factors)


def _flow(flow: Flow, lang: str, *, own: bool) -> tuple[Cell, ...]:
    """Return a flow as a row; `own` with the column of what it is in a producer's account."""
    factor = flow.factor
    what = (words(terms.process(flow.process, lang) or "–"),) if own else ()
    return (
        Cell(text=terms.stage(flow.stage, lang), head=True),
        *what,
        words(terms.flow_basis(flow, lang)),
        _exact(flow.amount, lang),
        words(terms.term("unit", factor.per, lang)),
        _exact(factor.kg_co2e, lang),
        _figure(flow.kg_co2e, lang),
        outside(factor.id),
    )


def _factors(assessment: Assessment, found: Explanation, lang: str) -> Table:
    """Return each factor once: what it is, where it is printed, and where the library has it."""
    keys = ("factor", "factor-label", "source", "locator", "printed")
    used = {(flow.factor.id, flow.factor.source): flow.factor for flow in found.flows}
    rows = [_factor(assessment, factor) for factor in used.values()]
    headers = [*_headers(keys, lang), say.word("page-library", lang)]
    return table(say.word("page-factors", lang), headers, rows)


def _factor(assessment: Assessment, factor: Factor) -> tuple[Cell, ...]:
    source = assessment.library.sources.get(factor.source)
    title = factor.source if source is None else f"{source.title}, {source.edition}"
    return (
        outside(factor.id, head=True),
        outside(f"{factor.label}; {factor.region} {factor.year}, {factor.gwp}"),
        outside(title, limit=terms.TEXT_LIMIT),
        outside(factor.locator, limit=terms.TEXT_LIMIT),
        outside(factor.as_printed, limit=terms.TEXT_LIMIT),
        outside(factor.where, limit=terms.TEXT_LIMIT),
    )


def _legs(of_line: list[Flow], lang: str) -> Table:
    keys = ("order", "kind", "from", "to", "vehicle", "km", "load", "share", "distance-method",
            "where", "assumptions", "kg-per-unit")  # fmt: skip
    rows = [_leg(flow, lang) for flow in of_line]
    return table(terms.stage("transport", lang), _headers(keys, lang), rows)


def _leg(flow: Flow, lang: str) -> tuple[Cell, ...]:
    leg = flow.element
    if leg is None:
        return ()
    load = None if leg.load_kg is None else Decimal(repr(leg.load_kg))
    return (
        words(str(leg.order)),
        words(terms.term("kind", terms.kind(flow), lang)),
        outside(leg.start),
        outside(leg.end),
        words(terms.vehicle(leg.vehicle, lang)),
        _exact(leg.distance_km, lang),
        words("–") if load is None else _figure(load, lang),
        _exact(leg.share, lang),
        words(terms.distance_method(leg.method, lang)),
        outside(leg.where, limit=terms.TEXT_LIMIT),
        outside(", ".join(leg.assumptions) or "–", limit=terms.TEXT_LIMIT),
        _figure(flow.kg_co2e, lang),
    )


def sums(found: Explanation, lang: str) -> Table:
    """Return every sum with its terms; the terms of a long one stand among the lines."""
    rows = [
        (
            words(say.sum_name(one, found, lang)),
            outside(_terms(one, lang), limit=4 * terms.TEXT_LIMIT),
            Cell(text=say.total(one, found, lang), numeric=True, missing=one.total is None),
        )
        for one in found.sums
    ]
    headers = [say.word(f"page-{key}", lang) for key in ("what", "terms", "total")]
    return table(say.word("page-sums", lang), headers, rows)


def _terms(one: Sum, lang: str) -> str:
    rest = f" + {say.written(one.rest, lang)} ({say.word('rest', lang)})" if one.rest else ""
    return (say.product(one, lang) if one.product else _added(one, lang)) + rest


def _added(one: Sum, lang: str) -> str:
    shown, left, value = say.gathered(one, _MOST_TERMS)
    texts = [f"{say.written(term.value, lang)} ({say.term_name(term, lang)})" for term in shown]
    if left:
        texts.append(f"{say.written(value, lang)} ({say.word('others', lang, count=left)})")
    return " + ".join(texts)


def lines(found: Explanation, lang: str) -> Table:
    """Return all lines of the offer with what each adds to P, E, c·E and J, and the totals."""
    keys = ("line", "wanted", "quantity", "unit", "price-unit", "price-sek", "kg-per-unit",
            "kg-line")  # fmt: skip
    headers = [
        *_headers(keys, lang),
        say.word("sum-line-carbon", lang),
        say.word("sum-line-j", lang),
    ]
    offered = list(found.offer.lines)
    rows = [_line(found, score, lang) for score in offered]
    best = next((at for at, score in enumerate(offered) if score.id == found.score.id), None)
    return table(say.word("page-lines", lang), headers, [*rows, _total(found, lang)], best=best)


def _line(found: Explanation, score: LineScore, lang: str) -> tuple[Cell, ...]:
    price = found.result.carbon_price_sek_per_kg
    return (
        outside(score.line.number),
        outside(score.line.name, head=True),
        _figure(score.quantity, lang),
        words(terms.term("unit", score.line.unit, lang)),
        _figure(score.price_sek_per_unit, lang),
        _figure(score.price_sek, lang),
        _figure(score.kg_co2e_per_unit, lang),
        _figure(score.kg_co2e, lang),
        _figure(carbon_cost(score, price), lang),
        _figure(part_of_j(score, price), lang),
    )


def _total(found: Explanation, lang: str) -> tuple[Cell, ...]:
    """Return the row of the offer's own totals; what is missing there is shown as missing."""
    offer, blank = found.offer, words("")
    j = offer.comparison_sum_sek
    without = None if j is None or offer.markups_sek is None else j - offer.markups_sek
    return (
        blank,
        Cell(text=say.word("page-total", lang), head=True),
        *(blank, blank, blank),
        _figure(offer.price_sek, lang),
        blank,
        _figure(offer.kg_co2e, lang),
        _figure(offer.carbon_cost_sek, lang),
        _figure(without, lang),
    )


def assumptions(found: Explanation, lang: str) -> Table | None:
    """Return the assumptions that the chain rests on, with reason and source."""
    rows = [
        (
            outside(one.id, head=True),
            words(f"{one.value} {one.unit}"),
            outside(one.reason, limit=terms.TEXT_LIMIT),
            outside(f"{one.source}, {one.locator}", limit=terms.TEXT_LIMIT),
        )
        for one in found.assumptions
    ]
    headers = _headers(("r-assumption", "r-value", "reason", "source"), lang)
    return table(say.word("heading-assumptions", lang), headers, rows) if rows else None


def reads(found: Explanation, lang: str) -> Table | None:
    """Return what stood in which cell of the offer."""
    rows = [
        (
            words(say.field_name(name, lang)),
            outside(read.text),
            outside(read.where, limit=terms.TEXT_LIMIT),
        )
        for name, read in found.reads.items()
    ]
    headers = [say.word(f"page-{key}", lang) for key in ("field", "text", "cell")]
    return table(say.word("heading-read", lang), headers, rows) if rows else None


def remarks(found: Explanation, lang: str) -> Table | None:
    """Return what was said of the line while it was read and scored."""
    rows = [
        (
            words(language.word(f"outputs-severity-{one.severity}", lang)),
            outside(language.message(one, lang), limit=terms.TEXT_LIMIT),
            outside(language.hint(one, lang), limit=terms.TEXT_LIMIT),
            outside(one.where, limit=terms.TEXT_LIMIT),
        )
        for one in found.remarks
    ]
    headers = _headers(("severity", "message", "hint", "place"), lang)
    return table(say.word("heading-remarks", lang), headers, rows) if rows else None
