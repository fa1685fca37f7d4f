"""What can be computed of a public edition: sums, ranks and ties whose parts stand open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from carbon.audit.records import Finding, Step, Verdict
from carbon.audit.redaction_csv import file_of
from carbon.audit.redaction_tables import OFFERS
from carbon.outputs.public_records import Edition, PublicLot, PublicRow
from carbon.tender import models
from carbon.tender.exact import times
from carbon.tender.models import Totals
from carbon.tender.records import Evaluation

_POINTS = Decimal("0.000001")
_Order = tuple[Fraction, Decimal]


def findings(edition: Edition, rule: Evaluation) -> tuple[list[Finding], int]:
    """Return every open figure that contradicts the others, and how many were computed anew."""
    found, count = [], 0
    for lot in edition.lots:
        for offer in lot.offers:
            for name, was, is_ in figures(offer, rule, lot.id):
                count += 1
                if was != is_:
                    found.append(_finding(lot, offer, name, _text(was), _text(is_)))
        ordered = list(_ranks(lot, rule))
        count += len(ordered)
        found += [one for one in ordered if one is not None]
    return found, count


def figures(
    offer: PublicRow, rule: Evaluation, lot: str
) -> Iterator[tuple[str, Decimal | None, Decimal | None]]:
    """Yield name, value as stated and value as computed of what follows from open figures."""
    totals = _totals(offer)
    kg = offer.decimal("kg_co2e")
    if totals is None:
        stated = offer.decimal("carbon_cost_sek")
        if kg is not None and stated is not None:
            yield "carbon_cost_sek", stated, times(models.carbon_price(rule, lot), kg)
        return
    value = models.value(totals, rule, lot)
    points = None if value.points is None else shown(value.points)
    computed = {
        "carbon_cost_sek": value.carbon_cost_sek,
        "comparison_sum_sek": value.comparison_sum_sek,
        "points": points,
    }
    for name, now in computed.items():
        if not offer.cells[name].mask:
            yield name, offer.decimal(name), now


def shown(points: Fraction) -> Decimal:
    """Return points as the results show them."""
    return (Decimal(points.numerator) / Decimal(points.denominator)).quantize(_POINTS)


def _totals(offer: PublicRow) -> Totals | None:
    price, kg = offer.decimal("price_sek"), offer.decimal("kg_co2e")
    waste, markups = offer.decimal("waste_sek"), offer.decimal("markups_sek")
    if price is None or kg is None or waste is None or markups is None:
        return None
    return Totals(price_sek=price, kg_co2e=kg, markups_sek=markups, waste_sek=waste)


def _ranks(lot: PublicLot, rule: Evaluation) -> Iterator[Finding | None]:
    """Yield for every offer whose totals stand open whether its rank can be right.

    A masked offer may stand anywhere: each of them widens what a rank can be by one.
    """
    keys: list[tuple[PublicRow, _Order]] = []
    for offer in lot.offers:
        totals = _totals(offer)
        if totals is None:
            continue
        if models.above_ceiling(totals, rule, lot.id):
            yield _without(lot, offer)
        else:
            keys.append((offer, models.order(totals, rule, lot.id)))
    hidden = sum(_totals(offer) is None for offer in lot.ranked)
    for offer, key in keys:
        yield _rank(lot, offer, key, [other for _, other in keys], hidden)
    yield from _order(lot, keys)


def _without(lot: PublicLot, offer: PublicRow) -> Finding | None:
    rank = offer.cells["rank"].value
    return _finding(lot, offer, "rank", rank, "–") if rank else None


def _rank(
    lot: PublicLot, offer: PublicRow, key: _Order, keys: Sequence[_Order], hidden: int
) -> Finding | None:
    lowest = 1 + sum(other < key for other in keys)
    said = offer.cells["rank"].value
    if not said or not lowest <= int(said) <= lowest + hidden:
        return _finding(lot, offer, "rank", said or "–", str(lowest))
    tied = "yes" if keys.count(key) > 1 else "no"
    told = offer.cells["tied"].value
    if told != tied and (tied == "yes" or not hidden):
        return _finding(lot, offer, "tied", told, tied)
    return None


def _order(lot: PublicLot, keys: Sequence[tuple[PublicRow, _Order]]) -> Iterator[Finding | None]:
    placed = sorted(keys, key=lambda one: one[1])
    for (one, first), (two, second) in pairwise(placed):
        ranks = [int(row.cells["rank"].value or 0) for row in (one, two)]
        right = ranks[0] == ranks[1] if first == second else ranks[0] < ranks[1]
        if not right:
            yield _finding(lot, two, "rank", str(ranks[1]), str(ranks[0] + 1))


def _finding(lot: PublicLot, offer: PublicRow, figure: str, old: str, new: str) -> Finding:
    return Finding(
        step=Step.ARITHMETIC, verdict=Verdict.DIFFERS, code="public-figure-differs",
        file=f"data/{file_of(OFFERS)}", lot=lot.id, offer=offer.supplier, figure=figure,
        old=old, new=new,
    )  # fmt: skip


def _text(value: Decimal | None) -> str:
    return "–" if value is None else str(value)
