"""P3 and P5: reading and checking a large price sheet, against calamine alone.

A workbook of so many rows by 20 Swedish columns. Ours is the whole reader: safety scan, facts and
values in a child process, its start included.
"""

from __future__ import annotations

import datetime
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.harness import sides
from benchmarks.harness.measurement import Aim, Measured, Measurement

HEADINGS = (
    "Anbud", "Leverantör", "Rad", "Produkt", "Mängd", "Enhet", "Ursprung", "Produktionsmetod",
    "Transportslag", "Sträcka km", "Pris", "Valuta", "Leveransdatum", "Artikelnr", "GTIN", "Märke",
    "Förpackning", "Nettovikt kg", "Klimatavtryck", "Anmärkning",
)  # fmt: skip
FOODS = ("Nötfärs", "Morot", "Torskfilé, fryst", "Mellanmjölk", "Potatis", "Gul lök", "Havredryck")


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


def yardstick(rows: int, path: str) -> Callable[[], object]:
    """Read the values of the first sheet with python-calamine."""

    def read() -> int:
        import python_calamine

        return len(
            python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        )

    return read


def ours(rows: int, path: str) -> Callable[[], object]:
    """Read the workbook as every command does."""

    def read() -> int:
        from carbon.intake import files

        book, _ = files.read_workbook(Path(path), "big.xlsx")
        return len(book.sheets[0].rows) if book is not None else 0

    return read


def measure(rows: int, rounds: int) -> Measured:
    """Make a workbook of so many rows and read it both ways."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.xlsx"
        make_workbook(path, rows)
        bare, own = sides.in_turn((yardstick, ours), rows, rounds, str(path))
    if own.found != rows + 1:
        raise SystemExit(f"{own.found} rows were read of {rows + 1}")
    return sides.measured(own.run, bare.run)


def _reading(id: str, aim: Aim, sizes: tuple[int, ...]) -> Measurement:
    return Measurement(
        id=id,
        what="reading .xlsx of 20 columns, safety scan included",
        unit="rows",
        yardstick="python-calamine",
        aim=aim,
        sizes=sizes,
        measure=measure,
        aim_at=sizes[-1],
    )


MEASUREMENTS = (
    _reading("P3", Aim(ratio=1.2), (1_000, 10_000, 100_000)),
    _reading("P5", Aim(ratio=1.5, mib=2560), (10_000, 100_000, 1_000_000)),
)
