"""Rows of the table: each measurement at each size, in a process of its own with a time limit.

A measurement cannot starve or crash the run: one that takes too long is killed with all that it
started, and that it was is a row like any other.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmarks.harness.measurement import Measured, Measurement, Verdict

ROOT = Path(__file__).resolve().parents[2]
STEP = 10  # from one size to the next
GROWTH = 5  # how many times longer the next size is expected to take: starting up weighs too
_LAST_LINES = 3  # of what a measurement that broke said


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A measurement at a size: what was measured, or in words why nothing was."""

    measurement: Measurement
    size: int
    measured: Measured | None = None
    instead: str = ""
    took_s: float = 0.0  # of the whole measurement with its preparation and yardstick

    @property
    def multiple(self) -> int:
        """Return how many times the first size this is."""
        return int(STEP ** self.measurement.sizes.index(self.size))

    @property
    def verdict(self) -> Verdict:
        """Return whether this is within the aim."""
        if self.measured is None:
            return Verdict.NONE
        return self.measurement.verdict(self.size, self.measured)

    def as_json(self) -> dict[str, object]:
        """Return the row as plain values."""
        one = self.measurement
        found = None if self.measured is None else asdict(self.measured)
        ratio = None if self.measured is None else self.measured.ratio
        return {
            "id": one.id, "what": one.what, "size": self.size, "unit": one.unit,
            "multiple": self.multiple, "yardstick": one.yardstick, "aim": str(one.aim),
            "aim_at": one.aim_at, "measured": found, "ratio": ratio,
            "verdict": self.verdict.name.lower(), "instead": self.instead,
            "took_s": round(self.took_s, 1),
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long it may take: rounds, seconds of one row, and seconds of all rows together."""

    rounds: int
    limit_s: float
    budget_s: float | None = None


def measure(
    chosen: Sequence[Measurement],
    multiples: Sequence[int],
    pace: Pace,
    told: Callable[[Row], None],
) -> list[Row]:
    """Measure everything, the small sizes of all first; return the rows as the table has them."""
    begun = time.perf_counter()
    found: dict[tuple[str, int], Row] = {}
    for one, place in _order(chosen, multiples):
        left = None if pace.budget_s is None else pace.budget_s - (time.perf_counter() - begun)
        before = found.get((one.id, place - 1))
        row = _row(Row(measurement=one, size=one.sizes[place]), before, pace, left)
        told(row)
        found[one.id, place] = row
    keys = [(one.id, place) for one in chosen for place in range(len(one.sizes))]
    return [found[key] for key in keys if key in found]


def _order(
    chosen: Sequence[Measurement], multiples: Sequence[int]
) -> Iterator[tuple[Measurement, int]]:
    most = max((len(one.sizes) for one in chosen), default=0)
    for place in (place for place in range(most) if STEP**place in multiples):
        yield from ((one, place) for one in chosen if place < len(one.sizes))


def _row(row: Row, before: Row | None, pace: Pace, left: float | None) -> Row:
    """Measure a row, or say that what is left of the budget will not do."""
    expected = GROWTH * before.took_s if before else 0.0
    if before is not None and before.measured is None:
        why = before.instead.removeprefix("not run: ")
        return replace(row, instead=f"not run: at {before.size:,} {why}")
    if left is not None and (left <= 0 or expected > left):
        return replace(row, instead=f"not run: beyond the budget (some {expected:.0f} s)")
    limit = pace.limit_s if left is None else min(pace.limit_s, left)
    begun = time.perf_counter()
    measured, instead = in_child(row.measurement.id, row.size, pace.rounds, limit)
    return replace(row, measured=measured, instead=instead, took_s=time.perf_counter() - begun)


def in_child(id: str, size: int, rounds: int, limit_s: float) -> tuple[Measured | None, str]:
    """Measure in a process of its own; return what was measured, or why nothing was."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as place:
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.harness.one", id, str(size), str(rounds)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
            env={**os.environ, "TMPDIR": place}, start_new_session=True,
        )  # fmt: skip
        try:
            said, complaint = process.communicate(timeout=limit_s)
        except subprocess.TimeoutExpired:
            return None, f"stopped at the time limit of {limit_s:.0f} s"
        finally:
            _end(process)
    if process.returncode:
        return None, "failed: " + " / ".join(complaint.strip().splitlines()[-_LAST_LINES:])
    return _understood(said)


def _understood(said: str) -> tuple[Measured | None, str]:
    try:
        return Measured(**json.loads(said.splitlines()[-1])), ""
    except (IndexError, TypeError, ValueError):
        return None, "failed: it told no figures"


def _end(process: subprocess.Popen[str]) -> None:
    """End a measurement and whatever it started: they are one session, and ours."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
