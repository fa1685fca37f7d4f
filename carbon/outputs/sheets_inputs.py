"""The sheet of announced figures: each stands once here, and every formula points to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from carbon.outputs import terms
from carbon.outputs.cells import add_page, add_table, if_given
from carbon.outputs.plan import Plan
from carbon.outputs.plan_inputs import FIRST_ROW, VALUE_COLUMN

_COLUMNS = (
    ("input-what", 34), ("lot", 22), ("input-who", 32), ("input-name", 46), ("input-value", 18),
    ("value-used", 18), ("unit", 16), ("where", 40),
)  # fmt: skip
_VALUE, _USED = 4, 5
_UNITS = ("kg", "L", "item")
_STYLES = {"sek": "given_money", "kg": "given_kilograms", "points": "given_announced"}
_USED_STYLES = {"sek": "money", "kg": "kilograms", "points": "announced"}


def write(workbook: Any, formats: Mapping[str, Any], plan: Plan) -> None:
    """Write quantities, points, ceilings, rates and judgements, one row each."""
    page = add_page(workbook, formats, plan.sheets["inputs"], [width for _, width in _COLUMNS])
    headers = [plan.word(name) for name, _ in _COLUMNS]
    add_table(page, plan.word("inputs-title"), plan.word("inputs-why"), headers, frozen=0)
    for row, one in enumerate(plan.inputs.rows, start=FIRST_ROW):
        unit = one.unit
        shown = (
            terms.term("unit", unit, plan.lang)
            if unit in _UNITS
            else plan.word(f"input-unit-{unit}")
        )
        page.text(row, 0, plan.word(f"input-{one.kind.replace('_', '-')}"))
        page.text(row, 1, terms.cell_text(one.lot, terms.NAME_LIMIT))
        page.text(row, 2, terms.cell_text(one.who, terms.SUPPLIER_LIMIT))
        page.text(row, 3, terms.cell_text(one.name, terms.NAME_LIMIT))
        page.number(row, _VALUE, one.value, _STYLES.get(unit, "given_unit_price"))
        cell = f"{VALUE_COLUMN}{row}"
        page.formula(
            row, _USED, if_given(cell, cell), one.value, _USED_STYLES.get(unit, "unit_price")
        )
        page.text(row, 6, shown)
        page.text(row, 7, terms.cell_text(one.where))
    if plan.inputs.rows:
        last = FIRST_ROW + len(plan.inputs.rows) - 1
        page.sheet.autofilter(FIRST_ROW - 2, 0, last - 1, len(_COLUMNS) - 1)
