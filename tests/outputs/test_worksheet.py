"""Our kind of worksheet against the library's own: the same cells, byte for byte."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from carbon.outputs.worksheet import sheet_class

Cell = tuple[int, int, str, Any, Any]

# Formulas of the functions we use; newer ones the library would prefix, and array formulas.
FORMULAS = st.sampled_from(
    ["SUM(A1:B2)", 'IF(A1<B1,"<&>","x")', "=A1*2", "Blad!$A$1>=3", 'IF(A1="",0,ROUND(A1,6))']
)
PLAIN = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=20)
VALUES = st.floats(allow_nan=False, allow_infinity=False)
# Texts that spell an error or the library's markup are changed before they come here.
SHOWN = PLAIN.filter(lambda text: not text.startswith("#"))
CELLS = st.lists(
    st.one_of(
        st.tuples(st.integers(0, 40), st.integers(0, 30), st.just("text"), PLAIN, st.none()),
        st.tuples(st.integers(0, 40), st.integers(0, 30), st.just("number"), VALUES, st.none()),
        st.tuples(
            st.integers(0, 40), st.integers(0, 30), st.just("formula"), FORMULAS, VALUES | SHOWN
        ),
    ),
    max_size=30,
)


def parts(kind: Any, cells: list[Cell], follow: int | None = None) -> dict[str, bytes]:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet, style = book.add_worksheet("Blad", kind), book.add_format({"bold": True})
    sheet.set_row(0, 30)
    if follow is not None:
        sheet.rows_follow(follow)
    for row, column, what, content, value in cells:
        if what == "text":
            sheet.write_string(row, column, content, style)
        elif what == "number":
            sheet.write_number(row, column, content, style)
        else:
            sheet.write_formula(row, column, content, style, value)
    book.close()
    with zipfile.ZipFile(stream) as archive:
        return {
            name: re.sub(rb' spans="[0-9:]*"', b"", archive.read(name))
            for name in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml")
            if name in archive.namelist()
        }


@given(CELLS)
def test_cells_are_those_that_the_library_writes(cells: list[Cell]) -> None:
    assert parts(sheet_class(), cells) == parts(Worksheet, cells)


def test_cells_in_ways_of_the_librarys_own_are_still_possible() -> None:
    long = [(0, 0, "text", "å" * 20_000, None), (0, 1, "text", "x" * 40_000, None)]
    assert parts(sheet_class(), long) == parts(Worksheet, long)


@given(CELLS)
def test_rows_written_one_by_one_are_those_that_the_library_writes(cells: list[Cell]) -> None:
    in_order = sorted(cells, key=lambda cell: cell[0])
    assert parts(sheet_class(), in_order, follow=1) == parts(Worksheet, in_order)


def test_a_number_that_is_none_is_refused_as_the_library_refuses_it() -> None:
    for kind in (sheet_class(), Worksheet):
        with pytest.raises(TypeError):
            parts(kind, [(0, 0, "number", float("nan"), None)])


def test_a_row_beyond_the_sheet_is_left_out_as_the_library_leaves_it_out() -> None:
    beyond = [(2**20, 0, "text", "x", None), (2**20, 0, "number", 1.0, None)]
    assert parts(sheet_class(), beyond) == parts(Worksheet, beyond)
