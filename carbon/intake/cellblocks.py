"""Blocks of cell values on their way from calamine to the parent, cleaned on the fly.

Blocks keep the memory of both processes small, and the parent unpacks one while the next is made.
Every different value of a column is looked at once, because columns repeat themselves.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from typing import Any

from carbon.intake import cellcolumns, celltexts, oddtext
from carbon.intake.cellcolumns import CellColumn
from carbon.intake.records import ErrorCell
from carbon.problems import Problem, note, warning

CELLS_PER_BLOCK = 40_000
# Fewer rows travel as rows: a sheet of 16,384 columns has two of them in a block.
FEWEST_ROWS_OF_COLUMNS = 32
# No amount, price or number of an article is this long; products of such numbers overflow.
LARGEST_NUMBER = 1e30
# Spreadsheets believe in a 29 February 1900, so serial numbers up to that day are ambiguous.
FIRST_SAFE_DATE = datetime.date(1900, 3, 1)

_DATES = {datetime.date, datetime.datetime}

Block = Sequence[Sequence[Any]]
Cell = tuple[int, int]
Message = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class SheetNotes:
    """What was noticed while the blocks of one sheet went by; filled step by step."""

    odd: oddtext.OddTexts = field(default_factory=oddtext.OddTexts)
    old_dates: list[str] = field(default_factory=list)
    text_marks: list[str] = field(default_factory=list)  # cells with an apostrophe before digits

    def problems(self, where: str) -> Iterator[Problem]:
        """Yield the warnings about the sheet."""
        yield from oddtext.problems_of(self.odd, where)
        if self.old_dates:
            cells = ", ".join(self.old_dates[: oddtext.CELLS_NAMED])
            yield warning("date-before-1900-03", where, count=len(self.old_dates), cells=cells)
        if self.text_marks:
            cells = ", ".join(self.text_marks[: oddtext.CELLS_NAMED])
            yield note("text-mark-taken", where, count=len(self.text_marks), cells=cells)


def blocks(
    rows: Iterable[Sequence[Any]],
    *,
    first: Cell,
    width: int,
    errors: Mapping[Cell, str | None],
    notes: SheetNotes,
) -> Iterator[Message]:
    """Yield messages of clean cells: "columns" or "rows", and "empty" for rows between them.

    Empty rows at the end are left out: a million formatted rows cost nothing. `first` is the
    1-based cell of the first value, `errors` the text of error cells by 1-based cell, None for a
    formula that was never computed, whatever a program stored as its value.
    """
    by_row: dict[int, list[tuple[int, str | None]]] = {}
    for cell, text in errors.items():
        by_row.setdefault(cell[0] - first[0], []).append((cell[1] - first[1], text))
    clean = _Cleaner(first=first, notes=notes)
    left, index, empty = iter(rows), 0, 0
    while block := list(islice(left, max(1, CELLS_PER_BLOCK // max(width, 1)))):
        if by_row:
            block = [_with_errors(row, by_row.get(index + r, ())) for r, row in enumerate(block)]
        for filled, run in _runs(block):
            if filled and empty:
                yield {"empty": empty}
            if filled:
                yield clean(run, index)
            empty = 0 if filled else empty + len(run)
            index += len(run)


def _runs(block: Block) -> Iterator[tuple[bool, Block]]:
    """Yield runs of filled and of empty rows."""
    # Nearly every row begins with something, which any() sees at once; 0 counts as well.
    if all(map(any, block)):
        yield True, block
        return
    for filled, run in groupby(block, _is_filled):
        yield filled, list(run)


def _is_filled(row: Sequence[Any]) -> bool:
    return any(row) or any(cell is not None and cell != "" for cell in row)


def _with_errors(raw: Sequence[Any], errors: Iterable[tuple[int, str | None]]) -> list[Any]:
    row = list(raw)
    for column, text in errors:
        if column >= len(row):
            row.extend([None] * (column + 1 - len(row)))
        if column >= 0:
            row[column] = None if text is None else ErrorCell(text)
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cleaner:
    """Replaces numbers that are none and notes odd texts and dates of a block."""

    first: Cell
    notes: SheetNotes

    def __call__(self, block: Block, index: int) -> Message:
        even = len(block) >= FEWEST_ROWS_OF_COLUMNS and len(set(map(len, block))) == 1
        columns = _columns(block, even)
        top = self.first[0] + index
        swaps: dict[str, Any] = {}
        for column in columns:
            swaps.update(celltexts.meant(column.texts))
        if swaps:
            block = self._swapped(block, swaps, top)
            columns = _columns(block, even)
        suspects = [text for column in columns for text in oddtext.suspects(column.texts)]
        if suspects:
            oddtext.look(block, suspects, (top, self.first[1]), self.notes.odd)
        # One length for a column: a single NaN, INF or monster makes it fail the comparison.
        if not all(math.hypot(*column.numbers) < LARGEST_NUMBER for column in columns):
            block = [[_repaired(value) for value in row] for row in block]
            columns = _columns(block, even)
        dates = [v for column in columns if column.types & _DATES for v in column.different]
        if any(map(_is_old_date, dates)):
            self._note_dates(block, top)
        if even:
            return {"columns": [cellcolumns.pack(column) for column in columns]}
        return {"rows": [[None if cell == "" else cell for cell in row] for row in block]}

    def _swapped(self, block: Block, swaps: Mapping[str, Any], top: int) -> Block:
        """Return the block with texts that stand for something else as what they stand for."""
        swapped = [list(row) for row in block]
        for r, row in enumerate(swapped):
            for c, value in enumerate(row):
                if type(value) is str and value in swaps:
                    row[c] = swaps[value]
                    if value.startswith("'"):
                        cell = oddtext.cell_name(top + r, self.first[1] + c)
                        self.notes.text_marks.append(cell)
        return swapped

    def _note_dates(self, block: Block, top: int) -> None:
        for r, row in enumerate(block):
            for c, value in enumerate(row):
                if _is_old_date(value):
                    self.notes.old_dates.append(oddtext.cell_name(top + r, self.first[1] + c))


def _columns(block: Block, even: bool) -> list[CellColumn]:
    """Return the columns of a block; all its cells as one when its rows differ in length."""
    if even:
        return list(map(cellcolumns.column_of, zip(*block, strict=True)))
    return [cellcolumns.column_of(list(chain.from_iterable(block)))]


def _repaired(value: Any) -> Any:
    if type(value) is float and not -LARGEST_NUMBER < value < LARGEST_NUMBER:
        return ErrorCell("NaN" if value != value else repr(value).upper())
    return value


def _is_old_date(value: object) -> bool:
    if isinstance(value, datetime.datetime):
        return value.date() < FIRST_SAFE_DATE
    return isinstance(value, datetime.date) and value < FIRST_SAFE_DATE
