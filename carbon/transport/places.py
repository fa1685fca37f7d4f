"""The place that a text means, for the rooms that ask: a `Place`, or the problem that says why not.

`gazetteer` knows every locality of the world and never guesses between namesakes. This module
hands its answers on in the form in which every other reader speaks, and knows the large
localities of a country, one of which stands for it when no place in it was stated.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cache

from carbon import resources
from carbon.problems import Problem
from carbon.transport import gazetteer
from carbon.transport.gazetteeranswer import described
from carbon.transport.records import Place
from carbon.transport.sphere import great_circle_km

__all__ = ["Gazetteer", "apart_km", "described", "find", "load"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """Every known place; a class because the rooms hand it on as what they ask."""

    atlas: gazetteer.Gazetteer = field(repr=False, compare=False)

    def find(
        self,
        text: str,
        country: str | None = None,
        region: str | None = None,
        *,
        kind: str | None = None,
        where: str = "",
    ) -> tuple[Place | None, list[Problem]]:
        """Return the place that `text` means, or None and the problem that says why not.

        `country` is ISO 3166 alpha-2, `region` a county or municipality; both narrow the search
        as do words after a comma. `kind` asks for a port or an airport and nothing else. Problems
        are those of `gazetteer.Gazetteer.find`.
        """
        found = self.atlas.find(text, country, region, kind=kind, where=where)
        return found.place, list(found.problems)

    def localities(self, country: str) -> tuple[Place, ...]:
        """Return the large localities of a country (ISO 3166 alpha-2)."""
        return _large().get(country, ())


def apart_km(one: Place, other: Place, earth_radius_km: float) -> float:
    """Return the great-circle distance between two places in km."""
    start, end = (one.latitude, one.longitude), (other.latitude, other.longitude)
    return great_circle_km(start, end, earth_radius_km)


def find(
    text: str, country: str | None = None, region: str | None = None
) -> tuple[Place | None, list[Problem]]:
    """Return the place that `text` means in the gazetteer of the library (`Gazetteer.find`)."""
    return load().find(text, country, region, where=text)


@cache
def load() -> Gazetteer:
    """Open the gazetteer of `factors/places/`; it does not change while we run."""
    return Gazetteer(atlas=gazetteer.load())


@cache
def _large() -> dict[str, tuple[Place, ...]]:
    """Read `large.csv`, which scripts/build_large_places.py writes."""
    found: dict[str, list[Place]] = {}
    path = resources.factors_folder() / "places" / "large.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = Place(
                id=row["id"],
                name=row["name"],
                country=row["country"],
                region="",
                latitude=float(row["latitude"]),
                longitude=float(row["longitude"]),
                kind="locality",
                population=int(row["population"]),
                source=row["source"],
            )
            found.setdefault(place.country, []).append(place)
    return {country: tuple(places) for country, places in found.items()}
