"""A second engine for the workbook's formulas, in Python alone: the library `formulas`.

The library parses and computes; here cells are looked up, in the order they need each other.
Formulas that differ only in which row they stand on are parsed once, as in R1C1 notation: ten
thousand rows are then a matter of a minute instead of an hour.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import formulas
import numpy as np
import openpyxl
from formulas.tokens.operand import XlError
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import column_index_from_string, get_column_letter

_CELL = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)")
_POSITION = ("ROW(", "COLUMN(")
_DEPTH = 100_000

Place = tuple[str, int, int]  # sheet, row, column


class SecondEngine:
    """A workbook whose formulas are computed afresh; stored values are never read."""

    def __init__(self, path: Path) -> None:
        self._values: dict[Place, Any] = {}
        self._formulas: dict[Place, str] = {}
        self._compiled: dict[str, Any] = {}
        self._split: dict[str, list[tuple[str, str]]] = {}
        self._ranges: dict[tuple[Place, Place], Any] = {}
        for sheet in openpyxl.load_workbook(path):
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is None:
                        continue
                    place = (sheet.title, cell.row, cell.column)
                    if cell.data_type == "f":
                        self._formulas[place] = cell.value
                    else:
                        self._values[place] = cell.value

    def formulas(self) -> list[Place]:
        """Return every cell with a formula."""
        return list(self._formulas)

    def give(self, place: Place, value: float | str) -> None:
        """Put a value in a cell, whatever stood there; before anything is computed."""
        self._formulas.pop(place, None)
        self._values[place] = value

    def empty(self, place: Place) -> None:
        """Clear a cell, as a reader does with the delete key; before anything is computed."""
        self._formulas.pop(place, None)
        self._values.pop(place, None)

    def value(self, place: Place) -> Any:
        """Return a cell's value, computing whatever it rests on."""
        if place not in self._values and place in self._formulas:
            limit = sys.getrecursionlimit()
            sys.setrecursionlimit(_DEPTH)
            try:
                self._values[place] = self._compute(place)
            finally:
                sys.setrecursionlimit(limit)
        return self._values.get(place)

    def _compute(self, place: Place) -> Any:
        text = self._formulas[place]
        key: list[str] = []
        inputs: list[Any] = []
        names: list[str] = []
        for kind, part in self._parts(text):
            if kind == "text":
                key.append(part)
                continue
            relative, value = self._operand(part, place, kind)
            if relative in names:
                at = names.index(relative)
            else:
                at = len(names)
                names.append(relative)
                inputs.append(value)
            key.append(f"A{at + 1}")
        shape = "".join(key)
        if shape not in self._compiled:
            self._compiled[shape] = formulas.Parser().ast(shape)[1].compile()
        function = self._compiled[shape]
        given = [inputs[int(name[1:]) - 1] for name in function.inputs]
        return _plain(function(*given))

    def _parts(self, text: str) -> list[tuple[str, str]]:
        """Return a formula as texts, ranges (range) and positions of ranges (ROW(, COLUMN()."""
        if text not in self._split:
            tokens = Tokenizer(text).items
            parts: list[tuple[str, str]] = [("text", "=")]
            skip = False
            for at, token in enumerate(tokens):
                if skip:
                    skip = False
                    continue
                following = tokens[at + 1] if at + 1 < len(tokens) else None
                if token.value in _POSITION and following is not None:
                    parts.append((token.value, following.value))
                    tokens[at + 2].value = ""
                    skip = True
                elif token.type == Token.OPERAND and token.subtype == Token.RANGE:
                    parts.append(("range", token.value))
                else:
                    parts.append(("text", token.value))
            self._split[text] = parts
        return self._split[text]

    def _operand(self, text: str, place: Place, kind: str) -> tuple[str, Any]:
        """Return an operand's reference relative to its cell, and its value."""
        sheet, mark, cells = text.rpartition("!")
        ends = [_CELL.fullmatch(one) for one in cells.split(":")]
        found = []
        relative = [kind, sheet if mark else "."]
        for end in ends:
            assert end is not None, text
            column, row = column_index_from_string(end[2]), int(end[4])
            found.append((sheet or place[0], row, column))
            relative.append(f"C{column}" if end[1] else f"C[{column - place[2]}]")
            relative.append(f"R{row}" if end[3] else f"R[{row - place[1]}]")
        first, last = found[0], found[-1]
        if kind == "ROW(":
            rows = np.arange(first[1], last[1] + 1, dtype=float)[:, None]
            return "|".join(relative), rows
        if kind == "COLUMN(":
            return "|".join(relative), np.arange(first[2], last[2] + 1, dtype=float)[None, :]
        if len(found) == 1:
            return "|".join(relative), self.value(first)
        return "|".join(relative), self._range(first, last)

    def _range(self, first: Place, last: Place) -> Any:
        if (first, last) not in self._ranges:
            values = [
                [self.value((first[0], row, column)) for column in range(first[2], last[2] + 1)]
                for row in range(first[1], last[1] + 1)
            ]
            self._ranges[first, last] = np.array(values, dtype=object)
        return self._ranges[first, last]


def name_of(place: Place) -> str:
    """Return a cell as people write it."""
    return f"{place[0]}!{get_column_letter(place[2])}{place[1]}"


def _plain(found: Any) -> Any:
    while isinstance(found, np.ndarray):
        found = found.ravel()[0]
    if isinstance(found, np.generic):
        found = found.item()
    if isinstance(found, XlError):  # as text, a sum would pass over it
        return found
    return float(found) if isinstance(found, bool | int | float) else str(found)
