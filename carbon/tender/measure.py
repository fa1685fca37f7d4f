"""One offered product measured in the buyer's unit: its mass and its price per announced unit.

The buyer announces litres, kilograms or pieces; suppliers price packages. Both are brought to one
announced unit here, each step from a stated value; what cannot be brought there is a problem.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from carbon.intake.records import OfferedProduct
from carbon.library.records import Product
from carbon.problems import Problem, error, note
from carbon.tender.records import Currency, Line, Rounding

_MODES = {"half_even": ROUND_HALF_EVEN, "half_up": ROUND_HALF_UP}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Mass and price of one announced unit; None where it could not be found."""

    mass_kg_per_unit: float | None
    price_sek_per_unit: Decimal | None


def measure(
    offered: OfferedProduct,
    line: Line,
    product: Product | None,
    *,
    currency: Currency,
    rounding: Rounding,
) -> tuple[Measure, list[Problem]]:
    """Return mass and price per announced unit of `line` for one offered product."""
    mass, wrong_mass = _mass_kg_per_unit(offered, line, product)
    price, wrong_price = _price_per_unit(offered, line, product, currency, rounding)
    return Measure(mass_kg_per_unit=mass, price_sek_per_unit=price), wrong_mass + wrong_price


def _mass_kg_per_unit(
    offered: OfferedProduct, line: Line, product: Product | None
) -> tuple[float | None, list[Problem]]:
    if line.unit == "kg":
        return 1.0, []
    stated = _stated_mass(offered, line.unit)
    if stated is not None:
        return stated, []
    if product is None:
        return None, []  # the missing match is already a problem of its own
    assumed = product.density_kg_per_l if line.unit == "L" else product.unit_mass_kg
    if assumed is None:
        return None, [error("mass-unknown", offered.where, unit=line.unit, product=product.id)]
    remark = note(
        "mass-assumed", offered.where, kg=assumed, unit=line.unit, basis=product.mass_basis
    )
    return assumed, [remark]


def _stated_mass(offered: OfferedProduct, unit: str) -> float | None:
    """Return kg per announced unit when the supplier states both net weight and content."""
    weight = offered.net_weight_kg
    if weight is None or weight <= 0:
        if unit == "item" and offered.content_unit == "kg" and offered.price_unit == "item":
            return offered.content_amount  # priced per piece of so many kilograms
        return None
    if offered.price_unit == unit:
        return weight
    if offered.content_unit == unit and offered.content_amount:
        return weight / offered.content_amount
    return None


def _price_per_unit(
    offered: OfferedProduct,
    line: Line,
    product: Product | None,
    currency: Currency,
    rounding: Rounding,
) -> tuple[Decimal | None, list[Problem]]:
    if offered.price is None:
        return None, []  # intake has said why
    units, wrong = _units_per_priced(offered, line, product)
    if units is None:
        return None, wrong
    exact = offered.price * currency.sek_per_unit / units
    step = Decimal(1).scaleb(-rounding.price_decimals)
    return exact.quantize(step, rounding=_MODES[rounding.mode]), wrong


def _units_per_priced(
    offered: OfferedProduct, line: Line, product: Product | None
) -> tuple[Decimal | None, list[Problem]]:
    """Return how many announced units one priced unit holds."""
    if offered.price_unit == line.unit:
        return Decimal(1), []
    amount, unit = offered.content_amount, offered.content_unit
    if offered.price_unit in ("kg", "L"):
        amount, unit = 1.0, offered.price_unit
    if amount is not None and amount > 0 and unit == line.unit:
        return Decimal(repr(amount)), []
    if line.unit == "kg" and offered.net_weight_kg is not None and offered.net_weight_kg > 0:
        return Decimal(repr(offered.net_weight_kg)), []
    if amount is not None and amount > 0 and unit is not None and product is not None:
        return _through_mass(amount, unit, line, product, offered.where)
    return None, [
        error(
            "price-unit-unclear",
            offered.where,
            found=offered.price_unit or "?",
            expected=line.unit,
        )
    ]


def _through_mass(
    amount: float, unit: str, line: Line, product: Product, where: str
) -> tuple[Decimal | None, list[Problem]]:
    """Convert between kg, litres and pieces through the catalogue's density or piece weight."""
    kilograms = {"kg": 1.0, "L": product.density_kg_per_l, "item": product.unit_mass_kg}
    have, want = kilograms.get(unit), kilograms.get(line.unit)
    if have is None or want is None:
        lacking = unit if have is None else line.unit
        return None, [error("mass-unknown", where, unit=lacking, product=product.id)]
    remark = note(
        "price-converted", where, found=unit, expected=line.unit, basis=product.mass_basis
    )
    return Decimal(repr(amount)) * Decimal(repr(have)) / Decimal(repr(want)), [remark]
