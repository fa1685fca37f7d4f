"""What `carbon read` tells of a file: sheets, heading rows, columns, rows, and every problem."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from carbon import language, yamlfile
from carbon.intake import collector, rows
from carbon.intake.countries import Origin
from carbon.intake.layouts import Layout
from carbon.intake.records import Workbook
from carbon.intake.rows import SheetRead
from carbon.intake.tables import Table
from carbon.problems import Problem, has_errors, note
from carbon.units import UnitFactor

_YAML = (".yaml", ".yml")
_INNER = ("_unit_text", "block", "section", "price_written")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A file as it was understood."""

    file: str
    sheets: tuple[SheetRead, ...]
    problems: tuple[Problem, ...]
    kind: str  # xlsx, xls, ods, csv, yaml, or "" when it could not be opened
    workbook: Workbook | None = None  # the file as it was read, None when there is none

    @property
    def tables(self) -> tuple[Table, ...]:
        """The sheets that could be read."""
        return tuple(read.table for read in self.sheets if read.table is not None)

    @property
    def unreadable(self) -> bool:
        """Nothing can be used: exit code 2."""
        if self.kind == "yaml":
            return has_errors(self.problems)
        return not self.tables

    @property
    def good_rows(self) -> int:
        """Rows that are beyond doubt, words for "no bid" not counted."""
        return sum(
            ok and not none
            for table in self.tables
            for ok, none in zip(table.usable, table.no_bid, strict=True)
        )

    @property
    def mass_kg(self) -> Decimal:
        """Sum of the quantities that are stated in units of mass, over usable rows."""
        return sum(
            (
                amount
                for table in self.tables
                for amount, unit, ok in zip(
                    table.column("quantity"),
                    table.column("quantity_unit"),
                    table.usable,
                    strict=True,
                )
                if ok and unit == "kg" and amount is not None
            ),
            Decimal(0),
        )


def read_file(
    path: Path,
    layouts: Sequence[Layout] | None = None,
    *,
    name: str | None = None,
) -> Reading:
    """Return what a file from outside holds; every trouble is a problem, never an exception.

    `layouts` are tried instead of the library's; `name` is what messages call the file.
    """
    shown = name or path.name
    if path.suffix.lower() in _YAML:
        _, problems = yamlfile.read(path, shown)
        return Reading(file=shown, sheets=(), problems=tuple(problems), kind="yaml")
    from carbon.intake import files

    workbook, problems = files.read_workbook(path, shown)
    if workbook is None:
        return Reading(file=shown, sheets=(), problems=tuple(problems), kind="")
    return read_sheets(workbook, problems, layouts)


def read_sheets(
    workbook: Workbook, problems: Sequence[Problem] = (), layouts: Sequence[Layout] | None = None
) -> Reading:
    """Return what a workbook holds; `problems` are those that opening it left."""
    with collector.paused():
        reads, wrong = rows.tables_of(workbook, layouts)
    told = [*problems, *wrong]
    for read in reads:
        if read.table is not None:
            told += _left_out(read.table)
    return Reading(
        file=workbook.name,
        sheets=tuple(reads),
        problems=tuple(told),
        kind=workbook.kind,
        workbook=workbook,
    )


def _left_out(table: Table) -> list[Problem]:
    """Say how many rows are no items, and why: one remark for each reason."""
    return [
        note(f"rows-{reason}", table.place, count=count)
        for reason, count in sorted(table.left_out.items())
        if reason != "blank"
    ]


def plain(value: object) -> object:
    """Return a typed value as JSON can hold it: numbers as numbers, texts as texts."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, UnitFactor):
        return value.id
    if isinstance(value, Origin):
        return ", ".join(part for part in (value.place, value.country) if part) or None
    return list(value) if isinstance(value, tuple) else value


def lot(table: Table, index: int) -> str | None:
    """Return the lot that a row is offered in: its column's, else that of the section or sheet."""
    columns = (table.values[name] for name in ("lot", "section") if name in table.values)
    return next((str(column[index]) for column in columns if column[index]), None)


def _row(table: Table, index: int, names: Sequence[str]) -> dict[str, Any]:
    values = {name: plain(table.values[name][index]) for name in names}
    values["lot"] = lot(table, index)
    kept = {name: value for name, value in values.items() if value is not None}
    shown: dict[str, Any] = {"row": table.rows[index], "values": kept}
    if table.no_bid[index]:
        shown["no_bid"] = True
    return shown


def _sheet(table: Table) -> dict[str, Any]:
    names = [name for name in table.values if not name.endswith(_INNER)]
    columns: dict[str, str] = {}
    for letters in table.letters:
        for field, letter in letters.items():
            columns.setdefault(field, letter)
    used = [i for i, ok in enumerate(table.usable) if ok]
    return {
        "name": table.sheet,
        "layout": table.layout.id,
        "header_row": table.header_row,
        "columns": columns,
        "blocks": [
            {"name": name, "columns": dict(letters), "sums": {k: plain(v) for k, v in sums.items()}}
            for (name, sums), letters in zip(table.sums, table.letters, strict=True)
        ],
        "rows": [_row(table, index, names) for index in used],
        "counts": {
            "items": len(table.rows),
            "usable": len(used),
            "no_bid": sum(table.no_bid),
            "put_aside": len(table.rows) - len(used),
            "left_out": dict(sorted(table.left_out.items())),
        },
    }


def as_json(reading: Reading, lang: str) -> Mapping[str, Any]:
    """Return the contract of `carbon read --json` (design.md section 5)."""
    return {
        "file": reading.file,
        "kind": reading.kind,
        "sheets": [_sheet(table) for table in reading.tables],
        "counts": {"good_rows": reading.good_rows, "mass_kg": plain(reading.mass_kg)},
        "problems": [language.described(problem, lang) for problem in reading.problems],
    }
