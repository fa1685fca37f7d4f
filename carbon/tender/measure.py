"""One offered product measured in the buyer's unit: mass and price of one announced unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from carbon.intake.records import OfferedProduct
from carbon.library.records import Library, Product
from carbon.problems import Problem
from carbon.tender import mass, price
from carbon.tender.records import Currency, Line, Rounding


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
    library: Library,
) -> tuple[Measure, list[Problem]]:
    """Return mass and price per announced unit of `line` for one offered product."""
    mass_kg, wrong_mass = mass.of_unit(offered, line, product, library)
    price_sek, wrong_price = price.of_unit(
        offered, line, product, currency=currency, rounding=rounding, library=library
    )
    found = Measure(mass_kg_per_unit=mass_kg, price_sek_per_unit=price_sek)
    return found, wrong_mass + wrong_price
