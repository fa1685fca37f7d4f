"""A published table under its heading row: named cells, each row knowing where it stands.

Workbooks put title rows above the headings, so the heading row is the first that holds every
column asked for. Nothing is guessed: a row that is cut off, a decimal comma and a text where a
number belongs are problems with their row, and an empty cell is not a number but "not given".
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from carbon.library.importers.records import PublishedTable
from carbon.problems import Problem, error

_COMMA = re.compile(r"[+-]?\d+(\.\d{3})*,\d+\Z")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?\Z")
_LONGEST = 40  # characters of a number
_FURTHEST = 12  # powers of ten; a figure further off is a slip, and would be written out in full


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of a published table: its trimmed cells by heading, and its place."""

    cells: Mapping[str, str]
    where: str

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def headings(table: PublishedTable, needed: Collection[str]) -> tuple[int, tuple[str, ...]] | None:
    """Return where the heading row stands and its cells; None when no row holds every column."""
    for index, row in enumerate(table.rows):
        cells = tuple(cell.strip() for cell in row)
        if set(needed) <= set(cells):
            return index, cells
    return None


def read(
    table: PublishedTable, needed: Collection[str], at_least: int
) -> tuple[tuple[Record, ...], list[Problem]]:
    """Return the rows below the headings, and what is wrong with the table as a whole.

    Fewer than `at_least` rows means that the file is cut off or another one: nothing is returned.
    """
    found = headings(table, needed)
    if found is None:
        missing = "; ".join(sorted(set(needed) - _nearest(table, needed)))
        return (), [error("importer-column-missing", _name(table), found=missing)]
    start, columns = found
    twice = sorted({one for one in columns if one and columns.count(one) > 1})
    if twice:
        where = table.where(start)
        return (), [error("importer-column-twice", where, found="; ".join(twice))]
    problems: list[Problem] = []
    records = tuple(_records(table, start, columns, problems))
    if len(records) < at_least:
        few = error("importer-rows-few", _name(table), found=len(records), expected=at_least)
        return (), [*problems, few]
    return records, problems


def _nearest(table: PublishedTable, needed: Collection[str]) -> set[str]:
    """Return the columns of the row that comes closest to being the heading row."""
    rows = ({cell.strip() for cell in row} for row in table.rows)
    return max(rows, key=lambda cells: len(cells & set(needed)), default=set())


def _name(table: PublishedTable) -> str:
    return f"{table.file}!{table.sheet}" if table.sheet else table.file


def _records(
    table: PublishedTable, start: int, columns: Sequence[str], problems: list[Problem]
) -> Iterator[Record]:
    for index in range(start + 1, len(table.rows)):
        row = [cell.strip() for cell in table.rows[index]]
        if not any(row):
            continue
        # A sheet leaves its empty last cells out; a line of a CSV file never does.
        short = len(row) < len(columns) and not table.sheet
        if short or any(row[len(columns) :]):
            where = table.where(index)
            problems.append(
                error("importer-row-ragged", where, found=len(row), expected=len(columns))
            )
            continue
        row += [""] * (len(columns) - len(row))
        cells = {name: cell for name, cell in zip(columns, row, strict=False) if name}
        yield Record(cells=cells, where=table.where(index))


def number(record: Record, column: str, problems: list[Problem]) -> Decimal | None:
    """Return the number of a cell exactly as printed; None for an empty cell or after a problem."""
    text = record[column]
    if not text:
        return None
    if _NUMBER.match(text) and len(text) <= _LONGEST:
        value = Decimal(text)
        if value.is_zero() or abs(value.adjusted()) <= _FURTHEST:
            return value
    code = "importer-decimal-comma" if _COMMA.match(text) else "importer-number"
    problems.append(error(code, record.where, column=column, found=text))
    return None


def plain(value: Decimal) -> str:
    """Return a number without exponent and without idle zeros.

    >>> plain(Decimal("1300.0")), plain(Decimal("3e-05"))
    ('1300', '0.00003')
    """
    return f"{value.normalize():f}" if value else "0"


def text_of(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    """Return a table of the library as CSV text; a cell that a row lacks is empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
