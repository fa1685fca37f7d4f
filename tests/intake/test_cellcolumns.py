"""Rows travel from the child in columns and come back as they were."""

from __future__ import annotations

import datetime
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from carbon.intake import cellblocks, cellcolumns, wire
from carbon.intake.records import CellValue
from carbon.intake.texts import are_clean, clean

CELL = st.one_of(
    st.none(),
    st.sampled_from(["", "a", "b", "=x", " "]),
    st.text(max_size=3),
    st.booleans(),
    st.floats(-1e29, 1e29),
    st.sampled_from([0.0, 1.0]),
    st.dates(datetime.date(1901, 1, 1)),
    st.datetimes(datetime.datetime(1901, 1, 1)),
)
ROWS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), max_size=90)
)


def _travelled(rows: list[list[CellValue]]) -> list[list[CellValue]]:
    """Send rows through blocks and the wire and unpack what arrives."""
    got: list[list[CellValue]] = []
    seen: dict[object, object] = {}
    sent = cellblocks.blocks(rows, first=(1, 1), width=4, errors={}, notes=cellblocks.SheetNotes())
    for message in sent:
        arrived = wire.receive(io.BytesIO(wire.pack(message)))
        if "columns" in arrived:
            got += cellcolumns.unpack(arrived["columns"], seen)
        elif "rows" in arrived:
            got += arrived["rows"]
        else:
            got += [[None] * len(rows[0])] * arrived["empty"]
    return got


def _expected(rows: list[list[CellValue]]) -> list[list[CellValue]]:
    want: list[list[CellValue]] = [[None if c == "" else c for c in row] for row in rows]
    while want and all(cell is None for cell in want[-1]):
        want.pop()
    return want


@settings(max_examples=200, deadline=None)
@given(ROWS)
def test_rows_come_back_with_the_same_values_of_the_same_types(
    rows: list[list[CellValue]],
) -> None:
    got, want = _travelled(rows), _expected(rows)
    assert got == want
    assert [[type(c) for c in row] for row in got] == [[type(c) for c in row] for row in want]


@settings(max_examples=500, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=4)))
def test_texts_that_are_clean_together_are_clean_one_by_one(texts: list[str]) -> None:
    if are_clean(texts):
        assert all(clean(text) == text for text in texts)
