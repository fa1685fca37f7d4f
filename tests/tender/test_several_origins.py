"""Shares of origin travel from a supplier's cell to the ranking."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from carbon.tender.folder import assess_folder
from carbon.tender.records import Assessment

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "mejeri-och-rotfrukter"
SUPPLIER = "Nordgrossisten Påhitt AB"


def _with_origin(tmp_path: Path, country: str) -> Assessment:
    """Return the example with this text as the country of Nordgrossisten's line 1.3."""
    folder = tmp_path / "tender"
    shutil.copytree(EXAMPLE, folder)
    path = folder / "offers" / "nordgrossisten.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heading = next(row for row in sheet.iter_rows() if "Ursprungsland" in [c.value for c in row])
    names = [cell.value for cell in heading]
    row = next(cell.row for cell in sheet["A"] if cell.value == "1.3")
    sheet.cell(row, names.index("Ursprungsort") + 1).value = None
    sheet.cell(row, names.index("Ursprungsland") + 1).value = country
    book.save(path)
    found, _ = assess_folder(folder)
    assert found is not None
    return found


def _kg(found: Assessment) -> float:
    for lot in found.lots:
        for offer in lot.ranking:
            for line in offer.lines:
                if offer.supplier == SUPPLIER and line.line.number == "1.3":
                    assert line.kg_co2e_per_unit is not None
                    return float(line.kg_co2e_per_unit)
    raise AssertionError("no line 1.3")


def test_two_origins_count_by_their_shares(tmp_path: Path) -> None:
    texts = {"one": "Sverige", "other": "Nederländerna", "both": "SE 60 %, NL 40 %"}
    kg = {name: _kg(_with_origin(tmp_path / name, text)) for name, text in texts.items()}
    assert kg["one"] < kg["other"]
    assert kg["both"] == pytest.approx(0.6 * kg["one"] + 0.4 * kg["other"], abs=2e-5)


def test_shares_beyond_the_whole_are_a_question_at_their_cell(tmp_path: Path) -> None:
    found = _with_origin(tmp_path, "SE 60 %, NL 50 %")
    (wrong,) = [one for one in found.problems if one.code == "origin-share-over"]
    assert wrong.where.startswith("offers/nordgrossisten.xlsx!")
    offers = [offer for lot in found.lots for offer in lot.ranking if offer.supplier == SUPPLIER]
    (dairy,) = [offer for offer in offers if "1.3" in offer.missing_lines]
    assert dairy.rank is None
