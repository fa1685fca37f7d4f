"""From a point on the map to the nodes of the road network around it, on the same landmass."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from carbon.transport import roadkeys
from carbon.transport.roadfile import PER_DEGREE, RoadData
from carbon.transport.sphere import Point

Starts = tuple[tuple[int, int], ...]  # (node, key of the way between the point and the node)

_SQUARES = 4  # a degree; a search looks at the few squares that its reach touches
_COLUMNS = 360 * _SQUARES


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapper:
    """The nodes of a network by square of the map.

    A class with behaviour because the same places are asked for again and again: `_known`
    remembers answers, which depend on nothing but the point.
    """

    data: RoadData
    order: NDArray[np.int64]  # nodes by square
    squares: NDArray[np.int64]  # the square of each, ascending
    _known: dict[Point, Starts] = field(default_factory=dict, repr=False, compare=False)

    def starts(self, point: Point) -> Starts:
        """Return the nodes that a point is joined to, nearest first; none if outside the network.

        The landmass of the point is that of the nearest node.
        """
        if point not in self._known:
            self._known[point] = self._find(point)
        return self._known[point]

    def _find(self, point: Point) -> Starts:
        south, west, north, east = self.data.box
        if not (south <= point[0] <= north and west <= point[1] <= east):
            return ()
        values = self.data.values
        reach = values["access.reach"]
        nodes = self._around(point, reach)
        apart = self._apart_km(point, nodes)
        order = np.lexsort((nodes, apart))[: int(values["access.count"])]
        order = order[apart[order] <= reach]
        if not len(order):
            return ()
        nodes, apart = nodes[order], apart[order]
        mass = self.data.landmass[nodes]
        same = (mass == mass[0]) | (mass == 0) | (mass[0] == 0)
        metres = np.rint(apart[same] * values["access"] * 1000).astype(np.int64)
        pairs = zip(nodes[same].tolist(), metres.tolist(), strict=True)
        return tuple((node, roadkeys.road(length)) for node, length in pairs)

    def _around(self, point: Point, reach_km: float) -> NDArray[np.int64]:
        """Return every node within reach, and some beyond."""
        per_degree = math.radians(self.data.values["earth_radius"])
        high = reach_km / per_degree
        narrowest = math.cos(math.radians(min(89.0, abs(point[0]) + high)))
        wide = high / narrowest
        rows = range(_row(point[0] - high), _row(point[0] + high) + 1)
        left, right = _column(point[1] - wide), _column(point[1] + wide)
        found = []
        for row in rows:
            ends = (row * _COLUMNS + left, row * _COLUMNS + right + 1)
            first, last = np.searchsorted(self.squares, ends)
            found.append(self.order[first:last])
        return np.concatenate(found)

    def _apart_km(self, point: Point, nodes: NDArray[np.int64]) -> NDArray[np.float64]:
        lat = np.radians(self.data.lat[nodes] / PER_DEGREE)
        lon = np.radians(self.data.lon[nodes] / PER_DEGREE)
        here_lat, here_lon = math.radians(point[0]), math.radians(point[1])
        chord = np.sin((lat - here_lat) / 2) ** 2
        chord += math.cos(here_lat) * np.cos(lat) * np.sin((lon - here_lon) / 2) ** 2
        radius = self.data.values["earth_radius"]
        return np.asarray(2 * radius * np.arcsin(np.sqrt(np.minimum(1.0, chord))))


def made(data: RoadData) -> Snapper:
    """Sort the nodes of a network by square."""
    rows = (data.lat + 90 * PER_DEGREE) * _SQUARES // PER_DEGREE
    columns = (data.lon + 180 * PER_DEGREE) * _SQUARES // PER_DEGREE
    squares = rows * _COLUMNS + columns
    order = np.argsort(squares, kind="stable")
    return Snapper(data=data, order=order, squares=squares[order])


def _row(lat: float) -> int:
    return math.floor((lat + 90) * _SQUARES)


def _column(lon: float) -> int:
    return min(max(math.floor((lon + 180) * _SQUARES), 0), _COLUMNS - 1)
