"""P2: a complete run of ten offers, workbook, report and result included. Aim: 1.0 s, 120 MiB.

The example's offers are repeated under other names until there are ten. Reported as seconds, as a
ratio to `python -c "import click"`, and as peak memory of the process.

Run: python -m benchmarks.run_tender
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import openpyxl

from benchmarks.timing import processes

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "mejeri-och-rotfrukter"
CARBON = str(Path(sys.executable).with_name("carbon"))
OFFERS = 10
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


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "tender"
        count = ten_offers(folder)
        measured = processes(
            {
                "import click": [sys.executable, "-c", "import click"],
                "carbon evaluate": [CARBON, "evaluate", str(folder), "--out", f"{name}/ut"],
            }
        )
    yardstick = measured["import click"][0]
    for what, (seconds, mib) in measured.items():
        print(f"{what:16} {seconds:6.3f} s  {seconds / yardstick:5.1f} x  {mib:5.1f} MiB")
    print(f"{count} offer files")


if __name__ == "__main__":
    main()
