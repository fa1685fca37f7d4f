"""R2: LibreOffice computes every formula of the workbook anew and finds the stored value."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from benchmarks.harness.measurement import Aim, Measured, Measurement


def formulas(path: Path) -> int:
    """Return how many formulas a workbook has."""
    import zipfile

    with zipfile.ZipFile(path) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        return sum(parts.read(name).count(b"<f>") for name in sheets)


def measure(products: int, rounds: int) -> Measured:
    """Recalculate the workbook of so many offered products and compare cell by cell."""
    from benchmarks import made_assessment
    from carbon.outputs.workbook import write_workbook
    from tests.outputs import offices

    if offices.SOFFICE is None:
        return Measured(time_s=0.0, note="LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "evaluation.xlsx"
        write_workbook(made_assessment.assessment(products), path, "sv")
        begun = time.perf_counter()
        found = offices.recalculate(path, Path(name))
        time_s = time.perf_counter() - begun
        checked, wrong = _compared(path, found)
    return Measured(
        time_s=time_s,
        holds=checked > 0 and not wrong,
        note=f"{checked:,} formulas, {len(wrong)} differ{': ' + wrong[0] if wrong else ''}; "
        "the time is LibreOffice's",
    )


def _compared(path: Path, recalculated: Path) -> tuple[int, list[str]]:
    import python_calamine

    from tests.outputs import offices

    books = [python_calamine.CalamineWorkbook.from_path(str(one)) for one in (path, recalculated)]
    wrong = []
    for sheet in books[0].sheet_names:
        ours, theirs = (book.get_sheet_by_name(sheet).to_python() for book in books)
        for row, (stored, found) in enumerate(zip(ours, theirs, strict=False), start=1):
            wrong += [
                f"{sheet} {row}:{column}: {one} stored, {other} found"
                for column, (one, other) in enumerate(zip(stored, found, strict=False), start=1)
                if not offices.same(one, other)
            ]
        if len(theirs) < len(ours):
            wrong.append(f"{sheet}: {len(theirs)} rows of {len(ours)}")
    return formulas(path), wrong


MEASUREMENTS = (
    Measurement(
        id="R2",
        what="formulas recalculated by LibreOffice",
        unit="offered products",
        yardstick="stored values",
        aim=Aim(outcome="equal to 1e-9"),
        sizes=(100, 1_000, 10_000),
        measure=measure,
    ),
)
