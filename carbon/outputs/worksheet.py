"""The kind of worksheet that ours are: xlsxwriter's, with the way of a plain cell shortened.

A large tender makes a million cells of three kinds: shared text, number, formula with its value.
xlsxwriter looks for functions newer than 2010 in every formula (ours use none), tries whether a
row number is an A1 notation, and builds and escapes a list of attributes for every cell. Here a
cell goes straight into the table and out as one string. What is no such cell takes the library's
own way, and every cell comes out the same, byte for byte (tests/outputs/test_worksheet.py).
"""

from __future__ import annotations

import math
from collections import namedtuple
from functools import cache, lru_cache
from typing import Any

from carbon.outputs.columns import letter

_LONGEST_TEXT = 16_000  # beyond it the library counts the characters as a spreadsheet does
_COLUMNS_KEPT = 256
# The library knows a cell by the name of its type, for instance when it fills a chart.
String = namedtuple("String", ("string", "format"))
Number = namedtuple("Number", ("number", "format"))
Formula = namedtuple("Formula", ("formula", "format", "value"))

_letters = lru_cache(maxsize=_COLUMNS_KEPT)(letter)


@cache
def sheet_class() -> Any:
    """Return the class of our worksheets, for Workbook.add_worksheet.

    Made when it is asked for, since that imports xlsxwriter, and from functions, since the
    library's classes carry no types that a subclass could be checked against.
    """
    from xlsxwriter.worksheet import Worksheet

    def write_string(self: Any, row: int, column: int, text: str, style: Any = None) -> Any:
        if len(text) > _LONGEST_TEXT:
            return self._write_string(row, column, text, style)
        if not _reached(self, row, column):
            return -1
        shared = self.str_table._get_shared_string_index(text)
        self.table[row][column] = String(shared, style)
        return 0

    def write_cell(self: Any, row: int, column: int, cell: Any) -> None:
        if cell.format is None or type(cell) not in _WRITERS:
            Worksheet._write_cell(self, row, column, cell)
            return
        start = f'<c r="{_letters(column)}{row + 1}" s="{cell.format._get_xf_index()}"'
        self.fh.write(start + _WRITERS[type(cell)](cell))

    methods = {
        "write_string": write_string,
        "write_number": _write_number,
        "write_formula": _write_formula,
        "_write_cell": write_cell,
        "_calculate_spans": _no_spans,
    }
    return type("PlainSheet", (Worksheet,), methods)


def _reached(sheet: Any, row: int, column: int) -> bool:
    """Tell whether a cell lies on the sheet, which then knows that it reaches so far."""
    top, left = sheet.dim_rowmin, sheet.dim_colmin  # None as long as there is none
    if (
        top is not None
        and left is not None
        and top <= row <= sheet.dim_rowmax
        and left <= column <= sheet.dim_colmax
    ):
        return True
    return bool(sheet._check_dimensions(row, column) == 0)


def _write_number(self: Any, row: int, column: int, number: float, style: Any = None) -> int:
    if not math.isfinite(number):
        raise TypeError(f"a cell holds a finite number, not {number}")
    if not _reached(self, row, column):
        return -1
    self.table[row][column] = Number(number, style)
    return 0


def _write_formula(
    self: Any, row: int, column: int, formula: str, style: Any = None, value: float | str = 0
) -> int:
    if not _reached(self, row, column):
        return -1
    self.table[row][column] = Formula(formula.removeprefix("="), style, value)
    return 0


def _no_spans(self: Any) -> None:
    """Leave out the hint how wide each row is, which the format does not ask for."""
    self.row_spans = {}


def _text_xml(cell: Any) -> str:
    return f' t="s"><v>{cell.string}</v></c>'


def _number_xml(cell: Any) -> str:
    return f"><v>{cell.number:.16G}</v></c>"


def _formula_xml(cell: Any) -> str:
    value = cell.value
    if isinstance(value, str):
        kind = ' t="str"' if value else ""
        return f"{kind}><f>{_escaped(cell.formula)}</f><v>{_escaped(value)}</v></c>"
    return f"><f>{_escaped(cell.formula)}</f><v>{value}</v></c>"


_WRITERS = {String: _text_xml, Number: _number_xml, Formula: _formula_xml}


def _escaped(text: str) -> str:
    """Return text as the content of an XML element."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text
