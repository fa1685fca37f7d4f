"""P4: a large price annex from file to typed, checked rows, against calamine alone.

A workbook with the headings of a Swedish price annex. Ours is the safety scan, facts, layout and
typed and validated rows, with the start of the reading child.
"""

from __future__ import annotations

import datetime
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.harness import sides
from benchmarks.harness.measurement import Aim, Measured, Measurement
from benchmarks.read_xlsx import yardstick

HEADINGS = (
    "Position", "Anbudsområde", "Benämning", "Anbudsgivare", "Offererad produkt", "Artikelnr",
    "GTIN", "Varumärke", "Förpackning", "Nettovikt kg", "Enhet", "Volym", "Pris", "Summa",
    "Ekologisk", "Ursprungsland", "Transportslag", "Sträcka km", "Leveransdatum", "Kommentar",
)  # fmt: skip
FOODS = ("Nötfärs", "Morot", "Torskfilé, fryst", "Mellanmjölk", "Potatis", "Gul lök", "Havredryck")
PACKS = (("2 x 2,5 kg", 5.0), ("12x414 g", 4.968), ("6 kg", 6.0), ("24x50 cl", 12.2))
LANDS = ("Sverige", "Danmark", "NL", "Spanien")


def make_workbook(path: Path, rows: int) -> None:
    """Write a price annex: 2,000 lines, 50 suppliers, prices of their own, some cells empty."""
    import xlsxwriter

    draw = random.Random(1)
    book = xlsxwriter.Workbook(path)
    sheet, date = book.add_worksheet("Prisbilaga"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, HEADINGS)
    first = datetime.datetime(2026, 1, 1)
    for r in range(1, rows + 1):
        line, supplier = (r - 1) % 2_000, (r - 1) // 2_000
        food, (pack, weight) = FOODS[line % 7], PACKS[line % 4]
        volume, price = 10 + line * 3, round(draw.uniform(5, 300), 2)
        sheet.write_row(r, 0, (str(line + 1), f"Område {line % 6 + 1}", f"{food} sort {line}"))
        sheet.write_row(r, 3, (f"Leverantör {supplier} AB", f"{food} sort {line} {pack}"))
        sheet.write_string(r, 5, f"{r:06d}")
        sheet.write_string(r, 6, _gtin(r))
        sheet.write_row(r, 7, (f"Märke {r % 30}", pack, weight, "frp", volume, price))
        sheet.write_row(r, 13, (round(volume * price, 2), "ja" if r % 4 else "nej"))
        sheet.write_row(r, 15, (LANDS[r % 4], "lastbil", draw.randint(5, 2_000)))
        sheet.write_datetime(r, 18, first + datetime.timedelta(days=r % 365), date)
        if r % 10 == 0:
            sheet.write_string(r, 19, "Säsong")
    book.close()


def _gtin(number: int) -> str:
    digits = f"073{number:09d}"
    weighted = sum(int(d) * (3 if n % 2 else 1) for n, d in enumerate(digits))
    return f"{digits}{-weighted % 10}"


def ours(rows: int, path: str) -> Callable[[], object]:
    """Read the annex to typed rows."""

    def read() -> int:
        from carbon.intake import reading

        return reading.read_file(Path(path), name="annex.xlsx").good_rows

    return read


def measure(rows: int, rounds: int) -> Measured:
    """Make an annex of so many rows and read it both ways."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "annex.xlsx"
        make_workbook(path, rows)
        bare, own = sides.in_turn((yardstick, ours), rows, rounds, str(path))
    return sides.measured(own.run, bare.run, f"{own.found:,} good rows")


MEASUREMENTS = (
    Measurement(
        id="P4",
        what="the same, rows typed and checked",
        unit="rows",
        yardstick="python-calamine",
        aim=Aim(ratio=2.0, mib=400),
        sizes=(1_000, 10_000, 100_000),
        measure=measure,
        aim_at=100_000,
    ),
)
