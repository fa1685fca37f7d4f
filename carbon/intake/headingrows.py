"""Headings over two or three rows, written as one before a layout looks for them.

"Pris" above "exkl. moms" is one heading, "Ursprungs-" above "land" another, and a word that stands
over every supplier's block ("Erbjudande") is no supplier's name. Cells change in memory only, no
row moves, and what was joined is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from carbon.intake import words
from carbon.intake.fields import headings
from carbon.intake.headers import spread
from carbon.intake.layouts import Layout
from carbon.intake.records import CellValue, Sheet
from carbon.intake.texts import clean, fold, fold_all
from carbon.problems import Problem, note

# A row with something in one of these is an item or a section, never the rest of a heading.
_OF_ITEMS = ("offer_id", "line_number", "lot", "wanted_name", "offered_name", "article_number",
             "supplier", "customer", "gtin")  # fmt: skip

Row = Sequence[str]


def joined(sheet: Sheet, layouts: Sequence[Layout], place: str) -> tuple[Sheet, list[Problem]]:
    """Return the sheet with each heading in one cell, and a note when rows were joined."""
    depth = max((layout.search_rows for layout in layouts), default=0)
    top = [
        [_text(cell) for cell in row]
        for row in spread(sheet, depth + headings().limits.most_heading_rows)
    ]
    known = frozenset[str]().union(*(layout.by_heading for layout in layouts))

    def is_known(text: str) -> bool:
        return bool(text) and (fold_all(text) in known or fold(text) in known)

    at = _heading_row(top[:depth], is_known)
    if at is None:
        return sheet, []
    heads = _with_row_above(top, at, is_known)
    more = _rows_below(sheet, top, at, heads)
    for number in more:
        heads = _under_each_other(heads, top[number], is_known)
    rows = list(sheet.rows)
    told: list[Problem] = []
    if heads != top[at] or more:
        rows[at] = [text or None for text in heads]
        for number in more:
            rows[number] = [None] * len(rows[number])
        named = ", ".join(str(n + sheet.first_row) for n in (at, *more))
        told = [note("heading-rows-joined", f"{place}!{at + sheet.first_row}", rows=named)]
    names = _names_above(top, at)
    if names is not None:
        rows[at - 1] = [text or None for text in names]
    return (sheet, told) if rows == sheet.rows else (replace(sheet, rows=rows), told)


def _text(cell: CellValue) -> str:
    if isinstance(cell, str):
        return clean(cell)
    return "" if cell is None else str(cell)


def _heading_row(top: Sequence[Row], is_known: Callable[[str], bool]) -> int | None:
    counts = [sum(map(is_known, set(row))) for row in top]
    most = max(counts, default=0)
    return counts.index(most) if most >= headings().limits.fewest_headings else None


def _with_row_above(top: Sequence[Row], at: int, is_known: Callable[[str], bool]) -> list[str]:
    """Return the headings, those that stand one row higher over an empty cell included."""
    heads = list(top[at])
    if at == 0:
        return heads
    above = [text if is_known(text) else "" for text in top[at - 1]]
    for index, text in enumerate(above[: len(heads)]):
        if not heads[index] and text and text not in heads:
            heads[index] = text
    return heads


def _rows_below(sheet: Sheet, top: Sequence[Row], at: int, heads: Row) -> list[int]:
    """Return the rows below the headings that go on with them."""
    shared = headings()
    of_items = [
        index
        for index, text in enumerate(heads)
        if (shared.by_heading.get(fold_all(text)) or shared.by_heading.get(fold(text))) in _OF_ITEMS
    ]
    found: list[int] = []
    for number in range(at + 1, min(at + 1 + headings().limits.most_heading_rows, len(top))):
        row = top[number]
        filled = [i for i, text in enumerate(row) if text and text != _at(heads, i)]
        if not filled or not of_items or any(i in filled for i in of_items):
            break
        texts = [row[i] for i in filled]
        if not all(isinstance(cell, str) or cell is None for cell in sheet.rows[number]):
            break
        if any(_is_value(text) for text in texts):
            break
        found.append(number)
    return found


def _is_value(text: str) -> bool:
    """Tell whether a text under a heading may be somebody's answer and not part of the heading."""
    known = words.load()
    folded = text.casefold()
    patterns = (headings().totals, headings().not_items, headings().stop)
    return (
        any(sign.isdigit() for sign in text)
        or folded in known.no_bid
        or folded in known.missing
        or any(pattern.match(text) for pattern in patterns)
    )


def _under_each_other(heads: Row, below: Row, is_known: Callable[[str], bool]) -> list[str]:
    """Return each heading with what stands below it: joined when that is a heading we know."""
    made = list(heads) + [""] * (len(below) - len(heads))
    for index, lower in enumerate(below):
        upper = made[index]
        if not lower or lower == upper:
            continue
        whole = (f"{upper} {lower}".strip(), f"{upper.rstrip('-')}{lower}")
        one = next((text for text in whole if is_known(text)), None)
        if one is not None:
            made[index] = one
        elif is_known(lower):  # a group above a field: what is in brackets names no field
            made[index] = f"{lower} ({upper})" if upper else lower
        else:
            made[index] = f"{upper} ({lower})" if upper else lower
    return made


def _names_above(top: Sequence[Row], at: int) -> Row | None:
    """Return the row with the names of blocks when the one below it repeats a single word."""
    if at < 2:
        return None
    filled = [i for i, text in enumerate(top[at - 1]) if text]
    if len(filled) < 2 or len({top[at - 1][i] for i in filled}) > 1:
        return None
    names = {_at(top[at - 2], i) for i in filled} - {""}
    return top[at - 2] if len(names) > 1 else None


def _at(row: Row, index: int) -> str:
    return row[index] if index < len(row) else ""
