"""What the doubt between the two first offers comes from, cause by cause, without a draw.

To first order the difference of their comparison sums is a sum of independent normals, one for
each thing that may be wrong: its share of the variance is the square of (carbon price times
kilograms times sigma). What weighs alike in both offers cancels, as it should.
"""

from __future__ import annotations

import numpy as np

from carbon.library.records import Library
from carbon.tender.doubt.ranking import price_of, probability
from carbon.tender.doubt.records import Driver
from carbon.tender.doubt.terms import Floats, LotFlows, Terms, of_offer
from carbon.tender.doubt.variances import Variances, is_own
from carbon.tender.records import Evaluation


def between_first_two(
    flows: LotFlows, variances: Variances, rule: Evaluation, library: Library, most: int
) -> tuple[Driver, ...]:
    """Return the causes with the largest shares, at most `most`, largest first.

    Empty with fewer than two ranked offers, or when nothing in their difference is uncertain. The
    carbon price weighs every cause alike, so that it falls out of the shares.
    """
    if len(flows.offers) < 2 or price_of(rule, flows.lot) == 0:
        return ()  # at no price every kilogram is without effect
    both = (of_offer(flows, 0), of_offer(flows, 1))
    found = _common(flows, variances, both)
    for offer, terms in enumerate(both):
        found += _of_one(flows, variances, library, offer, terms)
    total = sum(square for square, _ in found)
    if not total > 0:
        return ()
    found.sort(key=lambda one: (-one[0], one[1]))
    drivers = [
        Driver(kind=kind, what=what, supplier=supplier, share=probability(square / total))
        for square, (kind, what, supplier) in found[:most]
    ]
    return tuple(one for one in drivers if one.share > 0)


_Cause = tuple[float, tuple[str, str, str]]


def _kilograms(terms: Terms, count: int) -> Floats:
    return np.bincount(terms.factor, terms.kg, count).astype(np.float64)


def _common(flows: LotFlows, variances: Variances, both: tuple[Terms, Terms]) -> list[_Cause]:
    """Return what all offers share: only the difference of the kilograms counts."""
    factors = flows.table.factors
    first, second = (_kilograms(terms, len(factors)) for terms in both)
    squares = variances.shared * (second - first) ** 2
    return [
        (float(squares[at]), ("factor", factors[at].label, ""))
        for at in np.flatnonzero(squares > 0)
    ]


def _of_one(
    flows: LotFlows, variances: Variances, library: Library, offer: int, terms: Terms
) -> list[_Cause]:
    """Return what only one offer rests on: its producers, its own values, its distances."""
    factors, supplier = flows.table.factors, flows.offers[offer].supplier
    squares = variances.own * _kilograms(terms, len(factors)) ** 2
    found: list[_Cause] = []
    for at in np.flatnonzero(squares > 0).tolist():
        kind = "declared" if is_own(factors[at], library) else "producers"
        found.append((float(squares[at]), (kind, factors[at].label, supplier)))
    legs = np.bincount(terms.leg + 1, terms.kg, len(flows.legs) + 1)[1:]
    squares = flows.leg_variance * legs**2
    found += [
        (
            float(squares[at]),
            ("distance" if at < flows.distances else "own-data", flows.legs[at], supplier),
        )
        for at in np.flatnonzero(squares > 0)
    ]
    return found
