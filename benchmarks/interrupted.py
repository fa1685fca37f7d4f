"""R4: a run that is killed, or runs out of room, leaves no half-written file under a final name.

A complete run says how long it takes and what every file is. Then the run is killed at moments
spread over that time, and once it may write no file beyond so many bytes. Whatever then stands
under a final name must be what the complete run wrote.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import large_tender
from benchmarks.harness import command
from benchmarks.harness.measurement import Aim, Measured, Measurement
from benchmarks.same_bytes import contents

SUPPLIERS, LINES = 2, 30
# Python ignores the signal of a file that grows too large and gets an OSError, as on a full disk.
LIMITED = (
    "import resource, sys; limit = int(sys.argv.pop(1));"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit));"
    "from carbon.cli import main; main()"
)
ROOM = 8_000  # bytes: less than any workbook


def measure(kills: int, rounds: int) -> Measured:
    """Kill so many runs, spread over the time that one takes; count what is not whole."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        tender = large_tender.write(root / "tender", LINES, SUPPLIERS)
        out = root / "whole"
        run = command.run([*command.CARBON, "evaluate", str(tender), "--out", str(out)])
        whole = contents(out)
        half, seen = set(), 0
        for number in range(kills):
            place = root / f"killed-{number}"
            _killed(tender, place, run.time_s * (number + 1) / kills)
            found = contents(place) if place.is_dir() else {}
            seen += len(found)
            half |= {file for file in found if file in whole and found[file] != whole[file]}
        full = _no_room(tender, root / "full")
        half |= {file for file in full if file in whole and full[file] != whole[file]}
    return Measured(
        time_s=run.time_s,
        cpu_s=run.cpu_s,
        peak_mib=run.peak_mib,
        holds=bool(whole) and not half,
        note=f"{seen} files stood after {kills} kills, {len(full)} after {ROOM:,} bytes of room; "
        + (f"half written: {', '.join(sorted(half))}" if half else "none half written"),
    )


def _killed(tender: Path, out: Path, after_s: float) -> None:
    arguments = [*command.CARBON, "evaluate", str(tender), "--out", str(out)]
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after_s)
    process.kill()
    process.wait()


def _no_room(tender: Path, out: Path) -> dict[str, bytes]:
    arguments = [str(ROOM), "evaluate", str(tender), "--out", str(out)]
    subprocess.run([sys.executable, "-c", LIMITED, *arguments], capture_output=True, check=False)
    return contents(out) if out.is_dir() else {}


MEASUREMENTS = (
    Measurement(
        id="R4",
        what="a whole run killed, and one without room: what stands under a final name",
        unit="kills",
        yardstick="",
        aim=Aim(outcome="nothing half written"),
        sizes=(3, 30),
        measure=measure,
    ),
)
