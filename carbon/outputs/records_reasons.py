"""The relative advantages of the winning tender in words, derived from the figures beside it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from carbon import language
from carbon.intake.procedure_records import Mark
from carbon.outputs import terms
from carbon.outputs.records_page import Shown, ground, name
from carbon.tender.evaluate import applying
from carbon.tender.protocol.award import LotAward
from carbon.tender.records import Criterion, RankedOffer

_KRONOR = 2  # decimals of an amount in a sentence
_KILOGRAMS = 1


def reasons(shown: Shown, own: RankedOffer, winner: RankedOffer, lot: LotAward) -> Iterator[str]:
    """Yield what speaks for and against the winner beside the receiver's own offer.

    Whatever is masked of the winner is left out here; the mark's own description stands above.
    """
    id_ = lot.result.lot.id
    if own.rank is None:
        yield shown.word("reason-no-rank")
    elif lot.out(own.supplier):
        yield shown.word("reason-rejected")
    else:
        yield shown.word("reason-ranks", own=own.rank, winner=winner.rank or 0)
    yield from _price(shown, own, winner, id_)
    yield from _climate(shown, own, winner, id_)
    for criterion in applying(shown.of.assessment.tender.evaluation.criteria, id_):
        yield from _criterion(shown, criterion, own, winner, id_)
    yield from _sum(shown, own, winner, id_)
    if winner.tied:
        yield shown.word("reason-tied")


def _sentence(
    shown: Shown, key: str, own: Decimal | None, winner: Decimal | None, decimals: int
) -> str:
    """Return how much lower or higher the winner is; `key` has the words -lower, -higher, -same."""
    if own is None or winner is None:
        return shown.word(f"{key}-alone", value=_number(shown, winner, decimals))
    way = "lower" if winner < own else "higher" if winner > own else "same"
    return shown.word(f"{key}-{way}", difference=_number(shown, abs(winner - own), decimals))


def _number(shown: Shown, value: Decimal | None, decimals: int) -> str:
    if value is None:
        return shown.word("missing")
    return language.number(value, shown.lang, decimals)


def _price(shown: Shown, own: RankedOffer, winner: RankedOffer, lot: str) -> Iterator[str]:
    if shown.mark(winner.supplier, "price", lot) is None:
        yield _sentence(shown, "reason-price", own.price_sek, winner.price_sek, _KRONOR)


def _climate(shown: Shown, own: RankedOffer, winner: RankedOffer, lot: str) -> Iterator[str]:
    if shown.mark(winner.supplier, "footprint", lot) is not None:
        return
    yield _sentence(shown, "reason-climate", own.kg_co2e, winner.kg_co2e, _KILOGRAMS)
    first, second = own.carbon_cost_sek, winner.carbon_cost_sek
    if first is not None and second is not None and first != second:
        worth = _number(shown, abs(first - second), _KRONOR)
        yield shown.word("reason-worth", worth=worth)
    if shown.mark(winner.supplier, "stages", lot) is None:
        yield from _stage(shown, own, winner)


def _stage(shown: Shown, own: RankedOffer, winner: RankedOffer) -> Iterator[str]:
    """Yield the stage in which the two differ most."""
    if own.kg_co2e is None or winner.kg_co2e is None:
        return
    zero = Decimal(0)
    differences = [
        (own.stage_kg.get(stage, zero) - winner.stage_kg.get(stage, zero), stage)
        for stage in dict.fromkeys((*own.stage_kg, *winner.stage_kg))
    ]
    if not differences:
        return
    most, stage = max(differences, key=lambda one: (abs(one[0]), one[1]))
    if most != 0:
        way = "lower" if most > 0 else "higher"
        kg = _number(shown, abs(most), _KILOGRAMS)
        yield shown.word(f"reason-stage-{way}", stage=terms.stage(stage, shown.lang), kg=kg)


def _criterion(
    shown: Shown, criterion: Criterion, own: RankedOffer, winner: RankedOffer, lot: str
) -> Iterator[str]:
    if shown.mark(winner.supplier, "judgements", lot) is not None:
        return
    amounts = [
        next((one.amount_sek for one in offer.judgements if one.criterion == criterion.id), None)
        for offer in (own, winner)
    ]
    yield shown.word(
        "reason-criterion",
        title=name(criterion.title),
        own=_number(shown, amounts[0], _KRONOR),
        winner=_number(shown, amounts[1], _KRONOR),
    )


def _sum(shown: Shown, own: RankedOffer, winner: RankedOffer, lot: str) -> Iterator[str]:
    if shown.mark(winner.supplier, "sum", lot) is not None:
        return
    if shown.of.assessment.tender.evaluation.model == "M3":
        yield _sentence(shown, "reason-points", own.points, winner.points, _KRONOR)
        return
    first, second = own.comparison_sum_sek, winner.comparison_sum_sek
    yield _sentence(shown, "reason-sum", first, second, _KRONOR)


def masked_because(shown: Shown, mark: Mark) -> str:
    """Return which data are masked, on what ground, why, and what can be said instead."""
    return shown.word(
        "masked-because",
        field=shown.word(f"field-{mark.field}"),
        ground=ground(mark.ground, shown.lang),
        reason=terms.shown(mark.reason),
        description=terms.shown(mark.description),
    )
