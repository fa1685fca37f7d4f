"""R1: two runs of one tender give the same bytes of every file.

The second run is in another folder with another locale, time zone, hash seed and number of threads.
tests/test_same_bytes.py holds this for every command; here it is held at size.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from benchmarks import large_tender
from benchmarks.harness import command
from benchmarks.harness.measurement import Aim, Measured, Measurement

SUPPLIERS = 10
HERE = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "1", "OMP_NUM_THREADS": "1"}
THERE = {"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "4242"}


def evaluate(tender: Path, out: Path, world: dict[str, str]) -> command.Run:
    """Run `carbon evaluate` in an environment."""
    settings = [f"{name}={value}" for name, value in world.items()]
    arguments = [*command.CARBON, "evaluate", str(tender), "--out", str(out)]
    return command.run([str(shutil.which("env")), *settings, *arguments])


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder by its path in it."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def measure(products: int, rounds: int) -> Measured:
    """Evaluate so many offered products in two worlds and compare."""
    with tempfile.TemporaryDirectory() as name:
        here, there = Path(name) / "a", Path(name) / "another name" / "b"
        large_tender.write(here / "tender", products // SUPPLIERS, SUPPLIERS)
        shutil.copytree(here / "tender", there / "tender")
        first = evaluate(here / "tender", here / "ut", HERE)
        evaluate(there / "tender", there / "ut", {**THERE, "OMP_NUM_THREADS": str(os.cpu_count())})
        ours, theirs = contents(here / "ut"), contents(there / "ut")
    other = sorted(file for file in {*ours, *theirs} if ours.get(file) != theirs.get(file))
    told = f"{len(ours)} files, " + (f"other bytes: {', '.join(other)}" if other else "equal")
    return Measured(
        time_s=first.time_s,
        cpu_s=first.cpu_s,
        peak_mib=first.peak_mib,
        holds=bool(ours) and not other,
        note=told,
    )


MEASUREMENTS = (
    Measurement(
        id="R1",
        what="same bytes of a whole run in another folder, locale, time zone, thread count",
        unit="offered products",
        yardstick="",
        aim=Aim(outcome="every file equal"),
        sizes=(100, 1_000, 10_000),
        measure=measure,
    ),
)
