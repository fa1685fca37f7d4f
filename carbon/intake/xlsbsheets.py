"""Facts of the sheets of an .xlsb: what is hidden, filtered, computed, linked or broken.

Records and what stands where in them are those of [MS-XLSB] 2.4, under the names given here.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping

from carbon.intake import formulatokens
from carbon.intake.biffsheets import ERRORS
from carbon.intake.sheetfacts import SheetFacts
from carbon.intake.xlsbrecords import Cutter

ROW, COLUMNS, CELL_ERROR, MERGED = 0, 60, 3, 176
FORMULA_STRING, FORMULA_NUMBER, FORMULA_BOOL, FORMULA_ERROR = 8, 9, 10, 11
FILTER, FILTER_COLUMN = 161, 163
SHEET, EXTERN_SHEET = 156, 362
SUP_SELF, SUP_SAME, SUP_ADD_IN, SUP_BOOK = 357, 358, 667, 355
_MOST_COLUMNS = 16_384
_CELL_BYTES = 8  # Cell: column (4), style and a flag (4)


class XlsbScan:
    """A reader of one sheet part for `archive.inflate_all`: takes pieces, gathers SheetFacts.

    A class, because cells do not say their row: it is that of the row record before them.
    """

    def __init__(self, outside: frozenset[int] = frozenset()) -> None:
        self.facts = SheetFacts()
        self._cut = Cutter()
        self._row = 0
        self._outside = outside
        self._take: Mapping[int, Callable[[bytes], None]] = {
            ROW: self._take_row,
            COLUMNS: self._take_columns,
            CELL_ERROR: self._take_error,
            MERGED: self._take_merged,
            FILTER: self._take_filter,
            FILTER_COLUMN: self._take_filter_column,
            FORMULA_STRING: self._take_text_formula,
            FORMULA_NUMBER: self._take_number_formula,
            FORMULA_BOOL: self._take_short_formula,
            FORMULA_ERROR: self._take_error_formula,
        }
        self._range: tuple[int, int, int, int] | None = None

    def __call__(self, piece: bytes) -> None:
        """Take the next piece of the part; b"" says that it was the last."""
        for kind, record in self._cut(piece):
            reader = self._take.get(kind)
            if reader is not None:
                try:
                    reader(record)
                except struct.error:
                    continue  # a record that is shorter than it must be says nothing

    def _take_row(self, record: bytes) -> None:
        """BrtRowHdr: rw (4), ixfe (4), miyRw (2), 1, flags with fDyZero as fifth bit."""
        number, _, height, _, flags = struct.unpack_from("<IIHBB", record)
        self._row = number + 1
        if flags & 0x10 or height == 0:
            self.facts.hidden_rows.add(self._row)

    def _take_columns(self, record: bytes) -> None:
        """BrtColInfo: colFirst, colLast, coldx, ixfe (4 each), flags with fHidden."""
        first, last, width, _, flags = struct.unpack_from("<IIIIH", record)
        if flags & 1 or width == 0:
            self.facts.hidden_columns.update(range(first + 1, min(last, _MOST_COLUMNS - 1) + 2))

    def _take_merged(self, record: bytes) -> None:
        """BrtMergeCell: rwFirst, rwLast, colFirst, colLast."""
        top, bottom, left, right = struct.unpack_from("<4I", record)
        self.facts.merged.append((top + 1, left + 1, bottom + 1, right + 1))

    def _take_filter(self, record: bytes) -> None:
        """BrtBeginAFilter: the range of a filter; it may choose nothing."""
        top, bottom, left, right = struct.unpack_from("<4I", record)
        self._range = (top + 1, left + 1, bottom + 1, right + 1)

    def _take_filter_column(self, _: bytes) -> None:
        """BrtBeginFilterColumn: the filter does choose rows by a column."""
        if self._range is not None and self._range not in self.facts.filters:
            self.facts.filters.append(self._range)

    def _cell(self, record: bytes) -> tuple[int, int]:
        column: int = struct.unpack_from("<I", record)[0]
        return self._row, column + 1

    def _take_error(self, record: bytes) -> None:
        """BrtCellError: a cell and bError."""
        code: int = struct.unpack_from("<B", record, _CELL_BYTES)[0]
        self.facts.errors[self._cell(record)] = ERRORS.get(code, "#ERR")

    def _take_text_formula(self, record: bytes) -> None:
        """BrtFmlaString: a cell, the stored text (a count and letters), the formula."""
        count: int = struct.unpack_from("<I", record, _CELL_BYTES)[0]
        tokens = self._formula(record, _CELL_BYTES + 4 + 2 * count)
        if count == 0 and not formulatokens.can_be_text(tokens):
            self.facts.formulas_without_value.add(self._cell(record))

    def _take_number_formula(self, record: bytes) -> None:
        """BrtFmlaNum: a cell, the stored number (8), the formula.

        Zero, to be computed anew at each opening (GrbitFmla): no program has computed it yet.
        """
        at = _CELL_BYTES + 8
        self._formula(record, at)
        flags: int = struct.unpack_from("<H", record, at)[0]
        if flags & 3 and record[_CELL_BYTES:at] == bytes(8):
            self.facts.formulas_without_value.add(self._cell(record))

    def _take_short_formula(self, record: bytes) -> None:
        """BrtFmlaBool: a cell, one byte, the formula."""
        self._formula(record, _CELL_BYTES + 1)

    def _take_error_formula(self, record: bytes) -> None:
        """BrtFmlaError: as an error cell, then the formula."""
        self._take_error(record)
        self._take_short_formula(record)

    def _formula(self, record: bytes, at: int) -> bytes:
        """CellParsedFormula: grbitFlags (2), cce (4), tokens. Counts it and returns its tokens."""
        _, size = struct.unpack_from("<HI", record, at)
        tokens = record[at + 6 : at + 6 + size]
        self.facts.formulas += 1
        if formulatokens.is_linked(tokens, self._outside):
            self.facts.linked_cells.add(self._cell(record))
        return tokens


def book(part: bytes) -> tuple[list[tuple[str, str]], frozenset[int]]:
    """Return what the workbook part lists: sheet names with relationships, and indexes of links.

    ValueError when a record is too short. BrtBundleSh: hsState, iTabID, then relationship and name;
    BrtExternSheet: cXti, then externalLink, firstSheet, lastSheet, where externalLink counts the
    records BrtSup... in their order.
    """
    sheets: list[tuple[str, str]] = []
    outside: list[bool] = []
    linked: frozenset[int] = frozenset()
    for kind, record in Cutter()(part):
        try:
            if kind == SHEET:
                relation, at = _text(record, 8)
                sheets.append((_text(record, at)[0], relation))
            elif kind in (SUP_SELF, SUP_SAME, SUP_ADD_IN, SUP_BOOK):
                outside.append(kind == SUP_BOOK)
            elif kind == EXTERN_SHEET:
                count = min(struct.unpack_from("<I", record)[0], len(record) // 12)
                supers = [struct.unpack_from("<I", record, 4 + 12 * n)[0] for n in range(count)]
                linked = frozenset(
                    n for n, one in enumerate(supers) if one < len(outside) and outside[one]
                )
        except struct.error as reason:
            raise ValueError(f"record {kind}: {reason}") from reason
    return sheets, linked


def _text(record: bytes, at: int) -> tuple[str, int]:
    """XLWideString: a count (4) and letters of two bytes; 0xFFFFFFFF is no text."""
    count: int = struct.unpack_from("<I", record, at)[0]
    if count == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * count
    if end > len(record):
        raise struct.error("a text longer than its record")
    return record[at + 4 : end].decode("utf-16-le", "replace"), end
