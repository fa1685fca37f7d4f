"""LibreOffice recalculates a tender of a thousand lines and ten offers; minutes, so by itself."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import python_calamine

from carbon.outputs.workbook import write_workbook
from tests.outputs import offices
from tests.outputs.generated import assessed, figures

pytestmark = offices.MARKS


def values(path: Path) -> dict[str, list[list[object]]]:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def formulas(path: Path) -> int:
    with zipfile.ZipFile(path) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        return sum(len(re.findall(rb"<f>", parts.read(name))) for name in sheets)


def test_a_thousand_lines_of_ten_offers_recalculate_to_every_stored_value(tmp_path: Path) -> None:
    path = tmp_path / "evaluation.xlsx"
    write_workbook(assessed(figures(1000, 10)), path, "sv")
    assert formulas(path) > 250_000
    ours, theirs = values(path), values(offices.recalculate(path, tmp_path))
    wrong = [
        f"{sheet} {row + 1}:{column + 1}: {stored} stored, {found} recalculated"
        for sheet, rows in ours.items()
        for row, cells in enumerate(rows)
        for column, stored in enumerate(cells)
        if not offices.same(stored, found := theirs[sheet][row][column])
    ]
    assert wrong == []
