"""P2: a complete run of ten offers, workbook, report, result and bundle included, no PDF.

The example's offers are repeated under other names until there are as many as asked for.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.harness import command
from benchmarks.harness.measurement import Aim, Measured, Measurement
from benchmarks.harness.sides import measured

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "mejeri-och-rotfrukter"
SUPPLIER_CELL = "B2"


def write(folder: Path, offers: int) -> None:
    """Fill `folder` with the example and copies of its wholesaler."""
    import openpyxl

    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    (folder / "offers" / "anbudssammanstallning.xlsx").unlink()
    present = len(list((folder / "offers").iterdir()))
    for number in range(offers - present):
        book = openpyxl.load_workbook(EXAMPLE / "offers" / "nordgrossisten.xlsx")
        book.worksheets[0][SUPPLIER_CELL] = f"Kopia {number} Påhitt AB"
        book.save(folder / "offers" / f"kopia-{number}.xlsx")


def measure(offers: int, rounds: int) -> Measured:
    """Evaluate a folder of so many offer files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "tender"
        write(folder, offers)
        evaluate = [*command.CARBON, "evaluate", str(folder), "--out", f"{name}/ut"]
        command.run(evaluate)  # so that the library is kept, as after a first run
        plain, ours = command.in_turn([[sys.executable, "-c", "import click"], evaluate], rounds)
        files = len(list((folder / "offers").iterdir()))
    if ours.exit_code not in (0, 1):
        raise SystemExit(f"carbon evaluate ended with {ours.exit_code}")
    return measured(ours, plain, f"{files} files")


MEASUREMENTS = (
    Measurement(
        id="P2",
        what="a whole run: workbook, report, result and bundle",
        unit="offers",
        yardstick="`import click`",
        aim=Aim(seconds=1.0, mib=120),
        sizes=(10, 100),
        measure=measure,
        aim_at=10,
    ),
)
