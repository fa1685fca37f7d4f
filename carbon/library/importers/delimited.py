"""A publisher's text table, read strictly: what is cut off or bent out of shape is refused.

Unlike an offer, a publisher's table is one of a known kind; where it is not whole, guessing would
put wrong figures into the library. Every problem names the line.
"""

from __future__ import annotations

import csv
import hashlib
import io
import stat
from collections.abc import Sequence
from pathlib import Path

from carbon.library.importers.records import PublishedTable
from carbon.problems import Problem, error

# The largest published table read so far has 4 MB and 9,000 rows.
LARGEST_BYTES = 40_000_000
_MOST_ROWS = 200_000
_MOST_RAGGED = 20  # told one by one; a file with more is not the table that it should be
_SEPARATORS = (",", ";", "\t")


def unreadable(path: Path) -> list[Problem]:
    """Return why this path is no file that can be read, without opening it; empty when it is."""
    try:
        found = path.stat()
    except (OSError, ValueError) as wrong:
        reason = wrong.strerror if isinstance(wrong, OSError) else str(wrong)
        return [error("file-unreadable", str(path), found=reason)]
    if stat.S_ISDIR(found.st_mode):
        return [error("importer-folder", str(path))]
    if not stat.S_ISREG(found.st_mode):
        return [error("importer-file-kind", str(path), found="-")]
    if found.st_size > LARGEST_BYTES:
        return [error("file-too-large", str(path), found=found.st_size)]
    return [] if found.st_size else [error("importer-file-empty", str(path))]


def read(path: Path) -> tuple[PublishedTable | None, list[Problem]]:
    """Return the table in a text file, or None and what is wrong with it."""
    problems = unreadable(path)
    if problems:
        return None, problems
    try:
        return parse(path.read_bytes(), path.name)
    except OSError as wrong:
        return None, [error("file-unreadable", path.name, found=wrong.strerror or str(wrong))]


def parse(data: bytes, name: str) -> tuple[PublishedTable | None, list[Problem]]:
    """Return the table in the bytes of a text file; see `read`."""
    if b"\x00" in data:
        line = data.count(b"\n", 0, data.index(b"\x00")) + 1
        return None, [error("importer-nul", f"{name}:{line}")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        return None, [error("text-encoding", f"{name}:{line}", found=wrong.reason)]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    try:
        for cells in reader:
            if len(rows) == _MOST_ROWS:
                too_long = error("importer-too-long", f"{name}:{reader.line_num}", found=_MOST_ROWS)
                return None, [too_long]
            if any(cell.strip() for cell in cells):
                rows.append(tuple(cells))
                lines.append(reader.line_num)
    except csv.Error as wrong:
        return None, [error("importer-table", f"{name}:{reader.line_num}", found=str(wrong))]
    if not rows:
        return None, [error("importer-file-empty", name)]
    problems = _ragged(rows, lines, name)
    if problems:
        return None, problems
    digest = hashlib.sha256(data).hexdigest()
    table = PublishedTable(file=name, sheet="", sha256=digest, rows=tuple(rows), lines=tuple(lines))
    return table, []


def _separator(text: str) -> str:
    """Return what the first line is divided by: the separator that it holds most of."""
    first = text.lstrip("\r\n").partition("\n")[0]
    outside = "".join(first.split('"')[::2])
    return max(_SEPARATORS, key=outside.count)


def _ragged(rows: Sequence[Sequence[str]], lines: Sequence[int], name: str) -> list[Problem]:
    width = len(rows[0])
    wrong = [
        error("importer-row-ragged", f"{name}:{line}", found=len(row), expected=width)
        for row, line in zip(rows, lines, strict=True)
        if len(row) != width
    ]
    return wrong[:_MOST_RAGGED]
