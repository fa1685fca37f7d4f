"""Tables of a bundle as CSV: written the same way every time, and read strictly.

A text that a spreadsheet would take for a formula is written with an apostrophe before it, and so
is one that begins with an apostrophe; reading takes exactly one away.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from carbon.audit.records import Row

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_LONGEST_CELL = 1 << 20


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """Return a table as UTF-8 CSV with a header row; None of its cells becomes a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")  # RFC 4180; a lone CR is quoted, too
    writer.writerow(columns)
    writer.writerows([safe(cell) if isinstance(cell, str) else cell for cell in row]
                     for row in rows)  # fmt: skip
    return text.getvalue().encode("utf-8", "surrogateescape")


def safe(text: str) -> str:
    """Return a text as a cell that is never a formula; a number stays as it is."""
    if not text.startswith(_FORMULA):
        return text
    return text if _is_number(text) else f"'{text}"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text[0] in "+-" and text.isascii() and "_" not in text


def from_csv(content: bytes) -> tuple[Row, ...]:
    """Return the rows of a table by column. ValueError for anything that is no such table."""
    text = io.StringIO(content.decode("utf-8", "surrogateescape"), newline="")
    before = csv.field_size_limit(_LONGEST_CELL)  # one limit for the whole process: put back
    try:
        rows = list(csv.reader(text, strict=True))
    except csv.Error as reason:
        raise ValueError(str(reason)) from reason
    finally:
        csv.field_size_limit(before)
    if not rows or len(set(rows[0])) != len(rows[0]):
        raise ValueError("no header row")
    header = rows[0]
    if any(len(row) != len(header) for row in rows):
        raise ValueError("rows of different length")
    return tuple(
        {name: cell.removeprefix("'") for name, cell in zip(header, row, strict=True)}
        for row in rows[1:]
    )
