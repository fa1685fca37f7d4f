"""Which cell points to a shared text that is not there; asked when calamine gave up over it."""

from __future__ import annotations

import re
import zipfile

from carbon.intake.archive import member_key
from carbon.intake.workbookparts import Parts

_ITEM = re.compile(rb"<(?:[\w.-]+:)?si\b")
_CELL = re.compile(
    rb"<(?:[\w.-]+:)?c\b[^>]*\br=\"([A-Z]+[0-9]+)\"[^>]*\bt=\"s\"[^>]*>"
    rb"\s*<(?:[\w.-]+:)?v>\s*([0-9]+)"
)


def first_missing(archive: zipfile.ZipFile, parts: Parts) -> tuple[str, str, int, int]:
    """Return sheet, cell, the text number it asks for and how many there are.

    The sheet is empty when no such cell was found.
    """
    count = _count(archive, parts.shared_strings)
    for name, member in parts.sheets.items():
        for cell in _CELL.finditer(archive.read(member)):
            if int(cell.group(2)) >= count:
                return name, cell.group(1).decode(), int(cell.group(2)), count
    return "", "", -1, count


def _count(archive: zipfile.ZipFile, part: str | None) -> int:
    for name in archive.namelist():
        if part is not None and member_key(name) == part:
            return len(_ITEM.findall(archive.read(name)))
    return 0
