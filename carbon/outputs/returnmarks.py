"""What goes back to the supplier: a status for each row, a comment at each cell in question.

Only errors and warnings make a question of a row; notes stand as comments at their cells.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from carbon import language
from carbon.intake import encodings, items, statuscolumn, suppliers
from carbon.intake.headers import Header
from carbon.intake.layouts import Layout
from carbon.intake.reading import Reading
from carbon.intake.records import Sheet
from carbon.intake.rows import SheetRead
from carbon.intake.sheetxml import column_number
from carbon.intake.tables import Table
from carbon.problems import Problem, Severity, shorten

Cell = tuple[int, int]  # row and column, 1-based

_PLACE = re.compile(r"([A-Z]{1,3})?([1-9][0-9]{0,6})\Z")
_WHERE_LIMIT = 300  # as problems keep their place
_STATUS_LIMIT = 400  # characters of a status: what fits a wide cell in a few lines
_COMMENT_LIMIT = 4000  # characters of a comment that a person can still scroll through
_LAST_COLUMN = 16384


@dataclass(slots=True, kw_only=True)
class Marks:
    """What is put into one sheet; filled row by row, so it is not frozen."""

    sheet: str
    heading_row: int = 0  # 1-based, as the rest; 0: the sheet gets no status column
    column: int = 0
    like_column: int = 0  # the column whose heading ours is to look like
    heading: str = ""
    ours: bool = False  # the column is there from an earlier return
    statuses: dict[int, str] = field(default_factory=dict)  # row -> text; empty takes one away
    comments: dict[Cell, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Told:
    """The problems of one sheet by their place."""

    cells: dict[Cell, list[Problem]] = field(default_factory=lambda: defaultdict(list))
    rows: dict[int, list[Problem]] = field(default_factory=lambda: defaultdict(list))
    sheet: list[Problem] = field(default_factory=list)


def of_reading(reading: Reading, layouts: Sequence[Layout], lang: str) -> list[Marks]:
    """Return the marks of every sheet, in the order in which they were read."""
    told, rest = _by_place(reading)
    made = [_marks(read, told[read.sheet.name], layouts, lang) for read in reading.sheets]
    first = next((marks for marks in made if marks.heading_row), made[0] if made else None)
    if first is not None and rest:
        read = next(one for one in reading.sheets if one.sheet.name == first.sheet)
        _comment(first, _corner(first, read.sheet), rest, lang)
    return [marks for marks in made if marks.statuses or marks.comments]


def _by_place(reading: Reading) -> tuple[Mapping[str, _Told], list[Problem]]:
    """Return the problems by sheet, and those of the whole file."""
    told: dict[str, _Told] = {read.sheet.name: _Told() for read in reading.sheets}
    # Places are shortened and cleaned as texts, so a sheet's name is looked for in that form.
    known = {shorten(f"{reading.file}!{name}", _WHERE_LIMIT): one for name, one in told.items()}
    rest: list[Problem] = []
    for problem in reading.problems:
        if problem.code == statuscolumn.PASSED_OVER:
            continue  # about our own column; a second return is to be the same as the first
        if problem.where in known:
            known[problem.where].sheet.append(problem)
            continue
        sheet, _, last = problem.where.rpartition("!")
        place = _PLACE.match(last)
        if sheet not in known:
            rest.append(problem)
        elif place is None:
            known[sheet].sheet.append(problem)
        elif place[1] is None:
            known[sheet].rows[int(place[2])].append(problem)
        else:
            known[sheet].cells[int(place[2]), column_number(place[1])].append(problem)
    return told, rest


def _marks(read: SheetRead, told: _Told, layouts: Sequence[Layout], lang: str) -> Marks:
    marks = Marks(sheet=read.sheet.name)
    if read.table is not None:
        _column(marks, read.sheet, read.table, layouts)
    if marks.heading_row and read.table is not None:
        marks.heading = statuscolumn.heading(lang, _file_name(read.table, told.sheet))
        _statuses(marks, read.sheet, read.table, told, layouts, lang)
    for cell, problems in told.cells.items():
        _comment(marks, cell, problems, lang)
    for row, problems in told.rows.items():
        weighty = [one for one in problems if one.severity is not Severity.NOTE]
        column = marks.column if row in marks.statuses else _first_column(read.sheet, row)
        _comment(marks, (row, column), weighty, lang)
    _comment(marks, _corner(marks, read.sheet), told.sheet, lang)
    return marks


def _column(marks: Marks, sheet: Sheet, table: Table, layouts: Sequence[Layout]) -> None:
    """Find the status column: ours if there is one, else the first free one right of the table."""
    last = max(c.index for c in (*table.header.columns, *table.header.unused))
    ours = statuscolumn.find(sheet, layouts)
    if ours is not None:
        marks.heading_row, marks.column = ours[0] + sheet.first_row, ours[1] + sheet.first_column
        marks.ours = True
        below = enumerate(sheet.rows[ours[0] + 1 :], marks.heading_row + 1)
        marks.statuses = {n: "" for n, row in below if row[ours[1] :][:1] not in ([], [None])}
    else:
        free = _free_column(sheet, last + sheet.first_column + 1)
        if free is None:
            return
        marks.heading_row, marks.column = table.header_row, free
    marks.like_column = last + sheet.first_column


def _file_name(table: Table, told: Sequence[Problem]) -> str | None:
    """Return the supplier's name when it was the name of the file."""
    if not any(one.code == suppliers.FROM_FILE_NAME for one in told):
        return None
    return next(iter(table.column("supplier")), None)


def _free_column(sheet: Sheet, first: int) -> int | None:
    taken = {column for _, column in sheet.formulas_without_value} | sheet.hidden_columns
    for row in sheet.rows:
        for index in range(max(first - sheet.first_column, 0), len(row)):
            if row[index] is not None:
                taken.add(index + sheet.first_column)
    for _, left, _, right in sheet.merged:
        taken.update(range(max(left, first), right + 1))
    return next((one for one in range(first, _LAST_COLUMN + 1) if one not in taken), None)


def _corner(marks: Marks, sheet: Sheet) -> Cell:
    """Return where what concerns the whole sheet is put."""
    if marks.heading_row:
        return marks.heading_row, marks.column
    return sheet.first_row, sheet.first_column


def _first_column(sheet: Sheet, row: int) -> int:
    index = row - sheet.first_row
    cells = sheet.rows[index] if 0 <= index < len(sheet.rows) else []
    filled = (number for number, cell in enumerate(cells) if cell is not None)
    return sheet.first_column + next(filled, 0)


def _statuses(
    marks: Marks,
    sheet: Sheet,
    table: Table,
    told: _Told,
    layouts: Sequence[Layout],
    lang: str,
) -> None:
    questions: dict[int, list[Problem]] = defaultdict(list)
    for row, problems in told.rows.items():
        questions[row].extend(problems)
    for (row, _), problems in sorted(told.cells.items()):
        questions[row].extend(problems)
    offered: dict[int, bool] = {}
    aside: set[int] = set()
    for row, none, usable in zip(table.rows, table.no_bid, table.usable, strict=True):
        offered[row] = offered.get(row, False) or not none
        if not (usable or none):
            aside.add(row)
    plain = statuscolumn.without(sheet, "", layouts)[0]
    reasons = _left_out(plain, table.header, set(table.rows))
    below = (row for row in questions if row > marks.heading_row)
    for row in sorted({*offered, *reasons, *below}):
        asked = [p for p in questions[row] if p.severity is not Severity.NOTE]
        if asked:
            text = "; ".join(dict.fromkeys(language.message(one, lang) for one in asked))
            status = language.word("return-question", lang, text=text)
        elif row in aside:
            status = language.word("return-aside", lang)
        elif row in offered:
            status = language.word("return-fine" if offered[row] else "return-no-bid", lang)
        elif row in reasons:
            known = language.word("return-left-remark", lang)
            reason = language.word_or(f"return-left-{reasons[row]}", lang, known)
            status = language.word("return-left", lang, reason=reason)
        else:
            continue
        marks.statuses[row] = shorten(status, _STATUS_LIMIT)


def _left_out(sheet: Sheet, header: Header, read: set[int]) -> dict[int, str]:
    """Return row -> why it is no item, for every row below the headings that is not blank.

    `read` are the rows that were read as items.

    Each row is judged alone by the same rule that judged the sheet (`items.find_items`).
    """
    sheet = encodings.repaired(sheet, "")[0]
    reasons: dict[int, str] = {}
    ended = False
    for index in range(header.row + 1, len(sheet.rows)):
        number = index + sheet.first_row
        if number in read or not any(
            cell is not None and str(cell).strip() for cell in sheet.rows[index]
        ):
            continue
        if number in sheet.ragged_rows:
            reasons[number] = "ragged"
            continue
        alone = replace(sheet, rows=[sheet.rows[index]], ragged_rows=frozenset())
        found = items.find_items(alone, replace(header, row=-1))
        ended = ended or "after-end" in found.left_out
        if ended:
            reasons[number] = "after-end"
        elif found.totals:
            reasons[number] = "total"
        elif found.left_out:
            reasons[number] = next(iter(found.left_out))
    return reasons


def _comment(marks: Marks, cell: Cell, problems: Sequence[Problem], lang: str) -> None:
    """Add problems to the comment of a cell: weight, code, message and what to do."""
    texts = [marks.comments[cell]] if cell in marks.comments else []
    for one in problems:
        sign = language.word(f"severity-{one.severity}", lang)
        texts.append(
            f"{sign} [{one.code}]\n{language.message(one, lang)}\n{language.hint(one, lang)}"
        )
    text = "\n\n".join(texts)
    if text:
        cut = len(text) > _COMMENT_LIMIT
        marks.comments[cell] = text[: _COMMENT_LIMIT - 1] + "…" if cut else text
