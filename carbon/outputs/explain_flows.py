"""The flows of an explanation in words: amount times factor, page, leg and how it was rounded."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from carbon import language
from carbon.outputs import explain_words as say
from carbon.outputs import terms
from carbon.outputs.explain_records import Explanation
from carbon.outputs.flows import Flow
from carbon.tender.records import Assessment
from carbon.transport.records import ChainElement

_KM_DECIMALS = 1


def _word(key: str, lang: str, **values: object) -> str:
    return language.word(f"outputs-x-{key}", lang, **values)


def notes(assessment: Assessment, found: Explanation, lang: str) -> Iterator[str]:
    """Yield how a flow is worked out and how sure the sum is, or that there are no flows."""
    if not found.flows:
        yield say.word("no-flows", lang)
        return
    rounding = assessment.tender.evaluation.rounding
    mode = language.word(f"outputs-rounding-{rounding.mode}", lang)
    yield say.word("flow-rule", lang, decimals=rounding.flow_decimals, mode=mode)
    if found.interval is not None:
        low, high = (language.number(found.interval[key], lang, 6) for key in ("low", "high"))
        yield say.word("interval", lang, low=low, high=high, unit=say.unit_of(found, lang))


def flow_text(assessment: Assessment, flow: Flow, lang: str) -> Iterator[str]:
    """Yield a flow in words: its leg, its product, its source and page."""
    factor = flow.factor
    what = terms.process(flow.process, lang)
    stage = terms.stage(flow.stage, lang) + (f": {what}" if what else "")
    yield f"{stage} ({terms.flow_basis(flow, lang)})"
    if flow.element is not None:
        yield from _leg(flow, flow.element, lang)
    product = _word(
        "product",
        lang,
        amount=say.written(Decimal(repr(flow.amount)), lang),
        per=terms.term("unit", factor.per, lang),
        factor=say.written(Decimal(repr(factor.kg_co2e)), lang),
        kg=say.written(flow.kg_co2e, lang),
    )
    unrounded = Decimal(repr(flow.amount * factor.kg_co2e))
    if unrounded != flow.kg_co2e:
        rounded = say.word("flow-rounded", lang, kg=say.written(unrounded, lang))
        product = f"{product} ({rounded})"
    yield f"  {product}"
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
    yield "  " + _printed(flow, lang)


def _printed(flow: Flow, lang: str) -> str:
    """Return what the source of a factor prints, and where the library keeps it."""
    factor = flow.factor
    return say.word(
        "as-printed",
        lang,
        text=terms.shown(factor.as_printed),
        region=factor.region,
        year=factor.year,
        gwp=terms.shown(factor.gwp),
        file=terms.shown(factor.where),
    )


def _leg(flow: Flow, element: ChainElement, lang: str) -> Iterator[str]:
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
    yield "  " + _leg_more(element, lang)


def _leg_more(element: ChainElement, lang: str) -> str:
    """Return temperature, share, load and assumptions of a leg."""
    load = say.word("not-stated", lang)
    if element.load_kg is not None:
        load = say.word("load", lang, kg=say.written(Decimal(repr(element.load_kg)), lang))
    return say.word(
        "leg-more",
        lang,
        temperature=terms.term("temperature", element.temperature, lang),
        share=say.written(Decimal(repr(element.share)), lang),
        load=load,
        amount=say.written(Decimal(repr(element.amount_per_kg)), lang),
        per=terms.term("unit", element.per, lang),
        assumptions=", ".join(element.assumptions) or say.word("none", lang),
    )
