"""One model for each product type: from answers to activities, for one kg at the farm's gate.

`activities` finds the model by the questionnaire's id and imports it then, so that nobody pays
for the others.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from types import MappingProxyType, ModuleType

from carbon.farm.knowledge import Knowledge
from carbon.farm.records import Activity, Answers

# Which module computes which questionnaire. A module has `activities(answers, knowledge)`.
MODELS: Mapping[str, str] = MappingProxyType(
    {
        "milk": "milk",
        "cheese": "dairyplant",
        "yoghurt": "dairyplant",
        "butter": "dairyplant",
        "beef_dairy_bull": "cattle",
        "beef_suckler": "cattle",
        "lamb": "sheep",
        "pork": "pigs",
        "chicken": "poultry",
        "eggs": "eggs",
        "grain": "fields",
        "potatoes": "fields",
        "roots": "fields",
        "vegetables": "fields",
        "berries": "fields",
        "flour": "mill",
        "greenhouse": "greenhouse",
        "bread": "bakery",
    }
)


def activities(answers: Answers, knowledge: Knowledge) -> tuple[Activity, ...]:
    """Return the flows of one kg of a producer's product, each for one kg at the gate.

    Raises KeyError for a questionnaire that no model knows: our own mistake.
    """
    found: tuple[Activity, ...] = model(answers.questionnaire.id).activities(answers, knowledge)
    return found


def model(questionnaire: str) -> ModuleType:
    """Return the module that computes a product type."""
    return importlib.import_module(f"{__name__}.{MODELS[questionnaire]}")
