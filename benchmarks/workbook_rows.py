"""P11: the workbook of many offered products against sheet XML written by hand.

The yardstick is the least that anybody could do for the same rows: our own row of the sheet of
lines, cut once into text between its numbers, filled in and packed so many times over, with no
plan, no look-up and no value computed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from benchmarks.harness import sides
from benchmarks.harness.measurement import Aim, Measured, Measurement
from benchmarks.workbook import ours

_LINES = "xl/worksheets/sheet4.xml"
_SAMPLE = 1_000
_HEAD = 6  # the rows of the sheet begin below its headings


def row_of_ours() -> str:
    """Return a row of our sheet of lines, its row number as %(row)d."""
    from benchmarks import made_assessment
    from carbon.outputs.workbook import workbook_bytes

    content = workbook_bytes(made_assessment.assessment(_SAMPLE), "sv")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        rows = re.findall(r'<row r="500".*?</row>', parts.read(_LINES).decode())
    text = str(rows[0]).replace("%", "%%")
    return re.sub(r'(?<=[A-Z"(])500(?=[",)*:])', "%(row)d", text)


def yardstick(products: int) -> Callable[[], object]:
    """Write so many rows straight into an archive; the answer is cells and formulas of a row."""
    row = row_of_ours()

    def by_hand() -> list[int]:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as parts, \
                parts.open(_LINES, "w") as to:  # fmt: skip
            for number in range(products):
                to.write((row % {"row": number + _HEAD}).encode())
        return [row.count("<c "), row.count("<f>")]

    return by_hand


def measure(products: int, rounds: int) -> Measured:
    """Write so many rows both ways."""
    plain, own = sides.in_turn((yardstick, ours), products, rounds)
    cells, formulas = plain.found
    return sides.measured(
        own.run,
        plain.run,
        f"{cells} cells a row, {formulas} formulas; {own.before_mib:.0f} MiB before writing; "
        f"{own.found / 2**20:.1f} MiB of workbook",
    )


MEASUREMENTS = (
    Measurement(
        id="P11",
        what="the same workbook, large",
        unit="offered products",
        yardstick="hand-written XML of our rows",
        aim=Aim(ratio=1.5, mib=300),
        sizes=(1_000, 10_000, 100_000),
        measure=measure,
        aim_at=100_000,
    ),
)
