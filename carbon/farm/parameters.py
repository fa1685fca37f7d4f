"""The numbers that the farm's equations take from tables, each with its table and its range.

`factors/farm/parameters.yaml` lists the tables and says in which unit each family of ids is stated;
a row in another unit is a broken library. pint checks the list of units itself (`verify`), as it
does for the units of offers (docs/decisions/0003-pint-verifies-the-table.md).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from carbon import resources, units, yamlfile
from carbon.library.entry import Entry, place
from carbon.library.factors import YEARS
from carbon.library.tables import Row, read_table
from carbon.problems import LibraryError, Problem, error

FOLDER = "farm"
HEAD = "parameters.yaml"
CONFIDENCE = ("3", "2", "1", "m")  # transcriptions that agree; m: from memory, never a citation
_COLUMNS = ("id", "value", "unit", "source", "locator", "confidence", "review_by")
_OPTIONAL = ("low", "high", "note")
_NUMBERS = ("value", "low", "high")
_HEAD_FIELDS = (
    "tables",
    "year",
    "share_in_range",
    "source",
    "reason",
    "review_by",
    "families",
    "units",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One number of a table, with everything needed to find the printed page."""

    id: str  # family/what/where: ef1/mineral/wet
    value: float
    low: float | None  # of the printed 95 % range
    high: float | None
    unit: str
    gsd: float  # geometric standard deviation; 1 where the number is exact
    source: str  # Source.id
    locator: str
    confidence: str  # one of CONFIDENCE
    year: int  # of the tables: when their figures were chosen or taken over
    review_by: str  # YYYY-MM
    note: str
    where: str  # file:line


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """All numbers that the farm's equations take, by id."""

    by_id: Mapping[str, Parameter]

    def get(self, id: str) -> Parameter:
        """Return a parameter. KeyError when there is none: our own mistake."""
        return self.by_id[id]

    def value(self, id: str) -> float:
        """Return the value of a parameter, in the unit that its family is stated in."""
        return self.by_id[id].value

    def has(self, id: str) -> bool:
        """Tell whether there is a parameter of that id."""
        return id in self.by_id

    def first(self, *ids: str) -> Parameter:
        """Return the first parameter that exists: the nearest table row. KeyError names all."""
        for one in ids:
            if one in self.by_id:
                return self.by_id[one]
        raise KeyError(" or ".join(ids))


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Parameters of one kind: the units they may be stated in, and their spread without a range."""

    units: tuple[str, ...]
    gsd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What holds for every row of the tables."""

    year: int | None  # None in libraries from before it was stated
    share: float  # of what may be true, inside a printed range
    families: Mapping[str, Family]


def load(folder: Path | None = None) -> Parameters:
    """Return the parameters of the farm model. LibraryError lists everything wrong with them."""
    return _loaded(folder or resources.factors_folder() / FOLDER)


@cache
def _loaded(folder: Path) -> Parameters:
    found, problems = read(folder)
    if problems:
        lines = [f"{p.where}: {p.code} {dict(p.values)}" for p in problems]
        raise LibraryError("factors/farm cannot be used:\n" + "\n".join(lines))
    return found


def read(folder: Path) -> tuple[Parameters, list[Problem]]:
    """Return the parameters of a folder and what is wrong with its tables."""
    name = f"{FOLDER}/{HEAD}"
    content, problems = yamlfile.read(folder / HEAD)
    if problems or not isinstance(content, dict):
        return Parameters(by_id={}), list(problems)
    head = Entry(content, f"{name}:1", problems := [])
    head.only(_HEAD_FIELDS)
    common = _Head(
        year=head.whole("year", *YEARS) if "year" in content else None,
        share=head.positive("share_in_range") or 0,
        families=_families(content, name, problems),
    )
    rows = _rows(folder, head.texts("tables"), problems)
    found: dict[str, Parameter] = {}
    for row in rows:
        parameter = _parameter(row, common, problems)
        if parameter is None:
            continue
        if parameter.id in found:
            other = found[parameter.id].where
            problems.append(
                error("library-id-twice", row.where, found=parameter.id, other=other, entry="-")
            )
        found[parameter.id] = parameter
    return Parameters(by_id=found), problems


def verify(folder: Path | None = None) -> list[str]:
    """Return every unit of the tables that pint does not agree with; empty means all agree."""
    content, _ = yamlfile.read((folder or resources.factors_folder() / FOLDER) / HEAD)
    stated = {key: (str(one["pint"]), str(one["base"])) for key, one in content["units"].items()}
    return units.dimensions_that_differ(stated)


def _families(
    content: Mapping[str, object], name: str, problems: list[Problem]
) -> dict[str, Family]:
    known = content.get("units")
    families: dict[str, Family] = {}
    listed = content.get("families")
    if not isinstance(known, dict) or not isinstance(listed, dict):
        problems.append(error("library-shape", name, entry="-", expected="families, units"))
        return {}
    for key, raw in listed.items():
        entry = Entry({"id": key, **raw}, place(name, raw), problems)
        stated = entry.texts("units")
        for unit in stated:
            if unit not in known:
                entry.wrong("library-unit-unknown", found=unit, expected=", ".join(known))
        families[key] = Family(units=stated, gsd=entry.positive("gsd") or 1)
    return families


def _rows(folder: Path, tables: Iterable[str], problems: list[Problem]) -> list[Row]:
    rows: list[Row] = []
    for table in tables:
        found, wrong = read_table(
            folder / table,
            f"{FOLDER}/{table}",
            columns=_COLUMNS,
            optional=_OPTIONAL,
            numbers=_NUMBERS,
        )
        rows += found
        problems += wrong
    return rows


def _parameter(row: Row, head: _Head, problems: list[Problem]) -> Parameter | None:
    entry = Entry(row.cells, row.where, problems)
    id, unit = entry.text("id"), entry.text("unit")
    family = head.families.get(id.partition("/")[0])
    if family is None:
        entry.wrong("library-id-form", found=id)
    elif unit not in family.units:
        entry.wrong("library-unit-wrong", found=unit, expected=", ".join(family.units))
    value, low, high = _range(entry)
    source, locator = entry.text("source"), entry.text("locator")
    confidence, review_by = entry.choice("confidence", CONFIDENCE), entry.month("review_by")
    note = entry.optional_text("note") or ""
    if family is None or not entry.ok:
        return None
    return Parameter(
        id=id,
        value=value,
        low=low,
        high=high,
        unit=unit,
        gsd=gsd_of_range(value, low, high, share=head.share, without=family.gsd),
        source=source,
        locator=locator,
        confidence=confidence,
        year=head.year or int(review_by[:4]),
        review_by=review_by,
        note=note,
        where=row.where,
    )


def _range(entry: Entry) -> tuple[float, float | None, float | None]:
    value = float(entry.number("value"))
    printed = entry.optional_number("low"), entry.optional_number("high")
    low, high = (None if one is None else float(one) for one in printed)
    if (low is not None and low > value) or (high is not None and high < value):
        entry.wrong("library-field-type", field="value", found=value, expected=f"{low} - {high}")
    return value, low, high


def gsd_of_range(
    value: float, low: float | None, high: float | None, *, share: float, without: float
) -> float:
    """Return the geometric standard deviation that a printed range stands for.

    The range is read as holding `share` of a distribution whose mean is the value; the lognormal of
    the same mean and variance is taken, so a range that begins at zero or below has one too. With
    one bound printed, its distance counts on both sides. A value of zero or below cannot be scaled
    and counts as exact; `without` counts where no range is printed.
    """
    from statistics import NormalDist

    if value <= 0:
        return 1.0
    below = None if low is None or low == value else value - low
    above = None if high is None or high == value else high - value
    sides = [side for side in (below, above) if side is not None]
    if not sides:
        return without
    reach = NormalDist().inv_cdf((1 + share) / 2)
    relative = math.fsum(sides) / len(sides) / reach / value
    return math.exp(math.sqrt(math.log1p(relative**2)))


def joint_gsd(*gsds: float) -> float:
    """Return the geometric standard deviation of a product of independent quantities."""
    return math.exp(math.sqrt(math.fsum(math.log(gsd) ** 2 for gsd in gsds)))
