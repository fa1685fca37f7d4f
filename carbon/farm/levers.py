"""What a producer can do: which answers weigh most, and which would say more if they were measured.

A lever is what the whole would change by; it tells nothing of what is possible on a farm.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from carbon.farm import climate, products, questionnaires, sensitivity
from carbon.farm.knowledge import Knowledge
from carbon.farm.records import Field, OwnFootprint, Quality

NARROWING = 3  # answers that are asked for to narrow the interval
PEAT = "peat_share"  # the question whose default is nothing at all
_PERCENT = 100  # exact
# Where a farm lies, and what its milk and animals are: nobody makes the footprint less by them.
_NO_LEVERS = frozenset({climate.FIELD, "fat", "protein", "weight"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """What one change of an answer would do."""

    field: Field
    way: str  # "less", "more", or the id of another choice
    kg: float  # kg CO2e per kg of product; below zero it is a gain


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """An answer that would make the interval narrower if it were measured."""

    field: Field
    now: Quality
    share: float  # of the variance that all answers together make, 0-1


def levers(own: OwnFootprint, knowledge: Knowledge) -> tuple[Lever, ...]:
    """Return what would lower the footprint, the largest gain first: one lever for each field.

    Numbers are moved by a tenth, choices exchanged for the best of the others. Where the farm
    lies and what its milk holds are no levers.
    """
    fields = {one.id: one for one in own.answers.questionnaire.fields}
    found = []
    for name, options in _changes(own, knowledge).items():
        for way, kg in options if name not in _NO_LEVERS else ():
            named = way if way != "more" or kg < 0 else "less"
            gain = -abs(kg) if way == "more" else kg
            if gain < -_smallest():
                found.append(Lever(field=fields[name], way=named, kg=gain))
    best: dict[str, Lever] = {}
    for one in sorted(found, key=lambda lever: (lever.kg, lever.field.id, lever.way)):
        best.setdefault(one.field.id, one)
    return tuple(best.values())


def _changes(
    own: OwnFootprint, knowledge: Knowledge
) -> Mapping[str, tuple[tuple[str, float], ...]]:
    """Return what each answer does: as the footprint says, else worked out anew."""
    if own.changes_kg:
        return own.changes_kg
    base = sensitivity.flows_of([one.activity for one in own.flows])
    found = sensitivity.swings(own.answers, base, knowledge)
    return {one.field.id: one.options for one in found}


def _smallest() -> float:
    """Return what is no change: half a step of the engine."""
    return math.pow(10.0, -questionnaires.rules().decimals) / 2


def peat(own: OwnFootprint, knowledge: Knowledge) -> Decimal | None:
    """Return the kg CO2e per kg that a tenth of the land on peat would make.

    None unless the question of peat was left unanswered: then nothing was counted for it, and
    nobody should believe that this is known (farm-model.md, section 1.5).
    """
    answer = own.answers.answers.get(PEAT)
    if answer is None or answer.quality is not Quality.DEFAULT:
        return None
    value = peat_percent()
    answers = {**own.answers.answers, PEAT: replace(answer, value=value)}
    moved = products.activities(replace(own.answers, answers=answers), knowledge)
    kg = math.fsum(sensitivity.flows_of(moved).values())
    return Decimal(repr(kg)).quantize(own.kg_co2e_per_kg)


def peat_percent() -> float:
    """Return the share of peat that the scenario takes, in percent."""
    return questionnaires.rules().change * _PERCENT


def narrowing(own: OwnFootprint) -> tuple[Narrowing, ...]:
    """Return the answers that would narrow the interval most, measured ones left out."""
    whole = math.fsum(own.variance_kg2.values())
    fields = {one.id: one for one in own.answers.questionnaire.fields}
    found = [
        Narrowing(field=fields[name], now=own.answers.answers[name].quality, share=part / whole)
        for name, part in own.variance_kg2.items()
        if own.answers.answers[name].quality is not Quality.MEASURED
    ]
    found.sort(key=lambda one: (-one.share, one.field.id))
    return tuple(found[:NARROWING])
