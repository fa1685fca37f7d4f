"""How long a workbook of a million rows takes to read, against calamine alone (P5).

    python -m benchmarks.read_million [--rows 1000000] [--rounds 2]

The workbook of benchmarks.read_xlsx with ten times the rows: some 150 MB, made in a temporary
folder. The yardstick is python-calamine's `to_python`; both run in turn, each in a fresh process.
Ours includes the safety scan, the facts and the start of the child.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.read_xlsx import OURS, in_turn, make_workbook, report

TARGET = 1.5


def main() -> None:
    """Make the workbook, run both readers in turn, print the ratios and the peaks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=2)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "million.xlsx"
        make_workbook(path, wanted.rows)
        print(f"{wanted.rows} rows, {path.stat().st_size / 2**20:.0f} MiB")
        report(*in_turn(OURS, path, wanted.rounds), target=TARGET)


if __name__ == "__main__":
    main()
