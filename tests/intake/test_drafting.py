"""Drafts of layouts: what is proposed, what is asked, and that a file is read with its draft."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.intake import drafting, draftingtext, layouts, reading
from carbon.intake.drafting import Draft
from carbon.intake.reading import Reading
from carbon.intake.records import Sheet, Workbook

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
BIDS = SHARED / "real-inputs" / "tenders-us-school-districts"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the folder ../shared is absent")

SHEET = """\
Rad;Vara vi vill ha;Benämnig;Strekkod;Kolx;Kostar
1;Morot;Morot klass 1;7310865004703;kg;12,50
2;Potatis;Potatis fast;5901234123457;kg;9,80
3;Lök;Gul lök;4006381333931;kg;11,00
"""


def drafted(file: Path) -> tuple[Draft | None, list[str]]:
    read = reading.read_file(file)
    assert read.workbook is not None
    made, problems = drafting.draft(read.workbook, layouts.known())
    return made, [one.code for one in problems]


def read_with(made: Draft, file: Path, folder: Path, text: str | None = None) -> Reading:
    path = folder / "utkast.yaml"
    path.write_text(text or draftingtext.as_yaml(made, file.name, "sv"), encoding="utf-8")
    layout, problems = layouts.read_layout(path)
    assert layout is not None, problems
    return reading.read_file(file, [layout])


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "okänd.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_what_is_certain_is_proposed_and_what_is_not_is_asked(sheet: Path) -> None:
    made, _ = drafted(sheet)
    assert made is not None
    proposed = {one.heading: one.field for one in made.guesses if one.active}
    # A known heading, one letter away from one, thirteen digits with their check digit, unit words.
    assert proposed == {
        "Rad": "line_number",
        "Benämnig": "wanted_name",
        "Strekkod": "gtin",
        "Kolx": "unit",
    }
    assert made.missing == (("price", "price_per_kg"),)


def test_a_draft_with_an_open_question_reads_nothing_and_says_what_it_lacks(
    sheet: Path, tmp_path: Path
) -> None:
    made, _ = drafted(sheet)
    assert made is not None
    read = read_with(made, sheet, tmp_path)
    assert not read.tables
    assert {one.code for one in read.problems} & {"column-missing", "layout-unknown"}


def test_the_answer_between_the_brackets_is_all_that_a_person_writes(
    sheet: Path, tmp_path: Path
) -> None:
    made, _ = drafted(sheet)
    assert made is not None
    text = draftingtext.as_yaml(made, sheet.name, "sv").replace("price: []", 'price: ["Kostar"]')
    table = read_with(made, sheet, tmp_path, text).tables[0]
    assert [str(price) for price in table.values["price"]] == ["12.50", "9.80", "11.00"]
    assert table.values["gtin"][1] == "05901234123457"


def test_a_sheet_without_headings_is_not_guessed_at(tmp_path: Path) -> None:
    file = tmp_path / "utan.csv"
    file.write_text(SHEET.partition("\n")[2], encoding="utf-8")
    made, codes = drafted(file)
    assert made is None
    assert codes == ["draft-no-headings", "draft-impossible"]


def test_a_scan_turned_into_sheets_is_not_guessed_at() -> None:
    rows = [["Pos", "Benämning", "Pris"], ["1", "Morot", 12.5]]
    book = Workbook(
        name="a.xlsx", kind="xlsx", sha256="", sheets=(Sheet(name="Table 1", rows=rows),)
    )
    made, problems = drafting.draft(book, layouts.known())
    assert made is None
    assert problems[0].code == "draft-scan"


def test_a_heading_that_stands_twice_is_asked_about_and_not_chosen(tmp_path: Path) -> None:
    file = tmp_path / "dubbel.csv"
    file.write_text("Rad;Benämning;Pris;Pris\n1;Morot;12;13\n2;Lök;9;8\n", encoding="utf-8")
    made, _ = drafted(file)
    assert made is not None
    assert {one.heading for one in made.twice} == {"Pris"}
    assert draftingtext.questions(made) == 2  # and what a price is per


@given(st.lists(st.text(max_size=30), min_size=3, max_size=6, unique=True))
def test_whatever_a_heading_holds_the_draft_is_a_layout_file(headings: list[str]) -> None:
    from carbon import yamlfile

    rows = [["Rad", "Benämning", "Pris", *headings], ["1", "Morot", 12.5, *("x" for _ in headings)]]
    book = Workbook(name="a.csv", kind="csv", sha256="", sheets=(Sheet(name="CSV", rows=rows),))
    made, _ = drafting.draft(book, layouts.known())
    assert made is not None
    content, problems = yamlfile.parse(draftingtext.as_yaml(made, "a\nb.csv", "sv"), "utkast.yaml")
    assert not problems
    assert set(content) <= layouts._KEYS
    assert "price" in content["columns"]


@pytest.mark.shared
@needs_shared
@pytest.mark.parametrize(
    ("name", "questions", "rows", "prices"),
    [
        ("bread_bid_201819-19_tabulation.xlsx", 0, 26, 26),
        ("bread_bid_202223-5_tabulation.xlsx", 0, 6, 6),
        # What a price is per stands nowhere in these; 1 of the 42 is "No Bid".
        ("milk_dairy_bid_202223-6_tabulation.xlsx", 1, 42, 41),
        ("price_list_2018-2019_plain.xlsx", 1, 123, 123),
    ],
)
def test_a_real_sheet_is_read_with_its_draft(
    name: str, questions: int, rows: int, prices: int, tmp_path: Path
) -> None:
    made, _ = drafted(BIDS / name)
    assert made is not None
    assert draftingtext.questions(made) == questions
    text = draftingtext.as_yaml(made, name, "sv").replace(
        "# count: priced_unit", "count: priced_unit"
    )
    text = text.replace("# units: {unit: kg}", "units: {unit: case}")
    table = read_with(made, BIDS / name, tmp_path, text).tables[0]
    assert sum(table.usable) == rows
    assert sum(price is not None for price in table.values["price"]) == prices


@pytest.mark.shared
@needs_shared
def test_nineteen_suppliers_side_by_side_are_read_after_one_answer(tmp_path: Path) -> None:
    file = BIDS / "cheese_rfp_recap_hidden_rows_cols.xlsx"
    made, _ = drafted(file)
    assert made is not None
    assert made.blocks == 19
    heading = "NON-Commodity Price per Case FOB Bakersfield"
    text = draftingtext.as_yaml(made, file.name, "en").replace("price: []", f'price: ["{heading}"]')
    read = read_with(made, file, tmp_path, text)
    assert len(set(read.tables[0].column("supplier"))) == 19


def test_a_price_without_tax_is_never_drafted_as_one_with_tax(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(SHEET.replace("Kostar", "Anbudspriset exkl moms"), encoding="utf-8")
    made, _ = drafted(path)
    assert made is not None
    assert '  price: ["Anbudspriset exkl moms"]' in draftingtext.as_yaml(made, path.name, "sv")
