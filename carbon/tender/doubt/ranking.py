"""How often each offer comes first in the draws, and how often the published order holds.

The draws are valued by the published rule, tie rule included, and counted; they put nobody in
order. An offer that the rule gives no rank takes no part.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from carbon.tender import models
from carbon.tender.doubt import analytic
from carbon.tender.doubt.records import AtCorrelation, OfferDoubt, Pair, Range
from carbon.tender.doubt.sampling import Drawn
from carbon.tender.doubt.settings import Settings
from carbon.tender.doubt.terms import Floats, LotFlows, of_offer
from carbon.tender.doubt.variances import Variances
from carbon.tender.evaluate import without_carbon
from carbon.tender.records import Evaluation, RankedOffer

_SHOWN = Decimal("0.001")  # of a probability
_ORE = Decimal("0.01")
_DIGITS = 4  # of a drawn figure: more would be noise
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Valued:
    """The draws of one lot as the published rule values them: offers, draws."""

    sums: Floats  # what is lowest comes first
    ties: Floats | None  # then this; None when a lot is drawn
    ranks: tuple[int, ...]


def price_of(rule: Evaluation, lot: str) -> Fraction:
    """Return the SEK that a kg CO2e weighs in the order of a lot, exactly."""
    points = rule.points.get(lot) if rule.model == "M3" else None
    if points is not None:
        return models.implied_carbon_price(points)
    return Fraction(models.carbon_price(rule, lot))


def rest_of(offers: Sequence[RankedOffer]) -> Floats:
    """Return everything in each comparison sum but carbon."""
    return np.array([float(without_carbon(one) or _ZERO) for one in offers])


def valued(offers: Sequence[RankedOffer], kg: Floats, rule: Evaluation, lot: str) -> Valued:
    """Return drawn footprints (offers, draws) valued by the rule."""
    rest = rest_of(offers)
    ties: Floats | None = None
    if rule.tie_rule == "lowest_emission":
        ties = kg
    elif rule.tie_rule == "lowest_price":
        price = np.array([float((o.price_sek or _ZERO) + o.waste_sek) for o in offers])
        ties = np.broadcast_to(price[:, None], kg.shape)
    return Valued(
        sums=rest[:, None] + float(price_of(rule, lot)) * kg,
        ties=ties,
        ranks=tuple(one.rank or 0 for one in offers),
    )


def first_shares(found: Valued) -> Floats:
    """Return the probability of each offer to come first; a draw that ties is shared."""
    best = found.sums == found.sums.min(axis=0)
    if found.ties is not None:
        second = np.where(best, found.ties, np.inf)
        best &= second == second.min(axis=0)
    shares: Floats = (best / best.sum(axis=0)).mean(axis=1)
    return shares


def order_share(found: Valued) -> float:
    """Return the probability that every offer keeps its place against every other."""
    ranks = np.array(found.ranks)
    highest = np.maximum.accumulate(found.sums, axis=0)
    lowest = np.minimum.accumulate(found.sums[::-1], axis=0)[::-1]
    borders = np.flatnonzero(np.diff(ranks) > 0)  # offers stand in the order of their ranks
    holds = np.ones(found.sums.shape[1], dtype=bool)
    for at in borders.tolist():
        holds &= highest[at] <= lowest[at + 1]
    return float(holds.mean())


def pair_share(found: Valued, one: int, other: int) -> float:
    """Return the probability that `one` comes before `other`; an unsettled tie counts half."""
    first, second = found.sums[one], found.sums[other]
    before, equal = first < second, first == second
    if found.ties is not None:
        before |= equal & (found.ties[one] < found.ties[other])
        equal &= found.ties[one] == found.ties[other]
    return float((before + equal / 2).mean())


def pairs(found: Valued, offers: Sequence[RankedOffer], settings: Settings) -> tuple[Pair, ...]:
    """Return each pair in the published order; of very many offers only those with the first."""
    count = len(offers)
    firsts = range(count) if count <= settings.pairs_among else range(min(count, 1))
    return tuple(
        Pair(
            first=offers[one].supplier,
            second=offers[other].supplier,
            probability=probability(pair_share(found, one, other)),
        )
        for one in firsts
        for other in range(one + 1, count)
    )


def at_correlation(correlation: float, found: Valued) -> AtCorrelation:
    """Return what the draws under one correlation say."""
    shares = first_shares(found)
    return AtCorrelation(
        correlation=Decimal(str(correlation)),
        winner_holds=probability(winner_share(found, shares)),
        ranking_holds=probability(order_share(found)),
        first=tuple(probability(float(one)) for one in shares),
    )


def winner_share(found: Valued, shares: Floats) -> float:
    """Return the probability that the first place is right; tied winners count together."""
    return math.fsum(float(s) for s, rank in zip(shares, found.ranks, strict=True) if rank == 1)


def offers_of(
    flows: LotFlows, drawn: Drawn, found: Valued, variances: Variances, rule: Evaluation
) -> tuple[OfferDoubt, ...]:
    """Return every ranked offer with its probability and ranges, held against the analytic sum."""
    shares = first_shares(found)
    made = []
    for at, offer in enumerate(flows.offers):
        mean, variance = analytic.moments(of_offer(flows, at), variances.whole, flows.leg_variance)
        kg = drawn.kg[0][at]
        error = math.sqrt(variance / len(kg))
        apart = abs(float(kg.mean()) - mean) / error if error > 0 else 0.0
        kilograms = [figure(float(one)) for one in drawn.percentiles[at]]
        price = models.carbon_price(rule, flows.lot)
        rest = without_carbon(offer) or _ZERO
        made.append(
            OfferDoubt(
                supplier=offer.supplier,
                probability_first=probability(float(shares[at])),
                kg_co2e=_range(kilograms),
                comparison_sum_sek=_range(
                    [(rest + price * one).quantize(_ORE) for one in kilograms]
                ),
                mean_kg=figure(float(kg.mean())),
                expected_kg=figure(mean),
                errors_apart=Decimal(f"{apart:.1f}"),
            )
        )
    return tuple(made)


def _range(figures: Sequence[Decimal]) -> Range:
    return Range(low=figures[0], middle=figures[1], high=figures[2])


def probability(value: float) -> Decimal:
    """Return a probability with three decimals.

    >>> probability(0.97349)
    Decimal('0.973')
    """
    return Decimal(repr(value)).quantize(_SHOWN)


def figure(value: float) -> Decimal:
    """Return a drawn figure with four digits.

    >>> figure(109542.35)
    Decimal('109500')
    """
    exact = Decimal(repr(value))
    if not exact:
        return _ZERO
    shown = round(exact, _DIGITS - 1 - exact.adjusted())
    return Decimal(format(shown, "f"))
