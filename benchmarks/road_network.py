"""Print how far the road network is from reference driving distances, and how long it takes.

Run: python -m benchmarks.road_network

benchmarks/data/road_reference.csv was made for this project (CC0): 52 pairs, some documented, some
from general knowledge, so part of the error is that of the reference. The few general factors of
factors/roads/recipe.yaml were chosen on these pairs; the network holds none of their distances.
Beside it stand two plain methods: one circuity factor for everywhere, and one for each region.
Times within the process are processor time, which neighbours on the machine lengthen less.
"""

from __future__ import annotations

import csv
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import run_tender
from carbon import resources
from carbon.transport import gazetteer, roadnet
from carbon.transport.sphere import Point, great_circle_km

PAIRS = Path(__file__).parent / "data" / "road_reference.csv"
RADIUS_KM = 6371.0088
ONE = 1.25
BY_REGION = {"Dalarna": 1.14, "Sweden": 1.17, "Europe": 1.24, "World": 1.35}
OUTSIDE = "World"  # by circuity under every method
COLD = """
from carbon.transport import roadnet
network = roadnet.load()
network.route((36.83814, -2.45974), (60.60357, 15.62597))
"""
REPEATS = 7
PRODUCTS = 10_000
Pair = tuple[str, str, Point, Point, float]
Way = Callable[[Pair], float]


def pairs() -> list[Pair]:
    """Return region, name, ends and reference km of each pair."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return [
            (
                row["region"],
                f"{row['from']}–{row['to']}",
                (float(row["from_lat"]), float(row["from_lon"])),
                (float(row["to_lat"]), float(row["to_lon"])),
                float(row["ref_km"]),
            )
            for row in csv.DictReader(file)
        ]


def by_network(pair: Pair) -> float:
    """Return the km of a pair by the network, outside of it by circuity."""
    found, _ = roadnet.load().route(pair[2], pair[3])
    return by_region(pair) if found is None else float(found.distance_km)


def by_region(pair: Pair) -> float:
    """Return the km of a pair by the circuity of its region."""
    return BY_REGION[pair[0]] * great_circle_km(pair[2], pair[3], RADIUS_KM)


def by_one(pair: Pair) -> float:
    """Return the km of a pair by one circuity for everywhere."""
    return ONE * great_circle_km(pair[2], pair[3], RADIUS_KM)


METHODS: dict[str, Way] = {
    "network": by_network,
    "circuity by region": by_region,
    "circuity 1.25": by_one,
}


def errors(way: Way) -> dict[str, dict[str, float]]:
    """Return the relative errors of a method by region and pair, and over all."""
    found: dict[str, dict[str, float]] = {}
    for pair in pairs():
        relative = way(pair) / pair[4] - 1
        for group in (pair[0], "all", *(["all but World"] if pair[0] != OUTSIDE else [])):
            found.setdefault(group, {})[pair[1]] = relative
    return found


def _print_errors() -> None:
    means = {}
    print(
        f"{'method':20}{'region':15}{'n':>3} {'mean':>6} {'median':>6} {'p90':>6} {'bias':>6} worst"
    )
    for name, way in METHODS.items():
        for region, by_pair in errors(way).items():
            sizes = sorted(abs(one) for one in by_pair.values())
            worst = max(by_pair, key=lambda one: abs(by_pair[one]))
            p90 = statistics.quantiles(sizes, n=10, method="inclusive")[-1]
            means[name, region] = statistics.fmean(sizes)
            print(
                f"{name:20}{region:15}{len(sizes):3} {means[name, region]:6.1%} "
                f"{statistics.median(sizes):6.1%} {p90:6.1%} "
                f"{statistics.fmean(by_pair.values()):+6.1%} {by_pair[worst]:+.1%} {worst}"
            )
    for name in list(METHODS)[1:]:
        ratios = ", ".join(
            f"{region} {means[name, region] / means['network', region]:.1f}"
            for region in ("Dalarna", "Sweden", "Europe", "all")
        )
        print(f"mean error of {name} over that of the network: {ratios}")


def _print_times() -> None:
    folder = resources.factors_folder() / "roads"
    for path in sorted(folder.glob("roads-*.*")):
        print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")
    for name, code in {"nothing": "pass", "numpy": "import numpy", "one route": COLD}.items():
        runs = [run_tender.run([sys.executable, "-c", code]) for _ in range(REPEATS)]
        clock, processor, mib = (statistics.median(figures) for figures in zip(*runs, strict=True))
        print(f"fresh process, {name}: {clock:.3f} s, processor {processor:.3f} s, {mib:.0f} MiB")
    network = roadnet.load()
    kitchens, origins = _kitchens(), _origins()
    begun = time.process_time()
    for kitchen in kitchens:
        network.distances_from(kitchen)
    tables = time.process_time()
    print(f"12 kitchens: {tables - begun:.3f} s; one table {(tables - begun) / 12 * 1000:.1f} ms")
    for distinct in (500, len(origins)):
        some = origins[:: max(1, len(origins) // distinct)]
        fresh = roadnet.of(network.data)
        for kitchen in kitchens:
            fresh.distances_from(kitchen)
        begun = time.process_time()
        for kitchen in kitchens:
            for number in range(PRODUCTS):
                fresh.route(some[number % len(some)], kitchen)
        taken = time.process_time() - begun
        each = taken / len(kitchens) / PRODUCTS * 1e6
        print(f"{PRODUCTS} products from {len(some)} places: {taken:.3f} s, {each:.1f} us each")


def _kitchens() -> list[Point]:
    with (resources.factors_folder() / "places" / "dalarna.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    seats = [row for row in rows if row["municipality_seat"] == "1"]
    return [(float(row["lat"]), float(row["lon"])) for row in seats[:12]]


def _origins() -> list[Point]:
    """Return places of five countries, every tenth of those that the gazetteer holds."""
    atlas = gazetteer.load().atlas
    near = ("SE", "DK", "NL", "ES", "IT")
    known = (one for one in atlas.book.all_places() if one.prefix == "geonames")
    return [(one.latitude, one.longitude) for one in known if one.country in near][::10]


def main() -> None:
    _print_errors()
    _print_times()


if __name__ == "__main__":
    main()
