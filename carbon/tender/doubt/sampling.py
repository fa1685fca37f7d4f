"""The footprints of a lot's offers, drawn: what is common once for all, what is their own apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from carbon.library.records import Factor
from carbon.tender.doubt import draws as drawing
from carbon.tender.doubt.settings import Settings
from carbon.tender.doubt.terms import Floats, LotFlows, Terms, Whole, of_offer
from carbon.tender.doubt.variances import Variances

_NO_LEG = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What all offers of a tender share: the pack, its factors and their draws."""

    pack: str
    factors: Sequence[Factor]
    variances: tuple[Variances, ...]  # by correlation
    shared: tuple[Floats, ...]  # by correlation: factors, draws


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Footprints of a lot, drawn under each correlation."""

    kg: tuple[Floats, ...]  # by correlation: offers, draws
    percentiles: Floats  # of the first correlation: offers, shares


def ground(
    pack: str, factors: Sequence[Factor], variances: Sequence[Variances], draws: int
) -> Ground:
    """Draw what all offers share, once for the whole tender."""
    shared = [np.ones((len(factors), draws)) for _ in variances]
    for at, factor in enumerate(factors):
        if all(one.shared[at] == 0 for one in variances):
            continue
        normal = drawing.normals(pack, ("factor", factor.id, factor.source), draws)
        for one, out in zip(variances, shared, strict=True):
            out[at] = drawing.lognormals(normal, float(one.shared[at]))
    return Ground(pack=pack, factors=factors, variances=tuple(variances), shared=tuple(shared))


def footprints(flows: LotFlows, ground: Ground, settings: Settings) -> Drawn:
    """Return the drawn kg CO2e of every ranked offer, and percentiles of low, 50 % and high.

    Terms that nothing of the offer's own blurs are summed as they are; of the others the widest
    are drawn one by one, and the rest share one draw.
    """
    count = len(flows.offers)
    kept = tuple(np.zeros((count, settings.draws)) for _ in ground.variances)

    def made(first: int, last: int) -> drawing.Rows:
        for row in range(first, last):
            _draw(flows, row, ground, settings, [one[row] for one in kept])
        return kept[0][first:last].astype(np.float32)

    found = drawing.percentiles(
        count, made, draws=settings.draws, shares=(settings.low, 0.5, settings.high)
    )
    return Drawn(kg=kept, percentiles=found.astype(np.float64))


def _draw(
    flows: LotFlows, row: int, ground: Ground, settings: Settings, totals: Sequence[Floats]
) -> None:
    terms = of_offer(flows, row)
    supplier = flows.offers[row].supplier
    apart, rest, plain = _divided(terms, flows, ground.variances, settings.drawn_apart)
    buffer = np.empty(settings.draws)
    normals = _Normals(ground, flows, supplier, settings.draws)
    for at in apart.tolist():
        factor, leg = int(terms.factor[at]), int(terms.leg[at])
        for one, shared, total in zip(ground.variances, ground.shared, totals, strict=True):
            exponent = np.zeros(settings.draws)
            if one.own[factor] > 0:
                exponent += np.sqrt(one.own[factor]) * normals.of_factor(factor)
            if leg != _NO_LEG:
                exponent += np.sqrt(flows.leg_variance[leg]) * normals.of_leg(leg)
            np.multiply(drawing.lognormals(exponent, 1.0), shared[factor], out=buffer)
            buffer *= terms.kg[at]
            total += buffer
    if len(rest):
        _add_rest(terms, rest, flows, ground, totals, normals.of_rest())
    for shared, total in zip(ground.shared, totals, strict=True):
        total += _sum(terms.factor[plain], terms.kg[plain], shared)


def _sum(factors: Whole, kg: Floats, shared: Floats) -> Floats:
    """Return kg times the common draws of each factor, added up."""
    found: Floats = drawing.sums(np.array([0, len(factors)]), factors, kg, shared)[0]
    return found


class _Normals:
    """Normal draws of one supplier's own; a class because each is made when first asked for."""

    def __init__(self, ground: Ground, flows: LotFlows, supplier: str, draws: int) -> None:
        self._ground, self._flows, self._supplier, self._draws = ground, flows, supplier, draws
        self._made: dict[tuple[str, ...], Floats] = {}

    def of_factor(self, factor: int) -> Floats:
        """Return the draws of this supplier's producer, or of its own value."""
        one = self._ground.factors[factor]
        return self._of("own", one.id, one.source)

    def of_leg(self, leg: int) -> Floats:
        """Return the draws of a distance of this supplier."""
        return self._of("leg", self._flows.legs[leg])

    def of_rest(self) -> Floats:
        """Return the one draw that many small terms share."""
        return self._of("rest", self._flows.lot)

    def _of(self, *names: str) -> Floats:
        if names not in self._made:
            streams = ("supplier", self._supplier, *names)
            self._made[names] = drawing.normals(self._ground.pack, streams, self._draws)
        return self._made[names]


def _own(terms: Terms, flows: LotFlows, variances: Variances) -> Floats:
    """Return the variance of ln of each term that is the offer's own."""
    legs = np.append(flows.leg_variance, 0.0)
    total: Floats = variances.own[terms.factor] + legs[terms.leg]
    return total


def _divided(
    terms: Terms, flows: LotFlows, variances: Sequence[Variances], most: int
) -> tuple[Whole, Whole, Whole]:
    """Return the terms drawn one by one, those that share a draw, and those without an own error.

    The choice is the same under every correlation: by the widest own error any of them gives.
    """
    own = np.max([_own(terms, flows, one) for one in variances], axis=0)
    weight = np.abs(terms.kg) * np.sqrt(np.expm1(own))
    blurred = np.flatnonzero(own > 0)
    widest = blurred[np.argsort(-weight[blurred], kind="stable")]
    return np.sort(widest[:most]), np.sort(widest[most:]), np.flatnonzero(own == 0)


def _add_rest(
    terms: Terms,
    rest: Whole,
    flows: LotFlows,
    ground: Ground,
    totals: Sequence[Floats],
    normal: Floats,
) -> None:
    """Add many small terms with one draw that has the variance of their sum."""
    few = Terms(factor=terms.factor[rest], leg=terms.leg[rest], kg=terms.kg[rest])
    for one, shared, total in zip(ground.variances, ground.shared, totals, strict=True):
        own = _own(few, flows, one)
        mean = few.kg * np.exp(own / 2)
        spread = float(np.sum(mean**2 * np.expm1(own)))
        size = float(np.sum(np.abs(mean)))
        variance = np.log1p(spread / size**2) if size > 0 else 0.0
        part = _sum(few.factor, mean, shared)
        total += part * drawing.lognormals(normal, float(variance)) / np.exp(variance / 2)
