"""The line of a leg on a map: a great circle, broken where a lorry takes a ferry, or a sea lane.

Lines are drawn, not measured: the kilometres of a leg are those of its chain element. A line is a
sequence of (latitude, longitude); longitudes run on beyond 180 where it crosses the date line.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from functools import cache

from carbon import resources
from carbon.outputs.routemap_coast import VERSION
from carbon.transport import roadnet, sea
from carbon.transport.sphere import Point

Line = tuple[Point, ...]

SOURCE = "searoute-1.6.0"  # of sea lanes, in factors/sources.yaml

_ARC_STEP = 1.5  # degrees along the great circle from point to point
_SAME_PORT = 0.5  # degrees: a port and the end of its lane
_STRAIGHT = 2.0  # degrees; a shorter arc cannot be told from a straight line


def lines(mode: str, start: Point, end: Point) -> tuple[Line, ...]:
    """Return the lines of a leg; none where start and end are one point.

    A road with a ferry on its way gives the lines by road only, and the leg by that ferry, which
    has the same ends, those by ferry.
    """
    if start == end:
        return ()
    if mode == "sea":
        return (lane(start, end),)
    if mode in ("road", "ferry"):
        parts = by_road(start, end)
        found = tuple(line for kind, line in parts if kind == mode)
        return found or ((arc(start, end),) if mode == "ferry" else ())
    return (arc(start, end),)


@cache
def by_road(start: Point, end: Point) -> tuple[tuple[str, Line], ...]:
    """Return the way of a lorry as lines by road and by ferry, in order."""
    network = roadnet.load()
    found, _ = network.route(start, end)
    ends = _ferry_ends()
    crossings = [ends[name] for name in found.ferries if name in ends] if found else []
    parts: list[tuple[str, Line]] = []
    at = start
    for first, second in crossings:
        on, off = sorted((first, second), key=lambda one: _apart(at, one))
        parts += [("road", arc(at, on)), ("ferry", arc(on, off))]
        at = off
    return (*parts, ("road", arc(at, end)))


@cache
def _ferry_ends() -> dict[str, tuple[Point, Point]]:
    network = roadnet.load()
    place = network.unpacker.place
    return {one.name: (place(one.nodes[0]), place(one.nodes[1])) for one in network.data.ferries}


def _apart(one: Point, other: Point) -> float:
    """Return degrees along the great circle."""
    (lat_a, lon_a), (lat_b, lon_b) = one, other
    height, width = math.radians(lat_b - lat_a) / 2, math.radians(lon_b - lon_a) / 2
    parallel = math.cos(math.radians(lat_a)) * math.cos(math.radians(lat_b))
    chord = math.sin(height) ** 2 + parallel * math.sin(width) ** 2
    return math.degrees(2 * math.asin(math.sqrt(min(1.0, chord))))


def arc(start: Point, end: Point) -> Line:
    """Return points along the great circle, its ends included."""
    apart = _apart(start, end)
    if apart < _STRAIGHT or apart > 179:  # no circle is the shortest between antipodes
        return unwrapped((start, end))
    count = math.ceil(apart / _ARC_STEP)
    a, b = _vector(start), _vector(end)
    whole = math.radians(apart)
    inner = []
    for step in range(1, count):
        share = step / count
        weight = [math.sin((1 - share) * whole), math.sin(share * whole)]
        x, y, z = (weight[0] * i + weight[1] * j for i, j in zip(a, b, strict=True))
        inner.append(
            (math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x)))
        )
    return unwrapped((start, *inner, end))


def _vector(point: Point) -> tuple[float, float, float]:
    lat, lon = (math.radians(one) for one in point)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def unwrapped(points: Sequence[Point]) -> Line:
    """Return a line whose longitudes never jump by more than half a turn."""
    found = list(points[:1])
    for lat, lon in points[1:]:
        found.append((lat, lon + 360 * round((found[-1][1] - lon) / 360)))
    return tuple(found)


def lane(start: Point, end: Point) -> Line:
    """Return the lane of a ship between two ports, as kept on file or else from searoute.

    Where the graph of the sea has no way, the line is the great circle.
    """
    for first, last, points in _lanes():
        if _at(first, start) and _at(last, end):
            return _joined(start, points, end)
        if _at(first, end) and _at(last, start):
            return _joined(start, points[::-1], end)
    return _joined(start, _sailed(start, end), end)


def _at(one: Point, other: Point) -> bool:
    return max(abs(one[0] - other[0]), abs(_turned(one[1] - other[1]))) <= _SAME_PORT


def _turned(degrees: float) -> float:
    return degrees - 360 * round(degrees / 360)


def _joined(start: Point, points: Sequence[Point], end: Point) -> Line:
    return unwrapped((start, *points[1:-1], end)) if len(points) > 2 else arc(start, end)


@cache
def _lanes() -> tuple[tuple[Point, Point, Line], ...]:
    """Return the lanes of factors/maps with their first and last point."""
    path = resources.factors_folder() / "maps" / f"sealanes-{VERSION}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        found = [_points(row["line"]) for row in csv.DictReader(file)]
    return tuple((one[0], one[-1], one) for one in found)


def _points(text: str) -> Line:
    steps = [int(one) for one in text.split()]
    x = y = 0
    points = []
    for step_x, step_y in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + step_x, y + step_y
        points.append((y / 100, x / 100))  # steps of a hundredth of a degree
    return tuple(points)


@cache
def _sailed(start: Point, end: Point) -> Line:
    import searoute

    first, last = sorted((start, end))
    found = searoute.searoute(
        [first[1], first[0]], [last[1], last[0]], restrictions=list(sea.CLOSED_PASSAGES)
    )
    points = tuple((float(lat), float(lon)) for lon, lat, *_ in found.geometry["coordinates"])
    ordered = points if first == start else points[::-1]
    return (start, *ordered, end) if len(points) > 1 else ()
