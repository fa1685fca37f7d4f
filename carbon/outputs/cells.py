"""One sheet being written: text stays text, and every formula carries its computed value."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from carbon.outputs.plan import FIRST_ROW
from carbon.outputs.worksheet import sheet_class

_HEADER_ROW = FIRST_ROW - 1
_LINE_POINTS = 13.5
_ROW_PADDING = 3
_WRAP_ALLOWANCE = 1.05  # words do not fill a line to its end
_CHARACTERS_PER_PAGE = 170  # of column width that stay readable across one landscape A4


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A sheet with its formats. It has methods because each cell needs both, and nothing else.

    Rows count from 1 as in a formula, columns from 0. There is no method that guesses what a
    string means: outside text can only be written as text.
    """

    sheet: Any
    formats: Mapping[str, Any]

    def text(self, row: int, column: int, value: str, style: str = "text") -> None:
        """Write text, whatever it looks like."""
        self.sheet.write_string(row - 1, column, value, self.formats[style])

    def number(self, row: int, column: int, value: Decimal | float, style: str = "precise") -> None:
        """Write a number that was read or stated, not computed here."""
        self.sheet.write_number(row - 1, column, float(value), self.formats[style])

    def formula(
        self, row: int, column: int, formula: str, value: Decimal | float | str, style: str
    ) -> None:
        """Write a formula (without =) and the value that the engine computed for it."""
        stored = value if isinstance(value, str) else float(value)
        self.sheet.write_formula(row - 1, column, formula, self.formats[style], stored)

    def merged(self, row: int, first: int, last: int, value: str, style: str) -> None:
        """Write text across columns."""
        self.sheet.merge_range(row - 1, first, row - 1, last, "", self.formats[style])
        self.sheet.write_string(row - 1, first, value, self.formats[style])

    def fit_row(self, row: int, *texts: tuple[str, float]) -> None:
        """Make a row high enough for wrapped texts, each with the width of its cell.

        Programs differ in whether they do this on opening; stated, the height is right in all.
        """
        lines = max(
            math.ceil(len(text) * _WRAP_ALLOWANCE / max(width - 1, 1)) for text, width in texts
        )
        self.sheet.set_row(row - 1, _LINE_POINTS * max(lines, 1) + _ROW_PADDING)


def add_page(workbook: Any, formats: Mapping[str, Any], name: str, widths: Sequence[float]) -> Page:
    """Add a sheet with column widths, set up to print on landscape A4, readably."""
    sheet = workbook.add_worksheet(name, sheet_class())
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width, formats["plain"])
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    pages = max(1, round(sum(widths) / _CHARACTERS_PER_PAGE))
    sheet.fit_to_pages(pages, 0)
    sheet.set_footer("&L&8&F · &A&R&8&P / &N")
    return Page(sheet=sheet, formats=formats)


def add_table(page: Page, title: str, why: str, headers: Sequence[str], *, frozen: int) -> None:
    """Write the head that all table sheets share, and keep it and the first columns in sight."""
    page.text(1, 0, title, "title")
    page.text(2, 0, why, "subtitle")
    page.sheet.set_row(0, 28)
    page.sheet.set_row(_HEADER_ROW - 1, 44)
    for column, header in enumerate(headers):
        page.text(_HEADER_ROW, column, header, "header")
    page.sheet.freeze_panes(_HEADER_ROW, frozen)
    page.sheet.repeat_rows(_HEADER_ROW - 1)
    if frozen:
        page.sheet.repeat_columns(0, frozen - 1)


def if_given(formula: str, *cells: str) -> str:
    """Return a formula that is an error unless every cell it rests on holds a number.

    An emptied cell would count as zero; an error reaches every sum that rests on it.

    >>> print(if_given("A1*B1", "A1", "B1"))
    IF(AND(ISNUMBER(A1),ISNUMBER(B1)),A1*B1,NA())
    """
    return f"IF({are_numbers(*cells)},{formula},NA())"


def are_numbers(*cells: str) -> str:
    """Return the condition that every cell holds a number.

    >>> print(are_numbers("A1"))
    ISNUMBER(A1)
    """
    told = [f"ISNUMBER({cell})" for cell in cells]
    return told[0] if len(told) == 1 else f"AND({','.join(told)})"


def if_known(formula: str, instead: str) -> str:
    """Return a formula that shows our own text where something it rests on is gone.

    >>> print(if_known("A1+B1", "missing"))
    IFERROR(A1+B1,"missing")
    """
    return f"IFERROR({formula},{literal(instead)})"


def literal(text: str) -> str:
    """Return our own text as a string in a formula.

    >>> print(literal('a "b" c'))
    "a ""b"" c"
    """
    return '"' + text.replace('"', '""') + '"'
