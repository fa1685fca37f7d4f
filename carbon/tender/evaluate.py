"""The award: comparison sums, ranks, ties and switch prices, in exact decimals.

Model M1, monetised quality (mervärdesmodell): `J = P + c·E`, lowest wins. Each offer's sum
depends on that offer and the published rule only; no other offer, no clamp, no hidden constant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from carbon.library.records import STAGES, Stage
from carbon.tender.coverage import Coverages
from carbon.tender.records import (
    Evaluation,
    LineScore,
    Lot,
    LotResult,
    RankedOffer,
    SwitchPrice,
)

_ZERO = Decimal(0)


def comparison_sum(
    price_sek: Decimal, kg_co2e: Decimal, carbon_price_sek_per_kg: Decimal
) -> Decimal:
    """Return J = P + c·E in SEK.

    >>> comparison_sum(Decimal(1060000), Decimal(38000), Decimal("3.00"))
    Decimal('1174000.00')
    """
    return price_sek + carbon_price_sek_per_kg * kg_co2e


def switch_price(first: RankedOffer, second: RankedOffer) -> SwitchPrice:
    """Return the carbon price at which two complete offers tie: c* = (P2 - P1) / (E1 - E2).

    None when they tie at no price >= 0: one is better on both counts, or they emit the same.
    """
    none = SwitchPrice(first=first.supplier, second=second.supplier, sek_per_kg=None)
    if first.price_sek is None or second.price_sek is None:
        return none
    if first.kg_co2e is None or second.kg_co2e is None:
        return none
    difference = first.kg_co2e - second.kg_co2e
    if difference == 0:
        return none
    price = (second.price_sek - first.price_sek) / difference
    if price < 0:
        return none
    return SwitchPrice(first=first.supplier, second=second.supplier, sek_per_kg=price)


def evaluate_lot(
    lot: Lot,
    scores: Mapping[str, Sequence[LineScore]],
    *,
    rule: Evaluation,
    stage_kg: Mapping[str, Mapping[Stage, Decimal]],
    coverages: Mapping[str, Coverages],
) -> LotResult:
    """Return the ranking of one lot.

    `scores` holds the lines of each supplier in this lot, `stage_kg` the footprint of each
    offered product per announced unit. A supplier without a complete score on every line keeps
    its lines and gets no sum and no rank.
    """
    carbon_price = rule.carbon_price_by_lot.get(lot.id, rule.carbon_price_sek_per_kg)
    offers = [
        _offer(lot, supplier, lines, carbon_price, stage_kg, coverages.get(supplier))
        for supplier, lines in sorted(scores.items())
    ]
    ranked = _ranked([o for o in offers if o.comparison_sum_sek is not None], rule.tie_rule)
    complete = tuple(ranked)
    return LotResult(
        lot=lot,
        carbon_price_sek_per_kg=carbon_price,
        ranking=complete + tuple(o for o in offers if o.comparison_sum_sek is None),
        switch_prices=tuple(switch_price(a, b) for a, b in combinations(complete, 2)),
    )


def _offer(
    lot: Lot,
    supplier: str,
    lines: Sequence[LineScore],
    carbon_price: Decimal,
    stage_kg: Mapping[str, Mapping[Stage, Decimal]],
    coverages: Coverages | None,
) -> RankedOffer:
    complete = {score.line.number for score in lines if score.complete}
    missing = tuple(line.number for line in lot.lines if line.number not in complete)
    price = kg = cost = total = None
    if not missing:
        price = sum((s.price_sek for s in lines if s.price_sek is not None), _ZERO)
        kg = sum((s.kg_co2e for s in lines if s.kg_co2e is not None), _ZERO)
        cost = carbon_price * kg
        total = comparison_sum(price, kg, carbon_price)
    return RankedOffer(
        supplier=supplier,
        rank=None,
        price_sek=price,
        kg_co2e=kg,
        carbon_cost_sek=cost,
        comparison_sum_sek=total,
        stage_kg=_by_stage(lines, stage_kg),
        lines=tuple(lines),
        missing_lines=missing,
        coverage_co2e=coverages.co2e if coverages else None,
        coverage_mass=coverages.mass if coverages else None,
        coverage_money=coverages.money if coverages else None,
    )


def _by_stage(
    lines: Sequence[LineScore], stage_kg: Mapping[str, Mapping[Stage, Decimal]]
) -> dict[Stage, Decimal]:
    totals: dict[Stage, Decimal] = {}
    for score in lines:
        for stage, kg in stage_kg.get(score.id, {}).items():
            totals[stage] = totals.get(stage, _ZERO) + score.line.quantity * kg
    return {stage: totals[stage] for stage in STAGES if stage in totals}


def _ranked(offers: Sequence[RankedOffer], tie_rule: str) -> list[RankedOffer]:
    """Return offers in order of comparison sum, with competition ranks (1, 2, 2, 4).

    A tie is settled by the published rule: the lowest price, or left tied for the lot to be
    drawn. The order of equal offers in the list is alphabetical and means nothing.
    """

    def key(offer: RankedOffer) -> tuple[Decimal, Decimal]:
        total = offer.comparison_sum_sek if offer.comparison_sum_sek is not None else _ZERO
        price = offer.price_sek if offer.price_sek is not None else _ZERO
        return (total, price if tie_rule == "lowest_price" else _ZERO)

    ordered = sorted(offers, key=lambda offer: (key(offer), offer.supplier))
    keys = [key(offer) for offer in ordered]
    return [
        _with_rank(offer, keys.index(key(offer)) + 1, tied=keys.count(key(offer)) > 1)
        for offer in ordered
    ]


def _with_rank(offer: RankedOffer, rank: int, *, tied: bool) -> RankedOffer:
    return replace(offer, rank=rank, tied=tied)
