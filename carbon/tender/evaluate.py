"""The award: comparison sums, ranks, ties and switch prices, in exact decimals.

Each offer's value depends on that offer and the published rule only (`carbon.tender.models`); here
the values are put in order, and an offer that lacks anything keeps its lines and gets no rank.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from carbon.library.records import STAGES, Stage
from carbon.tender import models
from carbon.tender.coverage import Coverages
from carbon.tender.exact import times, total
from carbon.tender.models import Totals
from carbon.tender.records import (
    Criterion,
    Evaluation,
    Judgement,
    LineScore,
    Lot,
    LotResult,
    RankedOffer,
    SwitchPrice,
)

_ZERO = Decimal(0)
_POINTS = Decimal("0.000001")  # of points as shown; ranks use the exact fraction


def switch_price(first: RankedOffer, second: RankedOffer) -> SwitchPrice:
    """Return the carbon price at which two complete offers tie: c* = (K2 - K1) / (E1 - E2).

    K is everything in J but carbon: price, waste and mark-ups. None when they tie at no
    price >= 0: one is better on both counts, or they emit the same.
    """
    none = SwitchPrice(first=first.supplier, second=second.supplier, sek_per_kg=None)
    one, two = without_carbon(first), without_carbon(second)
    if one is None or two is None or first.kg_co2e is None or second.kg_co2e is None:
        return none
    difference = first.kg_co2e - second.kg_co2e
    if difference == 0:
        return none
    price = (two - one) / difference
    if price < 0:
        return none
    return SwitchPrice(first=first.supplier, second=second.supplier, sek_per_kg=price)


def without_carbon(offer: RankedOffer) -> Decimal | None:
    """Return the part of J that the carbon price does not touch; None for an incomplete offer."""
    if offer.price_sek is None or offer.markups_sek is None:
        return None
    return total((offer.price_sek, offer.waste_sek, offer.markups_sek))


def evaluate_lot(
    lot: Lot,
    scores: Mapping[str, Sequence[LineScore]],
    *,
    rule: Evaluation,
    stage_kg: Mapping[str, Mapping[Stage, Decimal]],
    coverages: Mapping[str, Coverages],
    judgements: Sequence[Judgement] = (),
) -> LotResult:
    """Return the ranking of one lot.

    `scores` holds the lines of each supplier in this lot, `stage_kg` the footprint of each
    offered product per announced unit. A supplier without a complete score on every line keeps
    its lines and gets no sum and no rank.
    """
    offers = [
        _offer(
            lot,
            supplier,
            lines,
            rule,
            stage_kg,
            coverages.get(supplier),
            [one for one in judgements if one.lot == lot.id and one.supplier == supplier],
        )
        for supplier, lines in sorted(scores.items())
    ]
    complete = tuple(_ranked([o for o in offers if _in_order(o)], rule, lot.id))
    return LotResult(
        lot=lot,
        carbon_price_sek_per_kg=models.carbon_price(rule, lot.id),
        ranking=complete + tuple(o for o in offers if not _in_order(o)),
        switch_prices=tuple(switch_price(a, b) for a, b in combinations(complete, 2)),
    )


def _in_order(offer: RankedOffer) -> bool:
    return offer.comparison_sum_sek is not None and not offer.above_ceiling


def _offer(
    lot: Lot,
    supplier: str,
    lines: Sequence[LineScore],
    rule: Evaluation,
    stage_kg: Mapping[str, Mapping[Stage, Decimal]],
    coverages: Coverages | None,
    judgements: Sequence[Judgement],
) -> RankedOffer:
    counted = [score for score in lines if not score.line.optional]
    complete = {score.line.number for score in counted if score.complete}
    missing = tuple(n.number for n in lot.lines if not n.optional and n.number not in complete)
    found = RankedOffer(
        supplier=supplier,
        rank=None,
        price_sek=None,
        kg_co2e=None,
        carbon_cost_sek=None,
        comparison_sum_sek=None,
        stage_kg=_by_stage(counted, stage_kg),
        lines=tuple(lines),
        missing_lines=missing,
        coverage_co2e=coverages.co2e if coverages else None,
        coverage_mass=coverages.mass if coverages else None,
        coverage_money=coverages.money if coverages else None,
        markups_sek=_markups(applying(rule.criteria, lot.id), judgements),
        judgements=tuple(judgements),
    )
    return found if missing else _valued(found, counted, rule, lot.id)


def applying(criteria: Sequence[Criterion], lot: str) -> list[Criterion]:
    """Return the criteria beside price and climate that count in a lot."""
    return [one for one in criteria if not one.lots or lot in one.lots]


def _markups(criteria: Sequence[Criterion], judgements: Sequence[Judgement]) -> Decimal | None:
    amounts = {one.criterion: one.amount_sek for one in judgements}
    if any(one.id not in amounts for one in criteria):
        return None
    return total(amounts[one.id] for one in criteria)


def _valued(
    offer: RankedOffer, lines: Sequence[LineScore], rule: Evaluation, lot: str
) -> RankedOffer:
    """Return a complete offer with its sums; without a judgement it has totals and no J."""
    price = total(s.price_sek for s in lines if s.price_sek is not None)
    kg = total(s.kg_co2e for s in lines if s.kg_co2e is not None)
    waste = total(s.waste_sek for s in lines)
    offer = replace(offer, price_sek=price, kg_co2e=kg, waste_sek=waste)
    totals = totals_of(offer)
    if totals is None:
        return offer
    value = models.value(totals, rule, lot)
    points = value.points
    return replace(
        offer,
        carbon_cost_sek=value.carbon_cost_sek,
        comparison_sum_sek=value.comparison_sum_sek,
        points=None if points is None else _shown(points),
        above_ceiling=models.above_ceiling(totals, rule, lot),
    )


def totals_of(offer: RankedOffer) -> Totals | None:
    """Return what the rule needs to know of an offer; None when something is missing."""
    if offer.price_sek is None or offer.kg_co2e is None or offer.markups_sek is None:
        return None
    return Totals(
        price_sek=offer.price_sek,
        kg_co2e=offer.kg_co2e,
        markups_sek=offer.markups_sek,
        waste_sek=offer.waste_sek,
    )


def _shown(points: Fraction) -> Decimal:
    return (Decimal(points.numerator) / Decimal(points.denominator)).quantize(_POINTS)


def _by_stage(
    lines: Sequence[LineScore], stage_kg: Mapping[str, Mapping[Stage, Decimal]]
) -> dict[Stage, Decimal]:
    parts: dict[Stage, list[Decimal]] = {}
    for score in lines:
        for stage, kg in stage_kg.get(score.id, {}).items():
            parts.setdefault(stage, []).append(times(score.quantity, kg))
    return {stage: total(parts[stage]) for stage in STAGES if stage in parts}


def _ranked(offers: Sequence[RankedOffer], rule: Evaluation, lot: str) -> list[RankedOffer]:
    """Return offers in the order of the rule, with competition ranks (1, 2, 2, 4).

    A tie is settled by the published rule, or left tied for the lot to be drawn. The order of
    equal offers in the list is alphabetical and means nothing.
    """
    known = [(offer, totals_of(offer)) for offer in offers]
    keyed = [(models.order(totals, rule, lot), offer) for offer, totals in known if totals]
    keyed.sort(key=lambda one: (one[0], one[1].supplier))
    keys = [key for key, _ in keyed]
    return [
        replace(offer, rank=keys.index(key) + 1, tied=keys.count(key) > 1) for key, offer in keyed
    ]
