"""What each answer does to each flow: answers moved one at a time through the same model.

A number is moved by a fixed part of itself, and what its own geometric standard deviation does is
that move in proportion (logs, as farm-model.md section 4 combines them); a choice is exchanged for
each of the others. Nothing is drawn at random: the same product gives the same figures everywhere.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from carbon.farm import products, questionnaires
from carbon.farm.knowledge import Knowledge
from carbon.farm.records import Activity, Answer, Answers, Field, Need

Flows = Mapping[tuple[str, ...], float]  # kg CO2e per kg of product, by what the flow is


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """What one answer does."""

    field: Field
    answer: Answer
    logs: Mapping[tuple[str, ...], float]  # by flow: ln of the spread that the answer gives it
    weights: Mapping[tuple[str, ...], float]  # by flow: how far it follows the answer, 1 = wholly
    spread_kg: float  # what the answer's own gsd does to the whole
    options: tuple[tuple[str, float], ...]  # change of the whole: "more", or another choice


def flows_of(activities: Sequence[Activity]) -> dict[tuple[str, ...], float]:
    """Return kg CO2e by flow; the key names stage, process, factor and which one of the same."""
    seen = Counter[tuple[str, ...]]()
    found: dict[tuple[str, ...], float] = {}
    for one in activities:
        key = (one.stage.value, one.process, one.factor.id)
        seen[key] += 1
        found[(*key, str(seen[key]))] = one.amount * one.factor.kg_co2e
    return found


def swings(answers: Answers, base: Flows, knowledge: Knowledge) -> tuple[Swing, ...]:
    """Return what every answer does, in the order of the questionnaire."""
    return tuple(_swing(field, answers, base, knowledge) for field in answers.questionnaire.fields)


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
    moved = _moved(answers, answer, number * factor, knowledge)
    weights = {
        key: math.log(moved[key] / kg) / math.log(factor)
        for key, kg in base.items()
        if kg > 0 and moved.get(key, 0) > 0
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
    probe = _moved(answers, answer, field.plausible[0].high, knowledge)
    gone = {key: 1.0 for key, kg in base.items() if kg and not _same(probe.get(key), kg)}
    return replace(_still(field, answer), weights=gone)


def _same(one: float | None, other: float) -> bool:
    return one is not None and math.isclose(one, other, rel_tol=1e-12)


def _of_choice(
    field: Field, answer: Answer, answers: Answers, base: Flows, knowledge: Knowledge
) -> Swing:
    options = []
    weights: dict[tuple[str, ...], float] = {}
    widest = 0.0
    for choice in field.choices:
        value = {choice.id: 1.0} if field.kind == "shares" else choice.id
        if value == answer.value:
            continue
        other = _moved(answers, answer, value, knowledge)
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
    answers: Answers, answer: Answer, value: float | str | Mapping[str, float], of: Knowledge
) -> dict[tuple[str, ...], float]:
    """Return the flows with one answer exchanged, all others as they are.

    Where the others make the change impossible (cows that would eat less than their milk holds),
    nothing moves: the answers' own flows come back.
    """
    changed = {**answers.answers, answer.field: replace(answer, value=value)}
    try:
        return flows_of(products.activities(replace(answers, answers=changed), of))
    except ValueError:
        return flows_of(products.activities(answers, of))


def _difference(moved: Flows, base: Flows) -> float:
    return math.fsum(moved.values()) - math.fsum(base.values())
