"""The price of one announced unit: each step from a stated amount, rounded once.

A supplier prices kilograms, litres, pieces or packages; the buyer announced one of the first three.
What a package holds must be stated; a piece weight that nobody stated is not guessed.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from carbon.intake.records import OfferedProduct
from carbon.library.records import Library, Product
from carbon.problems import Problem, error, note
from carbon.tender.records import Currency, Line, Rounding

_MODES = {"half_even": ROUND_HALF_EVEN, "half_up": ROUND_HALF_UP}
_LARGEST = "measure.largest_content"
_SMALLEST = "measure.smallest_content"


def of_unit(
    offered: OfferedProduct,
    line: Line,
    product: Product | None,
    *,
    currency: Currency,
    rounding: Rounding,
    library: Library,
) -> tuple[Decimal | None, list[Problem]]:
    """Return SEK per announced unit of `line`, None when it cannot be known."""
    if offered.price is None:
        return None, []  # intake has said why
    units, problems = _units_per_priced(offered, line, product)
    if units is None:
        return None, problems
    if not library.assumption(_SMALLEST) <= units <= library.assumption(_LARGEST):
        where = _cell(offered, "pack")
        return None, [*problems, error("content-beyond-reason", where, found=f"{units:.3g}")]
    step = Decimal(1).scaleb(-rounding.price_decimals)
    price = (offered.price * currency.sek_per_unit / units).quantize(
        step, rounding=_MODES[rounding.mode]
    )
    if price <= 0:
        where = _cell(offered, "price")
        return None, [*problems, error("price-rounds-to-zero", where, found=offered.price)]
    return price, problems


def _cell(offered: OfferedProduct, field: str) -> str:
    read = offered.cells.get(field)
    return read.where if read is not None else offered.where


def _units_per_priced(
    offered: OfferedProduct, line: Line, product: Product | None
) -> tuple[Decimal | None, list[Problem]]:
    """Return how many announced units one priced unit holds."""
    if offered.price_unit == line.unit:
        return Decimal(1), []
    amount, unit = offered.content_amount, offered.content_unit
    if offered.price_unit in ("kg", "L"):
        amount, unit = 1.0, offered.price_unit
    if amount is not None and unit == line.unit:
        return Decimal(repr(amount)), []
    if line.unit == "kg" and offered.net_weight_kg is not None:
        return Decimal(repr(offered.net_weight_kg)), []
    if amount is not None and {unit, line.unit} == {"kg", "L"} and product is not None:
        return _by_density(amount, line, product, offered.where)
    if "item" in (unit, line.unit) and unit is not None:
        return None, [error("price-needs-net-weight", offered.where, wanted_unit=line.unit)]
    found = offered.price_unit or "?"
    return None, [error("price-unit-unclear", offered.where, unit=found, wanted_unit=line.unit)]


def _by_density(
    amount: float, line: Line, product: Product, where: str
) -> tuple[Decimal | None, list[Problem]]:
    """Convert between kilograms and litres by the catalogue's density."""
    density = product.density_kg_per_l
    if density is None:
        return None, [error("mass-unknown", where, unit="L", product=product.id)]
    held, ratio = Decimal(repr(amount)), Decimal(repr(density))
    remark = note("price-converted", where, wanted_unit=line.unit, basis=product.mass_basis)
    return (held * ratio if line.unit == "kg" else held / ratio), [remark]
