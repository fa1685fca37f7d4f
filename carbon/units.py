"""Units of the offers: a text in, a canonical unit (kg, L, item, package) and exact factor out.

The alias table `factors/units.yaml` is closed: an unknown spelling is a problem with the nearest
known ones, never a guess. Factors are decimals as NIST and SI print them, so no import of pint
(0.35 s) is needed to read a file; pint checks the whole table in `verify`, which tests and
`carbon check` call (docs/decisions/0003-pint-verifies-the-table.md). The only pint import.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from carbon import yamlfile
from carbon.problems import LibraryError, Problem, error

CANONICAL = ("kg", "L", "item", "package")
_TOLERANCE = Decimal("1e-9")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFactor:
    """A unit and what one of it is in its canonical unit."""

    id: str  # litre, pound, package
    canonical: str  # kg, L, item or package
    factor: Decimal  # canonical units in one of this unit, exact
    source: str  # key under `sources` of factors/units.yaml
    locator: str
    pint: str  # the same unit as pint writes it
    aliases: tuple[str, ...]
    in_packs: tuple[str, ...]  # spellings that may stand in a pack string such as "6x500 g"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTable:
    """The whole alias table."""

    units: Mapping[str, UnitFactor]
    by_alias: Mapping[str, UnitFactor]  # folded spelling -> unit
    ambiguous: Mapping[str, str]  # spelling as written -> what it may mean


def fold(text: str) -> str:
    """Return a unit text as the table compares it: no case, no blanks around, no full stop after.

    >>> fold(" Gr. ")
    'gr'
    """
    plain = _BLANKS.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    return plain.rstrip(".").strip().casefold()


def _unit(key: str, entry: Mapping[str, Any], sources: Mapping[str, Any]) -> UnitFactor:
    if entry["canonical"] not in CANONICAL:
        raise LibraryError(f"factors/units.yaml: {key} has no canonical unit")
    return UnitFactor(
        id=key,
        canonical=str(entry["canonical"]),
        factor=Decimal(str(entry["factor"])),
        source=str(entry["source"]),
        locator=str(sources[entry["source"]]["locator"]),
        pint=str(entry["pint"]),
        aliases=tuple(str(alias) for alias in entry["aliases"]),
        in_packs=_in_packs(entry),
    )


def _in_packs(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the aliases that pack strings may use: all, none (`pack: false`), or a list."""
    allowed = entry.get("pack", True)
    listed = allowed if isinstance(allowed, list) else entry["aliases"] if allowed else ()
    return tuple(str(alias) for alias in listed)


@cache
def table() -> UnitTable:
    """Return the alias table. Raises LibraryError when it contradicts itself."""
    content = yamlfile.of_factors("units.yaml")
    units: dict[str, UnitFactor] = {}
    by_alias: dict[str, UnitFactor] = {}
    for key, entry in content["units"].items():
        units[key] = unit = _unit(key, entry, content["sources"])
        for alias in unit.aliases:
            if by_alias.setdefault(fold(alias), unit) is not unit:
                raise LibraryError(f"factors/units.yaml: {alias} stands for two units")
    ambiguous = {str(k): str(v) for k, v in content["ambiguous"].items()}
    return UnitTable(units=units, by_alias=by_alias, ambiguous=ambiguous)


@cache
def find(text: str) -> UnitFactor | None:
    """Return the unit that a text stands for; None when unknown, blank or ambiguous.

    >>> find("HG") is None, find("hg").factor
    (True, Decimal('0.1'))
    """
    known = table()
    if text.strip() in known.ambiguous:
        return None
    return known.by_alias.get(fold(text))


def parse(text: str, where: str) -> tuple[UnitFactor | None, list[Problem]]:
    """Return the unit that a text stands for, or the problem that says what was expected.

    `where` is the place of the text. Unknown spellings come with the nearest known alias; the
    person decides, nothing is guessed.
    """
    unit = find(text)
    if unit is not None:
        return unit, []
    meanings = table().ambiguous.get(text.strip())
    if meanings is not None:
        return None, [error("unit-ambiguous", where, found=text, meanings=meanings)]
    return None, [error("unit-unknown", where, found=text, nearest=nearest(text))]


def nearest(text: str) -> str:
    """Return the known spellings most like `text`, or the canonical ones when none is near."""
    import difflib

    known = table()
    close = difflib.get_close_matches(fold(text)[:40], list(known.by_alias), n=3, cutoff=0.6)
    return ", ".join(close) if close else "kg, g, l, dl, st, frp"


def verify() -> list[str]:
    """Return every factor of the table that pint does not agree with; empty means all agree.

    Checks dimension and size: mass against kilogram, volume against litre, counts against one
    piece. pint is asked through a registry of its own, imported here and only here.
    """
    import pint

    registry: Any = pint.UnitRegistry()
    base = {"kg": registry.kilogram, "L": registry.liter}
    wrong: list[str] = []
    for unit in table().units.values():
        target = base.get(unit.canonical, registry.count)
        quantity = registry.Quantity(unit.pint)
        if not quantity.check(target.dimensionality):
            wrong.append(f"{unit.id}: {unit.pint} is not measured in {unit.canonical}")
            continue
        size = Decimal(repr(float(quantity.to(target).magnitude)))
        if abs(size - unit.factor) > _TOLERANCE * unit.factor:
            wrong.append(f"{unit.id}: table says {unit.factor}, pint says {size} {unit.canonical}")
    return wrong


def dimensions_that_differ(stated: Mapping[str, tuple[str, str]]) -> list[str]:
    """Return what pint does not agree with among units and the base units they are said to have.

    `stated` gives for each spelling two pint expressions: the unit, and its dimension in base
    units. Empty text is a plain number. Anything that pint cannot read is listed as well.
    """
    import pint

    registry: Any = pint.UnitRegistry()
    wrong: list[str] = []
    for spelling, (unit, base) in stated.items():
        try:
            one, other = registry.Quantity(1, unit or None), registry.Quantity(1, base or None)
        except (pint.errors.UndefinedUnitError, pint.errors.DefinitionSyntaxError) as found:
            wrong.append(f"{spelling}: {found}")
            continue
        if one.dimensionality != other.dimensionality:
            wrong.append(f"{spelling}: {unit} has not the dimension of {base or 'a plain number'}")
    return wrong
