"""Answers of invented farms and plants, one for each questionnaire: what a person would write."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from carbon.farm import answering, questionnaires
from carbon.farm.records import Answers, RawAnswer

HEAD: Mapping[str, str] = {
    "name": "Provvara",
    "producer": "Provgården",
    "place": "Leksand",
    "year": "2025",
}

# The required answers: number and unit as typed, or the choice.
REQUIRED: Mapping[str, Mapping[str, str]] = {
    "milk": {
        "cows": "80",
        "milk_sold": "760 ton",
        "young": "75",
        "sold_lw": "21600",
        "conc": "200",
        "n_min_d": "9000",
    },
    "cheese": {
        "out_kg": "10000",
        "milk_in": "100000",
        "electricity_kwh": "8000",
        "heat_kwh": "9000",
        "surplus": "used",
    },
    "yoghurt": {
        "out_kg": "50000",
        "milk_in": "55000",
        "electricity_kwh": "9000",
        "heat_kwh": "7000",
    },
    "butter": {
        "out_kg": "5000",
        "milk_in": "105000",
        "electricity_kwh": "3000",
        "heat_kwh": "2500",
        "surplus": "used",
    },
    "beef_dairy_bull": {
        "bulls": "85",
        "sold_n": "62",
        "carcass_kg": "20500",
        "bought_lw": "5300",
        "feed": "80",
    },
    "beef_suckler": {
        "cows": "40",
        "young": "55",
        "carcass_kg": "10500",
        "sold_lw": "1500",
        "feed": "6",
    },
    "lamb": {
        "ewes": "100",
        "lambs": "175",
        "sold_n": "140",
        "carcass_kg": "2750",
        "feed": "9",
    },
    "pork": {
        "sows": "100",
        "sold_n": "2600",
        "carcass_kg": "236600",
        "feed": "760",
        "bought_n": "0",
    },
    "chicken": {
        "sold_n": "100000",
        "carcass_kg": "155000",
        "feed": "370",
        "heat_kwh": "60000",
    },
    "eggs": {"hens": "5000", "eggs": "88000", "feed": "205"},
    "grain": {
        "crop": "Höstvete eller spelt",
        "area": "50",
        "yield": "300",
        "n_min": "130 kg per hektar",
        "manure": "0",
    },
    "flour": {
        "out_kg": "100000",
        "grain_in": "128000",
        "grain": "wheat",
        "electricity_kwh": "11000",
    },
    "potatoes": {"area": "5", "yield": "150", "n_min": "500", "manure": "0"},
    "roots": {"area": "2", "yield": "90", "n_min": "160", "manure": "0"},
    "vegetables": {"area": "3", "yield": "120", "n_min": "450", "manure": "0"},
    "berries": {"area": "2", "yield": "18", "n_min": "120", "manure": "0"},
    "greenhouse": {
        "gh_area": "1000",
        "gh_yield": "40000",
        "heat_kwh": "300000",
        "heat_fuel": "chips",
        "light_kwh": "20000",
    },
    "bread": {"out_kg": "40000", "oven_kwh": "32000", "oven_fuel": "El"},
}

RECIPE: tuple[Mapping[str, str | Decimal], ...] = (
    {"ingredient": "Vetemjöl", "kg": Decimal(50)},
    {"ingredient": "rye-flour", "kg": "22"},
    {"ingredient": "water", "kg": "42"},
    {"ingredient": "salt", "kg": "1,2"},
)


def raw(questionnaire: str, **more: RawAnswer | str) -> dict[str, RawAnswer]:
    """Return the required answers of a questionnaire, and whatever else is given."""
    found = {name: RawAnswer(value=text) for name, text in HEAD.items()}
    found |= {name: RawAnswer(value=text) for name, text in REQUIRED[questionnaire].items()}
    if questionnaire == "bread":
        found["recipe"] = RawAnswer(value=RECIPE)
    for name, given in more.items():
        found[name] = RawAnswer(value=given) if isinstance(given, str) else given
    return found


def answered(questionnaire: str, **more: RawAnswer | str) -> Answers:
    """Return such answers, understood. AssertionError when they are not."""
    asked = questionnaires.load()[questionnaire]
    made, problems = answering.answers(asked, raw(questionnaire, **more))
    assert made is not None, problems
    return made
