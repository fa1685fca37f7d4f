"""Facts of the sheets of an .xls (BIFF8): what is hidden, filtered, computed, linked or broken.

Offsets inside records are those of [MS-XLS]; the section is named beside each.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from carbon.intake import biffrecords, formulatokens
from carbon.intake.biffrecords import Substream
from carbon.intake.sheetfacts import Range, SheetFacts

BOUNDSHEET, LBL, EXTERNSHEET, SUPBOOK = 0x0085, 0x0018, 0x0017, 0x01AE
ROW, COLINFO, FORMULA, BOOLERR = 0x0208, 0x007D, 0x0006, 0x0205
MERGEDCELLS, FILTERMODE = 0x00E5, 0x009B
_MOST_COLUMNS = 256
# [MS-XLS] 2.5.10, BErr
ERRORS: Mapping[int, str] = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip
_SELF, _ADD_INS = 0x0401, 0x3A01  # [MS-XLS] 2.4.271, cch of links that lead to no other workbook
_FILTER_NAME = 0x0D  # [MS-XLS] 2.4.150, the built-in name _FilterDatabase


@dataclass(slots=True, kw_only=True)
class _Globals:
    """What the first substream says of all sheets; filled record by record."""

    sheets: list[Substream] = field(default_factory=list)
    filters: dict[int, Range] = field(default_factory=dict)  # 1-based number of the sheet
    outside: set[int] = field(default_factory=set)  # indexes of links into other workbooks
    links: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BookFacts:
    """The facts of all sheets by name, and how many other workbooks the book points to."""

    sheets: Mapping[str, SheetFacts]
    links: int


def facts(data: bytes) -> BookFacts | None:
    """Return the facts of an .xls, or None when it is older than Excel 97 or badly damaged."""
    stream = biffrecords.workbook_stream(data)
    return None if stream is None else of_stream(stream)


def of_stream(stream: bytes) -> BookFacts | None:
    """Return the facts that a stream of records tells, or None when it lists no sheet."""
    book = _globals(stream)
    if not book.sheets:
        return None
    found = {
        sheet.name: _sheet(stream, sheet, book, number) for number, sheet in enumerate(book.sheets)
    }
    return BookFacts(sheets=found, links=book.links)


def _globals(stream: bytes) -> _Globals:
    book = _Globals()
    outside_books: list[bool] = []
    for kind, at, size in biffrecords.records(stream):
        record = stream[at : at + size]
        try:
            if kind == BOUNDSHEET:
                book.sheets.append(_bound_sheet(record))
            elif kind == SUPBOOK:  # 2.4.271: ctab, cch
                outside_books.append(_u16(record, 2) not in (_SELF, _ADD_INS))
            elif kind == EXTERNSHEET:  # 2.4.105: cXTI, then iSupBook, itabFirst, itabLast
                supers = [_u16(record, 2 + 6 * n) for n in range(_u16(record, 0))]
                book.outside = {
                    n for n, s in enumerate(supers) if s < len(outside_books) and outside_books[s]
                }
            elif kind == LBL:
                _take_filter(record, book)
        except struct.error:
            continue  # a record that is shorter than it must be says nothing
    book.links = sum(outside_books)
    return book


def _bound_sheet(record: bytes) -> Substream:
    """2.4.28: lbPlyPos (4), hsState (1), dt (1), then the name: cch (1), flags (1), letters."""
    offset, _, _, count, wide = struct.unpack_from("<IBBBB", record)
    if wide & 1:
        name = record[8 : 8 + 2 * count].decode("utf-16-le", "replace")
    else:
        name = record[8 : 8 + count].decode("latin-1")
    return Substream(name=name, offset=offset)


def _take_filter(record: bytes, book: _Globals) -> None:
    """2.4.150: grbit (2), chKey, cch, cce (2), 2, itab (2), 4, name (flags and letters), tokens."""
    flags, _, count, _, _, sheet = struct.unpack_from("<HBBHHH", record)
    tokens = record[15 + count :]
    if not flags & 0x20 or count != 1 or record[15] != _FILTER_NAME or tokens[:1] != b"\x3b":
        return
    first, last, left, right = struct.unpack_from("<HHHH", tokens, 3)
    book.filters[sheet] = (first + 1, (left & 0xFF) + 1, last + 1, (right & 0xFF) + 1)


def _sheet(stream: bytes, sheet: Substream, book: _Globals, number: int) -> SheetFacts:
    found = SheetFacts()
    take: Mapping[int, Callable[[bytes, SheetFacts], None]] = {
        ROW: _take_row,
        COLINFO: _take_columns,
        BOOLERR: _take_error,
        MERGEDCELLS: _take_merged,
        FILTERMODE: _take_filter_mode,
    }
    for kind, at, size in biffrecords.records(stream, sheet.offset):
        reader = take.get(kind)
        try:
            if reader is not None:
                reader(stream[at : at + size], found)
            elif kind == FORMULA:
                _take_formula(stream[at : at + size], found, book.outside)
        except struct.error:
            continue
    if found.filter_mode and number + 1 in book.filters:
        found.filters.append(book.filters[number + 1])
    return found


def _take_row(record: bytes, found: SheetFacts) -> None:
    """2.4.221: rw (2), 4, miyRw (2), 4, grbit (2) with fDyZero as its sixth bit."""
    number, _, _, height, _, _, flags = struct.unpack_from("<7H", record)
    if flags & 0x20 or not height & 0x7FFF:
        found.hidden_rows.add(number + 1)


def _take_columns(record: bytes, found: SheetFacts) -> None:
    """2.4.53: colFirst, colLast, coldx, ixfe, grbit with fHidden as its first bit."""
    first, last, width, _, flags = struct.unpack_from("<5H", record)
    if flags & 1 or width == 0:
        found.hidden_columns.update(range(first + 1, min(last, _MOST_COLUMNS - 1) + 2))


def _take_error(record: bytes, found: SheetFacts) -> None:
    """2.4.24: rw (2), col (2), ixfe (2), bBoolErr, fError."""
    row, column, _, value, is_error = struct.unpack_from("<HHHBB", record)
    if is_error:
        found.errors[row + 1, column + 1] = ERRORS.get(value, "#ERR")


def _take_merged(record: bytes, found: SheetFacts) -> None:
    """2.4.168: cmcs, then rwFirst, rwLast, colFirst, colLast."""
    found.merged.extend(_areas(record, _u16(record, 0)))


def _areas(record: bytes, count: int) -> Iterator[Range]:
    for number in range(count):
        top, bottom, left, right = struct.unpack_from("<4H", record, 2 + 8 * number)
        yield top + 1, left + 1, bottom + 1, right + 1


def _take_filter_mode(_: bytes, found: SheetFacts) -> None:
    """FilterMode: the record has no data; that it is there says that a filter hides rows."""
    found.filter_mode = True


def _take_formula(record: bytes, found: SheetFacts, outside: set[int]) -> None:
    """2.4.127: rw, col, ixfe, the stored value (8), grbit (2), 4, cce (2), tokens.

    2.5.133: a value that ends in 0xFFFF is no number but a text (0), a boolean (1), an error (2) or
    the empty text (3), as its first byte says. fAlwaysCalc is the first bit of grbit.
    """
    row, column, _, kind, _, code = struct.unpack_from("<HHHBBB", record)
    cell = row + 1, column + 1
    special, always = _u16(record, 12) == 0xFFFF, _u16(record, 14) & 1
    tokens = record[22 : 22 + _u16(record, 20)]
    found.formulas += 1
    if special and kind == 2:
        found.errors[cell] = ERRORS.get(code, "#ERR")
    empty = special and kind == 3 and not formulatokens.can_be_text(tokens)
    # Nothing but zero to be computed anew at each opening: no program has computed it yet.
    if empty or (always and record[6:14] == bytes(8)):
        found.formulas_without_value.add(cell)
    if formulatokens.is_linked(tokens, outside):
        found.linked_cells.add(cell)


def _u16(record: bytes, at: int) -> int:
    number: int = struct.unpack_from("<H", record, at)[0]
    return number
