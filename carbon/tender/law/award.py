"""The rules that look at the award itself: its basis, its weights and the shape of its formula.

The formula is tried as carbon computes it; nothing is taken on trust.
"""

from __future__ import annotations

from carbon.library.records import Stage
from carbon.tender import models
from carbon.tender.evaluate import applying
from carbon.tender.law import shape
from carbon.tender.law.cases import Case, Found, climate_counts, told


def basis(case: Case) -> list[Found] | None:
    """LOU-017: no award basis is stated, or the model counts what the basis does not allow."""
    rule = case.tender.evaluation
    key = "evaluation.basis"
    if not rule.basis:
        return [told("basis-missing", key)]
    more = climate_counts(case.tender) or rule.criteria or rule.model != "M1"
    if rule.basis == "price" and more:
        return [told("basis-price", key)]
    if rule.basis == "cost" and (rule.criteria or rule.model == "M3"):
        return [told("basis-cost", key)]
    return []


def weights(case: Case) -> list[Found] | None:
    """LOU-018: on a basis that weighs, something has no weight or nothing beside price has one."""
    rule = case.tender.evaluation
    if rule.basis == "price":
        return []
    empty = [
        told("weight-empty", f"evaluation.criteria[{number}]", criterion=one.title)
        for number, one in enumerate(rule.criteria, 1)
        if (one.amount_sek == 0 if one.kind == "fact" else one.lowest_sek == one.highest_sek)
    ]
    bare = [
        told("weight-none", "evaluation.carbon_price_sek_per_kg", lot=lot.title)
        for lot in case.tender.lots
        if models.carbon_price(rule, lot.id) == 0
        and not applying(rule.criteria, lot.id)
        and rule.model != "M2"
    ]
    return empty + bare


def transport_only(case: Case) -> list[Found] | None:
    """LOU-030: of the life cycle only what moves the goods is counted."""
    boundary = set(case.tender.boundary)
    made = {Stage.FARM, Stage.PROCESSING, Stage.LAND_USE_CHANGE}
    if Stage.TRANSPORT in boundary and not boundary & made and climate_counts(case.tender):
        return [told("transport-only", "boundary")]
    return []


def price_shape(case: Case) -> list[Found] | None:
    """LOU-032: between two prices the lower gives no advantage, tried on the formula itself."""
    rule = case.tender.evaluation
    found = []
    for lot in case.tender.lots:
        points = rule.points.get(lot.id)
        near = (points.price_low_sek, points.price_high_sek) if points else ()
        step = shape.flat_price(shape.order_of(rule, lot.id), near)
        if step is not None:
            found.append(_shape("price-flat", lot.title, step))
    return found


def climate_shape(case: Case) -> list[Found] | None:
    """LOU-033: between two footprints the lower gives no advantage.

    A carbon price of zero is no shape; whether anything then has a weight is for LOU-018.
    """
    rule = case.tender.evaluation
    found = []
    for lot in case.tender.lots:
        points = rule.points.get(lot.id)
        if points is None and models.carbon_price(rule, lot.id) == 0:
            continue
        near = (points.climate_low_kg, points.climate_high_kg) if points else ()
        step = shape.flat_climate(shape.order_of(rule, lot.id), near)
        if step is not None:
            found.append(_shape("climate-flat", lot.title, step))
    return found


def _shape(detail: str, lot: str, step: shape.Step) -> Found:
    low, high = (f"{number:f}" for number in step)
    return told(detail, "evaluation.model", lot=lot, low=low, high=high)


def carbon_price_stated(case: Case) -> list[Found] | None:
    """LOU-036: the carbon price lacks its price year or the source it was taken from."""
    rule = case.tender.evaluation
    if rule.model == "M3" or not climate_counts(case.tender):
        return []
    preset = case.presets.get(rule.carbon_price_preset)
    found = []
    if not rule.price_year and not (preset is not None and preset.price_year):
        found.append(told("price-year-missing", "evaluation.price_year"))
    if preset is None and not rule.carbon_price_reason:
        found.append(told("price-source-missing", "evaluation.carbon_price_reason"))
    return found
