"""What a farm or a plant buys and burns, and which factors stand for it.

`factors/farm/goods.yaml` says what one unit of a good is counted as, and holds the few factors that
the library lacks, made the library's way. A good on its list `ask` has no figure that a source was
found for: it counts only with the supplier's declared value (carbon.farm.declared).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from carbon import resources, yamlfile
from carbon.library.entry import Entry, place
from carbon.library.factors import SHARED, YEARS, read_factor
from carbon.library.frame import Frame
from carbon.library.records import Factor, Library, Stage
from carbon.problems import LibraryError, Problem

FILE = "farm/goods.yaml"
_HEAD = (*SHARED, "factors", "goods", "ask")
_GOOD = ("id", "unit", "parts", "gsd", "since")
_PART = ("id", "factor", "by", "stage", "source", "locator")
_STAGES = tuple(Stage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """So much of a factor in one unit of a good; without a stage it falls where the good does."""

    factor: str  # Factor.id, or an id without region: that of the knowledge counts
    by: float
    stage: Stage | None
    source: str  # of `by`; empty where one unit of the good is one of the factor
    locator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """Something bought or burnt, per unit: kg, l or kWh."""

    id: str
    unit: str
    parts: tuple[Part, ...]
    gsd: float  # how far the stand-in may lie from the good, beyond its factor's own spread
    since: int | None  # the first whole year that its figures hold for; None: any year


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """All goods, the factors that only this file holds, and what is asked of the supplier."""

    by_id: Mapping[str, Good]
    factors: Mapping[str, Factor]
    ask: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Of:
    """A library and a folder as a key; libraries of one edition hold the same."""

    edition: str
    folder: Path | None  # None: the project's own
    library: Library = field(compare=False)


@dataclass(slots=True)
class _Reading:
    """The file under reading; private, since every part adds to the same problems."""

    library: Library
    problems: list[Problem] = field(default_factory=list)


def load(library: Library, folder: Path | None = None) -> Goods:
    """Return the goods. LibraryError lists everything wrong with factors/farm/goods.yaml."""
    return _loaded(_Of(edition=library.edition, folder=folder, library=library))


@lru_cache(maxsize=8)
def _loaded(of: _Of) -> Goods:
    found, problems = read(of.library, of.folder or resources.factors_folder())
    if problems:
        lines = [f"{p.where}: {p.code} {dict(p.values)}" for p in problems]
        raise LibraryError("factors/farm cannot be used:\n" + "\n".join(lines))
    return found


def read(library: Library, folder: Path) -> tuple[Goods, list[Problem]]:
    """Return the goods of a folder of factors and what is wrong with them."""
    content, wrong = _content(folder)
    reading = _Reading(library, list(wrong))
    head = Entry(content, f"{FILE}:1", reading.problems)
    head.only(_HEAD)
    factors = _factors(content, reading)
    goods = {
        key: _good(key, raw, factors, reading)
        for key, raw in _mapping(content.get("goods")).items()
    }
    ask = head.texts("ask")
    return Goods(by_id=goods, factors=factors, ask=ask), reading.problems


def _content(folder: Path) -> tuple[dict[str, object], tuple[Problem, ...]]:
    content, problems = yamlfile.read(folder / FILE, FILE)
    return (content if isinstance(content, dict) else {}), tuple(problems)


def _mapping(found: object) -> Mapping[str, dict[str, object]]:
    return found if isinstance(found, dict) else {}


def _factors(content: Mapping[str, object], reading: _Reading) -> dict[str, Factor]:
    shared = {key: content[key] for key in SHARED if key in content}
    frame = _frame(reading.library)
    listed = content.get("factors")
    found: dict[str, Factor] = {}
    for raw in listed if isinstance(listed, list) else []:
        factor = read_factor({**shared, **raw}, place(FILE, raw), frame, reading.problems)
        if factor is not None:
            found[factor.id] = factor
    return found


def _frame(library: Library) -> Frame:
    countries = {code for group in library.region_groups.values() for code in group}
    return Frame(
        sources=library.sources,
        countries=frozenset(countries),
        groups=library.region_groups,
        gwp_values=library.gwp_values,
        assumptions=library.assumptions,
    )


def _good(
    key: str, raw: Mapping[str, object], factors: Mapping[str, Factor], reading: _Reading
) -> Good:
    entry = Entry({"id": key, **raw}, place(FILE, raw), reading.problems)
    entry.only(_GOOD)
    parts = raw.get("parts")
    listed = [one for one in parts if isinstance(one, dict)] if isinstance(parts, list) else []
    if not listed:
        entry.wrong("library-field-missing", field="parts")
    return Good(
        id=key,
        unit=entry.text("unit"),
        parts=tuple(_part(key, one, factors, reading) for one in listed),
        gsd=entry.positive("gsd") or 1.0,
        since=entry.whole("since", *YEARS) if "since" in raw else None,
    )


def _part(
    good: str, raw: Mapping[str, object], factors: Mapping[str, Factor], reading: _Reading
) -> Part:
    entry = Entry({"id": good, **raw}, place(FILE, raw), reading.problems)
    entry.only(_PART)
    factor = entry.text("factor")
    # An id without region is found for the region asked for; one with it must exist as it stands.
    if "@" in factor and factor not in factors and factor not in reading.library.factors:
        entry.wrong("factor-unknown", found=factor, region="-")
    by = entry.positive("by")
    if by is not None:
        entry.text("source")
        entry.text("locator")
    stage = entry.choice("stage", _STAGES) if "stage" in raw else ""
    return Part(
        factor=factor,
        by=1.0 if by is None else by,
        stage=Stage(stage) if stage in _STAGES else None,
        source=entry.optional_text("source") or "",
        locator=entry.optional_text("locator") or "",
    )
