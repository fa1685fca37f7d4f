"""Populated places as helpers: they reach villages and bridge the holes of the main-road data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import Delaunay, cKDTree

from scripts.roads.land import Land, water_km
from scripts.roads.mainroads import Box, within
from scripts.roads.packages import cities
from scripts.roads.sphere import Floats, Ints, apart_km, on_globe


@dataclass(frozen=True, kw_only=True)
class Towns:
    """Places [lat, lon] with their country, by GeoNames number."""

    points: Floats
    country: np.ndarray
    population: Ints

    def only(self, kept: np.ndarray) -> Towns:
        """Return some of the towns."""
        return Towns(
            points=self.points[kept],
            country=self.country[kept],
            population=self.population[kept],
        )


def load(box: Box) -> Towns:
    """Return the populated places in a box."""
    rows = cities()
    points = np.array([(row["latitude"], row["longitude"]) for row in rows], dtype=float)
    towns = Towns(
        points=points,
        country=np.array([str(row["countrycode"]) for row in rows]),
        population=np.array([int(str(row["population"] or 0)) for row in rows]),
    )
    return towns.only(within(box, points))


def needed(
    towns: Towns, near: tuple[str, ...], roads: Floats, population: int, away_km: float
) -> np.ndarray:
    """Tell which towns to keep: all in the near countries, elsewhere the large and the remote."""
    away = cKDTree(on_globe(roads)).query(on_globe(towns.points))[0] > away_km
    return np.isin(towns.country, near) | (towns.population >= population) | away


def neighbours(
    points: Floats, longest_km: float, land: Land, most_water_km: float
) -> tuple[Ints, Floats]:
    """Return Delaunay neighbours with no water between, as pairs and great-circle km."""
    # Cosine of the middle latitude: about true to scale where accuracy counts.
    flat = np.column_stack((points[:, 1] * np.cos(np.radians(points[:, 0])), points[:, 0]))
    unique = np.unique(flat, axis=0, return_index=True)[1]
    corners = unique[Delaunay(flat[unique]).simplices]
    pairs = np.concatenate((corners[:, :2], corners[:, 1:], corners[:, ::2]))
    pairs = np.unique(np.sort(pairs, axis=1), axis=0)
    length = apart_km(points[pairs[:, 0]], points[pairs[:, 1]])
    pairs, length = pairs[length <= longest_km], length[length <= longest_km]
    dry = water_km(land, points[pairs[:, 0]], points[pairs[:, 1]]) <= most_water_km
    return pairs[dry], length[dry]
