"""A CSV table of the library as rows of named cells, each row knowing its line.

Empty cells are left out, so that missing stays missing; numbers become exact decimals.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from carbon.problems import Problem, error

_MAX_BYTES = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: cells that hold something, and file:line."""

    cells: Mapping[str, object]  # text, or Decimal in a column of numbers
    where: str


def read_table(
    path: Path,
    name: str,
    *,
    columns: Collection[str],
    optional: Collection[str] = (),
    numbers: Collection[str] = (),
) -> tuple[list[Row], list[Problem]]:
    """Return the rows of a comma-separated UTF-8 file and what is wrong with it.

    The header must hold every name of `columns` and nothing outside `columns` and `optional`.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            return [], [error("file-too-large", name, found=path.stat().st_size)]
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as wrong:
        return [], [error("text-encoding", name, found=str(wrong.reason))]
    except OSError as wrong:
        return [], [error("file-unreadable", name, found=wrong.strerror or str(wrong))]
    return parse_table(text, name, columns=columns, optional=optional, numbers=numbers)


def parse_table(
    text: str,
    name: str,
    *,
    columns: Collection[str],
    optional: Collection[str] = (),
    numbers: Collection[str] = (),
) -> tuple[list[Row], list[Problem]]:
    """Return the rows of a table's text; see `read_table`."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        problems = _check_header(header, name, columns, optional)
        if problems:
            return [], problems
        numbered = ((reader.line_num, cells) for cells in reader)
        return _rows(numbered, header, name, frozenset(numbers))
    except csv.Error as wrong:
        where = f"{name}:{reader.line_num}"
        return [], [error("library-table-row", where, found=str(wrong), expected="CSV")]


def _check_header(
    header: list[str], name: str, columns: Collection[str], optional: Collection[str]
) -> list[Problem]:
    missing = [column for column in columns if column not in header]
    strange = [column for column in header if column not in columns and column not in optional]
    twice = sorted({column for column in header if header.count(column) > 1})
    where = f"{name}:1"
    problems = [error("library-table-column-missing", where, found=one) for one in missing]
    problems += [error("library-table-column-unknown", where, found=one) for one in strange]
    problems += [error("library-table-column-twice", where, found=one) for one in twice]
    return problems


def _rows(
    numbered: Iterator[tuple[int, list[str]]], header: list[str], name: str, numbers: frozenset[str]
) -> tuple[list[Row], list[Problem]]:
    rows: list[Row] = []
    problems: list[Problem] = []
    for line, cells in numbered:
        where = f"{name}:{line}"
        if not cells:
            continue
        if len(cells) != len(header):
            problems.append(
                error("library-table-row", where, found=len(cells), expected=len(header))
            )
            continue
        row: dict[str, object] = {
            column: cell for column, cell in zip(header, cells, strict=True) if cell
        }
        for column in numbers & row.keys():
            row[column] = as_number(str(row[column]))
        rows.append(Row(cells=row, where=where))
    return rows, problems


def as_number(cell: str) -> Decimal | str:
    """Return the number in a cell, or its text when it is none: the field's reader will say so."""
    try:
        return Decimal(cell)
    except InvalidOperation:
        return cell
