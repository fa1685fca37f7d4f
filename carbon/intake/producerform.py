"""A producer's answers from the Excel form that carbon.outputs.producerform writes.

Column A, which the person does not see, says which question a row answers, so that rows may be
moved and the form may be in any language. The file is opened like every stranger's: in a child.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from carbon.farm.records import RawAnswer, Submission
from carbon.intake import files, numberformats
from carbon.intake.records import CellValue, ErrorCell, Sheet, Workbook
from carbon.problems import Problem, error, warning

MARK = "carbon-form"  # in cell A1 of the sheet with the answers
ROWS_MARK = "carbon-rows"  # in cell A1 of a sheet with the rows of one field; B1 names it
LISTS_MARK = "carbon-lists"
HEAD_MARK = "#"  # before the names that are no questions: questionnaire, version, tender, digest
DIGEST_OF = "digest_of"  # what the digest was made of, as JSON
PART_MARK = "."  # between a question and one of its parts
ID, ANSWER, UNIT, QUALITY = 1, 3, 4, 5  # columns, from 1
ROWS_IDS = 2  # row of a rows sheet whose cells name its columns
# Said at the cell instead, or true of every form: column A and the lists are hidden.
_TOLD_HERE = frozenset({"formula-without-value", "hidden-columns", "hidden-sheets"})

Outcome = tuple[Submission | None, list[Problem]]


def read(path: Path, name: str | None = None) -> Outcome:
    """Return the answers of a filled-in form, or what is wrong with it.

    Never raises for anything that a file contains.
    """
    shown = name or path.name
    workbook, problems = files.read_workbook(path, shown)
    if workbook is None:
        return None, problems
    ours = _hidden_by_us(workbook, shown)
    kept = [
        one
        for one in problems
        if one.code not in _TOLD_HERE and not (one.code == "hidden-rows" and one.where in ours)
    ]
    submission, wrong = of_workbook(workbook)
    return submission, [*kept, *wrong]


def _hidden_by_us(workbook: Workbook, shown: str) -> set[str]:
    """Return the sheets of small tables where only the row with the names of columns is hidden."""
    return {
        f"{shown}!{sheet.name}"
        for sheet in workbook.sheets
        if _cell(sheet, 1, 1) == ROWS_MARK and sheet.hidden_rows <= {ROWS_IDS}
    }


def of_workbook(workbook: Workbook) -> Outcome:
    """Return the answers of a workbook that was read, or what is wrong with it."""
    marked = {sheet.name: _cell(sheet, 1, 1) for sheet in workbook.sheets}
    forms = [sheet for sheet in workbook.sheets if marked[sheet.name] == MARK]
    if not forms:
        return None, [error("producer-file-other", workbook.name)]
    if len(forms) > 1:
        found = ", ".join(sheet.name for sheet in forms)
        return None, [error("producer-form-several", workbook.name, found=found)]
    reading = _Reading(workbook=workbook)
    reading.answers(forms[0])
    for sheet in workbook.sheets:
        if marked[sheet.name] == ROWS_MARK:
            reading.rows(sheet)
        elif marked[sheet.name] not in (MARK, LISTS_MARK) and sheet.rows:
            place = f"{workbook.name}!{sheet.name}"
            texts = {"found": sheet.name}
            reading.problems.append(warning("producer-form-extra-sheet", place, **texts))
    return reading.submission(), reading.problems


def _cell(sheet: Sheet, row: int, column: int) -> CellValue:
    """Return the cell at a row and column, both from 1; None where the sheet has none."""
    at, across = row - sheet.first_row, column - sheet.first_column
    if at < 0 or across < 0 or at >= len(sheet.rows) or across >= len(sheet.rows[at]):
        return None
    return sheet.rows[at][across]


def _as_percent(sheet: Sheet, row: int, column: int) -> bool:
    """Tell whether a cell shows its number as a percentage: it holds 0.1 and shows 10 %."""
    for across, first, last, code in sheet.formats:
        if across == column and first <= row <= last:
            seen = numberformats.shown(code)
            if seen is not None and seen.percent:
                return True
    return False


def _letter(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _json(text: str) -> dict[str, object]:
    """Return what a hidden cell says that the digest was made of; nothing for what is no JSON."""
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _row_numbers(sheet: Sheet) -> Iterator[int]:
    yield from range(sheet.first_row, sheet.first_row + len(sheet.rows))


@dataclass(slots=True)
class _Reading:
    """A form being read; a class because answers, parts and problems grow together."""

    workbook: Workbook
    raw: dict[str, RawAnswer] = field(default_factory=dict)
    head: dict[str, str] = field(default_factory=dict)
    parts: dict[str, dict[str, str | Decimal]] = field(default_factory=dict)
    first_parts: dict[str, tuple[str, str]] = field(default_factory=dict)  # place, quality
    problems: list[Problem] = field(default_factory=list)

    def answers(self, sheet: Sheet) -> None:
        """Take every row that names a question."""
        for row in _row_numbers(sheet):
            name = _cell(sheet, row, ID)
            if isinstance(name, str) and name != MARK and name.strip():
                self._row(sheet, row, name.strip())

    def _row(self, sheet: Sheet, row: int, name: str) -> None:
        place = self._place(sheet, row, ANSWER)
        value = self._value(sheet, row, ANSWER)
        if name.startswith(HEAD_MARK):
            self.head[name.removeprefix(HEAD_MARK)] = "" if value is None else str(value)
            return
        quality = self._text(sheet, row, QUALITY)
        whole, mark, part = name.partition(PART_MARK)
        if mark:
            self.first_parts.setdefault(whole, (place, quality))
            if value is not None:
                self.parts.setdefault(whole, {})[part] = value
            return
        if name in self.raw:
            self.problems.append(error("answer-twice", place, found=name))
            return
        unit = self._text(sheet, row, UNIT)
        # An empty answer is kept: its place is where the question is asked.
        text = "" if value is None else value
        self.raw[name] = RawAnswer(value=text, unit=unit, quality=quality, where=place)

    def rows(self, sheet: Sheet) -> None:
        """Take the rows of a small table, such as a recipe."""
        name = _cell(sheet, 1, 2)
        if not isinstance(name, str):
            return
        last = sheet.first_column + max((len(row) for row in sheet.rows), default=0)
        columns = {
            column: str(heading)
            for column in range(1, last)
            if isinstance(heading := _cell(sheet, ROWS_IDS, column), str)
            and heading.startswith(PART_MARK)
        }
        found = []
        for row in _row_numbers(sheet):
            if row <= ROWS_IDS + 1:  # ids, and the headings that people read
                continue
            cells = {
                heading.removeprefix(PART_MARK): value
                for column, heading in columns.items()
                if (value := self._value(sheet, row, column)) is not None
            }
            if cells:
                found.append(cells)
        place = f"{self.workbook.name}!{sheet.name}"
        self.raw[name] = RawAnswer(value=tuple(found) if found else "", where=place)

    def _place(self, sheet: Sheet, row: int, column: int) -> str:
        return f"{self.workbook.name}!{sheet.name}!{_letter(column)}{row}"

    def _value(self, sheet: Sheet, row: int, column: int) -> str | Decimal | None:
        """Return what stands in a cell; a cell that cannot be an answer is a problem."""
        value = _cell(sheet, row, column)
        place = self._place(sheet, row, column)
        if (row, column) in sheet.formulas_without_value:
            self.problems.append(error("answer-formula-empty", place))
            return None
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            shown = value.text if isinstance(value, ErrorCell) else str(value)
            self.problems.append(error("answer-cell-odd", place, found=shown))
            return None
        number = Decimal(repr(value))
        return number if not _as_percent(sheet, row, column) else f"{number * 100:f} %"

    def _text(self, sheet: Sheet, row: int, column: int) -> str:
        value = _cell(sheet, row, column)
        return value.strip() if isinstance(value, str) else ""

    def submission(self) -> Submission:
        """Return what was found, the parts of shares put together."""
        raw: dict[str, RawAnswer] = dict(self.raw)
        for name, (place, quality) in self.first_parts.items():
            shares: Mapping[str, str | Decimal] | str = self.parts.get(name) or ""
            raw[name] = RawAnswer(value=shares, quality=quality, where=place)
        if self.head.get("tender"):
            raw["tender"] = RawAnswer(value=self.head["tender"], where=self.workbook.name)
        return Submission(
            questionnaire=self.head.get("questionnaire", ""),
            version=self.head.get("version", ""),
            raw=raw,
            where=self.workbook.name,
            digest=self.head.get("digest", ""),
            digest_of=_json(self.head.get(DIGEST_OF, "")),
            sha256=self.workbook.sha256,
        )
