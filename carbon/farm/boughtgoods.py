"""Bought goods as flows: fertiliser, lime, pesticides, plastic, packaging and whatever else.

Amounts are for one kg of the product at the gate. A supplier's declared value stands in the place
of any figure of ours.
"""

from __future__ import annotations

import math

from carbon.farm import declared
from carbon.farm.goods import Good, Goods, Part, load
from carbon.farm.knowledge import Knowledge
from carbon.farm.parameters import joint_gsd
from carbon.farm.records import Activity, Answers
from carbon.library.records import Factor, Stage
from carbon.library.select import select
from carbon.problems import LibraryError

_KG_PER_T = 1000  # exact
_G_PER_KG = 1000  # exact


def bought(
    good: str,
    amount: float,
    *,
    process: str,
    knowledge: Knowledge,
    stage: Stage = Stage.FARM,
    value: Factor | None = None,
) -> tuple[Activity, ...]:
    """Return so many units of a good as flows; none where nothing was bought.

    `amount` is in the good's own unit (kg, l, kWh) for one kg of product, `value` what the supplier
    declared for it. KeyError for a good without a figure and without a declared value: see
    `without_figure`.
    """
    if amount == 0:
        return ()
    if value is not None:
        return (_declared(value, amount, process=process, stage=stage),)
    key = (good, process, stage)
    unit = knowledge.unit_flows.get(key)
    if unit is None:
        unit = knowledge.unit_flows[key] = _one_unit(good, process, stage, knowledge)
    return tuple(_times(one, amount) for one in unit)


def without_figure(good: str, knowledge: Knowledge) -> bool:
    """Tell whether a good counts only with its supplier's declared value: no source has one."""
    goods = load(knowledge.library)
    return good in goods.ask


def fertilising(answers: Answers, *, per_kg: float, knowledge: Knowledge) -> list[Activity]:
    """Return the making of mineral fertiliser, lime and pesticides, and plastic used in the field.

    Reads n_min and n_type, p_kg, k_kg, lime_t, pesticide and plastic_kg, as far as they are asked;
    amounts are per year, `per_kg` is one over the kg of product of that year. A declared value of
    the nitrogen (field n_value) replaces ours.
    """
    found: list[Activity] = []
    if answers.known("n_min"):
        found += nitrogen_making(answers, "n_min", per_kg=per_kg, knowledge=knowledge)
    for field, good, process, scale in _YEARLY:
        if answers.known(field):
            amount = answers.number(field) * scale * per_kg
            found += bought(good, amount, process=process, knowledge=knowledge)
    return found


def nitrogen_making(
    answers: Answers, field: str, *, per_kg: float, knowledge: Knowledge
) -> tuple[Activity, ...]:
    """Return the making of mineral nitrogen (kg N in `field`): n_value, or n_type's figure."""
    value = declared.from_field(
        answers,
        "n_value",
        good="mineral-nitrogen",
        per="kg",
        stage=Stage.FARM,
        library=knowledge.library,
    )
    good, amount = f"n-{answers.choice('n_type')}", answers.number(field) * per_kg
    return bought(good, amount, process="nitrogen-making", knowledge=knowledge, value=value)


_YEARLY = (
    ("p_kg", "p", "phosphorus-making", 1),
    ("k_kg", "k", "potassium-making", 1),
    ("lime_t", "lime", "lime-making", _KG_PER_T),
    ("pesticide", "pesticide", "pesticide-making", 1),
    ("plastic_kg", "plastic", "field-plastic", 1),
)


def packaging(answers: Answers, knowledge: Knowledge) -> tuple[Activity, ...]:
    """Return the packaging of one kg, if the producer told it (packaging_g, packaging_material)."""
    if not answers.known("packaging_g"):
        return ()
    material = answers.choice("packaging_material")
    return bought(
        f"packaging-{material}",
        answers.number("packaging_g") / _G_PER_KG,
        process="packaging",
        knowledge=knowledge,
        stage=Stage.PACKAGING,
    )


def _declared(value: Factor, amount: float, *, process: str, stage: Stage) -> Activity:
    return Activity(
        stage=stage,
        process=process,
        factor=value,
        amount=amount,
        gsd=1.0,
        equation=f"{value.per} x {value.kg_co2e:g} kg CO2e/{value.per}, {value.locator}",
    )


def _one_unit(good: str, process: str, stage: Stage, knowledge: Knowledge) -> tuple[Activity, ...]:
    goods = load(knowledge.library)
    found = goods.by_id[good]
    return tuple(
        _counted(found, part, process=process, stage=stage, goods=goods, of=knowledge)
        for part in found.parts
    )


def _times(one: Activity, amount: float) -> Activity:
    return Activity(
        stage=one.stage,
        process=one.process,
        factor=one.factor,
        amount=amount * one.amount,
        gsd=one.gsd,
        equation=one.equation,
    )


def _counted(
    good: Good, part: Part, *, process: str, stage: Stage, goods: Goods, of: Knowledge
) -> Activity:
    factor, stands_in = _factor(part.factor, goods, of)
    content = f" x {part.by:g} {factor.per}" if part.source else ""
    return Activity(
        stage=part.stage or stage,
        process=process,
        factor=factor,
        amount=part.by,
        gsd=joint_gsd(good.gsd, stands_in),
        equation=f"{good.unit}{content} x {factor.kg_co2e:g} kg CO2e/{factor.per}",
    )


def _factor(id: str, goods: Goods, of: Knowledge) -> tuple[Factor, float]:
    """Return a factor, and how much wider it is here than its own spread says."""
    if id in goods.factors:
        return goods.factors[id], 1.0
    selection, problems = select(of.library, id, of.region)
    if selection is None:
        raise LibraryError(f"factors/farm/goods.yaml: {id}: {problems[0].code}")
    own, wide = (math.log(one.gsd) for one in (selection.factor.spread, selection.spread))
    return selection.factor, math.exp(math.sqrt(max(wide * wide - own * own, 0)))
