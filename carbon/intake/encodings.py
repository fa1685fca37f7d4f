"""Sheets that were saved in the wrong encoding, undone where a heading shows it."""

from __future__ import annotations

from dataclasses import replace

from carbon.intake.records import CellValue, Sheet
from carbon.intake.texts import is_mojibake, repair
from carbon.problems import Problem, warning


def repaired(sheet: Sheet, place: str) -> tuple[Sheet, list[Problem]]:
    """Undo UTF-8 that was read as Windows-1252, when a heading shows it."""
    depth = max(30, sheet.first_row)
    odd = (c for row in sheet.rows[:depth] for c in row if isinstance(c, str) and is_mojibake(c))
    first = next(odd, None)
    if first is None:
        return sheet, []
    rows: list[list[CellValue]] = [
        [repair(c) if isinstance(c, str) and is_mojibake(c) else c for c in row]
        for row in sheet.rows
    ]
    pairs = zip(sheet.rows, rows, strict=True)
    count = sum(a != b for old, new in pairs for a, b in zip(old, new, strict=True))
    told = warning("mojibake-repaired", place, found=first, read=repair(first), count=count)
    return replace(sheet, rows=rows), [told]
