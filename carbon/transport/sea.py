"""Sea distance between two ports, by searoute 1.6.0 with the Suez and Kiel canals open.

The distances of the published default chains are kept in factors/transport/sea.csv, made by the
same call, because loading the sea graph takes longer than all the rest of an evaluation.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from carbon import resources
from carbon.transport.sphere import Point

METHOD = "searoute-1.6.0-suez-open"
CLOSED_PASSAGES = ("northwest",)  # the method: every other passage of searoute is open


@cache
def kept_km() -> Mapping[tuple[str, str], float]:
    """Return the sea distances in km that are kept on file, by the ids of both ports."""
    path = resources.factors_folder() / "transport" / "sea.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = {
            (f"port:{row['start']}", f"port:{row['end']}"): float(row["km"])
            for row in csv.DictReader(file)
        }
    return MappingProxyType(rows)


@cache
def sailed_km(start: Point, end: Point, closed: tuple[str, ...] = CLOSED_PASSAGES) -> float | None:
    """Return the shortest sea route between two ports in km, None where there is no way by sea.

    Distances are those of the sea graph between the nodes nearest to the ports, without the last
    stretch into the harbour: that is how its error was measured (mean 1.9 %, worst 5.4 %).
    """
    import searoute

    (lat_a, lon_a), (lat_b, lon_b) = sorted((start, end))
    feature = searoute.searoute(
        [lon_a, lat_a], [lon_b, lat_b], units="km", restrictions=list(closed)
    )
    length = float(feature.properties["length"])
    return length if math.isfinite(length) and length > 0 else None
