"""Run every measurement in turn, each in a process of its own: python -m benchmarks."""

from __future__ import annotations

import subprocess
import sys

MEASUREMENTS = {
    "P1 start": "startup",
    "P2 a run of ten offers": "run_tender",
    "P3 reading": "read_xlsx",
    "P4 reading, typed and checked": "read_rows",
    "P5 reading a million rows": "read_million",
    "P7 footprints": "footprint",
    "P8, P9 Monte Carlo": "monte_carlo",
    "P10 the workbook": "workbook",
    "P11 the workbook of 100,000": "workbook_rows",
    "P12, P13 end to end": "workbook_end_to_end",
    "verifying a bundle": "verify",
    "P17 a PDF page": "pdf_page",
    "R3 hostile files": "hostile",
    "loading the library": "load_library",
    "P6 matching names": "match_names",
    "the gold set": "match_gold",
    "road distances": "road_network",
    "the producers' page": "page",
}


def main() -> None:
    for title, module in MEASUREMENTS.items():
        print(f"\n== {title} (benchmarks.{module})", flush=True)
        subprocess.run([sys.executable, "-m", f"benchmarks.{module}"], check=False)


if __name__ == "__main__":
    main()
