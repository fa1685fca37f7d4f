"""Ways to put offers in order, the published one and those that the properties must catch.

`Published` looks at each offer by itself. The others are the models of lou.md section 4 that let
another offer or an arbitrary zero move a result; they exist so that a buyer who names one sees the
counter-example, and so that the properties are known to bite. No award is computed from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from carbon.tender import models
from carbon.tender.models import Totals
from carbon.tender.records import Evaluation, Points

Offers = Mapping[str, Totals]


class Method(Protocol):
    """A way to order the offers of a lot."""

    def values(self, offers: Offers) -> Mapping[str, Fraction]:
        """Return what each offer is ordered by, lowest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The tender's own rule in one lot."""

    rule: Evaluation
    lot: str

    def values(self, offers: Offers) -> Mapping[str, Fraction]:
        """Return the published value of each offer, from its own totals only."""
        return {
            name: models.value(totals, self.rule, self.lot).order for name, totals in offers.items()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativePoints:
    """M4: points relative to the lowest price and the lowest footprint received."""

    price_weight: Fraction
    climate_weight: Fraction

    def values(self, offers: Offers) -> Mapping[str, Fraction]:
        """Return minus the points, so that the lowest value comes first."""
        price = min(Fraction(one.price_sek) for one in offers.values())
        kg = min(Fraction(one.kg_co2e) for one in offers.values())
        return {
            name: -self.price_weight * _share(price, Fraction(one.price_sek))
            - self.climate_weight * _share(kg, Fraction(one.kg_co2e))
            for name, one in offers.items()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityPriceRatio:
    """M5: quality divided by price, where the zero of quality is arbitrary."""

    base: Fraction
    kg_per_point: Fraction
    reference_kg: Fraction

    def values(self, offers: Offers) -> Mapping[str, Fraction]:
        """Return minus the ratio."""
        return {
            name: -(self.base + (self.reference_kg - Fraction(one.kg_co2e)) / self.kg_per_point)
            / max(Fraction(one.price_sek), Fraction(1))
            for name, one in offers.items()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PercentageDiscount:
    """M8: a percentage off the price at or below a level of emission."""

    share: Fraction
    level_kg: Fraction

    def values(self, offers: Offers) -> Mapping[str, Fraction]:
        """Return the discounted price."""
        return {
            name: Fraction(one.price_sek)
            * (1 - (self.share if one.kg_co2e <= self.level_kg else 0))
            for name, one in offers.items()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ClampedPoints:
    """M3 cut off at its references: below the low price a lower price gains nothing."""

    points: Points

    def values(self, offers: Offers) -> Mapping[str, Fraction]:
        """Return minus the points."""
        of = self.points
        return {
            name: -of_weight(of.price_weight, one.price_sek, of.price_low_sek, of.price_high_sek)
            - of_weight(of.climate_weight, one.kg_co2e, of.climate_low_kg, of.climate_high_kg)
            for name, one in offers.items()
        }


def of_weight(weight: object, value: object, low: object, high: object) -> Fraction:
    """Return the clamped points of one scale."""
    at, bottom, top = Fraction(str(value)), Fraction(str(low)), Fraction(str(high))
    share = (top - at) / (top - bottom)
    return Fraction(str(weight)) * min(max(share, Fraction(0)), Fraction(1))


def _share(lowest: Fraction, own: Fraction) -> Fraction:
    return Fraction(1) if own == lowest else lowest / own
