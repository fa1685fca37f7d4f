"""What hangs on the names that two officers decided differently.

The tender is scored twice, with each officer's answers. Every offered product's score rests on its
own match alone, so one name is tried by exchanging the lines that bear it and ranking again,
everything else equal, among each officer's other answers.

Offers are numbers and sizes have no sign: whoever settles a name sees how much hangs on it, which
is why it is looked at first, and not whom an answer would favour.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from carbon.matching.officers import Both
from carbon.matching.records import Decision
from carbon.tender.evaluate import evaluate_lot
from carbon.tender.records import Assessment, Evaluation, LotResult, RankedOffer, Tender

Assess = Callable[[Sequence[Decision]], Assessment]
_Trial = tuple[LotResult, LotResult]  # a lot as it is, and with one name's lines exchanged
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtStake:
    """How far one offer's figures lie apart between two answers, in one lot; never negative."""

    lot: str
    offer: int  # a number that stands for the supplier, the same throughout a tender
    kg_co2e: Decimal | None  # of E; None: one of the answers leaves a line without a figure
    comparison_sum_sek: Decimal | None  # of J; None: no sum to compare
    without_sum: bool  # the offer has a sum with one answer and none with the other


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What hangs on one name."""

    both: Both
    at_stake: tuple[AtStake, ...]
    order_changes: tuple[str, ...]  # lots
    winner_changes: tuple[str, ...]  # lots


def effects(
    differing: Sequence[Both],
    settled: Sequence[Decision],
    assess: Assess,
) -> tuple[Effect, ...]:
    """Return what hangs on each name, the name that matters most first.

    `settled` are decisions that stand whatever is answered here; `assess` scores the tender with
    the decisions that it is given and nothing else changed.
    """
    if not differing:
        return ()
    first = assess([*settled, *(one.first for one in differing)])
    second = assess([*settled, *(one.second for one in differing)])
    found = [_effect(one, first, second) for one in differing]
    return tuple(sorted(found, key=_weight))


def _weight(effect: Effect) -> tuple[int, int, int, Decimal, str]:
    without = sum(1 for one in effect.at_stake if one.without_sum)
    sums = [one.comparison_sum_sek for one in effect.at_stake if one.comparison_sum_sek is not None]
    return (
        -len(effect.winner_changes),
        -len(effect.order_changes),
        -without,
        -max(sums, default=_ZERO),
        effect.both.key,
    )


def _effect(both: Both, first: Assessment, second: Assessment) -> Effect:
    touched = {id_ for id_, one in first.wanted.items() if one.key == both.key}
    numbers = offer_numbers(first.tender, [one.supplier for one in first.offers])
    at_stake: list[AtStake] = []
    order, winner = [], []
    for one, other in zip(first.lots, second.lots, strict=True):
        trials = [
            (here, _exchanged(here, there, touched, first.tender.evaluation))
            for here, there in ((one, other), (other, one))
        ]
        at_stake += _at_stake(trials, touched, numbers)
        if any(_order(a) != _order(b) for a, b in trials):
            order.append(one.lot.id)
        if any(_winners(a) != _winners(b) for a, b in trials):
            winner.append(one.lot.id)
    return Effect(
        both=both,
        at_stake=tuple(at_stake),
        order_changes=tuple(order),
        winner_changes=tuple(winner),
    )


def offer_numbers(tender: Tender, suppliers: Sequence[str]) -> Mapping[str, int]:
    """Return a number for each supplier that says nothing about its name or its place in a list."""

    def scattered(supplier: str) -> str:
        return hashlib.sha256(f"{tender.sha256}\n{supplier}".encode()).hexdigest()

    ordered = sorted(set(suppliers), key=scattered)
    return {supplier: number for number, supplier in enumerate(ordered, start=1)}


def _exchanged(here: LotResult, there: LotResult, touched: set[str], rule: Evaluation) -> LotResult:
    """Return a lot ranked again with the lines that bear a name taken from another assessment."""
    other = {line.id: line for offer in there.ranking for line in offer.lines}
    lines = {
        offer.supplier: [other[line.id] if line.id in touched else line for line in offer.lines]
        for offer in here.ranking
    }
    return evaluate_lot(
        here.lot,
        lines,
        rule=rule,
        stage_kg={},
        coverages={},
        judgements=[one for offer in here.ranking for one in offer.judgements],
    )


def _order(result: LotResult) -> tuple[tuple[str, int], ...]:
    return tuple((one.supplier, one.rank) for one in result.ranking if one.rank is not None)


def _winners(result: LotResult) -> frozenset[str]:
    return frozenset(supplier for supplier, rank in _order(result) if rank == 1)


def _at_stake(
    trials: Sequence[_Trial], touched: set[str], numbers: Mapping[str, int]
) -> list[AtStake]:
    here, there = trials[0]
    found = []
    for offer in here.ranking:
        if any(line.id in touched and not line.line.optional for line in offer.lines):
            sums = [_sums(trial, offer.supplier) for trial in trials]
            known = [abs(a - b) for a, b in sums if a is not None and b is not None]
            found.append(
                AtStake(
                    lot=here.lot.id,
                    offer=numbers[offer.supplier],
                    kg_co2e=_kg_apart(offer, _of(there, offer.supplier), touched),
                    comparison_sum_sek=max(known, default=None),
                    without_sum=any((a is None) != (b is None) for a, b in sums),
                )
            )
    return sorted(found, key=lambda each: each.offer)


def _of(result: LotResult, supplier: str) -> RankedOffer:
    return next(offer for offer in result.ranking if offer.supplier == supplier)


def _sums(trial: _Trial, supplier: str) -> tuple[Decimal | None, Decimal | None]:
    first, second = (_of(result, supplier).comparison_sum_sek for result in trial)
    return first, second


def _kg_apart(here: RankedOffer, there: RankedOffer, touched: set[str]) -> Decimal | None:
    """Return how far apart two footprints of the touched lines lie; None when one is unknown."""
    other = {line.id: line for line in there.lines}
    total = _ZERO
    for line in here.lines:
        if line.id not in touched or line.line.optional:
            continue
        kg = other[line.id].kg_co2e
        if line.kg_co2e is None or kg is None:
            return None
        total += kg - line.kg_co2e
    return abs(total)
