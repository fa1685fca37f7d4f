"""Does the winner survive if a whole family of figures is wrong at once?

Every life-cycle stage, every raw material, freight, energy, distances, what suppliers state of
themselves, and figures of another GWP set are moved to their low and to their high end together,
the same for all offers. A table to read, never a ground to choose another winner.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from carbon.library import spread
from carbon.library.records import STAGES, Library
from carbon.tender.doubt.ranking import price_of, probability, rest_of
from carbon.tender.doubt.records import GwpSet, Strain
from carbon.tender.doubt.settings import Settings
from carbon.tender.doubt.terms import Floats, LotFlows
from carbon.tender.doubt.variances import is_own
from carbon.tender.records import Evaluation

_FOOD = "food"
_GWP = "spread.gwp_sigma"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Family:
    kind: str
    name: str
    factors: int
    sigma: Floats  # of ln, by flow; zero outside the family


def strains(
    flows: LotFlows, rule: Evaluation, library: Library, settings: Settings
) -> tuple[Strain, ...]:
    """Return who would come first with each family at either end of its plausible range."""
    if len(flows.offers) < 2:
        return ()
    rest, price = rest_of(flows.offers), float(price_of(rule, flows.lot))
    published = _first(flows, rest, price, flows.kg)
    ends = [NormalDist().inv_cdf(share) for share in (settings.low, settings.high)]
    found = []
    for family in _families(flows, library, settings):
        low, high = (
            _first(flows, rest, price, flows.kg * np.exp(end * family.sigma)) for end in ends
        )
        found.append(
            Strain(
                kind=family.kind,
                name=family.name,
                factors=family.factors,
                low=low,
                high=high,
                changes=low != published or high != published,
            )
        )
    return tuple(found)


def _first(flows: LotFlows, rest: Floats, price: float, kg: Floats) -> tuple[str, ...]:
    """Return who has the lowest sum; offers that the rule left tied stay so."""
    totals = np.bincount(flows.offer, kg, len(flows.offers))
    sums = rest + price * totals
    return tuple(
        one.supplier for one, value in zip(flows.offers, sums, strict=True) if value == sums.min()
    )


def _families(flows: LotFlows, library: Library, settings: Settings) -> Iterator[_Family]:
    factors = flows.table.factors
    used = np.zeros(len(factors), dtype=bool)
    used[flows.factor] = True
    own = np.array([is_own(one, library) for one in factors], dtype=bool)
    domain = np.array([one.id.partition("/")[0] for one in factors])
    group = np.array([one.correlation_group for one in factors])
    general = used & ~own
    for stage in sorted(set(flows.stage.tolist())):
        rows = (flows.stage == stage) & general[flows.factor]
        yield from _family(flows, "stage", str(STAGES[stage]), rows)
    for name in sorted(set(group[general & (domain == _FOOD)].tolist())):
        yield from _family(flows, "group", name, (general & (group == name))[flows.factor])
    for name, domains in settings.families.items():
        rows = (general & np.isin(domain, domains))[flows.factor]
        yield from _family(flows, "family", name, rows)
    yield from _family(flows, "declared", "", own[flows.factor])
    yield from _distances(flows)
    yield from _gwp(flows, library, general)


def _family(flows: LotFlows, kind: str, name: str, rows: NDArray[np.bool_]) -> Iterator[_Family]:
    """Yield a family of flows moved by the spread of their factors; none when it is empty."""
    if not rows.any():
        return
    sigma = np.array([math.log(one.spread.gsd) for one in flows.table.factors])
    yield _Family(
        kind=kind,
        name=name,
        factors=len(set(flows.factor[rows].tolist())),
        sigma=np.where(rows, sigma[flows.factor], 0.0),
    )


def _distances(flows: LotFlows) -> Iterator[_Family]:
    if flows.distances:
        sigma = np.append(np.sqrt(flows.leg_variance), 0.0)[flows.leg]
        sigma = np.where(flows.leg < flows.distances, sigma, 0.0)
        yield _Family(kind="distance", name="", factors=flows.distances, sigma=sigma)


def _gwp(flows: LotFlows, library: Library, general: NDArray[np.bool_]) -> Iterator[_Family]:
    """Yield the figures of each set that differs from the library's, moved as that may move them.

    No figure keeps its gases apart, so none is restated: the spread that the library allows for
    another set (spread.gwp_sigma) is what they are moved by.
    """
    if _GWP not in library.assumptions:
        return
    sets = np.array([one.gwp for one in flows.table.factors])
    for name in sorted(set(sets[general].tolist())):
        variance = spread.gwp_variance(name, library.assumptions)
        rows = (general & (sets == name))[flows.factor]
        if variance > 0:
            yield _Family(
                kind="gwp",
                name=name,
                factors=len(set(flows.factor[rows].tolist())),
                sigma=np.where(rows, math.sqrt(variance), 0.0),
            )


def gwp_sets(flows: LotFlows) -> tuple[GwpSet, ...]:
    """Return how much of the kilograms is stated in which GWP set."""
    weight = np.abs(flows.kg)
    total = float(weight.sum())
    if not total > 0:
        return ()
    sets: Sequence[str] = [one.gwp for one in flows.table.factors]
    by_factor = np.bincount(flows.factor, weight, len(sets))
    used = set(flows.factor.tolist())
    found = []
    for name in sorted({sets[at] for at in used}):
        members = [at for at in used if sets[at] == name]
        share = math.fsum(by_factor[at] for at in members) / total
        found.append(GwpSet(gwp=name, factors=len(members), share=probability(share)))
    return tuple(sorted(found, key=lambda one: (-one.share, one.gwp)))
