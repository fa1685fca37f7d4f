"""The flow table of one lot's ranked offers, ready to be drawn, moved and asked about.

A footprint is a sum of terms: quantity times amount times factor. Here each term knows its offer,
its factor and the leg whose distance it rests on; equal ones are added up first, since the sum is
linear in what is drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from carbon.footprint.records import Basis, FlowTable
from carbon.tender.records import LineScore, LotResult, RankedOffer

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class LotFlows:
    """Every flow of the ranked offers of a lot, as columns of equal length."""

    lot: str
    offers: tuple[RankedOffer, ...]  # in the published order
    table: FlowTable
    offer: Whole  # index into offers
    line: Whole  # row of the flow table's lines
    stage: Whole
    factor: Whole
    leg: Whole  # index into legs, -1 without an amount that may err
    kg: Floats  # stated kg CO2e, whole quantity
    default: NDArray[np.bool_]  # rests on a default or a stand-in
    legs: tuple[str, ...]  # distances first, then amounts of producers' own accounts
    distances: int  # how many of them are distances
    leg_variance: Floats  # of ln, by leg
    scores: Mapping[int, LineScore]  # by row of the flow table's lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The flows of one offer added up by factor and leg, in a fixed order."""

    factor: Whole
    leg: Whole
    kg: Floats


def of_lot(result: LotResult, table: FlowTable, index: Mapping[str, int]) -> LotFlows:
    """Return the flows of a lot's ranked offers; `index` is the row of each line id."""
    offers = tuple(one for one in result.ranking if one.rank is not None)
    owner = np.full(len(table.line_ids), -1, dtype=np.int64)
    quantity = np.zeros(len(table.line_ids))
    scores: dict[int, LineScore] = {}
    for at, offer in enumerate(offers):
        for score in offer.lines:
            row = index.get(score.id)
            if row is not None and not score.line.optional:
                owner[row], quantity[row], scores[row] = at, float(score.quantity), score
    kept = np.flatnonzero(owner[table.line] >= 0)
    line = table.line[kept].astype(np.int64)
    factor = table.factor[kept].astype(np.int64)
    value = np.array([one.kg_co2e for one in table.factors])
    leg, legs, distances, variance = _legs(table, kept)
    return LotFlows(
        lot=result.lot.id,
        offers=offers,
        table=table,
        offer=owner[line],
        line=line,
        stage=table.stage[kept].astype(np.int64),
        factor=factor,
        leg=leg,
        kg=quantity[line] * table.amount[kept] * value[factor],
        default=table.basis[kept] != int(Basis.DECLARED),
        legs=legs,
        distances=distances,
        leg_variance=variance,
        scores=scores,
    )


def _legs(table: FlowTable, kept: Whole) -> tuple[Whole, tuple[str, ...], int, Floats]:
    """Return the leg of each kept flow. The same way, found alike, errs alike for one supplier.

    The amounts of a producer's own account err flow by flow; they follow the distances.
    """
    known: dict[tuple[str, float], int] = {}
    leg = np.full(len(kept), -1, dtype=np.int64)
    variance = np.log(table.amount_gsd[kept]) ** 2
    elements = table.element[kept]
    for at in np.flatnonzero((elements >= 0) & (variance > 0)).tolist():
        one = table.elements[elements[at]]
        key = (f"{one.start} – {one.end} ({one.mode}, {one.method})", float(variance[at]))
        leg[at] = known.setdefault(key, len(known))
    distances = len(known)
    alike: Counter[str] = Counter()
    for at in np.flatnonzero((elements < 0) & (variance > 0)).tolist():
        flow = kept[at]
        label = f"{table.factors[table.factor[flow]].label} ({table.line_ids[table.line[flow]]})"
        alike[label] += 1
        name = label if alike[label] == 1 else f"{label} {alike[label]}"
        leg[at] = known.setdefault((name, float(variance[at])), len(known))
    names = tuple(name for name, _ in known)
    return leg, names, distances, np.array([var for _, var in known], dtype=float)


def of_offer(flows: LotFlows, offer: int) -> Terms:
    """Return the terms of one offer, in the order of factor and leg."""
    rows = np.flatnonzero(flows.offer == offer)
    width = len(flows.legs) + 1
    code = flows.factor[rows] * width + flows.leg[rows] + 1
    found, inverse = np.unique(code, return_inverse=True)
    kg = np.bincount(inverse.ravel(), flows.kg[rows], len(found)).astype(np.float64)
    return Terms(factor=found // width, leg=found % width - 1, kg=kg)


def line_index(line_ids: Sequence[str]) -> dict[str, int]:
    """Return the row of each line of a flow table."""
    return {line_id: row for row, line_id in enumerate(line_ids)}
