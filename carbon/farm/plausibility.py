"""Numbers that no farm has, and numbers that few have: the first stop, the second are asked about.

A question names what the producer may have meant: another unit of the same field, or a slip of ten,
a hundred or a thousand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from carbon.farm import asking, questionnaires
from carbon.farm.records import Field, Plausible, Questionnaire, UnitChoice
from carbon.problems import Problem, error, warning

# The same question where it can be said what may have been meant.
_MEANT = {
    "answer-impossible": "answer-impossible-meant",
    "answer-slip": "answer-slip-meant",
    "answer-implausible": "answer-implausible-meant",
}
_PER_ECM = frozenset({"milk"})  # whose band is per kg of energy-corrected milk
_OF = {"sv": "vara", "en": "product"}
_HUNDRED = Decimal(100)  # percent
_SLIPS = (Decimal(1000), Decimal(100), Decimal(10))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A number as it was given and what it comes to."""

    field: Field
    number: Decimal  # as written, in `unit`
    unit: UnitChoice | None
    size: Decimal  # canonical units in one of `unit`, the other field of `times` included
    where: str
    numbers: Mapping[str, Decimal]  # what the questionnaire's fields come to, for `per`

    @property
    def value(self) -> Decimal:
        """The number in the field's canonical unit."""
        return self.number * self.size


def named(field: Field) -> dict[str, str]:
    """Return the field's name in both languages, for the texts of a problem."""
    return {"label_sv": field.label.sv, "label_en": field.label.en}


def judge(stated: Stated) -> list[Problem]:
    """Return what is wrong with a number, at most one thing: impossible before unusual."""
    field, value = stated.field, stated.value
    names = named(field)
    if value < 0:
        return [error("answer-negative", stated.where, found=stated.number, **names)]
    if value == 0 and not field.zero_allowed:
        return [error("answer-zero", stated.where, **names)]
    if field.limits is not None:
        bounds = _bounds(field.limits, stated.numbers)
        if bounds is not None and not bounds[0] <= value <= bounds[1]:
            return [_asked("answer-impossible", stated, bounds, stop=True)]
    return _unusual(stated)


def _bounds(range_: Plausible, numbers: Mapping[str, Decimal]) -> tuple[Decimal, Decimal] | None:
    """Return a range in canonical units; None when what it is per is not known or zero."""
    size = Decimal(1) if range_.per is None else numbers.get(range_.per)
    if not size:
        return None
    return Decimal(repr(range_.low)) * size, Decimal(repr(range_.high)) * size


def _unusual(stated: Stated) -> list[Problem]:
    beyond = Decimal(repr(questionnaires.rules().beyond))
    for range_ in stated.field.plausible:
        bounds = _bounds(_raised(range_, stated.value), stated.numbers)
        if bounds is None or bounds[0] <= stated.value <= bounds[1]:
            continue
        low, high = bounds
        far = stated.value > high * beyond or stated.value < low / beyond
        if far and stated.value:
            return [_asked("answer-slip", stated, bounds, stop=True)]
        return [_asked("answer-implausible", stated, bounds, stop=False)]
    return _as_a_part(stated)


def _raised(range_: Plausible, value: Decimal) -> Plausible:
    """Return a range whose low end is that of answers above zero, where there is such a one."""
    if range_.above_zero is None or not value:
        return range_
    return replace(range_, low=range_.above_zero)


def _as_a_part(stated: Stated) -> list[Problem]:
    """Ask about a percentage below one: 0.1 is what a spreadsheet makes of 10 %."""
    if stated.field.unit != "%" or not 0 < stated.value < 1:
        return []
    texts = named(stated.field)
    for lang in ("sv", "en"):
        texts[f"found_{lang}"] = _with_unit(stated.number, stated.unit, lang)
        texts[f"meant_{lang}"] = _with_unit(stated.number * _HUNDRED, stated.unit, lang)
    return [warning("answer-percent-part", stated.where, **texts)]


def _asked(code: str, stated: Stated, bounds: tuple[Decimal, Decimal], *, stop: bool) -> Problem:
    """Return the question: what was said, what is usual, and what may have been meant."""
    usual = [_bounds(_raised(one, stated.value), stated.numbers) for one in stated.field.plausible]
    meant = _meant(stated, next((one for one in usual if one is not None), bounds))
    texts = named(stated.field)
    for lang in ("sv", "en"):
        low, high = (asking.shown_number(one / stated.size, lang) for one in bounds)
        texts[f"found_{lang}"] = _with_unit(stated.number, stated.unit, lang)
        texts[f"range_{lang}"] = f"{low}–{high} {_label(stated.unit, lang)}".strip()
        if meant is not None:
            texts[f"meant_{lang}"] = _with_unit(*meant, lang)
    make = error if stop else warning
    return make(code if meant is None else _MEANT[code], stated.where, **texts)


def _label(unit: UnitChoice | None, lang: str) -> str:
    return "" if unit is None else asking.in_language(unit.label, lang)


def _with_unit(number: Decimal, unit: UnitChoice | None, lang: str) -> str:
    return f"{asking.shown_number(number, lang)} {_label(unit, lang)}".strip()


def _meant(
    stated: Stated, bounds: tuple[Decimal, Decimal]
) -> tuple[Decimal, UnitChoice | None] | None:
    """Return the nearest thing that would be usual: another unit of the same sort (kg for tonnes),
    then a slip of ten, then a unit per something (kg per hectare).
    """
    times = None if stated.unit is None else stated.unit.times
    others = [unit for unit in stated.field.units if unit != stated.unit]
    tried = [
        *((stated.number, unit) for unit in others if unit.times == times),
        *((number, stated.unit) for number in _slips(stated.number)),
        *((stated.number, unit) for unit in others if unit.times != times),
    ]
    for number, unit in tried:
        size = stated.size if unit == stated.unit else _size(unit, stated.numbers)
        if size and number and bounds[0] <= number * size <= bounds[1]:
            return number, unit
    return None


def _slips(number: Decimal) -> list[Decimal]:
    return [one for slip in reversed(_SLIPS) for one in (number * slip, number / slip)]


def _size(unit: UnitChoice | None, numbers: Mapping[str, Decimal]) -> Decimal | None:
    return None if unit is None else unit_size(unit, numbers)


def unit_size(unit: UnitChoice, numbers: Mapping[str, Decimal]) -> Decimal | None:
    """Return how many canonical units one of `unit` is; None when it needs an answer not given."""
    size = Decimal(repr(unit.factor))
    if unit.times is None:
        return size
    other = numbers.get(unit.times)
    return None if other is None else size * other


def crossed(
    questionnaire: Questionnaire, numbers: Mapping[str, Decimal], where: Mapping[str, str]
) -> list[Problem]:
    """Return the checks between answers that fail: more pigs sold than were born and bought."""
    wrong = []
    for check in questionnaire.checks:
        parts = [(numbers.get(one), Decimal(repr(factor))) for one, factor in check.of.items()]
        most = numbers.get(check.most)
        if most is None or any(one is None for one, _ in parts):
            continue
        if most > sum((one * factor for one, factor in parts if one is not None), Decimal(0)):
            texts = {"question_sv": check.question.sv, "question_en": check.question.en}
            make = error if check.stop else warning
            wrong.append(make("answer-check", where[check.most], **texts))
    return wrong


def outside_band(
    questionnaire: Questionnaire, kg_co2e_per_kg: Decimal, where: str
) -> list[Problem]:
    """Return a question where a result lies outside what Swedish products come to; never a clip."""
    band = questionnaire.band_kg_co2e_per_kg
    if band is None or band[0] <= kg_co2e_per_kg <= band[1]:
        return []
    texts = {}
    for lang in ("sv", "en"):
        low, high = (asking.shown_number(one, lang) for one in band)
        texts[f"found_{lang}"] = asking.shown_number(kg_co2e_per_kg, lang)
        texts[f"range_{lang}"] = f"{low}–{high}"
        texts[f"measure_{lang}"] = "ECM" if questionnaire.id in _PER_ECM else _OF[lang]
    return [warning("answers-band", where, **texts)]
