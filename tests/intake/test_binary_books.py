"""The binary formats tell as much as .xlsx: hidden, filtered, merged, broken, never computed."""

from __future__ import annotations

import shutil
import struct
import subprocess
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from carbon.intake import biffsheets
from carbon.intake.files import read_workbook
from carbon.intake.records import ErrorCell, Sheet
from carbon.intake.xlsbrecords import Cutter
from carbon.intake.xlsbsheets import XlsbScan
from tests.intake import binarybooks as xlsb

SOFFICE = shutil.which("soffice")
EXCEL97 = Path(__file__).resolve().parents[1] / "data" / "hostile" / "s14-excel97.xls"


def _line(number: int, name: str, price: bytes, total: bytes, *, hidden: bool = False) -> bytes:
    cells = (xlsb.number(0, float(number - 1)), xlsb.words(1, name), price, total)
    return xlsb.row(number, *cells, hidden=hidden)


HEADINGS = ("Rad", "Vara", "Pris", "Summa")
PRICES = xlsb.sheet(
    [
        xlsb.row(1, *(xlsb.words(n, word) for n, word in enumerate(HEADINGS))),
        _line(2, "Morot", xlsb.number(2, 12.5), xlsb.formula(3, 25.0)),
        _line(3, "Lök", xlsb.broken(2, 0x07), xlsb.formula(3, 0.0, flags=2), hidden=True),
        _line(4, "Ost", xlsb.number(2, 3.0), xlsb.formula(3, "")),
        _line(5, "Bröd", xlsb.number(2, 3.0), xlsb.broken_formula(3, 0x17)),
        _line(6, "Kål", xlsb.number(2, 3.0), xlsb.formula(3, "", xlsb.EMPTY_TEXT)),
        xlsb.row(7, xlsb.number(0, 6.0), hidden=True),
    ],
    hidden_columns=[1],
    merged=[(6, 7, 0, 1)],
    filtered=(0, 5, 0, 3),
)
BOOK = xlsb.book(
    {"Pris": PRICES, "Dolt": xlsb.sheet([xlsb.row(1, xlsb.words(0, "x"))])}, {"Dolt": 1}
)


def _read(path: Path) -> tuple[Sheet, dict[str, dict[str, str]], tuple[bool, ...]]:
    workbook, problems = read_workbook(path, path.name)
    assert workbook is not None, problems
    told = {p.code: dict(p.values) for p in problems}
    return workbook.sheets[0], told, tuple(sheet.hidden for sheet in workbook.sheets)


@pytest.fixture(scope="module")
def binary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("xlsb") / "a.xlsb"
    path.write_bytes(BOOK)
    return path


def test_an_xlsb_tells_what_is_hidden_by_hand_and_what_by_a_filter(binary: Path) -> None:
    sheet, told, hidden = _read(binary)
    assert (sheet.hidden_rows, sheet.hidden_columns, hidden) == ({3, 7}, {2}, (False, True))
    assert told["filtered-rows"] == {"count": "1", "found": "3"}
    assert told["hidden-rows"] == {"count": "1", "found": "7"}
    assert told["hidden-sheets"] == {"count": "1", "names": "Dolt"}
    assert "facts-unknown" not in told


def test_an_xlsb_keeps_errors_and_formulas_that_nobody_computed_apart_from_numbers(
    binary: Path,
) -> None:
    sheet, told, _ = _read(binary)
    assert [row[3] for row in sheet.rows[1:6]] == [25.0, None, None, ErrorCell("#REF!"), None]
    assert sheet.rows[2][2] == ErrorCell("#DIV/0!")
    # D6 is ="" with the empty text as its result; D3 and D4 have no result at all.
    assert sheet.formulas_without_value == {(3, 4), (4, 4)}
    assert told["formula-without-value"] == {"count": "2", "cells": "D3, D4"}
    assert (sheet.formulas, sheet.merged) == (5, ((7, 1, 8, 2),))


@given(st.integers(1, len(PRICES)))
def test_facts_of_an_xlsb_do_not_depend_on_where_a_piece_ends(size: int) -> None:
    scan, whole = XlsbScan(), XlsbScan()
    whole(PRICES)
    for start in range(0, len(PRICES), size):
        scan(PRICES[start : start + size])
    scan(b"")
    assert scan.facts == whole.facts


@given(st.lists(st.binary(max_size=40)))
def test_no_bytes_stop_the_reader_of_records(pieces: list[bytes]) -> None:
    scan = XlsbScan(frozenset({0}))
    for piece in pieces:
        scan(piece)


def test_a_record_of_megabytes_is_passed_over_without_being_kept() -> None:
    data = xlsb.record(500, bytes(3 << 20)) + xlsb.row(9, hidden=True)
    cut = Cutter()
    found = [kind for at in range(0, len(data), 1000) for kind, _ in cut(data[at : at + 1000])]
    assert found == [0]


@pytest.mark.office
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_another_program_sees_the_same_in_the_xlsb_that_we_built(
    binary: Path, tmp_path: Path
) -> None:
    _convert(binary, "ods", tmp_path)
    ours, _, hidden = _read(binary)
    theirs, _, hidden_there = _read(tmp_path / "a.ods")
    assert theirs.hidden_rows == ours.hidden_rows
    assert theirs.hidden_columns == ours.hidden_columns
    assert theirs.merged == ours.merged
    assert hidden_there == hidden
    assert theirs.rows[2][2] == ours.rows[2][2]


def _convert(path: Path, kind: str, to: Path) -> None:
    profile = f"-env:UserInstallation={(to / 'profile').as_uri()}"
    command = [
        str(SOFFICE),
        profile,
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(to),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def _made(path: Path) -> None:
    """Write a workbook with everything that a sheet may hide."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Pris")
    for r in range(8):
        sheet.write_row(r, 0, (f"a{r}", r * 1.5, r, r) if r else ("Rad", "Pris", "Mängd", "Summa"))
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_row(7, None, None, {"hidden": True})
    sheet.set_column(1, 1, None, None, {"hidden": True})
    sheet.autofilter(0, 0, 5, 3)
    sheet.filter_column(2, "x != 2")
    sheet.write_formula(3, 3, "=1/0", None, "#DIV/0!")
    sheet.write_formula(4, 3, "=B5*2", None, 12)
    sheet.merge_range(9, 0, 10, 1, "M")
    book.add_worksheet("Dolt").write(0, 0, "x")
    book.worksheets()[1].very_hidden()
    book.close()


@pytest.mark.office
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_the_same_workbook_tells_the_same_in_every_format(kind: str, tmp_path: Path) -> None:
    _made(tmp_path / "a.xlsx")
    _convert(tmp_path / "a.xlsx", kind, tmp_path)
    first, told, hidden = _read(tmp_path / "a.xlsx")
    other, told_there, hidden_there = _read(tmp_path / f"a.{kind}")
    assert told["filtered-rows"] == {"count": "1", "found": "3"}
    assert told["hidden-rows"] == {"count": "1", "found": "8"}
    assert told_there == told
    assert hidden_there == hidden == (False, True)
    for name in ("rows", "hidden_rows", "hidden_columns", "merged", "formulas"):
        assert getattr(other, name) == getattr(first, name), name
    assert first.rows[3][3] == ErrorCell("#DIV/0!")


def test_a_row_of_an_xls_that_is_set_to_hidden_is_told(tmp_path: Path) -> None:
    data = bytearray(EXCEL97.read_bytes())
    at = data.index(struct.pack("<HHH", 0x0208, 16, 2))  # the record of row 3
    data[at + 4 + 12] |= 0x20
    path = tmp_path / "a.xls"
    path.write_bytes(data)
    sheet, told, _ = _read(path)
    assert sheet.hidden_rows == {3}
    assert told["hidden-rows"] == {"count": "1", "found": "3"}


def _record(kind: int, layout: str = "", *values: object, tail: bytes = b"") -> bytes:
    data = struct.pack("<" + layout, *values) + tail
    return struct.pack("<HH", kind, len(data)) + data


def _stream(*records: bytes, books: bytes = b"") -> bytes:
    """Return a stream of one sheet, A, with these records."""
    bof, eof = _record(0x0809, "HHHHI", 0x0600, 5, 0, 0, 0), _record(0x000A)
    name = struct.pack("<BB", 1, 0) + b"A"
    length = len(bof) + len(_record(0x0085, "IBB", 0, 0, 0, tail=name)) + len(books) + len(eof)
    listed = _record(0x0085, "IBB", length, 0, 0, tail=name)
    return bof + listed + books + eof + bof + b"".join(records) + eof


def _formula(row: int, value: bytes, flags: int, tokens: bytes) -> bytes:
    tail = value + struct.pack("<HIH", flags, 0, len(tokens)) + tokens
    return _record(0x0006, "HHH", row, 3, 0, tail=tail)


TIMES = b"\x44\0\0\0\xc0\x44\0\0\1\xc0\x05"
NO_TEXT = struct.pack("<BBBBBBH", 3, 0, 0, 0, 0, 0, 0xFFFF)


def test_formulas_of_an_xls_that_no_program_computed_are_told_from_those_with_an_empty_result() -> (
    None
):
    known = biffsheets.of_stream(
        _stream(
            _formula(1, struct.pack("<d", 25.0), 0, TIMES),
            _formula(2, NO_TEXT, 0, TIMES),
            _formula(3, NO_TEXT, 0, b"\x17\0\0"),
            _formula(4, struct.pack("<d", 0.0), 1, TIMES),
            _formula(5, struct.pack("<d", 0.0), 0, TIMES),
            _formula(6, struct.pack("<BBBBBBH", 2, 0, 0x2A, 0, 0, 0, 0xFFFF), 0, TIMES),
        )
    )
    assert known is not None
    facts = known.sheets["A"]
    assert facts.formulas_without_value == {(3, 4), (5, 4)}
    assert (facts.formulas, facts.errors) == (6, {(7, 4): "#N/A"})


def test_a_link_of_an_xls_to_another_workbook_is_told_with_its_cell() -> None:
    books = (
        _record(0x01AE, "HH", 1, 0x0401)
        + _record(0x01AE, "HH", 1, 5, tail=b"\0b.xls")
        + _record(0x0017, "HHHHHHH", 2, 0, 0, 0, 1, 0, 0)
    )
    inside, outside = (b"\x5a" + struct.pack("<HHH", n, 0, 0xC000) for n in (0, 1))
    value = struct.pack("<d", 1.0)
    known = biffsheets.of_stream(
        _stream(_formula(1, value, 0, inside), _formula(2, value, 0, outside), books=books)
    )
    assert known is not None
    assert (known.links, known.sheets["A"].linked_cells) == (1, {(3, 4)})


def test_what_stands_in_a_chart_inside_a_sheet_is_no_fact_of_the_sheet() -> None:
    hidden = _record(0x0208, "7HH", 4, 0, 0, 300, 0, 0, 0x20, 0)
    chart = _record(0x0809, "HHHHI", 0x0600, 0x20, 0, 0, 0) + hidden + _record(0x000A)
    known = biffsheets.of_stream(_stream(chart, hidden.replace(b"\4\0", b"\6\0", 1)))
    assert known is not None
    assert known.sheets["A"].hidden_rows == {7}


@given(st.binary(max_size=400))
def test_no_stream_stops_the_reader_of_an_xls(noise: bytes) -> None:
    stream = _stream(noise)
    assert biffsheets.of_stream(stream) is not None
    biffsheets.of_stream(noise)


def test_what_is_no_container_of_excel_97_has_unknown_facts() -> None:
    assert biffsheets.facts(b"no container") is None
    assert biffsheets.facts(EXCEL97.read_bytes()[:2000]) is None
    older = _stream().replace(struct.pack("<H", 0x0600), struct.pack("<H", 0x0500))
    assert biffsheets.facts(older) is None
