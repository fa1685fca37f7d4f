"""Road routes: one from nothing, and many products to twelve kitchens."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from benchmarks.harness import command, sides
from benchmarks.harness.measurement import Aim, Measured, Measurement

if TYPE_CHECKING:
    from carbon.transport.sphere import Point

COLD = """
from carbon.transport import roadnet
network = roadnet.load()
network.route((36.83814, -2.45974), (60.60357, 15.62597))
"""
KITCHENS = 12
ORIGINS = 500


def measure_cold(routes: int, rounds: int) -> Measured:
    """Find one route from Almería to Falun in a fresh process."""
    bare, own = command.in_turn(
        [[sys.executable, "-c", code] for code in ("import numpy", COLD)], rounds
    )
    return sides.measured(own, bare)


def routed(products: int) -> Callable[[], object]:
    """Find the way of so many products to every kitchen, each kitchen known."""
    from carbon.transport import roadnet

    network = roadnet.load()
    kitchens, origins = _kitchens(), _origins()
    for kitchen in kitchens:
        network.distances_from(kitchen)

    def find() -> None:
        for kitchen in kitchens:
            for number in range(products):
                network.route(origins[number % len(origins)], kitchen)

    return find


def measure_many(products: int, rounds: int) -> Measured:
    """Find the ways of so many products."""
    (own,) = sides.in_turn((routed,), products, rounds)
    run = own.run
    each = run.cpu_s / products / KITCHENS * 1e6
    return Measured(
        time_s=run.time_s,
        cpu_s=run.cpu_s,
        peak_mib=run.peak_mib,
        note=f"{each:.1f} µs of processor each, from {ORIGINS} places",
    )


def _kitchens() -> list[Point]:
    from carbon import resources

    with (resources.factors_folder() / "places" / "dalarna.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    seats = [row for row in rows if row["municipality_seat"] == "1"]
    return [(float(row["lat"]), float(row["lon"])) for row in seats[:KITCHENS]]


def _origins() -> list[Point]:
    """Return places of five countries that the gazetteer holds, evenly spread over its order."""
    from carbon.transport import gazetteer

    near = ("SE", "DK", "NL", "ES", "IT")
    known = (one for one in gazetteer.load().atlas.book.all_places() if one.prefix == "geonames")
    every = [(one.latitude, one.longitude) for one in known if one.country in near]
    return every[:: len(every) // ORIGINS][:ORIGINS]


MEASUREMENTS = (
    Measurement(
        id="route",
        what="one road route from nothing, the whole process",
        unit="route",
        yardstick="`import numpy`",
        aim=Aim(seconds=0.6),
        sizes=(1,),
        measure=measure_cold,
    ),
    Measurement(
        id="routes",
        what="products to 12 kitchens, tables of the kitchens kept",
        unit="products",
        yardstick="",
        aim=Aim(seconds=1.0),
        sizes=(100, 1_000, 10_000),
        measure=measure_many,
        aim_at=10_000,
    ),
)
