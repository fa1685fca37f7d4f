"""Answers of a crop or a plant for tests: some are given, the questionnaire's defaults fill in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache

from carbon.farm import questionnaires
from carbon.farm.knowledge import Knowledge
from carbon.farm.knowledge import load as load_knowledge
from carbon.farm.products import activities
from carbon.farm.records import Activity, Answer, Answers, Field, Quality
from carbon.library.load import load as load_library

Value = float | str | tuple[Mapping[str, float | str], ...]


@cache
def knowledge() -> Knowledge:
    return load_knowledge(load_library())


def answers(
    questionnaire: str, product: str | None = None, *, year: int = 2026, **given: Value
) -> Answers:
    asked = questionnaires.load()[questionnaire]
    fields = {one.id: one for one in asked.fields}
    values = {
        key: (given[key], Quality.MEASURED)
        if key in given
        else (_default(one, fields, given), Quality.DEFAULT)
        for key, one in fields.items()
    }
    extra = {key: (value, Quality.MEASURED) for key, value in given.items() if key not in fields}
    return Answers(
        questionnaire=asked,
        product=product or asked.products[0],
        name="Provvara",
        producer="Provgården",
        place="Leksand",
        year=year,
        answers={
            key: Answer(
                field=key, value=value, quality=quality, gsd=1.0, given=str(value), where=f"t:{key}"
            )
            for key, (value, quality) in {**values, **extra}.items()
        },
    )


def _default(
    field: Field, fields: Mapping[str, Field], given: Mapping[str, Value]
) -> float | str | None:
    found = field.default
    if found is None:
        return None
    if found.per is None or isinstance(found.value, str):
        return found.value
    other = given[found.per] if found.per in given else _default(fields[found.per], fields, given)
    assert isinstance(other, int | float)
    return found.value * other


def flows(made: Answers) -> tuple[Activity, ...]:
    return activities(made, knowledge())


def kg(found: Iterable[Activity]) -> float:
    return math.fsum(one.amount * one.factor.kg_co2e for one in found)


def of(found: Iterable[Activity], *processes: str) -> float:
    listed = tuple(found)
    known = {one.process for one in listed}
    assert set(processes) <= known, f"{processes} of {sorted(known)}"
    return kg(one for one in listed if one.process in processes)
