"""The figures of the protocol: inputs of each tender, and results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from carbon import language
from carbon.footprint.records import Proof
from carbon.intake.records import OfferedProduct
from carbon.library.records import Stage
from carbon.outputs import flows, ownfiles, terms
from carbon.outputs.flows import Flow
from carbon.outputs.publication_page import Block, tabled, text
from carbon.outputs.records_page import KRONOR, Shown, name
from carbon.outputs.tables import Cell, dash, outside, table, words
from carbon.tender.records import LineScore, LotResult

_KRONOR = 2  # decimals of an amount in a sentence


def inputs(shown: Shown) -> list[Block]:
    """Return what each tender was counted on: price, footprint, proof, who checked it."""
    assessment = shown.of.assessment
    by_line = flows.by_line(assessment.footprint)
    offered = {one.id: one for offer in assessment.offers for one in offer.products}
    proofs = ownfiles.proofs(assessment)
    blocks = [text(shown.word("inputs-text"))]
    for result in assessment.lots:
        for offer in result.ranking:
            rows = [
                _input(
                    shown,
                    score,
                    offered.get(score.id),
                    proofs.get(score.id),
                    by_line.get(score.id, ()),
                )
                for score in offer.lines
            ]
            heads = (
                "line",
                "product",
                "price-unit",
                "kg-unit",
                "level",
                "proof",
                "basis",
                "checked",
            )
            names = {"supplier": name(offer.supplier), "lot": name(result.lot.id)}
            caption = shown.word("inputs-caption", **names)
            headers = [shown.word(f"h-{head}") for head in heads]
            blocks.append(tabled(table(caption, headers, rows)))
    return blocks


def _input(
    shown: Shown,
    score: LineScore,
    offered: OfferedProduct | None,
    file: Proof | None,
    lines: Sequence[Flow],
) -> tuple[Cell, ...]:
    supplier, lot = score.supplier, score.line.lot
    product = score.line.name if offered is None else offered.offered_name
    declared = None if offered is None else offered.footprint
    level = "–" if declared is None else str(declared.evidence_level)
    proof = "–" if declared is None else declared.evidence
    if file is not None:  # it counts in place of a value stated beside it
        level, proof = str(file.level), ownfiles.proof_text(file, shown.lang)
    basis = flows.production_basis(lines) if lines else None
    return (
        outside(f"{score.line.number} {score.line.name}", head=True),
        shown.told(product or shown.word("missing"), supplier, "products", lot),
        shown.cell(score.price_sek_per_unit, supplier, "line_prices", lot, least=KRONOR),
        shown.cell(score.kg_co2e_per_unit, supplier, "line_footprints", lot),
        shown.told(level, supplier, "evidence", lot),
        shown.told(proof, supplier, "evidence", lot),
        words(shown.word("missing") if basis is None else terms.basis(basis, shown.lang)),
        outside(_checked(shown, score)),
    )


def _checked(shown: Shown, score: LineScore) -> str:
    """Return who checked what stands on a line."""
    who = [
        one.who
        for one in shown.of.procedure.verification
        if one.supplier == score.supplier
        and one.lot in ("", score.line.lot)
        and one.line in ("", score.line.number)
    ]
    return ", ".join(dict.fromkeys(who)) or "–"


def results(shown: Shown) -> list[Block]:
    """Return P, E by stage, c·E, J and the rank; sums are shown to the öre and 0.01 kg."""
    blocks = [text(shown.word("results-text"))]
    for result in shown.of.assessment.lots:
        blocks.append(_totals(shown, result))
        blocks.append(_stages(shown, result))
    return blocks


def _totals(shown: Shown, result: LotResult) -> Block:
    rule, lot = shown.of.assessment.tender.evaluation, result.lot.id
    extra = [key for key, needed in (("waste", rule.life_cycle_cost is not None),
                                     ("markups", bool(rule.criteria)),
                                     ("points", rule.model == "M3")) if needed]  # fmt: skip
    rows = []
    for offer in result.ranking:
        who = offer.supplier
        more: Mapping[str, tuple[Decimal | None, str]] = {
            "waste": (offer.waste_sek, "sum"),
            "markups": (offer.markups_sek, "judgements"),
            "points": (offer.points, "sum"),
        }
        rows.append(
            (
                words(str(offer.rank) if offer.rank else "–"),
                outside(who, head=True),
                shown.total(offer.price_sek, who, "price", lot),
                shown.total(offer.kg_co2e, who, "footprint", lot),
                shown.total(offer.carbon_cost_sek, who, "footprint", lot),
                *(_extra(shown, key, *more[key], who, lot) for key in extra),
                shown.total(offer.comparison_sum_sek, who, "sum", lot),
            )
        )
    heads = ("rank", "supplier", "price", "kg", "carbon", *extra, "sum")
    block = shown.table("totals", heads, rows)
    return _captioned(shown, block, result)


def _extra(shown: Shown, key: str, value: Decimal | None, field: str, who: str, lot: str) -> Cell:
    told = shown.cell if key == "points" else shown.total
    return told(value, who, field, lot)


def _captioned(shown: Shown, block: Block, result: LotResult) -> Block:
    if block.table is None:
        return block
    price = language.number(result.carbon_price_sek_per_kg, shown.lang, _KRONOR)
    lot = shown.word("in-lot", lot=terms.lot_name(result.lot), price=price)
    return replace(block, table=replace(block.table, caption=f"{block.table.caption} {lot}"))


def _stages(shown: Shown, result: LotResult) -> Block:
    complete = [offer for offer in result.ranking if offer.kg_co2e is not None]
    used = {stage for offer in complete for stage in offer.stage_kg}
    stages = [stage for stage in Stage if stage in used]
    rows = [
        (
            words(terms.stage(stage, shown.lang)),
            *(
                shown.total(offer.stage_kg[stage], offer.supplier, "stages", result.lot.id)
                if stage in offer.stage_kg
                else dash()
                for offer in complete
            ),
        )
        for stage in stages
    ]
    headers = [shown.word("h-stage"), *(name(offer.supplier) for offer in complete)]
    caption = shown.word("stages-caption", lot=name(result.lot.id))
    return tabled(table(caption, headers, rows))
