"""The sheet of uncertainty: what the draws say of each lot, and that none of it decides.

Its figures are the outcome of draws and stand as numbers, not as formulas: no spreadsheet can draw
them again, and none of them reaches another sheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from carbon.outputs import doubt, doubt_grids, terms
from carbon.outputs.cells import Page, add_page
from carbon.outputs.doubt import Grid, Value
from carbon.outputs.doubt_data import of_lot
from carbon.outputs.plan import Plan
from carbon.tender.doubt.records import Doubt
from carbon.tender.records import Lot

_WIDTHS = (54, 34, 30, 30, 30, 22, 22, 30)
_LAST = len(_WIDTHS) - 1
_ACROSS = sum(_WIDTHS)
_STYLES = {
    "kg": "kilograms",
    "sek": "money",
    "unit": "precise",
    "count": "whole",
    "chance": "share",
    "share": "share",
}


def write(workbook: Any, formats: Mapping[str, Any], plan: Plan) -> None:
    """Write the sheet; an assessment whose doubt was not worked out has none."""
    found = plan.assessment.doubt
    if found is None:
        return
    page = add_page(workbook, formats, plan.sheets["doubt"], _WIDTHS)
    page.sheet.set_row(0, 28)
    page.text(1, 0, doubt.word("title", plan.lang), "title")
    row = _prose(page, 2, doubt.word("rule", plan.lang), "live")
    row = _prose(page, row, doubt.how(found, plan.lang), "note")
    for result in plan.assessment.lots:
        row = _lot(page, plan, found, result.lot, row + 1)


def _prose(page: Page, row: int, text: str, style: str) -> int:
    page.merged(row, 0, _LAST, terms.cell_text(text, 2 * terms.TEXT_LIMIT), style)
    page.fit_row(row, (text, _ACROSS))
    return row + 1


def _lot(page: Page, plan: Plan, found: Doubt, whose: Lot, row: int) -> int:
    lot = of_lot(found, whose.id)
    heading = terms.lot_heading(whose, plan.lang)
    page.merged(row, 0, _LAST, terms.cell_text(heading), "heading")
    row += 1
    if lot is None:
        return row
    for sentence in doubt.sentences(lot, plan.lang):
        row = _prose(page, row, sentence, "prose")
    for grid in doubt_grids.grids(plan.assessment, lot, plan.lang):
        row = _grid(page, grid, row + 1)
    return row


def _grid(page: Page, grid: Grid, row: int) -> int:
    page.text(row, 0, grid.caption, "subheading")
    row += 1
    if grid.note:
        row = _prose(page, row, grid.note, "note")
    page.sheet.set_row(row - 1, 30)
    for column, header in enumerate(grid.headers):
        page.text(row, column, header, "header")
    for values in grid.rows:
        row += 1
        _row(page, values, row)
    return row + 1


def _row(page: Page, values: Sequence[Value], row: int) -> None:
    wrapped = []
    for column, value in enumerate(values):
        if value.number is not None:
            page.number(row, column, value.number, _STYLES[value.kind])
            continue
        text = terms.cell_text(value.text, 2 * terms.TEXT_LIMIT)
        page.text(row, column, text, "wrapped")
        wrapped.append((text, _WIDTHS[column]))
    page.fit_row(row, *wrapped)
