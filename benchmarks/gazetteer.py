"""The packed gazetteer: opening it in a fresh process, and finding places by name.

Opening is without the imports, which every run has made anyway; finding is the first time.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from benchmarks.harness import sides
from benchmarks.harness.measurement import Aim, Measured, Measurement


def opened(places: int) -> Callable[[], object]:
    """Open the gazetteer; every run has imported its modules anyway."""
    from carbon.transport import gazetteer

    def load() -> None:
        gazetteer.load()

    return load


def found(places: int) -> Callable[[], object]:
    """Find so many names of the whole world, each for the first time."""
    from carbon.transport import gazetteer

    world = gazetteer.load()
    names = random.Random(1).sample(sorted(world.atlas.book.keys_in(None)), places)

    def find() -> None:
        for name in names:
            world.find(name)

    return find


def measure_opening(places: int, rounds: int) -> Measured:
    """Open the gazetteer."""
    (own,) = sides.in_turn((opened,), places, rounds)
    run = own.run
    return Measured(time_s=run.time_s, cpu_s=run.cpu_s, peak_mib=run.peak_mib)


def measure_finding(places: int, rounds: int) -> Measured:
    """Find so many names; the times are of one."""
    (own,) = sides.in_turn((found,), places, rounds)
    run = own.run
    return Measured(time_s=run.time_s / places, cpu_s=run.cpu_s / places, peak_mib=run.peak_mib)


MEASUREMENTS = (
    Measurement(
        id="gazetteer",
        what="opening the gazetteer of the world",
        unit="gazetteer",
        yardstick="",
        aim=Aim(seconds=0.05),
        sizes=(1,),
        measure=measure_opening,
    ),
    Measurement(
        id="place",
        what="finding one place, of any in the world, the first time",
        unit="names",
        yardstick="",
        aim=Aim(seconds=0.001),
        sizes=(10, 100, 1_000),
        measure=measure_finding,
    ),
)
