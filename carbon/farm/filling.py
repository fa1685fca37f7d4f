"""Answers that rest on each other: kg per hectare times hectares, and defaults per animal."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal

from carbon.farm import asking, plausibility, questionnaires
from carbon.farm.plausibility import Stated
from carbon.farm.records import Answer, Default, Field, Quality, Questionnaire
from carbon.farm.written import Parsed, Row
from carbon.problems import Problem, error

_DIGITS = Context(prec=asking.SIGNIFICANT)


@dataclass(frozen=True, slots=True)
class _Filling:
    """The numbers found so far; a class because fields are looked up from one another."""

    fields: Mapping[str, Field]
    parsed: Mapping[str, Parsed]
    numbers: dict[str, Decimal] = field(default_factory=dict)
    gsds: dict[str, float] = field(default_factory=dict)

    def number(self, name: str) -> Decimal | None:
        """Return what a field comes to in its own unit, answered or by default."""
        if name not in self.numbers:
            self._find(name)
        return self.numbers.get(name)

    def _find(self, name: str) -> None:
        asked, answer = self.fields[name], self.parsed[name]
        default = asked.default
        if isinstance(answer.value, Decimal) and answer.unit is not None:
            own = _sureness(asked, answer)
            size, other = Decimal(repr(answer.unit.factor)), answer.unit.times
            value, gsds = answer.value * size, [own, answer.unit.gsd]
        elif answer.unknown and default is not None and isinstance(default.value, float):
            value, other, gsds = self._default(default), default.per, [default.gsd]
        else:
            return
        if other is not None:
            beside = self.number(other)
            if beside is None:
                return
            value, gsds = value * beside, [*gsds, self.gsds[other]]
        if answer.unknown and default is not None and default.least is not None:
            value = max(value, self._product(default.least.value, default.least.per))
        self.numbers[name] = canonical(value)
        self.gsds[name] = combined(*gsds)

    def _default(self, default: Default) -> Decimal:
        """Return a default's number, the other one where an answer per another lies low."""
        lower = default.lower
        if lower is not None:
            of = self.number(lower.of)
            if of is not None and of < self._product(lower.below, lower.per):
                return Decimal(repr(lower.value))
        return Decimal(repr(float(default.value)))

    def _product(self, value: float, per: str) -> Decimal:
        return Decimal(repr(value)) * (self.number(per) or Decimal(0))


def _sureness(asked: Field, answer: Parsed) -> float:
    """Return the gsd of what was answered: that of its quality, and never wider than the default.

    An answer must not count as less sure than no answer.
    """
    own = questionnaires.rules().quality_gsd[answer.quality]
    default = asked.default
    return own if default is None or default.gsd == 1 else min(own, default.gsd)


def canonical(value: Decimal) -> Decimal:
    """Return a number with the digits that an answer has, and no zeros behind them."""
    rounded = _DIGITS.plus(value).normalize()
    return Decimal(0) if rounded == 0 else rounded


def combined(*gsds: float) -> float:
    """Return the geometric standard deviation of a product: squared logs add up."""
    return math.exp(math.sqrt(sum(math.log(one) ** 2 for one in gsds)))


def fill(
    questionnaire: Questionnaire, parsed: Mapping[str, Parsed]
) -> tuple[dict[str, Answer], list[Problem]]:
    """Return an answer for every field, and the questions that the numbers raise."""
    fields = {one.id: one for one in questionnaire.fields}
    work = _Filling(fields, parsed)
    for name in fields:
        work.number(name)
    problems = _lacking(work)
    for name, answer in parsed.items():
        if isinstance(answer.value, Decimal) and name in work.numbers:
            problems += plausibility.judge(_stated(work, fields[name], answer, answer.value))
    where = {name: one.where for name, one in parsed.items()}
    problems += plausibility.crossed(questionnaire, work.numbers, where)
    return {name: _answer(work, one) for name, one in fields.items()}, problems


def _stated(work: _Filling, asked: Field, answer: Parsed, number: Decimal) -> Stated:
    size = Decimal(1)
    if answer.unit is not None:
        size = plausibility.unit_size(answer.unit, work.numbers) or size
    return Stated(
        field=asked,
        number=number,
        unit=answer.unit,
        size=size,
        where=answer.where,
        numbers=work.numbers,
    )


def _lacking(work: _Filling) -> list[Problem]:
    """Return the answers whose unit needs another answer that is not there."""
    wrong = []
    for name, answer in work.parsed.items():
        if isinstance(answer.value, Decimal) and name not in work.numbers:
            other = work.fields[answer.unit.times or name] if answer.unit else work.fields[name]
            texts = {"other_sv": other.label.sv, "other_en": other.label.en}
            named = plausibility.named(work.fields[name])
            wrong.append(error("answer-unit-needs", answer.where, **texts, **named))
    return wrong


def _answer(work: _Filling, asked: Field) -> Answer:
    parsed = work.parsed[asked.id]
    value: float | str | dict[str, float] | tuple[dict[str, float | str], ...] | None
    if asked.kind == "number":
        number = work.numbers.get(asked.id)
        value = None if number is None else float(number)
        gsd = work.gsds.get(asked.id, 1.0)
    else:
        value, gsd = _worded(asked, parsed)
    return Answer(
        field=asked.id,
        value=value,
        quality=Quality.DEFAULT if parsed.unknown else parsed.quality,
        gsd=gsd,
        given=parsed.given,
        where=parsed.where,
    )


def _worded(
    asked: Field, parsed: Parsed
) -> tuple[float | str | dict[str, float] | tuple[dict[str, float | str], ...] | None, float]:
    """Return a choice, shares or rows, with the default where nothing was answered."""
    value = parsed.value
    if value is None:
        default = asked.default
        if default is None:
            return None, 1.0
        chosen = str(default.value)
        return ({chosen: 1.0} if asked.kind == "shares" else chosen), default.gsd
    if isinstance(value, tuple):
        return tuple(_plain(row) for row in value), 1.0
    if isinstance(value, Mapping):
        return {key: float(canonical(part)) for key, part in value.items()}, 1.0
    return str(value), 1.0


def _plain(row: Row) -> dict[str, float | str]:
    return {
        key: float(canonical(value)) if isinstance(value, Decimal) else value
        for key, value in row.items()
    }
