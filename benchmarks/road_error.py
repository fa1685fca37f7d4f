"""Print how far the road method is from reference driving distances, by region.

Run: python -m benchmarks.road_error

benchmarks/data/road_reference.csv was made for this project (CC0): 52 pairs, some documented, some
from general knowledge, so part of the error is that of the reference.
"""

from __future__ import annotations

import csv
import statistics
from pathlib import Path

from carbon.library import load
from carbon.transport import method as methods
from carbon.transport import routes
from carbon.transport.records import Place

PAIRS = Path(__file__).parent / "data" / "road_reference.csv"


def _place(row: dict[str, str], end: str) -> Place:
    return Place(
        id=row[end],
        name=row[end],
        country=row[f"{end}_country"],
        region="",
        latitude=float(row[f"{end}_lat"]),
        longitude=float(row[f"{end}_lon"]),
        kind="locality",
        population=0,
        source="road-reference",
    )


def errors() -> dict[str, list[float]]:
    """Return the relative errors of the road method by region of the reference pairs."""
    method = methods.of(load.load())
    found: dict[str, list[float]] = {}
    with PAIRS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            start, end = _place(row, "from"), _place(row, "to")
            route, _ = routes.route(start, end, "road", method=method)
            if route is not None:
                error = route.distance_km / float(row["ref_km"]) - 1
                found.setdefault(row["region"], []).append(error)
    return found


def main() -> None:
    print(f"{'region':10} {'pairs':>5} {'mean abs':>9} {'bias':>7} {'worst':>7}")
    for region, relative in errors().items():
        sizes = [abs(one) for one in relative]
        print(
            f"{region:10} {len(sizes):5d} {statistics.fmean(sizes):9.1%} "
            f"{statistics.fmean(relative):7.1%} {max(sizes):7.1%}"
        )


if __name__ == "__main__":
    main()
