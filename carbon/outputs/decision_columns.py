"""The columns of the decision that only some rules have: waste, mark-ups and points."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from carbon.outputs.columns import letter
from carbon.outputs.plan import OfferRow, Plan
from carbon.tender import models
from carbon.tender.evaluate import totals_of
from carbon.tender.records import Evaluation, LotResult, RankedOffer

FIRST = 10  # after the shares
ABOVE_RANKING = 6  # rows of carbon price, verdict and headers above the first offer of a lot
WIDTH = 15
_IN_SUM = ("waste", "markups")
_POINTS = (
    *("price_weight", "price_low_sek", "price_high_sek"),
    *("climate_weight", "climate_low_kg", "climate_high_kg"),
)


def extras(plan: Plan) -> tuple[str, ...]:
    """Return the columns that this tender's rule adds, in order."""
    rule = plan.assessment.tender.evaluation
    wanted = {
        "waste": rule.life_cycle_cost is not None,
        "markups": bool(rule.criteria),
        "points": rule.model == "M3",
    }
    return tuple(name for name, needed in wanted.items() if needed)


def letters(plan: Plan) -> Mapping[str, str]:
    """Return the letter of each added column."""
    return {name: letter(FIRST + number) for number, name in enumerate(extras(plan))}


def without_carbon(plan: Plan, row: int) -> str:
    """Return the formula of everything in J that the carbon price does not touch."""
    at = letters(plan)
    parts = ["$C$", *(f"${at[name]}$" for name in _IN_SUM if name in at)]
    joined = "+".join(f"{part}{row}" for part in parts)
    return f"({joined})" if len(parts) > 1 else joined


def value(name: str, offer: RankedOffer, rule: Evaluation, lot: str) -> Decimal | float:
    """Return what stands in an added column; zero never stands for something missing here."""
    if name == "points":
        return exact_points(offer, rule, lot)
    found = {"waste": offer.waste_sek, "markups": offer.markups_sek}[name]
    return found if found is not None else Decimal(0)  # a ranked offer has them all


def exact_points(offer: RankedOffer, rule: Evaluation, lot: str) -> float:
    """Return the points that ranks are found from, before they are rounded for readers."""
    totals = totals_of(offer)
    return 0.0 if totals is None else float(models.points_of(totals, rule.points[lot]))


def markups_formula(plan: Plan, offer: OfferRow) -> str:
    """Return the sum of what people judged of an offer, criterion by criterion."""
    return "+".join(plan.inputs.cells("judgement", offer.lot.id, offer.offer.supplier)) or "0"


def points_formula(plan: Plan, result: LotResult, row: int) -> str:
    """Return the points of model M3 over the price and footprint of a row."""
    at = {name: plan.inputs.cell(name, result.lot.id) for name in _POINTS}
    price_span = f"({at['price_high_sek']}-{at['price_low_sek']})"
    climate_span = f"({at['climate_high_kg']}-{at['climate_low_kg']})"
    by_price = f"({at['price_high_sek']}-{without_carbon(plan, row)})/{price_span}"
    by_climate = f"({at['climate_high_kg']}-$D${row})/{climate_span}"
    return f"{at['price_weight']}*{by_price}+{at['climate_weight']}*{by_climate}"


def implied_price_formula(plan: Plan, result: LotResult, decimals: int) -> str:
    """Return the carbon price that the announced points amount to (model M3)."""
    at = {name: plan.inputs.cell(name, result.lot.id) for name in _POINTS}
    per_kg = f"{at['climate_weight']}/({at['climate_high_kg']}-{at['climate_low_kg']})"
    per_sek = f"{at['price_weight']}/({at['price_high_sek']}-{at['price_low_sek']})"
    return f"ROUND(({per_kg})/({per_sek}),{decimals})"
