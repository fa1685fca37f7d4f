"""P10: the evaluation workbook of offered products against the bare library.

The yardstick is xlsxwriter writing exactly the same cells: every string, number and formula with
its value, read back from our own workbook, in sheets whose formulas are not rewritten either. The
ratio is what planning, look-ups and formula texts cost.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

import xlsxwriter

from benchmarks.harness import sides
from benchmarks.harness.measurement import Aim, Measured, Measurement

if TYPE_CHECKING:
    from carbon.tender.records import Assessment


def recorded(subject: Assessment) -> list[list[tuple[object, ...]]]:
    """Return every cell of our workbook: sheet by sheet, row, column, kind and content."""
    import openpyxl

    from carbon.outputs.workbook import workbook_bytes

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


def bare(sheets: list[list[tuple[object, ...]]]) -> bytes:
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


def yardstick(products: int) -> Callable[[], object]:
    """Write the cells of our workbook with the library alone."""
    from benchmarks import made_assessment

    sheets = recorded(made_assessment.assessment(products))
    return lambda: len(bare(sheets))


def ours(products: int) -> Callable[[], object]:
    """Write our workbook."""
    from benchmarks import made_assessment
    from carbon.outputs.workbook import workbook_bytes

    subject = made_assessment.assessment(products)
    return lambda: len(workbook_bytes(subject, "sv"))


def measure(products: int, rounds: int) -> Measured:
    """Write the workbook of so many offered products both ways."""
    plain, own = sides.in_turn((yardstick, ours), products, rounds)
    return sides.measured(own.run, plain.run, f"{own.before_mib:.0f} MiB before writing")


MEASUREMENTS = (
    Measurement(
        id="P10",
        what="the evaluation workbook",
        unit="offered products",
        yardstick="xlsxwriter, the same cells",
        aim=Aim(ratio=1.2),
        sizes=(100, 1_000, 10_000),
        measure=measure,
        aim_at=10_000,
    ),
)
