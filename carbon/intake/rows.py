"""Sheets to tables: everything that happens between a workbook and its typed, checked rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from carbon.intake import (
    checks,
    currencies,
    labelcolumns,
    layouts,
    measures,
    sheetnames,
    statuscolumn,
    suppliers,
    tables,
)
from carbon.intake.layouts import Layout
from carbon.intake.records import Sheet, Workbook
from carbon.intake.tables import Table
from carbon.problems import Problem, error, note, warning


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRead:
    """A sheet and the table that it was understood as, if any."""

    sheet: Sheet
    table: Table | None


def tables_of(
    workbook: Workbook, known: Sequence[Layout] | None = None
) -> tuple[list[SheetRead], list[Problem]]:
    """Return every sheet with the table it holds, and all that was found.

    Hidden sheets are named and left out when a visible sheet can be read; otherwise they are read.
    """
    tried = layouts.known() if known is None else known
    reads: list[SheetRead] = []
    told: list[Problem] = []
    misses: list[Problem] = []
    for sheet in sorted(workbook.sheets, key=lambda one: one.hidden):
        if not any(cell is not None for row in sheet.rows for cell in row):
            continue
        if sheet.hidden and any(read.table for read in reads):
            place = f"{workbook.name}!{sheet.name}"
            told.append(warning("sheet-hidden-left-out", place, count=len(sheet.rows)))
            reads.append(SheetRead(sheet=sheet, table=None))
            continue
        table, problems = _read_sheet(sheet, workbook.name, tried)
        reads.append(SheetRead(sheet=sheet, table=table))
        (told if table is not None else misses).extend(problems)
    told = sheetnames.settled([read.table for read in reads if read.table is not None], told)
    return reads, [*told, *_weighed(misses, reads, workbook)]


def _weighed(
    misses: list[Problem], reads: Sequence[SheetRead], workbook: Workbook
) -> list[Problem]:
    """Return what sheets without a table are worth: notes beside a good sheet, else errors."""
    if not reads:
        return [error("workbook-empty", workbook.name)]
    if not any(read.table for read in reads):
        names = [read.sheet.name for read in reads]
        scan = sheetnames.is_scan(names)
        told = [error("workbook-is-scan", workbook.name, found=", ".join(names[:3]))]
        return [*(told if scan else []), *misses]
    return [
        note("sheet-left-out", p.where, **dict(p.values)) if p.code == "layout-unknown" else p
        for p in misses
    ]


def _read_sheet(
    sheet: Sheet, book: str, tried: Sequence[Layout]
) -> tuple[Table | None, list[Problem]]:
    kept = statuscolumn.supplier(sheet, tried)
    sheet, told = statuscolumn.without(sheet, f"{book}!{sheet.name}", tried)
    table, problems = tables.read_table(sheet, book, tried)
    problems = [*told, *problems]
    if table is None:
        return None, problems
    if table.layout.numbering == "rows":
        _number(table)
    problems += labelcolumns.read(table)
    if table.layout.kind in ("offers", "legs"):
        table, wrong = suppliers.named(table, sheet, book, kept)
        problems += wrong
    problems += currencies.stated(table)
    problems += checks.amounts(table)
    if table.layout.kind != "legs":
        table, wrong = measures.measure(table)
        problems += wrong
        problems += checks.repeats(table)
    return table, problems


def _number(table: Table) -> None:
    """Number the items by their place in the sheet, where the sheet has no numbers of its own."""
    order = {row: str(n) for n, row in enumerate(sorted(set(table.rows)), 1)}
    table.values["line_number"] = [order[row] for row in table.rows]
