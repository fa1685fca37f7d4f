"""The sheets of legs and factors: what the lines look up and sum."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from carbon import language
from carbon.library.records import Factor
from carbon.outputs import factor_names, terms
from carbon.outputs import plan as plans
from carbon.outputs.cells import Page, add_page, add_table, if_given
from carbon.outputs.columns import LEG_COLUMNS
from carbon.outputs.flows import Flow
from carbon.outputs.plan import LegBlock, LineRow, Plan
from carbon.outputs.sheets_rounding import rounded

_LEG_WIDTHS = {
    "line": 12, "supplier": 24, "wanted": 28, "stage": 14, "order": 6, "kind": 18, "from": 24,
    "to": 24, "mode": 13, "vehicle": 24, "temperature": 15, "km": 10, "load": 10, "share": 9,
    "distance_method": 26, "factor": 34, "unit": 10, "per_kg": 14, "mass": 10, "amount": 14,
    "value": 15, "kg": 14, "basis": 18, "assumptions": 34, "where": 40,
    "units": 12, "kg_total": 14, "number": 6, "block": 22,
}  # fmt: skip
_LEG_HEADERS = {
    "distance_method": "distance-method", "unit": "factor-unit", "per_kg": "amount-per-kg",
    "value": "factor-value", "kg": "kg-per-unit", "line": "lines-using", "units": "units-carried",
    "kg_total": "kg-line", "block": "leg-block",
}  # fmt: skip
_FACTOR_COLUMNS = (
    ("factor", 40), ("factor-label", 44), ("factor-kg", 14),
    ("value-used", 14), ("unit", 9), ("ttw", 13),
    ("wtt", 13), ("stages", 30), ("region", 9), ("year", 7), ("gsd", 10), ("gsd-basis", 34),
    ("quality", 20), ("proxy", 12), ("gwp", 8), ("source", 40), ("publisher", 28),
    ("edition", 18), ("locator", 34), ("source-locator", 34), ("licence", 20),
    ("attribution", 44), ("review-by", 11), ("printed", 28), ("notes", 50),
)  # fmt: skip
_PROCESSES_WIDTH = 44
_FROZEN_LEG_COLUMNS = 3
_LETTERS = LEG_COLUMNS.letters()
_KG_PER_TONNE = 1000
_LINES_NAMED = 12  # how many lines a leg names before it counts the rest
_VALUE, _USED = 2, 3  # a factor as read, and the column that every line looks up
_SAME = 1e-12  # relative: two ways of writing one float64 computation


def write_legs(workbook: Any, formats: Mapping[str, Any], plan: Plan) -> None:
    """Write one row per leg and hub, and per flow that is not mass times one factor."""
    widths = [_LEG_WIDTHS[name] for name in LEG_COLUMNS.names]
    page = add_page(workbook, formats, plan.sheets["legs"], widths)
    headers = [plan.word(_LEG_HEADERS.get(name, name)) for name in LEG_COLUMNS.names]
    add_table(
        page, plan.word("legs-title"), plan.word("legs-why"), headers, frozen=_FROZEN_LEG_COLUMNS
    )
    at = {name: position for position, name in enumerate(LEG_COLUMNS.names)}
    letters = plan.line_columns.letters()
    lookup = plan.factor_ranges()
    page.sheet.rows_follow(plans.FIRST_ROW - 1)
    for block in plan.legs:
        line = block.used_by[0]
        mass = f"{plan.sheets['lines']}!${letters['mass']}${line.row}"
        units, carried = _units(plan, block, letters)
        goods = _goods(plan, block)
        for row, flow in enumerate(block.flows, start=block.first):
            for name, text in goods.items():
                page.text(row, at[name], text)
            _identify(page, plan, block, flow, row=row, at=at)
            _journey(page, plan, flow, row=row, at=at)
            _amount(page, line, flow, row=row, at=at, mass=mass)
            _emission(page, plan, flow, row=row, at=at, lookup=lookup)
            page.formula(row, at["units"], units.format(row=row), carried, "kilograms")
            product = f"{_LETTERS['units']}{row}*{_LETTERS['kg']}{row}"
            page.formula(row, at["kg_total"], product, carried * flow.kg_co2e, "kilograms")


def _units(plan: Plan, block: LegBlock, letters: Mapping[str, str]) -> tuple[str, Decimal]:
    """Return how many announced units go this way: formula and value; options count for nobody."""
    counted = [line for line in block.used_by if not line.score.line.optional]
    carried = sum((line.score.quantity for line in counted), Decimal(0))
    if not counted:
        return "0", carried
    if len(counted) == 1:
        return f"{plan.sheets['lines']}!${letters['quantity']}${counted[0].row}", carried
    keys = f"{plan.line_range('number')},${_LETTERS['number']}{{row}}"
    labels = f"{plan.line_range(f'factor:{block.stage}')},${_LETTERS['block']}{{row}}"
    return f"SUMIFS({plan.line_range('quantity')},{keys},{labels})", carried


def _goods(plan: Plan, block: LegBlock) -> Mapping[str, str]:
    """Return what every row of a block says of the goods: whose they are and on which lines."""
    line = block.used_by[0]
    named = [one.score.line.number for one in block.used_by[:_LINES_NAMED]]
    lines = _listed(plan, named, len(block.used_by) - len(named))
    name = terms.shown(line.score.line.name, terms.NAME_LIMIT)
    return {
        "line": terms.cell_text(lines, terms.NAME_LIMIT),
        "supplier": line.offer.supplier,
        "wanted": terms.cell_text(_listed(plan, [name], len(block.used_by) - 1)),
    }


def _identify(
    page: Page, plan: Plan, block: LegBlock, flow: Flow, *, row: int, at: Mapping[str, int]
) -> None:
    element, line = flow.element, block.used_by[0]
    page.number(row, at["number"], line.offer.number, "whole")
    page.text(row, at["block"], block.label, "aside")
    page.text(row, at["stage"], terms.stage(flow.stage, plan.lang))
    what = terms.process(flow.process, plan.lang)  # of a producer's own account
    page.text(row, at["kind"], what or terms.term("kind", terms.kind(flow), plan.lang))
    page.text(row, at["factor"], plan.factor_keys[flow.factor_index])
    page.text(row, at["unit"], terms.term("unit", flow.factor.per, plan.lang))
    page.text(row, at["basis"], plan.bases[flow.basis])
    used = "" if element is None else ", ".join(element.assumptions)
    page.text(row, at["assumptions"], terms.cell_text(used))
    where = "" if element is None else element.where
    if "!" in where:  # a cell of one line; the others that go this way have cells of their own
        where = _listed(plan, [where], len(block.used_by) - 1)
    page.text(row, at["where"], terms.cell_text(where))


def _listed(plan: Plan, named: Sequence[str], more: int) -> str:
    joined = ", ".join(named)
    return joined if more <= 0 else plan.word("and-more", lines=joined, count=more)


def _journey(page: Page, plan: Plan, flow: Flow, *, row: int, at: Mapping[str, int]) -> None:
    element = flow.element
    if element is None:
        for name in ("order", "from", "to", "mode", "vehicle", "temperature", "km", "load"):
            page.text(row, at[name], "")
        page.text(row, at["share"], "")
        page.text(row, at["distance_method"], "")
        return
    page.number(row, at["order"], element.order, "whole")
    page.text(row, at["from"], terms.cell_text(element.start, terms.NAME_LIMIT))
    page.text(row, at["to"], terms.cell_text(element.end, terms.NAME_LIMIT))
    page.text(row, at["mode"], terms.term("mode", element.mode, plan.lang))
    page.text(row, at["vehicle"], terms.vehicle(element.vehicle, plan.lang))
    page.text(row, at["temperature"], terms.term("temperature", element.temperature, plan.lang))
    page.number(row, at["km"], element.distance_km, "given_kilometres")
    if element.load_kg is None:
        page.text(row, at["load"], "")
    else:
        page.number(row, at["load"], element.load_kg, "given_kilometres")
    page.number(row, at["share"], element.share, "given_share")
    page.text(row, at["distance_method"], terms.distance_method(element.method, plan.lang))


def _amount(
    page: Page,
    line: LineRow,
    flow: Flow,
    *,
    row: int,
    at: Mapping[str, int],
    mass: str,
) -> None:
    """Write amount per kg, mass and amount; live wherever the engine's own product is met."""
    per_unit = line.score.mass_kg_per_unit
    per_kg = 1.0 if flow.element is None else flow.element.amount_per_kg
    if per_unit is None or not _same(per_unit * per_kg, flow.amount):
        page.text(row, at["per_kg"], "")
        page.text(row, at["mass"], "")
        page.number(row, at["amount"], flow.amount, "given_amount")
        return
    formula = _per_kg_formula(flow, row)
    if formula is None:
        page.number(row, at["per_kg"], per_kg, "given_amount")
    else:
        page.formula(row, at["per_kg"], formula, per_kg, "amount")
    page.formula(row, at["mass"], if_given(mass, mass), per_unit, "precise")
    factors = (f"{_LETTERS['per_kg']}{row}", f"{_LETTERS['mass']}{row}")
    product = if_given("*".join(factors), *factors)
    page.formula(row, at["amount"], product, flow.amount, "amount")


def _per_kg_formula(flow: Flow, row: int) -> str | None:
    """Return the amount per kg as a formula over km, load and share, where that is what it is."""
    element = flow.element
    if element is None:
        return None
    km, load, share = (f"{_LETTERS[name]}{row}" for name in ("km", "load", "share"))
    freight = element.distance_km * element.share / _KG_PER_TONNE
    if element.per == "t*km" and _same(freight, element.amount_per_kg):
        return if_given(f"{km}*{share}/{_KG_PER_TONNE}", km, share)
    if element.per == "kg" and element.amount_per_kg == element.share:
        return if_given(share, share)
    if element.per == "km" and element.load_kg:
        driven = element.distance_km * element.share / element.load_kg
        if _same(driven, element.amount_per_kg):
            return if_given(f"{km}*{share}/{load}", km, share, load)
    return None


def _same(first: float, second: float) -> bool:
    return math.isclose(first, second, rel_tol=_SAME, abs_tol=0.0)


def _emission(
    page: Page,
    plan: Plan,
    flow: Flow,
    *,
    row: int,
    at: Mapping[str, int],
    lookup: tuple[str, str],
) -> None:
    ids, values = lookup
    found = f"INDEX({values},MATCH({_LETTERS['factor']}{row},{ids},0))"
    page.formula(row, at["value"], found, flow.factor.kg_co2e, "factor")
    decimals = plan.assessment.footprint.decimals
    amount = f"{_LETTERS['amount']}{row}"
    product = f"{amount}*{_LETTERS['value']}{row}"
    mode = plan.assessment.tender.evaluation.rounding.mode
    formula = rounded(product, flow, decimals=decimals, mode=mode)
    page.formula(row, at["kg"], if_given(formula, amount), flow.kg_co2e, "precise_strong")


def write_factors(workbook: Any, formats: Mapping[str, Any], plan: Plan) -> None:
    """Write every factor used, once, with the place where it is printed."""
    widths: list[float] = [width for _, width in _FACTOR_COLUMNS]
    headers = [plan.word(name) for name, _ in _FACTOR_COLUMNS]
    used_for = _processes(plan)
    if used_for:
        headers.append(language.word("own-file-processes", plan.lang))
        widths.append(_PROCESSES_WIDTH)
    page = add_page(workbook, formats, plan.sheets["factors"], widths)
    add_table(page, plan.word("factors-title"), plan.word("factors-why"), headers, frozen=1)
    names = factor_names.of_assessment(plan.assessment, plan.lang)
    for index, factor in enumerate(plan.assessment.footprint.flows.factors):
        row = plans.FIRST_ROW + index
        _factor(page, plan, factor, called=(plan.factor_keys[index], names[index]), row=row)
        if used_for:
            page.text(row, len(_FACTOR_COLUMNS), terms.cell_text(used_for.get(index, "")), "text")


def _processes(plan: Plan) -> dict[int, str]:
    """Return what each factor stands for in producers' own accounts; empty without any."""
    table = plan.assessment.footprint.flows
    found: dict[int, dict[str, None]] = {}
    for index, process in zip(table.factor.tolist(), table.processes, strict=False):
        if process:
            found.setdefault(index, {})[terms.process(process, plan.lang)] = None
    return {index: ", ".join(sorted(names)) for index, names in found.items()}


def _factor(page: Page, plan: Plan, factor: Factor, *, called: tuple[str, str], row: int) -> None:
    source = plan.assessment.library.sources.get(factor.source)
    cell = f"C{row}"
    values: tuple[str | float | None, ...] = (
        *called,
        factor.kg_co2e,
        None,
        terms.term("unit", factor.per, plan.lang),
        factor.ttw_kg_co2e,
        factor.wtt_kg_co2e,
        terms.stages(factor.stages, plan.lang),
        factor.region,
        str(factor.year),
        factor.spread.gsd,
        factor.spread.basis,
        factor.quality,
        plan.word("yes" if factor.proxy else "no"),
        factor.gwp,
        factor.source if source is None else source.title,
        "" if source is None else source.publisher,
        "" if source is None else source.edition,
        factor.locator,
        "" if source is None else source.locator,
        "" if source is None else source.licence,
        "" if source is None else source.attribution,
        factor.review_by,
        factor.as_printed,
        factor.notes,
    )
    for column, value in enumerate(values):
        if column == _USED:
            page.formula(row, column, if_given(cell, cell), factor.kg_co2e, "factor")
        elif isinstance(value, float):
            page.number(row, column, value, "given_factor" if column == _VALUE else "factor")
        else:
            page.text(row, column, terms.cell_text(value), "text")
