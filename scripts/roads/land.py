"""Land and water: which landmass a point lies on, and how far a straight line runs over water."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from scripts.roads.packages import Rings, natural_earth
from scripts.roads.sphere import Floats, Ints, apart_km

ANYWHERE = -1  # an island too small to count, or the sea beside the drawn coast
_CELL = 1.0  # degrees; the land is cut into such squares, or each test would walk all of Eurasia


@dataclass(frozen=True, kw_only=True)
class Land:
    """The land of Natural Earth in small pieces, and the same less the lakes."""

    pieces: shapely.STRtree
    owner: Ints  # of each piece: the landmass it belongs to
    dry: shapely.STRtree


def load(box: tuple[float, float, float, float], least_km2: float) -> Land:
    """Read land and lakes within a box (south, west, north, east)."""
    south, west, north, east = box
    frame = shapely.box(west - 2, south - 2, east + 2, north + 2)
    masses = [one for rings in natural_earth("land") for one in _polygons(rings)]
    masses = [one for one in masses if one.intersects(frame)]
    lakes = [one for rings in natural_earth("lakes") for one in _polygons(rings)]
    water = shapely.STRtree(lakes)
    cut: list[shapely.Geometry] = []
    owners: list[int] = []
    for number, mass in enumerate(sorted(masses, key=lambda one: (-one.area, one.bounds))):
        owner = number if _area_km2(mass) >= least_km2 else ANYWHERE
        for piece in _squares(mass, frame.bounds):
            cut.append(piece)
            owners.append(owner)
    dry = [_without(piece, lakes, water) for piece in cut]
    return Land(
        pieces=shapely.STRtree(cut),
        owner=np.array(owners),
        dry=shapely.STRtree([one for one in dry if not one.is_empty]),
    )


def _polygons(rings: Rings) -> list[shapely.Geometry]:
    """Return the polygons of a shape: clockwise rings are outlines, the others are holes."""
    whole = [shapely.make_valid(shapely.Polygon(ring)) for ring in rings if len(ring) > 3]
    clockwise = [not shapely.is_ccw(shapely.LinearRing(ring)) for ring in rings if len(ring) > 3]
    holes = [one for one, outer in zip(whole, clockwise, strict=True) if not outer]
    tree = shapely.STRtree(holes)
    found = []
    for one, outer in zip(whole, clockwise, strict=True):
        if outer:
            inside = [holes[i] for i in tree.query(one, predicate="contains_properly")]
            found.append(one.difference(shapely.union_all(inside)) if inside else one)
    return found


def _squares(
    mass: shapely.Geometry, bounds: tuple[float, float, float, float]
) -> list[shapely.Geometry]:
    west, south, east, north = mass.intersection(shapely.box(*bounds)).bounds
    found = []
    for lon in np.arange(np.floor(west), east, _CELL):
        column = shapely.clip_by_rect(mass, lon, south, lon + _CELL, north)
        if column.is_empty:
            continue
        for lat in np.arange(np.floor(south), north, _CELL):
            piece = shapely.clip_by_rect(column, lon, lat, lon + _CELL, lat + _CELL)
            if not piece.is_empty:
                found.append(shapely.make_valid(piece))
    return found


def _without(
    piece: shapely.Geometry, lakes: list[shapely.Geometry], water: shapely.STRtree
) -> shapely.Geometry:
    wet = [lakes[i] for i in water.query(piece, predicate="intersects")]
    return piece.difference(shapely.union_all(wet)) if wet else piece


def _area_km2(mass: shapely.Geometry) -> float:
    lat = mass.centroid.y
    per_degree = 111.195
    return float(mass.area * per_degree**2 * np.cos(np.radians(lat)))


def landmass(land: Land, points: Floats, reach_km: float) -> Ints:
    """Return the landmass under each point; off the coast, the nearest one within reach."""
    dots = shapely.points(points[:, 1], points[:, 0])
    found = np.full(len(points), ANYWHERE - 1)
    which, piece = land.pieces.query(dots, predicate="intersects")
    found[which[::-1]] = land.owner[piece[::-1]]
    off = np.flatnonzero(found < ANYWHERE)
    reach = reach_km / 111.195 / np.cos(np.radians(points[off, 0]))
    for dot, distance in zip(off, reach, strict=True):
        near = land.pieces.query_nearest(dots[dot], max_distance=distance)
        found[dot] = land.owner[near].max() if len(near) else ANYWHERE
    return found


def water_km(land: Land, starts: Floats, ends: Floats) -> Floats:
    """Return the km of each straight line that run over sea or lake."""
    corners = np.stack((starts[:, ::-1], ends[:, ::-1]), axis=1)
    lines = shapely.linestrings(corners)
    which, piece = land.dry.query(lines, predicate="intersects")
    parts = shapely.intersection(lines[which], land.dry.geometries[piece])
    dry = np.bincount(which, shapely.length(parts), minlength=len(lines))
    whole = np.maximum(shapely.length(lines), 1e-12)
    return np.asarray(apart_km(starts, ends) * np.maximum(0.0, 1 - dry / whole))
