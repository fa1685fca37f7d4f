"""Blocks of cell values on their way from calamine to the parent, cleaned on the fly.

Blocks keep the memory of both processes small, and the parent unpacks one while the next is made.
Every different value of a block is looked at once, because a column repeats itself.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from carbon.intake import oddtext
from carbon.intake.records import CellValue, ErrorCell
from carbon.problems import Problem, warning

CELLS_PER_BLOCK = 40_000
# No amount, price or number of an article is this long; products of such numbers overflow.
LARGEST_NUMBER = 1e30
# Spreadsheets believe in a 29 February 1900, so serial numbers up to that day are ambiguous.
FIRST_SAFE_DATE = datetime.date(1900, 3, 1)

_DATES = {datetime.date, datetime.datetime}

Block = list[list[CellValue]]
Cell = tuple[int, int]


@dataclass(slots=True, kw_only=True)
class SheetNotes:
    """What was noticed while the blocks of one sheet went by; filled step by step."""

    odd: oddtext.OddTexts = field(default_factory=oddtext.OddTexts)
    old_dates: list[str] = field(default_factory=list)

    def problems(self, where: str) -> Iterator[Problem]:
        """Yield the warnings about the sheet."""
        yield from oddtext.problems_of(self.odd, where)
        if self.old_dates:
            cells = ", ".join(self.old_dates[: oddtext.CELLS_NAMED])
            yield warning("date-before-1900-03", where, count=len(self.old_dates), cells=cells)


def blocks(
    rows: Iterable[list[Any]],
    *,
    first: Cell,
    width: int,
    errors: Mapping[Cell, str],
    notes: SheetNotes,
) -> Iterator[Block | int]:
    """Yield blocks of clean rows, and the number of empty rows between them as an int.

    Empty rows at the end are left out: a million formatted rows cost nothing. `first` is the
    1-based cell of the first value, `errors` the text of error cells by 1-based cell.
    """
    by_row: dict[int, list[tuple[int, str]]] = {}
    for cell, text in errors.items():
        by_row.setdefault(cell[0] - first[0], []).append((cell[1] - first[1], text))
    clean = _Cleaner(first=first, notes=notes)
    size = max(1, CELLS_PER_BLOCK // max(width, 1))
    block: Block = []
    empty = last = 0
    for index, raw in enumerate(rows):
        row: list[CellValue] = [None if v == "" else v for v in raw]
        if index in by_row:
            _put_errors(row, by_row[index])
        if row.count(None) == len(row):
            empty += 1
            continue
        if empty or len(block) >= size:
            if block:
                yield clean(block, index - empty - len(block))
            if empty:
                yield empty
            block, empty = [], 0
        block.append(row)
        last = index
    if block:
        yield clean(block, last + 1 - len(block))


def _put_errors(row: list[CellValue], errors: list[tuple[int, str]]) -> None:
    for column, text in errors:
        if column >= len(row):
            row.extend([None] * (column + 1 - len(row)))
        if column >= 0:
            row[column] = ErrorCell(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cleaner:
    """Replaces numbers that are none and notes odd texts and dates of a block."""

    first: Cell
    notes: SheetNotes

    def __call__(self, block: Block, index: int) -> Block:
        different: set[object] = set()
        different.update(*block)
        top = self.first[0] + index
        suspects = oddtext.suspects([v for v in different if type(v) is str])
        if suspects:
            oddtext.look(block, suspects, (top, self.first[1]), self.notes.odd)
        numbers = [v for v in different if type(v) is float]
        # One sum for the block: a single NaN, INF or monster makes it fail the comparison.
        if not sum(map(abs, numbers)) < LARGEST_NUMBER:
            _replace(block, _is_no_number, lambda v: ErrorCell(_number_text(v)))
        if any(_is_old_date(v) for v in [v for v in different if type(v) in _DATES]):
            self._note_dates(block, top)
        return block

    def _note_dates(self, block: Block, top: int) -> None:
        for r, row in enumerate(block):
            for c, value in enumerate(row):
                if _is_old_date(value):
                    self.notes.old_dates.append(oddtext.cell_name(top + r, self.first[1] + c))


def _replace(
    block: Block, wrong: Callable[[object], bool], repair: Callable[[Any], ErrorCell]
) -> None:
    for row in block:
        for c, value in enumerate(row):
            if wrong(value):
                row[c] = repair(value)


def _is_no_number(value: object) -> bool:
    return type(value) is float and not -LARGEST_NUMBER < value < LARGEST_NUMBER


def _number_text(value: float) -> str:
    if value != value:
        return "NaN"
    return repr(value).upper()


def _is_old_date(value: object) -> bool:
    if isinstance(value, datetime.datetime):
        return value.date() < FIRST_SAFE_DATE
    return isinstance(value, datetime.date) and value < FIRST_SAFE_DATE
