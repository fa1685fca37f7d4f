"""Time and peak memory of a call or of a whole process, best of a few runs taken in turn."""

from __future__ import annotations

import gc
import os
import resource
import subprocess
import time
from collections.abc import Callable, Sequence
from statistics import median


def in_turn(calls: dict[str, Callable[[], object]], repeats: int = 5) -> dict[str, float]:
    """Run the calls one after the other, `repeats` times round, and return median seconds."""
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(repeats):
        for name, call in calls.items():
            gc.collect()
            start = time.perf_counter()
            call()
            seconds[name].append(time.perf_counter() - start)
    return {name: median(values) for name, values in seconds.items()}


def processes(
    commands: dict[str, Sequence[str]], repeats: int = 7
) -> dict[str, tuple[float, float]]:
    """Run whole processes in turn; return median seconds and the largest MiB of each."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    mib: dict[str, float] = {}
    for _ in range(repeats):
        for name, command in commands.items():
            start = time.perf_counter()
            process = subprocess.Popen(
                command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            _, _, usage = os.wait4(process.pid, 0)
            seconds[name].append(time.perf_counter() - start)
            mib[name] = max(mib.get(name, 0.0), usage.ru_maxrss / 1024)
    return {name: (median(values), mib[name]) for name, values in seconds.items()}


def peak_mib() -> float:
    """Return the largest resident memory of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
