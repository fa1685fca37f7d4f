"""Time, processor time and peak memory of a whole process, children included.

Linux lets a process start at the peak memory of whoever started it. So the command is started by a
bare interpreter of 10 MiB and not by the process that measures.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeVar

_LAUNCH = """
import json, os, sys, time
write = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
files = [(os.POSIX_SPAWN_OPEN, 1, sys.argv[1], write, 0o600),
         (os.POSIX_SPAWN_OPEN, 2, os.devnull, write, 0o600)]
begun = time.perf_counter()
pid = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ, file_actions=files)
_, status, usage = os.wait4(pid, 0)
print(json.dumps([time.perf_counter() - begun, usage.ru_utime + usage.ru_stime,
                  usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)]))
"""
PATIENCE_S = 60.0
T = TypeVar("T")
CARBON = (sys.executable, "-m", "carbon.cli")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run of something took; the peak is that of its largest process."""

    time_s: float
    cpu_s: float
    peak_mib: float
    exit_code: int = 0


def run(command: Sequence[str], said: Path | None = None) -> Run:
    """Run a command by its full path; what it says goes to a file or nowhere."""
    to = "/dev/null" if said is None else str(said)
    launcher = [sys.executable, "-I", "-S", "-c", _LAUNCH, to, *command]
    done = subprocess.run(launcher, capture_output=True, text=True, check=True)
    time_s, cpu_s, peak_mib, code = json.loads(done.stdout)
    return Run(time_s=time_s, cpu_s=cpu_s, peak_mib=peak_mib, exit_code=code)


def in_turn(commands: Sequence[Sequence[str]], rounds: int) -> list[Run]:
    """Run the commands one after the other, so many rounds; return the medians of each."""
    every = repeated(lambda: [run(command) for command in commands], rounds)
    return [medians(runs) for runs in zip(*every, strict=True)]


def repeated(work: Callable[[], T], rounds: int) -> list[T]:
    """Do something so many rounds, but begin none once a minute has gone."""
    begun, found = time.perf_counter(), [work()]
    while len(found) < rounds and time.perf_counter() - begun < PATIENCE_S:
        found.append(work())
    return found


def medians(runs: Sequence[Run]) -> Run:
    """Return the middle time of several runs, and the largest peak and exit code."""
    return Run(
        time_s=median(one.time_s for one in runs),
        cpu_s=median(one.cpu_s for one in runs),
        peak_mib=max(one.peak_mib for one in runs),
        exit_code=max((one.exit_code for one in runs), key=abs),
    )
