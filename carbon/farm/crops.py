"""Which row of the residue table a crop takes, and how dry it is: factors/farm/crops.csv.

Table 11.1A of IPCC 2019 knows cereals, pulses and tubers. A vegetable takes the row of the generic
crop, other roots that of the potato, with the dry matter that Livsmedelsverket's table of foods
prints for it (water of the edible part).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from carbon import resources
from carbon.library.entry import Entry
from carbon.library.tables import Row, read_table
from carbon.problems import LibraryError, Problem

FILE = "farm/crops.csv"
_COLUMNS = ("crop", "residue", "dry_matter", "source", "locator", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """A crop of the questionnaires: a kind of grain, or a food of the catalogue by its id."""

    id: str
    residue: str  # row of Table 11.1A, as the parameters name it
    dry_matter: float | None  # kg DM per kg fresh; None: the table's own
    source: str
    locator: str


def load(folder: Path | None = None) -> Mapping[str, Crop]:
    """Return the crops by id. LibraryError lists everything wrong with the table."""
    return _loaded(folder)


@cache
def _loaded(folder: Path | None) -> Mapping[str, Crop]:
    path = (folder or resources.factors_folder()) / FILE
    rows, problems = read_table(path, FILE, columns=_COLUMNS, numbers=("dry_matter",))
    found = [_crop(row, problems) for row in rows]
    if problems:
        lines = [f"{p.where}: {p.code} {dict(p.values)}" for p in problems]
        raise LibraryError("factors/farm cannot be used:\n" + "\n".join(lines))
    return {one.id: one for one in found}


def _crop(row: Row, problems: list[Problem]) -> Crop:
    entry = Entry({"id": row.cells.get("crop", "-"), **row.cells}, row.where, problems)
    dry_matter = entry.positive("dry_matter")
    if dry_matter is not None:
        entry.text("source")
        entry.text("locator")
    return Crop(
        id=entry.text("crop"),
        residue=entry.text("residue"),
        dry_matter=dry_matter,
        source=entry.optional_text("source") or "",
        locator=entry.optional_text("locator") or "",
    )
