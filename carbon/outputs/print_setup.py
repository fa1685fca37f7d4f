"""What the workbook puts on paper: what a person would read there, and no more.

The sheets of lines, legs and factors are for the screen: they are wide, and a large tender has
thousands of rows. On paper each is one page wide, with the columns that tell a reader what was
counted, and of the long ones the first page, which says how to print the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from carbon.outputs.cells import Page
from carbon.outputs.columns import LEG_COLUMNS
from carbon.outputs.plan import FIRST_ROW, Plan

_NOTE_ROW = 3  # free in the head that all table sheets share
_MOST_ROWS = 150  # of legs or factors that are printed in full: about three pages
_SHOWN_ROWS = 50  # of longer ones
_LAST_LINE_COLUMN, _LAST_LEG_COLUMN = "kg_total", "km"
_LAST_FACTOR_COLUMN = 10  # up to its spread; source and notes are for the screen


def apply(book: Any, looks: Mapping[str, Any], plan: Plan) -> None:
    """Set what is printed of the wide sheets, once every sheet of the workbook is written."""
    last_leg = max((block.last for block in plan.legs), default=FIRST_ROW)
    spans = {
        "lines": (plan.last_line(), plan.line_columns.index(_LAST_LINE_COLUMN)),
        "legs": (last_leg, LEG_COLUMNS.index(_LAST_LEG_COLUMN)),
        "factors": (plan.last_factor(), _LAST_FACTOR_COLUMN),
    }
    for name, (last, column) in spans.items():
        sheet = book.get_worksheet_by_name(plan.sheets[name])
        page = Page(sheet=sheet, formats=looks)
        rows = last - FIRST_ROW + 1
        if name != "lines" and rows > _MOST_ROWS:
            last = FIRST_ROW + _SHOWN_ROWS - 1
            note = plan.word("print-first", shown=_SHOWN_ROWS, all=rows)
        else:
            note = plan.word("print-columns")
        page.text(_NOTE_ROW, 0, note, "subtitle")
        sheet.print_area(0, 0, last - 1, column)
        sheet.fit_to_pages(1, 0)
