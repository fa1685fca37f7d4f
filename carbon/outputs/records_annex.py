"""The winner's values as a contract annex: every price and footprint that was evaluated."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from carbon import language
from carbon.outputs import ownfiles, terms
from carbon.outputs.publication_page import Block, Page, listed, text
from carbon.outputs.records_page import KRONOR, Shown, name, page
from carbon.outputs.tables import Cell, outside, words
from carbon.tender.protocol import annex
from carbon.tender.protocol.annex import Bound, Value
from carbon.tender.protocol.award import LotAward

_LINE, _PRICE, _KG = 0, 5, 6  # columns of the table


def document(shown: Shown, lot: LotAward) -> Page:
    """Return the annex of one lot; raise nothing when nobody won it, for it has no rows then."""
    supplier = "–" if lot.winner is None else name(lot.winner.supplier)
    return page(
        shown,
        title=shown.word("annex-title", lot=name(lot.result.lot.id)),
        lead=shown.word("annex-lead", supplier=supplier, title=name(lot.result.lot.title)),
        sections=[
            shown.section("annex-values", [_values(shown, lot)]),
            shown.section("annex-totals", [text(shown.word("rounded-text")), _totals(shown, lot)]),
            shown.section("annex-terms", _terms(shown)),
        ],
    )


def _values(shown: Shown, lot: LotAward) -> Block:
    rows = [_row(shown, one) for one in annex.bound(shown.of, lot)]
    heads = ("number", "wanted", "product", "quantity", "unit", "price-unit", "kg-unit", "proof")
    return shown.table("annex", heads, rows)


def _row(shown: Shown, one: Bound) -> tuple[Cell, ...]:
    score, supplier = one.score, one.score.supplier
    offered = one.offered
    product = score.line.name if offered is None else offered.offered_name
    wanted = score.line.name
    if score.line.optional:
        wanted += f" ({language.word('outputs-optional', shown.lang)})"
    return (
        outside(score.line.number, head=True),
        outside(wanted),
        shown.told(product or shown.word("missing"), supplier, "products", one.lot),
        Cell(text=shown.number(score.quantity), numeric=True),
        words(terms.term("unit", score.line.unit, shown.lang)),
        shown.cell(score.price_sek_per_unit, supplier, "line_prices", one.lot, least=KRONOR),
        shown.cell(score.kg_co2e_per_unit, supplier, "line_footprints", one.lot),
        shown.told(_proof(shown, one), supplier, "evidence", one.lot),
    )


def _proof(shown: Shown, one: Bound) -> str:
    """Return what a footprint rests on: the supplier's file or stated value, or the defaults."""
    if one.proof is not None:
        return ownfiles.proof_text(one.proof, shown.lang)
    declared = None if one.offered is None else one.offered.footprint
    if declared is None or not one.own_value:
        return shown.word("proof-default")
    level = declared.evidence_level
    return shown.word("proof-own", level=level, proof=name(declared.evidence))


def values(of: Page, lot: str, lang: str) -> Iterator[Value]:
    """Yield the values of an annex as they stand in it, read back from its finished texts."""
    for block in of.sections[0].blocks:
        for row in block.table.rows if block.table is not None else ():
            yield lot, row[_LINE].text, _read(row[_PRICE], lang), _read(row[_KG], lang)


def _read(cell: Cell, lang: str) -> Decimal | None:
    plain = cell.text.replace(language.NO_BREAK_SPACE, "").replace(language.MINUS, "-")
    plain = plain.replace(",", "." if lang == "sv" else "")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _totals(shown: Shown, lot: LotAward) -> Block:
    offer, id_ = lot.winner, lot.result.lot.id
    if offer is None:
        return shown.lacking()
    rows = [
        (shown.word("h-price"), shown.total(offer.price_sek, offer.supplier, "price", id_)),
        (shown.word("h-kg"), shown.total(offer.kg_co2e, offer.supplier, "footprint", id_)),
        *(
            (terms.stage(stage, shown.lang), shown.total(kg, offer.supplier, "stages", id_))
            for stage, kg in offer.stage_kg.items()
        ),
        *(
            (
                shown.word("h-judged"),
                outside(_judged(shown, judged.criterion, judged.met, judged.amount_sek)),
            )
            for judged in offer.judgements
            if shown.mark(offer.supplier, "judgements", id_) is None
        ),
    ]
    return shown.labelled("annex-totals", rows)


def _judged(shown: Shown, id_: str, met: bool | None, amount: Decimal) -> str:
    criteria = shown.of.assessment.tender.evaluation.criteria
    title = next((one.title for one in criteria if one.id == id_), id_)
    if met is None:
        return f"{title}: {shown.number(amount)}"
    return f"{title}: {language.word('outputs-yes' if met else 'outputs-no', shown.lang)}"


def _terms(shown: Shown) -> list[Block]:
    return [
        text(shown.word("annex-bound")),
        *contract_terms(shown),
        text(shown.word("annex-pack", sha=shown.of.assessment.pack_sha256)),
    ]


def contract_terms(shown: Shown) -> list[Block]:
    """Return the published terms that bind the values; what the buyer never stated is missing."""
    contract = shown.of.assessment.tender.contract
    rows = {
        "sanction": contract.sanction_sek_per_kg,
        "tolerance": contract.tolerance_percent,
        "days": contract.follow_up_days,
    }
    return [
        listed(shown.word(f"annex-{key}", value=shown.number(one)) for key, one in rows.items())
    ]
