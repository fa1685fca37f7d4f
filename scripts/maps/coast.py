"""Land and lakes of Natural Earth, cut to a box, simplified and rounded to whole steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import shapely

from scripts.roads.packages import natural_earth

_KM_PER_DEGREE = 111.195

Ring = list[int]  # x, y of the first corner, then steps from corner to corner


@dataclass(frozen=True, kw_only=True)
class Level:
    """The outlines of one degree of detail, in whole steps of `unit` degrees."""

    name: str
    box: tuple[float, float, float, float]  # south, west, north, east
    unit: float
    land: list[Ring]
    water: list[Ring]


def level(recipe: Mapping[str, Any]) -> Level:
    """Return land and lakes in the detail that the recipe asks for."""
    south, west, north, east = (float(one) for one in recipe["box"])
    frame = shapely.box(west, south, east, north)
    unit, tolerance = float(recipe["unit"]), float(recipe["tolerance"])

    def rings(layer: str, least_km2: float) -> list[Ring]:
        found = []
        for shape in _shapes(layer):
            if not shape.intersects(frame):
                continue
            cut = shapely.intersection(shapely.make_valid(shape), frame)
            plain = shapely.simplify(cut, tolerance, preserve_topology=True)
            found += [
                steps
                for polygon in _polygons(plain)
                if _km2(polygon) >= least_km2
                for steps in _rings(polygon, unit, least_km2)
            ]
        return sorted(found, key=lambda ring: (-len(ring), ring))

    return Level(
        name=str(recipe["name"]),
        box=(south, west, north, east),
        unit=unit,
        land=rings("land", float(recipe["least_land"])),
        water=rings("lakes", float(recipe["least_lake"])),
    )


@cache
def _shapes(layer: str) -> list[shapely.Geometry]:
    """Return the polygons of a layer: clockwise rings are outlines, the others are holes."""
    found = []
    for rings in natural_earth(layer):
        whole = [ring for ring in rings if len(ring) > 3]
        outer = [ring for ring in whole if not shapely.is_ccw(shapely.LinearRing(ring))]
        holes = [shapely.Polygon(r) for r in whole if shapely.is_ccw(shapely.LinearRing(r))]
        tree = shapely.STRtree(holes)
        for ring in outer:
            one = shapely.make_valid(shapely.Polygon(ring))
            inside = [holes[i] for i in tree.query(one, predicate="contains_properly")]
            found.append(one.difference(shapely.union_all(inside)) if inside else one)
    return found


def _polygons(shape: shapely.Geometry) -> Iterator[shapely.Polygon]:
    for part in shapely.get_parts(shape):
        if shapely.get_type_id(part) == shapely.GeometryType.POLYGON:
            yield part
        elif shapely.get_type_id(part) >= shapely.GeometryType.MULTIPOINT:
            yield from _polygons(part)


def _km2(polygon: shapely.Polygon) -> float:
    _, south, _, north = polygon.bounds
    return float(polygon.area * _KM_PER_DEGREE**2 * np.cos(np.radians((south + north) / 2)))


def _rings(polygon: shapely.Polygon, unit: float, least_km2: float) -> Iterator[Ring]:
    """Yield outline and holes as steps; corners that fall together are one."""
    holes = (one for one in polygon.interiors if _km2(shapely.Polygon(one)) >= least_km2)
    for ring in (polygon.exterior, *holes):
        corners = np.round(shapely.get_coordinates(ring) / unit).astype(int)
        kept = corners[np.any(np.diff(corners, axis=0, prepend=corners[:1] - 1) != 0, axis=1)][:-1]
        if len(kept) >= 3:
            yield [*kept[0].tolist(), *np.diff(kept, axis=0).ravel().tolist()]
