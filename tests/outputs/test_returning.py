"""A workbook handed back: the same but for status column and comments, and read the same."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from carbon.intake import layouts, reading
from carbon.intake.reading import Reading
from carbon.outputs import returncells, returning
from carbon.outputs.returncells import StatusColumn
from carbon.problems import UsageError

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
SCHOOLS = SHARED / "real-inputs" / "tenders-us-school-districts"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the folder ../shared is absent")
HEADING = "Status vid inläsning (carbon)"

HEADINGS = ("Position", "Benämning", "Offererad produkt", "Enhet", "Pris")
ROWS = (
    ("1", "Potatis", "=cmd|' /C calc'!A1", "kg", 10),
    ("2", "Morot", "Morot klass 1", "kg", "tio"),
    ("3", "Lök", "-", "kg", "ej anbud"),
    ("4", "Kål", "@SUM(1+1)", "kg", 7),
)


def written(path: Path, *, formula: bool = True) -> Path:
    """Write a price annex in which the last price is a formula, whose value is 7."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    sheet = book.add_worksheet("Pris")
    sheet.write_row(0, 0, ("Anbudsgivare: Alfa AB",))
    sheet.write_row(1, 0, HEADINGS)
    for number, row in enumerate(ROWS, 2):
        sheet.write_row(number, 0, row)
    if formula:
        sheet.write_formula(5, 4, "=3+4", None, 7)
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.write_comment(2, 0, "kvar")
    sheet.insert_textbox(8, 1, "en ruta")
    book.add_worksheet("Dolt").hide()
    book.close()
    return path


def returned(file: Path, out: Path) -> tuple[Reading, list[str]]:
    read = reading.read_file(file)
    made, problems = returning.give_back(file, read, layouts.known(), out, "sv")
    assert made is not None, problems
    return read, [one.code for one in problems]


def same(before: Reading, after: Reading) -> bool:
    pairs = zip(before.tables, after.tables, strict=True)
    return before.mass_kg == after.mass_kg and all(
        (a.rows, a.values, a.usable, a.no_bid) == (b.rows, b.values, b.usable, b.no_bid)
        for a, b in pairs
    )


def test_each_row_gets_its_status_and_the_cell_in_question_its_comment(tmp_path: Path) -> None:
    returned(written(tmp_path / "a.xlsx"), tmp_path / "b.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")["Pris"]
    status = [sheet.cell(row, 6).value for row in range(1, 7)]
    assert status[:3] == [None, HEADING, "OK"]
    assert str(status[3]).startswith("Fråga: ")
    assert status[4:] == ["Ej anbud", "OK"]
    assert "[number-unreadable]" in sheet["E4"].comment.text
    assert sheet["A3"].comment.text == "kvar"


def test_reading_it_again_gives_the_same_and_says_that_our_column_was_passed_over(
    tmp_path: Path,
) -> None:
    before, _ = returned(written(tmp_path / "a.xlsx"), tmp_path / "b.xlsx")
    after = reading.read_file(tmp_path / "b.xlsx", name="a.xlsx")
    assert same(before, after)
    codes = {one.code for one in after.problems} - {one.code for one in before.problems}
    assert codes == {"status-column-passed-over"}


def test_nothing_but_the_sheet_and_its_comments_is_another_part(tmp_path: Path) -> None:
    returned(written(tmp_path / "a.xlsx"), tmp_path / "b.xlsx")
    old, new = zipfile.ZipFile(tmp_path / "a.xlsx"), zipfile.ZipFile(tmp_path / "b.xlsx")
    assert old.namelist() == new.namelist()
    touched = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert touched == {
        "xl/worksheets/sheet1.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }


def test_a_formula_keeps_its_value_and_a_hidden_row_stays_hidden(tmp_path: Path) -> None:
    returned(written(tmp_path / "a.xlsx"), tmp_path / "b.xlsx")
    stored = openpyxl.load_workbook(tmp_path / "b.xlsx", data_only=True)
    formulas = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert stored["Pris"]["E6"].value == 7
    assert formulas["Pris"]["E6"].value == "=3+4"
    assert formulas["Pris"].row_dimensions[4].hidden
    assert formulas["Dolt"].sheet_state == "hidden"


def test_a_second_return_is_the_first_one_again(tmp_path: Path) -> None:
    returned(written(tmp_path / "a.xlsx"), tmp_path / "b.xlsx")
    returned(tmp_path / "b.xlsx", tmp_path / "c.xlsx")
    assert (tmp_path / "b.xlsx").read_bytes() == (tmp_path / "c.xlsx").read_bytes()


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    file = written(tmp_path / "a.xlsx")
    returned(file, tmp_path / "b.xlsx")
    returned(file, tmp_path / "c.xlsx")
    assert (tmp_path / "b.xlsx").read_bytes() == (tmp_path / "c.xlsx").read_bytes()


def test_no_text_of_ours_or_theirs_becomes_a_formula(tmp_path: Path) -> None:
    returned(written(tmp_path / "a.xlsx", formula=False), tmp_path / "b.xlsx")
    xml = zipfile.ZipFile(tmp_path / "b.xlsx").read("xl/worksheets/sheet1.xml")
    assert not re.search(rb"<f[ >/]", xml)


def test_a_csv_comes_back_as_a_workbook_with_its_texts_as_texts(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    lines = [";".join(HEADINGS), *(";".join(map(str, row)) for row in ROWS), "5;för;få"]
    file.write_text("\n".join(lines), encoding="utf-8")
    before, codes = returned(file, tmp_path / "b.xlsx")
    assert same(before, reading.read_file(tmp_path / "b.xlsx", name="a.csv"))
    assert codes == ["return-new-workbook", "return-rows-beside"]
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx").active
    assert sheet is not None
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("=cmd|' /C calc'!A1", "s")
    # The row that lacks cells stands beside the table, behind the column of the status.
    assert [cell.value for cell in sheet[6]][5:] == [sheet["F6"].value, "5", "för", "få"]


def test_a_supplier_called_as_its_file_keeps_the_name_under_any_other_file_name(
    tmp_path: Path,
) -> None:
    file = tmp_path / "Alfa; Beta: AB.csv"
    file.write_text("\n".join(";".join(map(str, row)) for row in (HEADINGS, *ROWS)), "utf-8")
    before, _ = returned(file, tmp_path / "b.xlsx")
    after, _ = returned(tmp_path / "b.xlsx", tmp_path / "c.xlsx")
    assert before.tables[0].column("supplier")[0] == "Alfa; Beta: AB"
    assert same(before, after)
    assert same(before, reading.read_file(tmp_path / "c.xlsx"))
    returned(tmp_path / "c.xlsx", tmp_path / "d.xlsx")
    assert (tmp_path / "c.xlsx").read_bytes() == (tmp_path / "d.xlsx").read_bytes()
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx").active
    assert sheet is not None
    assert sheet["F1"].value == "Status vid inläsning (carbon), anbudsgivare: Alfa; Beta: AB"


def test_a_supplier_that_the_sheet_names_is_not_in_our_heading(tmp_path: Path) -> None:
    returned(written(tmp_path / "a.xlsx"), tmp_path / "b.xlsx")
    assert openpyxl.load_workbook(tmp_path / "b.xlsx")["Pris"]["F2"].value == HEADING


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_nothing_is_written_over(name: str, tmp_path: Path) -> None:
    file = written(tmp_path / "a.xlsx")
    with pytest.raises(UsageError):
        returning.check_name(file, tmp_path / name)


def test_a_row_of_figures_is_the_same_total_with_a_status_beside_it(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("Position", "Benämning", "Enhet", "Pris", "Antal", "Summa"))
    sheet.write_row(1, 0, ("1", "Potatis", "kg", 10, 2, 20))
    sheet.write_row(2, 0, (None, None, None, None, 2, 20))
    book.close()
    before, _ = returned(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    after = reading.read_file(tmp_path / "b.xlsx", name="a.xlsx")
    assert before.tables[0].left_out == after.tables[0].left_out == {"total": 1}
    shown = openpyxl.load_workbook(tmp_path / "b.xlsx").active
    assert shown is not None
    assert shown["G3"].value == "Ej läst som rad: summa"


def test_the_status_is_in_sight_where_every_column_beyond_the_table_was_hidden(
    tmp_path: Path,
) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("Position", "Benämning", "Enhet", "Pris"))
    sheet.write_row(1, 0, ("1", "Potatis", "kg", 10))
    sheet.set_column(4, 16383, None, None, {"hidden": True})
    book.close()
    returned(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    xml = zipfile.ZipFile(tmp_path / "b.xlsx").read("xl/worksheets/sheet1.xml").decode()
    columns = re.findall(r'<col min="(\d+)" max="(\d+)"([^>]*)', xml)
    assert [(first, last, "hidden" in rest) for first, last, rest in columns] == [
        ("5", "5", False),
        ("6", "16384", True),
    ]


@given(st.text(max_size=80))
def test_whatever_a_status_says_a_reader_finds_it_as_text(text: str) -> None:
    printable = "".join(c for c in text if c.isprintable())
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.add_worksheet().write_row(0, 0, ("a", "b"))
    book.close()
    source = zipfile.ZipFile(stream)
    added = StatusColumn(column=4, texts={1: printable}, heading_row=1, like_column=1, ours=False)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name.endswith("sheet1.xml"):
                part = returncells.with_column(part, added)
            target.writestr(name, part)
    sheet = openpyxl.load_workbook(made).active
    assert sheet is not None
    cell = sheet["D1"]
    found = re.sub("_x005F_", "_", cell.value or "")
    assert found == (re.sub("_x005F_", "_", printable))
    assert cell.data_type != "f"


@pytest.mark.shared
@needs_shared
@pytest.mark.parametrize(
    "name",
    [
        "bread_bid_202223-5_tabulation.xlsx",
        "frozen_bid_202122-7_tabulation.xlsx",
        "milk_dairy_bid_202223-6_tabulation.xlsx",
        "produce_price_tally_2021-22.xlsx",
    ],
)
def test_a_real_workbook_is_read_the_same_when_it_comes_back(name: str, tmp_path: Path) -> None:
    before, _ = returned(SCHOOLS / name, tmp_path / "b.xlsx")
    assert same(before, reading.read_file(tmp_path / "b.xlsx", name=name))


@pytest.mark.shared
@needs_shared
def test_macros_stay_only_under_their_own_name(tmp_path: Path) -> None:
    file = SHARED / "hostile-inputs" / "s12-macro-workbook.xlsm"
    _, codes = returned(file, tmp_path / "b.xlsx")
    assert codes == ["return-macros-left-out"]
    _, codes = returned(file, tmp_path / "c.xlsm")
    assert codes == []
    plain, macros = (zipfile.ZipFile(tmp_path / one).namelist() for one in ("b.xlsx", "c.xlsm"))
    assert set(macros) - set(plain) == {"xl/vbaProject.bin"}


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_program_shows_status_and_comment(tmp_path: Path) -> None:
    returned(written(tmp_path / "a.xlsx"), tmp_path / "b.xlsx")
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "fods",
         "--outdir", str(tmp_path), str(tmp_path / "b.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    shown = (tmp_path / "b.fods").read_text(encoding="utf-8")
    assert HEADING in shown
    assert "[number-unreadable]" in shown
    assert "kvar" in shown
