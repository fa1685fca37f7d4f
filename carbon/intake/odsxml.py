"""Facts of an OpenDocument sheet that calamine leaves out: hidden, computed, linked, broken.

OpenDocument has no addresses: a row or cell may stand for a million of its kind, so the place of
each cell is counted while the XML goes by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from carbon.intake.sheetfacts import SheetFacts

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALCEXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_VALUES = {
    "float": "value", "percentage": "value", "currency": "value", "date": "date-value",
    "time": "time-value", "boolean": "boolean-value",
}  # fmt: skip
_LINK = re.compile(r"'(file|https?|ftp|smb):[^']*'#|\[[^\]]*//")
_ERROR = re.compile(r"#[A-Z0-9/]+[!?]?|#N/A|Err:[0-9]+")
# A row style repeated over the rest of the sheet is no hidden data.
_MOST_REPEATED = 100_000
# One cell of the file may claim to be millions; the first ones are enough to refuse them.
_MOST_CELLS = 10_000
# The real workbook with most of them has 19,272.
_MOST_MERGED = 200_000


class OdsScan:
    """A reader of content.xml for `archive.inflate_all`; gathers SheetFacts by sheet name.

    A class, because the XML comes in pieces. A part with a DOCTYPE never gets here: the archive
    scan ends at the piece that holds it, before the piece is handed on.
    """

    def __init__(self) -> None:
        self.facts: dict[str, SheetFacts] = {}
        self._parser: XMLPullParser[Any] = XMLPullParser(
            events=("start", "end")
        )  # no entity can be declared
        self._sheet = SheetFacts()
        self._row = self._column = self._definition = self._rows = 0

    def __call__(self, piece: bytes) -> None:
        """Take the next piece of the part; b"" says that it was the last."""
        try:
            self._parser.feed(piece)
            events: Any = self._parser.read_events()
            for event, element in events:
                self._take(event, element)
        except ParseError as reason:
            raise ValueError(f"content.xml: {reason}") from reason

    def _take(self, event: str, element: Element) -> None:
        tag = element.tag.removeprefix(_TABLE)
        if event == "start":
            self._begin(tag, element)
        elif tag in ("table-cell", "covered-table-cell"):
            self._take_cell(element)
            element.clear()
        elif tag == "table-row":
            self._row += _repeated(element, "rows")
            element.clear()

    def _begin(self, tag: str, element: Element) -> None:
        if tag == "table":
            self._row = self._definition = 1
            name = element.get(_TABLE + "name", "")
            self._sheet = self.facts.setdefault(name, SheetFacts())
        elif tag == "table-row":
            self._column = 1
            self._rows = count = _repeated(element, "rows")
            if _is_hidden(element) and count < _MOST_REPEATED:
                rows = range(self._row, self._row + count)
                self._sheet.hidden_rows.update(rows)
                if element.get(_TABLE + "visibility") == "filter":
                    self._sheet.filtered.update(rows)
        elif tag == "table-column":
            count = _repeated(element, "columns")
            if _is_hidden(element):
                first = self._definition
                self._sheet.hidden_columns.update(range(first, first + min(count, 16384)))
            self._definition += count

    def _take_merged(self, element: Element) -> None:
        rows, columns = _spanned(element, "rows"), _spanned(element, "columns")
        if (rows > 1 or columns > 1) and len(self._sheet.merged) < _MOST_MERGED:
            top, left = self._row, self._column
            self._sheet.merged.append((top, left, top + rows - 1, left + columns - 1))

    def _take_cell(self, element: Element) -> None:
        columns = _repeated(element, "columns")
        self._take_merged(element)
        # A comment stands inside its cell as well; only the paragraphs are the cell's own.
        shown = element.findall(_TEXT + "p")
        text = "\n".join("".join(one.itertext()) for one in shown).strip()
        formula = element.get(_TABLE + "formula")
        is_error = (
            element.get(_CALCEXT + "value-type") == "error"
            or _ERROR.fullmatch(text) is not None
            or (text != "" and formula is None and _lacks_value(element))
        )
        if is_error or formula is not None:
            for cell in self._cells(columns):
                if is_error:
                    self._sheet.errors[cell] = text or "#ERR"
                if formula is not None:
                    self._take_formula(cell, formula, element)
        self._column += columns

    def _take_formula(self, cell: tuple[int, int], formula: str, element: Element) -> None:
        self._sheet.formulas += 1
        if _LINK.search(formula):
            self._sheet.linked_cells.add(cell)
        if element.get(_OFFICE + "value-type") is None:
            self._sheet.formulas_without_value.add(cell)

    def _cells(self, columns: int) -> Iterator[tuple[int, int]]:
        """Yield the places that one repeated cell of a repeated row stands for."""
        places = product(range(self._rows), range(columns))
        for row, column in islice(places, _MOST_CELLS):
            yield self._row + row, self._column + column


def _lacks_value(element: Element) -> bool:
    """Tell whether a cell shows a text and has no value of its type: readers take it for empty."""
    kind = element.get(_OFFICE + "value-type", "")
    return kind != "string" and element.get(_OFFICE + _VALUES.get(kind, "none")) is None


def _repeated(element: Element, what: str) -> int:
    text = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def _spanned(element: Element, what: str) -> int:
    text = element.get(f"{_TABLE}number-{what}-spanned", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def _is_hidden(element: Element) -> bool:
    return element.get(_TABLE + "visibility", "visible") in ("collapse", "filter")
