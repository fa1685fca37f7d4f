"""Factors selected per second, warm, over the whole library.

Each id of the library is asked for in the region it has and as a stem in a country it does not
have, so that every step of the rule is walked. The factors are made before the clock starts.
"""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.harness import sides
from benchmarks.harness.measurement import Aim, Measured, Measurement


def ours(count: int) -> Callable[[], object]:
    """Select so many times."""
    from carbon.library import load
    from carbon.library.select import select

    library = load.load()
    ids = list(library.factors)
    asked = [(key, "GLO") for key in ids] + [(key.partition("@")[0], "NZ") for key in ids]
    asked = [asked[number % len(asked)] for number in range(count)]

    def every() -> None:
        for key, region in asked:
            select(library, key, region)

    every()
    return every


def measure(count: int, rounds: int) -> Measured:
    """Select so many factors."""
    (own,) = sides.in_turn((ours,), count, rounds)
    run = own.run
    return Measured(
        time_s=run.time_s,
        cpu_s=run.cpu_s,
        peak_mib=run.peak_mib,
        note=f"{count / run.time_s:,.0f}/s",
    )


MEASUREMENTS = (
    Measurement(
        id="select",
        what="selecting a factor by id and region, warm",
        unit="selections",
        yardstick="",
        aim=Aim(seconds=1.0),
        sizes=(1_000, 10_000, 100_000),
        measure=measure,
        aim_at=100_000,
    ),
)
