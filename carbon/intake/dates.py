"""Dates from cells: ISO texts out, whatever the sheet held.

Date cells are taken as they are. Bare day numbers of the 1900 calendar are read and named, for a
sheet seldom means them; day 60, the 29 February 1900 that never was, and everything before it
is no date. Of texts only unmistakable orders are read.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from carbon.intake.findings import Finding, finding
from carbon.intake.records import CellValue, ErrorCell
from carbon.intake.texts import clean
from carbon.problems import Severity

_EPOCH = datetime.date(1899, 12, 30)  # day 0 of the 1900 calendar, for days after day 60
_PHANTOM_DAY = 60
_LAST_DAY = 2_958_465  # 9999-12-31, the last day a workbook knows
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?\Z")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})\Z")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")


def _made(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def from_text(text: str) -> tuple[datetime.date | None, str | None]:
    """Return the date a text says and the code of what is wrong with it.

    >>> from_text("25/02-2024")[0].isoformat(), from_text("03/04/2026")
    ('2024-02-25', (None, 'date-ambiguous'))
    """
    plain = clean(text)
    for pattern in (_ISO, _COMPACT):
        if match := pattern.match(plain):
            made = _made(*match.groups())
            return made, None if made else "date-bad"
    if match := _DAY_FIRST.match(plain):
        day, month, year = match.groups()
        if day != month and int(day) <= 12 and int(month) <= 12:
            return None, "date-ambiguous"
        made = _made(year, month, day) or _made(year, day, month)
        return made, None if made else "date-bad"
    return None, "date-bad"


def _from_number(number: float) -> tuple[datetime.date | None, str | None]:
    if _PHANTOM_DAY < number <= _LAST_DAY and float(number).is_integer():
        return _EPOCH + datetime.timedelta(days=int(number)), "date-serial"
    return None, "date-bad"


def _from_cell(cell: CellValue) -> tuple[datetime.date | None, str | None]:
    if isinstance(cell, datetime.datetime):
        cell = cell.date()
    if isinstance(cell, datetime.date):
        first_sure_day = _EPOCH + datetime.timedelta(days=_PHANTOM_DAY + 1)
        return (cell, None) if cell >= first_sure_day else (None, "date-bad")
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_number(cell)
    return from_text(cell) if isinstance(cell, str) else (None, "date-bad")


def read_column(cells: Sequence[CellValue]) -> tuple[list[str | None], list[Finding]]:
    """Return ISO dates, None where there is none, and what was found (warnings only)."""
    different = set(cells)
    if set(map(type, different)) <= {datetime.date, datetime.datetime, type(None)}:
        days = {cell: None if cell is None else _from_cell(cell) for cell in different}
        if not any(day is not None and day[1] for day in days.values()):
            texts = {c: day[0].isoformat() if day and day[0] else None for c, day in days.items()}
            return list(map(texts.__getitem__, cells)), []
    dates: list[str | None] = []
    findings: list[Finding] = []
    for index, cell in enumerate(cells):
        if cell is None or (isinstance(cell, str) and not clean(cell)):
            dates.append(None)
            continue
        date, code = _from_cell(cell)
        if code is not None:
            shown = cell.text if isinstance(cell, ErrorCell) else cell
            read = date.isoformat() if date else ""
            findings.append(finding(code, Severity.WARNING, index, found=shown, read=read))
        dates.append(date.isoformat() if date else None)
    return dates, findings
