"""The mass of one announced unit: the buyer's or the catalogue's, never the bidder's to choose.

Quantities are the same for all (EQ-06), so what a litre or a piece weighs must be too. A supplier's
own statement is compared and told when it contradicts. Only on a line in pieces whose weight the
buyer did not announce does the supplier's own weight count, and then `screens` makes it an error
that the offers of a line do not weigh the same.
"""

from __future__ import annotations

from carbon.intake.records import OfferedProduct
from carbon.library.records import Library, Product
from carbon.problems import Problem, error, note, warning
from carbon.tender.records import Line

_TOLERANCE = "measure.mass_tolerance"


def of_unit(
    offered: OfferedProduct, line: Line, product: Product | None, library: Library
) -> tuple[float | None, list[Problem]]:
    """Return kg per announced unit of `line`, and what was assumed or contradicts."""
    if line.unit == "kg":
        return 1.0, []
    stated = _stated(offered, line.unit)
    if line.unit == "item" and line.kg_per_unit is None and stated is not None:
        return stated, []  # a piece may be a case of 36: only the buyer can say which
    announced, remarks = _announced(offered, line, product)
    if announced is not None:
        return announced, remarks + _contradiction(offered, stated, announced, library)
    if product is None:
        return None, []  # the missing match is already a problem of its own
    return None, [error("mass-unknown", offered.where, unit=line.unit, product=product.id)]


def _announced(
    offered: OfferedProduct, line: Line, product: Product | None
) -> tuple[float | None, list[Problem]]:
    """Return the mass that holds for every supplier, if the buyer or the catalogue gives one."""
    if line.kg_per_unit is not None:
        return line.kg_per_unit, []
    assumed = None if product is None else _catalogue(offered, line.unit, product)
    if product is None or assumed is None:
        return None, []
    shown = f"{assumed:.6g}"
    return assumed, [
        note("mass-assumed", offered.where, kg=shown, unit=line.unit, basis=product.mass_basis)
    ]


def _catalogue(offered: OfferedProduct, unit: str, product: Product) -> float | None:
    """Return kg per announced unit by the catalogue's density or piece weight."""
    if unit == "L":
        return product.density_kg_per_l
    if offered.price_unit != "item":
        return product.unit_mass_kg
    # What is priced is what is announced: a piece, a bottle, a case of 36. It holds what is
    # stated; a case of unknown content never weighs as much as one piece.
    each = {"L": product.density_kg_per_l, "item": product.unit_mass_kg}.get(
        offered.content_unit or ""
    )
    if each is None or offered.content_amount is None:
        return None
    return offered.content_amount * each


def _stated(offered: OfferedProduct, unit: str) -> float | None:
    """Return kg per announced unit by the supplier's own statements, if they are complete."""
    weight = offered.net_weight_kg
    if weight is None:
        priced_by_weight = offered.content_unit == "kg" and offered.price_unit == "item"
        return offered.content_amount if unit == "item" and priced_by_weight else None
    if offered.price_unit == unit:
        return weight
    if offered.content_unit == unit and offered.content_amount:
        return weight / offered.content_amount
    return None


def _contradiction(
    offered: OfferedProduct, stated: float | None, announced: float, library: Library
) -> list[Problem]:
    tolerance = library.assumption(_TOLERANCE)
    if stated is None or abs(stated - announced) <= tolerance * announced:
        return []
    read = offered.cells.get("net_weight")
    return [
        warning(
            "mass-contradicts",
            read.where if read is not None else offered.where,
            found=f"{stated:.4g}",
            expected=f"{announced:.4g}",
        )
    ]
