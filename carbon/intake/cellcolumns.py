"""Blocks of rows as columns, the form in which they travel from the child to the parent.

A column repeats itself: numbers travel as bytes and each different text once. That is a third of
the work and of the memory of sending cell by cell. `pack` and `unpack` are each other's reverse,
but that an empty text comes out as None.
"""

from __future__ import annotations

import datetime
from array import array
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from carbon.intake.records import CellValue

_DOUBLE, _INDEX = "d", "I"  # of the array module; both processes run on one machine
_BLANK: Mapping[object, None] = {"": None}
# Values of different types that are equal (True and 1.0) must not share a place in a table.
_SHARABLE = {str, datetime.date, datetime.datetime, datetime.time}
_SAMPLE = 64  # when half of so many first texts differ, a table would not pay


@dataclass(frozen=True, slots=True)
class CellColumn:
    """The cells of one column of a block, and what is worth knowing about them."""

    cells: Sequence[Any]
    types: set[type]
    different: Collection[Any]  # every value at least once
    at: Sequence[int] = ()  # for each cell its place in `different`, when values repeat

    @property
    def texts(self) -> list[str]:
        """The texts, each at least once."""
        if self.types == {str}:
            return list(self.different)
        return [v for v in self.different if type(v) is str] if str in self.types else []

    @property
    def numbers(self) -> Collection[float]:
        """The floats, each at least once."""
        if self.types == {float}:
            return self.cells
        return [v for v in self.different if type(v) is float] if float in self.types else ()


def column_of(cells: Sequence[Any]) -> CellColumn:
    """Return a column with what is worth knowing about it."""
    types = set(map(type, cells))
    sample = cells[:_SAMPLE]
    if types == {float} or (types == {str} and len(set(sample)) * 2 > len(sample)):
        return CellColumn(cells, types, cells)
    places: defaultdict[Any, int] = defaultdict(count().__next__)
    at = list(map(places.__getitem__, cells))  # one pass numbers the different values and cells
    return CellColumn(cells, types, places, at)


def pack(column: CellColumn) -> object:
    """Return a column as plain values: bytes of floats, a table with indexes, or its cells."""
    if column.types == {float}:
        return array(_DOUBLE, column.cells).tobytes()
    size = len(column.different)
    if column.at and column.types <= _SHARABLE and size * 2 <= len(column.cells):
        table = [None if value == "" else value for value in column.different]
        return {"table": table, "at": array(_INDEX, column.at).tobytes()}
    if "" in column.different:
        return list(map(_BLANK.get, column.cells, column.cells))
    return column.cells


def unpack(columns: Sequence[Any], seen: dict[Any, Any]) -> list[list[CellValue]]:
    """Return the rows of packed columns; ValueError, TypeError, KeyError or IndexError on nonsense.

    `seen` holds the values of the tables so far, so that equal texts of all blocks are one object.
    """
    return list(map(list, zip(*[_cells(column, seen) for column in columns], strict=True)))


def _cells(packed: Any, seen: dict[Any, Any]) -> Sequence[CellValue]:
    if isinstance(packed, bytes):
        return array(_DOUBLE, packed).tolist()
    if isinstance(packed, dict):
        table = [seen.setdefault(value, value) for value in packed["table"]]
        return list(map(table.__getitem__, array(_INDEX, packed["at"])))
    cells: list[CellValue] = packed
    return cells
