"""How long reading and checking a large price sheet takes, against calamine alone (P3-P5).

    python -m benchmarks.read_xlsx [--rows 100000] [--rounds 5]

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
from pathlib import Path
path = sys.argv[1]
begun = time.perf_counter()
{body}
seconds = time.perf_counter() - begun
try:
    import resource
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    # Not ru_maxrss of the process itself: Linux lets it start at the peak of whoever started it.
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    own = max([int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")] + [0])
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


def in_turn(ours: str, path: Path, rounds: int) -> tuple[list[list[float]], list[list[float]]]:
    """Run the yardstick and our own code in turn, `rounds` times; return what `run` gave."""
    pairs = [(run(YARDSTICK, path), run(ours, path)) for _ in range(rounds)]
    return [plain for plain, _ in pairs], [own for _, own in pairs]


def report(plain: list[list[float]], ours: list[list[float]], target: float) -> None:
    """Print seconds, ratios and peaks. The least ratio is the one least disturbed by others."""
    ratios = sorted(own[0] / alone[0] for alone, own in zip(plain, ours, strict=True))
    seconds, own = statistics.median(p[0] for p in plain), statistics.median(o[0] for o in ours)
    print(f"calamine alone: {seconds:.2f} s, {max(p[1] for p in plain):.0f} MiB")
    print(
        f"carbon:         {own:.2f} s, parent {max(o[1] for o in ours):.0f} MiB, "
        f"child {max(o[2] for o in ours):.0f} MiB, {ours[0][3]:.0f} rows"
    )
    median = statistics.median(ratios)
    print(f"ratio:          {median:.2f} (median of {len(ratios)} pairs; least {ratios[0]:.2f}, "
          f"target {target})")  # fmt: skip


def main() -> None:
    """Make the workbook, run both readers in turn, print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.xlsx"
        make_workbook(path, wanted.rows)
        report(*in_turn(OURS, path, wanted.rounds), target=1.2)


if __name__ == "__main__":
    main()
