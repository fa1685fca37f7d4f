"""Cheese, yoghurt and butter at the dairy's gate, for one kg, from the milk that went in.

The milk has its own farm's value or the library's; whey, cream or skimmed milk that is sold or fed
carries its part of the milk by dry matter. Power and heat were asked for this product alone.
"""

from __future__ import annotations

from carbon.farm import declared
from carbon.farm.boughtgoods import bought, packaging
from carbon.farm.energyuse import energy
from carbon.farm.knowledge import Knowledge
from carbon.farm.records import Activity, Answers
from carbon.library.records import Stage

_KG_PER_T = 1000  # exact
_USED = "used"
_MILK = "milk-whole"  # the food whose farm stages stand for milk from a farm that is not known
_STAGES = (Stage.FARM, Stage.LAND_USE_CHANGE)


def activities(answers: Answers, knowledge: Knowledge) -> tuple[Activity, ...]:
    """Return the flows of one kg of a dairy product, from the farms to the dairy's gate."""
    per_kg = 1 / answers.number("out_kg")
    milk_kg = answers.number("milk_in") * per_kg * milk_share(answers)
    return (
        *_milk(answers, milk_kg, knowledge),
        *bought(
            "inbound",
            milk_kg / _KG_PER_T * answers.number("inbound_km"),
            process="inbound",
            knowledge=knowledge,
            stage=Stage.PROCESSING,
        ),
        *energy(answers, per_kg=per_kg, knowledge=knowledge, stage=Stage.PROCESSING),
        *packaging(answers, knowledge),
    )


def milk_share(answers: Answers) -> float:
    """Return what the product carries of the milk: all, or its part of the dry matter.

    Never more than all: more dry matter than the milk held came from elsewhere.
    """
    if answers.choice("surplus") != _USED:
        return 1.0
    kept = answers.number("out_kg") * answers.number("solids_product")
    return min(kept / (answers.number("milk_in") * answers.number("solids_milk")), 1.0)


def _milk(answers: Answers, kg: float, knowledge: Knowledge) -> list[Activity]:
    value = declared.from_field(
        answers,
        "milk_value",
        good="milk",
        per="kg",
        stage=Stage.FARM,
        library=knowledge.library,
    )
    if value is not None:
        return list(bought("milk", kg, process="milk", knowledge=knowledge, value=value))
    return [_of_library(stage, kg, knowledge) for stage in _STAGES]


def _of_library(stage: Stage, kg: float, knowledge: Knowledge) -> Activity:
    library = knowledge.library
    id = library.products[_MILK].factors[stage]
    return Activity(
        stage=stage,
        process="milk" if stage is Stage.FARM else "milk-land",
        factor=library.factors[id][0],
        amount=kg,
        gsd=1.0,
        equation="kg of milk",
    )
