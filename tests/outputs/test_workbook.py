"""The workbook: live formulas with stored values, text that stays text, the same bytes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from carbon import problems
from carbon.outputs import terms
from carbon.outputs.workbook import workbook_bytes, write_workbook
from carbon.tender.records import Assessment

SHEETS = [
    *("Beslut", "Indata", "Anbud", "Rader", "Transportled", "Faktorer", "Känslighet"),
    *("Anmärkningar", "Metod", "Revision"),
]


def opened(assessment: Assessment, *, values: bool = False, lang: str = "sv") -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes(assessment, lang)), data_only=values)


def cells(book: Workbook) -> list[object]:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


def table(book: Workbook, sheet: str) -> dict[str, int]:
    """Return the columns of a sheet by header."""
    return {str(c.value): c.column for c in book[sheet][5] if c.value is not None}


def test_sheets_stand_in_the_announced_order_in_the_readers_language(
    three_offers: Assessment,
) -> None:
    assert opened(three_offers).sheetnames == SHEETS
    english = [
        *("Decision", "Inputs", "Offers", "Lines", "Legs", "Factors", "Sensitivity"),
        *("Problems", "Method", "Audit"),
    ]
    assert opened(three_offers, lang="en").sheetnames == english


def test_the_worked_tenders_show_the_sums_ranks_and_switch_prices_of_the_method(
    three_offers: Assessment,
) -> None:
    # lou.md §4.2, M1 at c = 3.00 SEK/kg
    sheet = opened(three_offers, values=True)["Beslut"]
    rows = {r[1].value: [c.value for c in r] for r in sheet.iter_rows(min_row=14, max_row=16)}
    assert [rows[name][0] for name in "BAC"] == [1, 2, 3]
    assert [rows[name][5] for name in "BAC"] == [1_174_000, 1_180_000, 1_210_000]
    assert rows["A"][4] == 180_000
    prices = {
        frozenset((r[1].value, r[2].value)): r[4].value
        for r in sheet.iter_rows(min_row=17)
        if isinstance(r[4].value, float)
    }
    assert prices[frozenset("AB")] == pytest.approx(2.727273)
    assert prices[frozenset("AC")] == pytest.approx(3.75)
    assert prices[frozenset("BC")] == pytest.approx(5.0)


def test_every_figure_that_is_a_result_is_a_formula(rich: Assessment) -> None:
    book = opened(rich)
    offers = table(book, "Anbud")
    lines = table(book, "Rader")
    expected = [("Anbud", range(6, 6 + 12), column) for column in range(6, max(offers.values()))]
    expected += [
        ("Rader", range(6, 36), lines[name])
        for name in ("Pris, kr", "kg CO2e per enhet", "kg CO2e per år", "schablon")
    ]
    for sheet, rows, column in expected:
        for row in rows:
            cell = book[sheet].cell(row=row, column=column)
            assert cell.data_type in ("f", "s"), f"{sheet}!{cell.coordinate} is a bare number"
            if cell.data_type == "s":
                assert cell.value in ("saknas", "i annat steg")


def test_no_total_of_an_incomplete_offer_is_shown(rich: Assessment) -> None:
    sheet = opened(rich)["Anbud"]
    row = next(r for r in sheet.iter_rows(min_row=6) if "1.2" in str(r[4].value))
    assert {cell.value for cell in row[5:]} == {"saknas"}


def test_names_that_look_like_formulas_stay_text(rich: Assessment) -> None:
    book = opened(rich)
    names = [c for c in cells(book) if str(c.value).startswith("=1+1")]
    assert names
    assert {c.data_type for c in book["Anbud"]["D"][5:]} == {"s"}
    # openpyxl reads a text cell that starts with = back as text only when it was stored as text
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(rich, "sv"))) as parts:
        formulas = parts.read("xl/worksheets/sheet4.xml").decode()
        shared = parts.read("xl/sharedStrings.xml").decode()
    assert "<f>1+1" not in formulas
    assert "HYPERLINK" not in formulas
    assert "=1+1" in shared
    assert "&lt;script&gt;" in shared


def test_text_that_looks_like_the_writers_own_markup_is_escaped() -> None:
    # xlsxwriter passes a string <r>...</r> on as ready-made XML
    assert not terms.cell_text("<r><t>x</t></r>").startswith("<r>")
    assert terms.cell_text("#REF!") == " #REF!"
    assert "\u202e" not in terms.cell_text("a\u202eb")
    assert len(terms.cell_text("Å" * 31_000)) == terms.TEXT_LIMIT


def test_the_workbook_has_no_link_macro_or_outside_reference(rich: Assessment) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(rich, "sv"))) as parts:
        names = parts.namelist()
        text = "".join(parts.read(name).decode() for name in names if name.endswith(".rels"))
    assert not [name for name in names if "external" in name.lower() or "vba" in name.lower()]
    assert "TargetMode" not in text


def test_two_runs_give_the_same_bytes(rich: Assessment, tmp_path: Path) -> None:
    write_workbook(rich, tmp_path / "a.xlsx", "sv")
    write_workbook(rich, tmp_path / "b.xlsx", "sv")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_every_factor_used_stands_once_with_its_source(rich: Assessment) -> None:
    book = opened(rich)
    keys = [row[0].value for row in book["Faktorer"].iter_rows(min_row=6)]
    assert len(keys) == len(set(keys)) == len(rich.footprint.flows.factors)
    assert not [key for key in keys if "*" in key]
    heads = table(book, "Faktorer")
    assert book["Faktorer"].cell(row=6, column=heads["Källa"]).value == "Påhittad källa för prov"


def test_stages_add_up_to_the_total_of_every_offer(rich: Assessment) -> None:
    for result in rich.lots:
        for offer in result.ranking:
            if offer.kg_co2e is not None:
                assert sum(offer.stage_kg.values()) == offer.kg_co2e


def test_an_assessment_without_any_line_still_gives_a_workbook(
    three_offers: Assessment,
) -> None:
    import dataclasses

    empty = dataclasses.replace(three_offers, lots=())
    assert opened(empty).sheetnames == SHEETS


@given(st.text(max_size=30), st.integers(1, 20))
def test_the_short_way_shows_the_same_text_as_the_long_one(text: str, limit: int) -> None:
    assert terms.shown(text, limit) == problems.shorten(text, limit)


def test_sheets_are_protected_without_a_password_and_figures_read_are_free_to_change(
    rich: Assessment,
) -> None:
    book = opened(rich)
    for sheet in book:
        assert sheet.protection.sheet
        assert sheet.protection.password in (None, "")
    lines, legs = table(book, "Rader"), table(book, "Transportled")
    free = [
        book["Beslut"]["C9"],
        book["Indata"]["E6"],
        book["Faktorer"]["C6"],
        book["Känslighet"]["C4"],
        book["Rader"].cell(row=6, column=lines["Pris per enhet, kr"]),
        book["Rader"].cell(row=6, column=lines["kg per enhet"]),
        book["Transportled"].cell(row=7, column=legs["km"]),
    ]
    assert [cell.coordinate for cell in free if cell.protection.locked] == []
    locked = [cell for cell in cells(book) if cell.data_type == "f" and not cell.protection.locked]
    assert locked == []


def test_an_announced_quantity_stands_once_for_all_offers(rich: Assessment) -> None:
    book = opened(rich)
    column = table(book, "Rader")["Mängd per år"]
    quantities = [book["Rader"].cell(row=row, column=column) for row in range(6, 36)]
    assert {cell.data_type for cell in quantities} == {"f"}
    assert len({cell.value for cell in quantities}) == 5  # lines, not offers times lines


def test_goods_that_travel_alike_share_their_legs_and_the_sheet_says_which(
    three_offers: Assessment,
) -> None:
    from tests.outputs.generated import assessed, figures

    of = figures(12, 2)
    of.unit = [("kg", 1.0)] * 12
    sheet = opened(assessed(of))["Transportled"]
    rows = [row for row in sheet.iter_rows(min_row=6) if row[0].value is not None]
    assert len(rows) == 2 * 3  # three legs of each supplier, not of each of its twelve lines
    assert rows[0][0].value == ", ".join(str(number) for number in range(1, 13))


def test_the_audit_sheet_names_every_file_with_its_hash(three_offers: Assessment) -> None:
    hashes = {"tender.yaml": "a" * 64, "offers/A.xlsx": "b" * 64}
    stream = io.BytesIO(workbook_bytes(three_offers, "sv", hashes))
    found = {
        row[0].value: row[1].value
        for row in openpyxl.load_workbook(stream)["Revision"].iter_rows(max_col=2)
    }
    assert hashes.items() <= found.items()
    assert found["Metodpaketets fingeravtryck (SHA-256)"] == three_offers.pack_sha256


def test_every_sheet_fits_its_page_and_repeats_its_head(rich: Assessment) -> None:
    for sheet in opened(rich):
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.oddHeader.left.text is not None
        assert "&P" in str(sheet.oddFooter.right.text) or "&P" in str(sheet.HeaderFooter)
    for name in ("Indata", "Anbud", "Rader", "Transportled", "Faktorer", "Känslighet"):
        assert opened(rich)[name].print_title_rows is not None
        assert opened(rich)[name].freeze_panes is not None
