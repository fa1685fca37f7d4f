"""Energy as flows: diesel, electricity, heat and refrigerants, for one kg of the product.

Electricity counts where it is taken from the grid (location based) unless the power company's own
value is shown; a heat network counts with its own value, and without one as the least favourable
fuel, since networks differ by a factor of twenty. Own power that was sold gives no credit.
"""

from __future__ import annotations

from carbon.farm import declared
from carbon.farm.boughtgoods import bought
from carbon.farm.goods import load
from carbon.farm.knowledge import Knowledge
from carbon.farm.records import Activity, Answers
from carbon.library.records import Stage

_PERCENT = 100  # exact
_FOSSIL, _BLENDED = "diesel", "diesel-2026"  # before the present blending duty, and under it
_NATURAL = "r744"  # propane and ammonia warm less than carbon dioxide: it stands for all three
OWN_VALUE = frozenset({"district", "biogas", "chips", "pellets"})  # fuels with a supplier's figure
_PATH = "refrigerant/{kind}@GLO"


def energy(
    answers: Answers,
    *,
    per_kg: float,
    knowledge: Knowledge,
    stage: Stage = Stage.FARM,
) -> list[Activity]:
    """Return all energy that a questionnaire asks for, for one kg of product.

    Reads diesel_l and diesel_hvo, electricity_kwh and el_value, heat_kwh with heat_fuel and
    heat_value, refrigerant_kg and refrigerant, as far as they are asked; yearly amounts, of which
    `per_kg` is one over the kg of product of that year.
    """
    found: list[Activity] = []
    if answers.known("diesel_l"):
        found += diesel(answers, per_kg=per_kg, knowledge=knowledge, stage=stage)
    if answers.known("electricity_kwh"):
        kwh = answers.number("electricity_kwh") * per_kg
        found += electricity(answers, kwh, process="electricity", knowledge=knowledge, stage=stage)
    if answers.known("heat_kwh"):
        kwh = answers.number("heat_kwh") * per_kg
        found += heat(answers, answers.choice("heat_fuel"), kwh, knowledge=knowledge, stage=stage)
    if answers.known("refrigerant_kg"):
        found += refrigerant(answers, per_kg=per_kg, knowledge=knowledge, stage=stage)
    return found


def diesel(
    answers: Answers, *, per_kg: float, knowledge: Knowledge, stage: Stage = Stage.FARM
) -> list[Activity]:
    """Return the litres of diesel_l: ordinary diesel, and the shares of HVO100 and RME in percent.

    Ordinary diesel of a year before the present blending duty counts as its fossil reference, the
    safe upper end: those years differ in how much had to be blended in.
    """
    litres = answers.number("diesel_l") * per_kg
    hvo, rme = (_share(answers, field) for field in ("diesel_hvo", "diesel_rme"))
    since = load(knowledge.library).by_id[_BLENDED].since
    fossil = _FOSSIL if since is not None and answers.year < since else _BLENDED
    found: list[Activity] = []
    for good, share in ((fossil, max(1 - hvo - rme, 0)), ("hvo", hvo), ("rme", rme)):
        found += bought(good, litres * share, process="diesel", knowledge=knowledge, stage=stage)
    return found


def electricity(
    answers: Answers,
    kwh: float,
    *,
    process: str,
    knowledge: Knowledge,
    stage: Stage = Stage.FARM,
) -> tuple[Activity, ...]:
    """Return kWh of power from the grid: its mix, or the contract's own value (field el_value).

    A contract with guarantees of origin and own solar power count as the mix until the power
    company's figure is shown.
    """
    value = declared.from_field(
        answers, "el_value", good="electricity", per="kWh", stage=stage, library=knowledge.library
    )
    return bought(
        "electricity", kwh, process=process, knowledge=knowledge, stage=stage, value=value
    )


def heat(
    answers: Answers,
    fuel: str,
    kwh: float,
    *,
    knowledge: Knowledge,
    stage: Stage = Stage.FARM,
    process: str = "heat",
) -> tuple[Activity, ...]:
    """Return kWh in a fuel, burnt and brought: chips, pellets, biogas, lpg, gas, oil, district ...

    Carbon dioxide of wood and biogas counts as none, their methane, nitrous oxide and supply do.
    A heat network's or supplier's own value (field heat_value) replaces ours for `OWN_VALUE` only:
    what a fossil fuel gives off when it burns is no supplier's to say.
    """
    if fuel == "electricity":
        return electricity(answers, kwh, process=process, knowledge=knowledge, stage=stage)
    value = None
    if fuel in OWN_VALUE:
        value = declared.from_field(
            answers,
            "heat_value",
            good=f"heat-{fuel}",
            per="kWh",
            stage=stage,
            library=knowledge.library,
        )
    return bought(
        f"heat-{fuel}", kwh, process=process, knowledge=knowledge, stage=stage, value=value
    )


def refrigerant(
    answers: Answers, *, per_kg: float, knowledge: Knowledge, stage: Stage = Stage.FARM
) -> list[Activity]:
    """Return the refrigerant that was refilled in the year and so has leaked, kg of its kind."""
    leaked = answers.number("refrigerant_kg") * per_kg
    if leaked == 0:
        return []
    kind = answers.choice("refrigerant")
    key = _PATH.format(kind=_NATURAL if kind == "natural" else kind)
    return [
        Activity(
            stage=stage,
            process="refrigerant",
            factor=knowledge.library.factors[key][0],
            amount=leaked,
            gsd=1.0,
            equation="kg refilled",
        )
    ]


def _share(answers: Answers, field: str) -> float:
    return answers.number(field) / _PERCENT if answers.known(field) else 0.0
