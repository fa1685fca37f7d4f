"""Distances and areas on the globe, from coordinates alone."""

from __future__ import annotations

import math
from collections.abc import Sequence

Point = tuple[float, float]  # latitude, longitude in degrees (WGS84)


def great_circle_km(start: Point, end: Point, radius_km: float) -> float:
    """Return the shortest distance over the globe in km (haversine on a sphere)."""
    # The order of the ends must not change the last digit of the result.
    (lat_a, lon_a), (lat_b, lon_b) = sorted((start, end))
    height = math.radians(lat_b - lat_a) / 2
    width = math.radians(lon_b - lon_a) / 2
    parallel = math.cos(math.radians(lat_a)) * math.cos(math.radians(lat_b))
    chord = math.sin(height) ** 2 + parallel * math.sin(width) ** 2
    return 2 * radius_km * math.asin(math.sqrt(min(1.0, chord)))


def inside(point: Point, outline: Sequence[Point]) -> bool:
    """Tell whether a point lies inside a closed outline (even-odd rule, straight in lat/lon)."""
    lat, lon = point
    odd = False
    previous = outline[-1]
    for corner in outline:
        (lat_a, lon_a), (lat_b, lon_b) = previous, corner
        if (lat_a > lat) != (lat_b > lat):
            crossing = lon_a + (lat - lat_a) * (lon_b - lon_a) / (lat_b - lat_a)
            odd ^= lon < crossing
        previous = corner
    return odd
