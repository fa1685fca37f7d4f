"""A new workbook with the cells of a file that cannot itself be handed back as .xlsx.

For CSV, .ods, .xls and .xlsb: values, hidden rows, columns and sheets, and merged cells are kept;
looks and formulas are not. Text stays text, and two runs give the same bytes.
"""

from __future__ import annotations

import datetime
import io
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from carbon.intake.records import CellValue, ErrorCell, Sheet, Workbook
from carbon.outputs.workbook import opened

_LONGEST_TEXT = 32_767  # characters in a cell (Excel specifications and limits)
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_LONGEST_NAME = 31
_BAD_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LARGEST_WHOLE = 1 << 53  # beyond it a cell cannot hold every whole number
_FIRST_DAY = datetime.date(1900, 3, 1)  # before it the calendar of spreadsheets is wrong
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
_LOOKS = {"date": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm:ss", "time": "hh:mm:ss"}


def set_aside(workbook: Workbook) -> Workbook:
    """Return the workbook with rows of the wrong length moved out to the right of their table.

    In a CSV such a row is not read, since its cells may stand in the wrong columns. Put into the
    columns of a new workbook they would be read; beside the table they are kept and are not.
    """
    return replace(workbook, sheets=tuple(map(_beside, workbook.sheets)))


def _beside(sheet: Sheet) -> Sheet:
    if not sheet.ragged_rows:
        return sheet
    odd = [number - sheet.first_row for number in sheet.ragged_rows]
    width = max((len(row) for i, row in enumerate(sheet.rows) if i not in set(odd)), default=0)
    rows = list(sheet.rows)
    for index in odd:
        if 0 <= index < len(rows):
            rows[index] = [*([None] * (width + 1)), *rows[index]]  # one column free for the status
    return replace(sheet, rows=rows)


def too_large(workbook: Workbook) -> bool:
    """Tell whether a sheet has more rows or columns than an .xlsx can hold."""
    return any(
        sheet.first_row + len(sheet.rows) > _LAST_ROW
        or max(map(len, sheet.rows), default=0) + sheet.first_column > _LAST_COLUMN
        for sheet in workbook.sheets
    )


def cut_texts(workbook: Workbook) -> int:
    """Return how many texts are longer than a cell may hold, and are cut."""
    return sum(
        isinstance(cell, str) and len(cell) > _LONGEST_TEXT
        for sheet in workbook.sheets
        for row in sheet.rows
        for cell in row
    )


def workbook_bytes(workbook: Workbook) -> tuple[bytes, Mapping[str, str]]:
    """Return the new workbook as bytes, and sheet name -> the name its sheet has there."""
    stream = io.BytesIO()
    book = opened(stream)
    looks = {name: book.add_format({"num_format": look}) for name, look in _LOOKS.items()}
    names = _names(workbook)
    shown = [sheet.name for sheet in workbook.sheets if not sheet.hidden]
    for sheet in workbook.sheets:
        page = book.add_worksheet(names[sheet.name])
        _write(page, sheet, looks)
        if sheet.hidden and shown:
            page.hide()
        elif shown and sheet.name == shown[0]:
            page.activate()
            page.set_first_sheet()
    book.close()
    return stream.getvalue(), names


def _names(workbook: Workbook) -> dict[str, str]:
    """Return names that a sheet may have, each once in any case."""
    taken: set[str] = set()
    names: dict[str, str] = {}
    for number, sheet in enumerate(workbook.sheets, 1):
        plain = _BAD_IN_NAME.sub("_", sheet.name).strip("'")[:_LONGEST_NAME] or str(number)
        if plain.casefold() in taken:
            plain = f"{plain[: _LONGEST_NAME - 6]} ({number})"
        taken.add(plain.casefold())
        names[sheet.name] = plain
    return names


def _write(page: Any, sheet: Sheet, looks: Mapping[str, Any]) -> None:
    for number in sheet.hidden_rows:
        page.set_row(number - 1, None, None, {"hidden": True})
    for number in sheet.hidden_columns:
        page.set_column(number - 1, number - 1, None, None, {"hidden": True})
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, right in sheet.merged:
        under = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        if len(under) > 1 and covered.isdisjoint(under):
            covered |= under
            page.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
    for row, cells in enumerate(sheet.rows, sheet.first_row - 1):
        for column, cell in enumerate(cells, sheet.first_column - 1):
            if cell is not None:
                _put(page, row, column, cell, looks)


def _put(page: Any, row: int, column: int, cell: CellValue, looks: Mapping[str, Any]) -> None:
    """Write one cell; what a cell of a workbook cannot hold is written as text."""
    if isinstance(cell, bool):
        page.write_boolean(row, column, cell)
    elif isinstance(cell, int | float) and math.isfinite(cell) and abs(cell) <= _LARGEST_WHOLE:
        page.write_number(row, column, cell)
    elif isinstance(cell, datetime.datetime) and cell.date() >= _FIRST_DAY:
        page.write_datetime(row, column, cell.replace(tzinfo=None), looks["moment"])
    elif isinstance(cell, datetime.date) and cell >= _FIRST_DAY:
        page.write_datetime(row, column, cell, looks["date"])
    elif isinstance(cell, datetime.time):
        page.write_datetime(row, column, cell, looks["time"])
    elif isinstance(cell, ErrorCell) and cell.text in _ERRORS:
        # The one formula here: an error that stays an error, so that it is never read as a text.
        page.write_formula(row, column, f"={cell.text}", None, cell.text)
    else:
        text = cell.text if isinstance(cell, ErrorCell) else str(cell)
        page.write_string(row, column, _plain(text))


def _plain(text: str) -> str:
    """Return a text that the writer passes on as it is; it takes <r>...</r> for its own markup."""
    whole = text.encode("utf-8", "replace").decode("utf-8")[:_LONGEST_TEXT]
    return f" {whole}"[:_LONGEST_TEXT] if whole.startswith("<r>") else whole
