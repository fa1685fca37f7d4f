"""P11: the workbook of 100,000 offered products against sheet XML written by hand.

The yardstick is the least that anybody could do for the same rows: our own row of the sheet of
lines, cut once into text between its numbers, filled in and packed 100,000 times over, with no
plan, no look-up and no value computed. Each side is a process of its own; seconds of the processor.

Run: python -m benchmarks.workbook_rows [offered products]
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import time
import zipfile

from benchmarks.timing import peak_mib
from benchmarks.workbook import assessment
from carbon.outputs.workbook import workbook_bytes

TARGET, MIB = 1.5, 300
_LINES = "xl/worksheets/sheet4.xml"
_SAMPLE = 1_000


def row_of_ours() -> str:
    """Return a row of our sheet of lines, its row number as %(row)d."""
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(assessment(_SAMPLE), "sv"))) as parts:
        rows = re.findall(r'<row r="500".*?</row>', parts.read(_LINES).decode())
    text = str(rows[0]).replace("%", "%%")
    return re.sub(r'(?<=[A-Z"(])500(?=[",)*:])', "%(row)d", text)


def by_hand(row: str, products: int) -> int:
    """Write so many rows straight into an archive; return its size."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as parts, parts.open(_LINES, "w") as to:
        for number in range(products):
            to.write((row % {"row": number + 6}).encode())
    return len(stream.getvalue())


def ours(products: int) -> None:
    """Write our workbook, and tell what the data alone took of memory."""
    subject = assessment(products)
    before = peak_mib()
    start = time.process_time()
    size = len(workbook_bytes(subject, "sv"))
    seconds = time.process_time() - start
    print(f"{seconds:.2f} {peak_mib():.0f} {before:.0f} {size / 2**20:.1f}")


def main() -> None:
    if sys.argv[1:2] == ["ours"]:
        ours(int(sys.argv[2]))
        return
    products = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    command = [sys.executable, "-m", "benchmarks.workbook_rows", "ours", str(products)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    seconds, peak, before, size = map(float, told)
    row = row_of_ours()
    start = time.process_time()
    by_hand(row, products)
    bare = time.process_time() - start
    print(
        f"{products} offered products, {row.count('<c ')} cells a row, {row.count('<f>')} formulas"
    )
    print(
        f"carbon   {seconds:6.1f} s  {peak:5.0f} MiB, of which {before:.0f} before writing; ",
        end="",
    )
    print(f"{size:.1f} MiB of workbook")
    print(f"by hand  {bare:6.1f} s   ratio {seconds / bare:.1f} (target <= {TARGET}, <= {MIB} MiB)")


if __name__ == "__main__":
    main()
