"""The parameters of the transport method, gathered once from the library.

`Method` holds what `routes.route` needs beside the road network: radius, circuity per zone for
what lies outside of it, ferry lines, the least road distance. All of it is data in factors/;
nothing here decides anything.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from carbon import resources, yamlfile
from carbon.library.records import Library
from carbon.transport.sphere import Point, inside

ROAD = "great-circle-circuity-1"
RAIL = "great-circle-rail-1"
FERRY = "great-circle-ferry-1"
FERRY_LINE = "ferry-links-1"
AIR = "great-circle-air-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A part of the map in which the road circuity was measured."""

    id: str
    circuity: str  # assumption id
    outline: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A ferry line with the length of its crossing in km."""

    id: str
    start: Point
    end: Point
    length_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """Everything that turns two places into a distance."""

    zones: tuple[Zone, ...]
    otherwise: str  # assumption id of the circuity outside every zone
    lines: tuple[Line, ...]
    values: Mapping[str, float]  # numeric assumptions of transport, by id

    def circuity(self, start: Point, end: Point) -> tuple[str, float]:
        """Return the assumption id and the road circuity between two points."""
        for zone in self.zones:
            if inside(start, zone.outline) and inside(end, zone.outline):
                return zone.circuity, self.values[zone.circuity]
        return self.otherwise, self.values[self.otherwise]


def of(library: Library) -> Method:
    """Return the transport method of a library; KeyError means it lacks an assumption."""
    return made(
        {
            key: float(one.value)
            for key, one in library.assumptions.items()
            if key.startswith("transport.") and not isinstance(one.value, str)
        }
    )


def made(values: Mapping[str, float]) -> Method:
    """Return the transport method with the given values of its assumptions."""
    zones, otherwise = _zones()
    return Method(zones=zones, otherwise=otherwise, lines=_lines(), values=values)


@cache
def _zones() -> tuple[tuple[Zone, ...], str]:
    content = yamlfile.of_factors("transport/zones.yaml")
    zones = tuple(
        Zone(
            id=one["id"],
            circuity=one["circuity"],
            outline=tuple((float(lat), float(lon)) for lat, lon in one["outline"]),
        )
        for one in content["zones"]
    )
    return zones, str(content["otherwise"])


@cache
def _lines() -> tuple[Line, ...]:
    path = resources.factors_folder() / "roads" / "links.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Line(
                id=row["id"],
                start=(float(row["lat_a"]), float(row["lon_a"])),
                end=(float(row["lat_b"]), float(row["lon_b"])),
                length_km=float(row["km"]),
            )
            for row in csv.DictReader(file)
            if row["kind"] == "ferry"
        )
