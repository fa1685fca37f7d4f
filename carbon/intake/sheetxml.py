"""Facts of a sheet's XML that calamine leaves out: what is hidden, computed, linked or broken.

The XML of 100,000 rows is 70 MB. It is therefore never parsed: each piece is searched for the few
byte strings that can begin a fact, and only the cells found that way are looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping

from carbon.intake.sheetfacts import Cell, Range, SheetFacts

# A piece without any cell (a million empty rows) is worked off instead of kept for the next one.
LONGEST_KEPT_BYTES = 4 << 20

_ADDRESS = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_ROW_NUMBER = re.compile(rb"\br\s*=\s*[\"']([0-9]{1,7})[\"']")
_COLUMNS = re.compile(rb"\b(min|max)\s*=\s*[\"']([0-9]{1,5})[\"']")
_HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](1|true)[\"']|\b(ht|width)\s*=\s*[\"']0[\"']")
_TYPE = re.compile(rb"\bt\s*=\s*[\"']([A-Za-z]+)[\"']")
_SHARED = re.compile(rb"\bsi\s*=\s*[\"']([0-9]+)[\"']")
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v\b[^>]*>([^<]*)<")
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f\b([^>]*?)(?:/>|>([^<]*)<)")
_LINK = re.compile(rb"\[[0-9]+\][^\[\]!]*!")
_ROOT = re.compile(rb"<([\w.-]+:)?worksheet\b")
_FILTER = re.compile(rb"<(?:[\w.-]+:)?autoFilter\b[^>]*\bref\s*=\s*[\"']([A-Z0-9:$]{2,40})[\"']")
_FILTER_MODE = re.compile(rb"\bfilterMode\s*=\s*[\"'](1|true)[\"']")
_CORNERS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?\Z")


class SheetScan:
    """A reader of one sheet part for `archive.inflate_all`: takes pieces, gathers SheetFacts.

    A class, because a piece ends in the middle of a cell and the rest must wait for the next one.
    """

    def __init__(self, formats: Mapping[int, str] | None = None) -> None:
        """Take the styles whose number formats are to be remembered: style number -> code."""
        self.facts = SheetFacts()
        self._formats = [
            (b" s=%b%d%b" % (quote, style, quote), code)
            for style, code in (formats or {}).items()
            for quote in (b'"', b"'")
        ]
        self._kept = b""
        self._prefix: bytes | None = None
        self._linked_shared: set[bytes] = set()
        self._row = 0
        self._column = 0

    def __call__(self, piece: bytes) -> None:
        """Take the next piece of the part; b"" says that it was the last."""
        data = self._kept + piece
        if self._prefix is None:
            root = _ROOT.search(data)
            self._prefix = (root.group(1) or b"") if root else b""
        cut = self._cut(data) if piece else len(data)
        self._kept = data[cut:]
        self._scan(data[:cut])

    def _cut(self, data: bytes) -> int:
        """Return where the last, perhaps unfinished cell or row begins."""
        cut = 0
        for name in (b"c ", b"c>", b"row ", b"col ", b"row>"):
            # Only behind what was found: looking back for what is not there costs a whole piece.
            cut = max(cut, data.rfind(b"<" + (self._prefix or b"") + name, cut))
        return cut if cut > 0 and len(data) - cut < LONGEST_KEPT_BYTES else len(data)

    def _scan(self, data: bytes) -> None:
        places = _Places(data, self._prefix or b"", self._row, self._column)
        # A piece without an "h", "f" or "#", which is most of them, is told by the processor's own
        # search for one byte, ten times as fast as the search for a word.
        if b"h" in data:
            self._scan_hidden(data, places)
        cell = b"<" + (self._prefix or b"") + b"c"
        if b"f" in data:
            for end in (b">", b" ", b"/"):
                for start in _starts(data, b"<" + (self._prefix or b"") + b"f" + end, cell):
                    self._take_formula(data, start, places)
        if b"#" in data:
            for start in _starts(data, b">#", cell):
                self._take_error(data, start, places)
        for mark, code in self._formats:
            self._scan_format(data, mark, code, places)
        # The heads of the sheet and its tail, where filters stand, are the only pieces with these.
        if b"filterMode" in data and _FILTER_MODE.search(data):
            self.facts.filter_mode = True
        if b"filterColumn" in data:
            found = _FILTER.search(data)
            area = range_of(found.group(1).decode()) if found else None
            self.facts.filters.extend([area] if area is not None else [])
        self._row, self._column = places.after()

    def _scan_format(self, data: bytes, mark: bytes, code: str, places: _Places) -> None:
        """Remember the cells of one style; only styles with something special are looked for."""
        cell = b"<" + (self._prefix or b"") + b"c "
        at = data.find(mark)
        while at >= 0:
            start = data.rfind(b"<", 0, at)
            if start >= 0 and data.startswith(cell, start):
                self.facts.add_format(_address(data[start:at]) or places.at(start), code)
            at = data.find(mark, at + 1)

    def _scan_hidden(self, data: bytes, places: _Places) -> None:
        for needle in (b"hidden", b'ht="0"', b'width="0"'):
            at = data.find(needle)
            while at >= 0:
                start, end = data.rfind(b"<", 0, at), data.find(b">", at)
                if start >= 0 and _HIDDEN.search(data, start, end if end >= 0 else len(data)):
                    self._take_hidden(data[start:end], start, places)
                at = data.find(needle, at + 1)

    def _take_hidden(self, tag: bytes, start: int, places: _Places) -> None:
        name = tag[1:].removeprefix(self._prefix or b"").split(None, 1)[0]
        if name == b"row":
            number = _ROW_NUMBER.search(tag)
            self.facts.hidden_rows.add(int(number.group(1)) if number else places.at(start)[0])
        elif name == b"col":
            ends = {key: int(value) for key, value in _COLUMNS.findall(tag)}
            # Excel writes max=16384 for "all columns to the right".
            first, last = ends.get(b"min", 1), min(ends.get(b"max", 0), 16384)
            self.facts.hidden_columns.update(range(first, last + 1))

    def _take_formula(self, data: bytes, start: int, places: _Places) -> None:
        tag, body = _cell(data, start)
        cell = _address(tag) or places.at(start)
        formula = _FORMULA.search(body)
        if formula is None:
            return
        self.facts.formulas += 1
        if self._is_linked(formula.group(1), formula.group(2) or b""):
            self.facts.linked_cells.add(cell)
        value, kind = _VALUE.search(body), _TYPE.search(tag)
        # A formula whose result is the empty text has t="str" and an empty value.
        is_text = kind is not None and kind.group(1) == b"str"
        if (value is None or not value.group(1)) and not (
            is_text and b"v" in body[formula.end() :]
        ):
            self.facts.formulas_without_value.add(cell)

    def _is_linked(self, attributes: bytes, text: bytes) -> bool:
        shared = _SHARED.search(attributes)
        linked = bool(_LINK.search(text)) or (
            shared is not None and not text and shared.group(1) in self._linked_shared
        )
        if linked and shared is not None:
            self._linked_shared.add(shared.group(1))
        return linked

    def _take_error(self, data: bytes, start: int, places: _Places) -> None:
        tag, body = _cell(data, start)
        kind, value = _TYPE.search(tag), _VALUE.search(body)
        if kind is not None and kind.group(1) == b"e" and value is not None:
            text = value.group(1).decode("utf-8", "replace")
            self.facts.errors[_address(tag) or places.at(start)] = text


def _starts(data: bytes, needle: bytes, cell: bytes) -> list[int]:
    """Return where the cells begin that hold the needle, each once, in order."""
    found: list[int] = []
    at = data.find(needle)
    # Hardly any sheet has cells without attributes; looking back for one costs a whole piece.
    bare = at >= 0 and cell + b">" in data
    while at >= 0:
        start = data.rfind(cell + b" ", 0, at)
        if bare:
            start = max(start, data.rfind(cell + b">", 0, at))
        if start >= 0 and (not found or found[-1] != start):
            found.append(start)
        at = data.find(needle, at + 1)
    return found


def _cell(data: bytes, start: int) -> tuple[bytes, bytes]:
    """Return the opening tag of a cell and what it holds."""
    opened = data.find(b">", start)
    closed = data.find(b"</" + data[start + 1 : data.find(b"c", start)] + b"c>", opened)
    end = closed if closed >= 0 else len(data)
    return data[start:opened], data[opened:end]


def _address(tag: bytes) -> Cell | None:
    found = _ADDRESS.search(tag)
    return (int(found.group(2)), column_number(found.group(1).decode())) if found else None


def column_number(letters: str) -> int:
    """Return the 1-based number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def range_of(text: str) -> Range | None:
    """Return a range such as A3:F20 as rows and columns, or None when it is none."""
    found = _CORNERS.match(text)
    if found is None:
        return None
    left, top, right, bottom = found.groups()
    right, bottom = right or left, bottom or top
    return int(top), column_number(left), int(bottom), column_number(right)


class _Places:
    """Where cells are that do not say it: counted row by row, only when somebody asks.

    A class, because the count is costly and most sheets never need it.
    """

    def __init__(self, data: bytes, prefix: bytes, row: int, column: int) -> None:
        self._data, self._prefix = data, prefix
        self._row, self._column = row, column
        self._offsets: list[int] | None = None
        self._cells: list[Cell] = []

    def at(self, offset: int) -> Cell:
        """Return row and column of the cell or row whose tag begins at the offset."""
        self._count()
        index = bisect_right(self._offsets or [], offset) - 1
        return self._cells[index] if index >= 0 else (self._row, self._column)

    def after(self) -> Cell:
        """Return the last row and column of this piece, where the next one goes on."""
        start = self._data.rfind(b"<" + self._prefix + b"c ")
        found = _address(_cell(self._data, start)[0]) if start >= 0 else None
        if found is not None and self._offsets is None:
            return found
        self._count()
        return self._cells[-1] if self._cells else (self._row, self._column)

    def _count(self) -> None:
        if self._offsets is not None:
            return
        self._offsets = []
        row, column = self._row, self._column
        for tag in re.finditer(rb"<" + re.escape(self._prefix) + rb"(row|c)\b([^>]*)", self._data):
            if tag.group(1) == b"row":
                number = _ROW_NUMBER.search(tag.group(2))
                row, column = (int(number.group(1)) if number else row + 1), 0
            else:
                row, column = _address(tag.group(2)) or (row, column + 1)
            self._offsets.append(tag.start())
            self._cells.append((row, column))
