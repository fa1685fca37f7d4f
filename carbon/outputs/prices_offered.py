"""The price of an announced unit as a sum a reader can redo: stated price × rate ÷ content.

What a priced unit holds is one of the amounts on the supplier's row. The one that gives the
engine's own price is shown; where none does, the price stands as a given figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from carbon.intake.records import OfferedProduct
from carbon.library.records import Product
from carbon.tender.records import Assessment, LineScore

_ONE = Decimal(1)
_MODES = {"half_even": ROUND_HALF_EVEN, "half_up": ROUND_HALF_UP}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A price as the supplier stated it."""

    price: Decimal  # in the tender's currency, per priced unit
    holds: Decimal  # announced units in one priced unit


def of_lines(assessment: Assessment) -> Mapping[str, Stated]:
    """Return the stated price of every offered product; empty when none was converted."""
    offered = {one.id: one for offer in assessment.offers for one in offer.products}
    found: dict[str, Stated] = {}
    for result in assessment.lots:
        for offer in result.ranking:
            for score in offer.lines:
                stated = _stated(assessment, score, offered.get(score.id))
                if stated is not None:
                    found[score.id] = stated
    rate = assessment.tender.currency.sek_per_unit
    converted = rate != _ONE or any(one.holds != _ONE for one in found.values())
    return found if converted else {}


def _stated(
    assessment: Assessment, score: LineScore, offered: OfferedProduct | None
) -> Stated | None:
    per_unit = score.price_sek_per_unit
    if offered is None or offered.price is None or per_unit is None:
        return None
    rate = assessment.tender.currency.sek_per_unit
    rounding = assessment.tender.evaluation.rounding
    step = _ONE.scaleb(-rounding.price_decimals)
    product = assessment.library.products.get(score.product or "")
    for holds in _amounts(offered, product):
        exact = offered.price * rate / holds
        if exact.quantize(step, rounding=_MODES[rounding.mode]) == per_unit:
            return Stated(price=offered.price, holds=holds)
    return None


def _amounts(offered: OfferedProduct, product: Product | None) -> Iterator[Decimal]:
    """Yield what one priced unit may hold, as `carbon.tender.price` counts it."""
    yield _ONE
    known = [offered.content_amount, offered.net_weight_kg]
    density = None if product is None else product.density_kg_per_l
    for amount in known:
        if amount:
            yield Decimal(repr(amount))
    if density:
        ratio = Decimal(repr(density))
        held = Decimal(repr(offered.content_amount)) if offered.content_amount else _ONE
        yield from (ratio, _ONE / ratio, held * ratio, held / ratio)
