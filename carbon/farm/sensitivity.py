"""What each answer does to each flow: answers moved one at a time through the same model.

A number is moved by a fixed part of itself, and what its own geometric standard deviation does is
that move in proportion (logs, as farm-model.md section 4 combines them); a choice is exchanged for
each of the others. Nothing is drawn at random: the same product gives the same figures everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from carbon.farm import products, questionnaires
from carbon.farm.knowledge import Knowledge
from carbon.farm.records import Activity, Answer, Answers, Choice, Field, Need

Key = tuple[str, str, str, int]  # stage, process, factor, and which one of the same
Flows = Mapping[Key, float]  # kg CO2e per kg of product


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """What one answer does."""

    field: Field
    answer: Answer
    logs: Mapping[Key, float]  # by flow: ln of the spread that the answer gives it
    weights: Mapping[Key, float]  # by flow: how far it follows the answer, 1 = wholly
    spread_kg: float  # what the answer's own gsd does to the whole
    options: tuple[tuple[str, float], ...]  # change of the whole: "more", or another choice


def flows_of(activities: Sequence[Activity]) -> dict[Key, float]:
    """Return kg CO2e by flow; the key names stage, process, factor and which one of the same."""
    found: dict[Key, float] = {}
    for one in activities:
        stage, process, id = str(one.stage), one.process, one.factor.id
        same = 1
        while (stage, process, id, same) in found:
            same += 1
        found[stage, process, id, same] = one.amount * one.factor.kg_co2e
    return found


def swings(answers: Answers, base: Flows, knowledge: Knowledge) -> tuple[Swing, ...]:
    """Return what every answer does, in the order of the questionnaire."""
    read = _read(answers, knowledge)
    return tuple(
        _swing(field, answers, base, knowledge)
        if field.id in read
        else _unread(field, answers.answers[field.id])
        for field in answers.questionnaire.fields
    )


class _Watched(Mapping[str, Answer]):
    """Answers that remember which of them were looked at; a class because a mapping is one."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self._answers = answers
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> Answer:
        self.read.add(name)
        return self._answers[name]

    def __contains__(self, name: object) -> bool:
        return name in self._answers  # which questions there are does not depend on the answers

    def __iter__(self) -> Iterator[str]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)


def _read(answers: Answers, knowledge: Knowledge) -> set[str]:
    """Return the fields that the model looks at; any other can be exchanged and nothing moves."""
    watched = _Watched(answers.answers)
    products.activities(replace(answers, answers=watched), knowledge)
    return watched.read


def _unread(field: Field, answer: Answer) -> Swing:
    """Return what `_swing` finds where nothing moves, without asking the model."""
    if _number(answer) is not None:
        return replace(_still(field, answer), options=(("more", 0.0),))
    if field.kind not in ("choice", "shares"):
        return _still(field, answer)
    options = tuple((one.id, 0.0) for one in field.choices if _chosen(field, one) != answer.value)
    return replace(_still(field, answer), options=options)


def _chosen(field: Field, choice: Choice) -> str | dict[str, float]:
    """Return the answer that takes one choice and no other."""
    return {choice.id: 1.0} if field.kind == "shares" else choice.id


def _swing(field: Field, answers: Answers, base: Flows, knowledge: Knowledge) -> Swing:
    answer = answers.answers[field.id]
    number = _number(answer)
    if number is not None:
        return _of_number(field, answer, number, answers, base, knowledge)
    if field.kind == "number" and field.otherwise is not None:
        return _of_missing(field, answer, answers, base, knowledge)
    if field.kind in ("choice", "shares"):
        return _of_choice(field, answer, answers, base, knowledge)
    return _still(field, answer)


def _number(answer: Answer) -> float | None:
    value = answer.value
    return float(value) if isinstance(value, (int, float)) and value else None


def _still(field: Field, answer: Answer) -> Swing:
    return Swing(field=field, answer=answer, logs={}, weights={}, spread_kg=0.0, options=())


def _of_number(
    field: Field,
    answer: Answer,
    number: float,
    answers: Answers,
    base: Flows,
    knowledge: Knowledge,
) -> Swing:
    change = questionnaires.rules().change
    factor = _within(field, number, 1 + change)
    moved = _moved(answers, answer, number * factor, base, knowledge)
    step = math.log(factor)
    weights = {
        key: math.log(now / kg) / step
        for key, kg in base.items()
        if kg > 0 and (now := moved.get(key, 0)) > 0 and now != kg
    }
    # A tenth more, also where only a tenth less is possible: then the change with its sign turned.
    total = _difference(moved, base) * (1 if factor > 1 else -1)
    width = math.log(answer.gsd)
    logs = {key: abs(weight) * width for key, weight in weights.items() if weight} if width else {}
    spread = abs(total) * width / math.log(1 + change)
    return Swing(
        field=field,
        answer=answer,
        logs=logs,
        weights=weights,
        spread_kg=spread,
        options=(("more", total),),
    )


def _within(field: Field, number: float, factor: float) -> float:
    """Return the factor, or its inverse where the answer would leave what is possible."""
    limits = field.limits
    if limits is None or limits.per is not None or number * factor <= limits.high:
        return factor
    return 1 / factor


def _of_missing(
    field: Field, answer: Answer, answers: Answers, base: Flows, knowledge: Knowledge
) -> Swing:
    """Find the flows that an answer would replace: they rest on the library instead."""
    if field.need is not Need.IMPORTANT or not field.plausible:
        return _still(field, answer)
    probe = _moved(answers, answer, field.plausible[0].high, base, knowledge)
    gone = {key: 1.0 for key, kg in base.items() if kg and not _same(probe.get(key), kg)}
    return replace(_still(field, answer), weights=gone)


def _same(one: float | None, other: float) -> bool:
    return one is not None and math.isclose(one, other, rel_tol=1e-12)


def _of_choice(
    field: Field, answer: Answer, answers: Answers, base: Flows, knowledge: Knowledge
) -> Swing:
    options = []
    weights: dict[Key, float] = {}
    widest = 0.0
    for choice in field.choices:
        value = _chosen(field, choice)
        if value == answer.value:
            continue
        other = _moved(answers, answer, value, base, knowledge)
        options.append((choice.id, _difference(other, base)))
        for key, kg in base.items():
            if kg and not _same(other.get(key), kg):
                apart = min(abs(other.get(key, 0.0) / kg - 1), 1.0)
                weights[key] = max(weights.get(key, 0.0), apart)
    logs = {key: math.log(answer.gsd) for key in weights} if answer.gsd > 1 else {}
    widest = (answer.gsd - 1) * sum(abs(base[key]) for key in logs)
    return Swing(
        field=field,
        answer=answer,
        logs=logs,
        weights=weights,
        spread_kg=widest,
        options=tuple(options),
    )


def _moved(
    answers: Answers,
    answer: Answer,
    value: float | str | Mapping[str, float],
    base: Flows,
    of: Knowledge,
) -> Flows:
    """Return the flows with one answer exchanged, all others as they are.

    Where the others make the change impossible (cows that would eat less than their milk holds),
    nothing moves: the answers' own flows come back.
    """
    changed = {**answers.answers, answer.field: replace(answer, value=value)}
    try:
        return flows_of(products.activities(replace(answers, answers=changed), of))
    except (ValueError, ArithmeticError):
        return base


def _difference(moved: Flows, base: Flows) -> float:
    return math.fsum(moved.values()) - math.fsum(base.values())
