"""The catalogue's default for the same stages, to hold a producer's own value against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from carbon.farm.records import OwnFootprint
from carbon.library.records import Library, Product, Source, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Default:
    """What one kg of a food is counted as, where its producer says nothing."""

    stage_kg: Mapping[Stage, Decimal]
    kg_co2e_per_kg: Decimal
    sources: tuple[Source, ...]


def default(food: Product, stages: tuple[Stage, ...], library: Library) -> Default | None:
    """Return the default of a food over some stages.

    None where a factor of it covers other stages too, so that it cannot be divided. A factor that
    covers several of the stages counts once, at the first of them.
    """
    stage_kg: dict[Stage, Decimal] = {}
    seen: set[str] = set()
    sources: dict[str, Source] = {}
    for stage in stages:
        id_ = food.factors.get(stage)
        if id_ is None or id_ in seen:
            continue
        seen.add(id_)
        factor = library.factors[id_][0]
        if not set(factor.stages) <= set(stages):
            return None
        stage_kg[stage] = Decimal(repr(factor.kg_co2e))
        sources[factor.source] = library.sources[factor.source]
    if not stage_kg:
        return None
    whole = sum(stage_kg.values(), Decimal(0))
    return Default(stage_kg=stage_kg, kg_co2e_per_kg=whole, sources=tuple(sources.values()))


def of(own: OwnFootprint, library: Library) -> Default | None:
    """Return the default that a producer's own footprint would take the place of."""
    food = library.products.get(own.answers.product)
    return default(food, own.stages, library) if food is not None else None


def verdict(own: OwnFootprint, other: Decimal) -> str:
    """Return lower or higher where the other value lies outside the own interval, else same."""
    if own.interval_95 is None:
        return "same"
    low, high = own.interval_95
    if other > high:
        return "lower"
    return "higher" if other < low else "same"
