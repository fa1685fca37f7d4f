"""The way itself: which nodes a shortest way passes, and which ferries it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from carbon.transport import roadkeys, roadsearch
from carbon.transport.roadfile import PER_DEGREE, Ferry, Ints, RoadData
from carbon.transport.roadsearch import Label
from carbon.transport.sphere import Point

Hop = tuple[int, int, int]  # from node, to node, edge; the edge of a declared ferry is below zero


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacker:
    """Turns shortcuts back into the roads and ferries they stand for.

    A class with behaviour because ways share their long shortcuts: `_crossings` remembers which
    ferries an edge takes. `_sorted` holds the edges by their upper node once a whole line is
    wanted; for the few shortcuts over a ferry, looking through all edges is quicker than sorting.
    """

    data: RoadData
    _sorted: list[tuple[Ints, Ints]] = field(default_factory=list, repr=False, compare=False)
    _crossings: dict[int, tuple[Ferry, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def crossings(self, edge: int) -> tuple[Ferry, ...]:
        """Return the ferries of an edge, in the order from its lower to its upper node."""
        if roadkeys.ferries(int(self.data.key[edge])) == 0:
            return ()
        if edge not in self._crossings:
            halves = self.halves(edge)
            if halves is None:
                self._crossings[edge] = (self._ferry(edge),)
            else:
                first, second = halves
                self._crossings[edge] = self.crossings(first)[::-1] + self.crossings(second)
        return self._crossings[edge]

    def halves(self, edge: int) -> tuple[int, int] | None:
        """Return the two edges that a shortcut stands for, both from the node between; or None.

        The first leads to the lower node of the edge, the second to its upper node.
        """
        data = self.data
        low, high, key = self.lower(edge), int(data.target[edge]), int(data.key[edge])
        for one in self._below(low).tolist():
            between = self.lower(one)
            start, end = data.first[between : between + 2].tolist()
            at = start + int(np.searchsorted(data.target[start:end], high))
            meets = at < end and int(data.target[at]) == high
            if meets and int(data.key[one]) + int(data.key[at]) == key:
                return one, at
        return None

    def lower(self, edge: int) -> int:
        """Return the lower node of an edge."""
        return int(np.searchsorted(self.data.first, edge, side="right")) - 1

    def sort(self) -> None:
        """Sort the edges by their upper node, for many shortcuts to come."""
        if not self._sorted:
            counts = np.bincount(self.data.target, minlength=len(self.data.lat))
            first = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts)))
            self._sorted.append((np.argsort(self.data.target, kind="stable"), first))

    def _below(self, node: int) -> Ints:
        """Return the edges that lead up to a node."""
        if not self._sorted:
            return np.flatnonzero(self.data.target == node)
        edges, first = self._sorted[0]
        return edges[first[node] : first[node + 1]]

    def roads(self, hop: Hop) -> list[Hop]:
        """Return the single roads and ferries of a hop, in its direction."""
        self.sort()
        stack, found = [hop], []
        while stack:
            start, end, edge = stack.pop()
            halves = self.halves(edge) if edge >= 0 else None
            if halves is None:
                found.append((start, end, edge))
                continue
            first, second = halves
            between = self.lower(first)
            if start == int(self.data.target[first]):
                stack += [(between, end, second), (start, between, first)]
            else:
                stack += [(between, end, first), (start, between, second)]
        return found

    def _ferry(self, edge: int) -> Ferry:
        ends = {self.lower(edge), int(self.data.target[edge])}
        metres = roadkeys.ferry_metres(int(self.data.key[edge]))
        lines = (one for one in self.data.ferries if set(one.nodes) == ends)
        return next(one for one in lines if one.metres == metres)

    def way(self, label: Label, other: Label, ferries: Sequence[Ferry]) -> list[Hop]:
        """Return the hops of the shortest way between two labels, shortcuts not unpacked.

        `ferries` are the declared ones; the second label must not use any.
        """
        top = roadsearch.meeting(label, other)[1]
        return [*self.climb(label, top, ferries), *_turned(self.climb(other, top, ()))]

    def climb(self, label: Label, node: int, ferries: Sequence[Ferry]) -> list[Hop]:
        """Return the hops from the start of a label up to one of its nodes."""
        hops: list[Hop] = []
        while True:
            if node in label.boarded:
                ferry, start = label.boarded[node]
                hops.append((start, node, -1 - ferries.index(ferry)))
                harbour = roadsearch.upwards(self.data, [(start, 0)])
                return self.way(label, harbour, ferries) + hops[::-1]
            edge = label.edges.get(node)
            if edge is None:
                return hops[::-1]
            below = self.lower(edge)
            hops.append((below, node, edge))
            node = below

    def taken(self, hops: Sequence[Hop], ferries: Sequence[Ferry]) -> tuple[Ferry, ...]:
        """Return the ferries of a way, in the order they are taken."""
        found: list[Ferry] = []
        for start, _, edge in hops:
            if edge < 0:
                found.append(ferries[-1 - edge])
            else:
                upward = start == self.lower(edge)
                found += self.crossings(edge) if upward else self.crossings(edge)[::-1]
        return tuple(found)

    def place(self, node: int) -> Point:
        """Return where a node lies."""
        return float(self.data.lat[node] / PER_DEGREE), float(self.data.lon[node] / PER_DEGREE)


def _turned(hops: Sequence[Hop]) -> list[Hop]:
    return [(end, start, edge) for start, end, edge in reversed(hops)]


def simplified(points: Sequence[Point], tolerance: float) -> list[Point]:
    """Return the points of a line that keep it within `tolerance` degrees (Douglas-Peucker)."""
    kept = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        start, end = stack.pop()
        inner = range(start + 1, end)
        if not inner:
            continue
        away = [_away(points[one], points[start], points[end]) for one in inner]
        farthest = max(range(len(away)), key=away.__getitem__)
        if away[farthest] > tolerance:
            middle = start + 1 + farthest
            kept.add(middle)
            stack += [(start, middle), (middle, end)]
    return [points[one] for one in sorted(kept)]


def _away(point: Point, start: Point, end: Point) -> float:
    """Return how far a point lies from the piece of line between two others, in degrees."""
    (x, y), (ax, ay), (bx, by) = point, start, end
    wide, high = bx - ax, by - ay
    length = wide * wide + high * high
    along = 0.0 if length == 0 else ((x - ax) * wide + (y - ay) * high) / length
    along = min(1.0, max(0.0, along))
    return float(np.hypot(x - ax - along * wide, y - ay - along * high))
