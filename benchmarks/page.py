"""The producers' page under load: people at once, and memory over many requests.

Yardstick: a bare uvicorn answer of the size of a form, under the same load on the same machine.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable

from benchmarks import page_load
from benchmarks.harness.measurement import Aim, Measured, Measurement

REQUESTS = 2_000  # about, of all people together
STEPS = 4  # requests of a visit
WORKERS = 2
FLAT_MIB = 2.0  # by which memory may grow in the second half
_HALF = 4  # of ten readings, the last of the first half


def load(form: str) -> Callable[[int, int], Measured]:
    """Return what measures a form under the load of so many people."""

    def measure(people: int, rounds: int) -> Measured:
        bare = _load(page_load.BARE, 1, form, people)
        return _load(page_load.PAGE, WORKERS, form, people, bare)

    return measure


def _load(
    code: str, workers: int, form: str, people: int, bare: Measured | None = None
) -> Measured:
    visits = max(1, REQUESTS // STEPS // people)
    with page_load.server(code, workers) as (port, pid):
        asyncio.run(page_load.visited(port, form, people, 1))  # what is done only once
        before, begun = page_load.cpu_seconds(pid), time.perf_counter()
        found = asyncio.run(page_load.visited(port, form, people, visits))
        spent, lasted = page_load.cpu_seconds(pid) - before, time.perf_counter() - begun
        peaks = [page_load.resident_mib(one, "VmHWM") for one in page_load.workers_of(pid)]
    every = [one for times in found.values() for one in times]
    result = statistics.median(found["result"])
    return Measured(
        time_s=statistics.median(every),
        cpu_s=spent / len(every),
        peak_mib=max(peaks),
        yardstick_time_s=bare.time_s if bare else None,
        yardstick_cpu_s=bare.cpu_s if bare else None,
        yardstick_mib=bare.peak_mib if bare else None,
        note=f"95th percentile {_ms(_p95(every))}, a result {_ms(result)} "
        f"(95th {_ms(_p95(found['result']))}), {len(every) / lasted:.0f} a second",
    )


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def measure_memory(requests: int, rounds: int) -> Measured:
    """Ask one worker so often, and see whether its memory grows."""
    with page_load.server(page_load.PAGE, 1) as (port, pid):
        begun = time.perf_counter()
        grown = asyncio.run(page_load.memory(port, pid, requests))
        time_s, cpu_s = time.perf_counter() - begun, page_load.cpu_seconds(pid)
    return Measured(
        time_s=time_s / requests,
        cpu_s=cpu_s / requests,
        peak_mib=max(grown),
        holds=grown[-1] - grown[_HALF] <= FLAT_MIB,
        note=f"{grown[_HALF]:.1f} MiB at half of the way, {grown[-1]:.1f} at the end",
    )


def _form(form: str, name: str) -> Measurement:
    return Measurement(
        id=f"page-{form}",
        what=f"the producers' page, {name}: a request, median of all kinds, without pause",
        unit="people at once",
        yardstick="bare uvicorn, one worker",
        aim=Aim(seconds=0.1),
        sizes=(2, 20, 200),
        measure=load(form),
        aim_at=20,
    )


MEASUREMENTS = (
    _form("roots", "carrots"),
    _form("milk", "milk"),
    Measurement(
        id="page-memory",
        what="its memory over many requests, one worker",
        unit="requests",
        yardstick="",
        aim=Aim(outcome="grows ≤ 2 MiB in the second half"),
        sizes=(1_000, 10_000),
        measure=measure_memory,
        aim_at=10_000,
    ),
)
