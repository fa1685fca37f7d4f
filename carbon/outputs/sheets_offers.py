"""The sheet of offers: price, footprint, stages and coverage of every supplier in every lot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from carbon.footprint.records import Basis
from carbon.outputs import plan as plans
from carbon.outputs import terms
from carbon.outputs.cells import Page, add_page, add_table, are_numbers, if_known, literal
from carbon.outputs.columns import Columns
from carbon.outputs.plan import OfferRow, Plan
from carbon.tender.records import Coverage

_BASES = {Basis.DECLARED: "declared", Basis.DEFAULT: "default", Basis.PROXY: "proxy"}
_KINDS = ("co2e", "mass", "money")
_FROZEN_COLUMNS = 4
_WIDTHS = {"number": 6, "lot": 14, "lot-title": 26, "supplier": 30, "status": 34}
_SHARE_DECIMALS = 4  # as the coverage itself is stated


def columns(plan: Plan) -> Columns:
    """Return the columns of the sheet of offers."""
    shares = [f"{kind}:{name}" for kind in _KINDS for name in _BASES.values()]
    stages = [f"stage:{stage}" for stage in plan.stages]
    head = ("number", "lot", "lot-title", "supplier", "status", "price-total", "kg-total")
    waste = ("waste-total",) if plan.assessment.tender.evaluation.life_cycle_cost else ()
    return Columns(names=(*head, *stages, *shares, *waste))


def write(workbook: Any, formats: Mapping[str, Any], plan: Plan) -> None:
    """Write the sheet of offers."""
    layout = columns(plan)
    widths = [_WIDTHS.get(name, 15) for name in layout.names]
    page = add_page(workbook, formats, plan.sheets["offers"], widths)
    headers = [_header(plan, name) for name in layout.names]
    add_table(
        page, plan.word("offers-title"), plan.word("offers-why"), headers, frozen=_FROZEN_COLUMNS
    )
    _group_headers(page, plan, layout)
    for offer in plan.offers:
        _identity(page, plan, offer)
        if offer.offer.comparison_sum_sek is None:
            for column in range(len(_WIDTHS), len(layout.names)):
                page.text(offer.row, column, plan.missing, "missing")
            continue
        _status(page, plan, offer, layout)
        _totals(page, plan, offer, layout)
        _coverages(page, plan, offer, layout)


def _header(plan: Plan, name: str) -> str:
    kind, colon, rest = name.partition(":")
    if not colon:
        return plan.word(name)
    return terms.stage(rest, plan.lang) if kind == "stage" else plan.word(f"{rest}-share")


def _group_headers(page: Page, plan: Plan, layout: Columns) -> None:
    row = plans.FIRST_ROW - 2
    page.sheet.set_row(row - 1, 30)
    if len(plan.stages) > 1:
        first = layout.index(f"stage:{plan.stages[0]}")
        page.merged(row, first, first + len(plan.stages) - 1, plan.word("by-stage"), "group")
    for kind in _KINDS:
        first = layout.index(f"{kind}:declared")
        page.merged(row, first, first + len(_BASES) - 1, plan.word(f"coverage-{kind}"), "group")


def _identity(page: Page, plan: Plan, offer: OfferRow) -> None:
    page.number(offer.row, 0, offer.number, "whole")
    page.text(offer.row, 1, terms.cell_text(offer.lot.id, terms.NAME_LIMIT))
    page.text(offer.row, 2, terms.cell_text(offer.lot.title, terms.NAME_LIMIT))
    page.text(offer.row, 3, offer.supplier, "strong")
    complete = offer.offer.comparison_sum_sek is not None
    status = plan.word("complete") if complete else terms.without_rank(offer.offer, plan.lang)
    page.text(offer.row, 4, terms.cell_text(status), "wrapped")
    widths = tuple(_WIDTHS.values())
    page.fit_row(offer.row, (offer.supplier, widths[3]), (status, widths[4]))


def _status(page: Page, plan: Plan, offer: OfferRow, layout: Columns) -> None:
    """Say live whether an offer is whole: a figure emptied in this file takes its totals away."""
    whole, row = _whole(plan, offer), offer.row
    emptied = literal(plan.word("emptied-offer"))
    formula = f"IF({whole},{literal(plan.word('complete'))},{emptied})"
    page.formula(row, layout.index("status"), formula, plan.word("complete"), "wrapped")


def _whole(plan: Plan, offer: OfferRow) -> str:
    """Return the condition that an offer has every total that its comparison sum needs."""
    layout = columns(plan)
    letters = layout.letters()
    needed = [one for one in ("price-total", "kg-total", "waste-total") if one in layout.names]
    return are_numbers(*(f"${letters[one]}{offer.row}" for one in needed))


def _of_whole(plan: Plan, offer: OfferRow, formula: str) -> str:
    """Return a formula that is shown only while the offer is whole; a part is no total."""
    missing = literal(plan.missing)
    return f"IF({_whole(plan, offer)},{if_known(formula, plan.missing)},{missing})"


def _total(plan: Plan, offer: OfferRow, column: str) -> str:
    """Return the sum over an offer's lines, provided each of them has a number.

    Counted, since programs differ in whether such a sum passes over a line that is an error.
    """
    keys, own, amounts = plan.line_range("number"), f"$A{offer.row}", plan.line_range(column)
    known = f"SUMPRODUCT(({keys}={own})*ISNUMBER({amounts}))=COUNTIF({keys},{own})"
    return f"IF({known},SUMIFS({amounts},{keys},{own}),{literal(plan.missing)})"


def _totals(page: Page, plan: Plan, offer: OfferRow, layout: Columns) -> None:
    row, keys = offer.row, plan.line_range("number")
    if offer.offer.price_sek is not None:
        formula = _total(plan, offer, "price")
        page.formula(row, layout.index("price-total"), formula, offer.offer.price_sek, "money")
    if offer.offer.kg_co2e is not None:
        formula = _total(plan, offer, "kg_total")
        page.formula(row, layout.index("kg-total"), formula, offer.offer.kg_co2e, "kilograms")
    if "waste-total" in layout.names:
        formula = _total(plan, offer, "waste")
        page.formula(row, layout.index("waste-total"), formula, offer.offer.waste_sek, "money")
    quantity = plan.line_range("quantity")
    for stage in plan.stages:
        if stage not in offer.offer.stage_kg:
            page.text(row, layout.index(f"stage:{stage}"), plan.word("stage-elsewhere"), "aside")
            continue
        kg = plan.line_range(f"kg:{stage}")
        formula = _of_whole(plan, offer, f"SUMPRODUCT(({keys}=$A{row})*1,{quantity},{kg})")
        value = offer.offer.stage_kg[stage]
        page.formula(row, layout.index(f"stage:{stage}"), formula, value, "kilograms")


def _coverages(page: Page, plan: Plan, offer: OfferRow, layout: Columns) -> None:
    """Write the shares as the coverage counts them; the default is what the others leave."""
    shares = {
        "co2e": offer.offer.coverage_co2e,
        "mass": offer.offer.coverage_mass,
        "money": offer.offer.coverage_money,
    }
    letters = layout.letters()
    for kind, coverage in shares.items():
        at = {name: layout.index(f"{kind}:{name}") for name in _BASES.values()}
        if coverage is None:
            for column in at.values():
                page.text(offer.row, column, plan.missing, "missing")
            continue
        _coverage(page, plan, offer, kind=kind, coverage=coverage, at=at, letters=letters)


def _coverage(
    page: Page,
    plan: Plan,
    offer: OfferRow,
    *,
    kind: str,
    coverage: Coverage,
    at: Mapping[str, int],
    letters: Mapping[str, str],
) -> None:
    row = offer.row
    whole = "+".join(_part(plan, row, kind, basis) for basis in Basis)
    for basis in (Basis.DECLARED, Basis.PROXY):
        name = _BASES[basis]
        formula = f"ROUND({_part(plan, row, kind, basis)}/({whole}),{_SHARE_DECIMALS})"
        value = coverage.declared if basis is Basis.DECLARED else coverage.proxy
        page.formula(row, at[name], _of_whole(plan, offer, formula), value, "share")
    declared, proxy = (f"{letters[f'{kind}:{name}']}{row}" for name in ("declared", "proxy"))
    formula = f"ROUND(1-{declared}-{proxy},{_SHARE_DECIMALS})"
    formula = _of_whole(plan, offer, formula)
    page.formula(row, at["default"], formula, coverage.default, "share")


def _part(plan: Plan, row: int, kind: str, basis: Basis) -> str:
    keys = f"({plan.line_range('number')}=$A{row})*1"
    if kind == "co2e":
        column = plan.line_range(_BASES[basis])
        return f"SUMPRODUCT({keys},{plan.line_range('quantity')},{column})"
    rests_on = f'({plan.line_range("basis")}="{plan.bases[basis]}")*1'
    if kind == "mass":
        amounts = f"{plan.line_range('quantity')},{plan.line_range('mass')}"
    else:
        amounts = plan.line_range("price")
    return f"SUMPRODUCT({keys},{rests_on},{amounts})"
