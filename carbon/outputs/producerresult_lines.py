"""What `carbon footprint` tells of a producer's product in words, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from carbon import language
from carbon.farm import asking, levers
from carbon.library.records import Stage
from carbon.outputs import producerresult, terms
from carbon.outputs.producerresult import Result, label
from carbon.tender import comparing

_PERCENT = 100  # exact
_SHOWN_LEVERS = 5


def lines(result: Result, lang: str) -> Iterator[str]:
    """Yield what a person is told, line by line."""
    own = result.own
    name = own.answers.name or result.knowledge.library.products[own.answers.product].name_sv
    yield _word("title", lang, name=terms.shown(name, terms.NAME_LIMIT), kg=_kg(result.kg, lang))
    if result.interval is not None:
        low, high = (_kg(one, lang) for one in result.interval)
        yield _word("interval", lang, low=low, high=high)
    yield _scope(result, lang)
    for stage, kg in result.stage_kg.items():
        yield _word("stage", lang, stage=terms.stage(stage, lang), kg=_kg(kg, lang))
    yield ""
    yield from _against(result, lang)
    yield from _questions(result, lang)
    yield from _sensitivities(result, lang)
    yield _word("digest", lang, digest=own.digest)


def _word(key: str, lang: str, **values: object) -> str:
    return language.word(f"footprint-{key}", lang, **values)


def _kg(value: Decimal | float, lang: str) -> str:
    return asking.shown_number(value, lang)


def _scope(result: Result, lang: str) -> str:
    if result.in_tender is not None:
        title = result.in_tender.tender.title
        return _word("scope-tender", lang, tender=terms.shown(title, terms.NAME_LIMIT))
    kind = "plant" if Stage.PROCESSING in result.own.stages else "farm"
    return _word("scope-gate", lang, gate=_word(f"gate-{kind}", lang))


def _against(result: Result, lang: str) -> Iterator[str]:
    """Yield what the figure is held against: default, band and the tender's price."""
    own, found = result.own, comparing.of(result.own, result.knowledge.library)
    if found is not None:
        product = result.knowledge.library.products[own.answers.product]
        difference = own.kg_co2e_per_kg - found.kg_co2e_per_kg
        yield _word(
            "against",
            lang,
            product=product.name_en if lang == "en" else product.name_sv,
            kg=_kg(found.kg_co2e_per_kg, lang),
            own=_kg(own.kg_co2e_per_kg, lang),
            difference=_kg(difference, lang),
        )
        same = comparing.verdict(own, found.kg_co2e_per_kg) == "same"
        yield _word("against-noise" if same else "against-clear", lang)
    band = own.answers.questionnaire.band_kg_co2e_per_kg
    if band is not None:
        yield _word("band", lang, low=_kg(band[0], lang), high=_kg(band[1], lang))
    tender = result.in_tender
    sek = tender.default_costs_sek_per_kg if tender is not None else None
    if tender is not None and sek is not None:
        yield _word(
            "tender-cost" if sek >= 0 else "tender-gain",
            lang,
            default=_kg(tender.default_kg_co2e_per_kg, lang),
            price=_kg(tender.carbon_price or 0, lang),
            sek=_kg(abs(sek), lang),
        )


def _sensitivities(result: Result, lang: str) -> Iterator[str]:
    """Yield what disputed figures would give instead, where that is another number."""
    shown = {name: _kg(kg, lang) for name, kg in result.sensitivities.items() if kg != result.kg}
    if not shown:
        return
    yield _word("sensitivities", lang)
    for name, kg in shown.items():
        yield _word("sensitivity", lang, label=_word(f"variant-{name}", lang), kg=kg)
    yield ""


def _questions(result: Result, lang: str) -> Iterator[str]:
    """Yield what a default stands in for, what would change the figure, and what to measure."""
    own = result.own
    unanswered = list(producerresult.unanswered(own, lang))
    if unanswered:
        yield ""
        yield _word("defaults", lang, count=len(unanswered))
        for field, value in unanswered:
            yield _word("default", lang, label=label(field, lang), value=value)
    peat = result.with_peat
    if peat is not None:
        yield _word("peat", lang, share=_kg(levers.peat_percent(), lang), kg=_kg(peat, lang))
    yield ""
    yield _word("levers", lang)
    for lever in levers.levers(own, result.knowledge)[:_SHOWN_LEVERS]:
        yield _lever(lever, lang)
    yield _word("narrowing", lang)
    for one in levers.narrowing(own):
        share = language.number(one.share * _PERCENT, lang)
        yield _word("narrow", lang, label=label(one.field, lang), share=share)
    yield ""


def _lever(lever: levers.Lever, lang: str) -> str:
    name, kg = label(lever.field, lang), _kg(lever.kg, lang)
    if lever.way in ("less", "more"):
        return _word(f"lever-{lever.way}", lang, label=name, kg=kg)
    named = {one.id: asking.in_language(one.label, lang) for one in lever.field.choices}
    return _word("lever-choice", lang, label=name, choice=named[lever.way], kg=kg)
