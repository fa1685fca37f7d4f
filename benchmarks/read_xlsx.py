"""How long reading and checking a large price sheet takes, against calamine alone (P3-P5).

    python benchmarks/read_xlsx.py [--rows 100000] [--rounds 5]

Makes a workbook of `rows` x 20 Swedish columns in a temporary folder, then runs the yardstick
(python-calamine, values only) and carbon's reader (safety scan, facts, values, in a child process)
in turn, each in a fresh process, and prints the medians. Ours includes the start of the child.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEADINGS = (
    "Anbud", "Leverantör", "Rad", "Produkt", "Mängd", "Enhet", "Ursprung", "Produktionsmetod",
    "Transportslag", "Sträcka km", "Pris", "Valuta", "Leveransdatum", "Artikelnr", "GTIN", "Märke",
    "Förpackning", "Nettovikt kg", "Klimatavtryck", "Anmärkning",
)  # fmt: skip
FOODS = ("Nötfärs", "Morot", "Torskfilé, fryst", "Mellanmjölk", "Potatis", "Gul lök", "Havredryck")

YARDSTICK = """
import python_calamine
book = python_calamine.CalamineWorkbook.from_path(path)
count = len(book.get_sheet_by_index(0).to_python())
"""
OURS = """
from pathlib import Path
from carbon.intake import files
book, problems = files.read_workbook(Path(path), "big.xlsx")
count = len(book.sheets[0].rows)
"""
FRAME = """
import json, sys, time
path = sys.argv[1]
begun = time.perf_counter()
{body}
seconds = time.perf_counter() - begun
try:
    import resource
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
except ImportError:
    own = child = 0
print(json.dumps([seconds, own, child, count]))
"""


def make_workbook(path: Path, rows: int) -> None:
    """Write the workbook: texts, numbers, dates, identifiers with leading zeros, empty cells."""
    import xlsxwriter

    random.seed(1)
    book = xlsxwriter.Workbook(path, {"constant_memory": rows > 200_000})
    sheet, date = book.add_worksheet("Anbud"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, HEADINGS)
    first = datetime.datetime(2026, 1, 1)
    for r in range(1, rows + 1):
        sheet.write_row(r, 0, (f"A-{r:06d}", f"Leverantör {r % 50} AB", r))
        sheet.write_row(r, 3, (f"{FOODS[r % 7]} sort {r % 2500}", random.uniform(1, 2000), "kg"))
        sheet.write_row(r, 6, ("Sverige", "ekologisk", "lastbil", random.randint(5, 2000)))
        sheet.write_row(r, 10, (random.uniform(5, 300), "SEK"))
        sheet.write_datetime(r, 12, first + datetime.timedelta(days=r % 365), date)
        sheet.write_string(r, 13, f"{r:05d}")
        sheet.write_string(r, 14, f"073{r:010d}")
        sheet.write_row(r, 15, (f"Märke {r % 30}", "12 x 414 g", 4.968, random.uniform(0.2, 30)))
    book.close()


def run(body: str, path: Path) -> list[float]:
    """Return seconds, peak MiB of the process, of its child, and the rows of one run."""
    command = [sys.executable, "-c", FRAME.format(body=body), str(path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, check=True, env=environment)
    numbers: list[float] = json.loads(done.stdout)
    return numbers


def main() -> None:
    """Make the workbook, run both readers in turn, print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.xlsx"
        make_workbook(path, wanted.rows)
        pairs = [(run(YARDSTICK, path), run(OURS, path)) for _ in range(wanted.rounds)]
    plain = statistics.median(p[0] for p, _ in pairs)
    ours = statistics.median(o[0] for _, o in pairs)
    ratio = statistics.median(o[0] / p[0] for p, o in pairs)
    print(f"calamine alone: {plain:.2f} s, {pairs[0][0][1]:.0f} MiB")
    print(
        f"carbon:         {ours:.2f} s, parent {pairs[0][1][1]:.0f} MiB, "
        f"child {pairs[0][1][2]:.0f} MiB"
    )
    print(f"ratio:          {ratio:.2f} (median of {wanted.rounds} pairs)")


if __name__ == "__main__":
    main()
