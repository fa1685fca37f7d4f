"""Columns of a sheet: their cells picked, merged ones filled, read, and what was found told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter

from carbon.intake import columns, datecells, findings, formatcells, headers, headingunits
from carbon.intake.columns import Typed
from carbon.intake.fields import Field, headings
from carbon.intake.findings import Finding, finding
from carbon.intake.headers import Column, Header
from carbon.intake.items import Items
from carbon.intake.records import CellValue, ErrorCell, Sheet
from carbon.problems import Problem, Severity, error, note, warning

_NO_BLANKS = ("cell-error", "cell-without-value")


@dataclass(slots=True)
class Work:
    """A sheet while it is being read: one place for the items, problems and spoilt rows."""

    sheet: Sheet
    place: str
    header: Header
    items: Items
    problems: list[Problem] = field(default_factory=list)
    # by block: position in items.rows -> field that spoils it; None holds what every block shares
    spoilt: dict[int | None, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))


def typed(work: Work, column: Column, block: int | None = None) -> Typed:
    """Read one column, turn its findings into problems and remember the rows they spoil.

    What one supplier wrote in its block spoils the row for that supplier alone.
    """
    kind = headings().fields[column.field]
    sheet, rows = work.sheet, work.items.rows
    cells = _cells(sheet, column.index, rows)
    if kind.kind not in ("number", "money"):
        filled = _fill_merged(sheet, column, rows, cells)
        if filled:
            where = f"{work.place}!{headers.letter(sheet, column.index)}"
            told = warning("merged-filled", where, column=column.heading, count=filled)
            work.problems.append(told)
    cells, dates = datecells.taken_out(cells, kind)
    read = columns.read(cells, kind, column.heading)
    read = formatcells.read(sheet, column.index, rows, kind, read)
    found = read.findings + dates + _unfinished(sheet, column, rows, kind)
    if work.header.layout.kind == "legs":
        found = [_weighed(one) for one in found]
    letter = headers.letter(sheet, column.index)
    first = sheet.first_row
    work.problems += findings.problems(
        found, column.heading, lambda i: f"{work.place}!{letter}{rows[i] + first}"
    )
    spoilt = work.spoilt[block]
    for one in found:
        if one.severity is Severity.ERROR:
            spoilt.setdefault(one.index, column.field)
    _heading(work, column, kind, read, block)
    return read


def _heading(work: Work, column: Column, kind: Field, read: Typed, block: int | None) -> None:
    """Ask about what the heading of numbers says in brackets and nobody understands.

    "Pris (per 1000)" may change what every number means: rows with one are put aside.
    """
    row = work.header.row + work.sheet.first_row
    where = f"{work.place}!{headers.letter(work.sheet, column.index)}{row}"
    for one in headingunits.unread(column.heading, kind):
        grave = one.scales and kind.breach == "error"
        make = error if grave else warning
        work.problems.append(make("heading-unread", where, found=one.text, column=column.heading))
        if grave:
            filled = (i for i, value in enumerate(read.values) if value is not None)
            for i in filled:
                work.spoilt[block].setdefault(i, column.field)


def _weighed(one: Finding) -> Finding:
    """Return a finding about a leg; an error value there is never taken for a blank.

    A blank means something in a sheet of legs: every line, the place before, the kitchen.
    """
    return replace(one, severity=Severity.ERROR) if one.code in _NO_BLANKS else one


def _cells(sheet: Sheet, index: int, rows: Sequence[int]) -> list[CellValue]:
    picked = [sheet.rows[r] for r in rows]
    if min(map(len, picked), default=0) > index:
        return list(map(itemgetter(index), picked))
    return [row[index] if index < len(row) else None for row in picked]


def _fill_merged(sheet: Sheet, column: Column, rows: Sequence[int], cells: list[CellValue]) -> int:
    """Fill cells that are merged downwards with the value of their first cell; count them."""
    filled = 0
    position = {row: i for i, row in enumerate(rows)} if sheet.merged else {}
    for first_row, first_column, last_row, last_column in sheet.merged:
        if not first_column <= column.index + sheet.first_column <= last_column:
            continue
        top = first_row - sheet.first_row
        if not 0 <= top < len(sheet.rows) or column.index >= len(sheet.rows[top]):
            continue
        value = sheet.rows[top][column.index]
        for row in range(top + 1, last_row - sheet.first_row + 1):
            at = position.get(row)
            if at is not None and cells[at] is None and value is not None:
                cells[at] = value
                filled += 1
    return filled


def _unfinished(sheet: Sheet, column: Column, rows: Sequence[int], kind: Field) -> list[Finding]:
    """Name formulas without a stored value: their cells look empty and are not."""
    if not sheet.formulas_without_value:
        return []
    number = column.index + sheet.first_column
    weight = Severity.ERROR if kind.breach == "error" else Severity.WARNING
    return [
        finding("cell-without-value", weight, i, found=column.heading)
        for i, row in enumerate(rows)
        if (row + sheet.first_row, number) in sheet.formulas_without_value
    ]


def count_error_cells(work: Work) -> None:
    """Tell how many error values stand in columns that are not used, beside the items."""
    used = {column.index for column in work.header.columns}
    rows = [work.sheet.rows[row] for row in work.items.rows]
    width = max(map(len, rows), default=0)
    unused = [index for index in range(width) if index not in used]
    count = sum(
        index < len(row) and isinstance(row[index], ErrorCell) for index in unused for row in rows
    )
    if count:
        work.problems.append(note("error-cells-unused", work.place, count=count))
