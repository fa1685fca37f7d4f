"""The status column that `carbon read --return` adds to a workbook: found again, and not read.

Its heading and its words are ours. Left in the sheet they would make a row of numbers look like
one with a text, and "no bid" beside an unpriced row would speak for the supplier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from carbon import language
from carbon.intake.layouts import Layout
from carbon.intake.oddtext import cell_name
from carbon.intake.records import Sheet
from carbon.intake.texts import clean, fold_all
from carbon.problems import Problem, note

PASSED_OVER = "status-column-passed-over"


@cache
def _headings() -> frozenset[str]:
    words = ("return-heading", "return-heading-supplier")
    texts = (language.word(one, lang) for one in words for lang in language.LANGUAGES)
    return frozenset(fold_all(text) for text in texts)


def heading(lang: str, supplier: str | None = None) -> str:
    """Return the heading of the column in the reader's language.

    It keeps `supplier`, a name that was the name of the file: what comes back is named otherwise.
    """
    if supplier is None:
        return language.word("return-heading", lang)
    return f"{language.word('return-heading-supplier', lang)}: {supplier}"


def supplier(sheet: Sheet, layouts: Sequence[Layout]) -> str | None:
    """Return the supplier's name that our heading keeps; None when there is none."""
    found = find(sheet, layouts)
    text = None if found is None else sheet.rows[found[0]][found[1]]
    return clean(text.partition(":")[2]) or None if isinstance(text, str) else None


def find(sheet: Sheet, layouts: Sequence[Layout]) -> tuple[int, int] | None:
    """Return row and column of our heading, 0-based in Sheet.rows; None when there is none.

    Looked for where the layouts look for headings. The last one counts: the column is added on
    the right.
    """
    depth = max((layout.search_rows for layout in layouts), default=0)
    ours = _headings()
    found: tuple[int, int] | None = None
    for number, row in enumerate(sheet.rows[:depth]):
        for index, cell in enumerate(row):
            if isinstance(cell, str) and fold_all(cell.partition(":")[0]) in ours:
                found = (number, index)
    return found


def without(sheet: Sheet, place: str, layouts: Sequence[Layout]) -> tuple[Sheet, list[Problem]]:
    """Return the sheet with the cells of our column empty, and a note where there was one."""
    found = find(sheet, layouts)
    if found is None:
        return sheet, []
    top, index = found
    rows = [
        [*row[:index], None, *row[index + 1 :]] if number >= top and index < len(row) else row
        for number, row in enumerate(sheet.rows)
    ]
    where = f"{place}!{cell_name(top + sheet.first_row, index + sheet.first_column)}"
    told = note("status-column-passed-over", where, found=sheet.rows[top][index])
    return replace(sheet, rows=rows), [told]
