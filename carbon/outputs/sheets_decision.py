"""The first sheet: who has the lowest comparison sum in each lot, and what would change that.

The carbon price of a lot stands in one yellow cell. Climate in kronor, comparison sums, ranks
and the sentence above the table are formulas over it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from carbon.outputs import decision_columns, doubt, rules, sheets_offers, sheets_ranking, terms
from carbon.outputs.cells import Page, add_page, if_given, if_known, literal
from carbon.outputs.formats import BAND_FILL
from carbon.outputs.lens_chart import add_lens_chart
from carbon.outputs.lens_sheet import first_row, write_lens
from carbon.outputs.plan import OfferRow, Plan
from carbon.outputs.stage_chart import add_stage_chart
from carbon.outputs.switch_table import write_switch_prices
from carbon.problems import Severity
from carbon.tender.records import LotResult

_WIDTHS = (8, 34, 18, 18, 17, 20, 16, 13, 13, 13)
_LAST = len(_WIDTHS) - 1
_HEADERS = (
    "rank", "supplier", "price-sek", "kg", "carbon-cost", "sum", "difference",
    "declared-share", "default-share", "proxy-share",
)  # fmt: skip
_INPUT_COLUMN = "C"
_DECIMALS = 6
_ABOVE_PRICE = 2  # rows of a lot above its announced price


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a lot's ranking stands on the sheet, for the sheets that go on from it."""

    first: int  # row of the first offer
    carbon_price: str  # the cell the ranking is at
    value: Decimal  # SEK per kg CO2e


def write(workbook: Any, formats: Mapping[str, Any], plan: Plan) -> Mapping[str, Place]:
    """Write the decision of every lot, one below the other; return where each ranking stands."""
    widths = (*_WIDTHS, *(decision_columns.WIDTH for _ in decision_columns.extras(plan)))
    page = add_page(workbook, formats, plan.sheets["decision"], widths)
    row = _opening(page, plan)
    breaks: list[int] = []
    places: dict[str, Place] = {}
    for result in plan.assessment.lots:
        if any(offer.rank is not None for offer in result.ranking):
            places[result.lot.id] = _place(plan, result, row + _ABOVE_PRICE)
        row = _lot(workbook, page, plan, result, row, breaks)
        breaks.append(row - 1)
    page.sheet.set_h_pagebreaks(breaks[:-1])
    page.sheet.activate()
    page.sheet.set_tab_color(BAND_FILL)
    return places


def _width(plan: Plan) -> int:
    """Return the last column of a lot, that of what only this tender's rule has included."""
    return _LAST + len(decision_columns.extras(plan))


def _place(plan: Plan, result: LotResult, row: int) -> Place:
    """Return where a ranking stands whose announced price is on `row`."""
    tried = row if sheets_ranking.by_points(plan) else row + 1
    return Place(
        first=row + decision_columns.ABOVE_RANKING,
        carbon_price=f"${_INPUT_COLUMN}${tried}",
        value=result.carbon_price_sek_per_kg,
    )


def _opening(page: Page, plan: Plan) -> int:
    tender = plan.assessment.tender
    page.sheet.set_row(0, 30)
    page.text(1, 0, terms.cell_text(tender.title, terms.NAME_LIMIT), "title")
    subtitle = plan.word(
        "decision-subtitle",
        buyer=terms.shown(tender.buyer, terms.NAME_LIMIT),
        reference=terms.shown(tender.reference, terms.NAME_LIMIT),
        id=terms.shown(tender.id, terms.NAME_LIMIT),
    )
    page.text(2, 0, subtitle, "subtitle")
    page.sheet.set_row(2, 18)
    page.merged(3, 0, _LAST, rules.in_short(tender.evaluation, plan.lang), "prose")
    counts = {
        severity: sum(1 for p in plan.assessment.problems if p.severity is severity)
        for severity in Severity
    }
    known = {"errors": counts[Severity.ERROR], "warnings": counts[Severity.WARNING]}
    if plan.assessment.doubt is None:
        unknown = plan.word("unknown", **known)
    else:
        unknown = doubt.word("known-sheet", plan.lang, **known)
    page.sheet.set_row(3, 30)
    page.merged(4, 0, _LAST, f"{plan.word('unknown-title')}: {unknown}", "note")
    return 6


def _lot(
    workbook: Any, page: Page, plan: Plan, result: LotResult, row: int, breaks: list[int]
) -> int:
    """Write one lot from `row` on and return the row after it; `breaks` gets where pages end."""
    title = terms.lot_heading(result.lot, plan.lang)
    page.sheet.set_row(row - 1, 24)
    page.merged(row, 0, _width(plan), terms.cell_text(title), "heading")
    offers = [offer for offer in plan.offers if offer.lot is result.lot]
    ranked = [offer for offer in offers if offer.offer.rank is not None]
    without = [offer for offer in offers if offer.offer.rank is None]
    row += _ABOVE_PRICE
    first = row + decision_columns.ABOVE_RANKING
    if ranked:
        row = _ranking(page, plan, result, ranked, row)
    else:
        page.merged(row, 0, _LAST, plan.word("nobody"), "live")
        row += 2
    if without:
        row = _incomplete(page, plan, without, row)
    if ranked:
        row = add_stage_chart(workbook, page, plan, ranked, row)
        breaks.append(row - 1)
        prices = first_row(row)
        row = write_lens(page, plan, result, ranked, first, row)
        row = add_lens_chart(
            workbook, page, plan, result, ranked=ranked, first=first, prices=prices, row=row
        )
        rows = {offer.offer.supplier: first + at for at, offer in enumerate(ranked)}
        row = write_switch_prices(page, plan, result, rows, row)
    return row + 1


def _ranking(
    page: Page, plan: Plan, result: LotResult, ranked: Sequence[OfferRow], row: int
) -> int:
    announced, tried = f"${_INPUT_COLUMN}${row}", f"${_INPUT_COLUMN}${row + 1}"
    first = row + decision_columns.ABOVE_RANKING
    last = first + len(ranked) - 1
    if sheets_ranking.by_points(plan):
        tried = announced  # the announced points decide: there is no price to try beside them
    sheets_ranking.carbon_price(page, plan, result, row)
    sheets_ranking.verdict(
        page, plan, ranked, row=row + 3, cells=(announced, tried), span=(first, last)
    )
    page.sheet.set_row(first - 2, 44)
    for column, header in enumerate((*_HEADERS, *decision_columns.extras(plan))):
        page.text(first - 1, column, plan.word(header), "header")
    for offset, offer in enumerate(ranked):
        _ranked_row(page, plan, result, offer, first + offset, tried=tried, span=(first, last))
    page.sheet.conditional_format(
        first - 1,
        0,
        last - 1,
        _width(plan),
        {"type": "formula", "criteria": f"=$A{first}=1", "format": page.formats["best"]},
    )
    return last + 2


def _ranked_row(
    page: Page,
    plan: Plan,
    result: LotResult,
    offer: OfferRow,
    row: int,
    *,
    tried: str,
    span: tuple[int, int],
) -> None:
    scored = offer.offer
    cost, total, price, kg = (
        scored.carbon_cost_sek,
        scored.comparison_sum_sek,
        scored.price_sek,
        scored.kg_co2e,
    )
    if cost is None or total is None or price is None or kg is None or scored.rank is None:
        return  # a ranked offer has them all
    first, last = span
    sheet, letters = plan.sheets["offers"], sheets_offers.columns(plan).letters()
    lowest = min(
        o.comparison_sum_sek
        for o in result.ranking
        if o.rank is not None and o.comparison_sum_sek is not None
    )
    page.formula(row, 0, sheets_ranking.rank_formula(plan, result, row, span), scored.rank, "rank")
    page.text(row, 1, offer.supplier, "strong")
    page.fit_row(row, (offer.supplier, _WIDTHS[1]))
    page.formula(row, 2, f"{sheet}!${letters['price-total']}${offer.row}", price, "money")
    page.formula(row, 3, f"{sheet}!${letters['kg-total']}${offer.row}", kg, "kilograms")
    carbon = if_known(if_given(f"{tried}*D{row}", tried, f"D{row}"), plan.missing)
    page.formula(row, 4, carbon, cost, "money")
    whole = if_known(f"{decision_columns.without_carbon(plan, row)}+E{row}", plan.missing)
    page.formula(row, 5, whole, total, "money_strong")
    _extras(page, plan, result, offer, row)
    behind = if_known(f"F{row}-MIN($F${first}:$F${last})", plan.missing)
    page.formula(row, 6, behind, total - lowest, "money")
    for column, name in ((7, "declared"), (8, "default"), (9, "proxy")):
        coverage = scored.coverage_co2e
        if coverage is None:
            page.text(row, column, plan.missing, "missing")
            continue
        value = getattr(coverage, name)
        page.formula(row, column, f"{sheet}!${letters[f'co2e:{name}']}${offer.row}", value, "share")


def _extras(page: Page, plan: Plan, result: LotResult, offer: OfferRow, row: int) -> None:
    """Write the columns that only this tender's rule has."""
    for column, name in enumerate(decision_columns.extras(plan), start=decision_columns.FIRST):
        rule = plan.assessment.tender.evaluation
        value = decision_columns.value(name, offer.offer, rule, result.lot.id)
        if name == "points":
            formula = decision_columns.points_formula(plan, result, row)
            page.formula(row, column, if_known(formula, plan.missing), value, "points")
        elif name == "waste":
            letters = sheets_offers.columns(plan).letters()
            formula = f"{plan.sheets['offers']}!${letters['waste-total']}${offer.row}"
            page.formula(row, column, formula, value, "money")
        else:
            formula = if_known(decision_columns.markups_formula(plan, offer), plan.missing)
            page.formula(row, column, formula, value, "money")


def _incomplete(page: Page, plan: Plan, without: Sequence[OfferRow], row: int) -> int:
    page.text(row, 0, plan.word("incomplete-title"), "subheading")
    page.merged(row + 1, 0, _LAST, plan.word("incomplete-why"), "prose")
    page.text(row + 2, 0, plan.word("rank"), "header")
    page.text(row + 2, 1, plan.word("supplier"), "header")
    page.merged(row + 2, 2, _LAST, plan.word("reason"), "header")
    row += 3
    for offer in without:
        page.text(row, 0, "–", "rank")
        page.text(row, 1, offer.supplier, "strong")
        reason = terms.cell_text(terms.without_rank(offer.offer, plan.lang))
        page.merged(row, 2, _LAST, reason, "wrapped")
        if offer.offer.above_ceiling:
            _above(page, plan, offer, row, reason)
        page.fit_row(row, (offer.supplier, _WIDTHS[1]), (reason, sum(_WIDTHS[2:])))
        row += 1
    return row + 1


def _above(page: Page, plan: Plan, offer: OfferRow, row: int, reason: str) -> None:
    """Write live why an offer has no rank: it would have one if its footprint came down."""
    letters = sheets_offers.columns(plan).letters()
    kg = f"{plan.sheets['offers']}!${letters['kg-total']}${offer.row}"
    ceiling = plan.inputs.cell("ceiling", offer.lot.id)
    within = literal(plan.word("within-ceiling"))
    formula = f"IF(ROUND({kg}-{ceiling},{_DECIMALS})>0,{literal(reason)},{within})"
    formula = if_known(formula, plan.word("emptied-offer"))
    page.formula(row, 2, formula, reason, "wrapped")
