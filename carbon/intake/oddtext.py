"""Texts that look harmless and are not: formulas, invisible characters, novels, mojibake.

Nothing is changed here; the cells are named, and whoever compares or prints the text cleans it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from carbon.intake.records import CellValue
from carbon.problems import Problem, warning

# Names of food take up to 200 characters; descriptions in real price sheets up to some 2,000.
LONGEST_TEXT = 5_000
# How many cells a message names.
CELLS_NAMED = 5

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Numbers, phone numbers and dashes that mean "nothing" begin with + or - and are no formulas.
_HARMLESS = re.compile(r"[+-][\s\d.,%-]*\Z")
# Zero-width and bidirectional characters, soft hyphen, control characters but TAB, LF and CR.
_ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2069\ufeff\ufff9-\ufffd]"
)
# UTF-8 read as Windows-1252: Ã or Â and then a sign that no word has there.
_MOJIBAKE = re.compile(
    "[ÃÂ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192"
    "\u02c6\u02dc\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039"
    "\u203a\u20ac\u2122]|â€"
)


@dataclass(slots=True)
class OddTexts:
    """The cells found so far, by kind; filled block by block, so it is not frozen."""

    cells: dict[str, list[str]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, cell: str) -> None:
        """Remember a cell."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        named = self.cells.setdefault(kind, [])
        if len(named) < CELLS_NAMED:
            named.append(cell)


def kinds_of(text: str) -> list[str]:
    """Return the codes of what is odd about a text; an empty list for nearly all of them."""
    kinds = []
    if text.startswith(_FORMULA_STARTS) and not _HARMLESS.match(text):
        kinds.append("formula-like-text")
    if _ODD.search(text):
        kinds.append("odd-characters")
    if len(text) > LONGEST_TEXT:
        kinds.append("long-text")
    if _MOJIBAKE.search(text):
        kinds.append("mojibake")
    return kinds


def suspects(texts: list[str]) -> list[str]:
    """Return the texts that are worth a closer look; `kinds_of` decides.

    Nearly every block has none, which is found out for all its texts together.
    """
    joined = "".join(texts)
    starts = set(map(itemgetter(slice(1)), texts))
    clean = starts.isdisjoint(_FORMULA_STARTS) and max(map(len, texts), default=0) <= LONGEST_TEXT
    if clean and joined.isprintable() and not _may_be_mojibake(joined):
        return []
    return [text for text in texts if _is_suspect(text)]


def _is_suspect(text: str) -> bool:
    if text[:1] in _FORMULA_STARTS or len(text) > LONGEST_TEXT or not text.isprintable():
        return True
    return _may_be_mojibake(text)


def _may_be_mojibake(text: str) -> bool:
    return not text.isascii() and any(sign in text for sign in "ÃÂâ\ufffd")


def look(
    rows: Sequence[Sequence[CellValue]], texts: list[str], first: tuple[int, int], odd: OddTexts
) -> None:
    """Add the cells of a block that hold one of the texts, if it is odd indeed, to `odd`.

    `first` is the 1-based row and column of the first cell of the block.
    """
    judged = {text: kinds for text in texts if (kinds := kinds_of(text))}
    if not judged:
        return
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if type(value) is str and value in judged:
                for kind in judged[value]:
                    odd.add(kind, cell_name(first[0] + r, first[1] + c))


def problems_of(odd: OddTexts, where: str) -> Iterable[Problem]:
    """Return one warning for each kind of odd text in a sheet, naming the first cells."""
    for kind in sorted(odd.counts):
        yield warning(kind, where, count=odd.counts[kind], cells=", ".join(odd.cells[kind]))


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, for instance D14, from 1-based numbers."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
