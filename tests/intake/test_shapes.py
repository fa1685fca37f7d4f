"""The shapes that price sheets come in, one small workbook each (inputs.md section 2, L1-L10)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from carbon.intake import folder, layouts, reading, tenderfile
from carbon.intake.headers import find_header
from carbon.intake.reading import Reading
from carbon.intake.records import CellValue, Sheet, Workbook
from tests.intake import books

Rows = Sequence[Sequence[CellValue]]
HEAD = ("Position", "Benämning", "Enhet", "Pris")
TITLE = ("Anbudsgivare:", "Dala AB")


Merged = tuple[tuple[int, int, int, int], ...]


def _read(
    *rows: Sequence[CellValue], name: str = "a.xlsx", merged: Merged = (), hidden: bool = False
) -> Reading:
    return _book({"Pris": rows}, name, merged=merged, hidden=hidden)


def _book(
    sheets: Mapping[str, Rows], name: str = "a.xlsx", merged: Merged = (), hidden: bool = False
) -> Reading:
    made = tuple(
        Sheet(name=title, rows=[list(row) for row in rows], merged=merged, hidden=hidden)
        for title, rows in sheets.items()
    )
    return reading.read_sheets(Workbook(name=name, kind="xlsx", sha256="0" * 64, sheets=made))


def _codes(result: Reading) -> dict[str, str]:
    return {p.code: p.where.rpartition("!")[2] for p in result.problems}


def _rows(result: Reading, *names: str) -> list[tuple[str | None, ...]]:
    return [
        tuple(None if (v := table.column(name)[i]) is None else str(v) for name in names)
        for table in result.tables
        for i in range(len(table.rows))
        if table.usable[i]
    ]


def test_l1_one_heading_row_and_the_file_name_as_supplier() -> None:
    result = _read(HEAD, (1, "Morot", "kg", 12.0), name="Dala_Grönt.xlsx")
    assert _rows(result, "supplier", "line_number", "price") == [("Dala Grönt", "1", "12")]
    assert "supplier-from-file-name" in _codes(result)


def test_l2_title_rows_notes_below_and_blank_rows_are_no_items() -> None:
    result = _read(
        ("Prisbilaga 2027",), TITLE, (), ("Alla priser i SEK",), HEAD,
        (1, "Morot", "kg", 12.0), (), (2, "Lök", "kg", 9.0),
        ("Leverans sker tisdagar.",), ("Frakt ingår.",),
    )  # fmt: skip
    assert _rows(result, "supplier", "line_number") == [("Dala AB", "1"), ("Dala AB", "2")]
    assert result.tables[0].left_out == {"blank": 1, "remark": 2}
    assert _codes(result)["rows-remark"] == "Pris"


def test_l3_a_group_row_above_the_headings_changes_nothing() -> None:
    groups = ("Efterfrågat", None, None, "Anbud")
    result = _read(TITLE, groups, HEAD, (1, "Morot", "kg", 12.0), merged=((2, 1, 2, 3),))
    assert _rows(result, "line_number", "price") == [("1", "12")]


def test_l3_a_heading_over_two_rows_is_one_heading() -> None:
    result = _read(
        TITLE,
        ("Pos", "Benämning", "Enhet", "Pris", "Ursprungs-"),
        (None, None, None, "exkl. moms", "land"),
        (1, "Morot", "kg", 12.0, "Sverige"),
    )
    assert _rows(result, "line_number", "price", "origin_country") == [("1", "12", "SE")]
    assert _codes(result)["heading-rows-joined"] == "2"
    heads = {c.field: c.heading for c in result.tables[0].header.columns}
    assert (heads["price"], heads["origin_country"]) == ("Pris exkl. moms", "Ursprungsland")


def test_l3_headings_on_different_rows_without_merged_cells_are_found() -> None:
    result = _read(
        TITLE,
        ("Position", "Benämning", "Anbud", None),
        (None, None, "Enhet", "Pris"),
        (1, "Morot", "kg", 12.0),
    )
    assert _rows(result, "line_number", "wanted_name", "price") == [("1", "Morot", "12")]


def test_l3_a_unit_below_a_heading_is_kept_as_what_the_heading_says() -> None:
    result = _read(
        TITLE,
        ("Position", "Benämning", "Enhet", "Pris", "Nettovikt"),
        (None, None, None, "EUR", "g"),
        (1, "Morot", "st", 12.0, 500.0),
    )
    assert _rows(result, "price", "net_weight_kg") == [("12", "0.500")]
    heads = {c.field: c.heading for c in result.tables[0].header.columns}
    assert heads["price"] == "Pris (EUR)"


@pytest.mark.parametrize("answer", ["Ej anbud", "-", "12,50", "se bilaga 3"])
def test_l3_an_answer_without_a_name_is_never_taken_into_the_heading(answer: str) -> None:
    result = _read(TITLE, HEAD, (None, None, None, answer), (1, "Morot", "kg", 12.0))
    assert "heading-rows-joined" not in _codes(result)
    assert result.tables[0].left_out["nameless"] == 1


def test_l3_three_heading_rows_with_suppliers_on_top() -> None:
    result = _read(
        ("Anbudsjämförelse",),
        (None, None, None, None, "Dala AB", None, "Norr AB", None),
        (None, None, None, None, "Erbjudande", None, "Erbjudande", None),
        ("Rad", "Benämning", "Mängd", "Enhet", "Pris", "Summa", "Pris", "Summa"),
        (1, "Morot", 100, "kg", 12.0, 1200.0, 11.0, 1100.0),
        merged=((2, 5, 2, 6), (2, 7, 2, 8), (3, 5, 3, 6), (3, 7, 3, 8)),
    )
    assert _rows(result, "supplier", "price") == [("Dala AB", "12"), ("Norr AB", "11")]


def test_l4_a_supplier_column_makes_one_row_per_supplier_and_line() -> None:
    result = _read(
        ("Position", "Benämning", "Anbudsgivare", "Enhet", "Pris"),
        (1, "Morot", "Dala AB", "kg", 12.0),
        (1, "Morot", "Norr AB", "kg", 11.0),
    )
    assert _rows(result, "supplier", "price") == [("Dala AB", "12"), ("Norr AB", "11")]


def test_l5_sheets_that_answer_the_same_lines_are_suppliers() -> None:
    rows = (HEAD, (1, "Morot", "kg", 12.0), (2, "Lök", "kg", 9.0))
    result = _book({"Dala AB ": rows, "Norr AB": rows[:2]})
    assert _rows(result, "supplier", "line_number") == [
        ("Dala AB", "1"), ("Dala AB", "2"), ("Norr AB", "1"),
    ]  # fmt: skip
    assert [p.code for p in result.problems].count("supplier-from-sheet-name") == 2


def test_l5_a_sheet_whose_name_says_nothing_names_no_supplier() -> None:
    rows = (HEAD, (1, "Morot", "kg", 12.0))
    result = _book({"Dala AB": rows, "Blad2": rows})
    assert _rows(result, "supplier") == [("Dala AB",)]
    assert "supplier-of-sheet-unknown" in _codes(result)


def test_l5_a_title_on_each_sheet_comes_before_the_sheet_names() -> None:
    rows = (HEAD, (1, "Morot", "kg", 12.0))
    result = _book({"Blad1": (TITLE, *rows), "Blad2": (("Anbudsgivare: Norr AB",), *rows)})
    assert _rows(result, "supplier") == [("Dala AB",), ("Norr AB",)]


def test_l5_sheets_that_count_other_products_anew_are_lots() -> None:
    result = _book(
        {"Rotfrukter": (HEAD, (1, "Morot", "kg", 12.0)), "Mejeri": (HEAD, (1, "Mjölk", "l", 9.0))},
        "Dala AB.xlsx",
    )
    assert _rows(result, "supplier", "section", "line_number") == [
        ("Dala AB", "Rotfrukter", "1"), ("Dala AB", "Mejeri", "1"),
    ]  # fmt: skip
    assert "lot-from-sheet-name" in _codes(result)


@pytest.mark.parametrize("column", [0, 1])
def test_l6_lots_as_section_rows_and_as_a_column_give_the_same(column: int) -> None:
    def section(text: str) -> list[CellValue]:
        return [text if index == column else None for index in range(4)]

    carrot, milk = (1, "Morot", "kg", 12.0), (1, "Mjölk", "l", 9.0)
    one = _read(TITLE, HEAD, section("Anbudsområde A"), carrot, section("Anbudsområde B"), milk)
    other = _read(TITLE, ("Anbudsområde", *HEAD), ("A", *carrot), ("B", *milk))
    assert _rows(one, "section", "line_number") == [("A", "1"), ("B", "1")]
    assert _rows(other, "lot", "line_number") == [("A", "1"), ("B", "1")]
    assert one.tables[0].left_out == {"section": 2}


@pytest.mark.parametrize(
    "supplier", ["Total Food AB", "Example Farm Ltd", "Signature of Dala AB", "Exempel Grönt AB"]
)
def test_a_supplier_whose_name_is_a_word_for_another_kind_of_row_loses_none(supplier: str) -> None:
    head = ("Anbudsgivare", *HEAD)
    result = _read(
        head,
        ("Exempel", 0, "Morot", "kg", 1.0),
        (supplier, 1, "Morot", "kg", 12.0),
        (supplier, 2, "Exempel: Lök", "kg", 9.0),
        (supplier, 3, "Kålrot", "kg", 8.0),
        ("Summa", None, None, None, 29.0),
    )
    assert _rows(result, "supplier", "line_number") == [(supplier, "1"), (supplier, "3")]


def test_l6_a_sentence_between_the_items_becomes_no_lot() -> None:
    remark = ("Rotfrukter levereras tvättade.",)
    result = _read(TITLE, HEAD, (1, "Morot", "kg", 12.0), remark, (2, "Lök", "kg", 9.0))
    assert _rows(result, "section") == [(None,), (None,)]
    assert result.tables[0].left_out == {"remark": 1}


def test_l6_kitchens_and_groups_as_section_rows_of_statistics() -> None:
    result = _read(
        ("Varenr", "Varebeskrivelse", "Antal", "Beløb"),
        ("100023 - Mora skola",),
        ("10 Grönsaker",),
        ("0042", "Morot", 10, 600.0),
        ("89 Emballage",),
        ("0099", "Påsar", 10, 6.0),
        (" ALHAMBRA SCHOOL DISTRICT (100024)",),
        ("0042", "Morot", 5, 300.0),
    )
    assert _rows(result, "customer", "section", "article_number", "amount") == [
        ("100023 - Mora skola", "10 Grönsaker", "0042", "600"),
        ("ALHAMBRA SCHOOL DISTRICT (100024)", None, "0042", "300"),
    ]
    assert result.tables[0].left_out == {"section": 4, "not-food": 1}
    assert "rows-not-food" in _codes(result)


def test_l7_a_block_of_four_columns_per_kitchen() -> None:
    result = _read(
        ("Köpstatistik 2026",),
        (None, None, "Mora skola", None, None, None, "Falu lasarett"),
        ("Varenr", "Benämning", *("Antal", "Kg", "Belopp", "Styckpris") * 2),
        ("0042", "Morot", 10, 50.0, 600.0, 60.0, 2, 10.0, 120.0, 60.0),
        ("0043", "Lök", None, None, None, None, 3, 15.0, 90.0, 30.0),
        ("Totalt", None, None, 50.0, 600.0, None, None, 25.0, 210.0, None),
    )
    assert _rows(result, "customer", "article_number", "quantity", "delivered_kg") == [
        ("Mora skola", "0042", "10", "50"),
        ("Falu lasarett", "0042", "2", "10"),
        ("Falu lasarett", "0043", "3", "15"),
    ]
    assert [p.code for p in result.problems].count("total-agrees") == 2


def test_l8_of_organic_conventional_and_unknown_the_filled_column_is_the_label() -> None:
    result = _read(
        ("Artikelnr", "Benämning", "Eko kg", "Konv kg", "Okänd kg", "Belopp"),
        ("0042", "Morot", None, 50.0, None, 600.0),
        ("0043", "Lök", 3.0, None, None, 60.0),
        ("0044", "Ost", None, None, 2.0, 60.0),
        ("0045", "Bröd", 1.0, None, 2.0, 60.0),
        ("0046", "Smör", None, None, None, 60.0),
    )
    assert _rows(result, "article_number", "quantity", "organic") == [
        ("0042", "50", "conventional"), ("0043", "3", "organic"), ("0044", "2", None),
    ]  # fmt: skip
    told = {p.code: p.where.rpartition("!")[2] for p in result.problems}
    assert told["label-columns-several"] == "C5"
    assert told["label-columns-empty"] == "C6"


def test_l9_examples_questions_and_signatures_of_a_form_are_no_items() -> None:
    result = _read(
        TITLE, HEAD,
        ("Exempel", "Exempelvara", "kg", 99.0),
        (1, "Morot", "kg", 12.0),
        ("Om beställaren lägger till en artikel gäller påslaget 10 %.",),
        ("Position", "Benämning", "Enhet", "Pris"),
        (2, "Lök", "kg", None),
        ("Sida 1 av 1",),
        ("Härmed försäkras att uppgifterna är riktiga",),
        ("Ort och datum:",),
    )  # fmt: skip
    assert _rows(result, "line_number", "price") == [("1", "12"), ("2", None)]
    assert result.tables[0].left_out == {
        "not-item": 2, "remark": 1, "heading-again": 1, "after-end": 2,
    }  # fmt: skip


def test_l9_a_hidden_list_of_values_is_named_and_not_read() -> None:
    sheets = (
        Sheet(name="Listor", rows=[list(HEAD), [1, "Annat", "kg", 1.0]], hidden=True),
        Sheet(name="Pris", rows=[list(TITLE), list(HEAD), [1, "Morot", "kg", 12.0]]),
    )
    book = Workbook(name="a.xlsx", kind="xlsx", sha256="0" * 64, sheets=sheets)
    result = reading.read_sheets(book)
    assert _rows(result, "wanted_name") == [("Morot",)]
    assert _codes(result)["sheet-hidden-left-out"] == "Listor"


def test_a_hidden_sheet_is_read_when_there_is_no_other_and_stays_named() -> None:
    result = _read(TITLE, HEAD, (1, "Morot", "kg", 12.0), hidden=True)
    assert _rows(result, "wanted_name") == [("Morot",)]


def test_l10_a_scan_turned_into_sheets_is_refused_by_its_name() -> None:
    page = (("produce", "", "bid"), ("it em 1", "ca rrots 25#", "1 2.50"))
    result = _book({"Table 1": page, "Table 2": page})
    assert result.unreadable
    assert "workbook-is-scan" in _codes(result)


SCAN = (
    Path(__file__).resolve().parents[2].parent / "shared/data/real-inputs"
    "/tenders-us-school-districts/produce_rfp_scanned_pdf_to_excel.xlsx"
)


@pytest.mark.shared
@pytest.mark.skipif(not SCAN.is_file(), reason="the data folder ../shared is not there")
def test_l10_a_real_scan_is_refused() -> None:
    result = reading.read_file(SCAN)
    assert result.unreadable
    assert "workbook-is-scan" in _codes(result)


def test_no_layout_that_fits_is_a_question_that_shows_those_that_were_tried() -> None:
    result = _read(("Alfa", "Beta"), (1, 2))
    (told,) = [p for p in result.problems if p.code == "layout-unknown"]
    assert "anbudslista" in dict(told.values)["tried"]


def test_two_layouts_that_fit_are_a_question_that_shows_both(tmp_path: Path) -> None:
    texts = ("layout: ena\nkind: offers\nrequired: [price, brand]\n",
             "layout: andra\nkind: offers\nrequired: [price, gtin]\n")  # fmt: skip
    both = []
    for number, text in enumerate(texts):
        path = tmp_path / f"{number}.yaml"
        path.write_text(text, encoding="utf-8")
        layout, problems = layouts.read_layout(path)
        assert layout is not None, problems
        both.append(layout)
    sheet = Sheet(name="A", rows=[["Märke", "GTIN", "Pris"], ["X", "1", 2.0]])
    header, (told,) = find_header(sheet, both, "a.xlsx!A")
    assert header is None
    assert (told.code, dict(told.values)["found"]) == ("layout-ambiguous", "ena, andra")


def test_a_section_that_a_layout_cannot_have_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    text = "layout: x\nkind: offers\nrequired: [price]\nsections: {colour: ['a']}\n"
    path.write_text(text, encoding="utf-8")
    layout, problems = layouts.read_layout(path)
    assert (layout, [p.code for p in problems]) == (None, ["layout-not-mapping"])


def test_a_merged_text_holds_for_every_row_and_a_merged_number_never_does() -> None:
    result = _read(
        TITLE,
        ("Position", "Benämning", "Enhet", "Pris", "Ursprungsland"),
        (1, "Morot", "kg", 12.0, "Sverige"),
        (2, "Lök", "kg", None, None),
        merged=((3, 5, 4, 5), (3, 4, 4, 4)),
    )
    assert _rows(result, "price", "origin_country") == [("12", "SE"), (None, "SE")]
    assert _codes(result)["merged-filled"] == "E"


def test_a_total_row_checks_the_items_and_is_none() -> None:
    head = ("Position", "Benämning", "Mängd", "Enhet", "Pris", "Summa")
    rows = ((1, "Morot", 10, "kg", 12.0, 120.0), (2, "Lök", 5, "kg", 9.0, 45.0))
    agrees = _read(TITLE, head, *rows, ("Totalt", None, None, None, None, 165.0))
    differs = _read(TITLE, head, *rows, ("Totalt", None, None, None, None, 265.0))
    assert _codes(agrees)["total-agrees"] == "F5"
    told = next(p for p in differs.problems if p.code == "total-differs")
    assert dict(told.values) == {"column": "Summa", "found": "265", "expected": "165"}
    assert len(agrees.tables[0].rows) == len(differs.tables[0].rows) == 2


THIRD_OF_MAY = datetime.date(2026, 5, 3)


@pytest.mark.parametrize(
    ("heading", "counts"),
    [("Mängd", False), ("Pris", False), ("Förpackning", False), ("Position", False),
     ("Nettovikt", False), ("Artikelnr", True), ("GTIN", True)],
)  # fmt: skip
def test_a_date_that_was_something_else_is_a_question_at_its_cell(
    heading: str, counts: bool
) -> None:
    head = ("Position", "Benämning", "Enhet", "Mängd", "Pris", "Förpackning", "Nettovikt",
            "Artikelnr", "GTIN")  # fmt: skip
    cells: list[CellValue] = [1, "Morot", "frp", 10, 12.0, "5 kg", 5.0, "A1", "7350053850019"]
    at = head.index(heading)
    cells[at] = THIRD_OF_MAY
    result = _read(TITLE, head, cells)
    (told,) = [p for p in result.problems if p.code == "date-not-value"]
    assert told.where == f"a.xlsx!Pris!{'ABCDEFGHI'[at]}3"
    assert dict(told.values)["maybe"] == "3-5, 5/3"
    assert result.tables[0].usable == [counts]
    read = {"Artikelnr": "article_number", "GTIN": "gtin"}.get(heading)
    assert read is None or result.tables[0].column(read) == [None]


def test_a_date_in_a_column_of_dates_or_remarks_is_no_question() -> None:
    head = (*HEAD, "Leveransdatum", "Kommentar")
    result = _read(TITLE, head, (1, "Morot", "kg", 12.0, THIRD_OF_MAY, THIRD_OF_MAY))
    assert _rows(result, "delivery_date", "remark") == [("2026-05-03", "2026-05-03")]
    assert "date-not-value" not in _codes(result)


def test_numbers_as_text_and_text_as_numbers_stand_in_one_column() -> None:
    result = _read(TITLE, HEAD, (1.0, "Morot", "kg", "12,50"), ("02", "Lök", "kg", 9.25))
    assert _rows(result, "line_number", "price") == [("1", "12.50"), ("02", "9.25")]


def test_one_workbook_per_supplier_and_lots_as_sections_reach_the_lots_of_the_tender(
    tmp_path: Path,
) -> None:
    (tmp_path / "offers").mkdir()
    (tmp_path / "tender.yaml").write_text(books.TENDER, encoding="utf-8")
    for supplier in ("Dala AB", "Norr AB"):
        text = (
            f"Anbudsgivare:;{supplier}\nPosition;Benämning;Enhet;Pris\nAnbudsområde a;;;\n"
            "1;Potatis;kg;10\nAnbudsområde Mejeri;;;\n1;Mjölk;l;9\n"
        )
        (tmp_path / "offers" / f"{supplier}.csv").write_text(text, encoding="utf-8")
    tender, _ = tenderfile.read_tender(tmp_path)
    assert tender is not None
    offers, _ = folder.read_offers(tmp_path, tender)
    assert {one.supplier: [(p.lot, p.line_number) for p in one.products] for one in offers} == {
        "Dala AB": [("a", "1"), ("Mejeri", "1")],
        "Norr AB": [("a", "1"), ("Mejeri", "1")],
    }


@pytest.mark.parametrize(
    ("text", "reason"),
    [("ANNUAL EXPENDITURE", "total"), ("Delsumma", "total"), ("Summa:", "total"),
     ("Page 3", "not-item"), ("Example", "not-item"), ("Exempel på ifylld rad", "not-item")],
)  # fmt: skip
def test_rows_that_look_like_items_and_are_none(text: str, reason: str) -> None:
    head = ("Position", "Benämning", "Mängd", "Enhet", "Pris", "Summa")
    item = (1, "Morot", 10, "kg", 12.0, 120.0)
    result = _read(TITLE, head, item, (text, None, None, None, None, 120.0))
    assert result.tables[0].left_out == {reason: 1}
    assert len(result.tables[0].rows) == 1
