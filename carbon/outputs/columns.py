"""The columns of the wide sheets, by name, so that no formula counts letters by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carbon.library.records import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of a sheet by name, in order."""

    names: tuple[str, ...]

    def index(self, name: str) -> int:
        """Return the position of a column, counted from 0."""
        return self.names.index(name)

    def letters(self) -> Mapping[str, str]:
        """Return the letters of every column."""
        return {name: letter(position) for position, name in enumerate(self.names)}


def letter(column: int) -> str:
    """Return the letters of a column counted from 0.

    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


LEG_COLUMNS = Columns(
    names=(
        "line",
        "supplier",
        "wanted",
        "stage",
        "order",
        "kind",
        "from",
        "to",
        "mode",
        "vehicle",
        "temperature",
        "km",
        "load",
        "share",
        "distance_method",
        "factor",
        "unit",
        "per_kg",
        "mass",
        "amount",
        "value",
        "kg",
        "units",
        "kg_total",
        "basis",
        "assumptions",
        "where",
        "number",
        "block",
    )
)


EDIBLE = ("announced", "edible", "per_edible", "waste_price", "waste")  # of model M2
CONVERTED = ("offered_price", "holds")  # where a price was stated in another unit or currency


def line_columns(
    stages: Sequence[Stage], *, edible: bool = False, converted: bool = False
) -> Columns:
    """Return the columns of the sheet of lines for these stages; `edible` adds those of M2.

    `converted` adds those of prices that were stated per another unit or in another currency.
    """
    names = [
        "number",
        "lot",
        "line",
        "wanted",
        "supplier",
        "offered",
        "quantity",
        "unit",
        "product",
        "method",
        "score",
        "mass",
        "price_unit",
        "price",
        "kg",
        "kg_total",
    ]
    names += [f"kg:{stage}" for stage in stages]
    names += ["declared", "default", "proxy", "basis"]
    names += [f"factor:{stage}" for stage in stages]
    names += EDIBLE if edible else ()
    names += CONVERTED if converted else ()
    return Columns(names=(*names, "where"))
