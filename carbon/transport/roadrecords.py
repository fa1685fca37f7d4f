"""What comes out of the road network: a route, and its line on a map."""

from __future__ import annotations

from dataclasses import dataclass, replace

from carbon.problems import Problem
from carbon.transport.roadfile import RoadData
from carbon.transport.sphere import Point, great_circle_km


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadRoute:
    """A way by road, with the part of it that is by ferry. Distances are published in whole km."""

    road_metres: int
    ferry_metres: int
    ferries: tuple[str, ...]  # names, in the order they are taken
    method: str  # version of the network, e.g. road-2026.1

    @property
    def road_km(self) -> int:
        """Return the kilometres by road."""
        return _whole_km(self.road_metres)

    @property
    def ferry_km(self) -> int:
        """Return the kilometres by ferry."""
        return _whole_km(self.ferry_metres)

    @property
    def distance_km(self) -> int:
        """Return the kilometres by road and ferry, the sum of the two that are published."""
        return self.road_km + self.ferry_km

    def turned(self) -> RoadRoute:
        """Return the same way in the other direction."""
        return replace(self, ferries=self.ferries[::-1]) if len(self.ferries) > 1 else self


# None without a problem: an end lies outside the network.
Found = tuple[RoadRoute | None, list[Problem]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of a line on a map, by road or by ferry."""

    mode: str  # road or ferry
    points: tuple[Point, ...]


def least_metres(data: RoadData, start: Point, end: Point) -> int:
    """Return the metres below which no way through streets is: the network knows no streets."""
    apart = great_circle_km(start, end, data.values["earth_radius"])
    detour = min((data.values["short.circuity"] - 1) * apart, data.values["short.extra"])
    return round(1000 * (apart + detour))


def _whole_km(metres: int) -> int:
    return (metres + 500) // 1000
