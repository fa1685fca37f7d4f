"""Life-cycle cost (model M2): how much is bought for one edible unit, and what its waste costs.

LCC per edible unit = p/y + h·(1/y − 1) + c·e/y (lou.md 4.2). Written with the amount bought,
r = 1/y, it is p·r + h·(r − 1) + c·e·r: every price, stage and leg scales with the same r, which is
rounded once, so that all sums stay exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from carbon.library.records import Product
from carbon.problems import Problem, error
from carbon.tender.exact import times
from carbon.tender.records import LifeCycleCost, Line

_STEP = Decimal("1e-9")  # r is stated to a thousand-millionth; appendix and method say so
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """What one announced unit takes: units to buy, and SEK for what is thrown away."""

    per_unit: Decimal  # r = 1/y; 1 unless the model counts edible units
    waste_sek_per_unit: Decimal


AS_ANNOUNCED = Bought(per_unit=_ONE, waste_sek_per_unit=Decimal(0))


def of_line(
    line: Line,
    product: Product | None,
    mass_kg_per_unit: float | None,
    rule: LifeCycleCost | None,
    where: str,
) -> tuple[Bought | None, list[Problem]]:
    """Return what an edible unit of this offered product takes; None when no share is known."""
    if rule is None:
        return AS_ANNOUNCED, []
    share = _share(line, product, rule)
    if share is None or mass_kg_per_unit is None:
        return None, [error("edible-share-missing", where, found=line.number)]
    per_unit = (_ONE / share).quantize(_STEP, rounding=ROUND_HALF_EVEN)
    waste = times(per_unit - 1, Decimal(repr(mass_kg_per_unit)), rule.waste_sek_per_kg)
    return Bought(per_unit=per_unit, waste_sek_per_unit=waste), []


def _share(line: Line, product: Product | None, rule: LifeCycleCost) -> Decimal | None:
    if rule.edible_share_of == "product":
        known = None if product is None else product.edible_share
        return None if not known else Decimal(repr(known))
    return rule.by_line.get(line.number)
