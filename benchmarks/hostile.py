"""R3: every hostile file through `carbon read`: seconds and peak memory of the worst.

What each file must lead to is a test (tests/cli/test_hostile.py); this says what it costs.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.harness import command
from benchmarks.harness.measurement import Aim, Measured, Measurement

HOSTILE = Path(__file__).resolve().parents[1] / "tests" / "data" / "hostile"
NOT_INPUTS = {"README.md", "manifest.csv"}


def measure(files: int, rounds: int) -> Measured:
    """Read the first so many files, one after the other."""
    chosen = sorted(path for path in HOSTILE.iterdir() if path.name not in NOT_INPUTS)[:files]
    runs = {
        path.name: command.run([*command.CARBON, "read", str(path), "--json"]) for path in chosen
    }
    slowest = max(runs, key=lambda name: runs[name].time_s)
    largest = max(runs, key=lambda name: runs[name].peak_mib)
    odd = [name for name, run in runs.items() if run.exit_code not in (0, 1, 2)]
    return Measured(
        time_s=runs[slowest].time_s,
        cpu_s=runs[slowest].cpu_s,
        peak_mib=runs[largest].peak_mib,
        holds=len(runs) == files and not odd,
        note=f"slowest {slowest}, largest {largest}, of {len(runs)}"
        + (f"; ended oddly: {', '.join(odd)}" if odd else ""),
    )


MEASUREMENTS = (
    Measurement(
        id="R3",
        what="hostile files through `carbon read`: the worst of them",
        unit="files",
        yardstick="",
        aim=Aim(seconds=10, mib=512, outcome="each ends by itself"),
        sizes=(4, 44),
        measure=measure,
    ),
)
