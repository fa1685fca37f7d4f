"""What a basket emits under a library, and what another edition of the library makes of it.

Through the one flow table, per kg of each product and times the kg bought, as an award does it.
A product that an edition cannot compute is named and left out of both sides: it is never zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from carbon.footprint import build, compute
from carbon.footprint.baskets import Basket, Baskets
from carbon.footprint.records import LineInput
from carbon.library.records import STAGES, Library, Stage

StageKg = Mapping[Stage, Decimal]
_ZERO = Decimal(0)
_PERCENT = 100
# What building a flow table asks a library for.
_NEEDED = ("footprint.largest_flow", "proxy.from_match_score")


@dataclass(frozen=True, slots=True, kw_only=True)
class BasketFootprint:
    """The kg CO2e of one basket under one library, of the products that it can compute."""

    basket: Basket
    products: Mapping[str, StageKg]  # product id -> stage -> kg CO2e of all that is bought of it
    missing: tuple[str, ...]  # product ids that this library cannot compute

    def stages(self, products: Iterable[str] | None = None) -> dict[Stage, Decimal]:
        """Return kg CO2e by stage, of all products or of those named."""
        chosen = self.products if products is None else products
        sums: dict[Stage, Decimal] = {}
        for product in chosen:
            for stage, kg in self.products[product].items():
                sums[stage] = sums.get(stage, _ZERO) + kg
        return {stage: sums[stage] for stage in STAGES if stage in sums}

    def kg_co2e(self, products: Iterable[str] | None = None) -> Decimal:
        """Return kg CO2e of all products, or of those named."""
        return sum(self.stages(products).values(), _ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One basket under two editions, over the products that both can compute."""

    basket: Basket
    old_kg_co2e: Decimal
    new_kg_co2e: Decimal
    stages: Mapping[Stage, tuple[Decimal, Decimal]]  # old and new, of stages that moved
    missing_old: tuple[str, ...]
    missing_new: tuple[str, ...]

    @property
    def difference_percent(self) -> Decimal | None:
        """Return the change in percent of the old value; None where there was nothing."""
        if self.old_kg_co2e == 0:
            return None
        return (self.new_kg_co2e - self.old_kg_co2e) / self.old_kg_co2e * _PERCENT

    @property
    def compared_share(self) -> Decimal:
        """Return the share of the basket's mass that both editions can compute, 0 to 1."""
        gone = {*self.missing_old, *self.missing_new}
        kept = sum((kg for product, kg in self.basket.kg.items() if product not in gone), _ZERO)
        return kept / sum(self.basket.kg.values(), _ZERO)


def footprints(baskets: Baskets, library: Library) -> dict[str, BasketFootprint]:
    """Return the footprint of every basket, by basket id."""
    wanted = sorted({product for one in baskets.baskets for product in one.kg})
    per_kg = _per_kg(wanted, baskets, library)
    return {
        one.id: BasketFootprint(
            basket=one,
            products={
                product: {stage: kg * mass for stage, kg in per_kg[product].items()}
                for product, mass in one.kg.items()
                if product in per_kg
            },
            missing=tuple(sorted(product for product in one.kg if product not in per_kg)),
        )
        for one in baskets.baskets
    }


def effect(baskets: Baskets, old: Library, new: Library) -> tuple[Effect, ...]:
    """Return what the step from one library to another does to each basket, sorted by id."""
    before, after = footprints(baskets, old), footprints(baskets, new)
    return tuple(_effect(before[key], after[key]) for key in sorted(before))


def _effect(before: BasketFootprint, after: BasketFootprint) -> Effect:
    both = [product for product in before.products if product in after.products]
    old, new = before.stages(both), after.stages(both)
    pairs = {
        stage: (old.get(stage, _ZERO), new.get(stage, _ZERO))
        for stage in STAGES
        if stage in old or stage in new
    }
    return Effect(
        basket=before.basket,
        old_kg_co2e=sum(old.values(), _ZERO),
        new_kg_co2e=sum(new.values(), _ZERO),
        stages={stage: pair for stage, pair in pairs.items() if pair[0] != pair[1]},
        missing_old=before.missing,
        missing_new=after.missing,
    )


def _per_kg(products: list[str], baskets: Baskets, library: Library) -> Mapping[str, StageKg]:
    """Return kg CO2e by stage for one kg of each product that the library can compute.

    What is left out is left out for a reason that `missing` tells by name: no such product, a
    stage that nothing covers, or a chain whose factor this library does not have.
    """
    if any(key not in library.assumptions for key in _NEEDED):
        return {}
    lines = [line for product in products if (line := _line(product, baskets, library)) is not None]
    flows, _ = build.build(lines, boundary=baskets.boundary, library=library)
    found = compute.compute(flows, decimals=baskets.decimals, mode=baskets.rounding)
    return found.stage_kg


def _line(product_id: str, baskets: Baskets, library: Library) -> LineInput | None:
    product = library.products.get(product_id)
    if product is None:
        return None
    chain = baskets.chains[product.temperature]
    if any(element.factor_id not in library.factors for element in chain):
        return None
    if any(library.factors[one.factor_id][0].per != one.per for one in chain):
        return None
    return LineInput(
        id=product_id,
        product=product,
        mass_kg_per_unit=1.0,
        chain=chain,
        declared=None,
        where=f"baskets: {product_id}",
    )
