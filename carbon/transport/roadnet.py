"""Road distances between any two points of Europe, offline, the same for everybody.

`load()` gives the network of the library. `route` answers for two points, `distances_from` keeps
the distances from one point (a kitchen) to every node, so that thousands of origins cost next to
nothing. All sums are whole metres: the same ends give the same figure in both directions, on every
machine, however the place was entered. Kilometres by ferry are apart from those by road, since
they have different emission factors. Limits: no streets, no road classes, no mountains; the
shortest way, not the fastest.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache

from carbon.problems import Problem, error
from carbon.transport import roadfile, roadkeys, roadpath, roadrecords, roadsearch, roadsnap
from carbon.transport.roadfile import Ferry, RoadData
from carbon.transport.roadkeys import Keys
from carbon.transport.roadpath import Hop, Unpacker
from carbon.transport.roadrecords import Found, RoadRoute, Stretch
from carbon.transport.roadsearch import Label
from carbon.transport.roadsnap import Snapper, Starts
from carbon.transport.sphere import Point

_MOST_TABLES = 64  # kept at a time, 1.6 MB each; no result depends on it


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadNetwork:
    """The roads of the library, searched.

    A class with behaviour because a tender asks for the same few ends thousands of times: labels,
    tables and answers are remembered; they depend on nothing but the question.
    """

    data: RoadData
    snapper: Snapper
    unpacker: Unpacker = field(repr=False)
    _labels: dict[tuple[Point, tuple[str, ...]], Label] = field(
        default_factory=dict, repr=False, compare=False
    )
    _tables: dict[tuple[Point, tuple[str, ...]], RoadTable] = field(
        default_factory=dict, repr=False, compare=False
    )

    def route(
        self, start: Point, end: Point, *, ferries: Collection[str] = (), where: str = ""
    ) -> Found:
        """Return the way between two points [latitude, longitude], the same in both directions.

        `ferries` are ids of ferries outside the neutral network that are declared for this
        transport. None without a problem: an end lies outside the network. Problems:
        route-no-link (no road and no ferry), road-ferry-unknown.
        """
        opened, problems = self._opened(ferries, where)
        if problems:
            return None, problems
        named = tuple(one.id for one in opened)
        table = self._tables.get((start, named))
        if table is not None:
            return table.to(end, where=where)
        table = self._tables.get((end, named))
        if table is not None:
            found, problems = table.to(start, where=where)
            return (None if found is None else found.turned()), problems
        first, second = sorted((start, end))
        if not self.snapper.starts(first) or not self.snapper.starts(second):
            return None, []
        label, other = self._label(first, opened), self._label(second, ())
        key, top = roadsearch.meeting(label, other)
        if key >= roadkeys.NONE:
            return None, [_no_link(start, end, where)]
        taken: tuple[Ferry, ...] = ()
        if roadkeys.ferries(key):
            up, down = self.unpacker.climb(label, top, opened), self.unpacker.climb(other, top, ())
            taken = self.unpacker.taken(up, opened) + self.unpacker.taken(down, opened)[::-1]
        return self.answer(start, end, key, taken if first == start else taken[::-1]), []

    def distances_from(
        self, point: Point, *, ferries: Collection[str] = (), where: str = ""
    ) -> tuple[RoadTable | None, list[Problem]]:
        """Return the distances from a point to everywhere; None outside the network.

        `ferries` and problems as in `route`. Once it is there, `route` answers from it too.
        """
        opened, problems = self._opened(ferries, where)
        if problems or not self.snapper.starts(point):
            return None, problems
        named = (point, tuple(one.id for one in opened))
        if named not in self._tables:
            while len(self._tables) >= _MOST_TABLES:
                del self._tables[next(iter(self._tables))]
            label = self._label(point, opened)
            keys = roadsearch.to_all(self.data, label)
            self._tables[named] = RoadTable(
                network=self, point=point, opened=opened, label=label, keys=keys
            )
        return self._tables[named], []

    def line(
        self, start: Point, end: Point, *, ferries: Collection[str] = ()
    ) -> tuple[Stretch, ...]:
        """Return the way as simplified lines for a map, by mode; empty where there is no way.

        The lines join crossings and places; a road's own bends are not in the data.
        """
        opened, problems = self._opened(ferries, "")
        first, second = sorted((start, end))
        if problems or first == second or not (self._reached(first) and self._reached(second)):
            return ()
        label, other = self._label(first, opened), self._label(second, ())
        if roadsearch.meeting(label, other)[0] >= roadkeys.NONE:
            return ()
        unpacker = self.unpacker
        way = unpacker.way(label, other, opened)
        hops = [road for hop in way for road in unpacker.roads(hop)]
        found = self._stretches(first, second, hops)
        if first == start:
            return found
        return tuple(Stretch(mode=one.mode, points=one.points[::-1]) for one in reversed(found))

    def answer(self, start: Point, end: Point, key: int, taken: Sequence[Ferry]) -> RoadRoute:
        """Return the route of a key, not shorter than a way through streets can be."""
        ferry = roadkeys.ferry_metres(key)
        penalty = round(1000 * self.data.values["ferry.penalty"])
        road = roadkeys.cost(key) - ferry - roadkeys.ferries(key) * penalty
        if start == end:
            road = ferry = 0
        return RoadRoute(
            road_metres=max(road, roadrecords.least_metres(self.data, start, end) - ferry),
            ferry_metres=ferry,
            ferries=tuple(one.name for one in taken),
            method=self.data.version,
        )

    def _reached(self, point: Point) -> bool:
        return bool(self.snapper.starts(point))

    def _opened(
        self, ferries: Collection[str], where: str
    ) -> tuple[tuple[Ferry, ...], list[Problem]]:
        if not ferries:
            return (), []
        known = {one.id: one for one in self.data.ferries}
        problems = [
            error("road-ferry-unknown", where, found=one, expected=", ".join(sorted(known)))
            for one in sorted(set(ferries) - set(known))
        ]
        wanted = sorted(set(ferries) & set(known))
        return tuple(known[one] for one in wanted if not known[one].default), problems

    def _label(self, point: Point, opened: tuple[Ferry, ...]) -> Label:
        named = (point, tuple(one.id for one in opened))
        if named not in self._labels:
            starts: Starts = self.snapper.starts(point)
            self._labels[named] = (
                roadsearch.with_ferries(self.data, starts, opened)
                if opened
                else roadsearch.upwards(self.data, starts)
            )
        return self._labels[named]

    def _stretches(self, start: Point, end: Point, hops: Sequence[Hop]) -> tuple[Stretch, ...]:
        place = self.unpacker.place
        parts: list[tuple[str, list[Point]]] = [("road", [start])]
        parts[0][1].append(place(hops[0][0]) if hops else end)
        for first, second, edge in hops:
            wet = edge < 0 or roadkeys.ferries(int(self.data.key[edge])) > 0
            mode = "ferry" if wet else "road"
            if wet or parts[-1][0] != mode:
                parts.append((mode, [place(first)]))
            parts[-1][1].append(place(second))
        if parts[-1][0] == "ferry":
            parts.append(("road", [parts[-1][1][-1]]))
        parts[-1][1].append(end)
        tolerance = self.data.values["line.tolerance"]
        return tuple(
            Stretch(mode=mode, points=tuple(roadpath.simplified(points, tolerance)))
            for mode, points in parts
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadTable:
    """The distances from one point to every node of the network."""

    network: RoadNetwork = field(repr=False)
    point: Point
    opened: tuple[Ferry, ...]
    label: Label = field(repr=False)
    keys: Keys = field(repr=False)
    _known: dict[Point, RoadRoute] = field(default_factory=dict, repr=False, compare=False)
    _ferries: dict[int, tuple[Ferry, ...]] = field(default_factory=dict, repr=False, compare=False)

    def to(self, point: Point, *, where: str = "") -> Found:
        """Return the way to a point; exactly what `RoadNetwork.route` gives."""
        known = self._known.get(point)
        if known is not None:
            return known, []
        starts = self.network.snapper.starts(point)
        if not starts:
            return None, []
        at = self.keys.item
        key, node = min([(at(node) + access, node) for node, access in starts])
        if key >= roadkeys.NONE:
            return None, [_no_link(self.point, point, where)]
        taken = self._taken(node) if roadkeys.ferries(key) else ()
        self._known[point] = self.network.answer(self.point, point, key, taken)
        return self._known[point], []

    def _taken(self, node: int) -> tuple[Ferry, ...]:
        """Return the ferries of the way to a node, in the order they are taken."""
        if node not in self._ferries:
            data, unpacker = self.network.data, self.network.unpacker
            unpacker.sort()
            if self.label.keys.get(node) == int(self.keys[node]):
                hops = unpacker.climb(self.label, node, self.opened)
                self._ferries[node] = unpacker.taken(hops, self.opened)
            else:
                first, last = data.first[node : node + 2].tolist()
                left = self.keys[data.target[first:last]] + data.key[first:last]
                edge = first + int((left == self.keys[node]).argmax())
                before = self._taken(int(data.target[edge]))
                self._ferries[node] = before + unpacker.crossings(edge)[::-1]
        return self._ferries[node]


def _no_link(start: Point, end: Point, where: str) -> Problem:
    ends = ("{:.4f}, {:.4f}".format(*point) for point in (start, end))
    first, second = ends
    return error("route-no-link", where, start=first, end=second)


@cache
def load() -> RoadNetwork:
    """Return the road network of the library; it does not change while we run."""
    return of(roadfile.load())


def of(data: RoadData) -> RoadNetwork:
    """Return the network of some data, ready to be searched."""
    return RoadNetwork(data=data, snapper=roadsnap.made(data), unpacker=Unpacker(data=data))
