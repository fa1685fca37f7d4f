"""The cells of the producer's form, and the lists that people choose from in them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from carbon.farm import asking
from carbon.farm.records import Field
from carbon.intake.producerform import LISTS_MARK
from carbon.outputs import terms
from carbon.outputs.columns import letter
from carbon.outputs.producerform_texts import STYLES

HELP_LIMIT, TITLE_LIMIT, NAME_LIMIT = 255, 32, 31
LINE = 13.5  # points, height of a line of text
_LISTS = "Listor"


class Cells:
    """A workbook being written, at one row of one sheet; a class because lists are collected."""

    def __init__(self, book: Any, lang: str, sheet: str) -> None:
        self.book, self.lang = book, lang
        self.looks = {name: book.add_format(dict(style)) for name, style in STYLES.items()}
        self.sheet = book.add_worksheet(sheet)
        self.row = 0
        self._columns: list[tuple[str, ...]] = []

    def text(self, column: int, text: str, look: str) -> None:
        """Write a text of ours."""
        self.sheet.write_string(self.row, column, text, self.looks[look])

    def write(self, column: int, value: object, look: str) -> None:
        """Write what a person answered: a number stays one, a text is never a formula."""
        style = self.looks[look]
        if isinstance(value, Decimal):
            self.sheet.write_number(self.row, column, float(value), style)
        elif isinstance(value, str) and value:
            self.sheet.write_string(self.row, column, terms.cell_text(value), style)
        else:
            self.sheet.write_blank(self.row, column, None, style)

    def choose(self, column: int, entries: tuple[str, ...], field: Field | None = None) -> None:
        """Give a cell a list. Another word is a question when read, never a wall."""
        rule: dict[str, Any] = {
            "validate": "list",
            "source": self._source(entries),
            "error_type": "warning",
        }
        if field is not None:
            rule["input_title"] = asking.in_language(field.label, self.lang)[:TITLE_LIMIT]
            rule["input_message"] = asking.in_language(field.help, self.lang)[:HELP_LIMIT]
        self.sheet.data_validation(self.row, column, self.row, column, rule)

    def _source(self, entries: tuple[str, ...]) -> str:
        if entries not in self._columns:
            self._columns.append(entries)
        at = letter(self._columns.index(entries))
        return f"={_LISTS}!${at}$2:${at}${len(entries) + 1}"

    def lists(self) -> None:
        """Write the sheet that the lists stand in, hidden and locked."""
        sheet = self.book.add_worksheet(_LISTS)
        for column, entries in enumerate(self._columns):
            for row, entry in enumerate(entries, start=1):
                sheet.write_string(row, column, entry, self.looks["hidden"])
        sheet.write_string(0, 0, LISTS_MARK, self.looks["hidden"])
        sheet.protect()
        sheet.hide()

    def finish(self) -> None:
        """Lock the sheet being written but for its open cells, and lay it out for paper."""
        sheet = self.sheet
        sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
