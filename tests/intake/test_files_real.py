"""Real files from strangers: each is read, with the facts that its README states, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbon.intake.files import Outcome, read_workbook, read_workbooks
from carbon.intake.records import ErrorCell, Sheet, Workbook

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "real-inputs"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the data folder ../shared is absent"),
]
FILES = sorted(
    path
    for path in FOLDER.rglob("*")
    if path.suffix in {".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv"}
    and path.name != "MANIFEST.csv"
)


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Outcome]:
    """Return what became of every real table."""
    found = read_workbooks((path, path.name) for path in FILES)
    return {path.name: outcome for path, outcome in zip(FILES, found, strict=True)}


def _book(outcomes: dict[str, Outcome], name: str) -> Workbook:
    workbook, problems = outcomes[name]
    assert workbook is not None, problems
    return workbook


def _sheet(outcomes: dict[str, Outcome], name: str, sheet: str) -> Sheet:
    return next(s for s in _book(outcomes, name).sheets if s.name == sheet)


def test_every_real_table_is_read(outcomes: dict[str, Outcome]) -> None:
    assert [name for name, (workbook, _) in outcomes.items() if workbook is None] == []


def test_nineteen_thousand_merged_ranges_arrive(outcomes: dict[str, Outcome]) -> None:
    (sheet,) = _book(outcomes, "district_usage_by_item_2019-2020.xlsx").sheets
    assert len(sheet.merged) == 19272
    assert len(sheet.rows) == 9653


def test_broken_references_are_error_cells(outcomes: dict[str, Outcome]) -> None:
    name = "frozen_price_list_hidden_sheets_formulas.xlsx"
    rows = _sheet(outcomes, name, "CATEGORY A").rows
    # 900 among the items, as the README says, and 70 more around them (counted with openpyxl).
    assert sum(v == ErrorCell("#REF!") for row in rows for v in row) == 970
    assert [s.hidden for s in _book(outcomes, name).sheets].count(True) == 4
    assert "external-links" in {p.code for p in outcomes[name][1]}


def test_hidden_rows_and_columns_are_known(outcomes: dict[str, Outcome]) -> None:
    (bread,) = _book(outcomes, "bread_bid_202223-5_tabulation.xlsx").sheets
    assert bread.hidden_rows == frozenset(range(9, 19))
    assert bread.hidden_columns == {14, 15, 16}
    assert len(bread.merged) == 10
    assert bread.formulas == 14


def test_a_used_range_that_begins_at_a10_keeps_its_place(outcomes: dict[str, Outcome]) -> None:
    name = "bian-anal-mca-2005-dols-eng-1011-0312-tab3.xlsm"
    (sheet,) = _book(outcomes, name).sheets
    assert sheet.first_row == 10
    assert str(sheet.rows[0][1]).startswith("Bi-annual analysis")


def test_identifiers_keep_their_leading_zeros(outcomes: dict[str, Outcome]) -> None:
    (sheet,) = _book(outcomes, "bread_bid_201819-19_tabulation.xlsx").sheets
    assert "02156" in [value for row in sheet.rows for value in row]


def test_line_ends_of_old_machines_and_utf_16_are_read(outcomes: dict[str, Outcome]) -> None:
    (glb,) = _book(outcomes, "mixedGLB.csv").sheets
    assert ["1880"] in [row[:1] for row in glb.rows]
    (utf16,) = _book(outcomes, "utf-16le_encoded.csv").sheets
    assert len(utf16.rows) == 328
    assert str(utf16.rows[0][0]) == "Organisation_code"


def test_headings_come_out_right_in_every_encoding(outcomes: dict[str, Outcome]) -> None:
    for codec in ("iso-8859-1", "utf-16"):
        (sheet,) = _book(outcomes, f"diagnostics_simple_good_encoding_{codec}.csv").sheets
        assert "modèle_économique" in [v for row in sheet.rows for v in row]


def test_notices_and_messages_that_are_no_offers_are_refused_in_one_sentence() -> None:
    refused = {"trade-message-unknown", "file-not-workbook"}
    for path in (*FOLDER.rglob("*.xml"), *FOLDER.rglob("*.json")):
        workbook, problems = read_workbook(path, path.name)
        if workbook is None:
            assert [p.code in refused for p in problems] == [True], path.name
        else:
            assert path.parent.name in ("ubl-catalogue", "gdsn-gs1"), path.name
