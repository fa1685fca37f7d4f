"""The sheet of lines: one row per offered product, each stage a cell times a look-up."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from carbon.footprint.records import Basis
from carbon.library.records import Stage
from carbon.outputs import plan as plans
from carbon.outputs import sheets_prices, terms
from carbon.outputs.cells import Page, add_page, add_table, if_given
from carbon.outputs.flows import production_basis
from carbon.outputs.plan import LineRow, Plan
from carbon.outputs.sheets_rounding import rounded

_WIDTHS = {
    "number": 6,
    "lot": 16,
    "line": 7,
    "wanted": 28,
    "supplier": 24,
    "offered": 32,
    "quantity": 11,
    "unit": 8,
    "product": 26,
    "method": 18,
    "score": 10,
    "mass": 10,
    "price_unit": 12,
    "price": 15,
    "kg": 12,
    "kg_total": 15,
    "basis": 20,
    "declared": 20,
    "proxy": 18,
    "where": 40,
}
_HEADERS = {
    "number": "number",
    "lot": "lot",
    "line": "line",
    "wanted": "wanted",
    "supplier": "supplier",
    "offered": "offered",
    "quantity": "quantity",
    "unit": "unit",
    "product": "product",
    "method": "match-method",
    "score": "match-score",
    "mass": "mass",
    "price_unit": "price-unit",
    "price": "price-sek",
    "kg": "kg-per-unit",
    "kg_total": "kg-line",
    "declared": "basis-declared",
    "default": "basis-default",
    "proxy": "basis-proxy",
    "basis": "production-basis",
    "where": "where",
    "announced": "announced-quantity",
    "per_edible": "per-edible",
    "waste_price": "waste-price",
    "waste": "waste",
    "edible": "edible-share",
    "offered_price": "offered-price",
    "holds": "holds",
}
_FROZEN_COLUMNS = 5
_BASES = {Basis.DECLARED: "declared", Basis.DEFAULT: "default", Basis.PROXY: "proxy"}


def write(workbook: Any, formats: Mapping[str, Any], plan: Plan) -> None:
    """Write the sheet of lines."""
    names = plan.line_columns.names
    page = add_page(workbook, formats, plan.sheets["lines"], [_width(name) for name in names])
    decimals = plan.assessment.footprint.decimals
    add_table(
        page,
        plan.word("lines-title"),
        plan.word("lines-why", decimals=decimals),
        [_header(plan, name) for name in names],
        frozen=_FROZEN_COLUMNS,
    )
    _group_headers(page, plan)
    letters = plan.line_columns.letters()
    columns = {name: position for position, name in enumerate(names)}
    lookup = _lookup(plan)
    page.sheet.rows_follow(plans.FIRST_ROW - 1)
    for line in plan.lines:
        _identity(page, plan, line, columns)
        sheets_prices.price(page, plan, line, columns, letters)
        sheets_prices.edible(page, plan, line, columns, letters)
        _stages(page, plan, line, columns, letters, lookup)
        _totals(page, plan, line, columns, letters)
    if plan.lines:
        page.sheet.autofilter(plans.FIRST_ROW - 2, 0, plan.last_line() - 1, len(names) - 1)


def _width(name: str) -> float:
    if name.startswith("factor:"):
        return 30
    if name.startswith("kg:"):
        return 18  # the longest word of a stage, markanvändning
    return _WIDTHS.get(name, 13)


def _header(plan: Plan, name: str) -> str:
    kind, colon, stage = name.partition(":")
    return terms.stage(stage, plan.lang) if colon else plan.word(_HEADERS[kind])


def _group_headers(page: Page, plan: Plan) -> None:
    columns, count = plan.line_columns, len(plan.stages)
    groups = [("declared", 3, "group-basis")]
    if count:
        groups += [
            (f"kg:{plan.stages[0]}", count, "group-kg"),
            (f"factor:{plan.stages[0]}", count, "group-factors"),
        ]
    for first, width, key in groups:
        start = columns.index(first)
        if width > 1:
            page.merged(plans.FIRST_ROW - 2, start, start + width - 1, plan.word(key), "group")
        else:
            page.text(plans.FIRST_ROW - 2, start, plan.word(key), "group")


def _lookup(plan: Plan) -> tuple[str, str, int]:
    """Return the formula of one stage, cut where the row and the id's cell go in."""
    ids, values = plan.factor_ranges()
    return f"INDEX({values},MATCH(", f",{ids},0))", plan.assessment.footprint.decimals


def _identity(page: Page, plan: Plan, line: LineRow, at: Mapping[str, int]) -> None:
    score, row = line.score, line.row
    product = plan.assessment.library.products.get(score.product or "")
    name = "" if product is None else (product.name_sv if plan.lang == "sv" else product.name_en)
    if score.line.optional:  # without the key no sum takes it in
        page.text(row, at["number"], plan.word("optional"), "aside")
    else:
        page.number(row, at["number"], line.offer.number, "whole")
    page.text(row, at["lot"], terms.cell_text(line.offer.lot.id, terms.NAME_LIMIT))
    page.text(row, at["line"], terms.cell_text(score.line.number, terms.NAME_LIMIT))
    page.text(row, at["wanted"], terms.cell_text(score.line.name, terms.NAME_LIMIT))
    page.text(row, at["supplier"], line.offer.supplier)
    page.text(row, at["offered"], terms.cell_text(plan.offered_names.get(score.id)))
    if "announced" not in at:
        quantity = plan.inputs.cell("quantity", score.line.id)
        page.formula(row, at["quantity"], quantity, score.quantity, "kilograms")
    page.text(row, at["unit"], terms.term("unit", score.line.unit, plan.lang))
    page.text(row, at["product"], terms.cell_text(name or score.product))
    page.text(row, at["method"], terms.term("method", score.match_method, plan.lang))
    page.number(row, at["score"], score.match_score, "share")
    page.text(row, at["where"], terms.cell_text(score.where))


def _stages(
    page: Page,
    plan: Plan,
    line: LineRow,
    at: Mapping[str, int],
    letters: Mapping[str, str],
    lookup: tuple[str, str, int],
) -> None:
    row, mass = line.row, f"{letters['mass']}{line.row}"
    before, after, decimals = lookup
    mode = plan.assessment.tender.evaluation.rounding.mode
    kg_by_stage = plan.assessment.footprint.stage_kg.get(line.score.id, {})
    elsewhere = _covered_elsewhere(line)
    for stage in plan.stages:
        kg_at, factor_at = at[f"kg:{stage}"], at[f"factor:{stage}"]
        flow = line.single.get(stage)
        if flow is not None:
            page.text(row, factor_at, plan.factor_keys[flow.factor_index])
            cell = f"{letters[f'factor:{stage}']}{row}"
            formula = rounded(f"{mass}*{before}{cell}{after}", flow, decimals=decimals, mode=mode)
            page.formula(row, kg_at, formula, flow.kg_co2e, "precise")
        elif stage in line.detailed:
            block = line.detailed[stage]
            page.text(row, factor_at, block.label, "aside")
            formula = f"SUM({plan.leg_range('kg', block.first, block.last)})"
            page.formula(row, kg_at, formula, kg_by_stage[stage], "precise")
        elif stage in elsewhere:
            word = plan.word("in-stage", stage=terms.stage(elsewhere[stage], plan.lang))
            page.text(row, factor_at, word, "aside")
            page.text(row, kg_at, word, "aside")
        else:
            page.text(row, factor_at, plan.missing, "missing")
            page.text(row, kg_at, plan.missing, "missing")


def _covered_elsewhere(line: LineRow) -> dict[Stage, Stage]:
    """Return the stages that a factor covers together with the stage it stands on."""
    return {
        covered: flow.stage
        for flow in line.flows
        for covered in flow.factor.stages
        if covered is not flow.stage
    }


def _totals(
    page: Page, plan: Plan, line: LineRow, at: Mapping[str, int], letters: Mapping[str, str]
) -> None:
    score, row = line.score, line.row
    kg = score.kg_co2e_per_unit
    if kg is None or score.kg_co2e is None or not line.flows:
        for name in ("kg", "kg_total", "declared", "default", "proxy", "basis"):
            page.text(row, at[name], plan.missing, "missing")
        return
    first, last = letters[f"kg:{plan.stages[0]}"], letters[f"kg:{plan.stages[-1]}"]
    whole = if_given(f"SUM({first}{row}:{last}{row})", f"{letters['mass']}{row}")
    page.formula(row, at["kg"], whole, kg, "precise_strong")
    formula = f"{letters['quantity']}{row}*{letters['kg']}{row}"
    page.formula(row, at["kg_total"], formula, score.kg_co2e, "kilograms")
    for basis, name in _BASES.items():
        formula, value = _of_basis(plan, line, basis, letters)
        page.formula(row, at[name], formula, value, "precise")
    page.text(row, at["basis"], plan.bases[production_basis(line.flows)])


def _of_basis(
    plan: Plan, line: LineRow, basis: Basis, letters: Mapping[str, str]
) -> tuple[str, Decimal]:
    """Return formula and value of the kg CO2e that rest on one basis, counted by size.

    Absolute amounts, as the coverage counts them: a negative flow must not hide a default.
    """
    parts = [
        f"ABS({letters[f'kg:{stage}']}{line.row})"
        for stage, flow in line.single.items()
        if flow.basis is basis
    ]
    for block in line.detailed.values():
        if any(flow.basis is basis for flow in block.flows):
            words = plan.leg_range("basis", block.first, block.last)
            amounts = plan.leg_range("kg", block.first, block.last)
            parts.append(f'SUMPRODUCT(({words}="{plan.bases[basis]}")*ABS({amounts}))')
    value = sum((abs(flow.kg_co2e) for flow in line.flows if flow.basis is basis), Decimal(0))
    return "+".join(parts) or "0", value
