"""What a column of an unknown sheet may be: by its heading, and by what its cells look like.

A heading that a layout knows decides. One that is nearly so, or cells that can be one thing only
(a GTIN by its check digit, a unit, a country, a currency), make a proposal. All else is a question.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from carbon import yamlfile
from carbon.intake import columns, gtins, vatwords, words
from carbon.intake.fields import headings
from carbon.intake.layouts import Layout
from carbon.intake.records import CellValue
from carbon.intake.texts import clean, fold, fold_all

_BY_LOOK = ("gtin", "unit", "currency", "origin_country")  # in order: the strictest first
_CLOSED = ("number", "money", "unit", "gtin", "date", "currency")  # kinds that cells can contradict


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """What parts a proposal from a question (factors/layouts/drafting.yaml)."""

    similarity: float
    look: float
    cells: int
    fewest_cells: int
    fewest_headings: int
    scan_lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A column and the field it may hold."""

    index: int  # 0-based in Sheet.rows
    heading: str
    field: str | None
    reason: str  # known, known-elsewhere, alike, look, several, unlike, figures, text, empty
    found: str = ""  # what the reason names: the known heading, the fields in question
    share: float = 0.0  # of the filled cells that are what the field holds
    filled: int = 0  # cells that hold anything, among those looked at
    sample: tuple[str, ...] = ()
    active: bool = False  # proposed, not asked


@cache
def bars() -> Bars:
    """Return the bars. Raises LibraryError when their file cannot be read."""
    content = yamlfile.of_factors("layouts/drafting.yaml")
    return Bars(
        similarity=float(content["similarity"]),
        look=float(content["look"]),
        cells=int(content["cells"]),
        fewest_cells=int(content["fewest_cells"]),
        fewest_headings=int(content["fewest_headings"]),
        scan_lines=int(content["scan_lines"]),
    )


def elsewhere(layouts: Sequence[Layout]) -> Mapping[str, Counter[str]]:
    """Return folded heading -> fields that single layouts give it beside the shared headings."""
    shared = headings().by_heading
    found: dict[str, Counter[str]] = {}
    for layout in layouts:
        for heading, name in layout.by_heading.items():
            if shared.get(heading) != name:
                found.setdefault(heading, Counter())[name] += 1
    return found


def known(heading: str, others: Mapping[str, Counter[str]]) -> bool:
    """Tell whether any layout knows the heading."""
    shared = headings().by_heading
    return any(text in shared or text in others for text in (fold_all(heading), fold(heading)))


def guess(
    index: int,
    heading: str,
    cells: Sequence[CellValue],
    others: Mapping[str, Counter[str]],
) -> Guess:
    """Return what a column may be; `others` are the headings that single layouts know."""
    filled = [cell for cell in cells if cell is not None and str(cell).strip()][: bars().cells]
    sample = tuple(dict.fromkeys(clean(str(cell))[:40] for cell in filled))[:3]
    name, reason, found = _by_heading(heading, others)
    if name is None and reason == "":
        name, reason, found = _by_look(filled)
    share = _share(name, heading, filled) if name is not None else 0.0
    active = name is not None and reason != "several"
    if active and filled and share < bars().look and headings().fields[str(name)].kind in _CLOSED:
        # The heading is known and the cells are something else: known headings are read all the
        # same, and what is wrong with a cell is told then; a mere likeness is not taken.
        active = reason == "known"
    return Guess(
        index=index,
        heading=heading,
        field=name,
        reason=reason,
        found=found,
        share=share,
        filled=len(filled),
        sample=sample,
        active=active,
    )


def _by_heading(heading: str, others: Mapping[str, Counter[str]]) -> tuple[str | None, str, str]:
    shared = headings().by_heading
    for text in (fold_all(heading), fold(heading)):
        if text in shared:
            return shared[text], "known", headings().shown[shared[text]]
        if text in others:
            fields = list(others[text])
            several = len(fields) > 1
            return fields[0], "several" if several else "known-elsewhere", ", ".join(fields)
    folded = fold_all(heading)
    if not folded:
        return None, "", ""
    # "exkl. moms" is one letter from "inkl. moms" and means the opposite: no likeness across that.
    tax = _with_tax(folded)
    same = [text for text in shared if _with_tax(text) == tax]
    alike = difflib.get_close_matches(folded[:60], same, n=1, cutoff=bars().similarity)
    return (shared[alike[0]], "alike", alike[0]) if alike else (None, "", "")


def _with_tax(heading: str) -> bool:
    told = vatwords.said(heading)
    return told is not None and told.including


def _by_look(filled: Sequence[CellValue]) -> tuple[str | None, str, str]:
    if not filled:
        return None, "empty", ""
    if len(filled) >= bars().fewest_cells:
        for name in _BY_LOOK:
            if _looks_like(name, filled):
                return name, "look", ""
    figures = _share("price", "", filled)
    return None, "figures" if figures >= bars().look else "text", ""


def _looks_like(name: str, filled: Sequence[CellValue]) -> bool:
    """Tell whether nearly all cells are words or numbers of a closed table."""
    if name == "gtin":
        texts = [gtins.padded(columns.as_text(cell)) for cell in filled]
        lengths = {len(columns.as_text(cell) or "") for cell in filled}
        proven = sum(text is not None and gtins.is_gtin(text) for text in texts)
        return min(lengths) >= 8 and proven / len(filled) >= bars().look
    if not all(isinstance(cell, str) for cell in filled):
        return False
    return _share(name, "", filled) >= bars().look


def _share(name: str, heading: str, filled: Sequence[CellValue]) -> float:
    """Return the share of cells that the reader of a field understands; "no bid" counts."""
    if not filled:
        return 0.0
    field = headings().fields[name]
    read = columns.read(list(filled), field, heading)
    said = words.load().no_bid | words.load().missing
    good = sum(
        value is not None or (isinstance(cell, str) and clean(cell).casefold() in said)
        for value, cell in zip(read.values, filled, strict=True)
    )
    return good / len(filled)
