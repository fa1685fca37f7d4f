"""Which rows of the flat file become factors, and under which id: data of `factors/importers`.

`desnz-freight.csv` pairs a tank-to-wheel row with its well-to-tank row; `desnz-rows.csv` takes a
row as it is; `desnz-years.csv` holds the values by which a year is known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from carbon import resources
from carbon.library.importers.desnz_file import Sentinel
from carbon.library.tables import Row, read_table
from carbon.problems import Problem

_FREIGHT_COLUMNS = (
    "table",
    "id",
    "label",
    "mode",
    "vehicle",
    "temperature",
    "energy",
    "per",
    "ttw_row",
    "wtt_row",
    "reads",
    "payload",
    "empty_running_included",
    "notes",
)
_ROW_COLUMNS = ("table", "id", "label", "row", "uom", "reads", "correlation_group")


@dataclass(frozen=True, slots=True, kw_only=True)
class FreightPick:
    """A freight factor to make: what it is called and the two rows that it is the sum of."""

    table: str
    id: str
    label: str
    mode: str
    vehicle: str
    temperature: str
    energy: str
    per: str  # t*km or km
    ttw_row: str
    wtt_row: str
    reads: str  # wording of the tank-to-wheel row
    payload: str  # "ratio": km row / t*km row; "0": empty; empty: not told
    empty_running_included: str  # yes or no
    notes: str  # {wtt_from_km} stands for the well-to-tank part that the per-km rows would give


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPick:
    """A factor to make from one row."""

    table: str
    id: str
    label: str
    row: str
    uom: str
    reads: str
    correlation_group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picks:
    """All that is taken from a flat file."""

    freight: tuple[FreightPick, ...]
    rows: tuple[RowPick, ...]
    years: tuple[Sentinel, ...]


def load() -> tuple[Picks, list[Problem]]:
    """Return the picks of `factors/importers`, and what is wrong with their files."""
    freight, problems = _read("desnz-freight.csv", _FREIGHT_COLUMNS)
    rows, more = _read("desnz-rows.csv", _ROW_COLUMNS)
    years, wrong = _read("desnz-years.csv", ("year", "row", "value"), ("year", "value"))
    picks = Picks(
        freight=tuple(FreightPick(**_texts(row, _FREIGHT_COLUMNS)) for row in freight),
        rows=tuple(RowPick(**_texts(row, _ROW_COLUMNS)) for row in rows),
        years=tuple(_sentinel(row.cells) for row in years),
    )
    return picks, [*problems, *more, *wrong]


def _read(
    name: str, columns: Sequence[str], numbers: Sequence[str] = ()
) -> tuple[list[Row], list[Problem]]:
    path = resources.factors_folder() / "importers" / name
    return read_table(path, f"importers/{name}", columns=columns, numbers=numbers)


def _texts(row: Row, columns: Sequence[str]) -> dict[str, str]:
    return {column: str(row.cells.get(column, "")) for column in columns}


def _sentinel(cells: Mapping[str, object]) -> Sentinel:
    year, value = cells.get("year", 0), cells.get("value", 0)
    return Sentinel(year=int(str(year)), row=str(cells.get("row", "")), value=Decimal(str(value)))
