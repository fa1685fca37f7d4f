"""P10: the evaluation workbook of 10 000 offered products against the bare library.

The yardstick is xlsxwriter writing exactly the same cells: every string, number and formula with
its value, read back from our own workbook before it is closed, in sheets whose formulas are not
rewritten either. The ratio is what planning, look-ups and formula texts cost.

Run: python -m benchmarks.workbook [offered products]
"""

from __future__ import annotations

import io
import sys
import time
import tracemalloc
from collections.abc import Callable
from decimal import Decimal

import numpy as np
import xlsxwriter

from carbon.footprint.compute import compute
from carbon.footprint.records import LineInput
from carbon.library.records import Stage
from carbon.outputs.workbook import workbook_bytes
from carbon.tender.records import Assessment, Line, Lot
from tests.outputs import conftest as made

SUPPLIERS = 10
ROUNDS = 3
TARGET = 1.2


def assessment(products: int) -> Assessment:
    """Return a tender of so many offered products from ten suppliers, three legs on each."""
    lines = tuple(
        Line(
            id=f"1/{n}",
            lot="1",
            number=str(n),
            name=f"Vara {n}",
            quantity=Decimal(n + 1) / 2,
            unit="kg",
            product=None,
            requirement="",
            where=f"basket.xlsx!Blad1!{n}",
        )
        for n in range(products // SUPPLIERS)
    )
    lot = Lot(id="1", title="Allt", lines=lines)
    boundary = (Stage.FARM, Stage.PROCESSING, Stage.PACKAGING, Stage.TRANSPORT, Stage.STORAGE)
    tender = made.tender([lot], boundary, "lowest_price")
    kinds = 50
    stages = [stage for stage in boundary if stage is not Stage.TRANSPORT]
    factors = [
        made.factor(f"{stage}/kind-{k}@SE", 0.1 + k / 37, [stage])
        for stage in stages
        for k in range(kinds)
    ]
    legs = [f for f in made._RICH_FACTORS if f.id.startswith("transport/")]
    foods = [
        made.product(f"food-{k}", f"Vara {k}", {s: f"{s}/kind-{k}@SE" for s in stages})
        for k in range(kinds)
    ]
    library = made.library([*factors, *legs], foods)
    inputs, ids = [], {f"Leverantör {n}": [] for n in range(SUPPLIERS)}
    for place, supplier in enumerate(ids):
        chain = (
            made.element(1, "Hedemora", "Falun", km=60.0 + place),
            made.element(2, "Falun", "Falun", km=0.0, hub=True),
            made.element(3, "Falun", "köket", km=42.0, load=900.0),
        )
        for n, line in enumerate(lines):
            id = f"{supplier}/{line.id}"
            ids[supplier].append((id, line))
            inputs.append(
                LineInput(
                    id=id,
                    product=foods[n % kinds],
                    mass_kg_per_unit=1.0,
                    chain=chain,
                    declared=None,
                    where="offers/x.xlsx",
                )
            )
    footprint = compute(made.flow_table(inputs, boundary, library), decimals=6, mode="half_even")
    scores = {
        supplier: [
            made.score(id, supplier, line, f"{10 + place / 7:.4f}", footprint) for id, line in own
        ]
        for place, (supplier, own) in enumerate(ids.items())
    }
    result = made.lot_result(tender, lot, scores, footprint)
    return made.assessment(tender, library, inputs, footprint, [result], [])


def recorded(subject: Assessment) -> list[list[tuple[object, ...]]]:
    """Return every cell of our workbook: sheet by sheet, row, column, kind and content."""
    import openpyxl

    content = workbook_bytes(subject, "sv")
    formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    sheets = []
    for sheet in formulas:
        cells: list[tuple[object, ...]] = []
        rows = zip(sheet.iter_rows(), values[sheet.title].iter_rows(), strict=True)
        for row, (ours, stored) in enumerate(rows):
            for column, (cell, value) in enumerate(zip(ours, stored, strict=True)):
                if cell.value is not None:
                    cells.append((row, column, cell.data_type, cell.value, value.value))
        sheets.append(cells)
    return sheets


class _AsGiven(xlsxwriter.worksheet.Worksheet):
    """The library's own worksheet, formulas not searched for newer functions."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


def yardstick(sheets: list[list[tuple[object, ...]]]) -> bytes:
    """Write the same cells with the library alone, one format, formulas not rewritten."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    style = book.add_format({"border": 1})
    for cells in sheets:
        sheet = book.add_worksheet(None, _AsGiven)
        for row, column, kind, content, value in cells:
            if kind == "f":
                sheet.write_formula(row, column, content, style, value)
            elif kind == "n":
                sheet.write_number(row, column, content, style)
            else:
                sheet.write_string(row, column, content, style)
    book.close()
    return stream.getvalue()


def seconds(work: Callable[[], bytes]) -> float:
    """Return the processor time of one call: neighbours on the machine do not count."""
    start = time.process_time()
    work()
    return time.process_time() - start


def peak_mib(work: Callable[[], bytes]) -> float:
    """Return the largest memory that one call holds of Python's own."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def main() -> None:
    """Measure in turn and print medians and the ratio."""
    products = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    subject = assessment(products)
    cells = recorded(subject)
    ours, bare = [], []
    for _ in range(ROUNDS):
        bare.append(seconds(lambda: yardstick(cells)))
        ours.append(seconds(lambda: workbook_bytes(subject, "sv")))
    count = sum(len(sheet) for sheet in cells)
    formulas = sum(1 for sheet in cells for cell in sheet if cell[2] == "f")
    ratio = float(np.median(ours) / np.median(bare))
    print(f"{products} offered products, {count} cells, {formulas} formulas")
    for name, times, work in (
        ("carbon", ours, lambda: workbook_bytes(subject, "sv")),
        ("xlsxwriter", bare, lambda: yardstick(cells)),
    ):
        print(f"{name:10} {np.median(times):6.2f} s  {peak_mib(work):6.0f} MiB of Python objects")
    print(f"ratio      {ratio:6.2f}    (target <= {TARGET})")


if __name__ == "__main__":
    main()
