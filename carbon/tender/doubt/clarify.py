"""The clarification planner: which default or missing datum could change the winner.

For each line and stage that rests on a default the value is sought at which somebody else would
come first, all else being as published. It is worth asking about only when a value of the
supplier's own could plausibly lie beyond it. The same question goes to every offer that lacks the
datum, also where the answer could move nothing, and no answer may improve an offer (LOU 4:9).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import NormalDist

import numpy as np

from carbon.library.records import STAGES, Stage
from carbon.tender.doubt import analytic
from carbon.tender.doubt.ranking import price_of, probability
from carbon.tender.doubt.records import Gap, Question, Turn
from carbon.tender.doubt.settings import Settings
from carbon.tender.doubt.terms import LotFlows, Terms, Whole
from carbon.tender.doubt.variances import Variances
from carbon.tender.evaluate import without_carbon
from carbon.tender.records import Evaluation, LineScore, LotResult, RankedOffer

_NORMAL = NormalDist()
_ZERO = Decimal(0)
_ORE = Decimal("0.01")
_PER_UNIT = Decimal("0.0001")  # kg CO2e per announced unit, as shown


@dataclass(frozen=True, slots=True, kw_only=True)
class _Datum:
    """What of one offered line and stage rests on a default; kg of the whole quantity."""

    offer: int
    score: LineScore
    stage: Stage
    kg: float
    rows: Whole  # of the flows

    @property
    def key(self) -> tuple[str, Stage]:
        """Return what the question is about, whoever is asked."""
        return self.score.line.number, self.stage


def questions(
    flows: LotFlows, variances: Variances, rule: Evaluation, settings: Settings
) -> tuple[Question, ...]:
    """Return the questions whose answer could change the winner, likeliest first.

    A default of no more than zero kilograms (land use that binds carbon) has no lognormal and is
    not asked about.
    """
    price = float(price_of(rule, flows.lot))
    if len(flows.offers) < 2 or price <= 0:
        return ()
    needed = _needed(flows, rule, price)
    data = _defaults(flows)
    turns: dict[tuple[str, Stage], list[Turn]] = {}
    for datum in data:
        if datum.kg + needed[datum.offer] <= 0:
            continue  # even nothing at all would not be enough
        turn = _turn(flows, datum, needed[datum.offer], variances, settings)
        if turn is not None:
            turns.setdefault(datum.key, []).append(turn)
    lacking: dict[tuple[str, Stage], list[_Datum]] = {key: [] for key in turns}
    for datum in data if turns else []:
        if datum.key in lacking:
            lacking[datum.key].append(datum)
    found = [_question(flows, lacking[key], some) for key, some in turns.items()]
    return tuple(sorted(found, key=lambda one: (-one.likelihood, one.line, one.stage)))


def _needed(flows: LotFlows, rule: Evaluation, price: float) -> list[float]:
    """Return the change of kg CO2e that makes each offer tie for the first place.

    The first offer may rise by what parts it from the second; another must fall to the first.
    """
    exact = price_of(rule, flows.lot)
    sums = [
        float(without_carbon(one) or _ZERO) + float(exact) * float(one.kg_co2e or _ZERO)
        for one in flows.offers
    ]
    gaps = [(sums[0] - one) / price for one in sums]
    gaps[0] = (sums[1] - sums[0]) / price
    return gaps


def _defaults(flows: LotFlows) -> list[_Datum]:
    """Return each line and stage of each offer that rests on a default, in a fixed order."""
    kept = np.flatnonzero(flows.default)
    code = flows.line[kept] * len(STAGES) + flows.stage[kept]
    order = np.argsort(code, kind="stable")
    rows = kept[order]
    _, starts = np.unique(code[order], return_index=True)
    if not len(rows):
        return []
    kilograms = np.add.reduceat(flows.kg[rows], starts).tolist()
    firsts = rows[starts]
    columns = zip(
        starts.tolist(),
        [*starts[1:].tolist(), len(rows)],
        kilograms,
        flows.offer[firsts].tolist(),
        flows.line[firsts].tolist(),
        flows.stage[firsts].tolist(),
        strict=True,
    )
    return [
        _Datum(
            offer=offer,
            score=flows.scores[line],
            stage=STAGES[stage],
            kg=kg,
            rows=rows[start:end],
        )
        for start, end, kg, offer, line, stage in columns
        if kg > 0
    ]


def _turn(
    flows: LotFlows, datum: _Datum, needed: float, variances: Variances, settings: Settings
) -> Turn | None:
    """Return the value that changes the winner; None when it is implausible."""
    beyond = datum.kg + needed
    terms = Terms(
        factor=flows.factor[datum.rows], leg=flows.leg[datum.rows], kg=flows.kg[datum.rows]
    )
    mean, variance = analytic.moments(terms, variances.whole, flows.leg_variance)
    if not mean > 0 or not variance > 0:
        return None
    median, sigma = analytic.lognormal(mean, variance)
    low, high = (
        median * math.exp(sigma * _NORMAL.inv_cdf(share)) for share in (settings.low, settings.high)
    )
    rises = datum.offer == 0
    if (beyond > high) if rises else (beyond < low):
        return None
    below = _NORMAL.cdf(math.log(beyond / median) / sigma)
    quantity = float(datum.score.quantity)
    return Turn(
        supplier=flows.offers[datum.offer].supplier,
        kg_default=_per_unit(datum.kg / quantity),
        kg_turn=_per_unit(beyond / quantity),
        kg_low=_per_unit(low / quantity),
        kg_high=_per_unit(high / quantity),
        likelihood=probability(1 - below if rises else below),
        winner=flows.offers[1 if rises else datum.offer].supplier,
    )


def _per_unit(kg: float) -> Decimal:
    return Decimal(repr(kg)).quantize(_PER_UNIT)


def _question(flows: LotFlows, lacking: Sequence[_Datum], turns: Sequence[Turn]) -> Question:
    line = lacking[0].score.line
    ordered = sorted(turns, key=lambda one: (-one.likelihood, one.supplier))
    asked = sorted({flows.offers[datum.offer].supplier for datum in lacking})
    return Question(
        line=line.number,
        name=line.name,
        unit=line.unit,
        stage=str(lacking[0].stage),
        to=tuple(asked),
        turns=tuple(ordered),
        likelihood=ordered[0].likelihood,
    )


def gaps(result: LotResult, rule: Evaluation) -> tuple[Gap, ...]:
    """Return the offers without a sum, and what their missing parts may add for a first place.

    `room_sek` is what is left of the first offer's comparison sum once everything known of the
    incomplete offer is taken off. A missing price cannot be added afterwards; the figure says
    whether the matter could change the winner at all.
    """
    ranked = [one for one in result.ranking if one.rank is not None]
    if not ranked:
        return ()
    exact = price_of(rule, result.lot.id)
    price = Decimal(exact.numerator) / Decimal(exact.denominator)
    first = (without_carbon(ranked[0]) or _ZERO) + price * (ranked[0].kg_co2e or _ZERO)
    return tuple(
        Gap(
            supplier=one.supplier,
            lines=one.missing_lines,
            room_sek=(first - _known(one, price)).quantize(_ORE),
        )
        for one in result.ranking
        if one.missing_lines
    )


def _known(offer: RankedOffer, price: Decimal) -> Decimal:
    """Return what is known of an incomplete offer's comparison sum."""
    counted = [one for one in offer.lines if not one.line.optional]
    rest = sum((s.price_sek for s in counted if s.price_sek is not None), _ZERO)
    rest += sum((s.waste_sek for s in counted), _ZERO) + (offer.markups_sek or _ZERO)
    kg = sum((s.kg_co2e for s in counted if s.kg_co2e is not None), _ZERO)
    return rest + price * kg
