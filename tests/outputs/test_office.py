"""LibreOffice recalculates the workbook: every figure equals the stored one, and it is live."""

from __future__ import annotations

import math
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from carbon.outputs.workbook import write_workbook
from carbon.tender.records import Assessment

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed"),
]

# "Recalculate always" on loading; stored values would otherwise be shown unchecked.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def recalculated(path: Path, folder: Path) -> openpyxl.Workbook:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    out = folder / "recalculated"
    subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(out),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return openpyxl.load_workbook(out / path.name, data_only=True)


def same(stored: object, found: object) -> bool:
    if isinstance(stored, int | float) and isinstance(found, int | float):
        return math.isclose(stored, found, rel_tol=1e-9, abs_tol=0.0)
    return (stored or "") == (found or "")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_formula_recalculates_to_its_stored_value(
    rich: Assessment, tmp_path: Path, lang: str
) -> None:
    path = tmp_path / "evaluation.xlsx"
    write_workbook(rich, path, lang)
    formulas = openpyxl.load_workbook(path)
    stored = openpyxl.load_workbook(path, data_only=True)
    found = recalculated(path, tmp_path)
    checked = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                ours = stored[sheet.title][cell.coordinate].value
                theirs = found[sheet.title][cell.coordinate].value
                place = f"{sheet.title}!{cell.coordinate} {cell.value}"
                assert not str(theirs).startswith("#"), place
                assert same(ours, theirs), f"{place}: {ours} stored, {theirs} recalculated"
                checked += 1
    assert checked > 1000


def test_another_carbon_price_moves_sums_ranks_and_the_verdict(
    three_offers: Assessment, tmp_path: Path
) -> None:
    path = tmp_path / "evaluation.xlsx"
    write_workbook(three_offers, path, "sv")
    book = openpyxl.load_workbook(path)
    assert book["Beslut"]["C9"].value == 3
    book["Beslut"]["C9"] = 7
    book.save(path)
    sheet = recalculated(path, tmp_path)["Beslut"]
    rows = {r[1].value: [c.value for c in r] for r in sheet.iter_rows(min_row=14, max_row=16)}
    # lou.md §4.2, M1 at c = 7.00 SEK/kg: C wins
    assert [rows[name][0] for name in "ABC"] == [3, 2, 1]
    assert [rows[name][5] for name in "ABC"] == [1_420_000, 1_326_000, 1_290_000]
    assert sheet["C11"].value == "C"
    assert "inte det annonserade" in sheet["B12"].value


def test_longer_transport_and_a_higher_factor_move_the_footprint(
    rich: Assessment, tmp_path: Path
) -> None:
    path = tmp_path / "evaluation.xlsx"
    write_workbook(rich, path, "sv")
    before = openpyxl.load_workbook(path, data_only=True)["Anbud"]["G6"].value
    book = openpyxl.load_workbook(path)
    km = next(c.column for c in book["Transportled"][5] if c.value == "km")
    book["Transportled"].cell(row=7, column=km).value *= 10
    book.save(path)
    after = recalculated(path, tmp_path)["Anbud"]["G6"].value
    assert after > before
