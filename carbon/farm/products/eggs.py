"""Eggs at the farm's gate, for one kg sold: hens in lay, and the pullets that replaced them."""

from __future__ import annotations

from carbon.farm import animalgoods, declared, manuregases
from carbon.farm.allocation import shares_of
from carbon.farm.boughtgoods import bought, packaging
from carbon.farm.energyuse import energy
from carbon.farm.herds import Year
from carbon.farm.knowledge import Knowledge
from carbon.farm.parameters import Parameters
from carbon.farm.products.poultry import LITTER, by_rate
from carbon.farm.records import Activity, Answers
from carbon.library.records import Stage

_KG_PER_T = 1000  # exact


def activities(answers: Answers, knowledge: Knowledge) -> tuple[Activity, ...]:
    """Return the flows of one kg of eggs. Spent hens sold as food carry what they are worth."""
    per_kg = egg_share(answers, knowledge.parameters) / answers.number("eggs")
    years = (hens_of(answers, knowledge.parameters),)
    dung = manuregases.of_herd(years, LITTER, per_kg=per_kg, knowledge=knowledge)
    return (
        *dung.activities,
        *animalgoods.mixed_feed(answers, per_kg=per_kg, knowledge=knowledge),
        *_pullets(answers, per_kg=per_kg, knowledge=knowledge),
        *energy(answers, per_kg=per_kg, knowledge=knowledge),
        *packaging(answers, knowledge),
    )


def egg_share(answers: Answers, parameters: Parameters) -> float:
    """Return what the eggs carry of the flock: by worth against spent hens, some 99 %."""
    spent = answers.number("spent_n") if answers.known("spent_n") else 0.0
    hens = spent * parameters.value("allocation/spent-hen-in-eggs")
    return shares_of({"eggs": answers.number("eggs"), "hens": hens})["eggs"]


def hens_of(answers: Answers, parameters: Parameters) -> Year:
    """Return a year of hens in lay by the rates of V4 Ch10 Tables 10.13A, 10.19 and 10A.5."""
    return by_rate(
        parameters,
        kind="hens",
        head=answers.number("hens"),
        weight_kg=parameters.value("weight/hens"),
        feed_kg=answers.number("feed") * _KG_PER_T,
    )


def _pullets(answers: Answers, *, per_kg: float, knowledge: Knowledge) -> tuple[Activity, ...]:
    """Return the pullets bought, with their breeder's value or the questionnaire's default."""
    if not answers.known("pullets"):
        return ()
    value = declared.from_field(
        answers,
        "pullet_value",
        good="pullet",
        per="item",
        stage=Stage.FARM,
        library=knowledge.library,
    )
    amount = answers.number("pullets") * per_kg
    return bought("pullet", amount, process="animals", knowledge=knowledge, value=value)
