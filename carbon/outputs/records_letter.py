"""The reasons letter to one supplier (LOU 12:12): its own sum, the winner's, and why."""

from __future__ import annotations

from collections.abc import Iterator

from carbon import language
from carbon.outputs import publication_rule, records_reasons, rules, terms
from carbon.outputs.publication_page import Block, Page, Section, formula, listed, text
from carbon.outputs.records_closing import awarded, rejected, standstill_blocks
from carbon.outputs.records_page import KRONOR, Shown, name, page
from carbon.outputs.tables import outside, words
from carbon.tender import models
from carbon.tender.protocol.award import LotAward, Rejection
from carbon.tender.records import LineScore, LotResult, RankedOffer

_FORMULAS = {"M1": "J = P + c · E", "M2": "J = P + H + c · E"}


def letter(shown: Shown, supplier: str) -> Page:
    """Return the letter to a supplier; `shown` hides what is masked of the others."""
    tender = shown.of.assessment.tender
    lots = [lot for lot in shown.of.awards if _own(lot.result, supplier) is not None]
    sections = [
        shown.section("letter-decision", _decision(shown, lots or shown.of.awards)),
        shown.section("letter-rule", _rule(shown, lots)),
    ]
    for number, lot in enumerate(lots, start=1):
        sections += _lot(shown, lot, supplier, number)
    sections += [
        shown.section("letter-rejected", _rejected(shown, supplier, lots)),
        shown.section("letter-standstill", _standstill(shown)),
        shown.section("letter-sent", _sent(shown, supplier)),
    ]
    return page(
        shown,
        title=shown.word("letter-title", title=name(tender.title)),
        lead=shown.word("letter-lead", supplier=name(supplier)),
        sections=sections,
    )


def _own(result: LotResult, supplier: str) -> RankedOffer | None:
    return next((one for one in result.ranking if one.supplier == supplier), None)


def _decision(shown: Shown, lots: list[LotAward] | tuple[LotAward, ...]) -> list[Block]:
    made = shown.of.procedure.decision
    if made is None:
        return [shown.lacking()]
    who, mandate = name(made.who), name(made.mandate)
    return [
        text(shown.word("decision-text", when=made.when, who=who, mandate=mandate)),
        listed(awarded(shown, lot) for lot in lots),
    ]


def _rule(shown: Shown, lots: list[LotAward]) -> list[Block]:
    """Return criteria, formula, parameters and the hash of the pack, as published."""
    assessment, lang = shown.of.assessment, shown.lang
    rule = assessment.tender.evaluation
    shape = _FORMULAS.get(rule.model) or language.word("publish-formula-points", lang)
    if rule.criteria and rule.model in _FORMULAS:
        shape += " + M"
    prices = [
        shown.word(
            "letter-price",
            lot=name(lot.result.lot.id),
            price=terms.reader_decimal(models.carbon_price(rule, lot.result.lot.id), lang),
        )
        for lot in lots
    ]
    blocks = [
        text(rules.in_full(rule, lang)),
        formula(shape),
        text(shown.word("letter-basis", basis=publication_rule.basis(rule, lang))),
        listed(prices) if prices else None,
        *(text(f"{head}: {said}") for head, said in rules.notes(assessment, lang)),
        text(language.word(f"outputs-tie-{rule.tie_rule}", lang)),
        text(shown.word("letter-pack", sha=assessment.pack_sha256)),
        text(shown.word("rounded-text")),
    ]
    return [block for block in blocks if block is not None]


def _lot(shown: Shown, lot: LotAward, supplier: str, number: int) -> Iterator[Section]:
    own = _own(lot.result, supplier)
    if own is None:
        return
    heading = {"lot": terms.lot_name(lot.result.lot)}
    yield Section(
        id=f"own-{number}",
        title=shown.word("letter-own", **heading),
        blocks=tuple(_computation(shown, own, lot.result)),
    )
    if lot.winner is None or lot.winner.supplier == supplier:
        return
    yield Section(
        id=f"winner-{number}",
        title=shown.word("letter-winner", **heading),
        blocks=(
            *_winner(shown, lot.winner, lot.result),
            text(shown.word("reasons-lead")),
            listed(records_reasons.reasons(shown, own, lot.winner, lot)),
        ),
    )


def _computation(shown: Shown, offer: RankedOffer, result: LotResult) -> list[Block]:
    """Return an offer's own sum: totals, stages and lines."""
    supplier, lot = offer.supplier, result.lot.id
    rank = str(offer.rank) if offer.rank else terms.without_rank(offer, shown.lang)
    rows = [
        (
            outside(f"{score.line.number} {score.line.name}", head=True),
            words(_quantity(shown, score)),
            shown.cell(score.price_sek_per_unit, supplier, "line_prices", lot, least=KRONOR),
            shown.total(score.price_sek, supplier, "line_prices", lot),
            shown.cell(score.kg_co2e_per_unit, supplier, "line_footprints", lot),
            shown.total(score.kg_co2e, supplier, "line_footprints", lot),
        )
        for score in offer.lines
    ]  # fmt: skip
    heads = ("line", "quantity", "price-unit", "price", "kg-unit", "kg")
    found = [
        _totals(shown, offer, result, "own-totals"),
        text(shown.word("letter-rank", rank=rank)),
    ]
    if offer.kg_co2e is not None:  # the stages of some lines would add up to nothing
        found.append(_stages(shown, offer, lot))
    return [*found, shown.table("own-lines", heads, rows)]


def _quantity(shown: Shown, score: LineScore) -> str:
    return f"{shown.number(score.quantity)} {terms.term('unit', score.line.unit, shown.lang)}"


def _winner(shown: Shown, offer: RankedOffer, result: LotResult) -> list[Block]:
    """Return the winner's figures, or which are masked, why, and what can be said instead."""
    lot = result.lot.id
    blocks = [
        text(shown.word("letter-winner-is", supplier=name(offer.supplier))),
        _totals(shown, offer, result, "winner-totals"),
        _stages(shown, offer, lot),
    ]
    marks = shown.masks.of(offer.supplier, lot)
    blocks += [text(records_reasons.masked_because(shown, mark)) for mark in marks]
    return blocks


def _totals(shown: Shown, offer: RankedOffer, result: LotResult, key: str) -> Block:
    rule, lot, who = shown.of.assessment.tender.evaluation, result.lot.id, offer.supplier
    rows = [
        ("h-price", shown.total(offer.price_sek, who, "price", lot)),
        ("h-kg", shown.total(offer.kg_co2e, who, "footprint", lot)),
        ("h-carbon", shown.total(offer.carbon_cost_sek, who, "footprint", lot)),
    ]
    if rule.life_cycle_cost is not None:
        rows.append(("h-waste", shown.total(offer.waste_sek, who, "sum", lot)))
    if rule.criteria:
        rows.append(("h-markups", shown.total(offer.markups_sek, who, "judgements", lot)))
    if rule.model == "M3":
        rows.append(("h-points", shown.cell(offer.points, who, "sum", lot)))
    rows.append(("h-sum", shown.total(offer.comparison_sum_sek, who, "sum", lot)))
    return shown.facts(key, rows)


def _stages(shown: Shown, offer: RankedOffer, lot: str) -> Block:
    rows = [
        (
            words(terms.stage(stage, shown.lang)),
            shown.total(kg, offer.supplier, "stages", lot),
        )
        for stage, kg in offer.stage_kg.items()
    ]
    return shown.table("own-stages", ("stage", "kg"), rows)


def _rejected(shown: Shown, supplier: str, lots: list[LotAward]) -> list[Block]:
    """Return the rejected offers of the receiver's lots, its own first, and why."""
    found = []
    for lot in lots:
        own_first = sorted(lot.rejections, key=lambda one: one.supplier != supplier)
        found += [
            shown.word(
                "in-lot-short",
                lot=name(lot.result.lot.id),
                text=rejected(shown, one, lot.result.lot.id),
            )
            for one in own_first
        ]
    if not lots:
        found = list(_refused(shown, supplier))
    return [listed(found)] if found else [text(shown.word("rejected-none"))]


def _refused(shown: Shown, supplier: str) -> Iterator[str]:
    """Yield why a tender that was never evaluated is out."""
    for one in shown.of.procedure.checks:
        if one.supplier == supplier and one.outcome == "failed":
            out = Rejection(
                supplier=supplier, kind=one.kind, reason=one.reason, provision=one.provision
            )
            yield rejected(shown, out, one.lot)


def _standstill(shown: Shown) -> list[Block]:
    blocks = standstill_blocks(shown, "letter-days-off")
    blocks.append(text(shown.word("letter-apply")))
    if shown.of.procedure.court:
        blocks.append(text(shown.word("letter-court", court=name(shown.of.procedure.court))))
    return blocks


def _sent(shown: Shown, supplier: str) -> list[Block]:
    return [
        text(
            shown.word(
                "letter-sent-text",
                when=one.when,
                how=shown.word(f"how-{one.how}"),
                to=name(one.to),
            )
        )
        for one in shown.of.procedure.notification
        if one.supplier == supplier
    ]
