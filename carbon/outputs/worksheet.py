"""The kind of worksheet that ours are: xlsxwriter's, with the way of a plain cell shortened.

A large tender makes a million cells of three kinds: shared text, number, formula with its value.
xlsxwriter looks for functions newer than 2010 in every formula (ours use none), tries whether a
row number is an A1 notation, and builds and escapes a list of attributes for every cell. Here a
cell goes straight into the table and out as one string. What is no such cell takes the library's
own way, and every cell comes out the same, byte for byte (tests/outputs/test_worksheet.py).

The rows of a long table need not be kept at all: from `rows_follow` on they are written in their
order, row by row, to a temporary file, and only the row at hand is in memory.
"""

from __future__ import annotations

import codecs
import math
import tempfile
from collections import namedtuple
from functools import cache, lru_cache
from typing import IO, Any

from carbon.outputs.columns import letter

_LONGEST_TEXT = 16_000  # beyond it the library counts the characters as a spreadsheet does
_MOST_TEXT = 32_767  # characters of a cell that the format has room for
_COLUMNS_KEPT = 256
_ROWS_AT_ONCE = 256
_BUFFER = 1 << 20  # characters
_IN_MEMORY = 1 << 24  # bytes of rows that need no file
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
        if self.rows is not None and row >= self.rows.first:
            shared = self.str_table._get_shared_string_index(text[:_MOST_TEXT])
            self.rows.put(self, row, column, f' t="s"><v>{shared}</v></c>', style)
            return 0
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

    def write_rows(self: Any) -> None:
        if self.rows is None:
            Worksheet._write_rows(self)
            return
        last, self.dim_rowmax = self.dim_rowmax, min(self.dim_rowmax, self.rows.first - 1)
        Worksheet._write_rows(self)
        self.dim_rowmax = last
        self.rows.copy_to(self.fh)

    def assemble(self: Any) -> None:
        if self.rows is not None:
            self.rows.flush(self)  # the sheet begins by saying how far it reaches
        Worksheet._assemble_xml_file(self)

    methods = {
        "_assemble_xml_file": assemble,
        "rows": None,
        "rows_follow": _rows_follow,
        "write_string": write_string,
        "write_number": _write_number,
        "write_formula": _write_formula,
        "_write_cell": write_cell,
        "_write_rows": write_rows,
        "_calculate_spans": _no_spans,
    }
    return type("PlainSheet", (Worksheet,), methods)


class _Rows:
    """Rows written in their order, out of memory. A class, since it holds the row at hand."""

    def __init__(self, first: int) -> None:
        self.first = first
        self._begin(first)
        self._cells: dict[int, str] = {}
        self._styles: dict[int, int] = {}
        self._file = _unnamed_file()
        self._pending: list[str] = []

    def _begin(self, row: int) -> None:
        self._row = row
        self._of_row = f'{row + 1}" s="'

    def put(self, sheet: Any, row: int, column: int, rest: str, style: Any) -> None:
        """Take a cell; `rest` is its XML after the style."""
        if row != self._row:
            self.flush(sheet)
            self._begin(row)
        number = self._styles.get(id(style))
        if number is None:
            number = self._styles[id(style)] = style._get_xf_index()
        self._cells[column] = f'<c r="{_letters(column)}{self._of_row}{number}"{rest}'

    def flush(self, sheet: Any) -> None:
        """Write the row at hand, cells in the order of their columns."""
        if not self._cells:
            return
        columns = sorted(self._cells)
        row = self._row
        _reached(sheet, row, columns[0])
        _reached(sheet, row, columns[-1])
        height = sheet.row_info.pop(row, None)
        tall = "" if height is None else f' ht="{height.height * 0.75:.16g}" customHeight="1"'
        cells = "".join(map(self._cells.__getitem__, columns))
        self._pending.append(f'<row r="{row + 1}"{tall}>{cells}</row>')
        self._cells.clear()
        if len(self._pending) >= _ROWS_AT_ONCE:
            self._store()

    def _store(self) -> None:
        self._file.write("".join(self._pending).encode())
        self._pending.clear()

    def copy_to(self, stream: Any) -> None:
        """Write every row to the sheet's own stream of text."""
        self._store()
        self._file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        while block := self._file.read(_BUFFER):
            stream.write(decoder.decode(block))
        self._file.close()


def _unnamed_file() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)


def _rows_follow(self: Any, first: int) -> None:
    """Say that rows from `first` (counted from 0) on come one after the other, styled."""
    self.rows = _Rows(first)


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
    if self.rows is not None and row >= self.rows.first:
        self.rows.put(self, row, column, f"><v>{number:.16G}</v></c>", style)
        return 0
    if not _reached(self, row, column):
        return -1
    self.table[row][column] = Number(number, style)
    return 0


def _write_formula(
    self: Any, row: int, column: int, formula: str, style: Any = None, value: float | str = 0
) -> int:
    cell = Formula(formula.removeprefix("="), style, value)
    if self.rows is not None and row >= self.rows.first:
        self.rows.put(self, row, column, _formula_xml(cell), style)
        return 0
    if not _reached(self, row, column):
        return -1
    self.table[row][column] = cell
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
