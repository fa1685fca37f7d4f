"""The same proceedings with every masked figure and word of the others changed.

A document that hides what it must comes out the same, to the letter, from both (EQ-27); a search
for the masked figures in the text would be fooled by the same figure standing there rightly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from carbon.footprint.records import LineInput, Proof
from carbon.intake.records import Offer, OfferedProduct
from carbon.tender.protocol.masks import Masks
from carbon.tender.protocol.proceedings import Proceedings
from carbon.tender.records import LineScore, LotResult, RankedOffer, SwitchPrice

_OTHER = Decimal("1234567.891011")  # any amount would do
_WORDS = "ANNAN UPPGIFT"
Hidden = Callable[[str], bool]  # whether a field is masked


def tainted(of: Proceedings, reader: str) -> Proceedings:
    """Return the proceedings with what is masked for a reader replaced by something else."""
    masks = of.masks_for(reader)
    assessment = replace(
        of.assessment,
        offers=tuple(_offer(one, masks, _lots(of)) for one in of.assessment.offers),
        lots=tuple(_lot(one, masks) for one in of.assessment.lots),
        inputs=tuple(_input(one, masks, _owners(of)) for one in of.assessment.inputs),
    )
    procedure = of.procedure

    def hidden(supplier: str, field: str, lot: str) -> bool:
        return masks.mark(supplier, field, lot) is not None

    changed = replace(
        procedure,
        checks=tuple(
            replace(one, reason=_WORDS, provision=_WORDS)
            if hidden(one.supplier, "checks", one.lot)
            else one
            for one in procedure.checks
        ),
        clarifications=tuple(
            replace(one, question=_WORDS, answer=_WORDS, before=_WORDS, after=_WORDS)
            if hidden(one.supplier, "clarifications", one.lot)
            else one
            for one in procedure.clarifications
        ),
        screening=tuple(
            replace(one, question=_WORDS, answer=_WORDS, reason=_WORDS)
            if hidden(one.supplier, "screening", one.lot)
            else one
            for one in procedure.screening
        ),
        verification=tuple(
            replace(one, what=_WORDS, why=_WORDS, result=_WORDS)
            if hidden(one.supplier, "verification", one.lot)
            else one
            for one in procedure.verification
        ),
    )
    return replace(of, assessment=assessment, procedure=changed)


def _lot(result: LotResult, masks: Masks) -> LotResult:
    id_ = result.lot.id

    def compared(one: SwitchPrice) -> bool:
        pair = (one.first, one.second)
        return any(masks.mark(name, "comparison", id_) is not None for name in pair)

    return replace(
        result,
        ranking=tuple(_ranked(one, masks, id_) for one in result.ranking),
        switch_prices=tuple(
            replace(one, sek_per_kg=_OTHER) if compared(one) else one
            for one in result.switch_prices
        ),
    )


def _ranked(offer: RankedOffer, masks: Masks, lot: str) -> RankedOffer:
    def hidden(field: str) -> bool:
        return masks.mark(offer.supplier, field, lot) is not None

    if hidden("price"):
        offer = replace(offer, price_sek=_other(offer.price_sek))
    if hidden("footprint"):
        carbon = _other(offer.carbon_cost_sek)
        offer = replace(offer, kg_co2e=_other(offer.kg_co2e), carbon_cost_sek=carbon)
    if hidden("stages"):
        offer = replace(
            offer, stage_kg={stage: kg + _OTHER for stage, kg in offer.stage_kg.items()}
        )
    if hidden("judgements"):
        offer = replace(
            offer,
            markups_sek=_other(offer.markups_sek),
            judgements=tuple(
                replace(one, amount_sek=one.amount_sek + _OTHER, why=_WORDS, evidence=_WORDS)
                for one in offer.judgements
            ),
        )
    if hidden("sum"):
        offer = replace(
            offer,
            comparison_sum_sek=_other(offer.comparison_sum_sek),
            waste_sek=offer.waste_sek + _OTHER,
            points=_other(offer.points),
        )
    return replace(offer, lines=tuple(_line(one, hidden) for one in offer.lines))


def _line(score: LineScore, hidden: Hidden) -> LineScore:
    if hidden("line_prices"):
        score = replace(
            score,
            price_sek=_other(score.price_sek),
            price_sek_per_unit=_other(score.price_sek_per_unit),
        )
    if hidden("line_footprints"):
        kg, unit = _other(score.kg_co2e), _other(score.kg_co2e_per_unit)
        score = replace(score, kg_co2e=kg, kg_co2e_per_unit=unit)
    if hidden("products"):
        score = replace(score, product=_WORDS, match_method="none")
    return score


def _owners(of: Proceedings) -> Mapping[str, tuple[str, str]]:
    """Return supplier and lot of each offered product that stands on a line."""
    return {
        score.id: (score.supplier, result.lot.id)
        for result in of.assessment.lots
        for offer in result.ranking
        for score in offer.lines
    }


def _input(one: LineInput, masks: Masks, owners: Mapping[str, tuple[str, str]]) -> LineInput:
    supplier, lot = owners.get(one.id, ("", ""))
    if one.proof is None or masks.mark(supplier, "evidence", lot) is None:
        return one
    return replace(one, proof=Proof(file=_WORDS, sha256=_WORDS, level=1, digest=_WORDS))


def _other(value: Decimal | None) -> Decimal | None:
    return None if value is None else value + _OTHER


def _lots(of: Proceedings) -> Mapping[str, str]:
    """Return the lot of each offered product that stands on a line."""
    return {
        score.id: result.lot.id
        for result in of.assessment.lots
        for offer in result.ranking
        for score in offer.lines
    }


def _offer(offer: Offer, masks: Masks, lots: Mapping[str, str]) -> Offer:
    return replace(offer, products=tuple(_product(one, masks, lots) for one in offer.products))


def _product(one: OfferedProduct, masks: Masks, lots: Mapping[str, str]) -> OfferedProduct:
    lot = lots.get(one.id)
    if lot is None:
        return one  # on no line: nothing shows it
    if masks.mark(one.supplier, "products", lot) is not None:
        one = replace(one, offered_name=_WORDS, brand=_WORDS, article_number=_WORDS)
    if masks.mark(one.supplier, "evidence", lot) is not None and one.footprint is not None:
        one = replace(one, footprint=replace(one.footprint, evidence=_WORDS, evidence_level=1))
    if masks.mark(one.supplier, "line_prices", lot) is not None:
        one = replace(one, price=_other(one.price))
    return one
