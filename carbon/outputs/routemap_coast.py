"""The coastlines under a map: chosen by detail, cut to what is seen, written once for a page.

Corners are whole steps of a level's unit in longitude and latitude. The projection of our maps is
linear, so that one path serves every map of the page through a transform of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from carbon import resources

VERSION = "2026.1"
SOURCE = "natural-earth-10m"  # in factors/sources.yaml
_MARGIN = 0.02  # of a view's span: the edges of the cut stay out of sight

Ring = Sequence[int]  # x, y of the first corner, then steps from corner to corner
Corner = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a map shows, in degrees; a map across the date line has longitudes beyond 180."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, other: View) -> bool:
        """Tell whether all of another view lies in this one."""
        return (
            self.south <= other.south
            and self.west <= other.west
            and self.north >= other.north
            and self.east >= other.east
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Land and lakes in one degree of detail."""

    name: str
    box: View
    unit: float  # degrees
    land: Sequence[Ring]
    water: Sequence[Ring]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coast:
    """The path of a level as a page holds it once, for all maps that use it."""

    id: str
    land: str
    water: str


@cache
def levels() -> tuple[Level, ...]:
    """Return the levels of detail, the finest first."""
    path = resources.factors_folder() / "maps" / f"coast-{VERSION}.json"
    return tuple(
        Level(
            name=one["name"],
            box=View(**dict(zip(("south", "west", "north", "east"), one["box"], strict=True))),
            unit=one["unit"],
            land=one["land"],
            water=one["water"],
        )
        for one in json.loads(path.read_text(encoding="utf-8"))
    )


def level_of(view: View) -> Level:
    """Return the finest level that covers a view; the last one covers the world."""
    return next((one for one in levels() if one.box.holds(view)), levels()[-1])


def turns(view: View, level: Level) -> tuple[int, ...]:
    """Return by how many degrees the coast is moved, once for each time that it is drawn."""
    if level.box.holds(view):
        return (0,)
    return tuple(turn for turn in (-360, 0, 360) if _seen(view, turn))


def _seen(view: View, turn: int) -> bool:
    return view.west < 180 + turn and view.east > -180 + turn


def coasts(views: Iterable[View]) -> tuple[Coast, ...]:
    """Return the coastlines that the maps of a page need, each cut to what its maps show."""
    seen: dict[str, list[View]] = {}
    for view in views:
        seen.setdefault(level_of(view).name, []).append(view)
    return tuple(_coast(one, seen[one.name]) for one in levels() if one.name in seen)


def _coast(level: Level, views: Sequence[View]) -> Coast:
    box = _steps(level, views)
    return Coast(
        id=f"coast-{level.name}",
        land="".join(_path(ring, box) for ring in level.land),
        water="".join(_path(ring, box) for ring in level.water),
    )


def _steps(level: Level, views: Sequence[View]) -> tuple[int, int, int, int]:
    """Return west, south, east and north of all views together, in whole steps of the level."""
    whole = any(not level.box.holds(view) for view in views)  # across the date line: all the way
    west = level.box.west if whole else min(one.west for one in views)
    east = level.box.east if whole else max(one.east for one in views)
    south, north = min(one.south for one in views), max(one.north for one in views)
    margin = _MARGIN * max(east - west, north - south)
    edges = (west - margin, south - margin, east + margin, north + margin)
    first, second, third, last = (round(edge / level.unit) for edge in edges)
    return first, second, third, last


def _path(ring: Ring, box: tuple[int, int, int, int]) -> str:
    corners = list(_corners(ring))
    for axis in (0, 1):
        for limit, sign in ((box[axis], 1), (box[axis + 2], -1)):
            corners = _cut(corners, axis, limit, sign)
    if len(corners) < 3:
        return ""
    (x, y), *rest = corners
    text = [f"M{x} {y}l"]
    for next_x, next_y in rest:
        text.append(_pair(next_x - x, next_y - y))
        x, y = next_x, next_y
    return "".join(text).replace("l ", "l") + "z"


def _pair(x: int, y: int) -> str:
    return f"{x if x < 0 else f' {x}'}{y if y < 0 else f' {y}'}"


def _corners(ring: Ring) -> Iterator[Corner]:
    x = y = 0
    for step_x, step_y in zip(ring[::2], ring[1::2], strict=True):
        x, y = x + step_x, y + step_y
        yield x, y


def _cut(corners: list[Corner], axis: int, limit: int, sign: int) -> list[Corner]:
    """Cut a ring at a line (Sutherland and Hodgman 1974); an edge along the line may remain."""
    inside = [sign * (corner[axis] - limit) >= 0 for corner in corners]
    if all(inside):
        return corners
    if not any(inside):
        return []
    kept = []
    for at, corner in enumerate(corners):
        if inside[at] != inside[at - 1]:
            kept.append(_crossing(corners[at - 1], corner, axis, limit))
        if inside[at]:
            kept.append(corner)
    return kept


def _crossing(first: Corner, second: Corner, axis: int, limit: int) -> Corner:
    share = (limit - first[axis]) / (second[axis] - first[axis])
    other = round(first[1 - axis] + share * (second[1 - axis] - first[1 - axis]))
    return (limit, other) if axis == 0 else (other, limit)
