"""The explanation of a line as plain text, for a terminal or a letter."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from carbon import language
from carbon.outputs import flows, terms
from carbon.outputs.explain import find
from carbon.outputs.flows import Flow
from carbon.tender.records import Assessment, LineScore

_AMOUNT_DECIMALS = 8
_KM_DECIMALS = 1


def explain_text(assessment: Assessment, supplier: str, line_number: str, lang: str) -> str:
    """Return every flow of a line and its sums in words, in Swedish or English.

    Raises UsageError when there is no such supplier or line.
    """
    result, offer, score = find(assessment, supplier, line_number)
    of_line = flows.by_line(assessment.footprint).get(score.id, ())
    product = assessment.library.products.get(score.product or "")
    name = None if product is None else (product.name_sv if lang == "sv" else product.name_en)
    texts = [
        _word(
            "title",
            lang,
            lot=terms.shown(result.lot.id, terms.NAME_LIMIT),
            line=terms.shown(score.line.number, terms.NAME_LIMIT),
            name=terms.shown(score.line.name, terms.NAME_LIMIT),
            supplier=terms.shown(offer.supplier, terms.NAME_LIMIT),
        ),
        _word("where", lang, where=terms.shown(score.where)),
        _word(
            "match",
            lang,
            product=terms.shown(name or score.product) or language.word("outputs-missing", lang),
            method=terms.term("method", score.match_method, lang),
            score=language.number(score.match_score * 100, lang),
        ),
        "",
        *(text for flow in of_line for text in _flow(assessment, flow, lang)),
        *_sums(score, result.carbon_price_sek_per_kg, lang),
    ]
    return "\n".join(texts) + "\n"


def _word(key: str, lang: str, **values: object) -> str:
    return language.word(f"outputs-x-{key}", lang, **values)


def _written(value: Decimal | None, lang: str) -> str:
    if value is None:
        return language.word("outputs-missing", lang)
    return terms.reader_decimal(value, lang)


def _flow(assessment: Assessment, flow: Flow, lang: str) -> Iterator[str]:
    factor = flow.factor
    per = terms.term("unit", factor.per, lang)
    yield f"{terms.stage(flow.stage, lang)} ({terms.basis(flow.basis, lang)})"
    element = flow.element
    if element is not None:
        yield "  " + _word(
            "leg",
            lang,
            kind=terms.term("kind", terms.kind(flow), lang),
            start=terms.shown(element.start, terms.NAME_LIMIT),
            end=terms.shown(element.end, terms.NAME_LIMIT),
            vehicle=terms.vehicle(element.vehicle, lang),
            km=language.number(element.distance_km, lang, _KM_DECIMALS),
            method=terms.distance_method(element.method, lang),
            where=terms.shown(element.where),
        )
    yield "  " + _word(
        "product",
        lang,
        amount=language.number(flow.amount, lang, _AMOUNT_DECIMALS),
        per=per,
        factor=_written(Decimal(repr(factor.kg_co2e)), lang),
        kg=_written(flow.kg_co2e, lang),
    )
    source = assessment.library.sources.get(factor.source)
    if source is None:
        yield "  " + _word("declared", lang, locator=terms.shown(factor.locator))
        return
    yield "  " + _word(
        "source",
        lang,
        id=terms.shown(factor.id),
        source=terms.shown(source.title),
        edition=terms.shown(source.edition),
        locator=terms.shown(factor.locator),
    )


def _sums(score: LineScore, carbon_price: Decimal, lang: str) -> Iterator[str]:
    unit = terms.term("unit", score.line.unit, lang)
    quantity = _written(score.quantity, lang)
    cost = None if score.kg_co2e is None else carbon_price * score.kg_co2e
    total = None if cost is None or score.price_sek is None else score.price_sek + cost
    yield ""
    yield _word("per-unit", lang, kg=_written(score.kg_co2e_per_unit, lang), unit=unit)
    kg = _written(score.kg_co2e, lang)
    yield _word("kg", lang, quantity=quantity, unit=unit, kg=kg)
    yield _word(
        "price",
        lang,
        quantity=quantity,
        unit=unit,
        per_unit=_written(score.price_sek_per_unit, lang),
        price=_written(score.price_sek, lang),
    )
    yield _word("carbon", lang, c=_written(carbon_price, lang), cost=_written(cost, lang))
    yield _word("sum", lang, total=_written(total, lang))
