"""Flour, groats and flakes, for one kg at the mill's gate: the grain, its way, and the milling.

Bran and screenings that are eaten or fed carry their part of the grain by weight; what is thrown
away or burnt carries nothing, and its burden stays with the flour.
"""

from __future__ import annotations

from carbon.farm import declared
from carbon.farm.boughtgoods import bought, packaging
from carbon.farm.energyuse import energy
from carbon.farm.knowledge import Knowledge
from carbon.farm.records import Activity, Answers
from carbon.library.records import Stage

_KG_PER_T = 1000  # exact


def activities(answers: Answers, knowledge: Knowledge) -> tuple[Activity, ...]:
    """Return the flows of one kg of flour at the gate of the mill. Yearly amounts, kg and kWh."""
    per_kg = 1 / answers.number("out_kg")
    grain = grain_per_kg(answers)
    return (
        *_grain(answers, grain, knowledge),
        *_inbound(answers, grain, knowledge),
        *energy(answers, per_kg=per_kg, knowledge=knowledge, stage=Stage.PROCESSING),
        *packaging(answers, knowledge),
    )


def grain_per_kg(answers: Answers) -> float:
    """Return kg of grain that one kg of product carries.

    All that was milled over what was sold (the extraction); one kg where the rest is used too,
    since every kg out of the mill then carries the same. Never below one.
    """
    if answers.choice("bran_use") == "used":
        return 1.0
    return max(answers.number("grain_in") / answers.number("out_kg"), 1.0)


def _grain(answers: Answers, kg: float, of: Knowledge) -> tuple[Activity, ...]:
    kind = answers.choice("grain")
    value = declared.from_field(
        answers,
        "grain_value",
        good=f"grain-{kind}",
        per="kg",
        stage=Stage.FARM,
        library=of.library,
    )
    return bought(f"grain-{kind}", kg, process="grain", knowledge=of, value=value)


def _inbound(answers: Answers, kg: float, of: Knowledge) -> tuple[Activity, ...]:
    if not answers.known("inbound_km"):
        return ()
    tonne_km = kg / _KG_PER_T * answers.number("inbound_km")
    return bought("inbound", tonne_km, process="inbound", knowledge=of, stage=Stage.TRANSPORT)
