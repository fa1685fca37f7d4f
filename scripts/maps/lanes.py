"""The lanes that ships take between the ports of factors/transport/sea.csv, by searoute."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import searoute
import shapely

from carbon.transport import places, sea
from carbon.transport.records import Place


@dataclass(frozen=True, kw_only=True)
class Lane:
    """A way by sea in whole steps of `unit` degrees; longitudes run on beyond 180."""

    start: str  # UN/LOCODE
    end: str
    line: list[int]  # x, y of the first point, then steps


def lanes(recipe: Mapping[str, Any]) -> Iterator[Lane]:
    """Yield the lane of every pair of ports whose distance is kept on file."""
    unit, tolerance = float(recipe["unit"]), float(recipe["tolerance"])
    gazetteer = places.load()
    for first, second in sorted(sea.kept_km()):
        start, end = (one.removeprefix("port:") for one in (first, second))
        points = _sailed(_port(gazetteer, start), _port(gazetteer, end))
        plain = shapely.simplify(shapely.LineString(points), tolerance, preserve_topology=False)
        steps = np.round(shapely.get_coordinates(plain) / unit).astype(int)
        moves = np.diff(steps, axis=0)
        yield Lane(
            start=start,
            end=end,
            line=[*steps[0].tolist(), *moves[np.any(moves != 0, axis=1)].ravel().tolist()],
        )


def _port(gazetteer: places.Gazetteer, code: str) -> Place:
    place, problems = gazetteer.find(code, kind="port")
    if place is None:
        raise SystemExit(f"port {code}: {problems}")
    return place


def _sailed(start: Place, end: Place) -> list[list[float]]:
    """Return [longitude, latitude] along the lane, from port to port."""
    ends = ([start.longitude, start.latitude], [end.longitude, end.latitude])
    found = searoute.searoute(*ends, units="km", restrictions=list(sea.CLOSED_PASSAGES))
    line = [list(point[:2]) for point in found.geometry["coordinates"]]
    turn = 360 * round((line[0][0] - ends[0][0]) / 360)
    first, last = [ends[0][0] + turn, ends[0][1]], list(ends[1])
    last[0] += 360 * round((line[-1][0] - last[0]) / 360)
    return [first, *line, last]
