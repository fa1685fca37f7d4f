"""One side of a measurement, ours or the yardstick, prepared and then timed in a fresh process.

A side is a function of a module of `benchmarks`: it takes the size and further arguments, prepares
what is not measured and returns the call that is. What the call returns travels back as JSON.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.harness import command
from benchmarks.harness.measurement import Measured

Side = Callable[..., Callable[[], object]]
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """What a side took; `before_mib` is what its data took already, `found` what it returned."""

    run: command.Run
    before_mib: float
    found: Any


def timed(side: Side, size: int, *arguments: object) -> Timed:
    """Run a side in a process of its own."""
    given = json.dumps([side.__module__, side.__name__, size, *arguments])
    done = subprocess.run(
        [sys.executable, "-m", __name__, given],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=ROOT,
    )
    time_s, cpu_s, peak, before, found = json.loads(done.stdout.splitlines()[-1])
    run = command.Run(time_s=time_s, cpu_s=cpu_s, peak_mib=peak)
    return Timed(run=run, before_mib=before, found=found)


def in_turn(sides: Sequence[Side], size: int, rounds: int, *arguments: object) -> list[Timed]:
    """Run the sides one after the other, so many rounds; return the medians of each."""
    every = command.repeated(lambda: [timed(side, size, *arguments) for side in sides], rounds)
    return [
        Timed(
            run=command.medians([one.run for one in runs]),
            before_mib=max(one.before_mib for one in runs),
            found=runs[-1].found,
        )
        for runs in zip(*every, strict=True)
    ]


def measured(ours: command.Run, yardstick: command.Run, note: str = "") -> Measured:
    """Return what a measurement gives, of two runs."""
    return Measured(
        time_s=ours.time_s,
        cpu_s=ours.cpu_s,
        peak_mib=ours.peak_mib,
        yardstick_time_s=yardstick.time_s,
        yardstick_cpu_s=yardstick.cpu_s,
        yardstick_mib=yardstick.peak_mib,
        note=note,
    )


def main() -> None:
    """Do one side here: the first argument is [module, function, size, arguments…] as JSON."""
    module, name, size, *arguments = json.loads(sys.argv[1])
    work = getattr(import_module(module), name)(size, *arguments)
    gc.collect()
    before, begun = peak_mib(), (time.perf_counter(), _processor_s())
    found = work()
    ended = (time.perf_counter(), _processor_s())
    spent = [after - earlier for after, earlier in zip(ended, begun, strict=True)]
    print(json.dumps([*spent, peak_mib(), before, found]))


def peak_mib() -> float:
    """Return the largest resident memory so far of this process or of one that it waited for."""
    import resource

    status = Path("/proc/self/status")
    if not status.exists():  # not Linux, where ru_maxrss starts at the peak of whoever started us
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(int(line.split()[1]), children) / 1024


def _processor_s() -> float:
    import resource

    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + spent.ru_utime + spent.ru_stime


if __name__ == "__main__":
    main()
