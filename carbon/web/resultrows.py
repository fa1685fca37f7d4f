"""The tables of a result as rows of finished words: sources, levers, defaults, flows."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from carbon import language
from carbon.farm import asking, levers, questionnaires
from carbon.farm.knowledge import Knowledge
from carbon.farm.levers import Lever
from carbon.farm.records import Field, OwnFlow, OwnFootprint, Quality
from carbon.library.records import Library
from carbon.outputs.declaration import kilograms
from carbon.web.rendering import words

Fact = tuple[str, str, bool]  # what, value, whether it is a code
_SOURCES, _LEVERS = 8, 8  # rows; the rest is told as one
_PERCENT, _TEN = 100, 10


def process(id_: str, lang: str) -> str:
    """Return what a process of the farm model is called."""
    name = language.word_or(f"farm-process-{id_}", lang, id_)
    return name[:1].upper() + name[1:]


def sources(own: OwnFootprint, lang: str) -> tuple[tuple[str, str, str], ...]:
    """Return what emits most: process, kg CO2e per kg of product, share of the whole."""
    by_process: defaultdict[str, Decimal] = defaultdict(Decimal)
    for flow in own.flows:
        by_process[process(flow.activity.process, lang)] += _kg(flow)
    ranked = sorted(by_process.items(), key=lambda pair: (-abs(pair[1]), pair[0]))
    rest = sum((kg for _, kg in ranked[_SOURCES:]), Decimal(0))
    shown = ranked[:_SOURCES] + ([(words(lang)("rest"), rest)] if rest else [])
    return tuple(
        (name, kilograms(kg, lang, like=own.kg_co2e_per_kg), _share(kg, own.kg_co2e_per_kg, lang))
        for name, kg in shown
        if kg
    )


def _kg(flow: OwnFlow) -> Decimal:
    return Decimal(repr(flow.activity.amount * flow.activity.factor.kg_co2e))


def _share(kg: Decimal, whole: Decimal, lang: str) -> str:
    return f"{language.number(kg / whole * _PERCENT, lang)} %" if whole else "–"


def gains(own: OwnFootprint, knowledge: Knowledge, lang: str) -> tuple[tuple[str, str, str], ...]:
    """Return what would lower the footprint most: question, change, effect."""
    found = levers.levers(own, knowledge)[:_LEVERS]
    return tuple(
        (
            asking.in_language(one.field.label, lang),
            _change(one, lang),
            _signed(Decimal(repr(one.kg)), own, lang),
        )
        for one in found
    )


def _signed(kg: Decimal, own: OwnFootprint, lang: str) -> str:
    """Return a change with one digit more than the whole is shown with: changes are small."""
    return kilograms(kg, lang, like=own.kg_co2e_per_kg / _TEN)


def _change(lever: Lever, lang: str) -> str:
    if lever.way in ("less", "more"):
        percent = language.number(questionnaires.rules().change * _PERCENT, lang)
        return words(lang)(f"lever-{lever.way}", percent=percent)
    named = (one.label for one in lever.field.choices if one.id == lever.way)
    return next((asking.in_language(one, lang) for one in named), lever.way)


def narrowing(own: OwnFootprint, lang: str) -> tuple[tuple[str, str, str], ...]:
    """Return the answers that would make the figure surer: place, question, why."""
    return tuple(
        (
            anchor(one.field),
            asking.in_language(one.field.label, lang),
            words(lang)(
                "narrowing-share", share=f"{language.number(one.share * _PERCENT, lang)} %"
            ),
        )
        for one in levers.narrowing(own)
    )


def defaults(own: OwnFootprint, lang: str) -> tuple[tuple[str, str, str], ...]:
    """Return the yellow list: each question that a default stands in for, and what counts."""
    answers = own.answers.answers
    return tuple(
        (anchor(field), asking.in_language(field.label, lang), _counted(own, field, lang))
        for field in own.answers.questionnaire.fields
        if answers[field.id].quality is Quality.DEFAULT
    )


def _counted(own: OwnFootprint, field: Field, lang: str) -> str:
    shown = asking.shown(field, own.answers.answers[field.id], lang)
    if shown:
        return shown
    if field.otherwise is not None:
        return asking.in_language(field.otherwise, lang)
    return words(lang)("default-none")


def anchor(field: Field) -> str:
    """Return the id of a field's first input on the page."""
    return f"{field.id}-1" if field.kind in ("shares", "rows") else field.id


def flows(
    own: OwnFootprint, library: Library, lang: str
) -> tuple[tuple[str, str, str, str, str], ...]:
    """Return every flow: process, amount, factor with its source, kg CO2e, equation."""
    found = []
    for flow in own.flows:
        one = flow.activity
        source = library.sources.get(one.factor.source)
        title = source.title if source is not None else one.factor.source
        per = language.word_or(f"unit-{one.factor.per}", lang, one.factor.per)
        value = asking.shown_number(one.factor.kg_co2e, lang)
        found.append(
            (
                process(one.process, lang),
                f"{_small(one.amount, lang)} {per}",
                f"{value} kg CO₂e/{per}: {one.factor.label} ({title}, {one.factor.locator})",
                _small(float(_kg(flow)), lang),
                one.equation,
            )
        )
    return tuple(found)


def _small(value: float, lang: str) -> str:
    """Return an amount for one kg of product, which may be millionths."""
    return asking.shown_number(value, lang)
