"""P2: a complete run of ten offers, workbook, report and result included. Aim: 1.0 s, 120 MiB.

The example's offers are repeated under other names until there are ten. Reported as seconds on the
clock, seconds of processor time (the reading child's too, which neighbours on the machine lengthen
less), as a ratio to `python -c "import click"`, and as peak memory of the process. The package is
compiled first, as an installed one is: where PYTHONDONTWRITEBYTECODE is set, an edited module would
be compiled again in every run.

Run: python -m benchmarks.run_tender
"""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import openpyxl

import carbon

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "mejeri-och-rotfrukter"
CARBON = str(Path(sys.executable).with_name("carbon"))
OFFERS = 10
ROUNDS = 9
SUPPLIER_CELL = "B2"


def ten_offers(folder: Path) -> int:
    """Fill `folder` with the example and copies of its wholesaler; return the number of files."""
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    (folder / "offers" / "anbudssammanstallning.xlsx").unlink()
    present = len(list((folder / "offers").iterdir()))
    for number in range(OFFERS - present):
        book = openpyxl.load_workbook(EXAMPLE / "offers" / "nordgrossisten.xlsx")
        book.active[SUPPLIER_CELL] = f"Kopia {number} Påhitt AB"
        book.save(folder / "offers" / f"kopia-{number}.xlsx")
    return len(list((folder / "offers").iterdir()))


def run(command: Sequence[str]) -> tuple[float, float, float]:
    """Return seconds on the clock, seconds of processor time and peak MiB of one process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    elapsed = time.perf_counter() - start
    return elapsed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    compileall.compile_dir(next(iter(carbon.__path__)), quiet=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "tender"
        count = ten_offers(folder)
        commands = {
            "import click": [sys.executable, "-c", "import click"],
            "carbon evaluate": [CARBON, "evaluate", str(folder), "--out", f"{name}/ut"],
        }
        rounds = [{what: run(command) for what, command in commands.items()} for _ in range(ROUNDS)]
    for what in commands:
        clock, processor, mib = (median(one[what][i] for one in rounds) for i in range(3))
        ratio = median(one[what][0] / one["import click"][0] for one in rounds)
        best = min(one[what][0] for one in rounds)
        print(
            f"{what:16} {clock:6.3f} s (best {best:.3f})  {processor:6.3f} s of processor  "
            f"{ratio:5.1f} x  {mib:5.1f} MiB"
        )
    print(f"{count} offer files")


if __name__ == "__main__":
    main()
