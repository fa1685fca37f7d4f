"""Greenhouse vegetables, for one kg sold at the gate: heat, light, carbon dioxide and nutrients.

Nitrogen given in nutrient solution counts as mineral nitrogen on soil does (IPCC 2019 V4 Ch11), a
cautious reading: the guidelines have no factor of their own for growing media.
"""

from __future__ import annotations

from carbon.farm.boughtgoods import bought, packaging
from carbon.farm.energyuse import electricity, heat, refrigerant
from carbon.farm.fieldgases import Field, field_gases
from carbon.farm.knowledge import Knowledge
from carbon.farm.records import Activity, Answers
from carbon.farm.soils import SoilNitrogen

_L_PER_M3 = 1000  # exact
_NUTRIENTS = "nitrate"  # nutrient solutions are made of calcium and potassium nitrate


def activities(answers: Answers, knowledge: Knowledge) -> tuple[Activity, ...]:
    """Return the flows of one kg of a greenhouse crop at the gate. Yearly amounts of gh_area."""
    per_kg = 1 / answers.number("gh_yield")
    kwh_heat, kwh_light = answers.number("heat_kwh"), answers.number("light_kwh")
    return (
        *heat(answers, answers.choice("heat_fuel"), kwh_heat * per_kg, knowledge=knowledge),
        *electricity(answers, kwh_light * per_kg, process="electricity", knowledge=knowledge),
        *_carbon_dioxide(answers, per_kg, knowledge),
        *_nutrients(answers, per_kg, knowledge),
        *_growing_medium(answers, per_kg, knowledge),
        *(
            refrigerant(answers, per_kg=per_kg, knowledge=knowledge)
            if answers.known("refrigerant_kg")
            else ()
        ),
        *packaging(answers, knowledge),
    )


def _carbon_dioxide(answers: Answers, per_kg: float, of: Knowledge) -> tuple[Activity, ...]:
    if not answers.known("co2_kg") or answers.choice("co2_origin") != "fossil":
        return ()
    return bought(
        "co2-fossil", answers.number("co2_kg") * per_kg, process="co2-given", knowledge=of
    )


def _nutrients(answers: Answers, per_kg: float, of: Knowledge) -> tuple[Activity, ...]:
    nitrogen = answers.number("n_gh")
    soil = Field(nitrogen=SoilNitrogen(synthetic_n_kg=nitrogen), fertiliser=_NUTRIENTS)
    return (
        *bought(f"n-{_NUTRIENTS}", nitrogen * per_kg, process="nitrogen-making", knowledge=of),
        *field_gases(soil, per_kg=per_kg, knowledge=of),
    )


def _growing_medium(answers: Answers, per_kg: float, of: Knowledge) -> tuple[Activity, ...]:
    litres = answers.number("substrate") * _L_PER_M3 * per_kg
    good = f"substrate-{answers.choice('substrate_kind')}"
    return bought(good, litres, process="growing-medium", knowledge=of)
