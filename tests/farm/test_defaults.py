"""Who answers nothing never looks better than one who answers: defaults at or above the middle."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from carbon.farm import knowledge, products, questionnaires
from carbon.farm.records import Answers, Field
from carbon.library import load
from tests.farm import sample_answers

ALL = questionnaires.load()
KNOWN = knowledge.load(load.load())
# Something of everything, so that each choice has work to do.
_LIVELY: Mapping[str, Any] = {"refrigerant_kg": 1.0, "packaging_g": 20.0, "co2_kg": 100.0}


def _chosen() -> Iterator[tuple[str, str]]:
    for name, made in ALL.items():
        for field in made.fields:
            if field.kind in ("choice", "shares") and field.default is not None:
                yield name, field.id


@pytest.mark.parametrize(("questionnaire", "field"), list(_chosen()))
def test_not_knowing_gives_at_least_the_middle_of_what_answers_give(
    questionnaire: str, field: str
) -> None:
    asked = next(one for one in ALL[questionnaire].fields if one.id == field)
    base = _lively(sample_answers.answered(questionnaire, **{field: "vet inte"}))
    unknown = _kg(base)
    told = [_kg(_with(base, asked, one.id)) for one in asked.choices]
    # No field is excepted today; one that must be is named here with its reason.
    assert unknown >= statistics.median(told) * (1 - 1e-9), told


def _lively(answers: Answers) -> Answers:
    changed = {
        name: replace(one, value=_LIVELY.get(name, one.value))
        for name, one in answers.answers.items()
    }
    if "heat_kwh" in changed and not changed["heat_kwh"].value:
        changed["heat_kwh"] = replace(changed["heat_kwh"], value=500.0)
    return replace(answers, answers=changed)


def _with(answers: Answers, field: Field, choice: str) -> Answers:
    value: Any = {choice: 1.0} if field.kind == "shares" else choice
    answer = replace(answers.answers[field.id], value=value)
    return replace(answers, answers={**answers.answers, field.id: answer})


def _kg(answers: Answers) -> float:
    found = products.activities(answers, KNOWN)
    return math.fsum(one.amount * one.factor.kg_co2e for one in found)
