"""The records of a delimited text, read strictly: a quote that opens must close.

A quote only opens at the start of a cell; two quotes inside a quoted cell are one. Line ends are
CR, LF or both, and nothing else (a line separator inside a text is text).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A cell with line breaks has a few lines; whoever needs more forgot to close a quote.
MOST_LINES = 1_000

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record: its cells as text, and the line of the file on which it begins."""

    line: int
    cells: tuple[str, ...]
    stray: bool = False  # something stood between a closing quote and the next separator


class UnclosedQuoteError(Exception):
    """A quote opens and never closes, so nobody can know where the cells after it end."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(f"line {line}")
        self.line, self.text = line, text


def read_records(text: str, separator: str) -> Iterator[Record]:
    """Yield the records of a text; UnclosedQuoteError names the line where the quote opens."""
    cell = _cell_pattern(separator)
    lines = _LINE_END.split(text)
    if lines and not lines[-1]:
        lines.pop()
    number = 0
    while number < len(lines):
        start = number
        line = lines[number]
        number += 1
        if '"' not in line:
            yield Record(line=start + 1, cells=tuple(line.split(separator)))
            continue
        if _is_open(line, cell, separator):
            line, number = _join(lines, start, cell, separator)
        cells, stray = _split(line, cell, separator)
        if stray and number > start + 1:
            # The quote was closed by the opening quote of another cell, lines later.
            raise UnclosedQuoteError(start + 1, line[:80])
        yield Record(line=start + 1, cells=cells, stray=stray)


def _cell_pattern(separator: str) -> re.Pattern[str]:
    # Possessive repeats: an unclosed quote is noticed in one pass, without backtracking.
    end = re.escape(separator)
    return re.compile(rf'"([^"]*+(?:""[^"]*+)*+)"([^{end}]*+)|([^{end}"][^{end}]*+|)(?!")')


def _is_open(line: str, cell: re.Pattern[str], separator: str) -> bool:
    return _walk(line, cell, separator)[2]


def _join(lines: list[str], start: int, cell: re.Pattern[str], separator: str) -> tuple[str, int]:
    """Return the record that begins on line `start` with the lines its quotes take in."""
    kept = [lines[start]]
    quotes = lines[start].count('"')
    for number in range(start + 1, min(len(lines), start + MOST_LINES)):
        kept.append(lines[number])
        quotes += lines[number].count('"')
        # Only an even number of quotes can close them all, so most lines need no second look.
        if quotes % 2 == 0 and '"' in lines[number]:
            joined = "\n".join(kept)
            if not _is_open(joined, cell, separator):
                return joined, number + 1
    raise UnclosedQuoteError(start + 1, lines[start][:80])


def _split(line: str, cell: re.Pattern[str], separator: str) -> tuple[tuple[str, ...], bool]:
    cells, stray, _ = _walk(line, cell, separator)
    return tuple(cells), stray


def _walk(line: str, cell: re.Pattern[str], separator: str) -> tuple[list[str], bool, bool]:
    """Return the cells, whether something follows a closing quote, whether a quote stays open."""
    cells: list[str] = []
    stray = False
    at = 0
    while True:
        found = cell.match(line, at)
        if found is None:
            return cells, stray, True
        if found.group(1) is not None:
            cells.append(found.group(1).replace('""', '"') + found.group(2))
            stray = stray or bool(found.group(2).strip())
        else:
            cells.append(found.group(3))
        at = found.end()
        if at >= len(line):
            return cells, stray, False
        at += len(separator)
