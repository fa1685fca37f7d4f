"""The flat file of the UK GHG conversion factors: its rows by ID, its year told by its heading.

The publisher names every figure by an ID that stays the same between years. The file name says
nothing reliable, so the year is the one in the heading of the value column, and a few values of
that year must agree (`factors/importers/desnz-years.csv`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from carbon.library.importers import headed
from carbon.library.importers.headed import Record
from carbon.library.importers.records import PublishedTable
from carbon.problems import Problem, error, warning

ID, SCOPE, UOM, GAS = "ID", "Scope", "UOM", "GHG/Unit"
LEVELS = ("Level 2", "Level 3", "Level 4", "Column Text")
COLUMNS = (ID, SCOPE, "Level 1", *LEVELS, UOM, GAS)
TOTAL, CARBON_DIOXIDE = "kg CO2e", "kg CO2e of CO2 per unit"
_VALUE = re.compile(r"GHG Conversion Factor (\d{4})\Z")
_SMALLEST = 5000  # the scope 3 part alone has 5 289 rows; fewer means a file that was cut off


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatFile:
    """One year's flat file: the rows by ID, and the heading of the value column."""

    file: str
    year: int
    column: str
    rows: Mapping[str, Record]

    @property
    def has_scope_1(self) -> bool:
        """Tell whether direct emissions (fuels, refrigerants) are in the file."""
        return any(record[SCOPE] == "Scope 1" for record in self.rows.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentinel:
    """A value that a year's file must hold under an ID, so that the year is no mere claim."""

    year: int
    row: str
    value: Decimal


def is_flat_file(table: PublishedTable) -> bool:
    """Tell whether a table has the heading row of the flat file, whatever its year."""
    return headed.headings(table, COLUMNS) is not None


def read(
    table: PublishedTable, sentinels: Sequence[Sentinel]
) -> tuple[FlatFile | None, list[Problem]]:
    """Return a flat file, or None and what is wrong with it."""
    found = headed.headings(table, COLUMNS)
    columns = [] if found is None else [one for one in found[1] if _VALUE.match(one)]
    if found is not None and len(columns) != 1:
        where, shown = table.where(found[0]), "; ".join(columns) or "-"
        return None, [error("importer-desnz-year", where, found=shown)]
    records, problems = headed.read(table, (*COLUMNS, *columns), _SMALLEST)
    if not records:
        return None, problems
    rows = _by_id(records, problems)
    year = int(columns[0].rpartition(" ")[2])
    flat = FlatFile(file=table.file, year=year, column=columns[0], rows=rows)
    problems += _check_year(flat, sentinels)
    return flat, problems


def _by_id(records: Sequence[Record], problems: list[Problem]) -> dict[str, Record]:
    rows: dict[str, Record] = {}
    for record in records:
        key = record[ID]
        earlier = rows.setdefault(key, record)
        if earlier is not record:
            problems.append(
                error("importer-id-twice", record.where, found=key, other=earlier.where)
            )
    return rows


def _check_year(flat: FlatFile, sentinels: Sequence[Sentinel]) -> list[Problem]:
    mine = [one for one in sentinels if one.year == flat.year]
    if not mine:
        return [warning("importer-desnz-year-unknown", flat.file, found=flat.year)]
    problems: list[Problem] = []
    for one in mine:
        record = flat.rows.get(one.row)
        if record is None:
            continue  # a part of the flat file; a row that is picked and absent is told of there
        value = headed.number(record, flat.column, problems)
        if value != one.value:
            shown = "-" if value is None else headed.plain(value)
            problems.append(
                error(
                    "importer-desnz-sentinel",
                    record.where,
                    row=one.row,
                    found=shown,
                    expected=headed.plain(one.value),
                    year=flat.year,
                )
            )
    return problems


def reads(record: Record) -> str:
    """Return what a row is about, as the file words it: its levels and its column text."""
    return ", ".join(record[column] for column in LEVELS if record[column])


def same_thing(found: str, expected: str) -> bool:
    """Tell whether two wordings name one thing: case, blanks and kinds of dash do not matter."""
    return _folded(found) == _folded(expected)


def _folded(text: str) -> str:
    return re.sub(r"[\s\u2010-\u2015-]+", "", text).casefold()


def pick(
    flat: FlatFile,
    row: str,
    *,
    uom: str,
    expected: str,
    gas: str = TOTAL,
    problems: list[Problem],
) -> Decimal | None:
    """Return the value of a row after checking that it is the row we mean; None if not given.

    `expected` is the wording of `reads`; where years differ, each wording, parted by |. A row
    that is absent, measured in another unit or about something else is an error; an empty cell
    is none, since it means "not available".
    """
    record = flat.rows.get(row)
    if record is None:
        problems.append(error("importer-row-missing", flat.file, found=row, expected=expected))
        return None
    if not any(same_thing(reads(record), one) for one in expected.split("|")):
        problems.append(
            error(
                "importer-row-moved",
                record.where,
                row=row,
                found=reads(record),
                expected=expected,
            )
        )
        return None
    for column, wanted in ((UOM, uom), (GAS, gas)):
        if record[column] != wanted:
            problems.append(
                error("importer-unit", record.where, row=row, found=record[column], expected=wanted)
            )
            return None
    return headed.number(record, flat.column, problems)
