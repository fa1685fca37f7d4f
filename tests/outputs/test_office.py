"""LibreOffice recalculates the workbook: every figure equals the stored one, and it is live."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from carbon.outputs.workbook import write_workbook
from carbon.tender.doubt.assessing import with_doubt
from carbon.tender.folder import assess_folder
from carbon.tender.records import Assessment, LotResult
from tests.outputs import offices
from tests.outputs.generated import LORRY, Figures, assessed, figures
from tests.outputs.rules_tried import RULES, by_points

pytestmark = offices.MARKS
# The longest takes as long as all others; a longer one still is recalculated in test_office_large.
NIGHTLY = "CARBON_FUZZ_EXAMPLES" in os.environ
EXAMPLES = sorted(
    path.parent
    for path in (Path(__file__).resolve().parents[2] / "examples").glob("*/tender.yaml")
    if NIGHTLY or path.parent.name != "grossist-400"
)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_formula_recalculates_to_its_stored_value(
    rich: Assessment, tmp_path: Path, lang: str
) -> None:
    path = tmp_path / "evaluation.xlsx"
    write_workbook(with_doubt(rich), path, lang)
    checked, wrong = offices.differences(path, offices.recalculated(path, tmp_path))
    assert wrong == []
    assert checked > 1000


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_the_examples_recalculate(folder: Path, tmp_path: Path) -> None:
    assessment, _ = assess_folder(folder)
    assert assessment is not None
    path = tmp_path / "evaluation.xlsx"
    write_workbook(with_doubt(assessment), path, "sv")
    checked, wrong = offices.differences(path, offices.recalculated(path, tmp_path))
    assert wrong == []
    assert checked > 500


@pytest.mark.parametrize("rule", RULES, ids=lambda one: one.__name__)
def test_every_rule_recalculates(rule: Callable[[Figures], None], tmp_path: Path) -> None:
    of = figures(16, 5)
    rule(of)
    path = tmp_path / "evaluation.xlsx"
    write_workbook(assessed(of), path, "sv")
    _, wrong = offices.differences(path, offices.recalculated(path, tmp_path))
    assert wrong == []


# A change made in a cell and recalculated is the change made in the tender and computed.


def cell_of(sheet: openpyxl.worksheet.worksheet.Worksheet, header: str, row: int) -> object:
    column = next(c.column for c in sheet[5] if c.value == header)
    return sheet.cell(row=row, column=column)


def row_of(sheet: openpyxl.worksheet.worksheet.Worksheet, **wanted: str) -> int:
    heads = {c.value: c.column - 1 for c in sheet[5]}
    for row in sheet.iter_rows(min_row=6):
        if all(row[heads[name.replace("_", " ")]].value == value for name, value in wanted.items()):
            return int(row[0].row)
    raise LookupError(wanted)


def another_price(of: Figures, book: openpyxl.Workbook) -> None:
    name = of.suppliers[2]
    of.price[name][3] = Decimal("0.5")
    sheet = book["Rader"]
    row = row_of(sheet, Rad="4", Anbudsgivare=name)
    cell_of(sheet, "Pris per enhet, kr", row).value = 0.5


def another_quantity(of: Figures, book: openpyxl.Workbook) -> None:
    of.quantity[0] = Decimal(1_000_000)
    sheet = book["Indata"]
    row = row_of(sheet, Rad_eller_anbudsgivare="1")
    sheet.cell(row=row, column=5).value = 1_000_000


def another_distance(of: Figures, book: openpyxl.Workbook) -> None:
    name = of.suppliers[1]
    of.distance[name] = 9_000.0
    sheet = book["Transportled"]
    heads = {c.value: c.column - 1 for c in sheet[5]}
    for row in sheet.iter_rows(min_row=6):
        if row[heads["Anbudsgivare"]].value == name and row[heads["Led"]].value == 1:
            row[heads["km"]].value = 9_000.0


def another_factor(of: Figures, book: openpyxl.Workbook) -> None:
    of.lorry = 5.432198  # no flow falls on a half, where binary noise decides in the engine
    sheet = book["Faktorer"]
    sheet.cell(row=row_of(sheet, Emissionsfaktor=LORRY), column=3).value = 5.432198


def another_carbon_price(of: Figures, book: openpyxl.Workbook) -> None:
    of.carbon_price = Decimal(45)
    book["Beslut"]["C9"] = 45


CHANGES = [another_price, another_quantity, another_distance, another_factor, another_carbon_price]


@pytest.mark.parametrize("change", CHANGES, ids=lambda one: one.__name__)
def test_a_changed_cell_moves_the_award_as_the_engine_does(
    change: Callable[[Figures, openpyxl.Workbook], None], tmp_path: Path
) -> None:
    of = figures(12, 5)
    before = [one.supplier for one in assessed(of).lots[0].ranking]
    path = tmp_path / "evaluation.xlsx"
    write_workbook(assessed(of), path, "sv")
    book = openpyxl.load_workbook(path)
    change(of, book)
    book.save(path)
    found = offices.recalculated(path, tmp_path)
    result = assessed(of).lots[0]
    assert [one.supplier for one in result.ranking] != before, "the change should move somebody"
    _agree(found["Beslut"], result)


def _agree(sheet: openpyxl.worksheet.worksheet.Worksheet, result: LotResult) -> None:
    """Hold rank, P, E, c·E, J and coverage of every offer against the engine's."""
    rows = {row[1].value: row for row in sheet.iter_rows(min_row=14, max_row=18)}
    for one in result.ranking:
        row = rows[one.supplier]
        shares = (one.coverage_co2e.declared, one.coverage_co2e.default, one.coverage_co2e.proxy)
        sums = (one.price_sek, one.kg_co2e, one.carbon_cost_sek, one.comparison_sum_sek)
        assert row[0].value == one.rank
        for cell, value in zip(row[2:6], sums, strict=True):
            assert offices.same(cell.value, float(value)), cell.coordinate
        for cell, value in zip(row[7:10], shares, strict=True):
            assert cell.value == pytest.approx(float(value), abs=1e-9), cell.coordinate


def test_points_moved_in_the_inputs_move_the_award(tmp_path: Path) -> None:
    of = figures(12, 5)
    by_points(of)
    path = tmp_path / "evaluation.xlsx"
    write_workbook(assessed(of), path, "sv")
    book = openpyxl.load_workbook(path)
    sheet = book["Indata"]
    sheet.cell(row=row_of(sheet, Uppgift="Poäng för pris, högst"), column=5).value = 1
    sheet.cell(row=row_of(sheet, Uppgift="Poäng för klimat, högst"), column=5).value = 99
    book.save(path)
    found = offices.recalculated(path, tmp_path)["Beslut"]
    assert of.points is not None
    of.points = dataclasses.replace(of.points, price_weight=Decimal(1), climate_weight=Decimal(99))
    result = assessed(of).lots[0]
    rows = {row[1].value: row for row in found.iter_rows(min_row=14, max_row=18)}
    assert [rows[one.supplier][0].value for one in result.ranking] == [1, 2, 3, 4, 5]
    assert found["C11"].value == result.ranking[0].supplier
    assert found["B11"].value == "Högst poäng:"
    assert found["C9"].value is None
    assert found["C8"].value == pytest.approx(float(result.carbon_price_sek_per_kg))


def test_another_carbon_price_moves_sums_ranks_and_the_verdict(
    three_offers: Assessment, tmp_path: Path
) -> None:
    path = tmp_path / "evaluation.xlsx"
    write_workbook(three_offers, path, "sv")
    book = openpyxl.load_workbook(path)
    assert book["Beslut"]["C9"].value == 3
    book["Beslut"]["C9"] = 7
    book.save(path)
    sheet = offices.recalculated(path, tmp_path)["Beslut"]
    rows = {r[1].value: [c.value for c in r] for r in sheet.iter_rows(min_row=14, max_row=16)}
    # lou.md §4.2, M1 at c = 7.00 SEK/kg: C wins
    assert [rows[name][0] for name in "ABC"] == [3, 2, 1]
    assert [rows[name][5] for name in "ABC"] == [1_420_000, 1_326_000, 1_290_000]
    assert sheet["C11"].value == "C"
    assert "inte det annonserade" in sheet["B12"].value
