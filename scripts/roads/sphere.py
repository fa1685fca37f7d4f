"""Great circles over arrays of points [latitude, longitude] in degrees (build time only)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

RADIUS_KM = 6371.0088


def apart_km(starts: Floats, ends: Floats) -> Floats:
    """Return the great-circle distances in km between points of two equally long arrays."""
    a, b = np.radians(starts), np.radians(ends)
    half = (b - a) / 2
    chord = np.sin(half[..., 0]) ** 2
    chord += np.cos(a[..., 0]) * np.cos(b[..., 0]) * np.sin(half[..., 1]) ** 2
    return np.asarray(2 * RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, chord))))


def on_globe(points: Floats) -> Floats:
    """Return the points as x, y, z on a sphere of 1 km per km: near on it is near on the map."""
    lat, lon = np.radians(points[:, 0]), np.radians(points[:, 1])
    flat = np.cos(lat)
    return RADIUS_KM * np.column_stack((flat * np.cos(lon), flat * np.sin(lon), np.sin(lat)))
