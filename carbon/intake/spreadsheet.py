"""A workbook file, already in memory, to messages for the parent: sheets, blocks of rows, problems.

Runs in the child process. calamine gives the values; a scan of the XML gives the facts that decide
what a value is worth. Both go over the same bytes at the same time, because calamine lets other
threads run while it parses. A message is a mapping with one of the keys "sheet", "rows", "empty" or
"end"; "end" is last and says whether the sheets before it count.
"""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from io import BytesIO
from itertools import islice
from typing import Any

import python_calamine

from carbon.intake import (
    archive,
    biffsheets,
    cellblocks,
    factwarnings,
    odsxml,
    sharedtext,
    sheetxml,
    wellformed,
    wire,
    xlsbsheets,
)
from carbon.intake import workbookparts as parts_of
from carbon.intake.sheetfacts import SheetFacts
from carbon.problems import Problem, error, note, warning

Message = dict[str, Any]

# Archives that inflate to less are scanned before calamine sees them; larger ones meanwhile.
SCAN_FIRST_BYTES = 16 << 20
_VBA_STORAGE = "_VBA_PROJECT".encode("utf-16-le")
# A password-protected .xlsx is an OLE container with this stream.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BROKEN_LISTS = (*archive.DAMAGE, KeyError, RecursionError)


def read_zip(data: bytes, where: str) -> Iterator[Message]:
    """Yield the messages of an .xlsx, .xlsm, .xlsb or .ods."""
    opened, problems = archive.open_archive(data, where)
    if opened is None:
        yield end("", problems)
        return
    try:
        parts = parts_of.find_parts(opened)
    except _BROKEN_LISTS as reason:
        # A DOCTYPE in a list of parts is a reason of its own; the deep scan words it.
        deep = archive.inflate_all(opened, {}, where)
        yield end("", deep or [error("archive-damaged", where, found=reason)])
        return
    if parts.kind:
        yield from _read_parts(data, opened, parts, where)
    else:
        yield end("", [error("file-not-workbook", where, found=parts.other)])


def _read_parts(
    data: bytes, opened: zipfile.ZipFile, parts: parts_of.Parts, where: str
) -> Iterator[Message]:
    scans = _scans(parts)
    deep: list[Problem] = []
    small = archive.declared_bytes(opened) < SCAN_FIRST_BYTES
    readers = _judged(opened, parts, scans) if small and parts.kind == "xlsx" else scans
    scanning = threading.Thread(
        target=lambda: deep.extend(archive.inflate_all(opened, readers, where)), daemon=True
    )
    scanning.start()
    if small:
        scanning.join()

    @cache
    def facts() -> tuple[Mapping[str, SheetFacts], list[Problem]]:
        scanning.join()
        found = _facts(parts, scans)
        return found, deep or list(factwarnings.of_parts(parts, found, where))

    if deep:
        yield end(parts.kind, deep)
        return
    try:
        yield from _messages(data, parts.kind, where, facts)
    except (*CALAMINE_ERRORS, ValueError) as reason:
        scanning.join()
        yield end(parts.kind, deep or [_unreadable(str(reason), opened, parts, where)])


CALAMINE_ERRORS = (python_calamine.CalamineError,)


def _scans(parts: parts_of.Parts) -> dict[str, Any]:
    makers: dict[str, Callable[[], Any]] = {
        "ods": odsxml.OdsScan,
        "xlsx": lambda: sheetxml.SheetScan(parts.formats),
        "xlsb": lambda: xlsbsheets.XlsbScan(parts.outside),
    }
    return {member: makers[parts.kind]() for member in parts.sheets.values()}


def _judged(
    opened: zipfile.ZipFile, parts: parts_of.Parts, scans: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the readers of the sheets and of the shared texts, with their XML judged first."""
    texts = [n for n in opened.namelist() if archive.member_key(n) == parts.shared_strings]
    return {
        **{name: wellformed.Judge(name) for name in texts},
        **{name: wellformed.Judge(name, scan) for name, scan in scans.items()},
    }


def _facts(parts: parts_of.Parts, scans: Mapping[str, Any]) -> Mapping[str, SheetFacts]:
    if parts.kind == "ods":
        return {name: facts for scan in scans.values() for name, facts in scan.facts.items()}
    found: dict[str, SheetFacts] = {n: scans[m].facts for n, m in parts.sheets.items()}
    for name, filters in parts.table_filters.items():
        found[name].filters.extend(filters)
    return found


def read_ole(data: bytes, where: str) -> Iterator[Message]:
    """Yield the messages of an .xls, the binary format of Excel 97-2003."""
    if _ENCRYPTED in data:
        yield end("", [error("file-encrypted", where)])
        return

    @cache
    def facts() -> tuple[Mapping[str, SheetFacts], list[Problem]]:
        problems = [warning("macros-present", where)] if _VBA_STORAGE in data else []
        known = biffsheets.facts(data)
        if known is None:
            return {}, [*problems, note("facts-unknown", where, found=".xls")]
        links = ["?"] * known.links
        return known.sheets, [*problems, *factwarnings.of_links(links, known.sheets, where)]

    try:
        yield from _messages(data, "xls", where, facts)
    except python_calamine.PasswordError:
        yield end("xls", [error("file-encrypted", where)])
    except (*CALAMINE_ERRORS, ValueError) as reason:
        yield end("xls", [error("workbook-unreadable", where, found=reason)])


def _messages(
    data: bytes,
    kind: str,
    where: str,
    facts_of: Callable[[], tuple[Mapping[str, SheetFacts], list[Problem]]],
) -> Iterator[Message]:
    problems: list[Problem] = []
    hidden: list[str] = []
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    for index, meta in enumerate(book.sheets_metadata):
        if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(index)
        facts, found = facts_of()
        if any(p.code.startswith("archive-") for p in found):
            yield end(kind, found)
            return
        problems = problems or list(found)
        if meta.visible != python_calamine.SheetVisibleEnum.Visible:
            hidden.append(meta.name)
        notes, fact = cellblocks.SheetNotes(), facts.get(meta.name, SheetFacts())
        fact = fact.within(sheet.end)
        yield from _sheet(sheet, fact, meta.name in hidden, notes)
        problems.extend(factwarnings.of_sheet(fact, f"{where}!{meta.name}"))
        problems.extend(notes.problems(f"{where}!{meta.name}"))
    if not problems:  # a book without a single sheet still has parts to tell about
        _, found = facts_of()
        if any(p.code.startswith("archive-") for p in found):
            yield end(kind, found)
            return
        problems = found
    if hidden:
        names = ", ".join(hidden)
        problems.append(warning("hidden-sheets", where, count=len(hidden), names=names))
    yield end(kind, problems, complete=True)


def _sheet(
    sheet: Any, facts: SheetFacts, hidden: bool, notes: cellblocks.SheetNotes
) -> Iterator[Message]:
    start = sheet.start or (0, 0)
    first = (start[0] + 1, start[1] + 1)
    yield {
        "sheet": sheet.name,
        "first": first,
        "width": sheet.width,
        "hidden": hidden,
        "hidden_rows": sorted(facts.hidden_rows),
        "hidden_columns": sorted(facts.hidden_columns),
        "merged": _merged(sheet) or facts.merged,
        "formulas": facts.formulas,
        "formulas_without_value": sorted(facts.formulas_without_value),
        "linked_cells": sorted(facts.linked_cells),
        "formats": facts.format_runs(),
    }
    # calamine begins at the first used column, but always at row 1.
    rows = islice(sheet.iter_rows(), start[0], None) if sheet.height else _error_rows(facts, first)
    errors: dict[tuple[int, int], str | None] = dict.fromkeys(facts.formulas_without_value)
    errors.update(facts.errors)
    yield from cellblocks.blocks(rows, first=first, width=sheet.width, errors=errors, notes=notes)


def _error_rows(facts: SheetFacts, first: tuple[int, int]) -> Iterator[list[Any]]:
    # A sheet of nothing but error cells looks empty to calamine.
    last = max((row for row, _ in facts.errors), default=0)
    return ([] for _ in range(first[0], last + 1))


def _merged(sheet: Any) -> list[tuple[int, int, int, int]]:
    ranges = sheet.merged_cell_ranges or []
    return [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in ranges]


def _unreadable(reason: str, opened: zipfile.ZipFile, parts: parts_of.Parts, where: str) -> Problem:
    if "shared string" in reason:
        sheet, cell, index, count = sharedtext.first_missing(opened, parts)
        place = f"{where}!{sheet}!{cell}" if sheet else where
        return error("shared-string-missing", place, found=index, limit=count)
    return error("workbook-unreadable", where, found=reason)


def end(kind: str, problems: list[Problem], *, complete: bool = False) -> Message:
    """Return the last message of a file."""
    return {
        "end": kind,
        "complete": complete,
        "problems": [wire.problem_to_wire(problem) for problem in problems],
    }
