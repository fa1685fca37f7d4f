"""Bread and cakes, for one kg sold at the bakery's gate: the recipe, the oven and the rest.

The recipe is kg of each ingredient for 100 kg out of the oven. What was baked and not sold is
carried by what was sold. An ingredient counts with its supplier's own value, or with the library's
figures of the food: farm, land-use change, processing, packaging, and its raw material's way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from carbon.farm import declared
from carbon.farm.boughtgoods import bought, packaging
from carbon.farm.energyuse import electricity, heat, refrigerant
from carbon.farm.knowledge import Knowledge
from carbon.farm.records import Activity, Answers
from carbon.library.records import Factor, Stage

_BATCH_KG = 100  # what a recipe is written for: exact
_PERCENT = 100  # exact
_KG_PER_T = 1000  # exact
_WATER = "water"  # of the tap: some tenths of a gram per kg, left out
_INGREDIENT_STAGES = (Stage.FARM, Stage.LAND_USE_CHANGE, Stage.PROCESSING, Stage.PACKAGING)


def activities(answers: Answers, knowledge: Knowledge) -> tuple[Activity, ...]:
    """Return the flows of one kg of a bakery's product at its gate. Yearly amounts, kg and kWh."""
    per_kg = 1 / answers.number("out_kg")
    kwh = answers.number("oven_kwh") * per_kg
    at = Stage.PROCESSING
    rest = answers.number("el_rest") * per_kg if answers.known("el_rest") else 0.0
    return (
        *_ingredients(answers, knowledge),
        *heat(
            answers, answers.choice("oven_fuel"), kwh, knowledge=knowledge, stage=at, process="oven"
        ),
        *electricity(answers, rest, process="electricity", knowledge=knowledge, stage=at),
        *(
            refrigerant(answers, per_kg=per_kg, knowledge=knowledge, stage=at)
            if answers.known("refrigerant_kg")
            else ()
        ),
        *packaging(answers, knowledge),
    )


def baked_per_sold(answers: Answers) -> float:
    """Return kg that left the oven for one kg sold: more than one where bread was wasted."""
    loss = answers.number("loss") / _PERCENT if answers.known("loss") else 0.0
    return 1 / (1 - loss)


def bake_loss(answers: Answers) -> float:
    """Return the share of the dough that left as steam: ingredients in less product out.

    Usual is 0.08 to 0.14; below zero the recipe holds less than what left the oven.
    """
    dough = sum(_kg(row) for row in answers.rows("recipe"))
    return 1 - _BATCH_KG / dough if dough else 0.0


def _ingredients(answers: Answers, of: Knowledge) -> Iterator[Activity]:
    baked = baked_per_sold(answers)
    km = answers.number("inbound_km") if answers.known("inbound_km") else 0.0
    carried = 0.0
    for row in answers.rows("recipe"):
        name, kg = str(row["ingredient"]), _kg(row) / _BATCH_KG * baked
        if name == _WATER:
            continue
        carried += kg
        yield from _ingredient(answers, row, name, kg, of)
    tonne_km = carried / _KG_PER_T * km
    yield from bought("inbound", tonne_km, process="inbound", knowledge=of, stage=Stage.TRANSPORT)


def _ingredient(
    answers: Answers, row: Mapping[str, float | str], name: str, kg: float, of: Knowledge
) -> Iterator[Activity]:
    value = declared.from_row(
        answers,
        row,
        value="value",
        good=name,
        per="kg",
        stage=Stage.FARM,
        library=of.library,
        where=answers.answers["recipe"].where,
    )
    if kg == 0:
        return
    if value is not None:
        yield from bought(name, kg, process="ingredient", knowledge=of, value=value)
        return
    for stage, factor in _of_the_library(name, of):
        yield Activity(
            stage=stage,
            process="inbound" if stage is Stage.TRANSPORT else "ingredient",
            factor=factor,
            amount=kg,
            gsd=1.0,
            equation="kg of the recipe for 1 kg sold",
        )


def _of_the_library(name: str, of: Knowledge) -> Iterator[tuple[Stage, Factor]]:
    """Yield a food's factors and where each falls; one figure for several stages comes once."""
    product = of.library.products[name]
    seen: set[str] = set()
    for stage in _INGREDIENT_STAGES:
        factor_id = product.factors.get(stage)
        if factor_id is None or factor_id in seen:
            continue
        seen.add(factor_id)
        # The ingredient's own packaging is used up in the bakery: a part of processing there.
        where = Stage.PROCESSING if stage is Stage.PACKAGING else stage
        yield where, of.library.factors[factor_id][0]
    if product.inbound is not None:
        yield Stage.TRANSPORT, of.library.factors[product.inbound][0]


def _kg(row: Mapping[str, float | str]) -> float:
    found = row["kg"]
    if isinstance(found, str):
        raise TypeError(f"{found} is no weight")
    return float(found)
