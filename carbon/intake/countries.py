"""Countries and places of origin: one cell in, a place and an ISO country code out.

`Hedemora, Sverige`, `Almería, ES`, `Norge`, `NO`, `752` and `(DK)` are understood; a region
(`EU`), several countries (`SE/DK`) or a shrug (`Diverse`) leave the country unknown and are told.
A word that is no country is a place, for the transport room to find on the map.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from carbon import yamlfile
from carbon.intake.texts import clean, fold_all

_BRACKETED = re.compile(r"(.*?)[\s,]*\(([^()]+)\)\s*\Z")
_SEVERAL = re.compile(r"\s*(?:/|;|\+|&|,| och | eller | and | or | et )\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where something comes from, as far as a cell tells."""

    place: str | None  # as written, without the country
    country: str | None  # ISO 3166 alpha-2
    several: bool = False  # more than one country, or a region: the country is unknown


@cache
def _tables() -> tuple[Mapping[str, str], frozenset[str]]:
    content = yamlfile.of_factors("countries.yaml")
    names: dict[str, str] = {}
    for code, entry in content["countries"].items():
        for name in (code, *entry["codes"], *entry["names"]):
            names.setdefault(fold_all(str(name)), str(code))
    return names, frozenset(fold_all(str(word)) for word in content["several"])


def country(text: str) -> str | None:
    """Return the alpha-2 code of a country name or code; None when it is not one country.

    >>> country("Sverige"), country("no"), country("EU")
    ('SE', 'NO', None)
    """
    return _tables()[0].get(fold_all(text))


@cache
def names(lang: str) -> tuple[str, ...]:
    """Return the countries' usual names in Swedish or English, in alphabetical order.

    The file lists the Swedish name first and the English one next, where they differ.
    """
    content = yamlfile.of_factors("countries.yaml")
    at = 1 if lang == "en" else 0
    found = (one["names"] for one in content["countries"].values() if one["names"])
    return tuple(sorted(str(listed[min(at, len(listed) - 1)]) for listed in found))


@cache
def origin(text: str) -> Origin:
    """Return the place and country that an origin cell names."""
    plain = clean(text)
    names, several = _tables()
    folded = fold_all(plain)
    if folded in several:
        return Origin(place=None, country=None, several=True)
    if folded in names:
        return Origin(place=None, country=names[folded])
    bracketed = _BRACKETED.match(plain)
    head, _, tail = plain.rpartition(",")
    for before, after in ((bracketed.groups() if bracketed else ("", "")), (head, tail)):
        code = country(after) if after.strip() else None
        if code is not None and country(before.strip()) is None:
            return Origin(place=before.strip(" ,") or None, country=code)
    parts = [part for part in _SEVERAL.split(plain) if part]
    if len(parts) > 1 and all(country(part) or fold_all(part) in several for part in parts):
        codes = {country(part) for part in parts}
        if len(codes) == 1:
            return Origin(place=None, country=codes.pop())
        return Origin(place=None, country=None, several=True)
    return Origin(place=plain or None, country=None)
