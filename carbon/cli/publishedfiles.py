"""A publisher's files, as given on the command line, to tables of text for an importer."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from carbon.library.importers import delimited, ember
from carbon.library.importers.records import PublishedTable
from carbon.problems import Problem, Severity, error

if TYPE_CHECKING:
    from carbon.intake.records import CellValue, Sheet

_SNIFFED_BYTES = 4096
_CODE = "file-suffix-differs"  # a publisher's file is told by its content; its name says nothing


def read(files: Sequence[Path]) -> tuple[list[PublishedTable], list[Problem]]:
    """Return the tables of all files, and what is wrong; on any error a file gives no table."""
    tables: list[PublishedTable] = []
    problems: list[Problem] = []
    for path in files:
        found, wrong = _read(path)
        tables += found
        problems += wrong
    return tables, problems


def _read(path: Path) -> tuple[list[PublishedTable], list[Problem]]:
    from carbon.intake import files

    problems = delimited.unreadable(path)
    if problems:
        return [], problems
    try:
        with path.open("rb") as opened:
            kind = files.kind_of(opened.read(_SNIFFED_BYTES))
    except OSError as wrong:
        return [], [error("file-unreadable", str(path), found=wrong.strerror or str(wrong))]
    if kind in ("zip", "ole"):
        return _workbook(path)
    if kind == "JSON":
        return _json(path)
    if kind != "text":
        return [], [error("importer-file-kind", str(path), found=kind)]
    table, problems = delimited.read(path)
    return ([] if table is None else [table]), problems


def _json(path: Path) -> tuple[list[PublishedTable], list[Problem]]:
    """Return the one form of JSON that a publisher gives out: values by country."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        return [], [error("text-encoding", path.name, found=wrong.reason)]
    digest = hashlib.sha256(data).hexdigest()
    table, problems = ember.table_of_json(text, file=path.name, sha256=digest)
    return ([] if problems else [table]), problems


def _workbook(path: Path) -> tuple[list[PublishedTable], list[Problem]]:
    from carbon.intake import files

    workbook, problems = files.read_workbook(path, path.name)
    problems = [one for one in problems if one.code != _CODE]
    if workbook is None:
        return [], problems
    # What is odd about a price list (a hidden row, a formula) says nothing about a published table.
    problems = [one for one in problems if one.severity is Severity.ERROR]
    tables = [_table(workbook.name, workbook.sha256, sheet) for sheet in workbook.sheets]
    return [table for table in tables if table.rows], problems


def _table(name: str, sha256: str, sheet: Sheet) -> PublishedTable:
    texts = [tuple(_text(cell) for cell in row) for row in sheet.rows]
    kept = [(index, row) for index, row in enumerate(texts) if any(cell.strip() for cell in row)]
    return PublishedTable(
        file=name,
        sheet=sheet.name,
        sha256=sha256,
        rows=tuple(row for _, row in kept),
        lines=tuple(sheet.first_row + index for index, _ in kept),
    )


def _text(cell: CellValue) -> str:
    """Return a cell as text; a number as the shortest text that gives the same number."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    text = getattr(cell, "text", None)  # an error cell, such as #N/A, which is no number
    return str(cell) if text is None else str(text)
