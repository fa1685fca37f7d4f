"""Dates that were something else: Excel makes a date of "3-5", "1/2" or "12-10" as it is typed.

In a column of numbers, numbers of articles, packs or units such a cell is a question. What was
typed cannot be known again: 3 May may have been 3-5, 5/3 or May-03.
"""

from __future__ import annotations

import datetime

from carbon.intake.fields import Field
from carbon.intake.findings import Finding, finding
from carbon.intake.records import CellValue
from carbon.problems import Severity

_WEIGHTS = {
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "note": Severity.NOTE,
    "allow": Severity.NOTE,
}
# A row is found again by these, so it cannot count while they are unknown.
_NAMING = ("line_number", "offer_id")
_KINDS = ("number", "money", "identifier", "gtin", "pack", "unit")


def taken_out(cells: list[CellValue], kind: Field) -> tuple[list[CellValue], list[Finding]]:
    """Return the cells of a column with None for each date, and a finding for each."""
    if kind.kind not in _KINDS or not any(_is_date(cell) for cell in set(map(type, cells))):
        return cells, []
    weight = _weight(kind)
    kept: list[CellValue] = []
    found: list[Finding] = []
    for index, cell in enumerate(cells):
        dated = isinstance(cell, datetime.date | datetime.time)
        kept.append(None if dated else cell)
        if isinstance(cell, datetime.date | datetime.time):
            shown, maybe = _told(cell)
            found.append(finding("date-not-value", weight, index, found=shown, maybe=maybe))
    return kept, found


def _is_date(kind: type) -> bool:
    return issubclass(kind, datetime.date | datetime.time)


def _weight(kind: Field) -> Severity:
    if kind.kind in ("number", "money"):
        return _WEIGHTS[kind.breach]
    strong = kind.name in _NAMING or kind.kind in ("unit", "pack")
    return Severity.ERROR if strong else Severity.WARNING


def _told(cell: datetime.date | datetime.time) -> tuple[str, str]:
    """Return the date as it stands, and the commonest thing that it may have been."""
    if isinstance(cell, datetime.time):
        return cell.isoformat(), f"{cell.hour}:{cell.minute:02d}"
    day = cell.date() if isinstance(cell, datetime.datetime) else cell
    return day.isoformat(), f"{day.day}-{day.month}, {day.month}/{day.day}"
