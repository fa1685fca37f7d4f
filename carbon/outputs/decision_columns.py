"""The columns of the decision that only some rules have: waste, mark-ups and points."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from carbon.outputs.columns import letter
from carbon.outputs.plan import Plan
from carbon.outputs.terms import plain
from carbon.tender.records import LotResult, Points, RankedOffer

FIRST = 10  # after the shares
WIDTH = 15
_IN_SUM = ("waste", "markups")


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


def value(name: str, offer: RankedOffer) -> Decimal:
    """Return what stands in an added column; zero never stands for something missing here."""
    found = {"waste": offer.waste_sek, "markups": offer.markups_sek, "points": offer.points}[name]
    return found if found is not None else Decimal(0)  # a ranked offer has them all


def points_formula(plan: Plan, result: LotResult, row: int) -> str:
    """Return the points of model M3 over the price and footprint of a row."""
    rule: Points = plan.assessment.tender.evaluation.points[result.lot.id]
    price_span = plain(rule.price_high_sek - rule.price_low_sek)
    climate_span = plain(rule.climate_high_kg - rule.climate_low_kg)
    by_price = f"({plain(rule.price_high_sek)}-{without_carbon(plan, row)})/{price_span}"
    by_climate = f"({plain(rule.climate_high_kg)}-$D${row})/{climate_span}"
    return (
        f"ROUND({plain(rule.price_weight)}*{by_price}+{plain(rule.climate_weight)}*{by_climate},6)"
    )
