"""The evaluation models of lou.md section 4 as pure functions of one offer's own totals.

Each takes what one offer says and what the buyer published, never another offer: a losing bid can
flip nothing (EQ-09, EQ-10), and every supplier can work out its own sum beforehand (EQ-11). All
arithmetic is exact; nothing is clamped (HFD 2022 ref. 41).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from carbon.tender.exact import times, total
from carbon.tender.records import Evaluation, Points

_ZERO = Decimal(0)
_IN_KRONOR = ("M1", "M2")  # models whose comparison sum adds c times E
_SHOWN = Decimal("0.000001")  # of a carbon price that follows from points, for readers


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What one complete offer comes to in one lot."""

    price_sek: Decimal  # P
    kg_co2e: Decimal  # E
    markups_sek: Decimal = _ZERO  # other criteria in kronor
    waste_sek: Decimal = _ZERO  # what the waste of it costs, on the basis of cost (model M2)

    @property
    def apart_from_carbon_sek(self) -> Decimal:
        """Everything in J that the carbon price does not touch."""
        return total((self.price_sek, self.waste_sek, self.markups_sek))


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What the published rule makes of an offer; `order` decides, lowest first."""

    carbon_cost_sek: Decimal  # c·E
    comparison_sum_sek: Decimal  # J
    order: Fraction
    points: Fraction | None = None  # S, model M3 only


def comparison_sum(
    price_sek: Decimal,
    kg_co2e: Decimal,
    carbon_price_sek_per_kg: Decimal,
    other_sek: Decimal = _ZERO,
) -> Decimal:
    """Return J = P + c·E + M in SEK (model M1, lou.md 4.2); `other_sek` is waste and mark-ups.

    >>> comparison_sum(Decimal(1060000), Decimal(38000), Decimal("3.00"))
    Decimal('1174000.00')
    """
    return total((price_sek, times(carbon_price_sek_per_kg, kg_co2e), other_sek))


def points_of(totals: Totals, rule: Points) -> Fraction:
    """Return S of model M3, exactly; waste and mark-ups count as price.

    >>> rule = Points(price_weight=Decimal(70), climate_weight=Decimal(30),
    ...     price_low_sek=Decimal(800000), price_high_sek=Decimal(1400000),
    ...     climate_low_kg=Decimal(10000), climate_high_kg=Decimal(70000))
    >>> b = Totals(price_sek=Decimal(1060000), kg_co2e=Decimal(38000))
    >>> round(float(points_of(b, rule)), 2)
    55.67
    """
    price = Fraction(totals.apart_from_carbon_sek)
    price_span = Fraction(rule.price_high_sek - rule.price_low_sek)
    climate_span = Fraction(rule.climate_high_kg - rule.climate_low_kg)
    by_price = (Fraction(rule.price_high_sek) - price) / price_span
    by_climate = (Fraction(rule.climate_high_kg) - Fraction(totals.kg_co2e)) / climate_span
    return Fraction(rule.price_weight) * by_price + Fraction(rule.climate_weight) * by_climate


def implied_carbon_price(rule: Points) -> Fraction:
    """Return the SEK per kg CO2e that points amount to: c = (wE/dE)/(wP/dP) (lou.md 4.2, M3)."""
    per_kg = Fraction(rule.climate_weight) / Fraction(rule.climate_high_kg - rule.climate_low_kg)
    per_sek = Fraction(rule.price_weight) / Fraction(rule.price_high_sek - rule.price_low_sek)
    return per_kg / per_sek


def carbon_price(rule: Evaluation, lot: str) -> Decimal:
    """Return c of a lot in SEK per kg CO2e: announced, or what the announced points amount to."""
    points = rule.points.get(lot)
    if points is None:
        return rule.carbon_price_by_lot.get(lot, rule.carbon_price_sek_per_kg)
    implied = implied_carbon_price(points)
    return (Decimal(implied.numerator) / Decimal(implied.denominator)).quantize(_SHOWN)


def in_kronor(rule: Evaluation) -> bool:
    """Tell whether the comparison sum of a rule adds a carbon price times kg CO2e."""
    return rule.model in _IN_KRONOR


def value(totals: Totals, rule: Evaluation, lot: str) -> Value:
    """Return what the published rule makes of one offer's own totals."""
    price = carbon_price(rule, lot)
    other = total((totals.waste_sek, totals.markups_sek))
    comparison = comparison_sum(totals.price_sek, totals.kg_co2e, price, other)
    points = points_of(totals, rule.points[lot]) if rule.model == "M3" else None
    return Value(
        carbon_cost_sek=times(price, totals.kg_co2e),
        comparison_sum_sek=comparison,
        order=Fraction(comparison) if points is None else -points,
        points=points,
    )


def above_ceiling(totals: Totals, rule: Evaluation, lot: str) -> bool:
    """Tell whether an offer emits more than the announced ceiling of the lot (model M6)."""
    ceiling = rule.ceiling_kg_by_lot.get(lot)
    return ceiling is not None and totals.kg_co2e > ceiling


_TIES: Mapping[str, Callable[[Totals], Decimal]] = {
    "lowest_price": lambda totals: totals.price_sek,
    "lowest_emission": lambda totals: totals.kg_co2e,
    "lot_drawn": lambda totals: _ZERO,
}


def order(totals: Totals, rule: Evaluation, lot: str) -> tuple[Fraction, Decimal]:
    """Return what offers are ranked by, lowest first: the rule's value, then the tie rule."""
    return value(totals, rule, lot).order, _TIES[rule.tie_rule](totals)
