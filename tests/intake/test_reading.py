import csv
from pathlib import Path

import pytest

from carbon import language
from carbon.intake import reading, reading_text
from carbon.intake.records import Sheet, Workbook
from carbon.problems import Severity

HERE = Path(__file__).resolve().parents[1] / "data" / "hostile"
SHARED = Path(__file__).resolve().parents[2].parent / "shared"
HOSTILE = HERE if HERE.is_dir() else SHARED / "data" / "hostile-inputs"
MANIFEST = HOSTILE / "manifest.csv"
CASES = list(csv.DictReader(MANIFEST.open(encoding="utf-8-sig"))) if MANIFEST.exists() else []
BIDS = SHARED / "data" / "real-inputs" / "tenders-us-school-districts"
KITCHENS = SHARED / "data" / "real-inputs" / "purchases-fr-ma-cantine"
real = pytest.mark.skipif(not BIDS.is_dir(), reason="the data folder ../shared is not there")


@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
def test_every_hostile_file_gets_what_the_manifest_demands(case):
    read = reading.read_file(HOSTILE / case["file"])
    if case["good_rows"]:
        assert read.good_rows == int(case["good_rows"])
        assert float(read.mass_kg) == float(case["good_mass_kg"])
    errors = [p for p in read.problems if p.severity is Severity.ERROR]
    assert read.unreadable == (case["outcome"] == "reject_file" and "s07" not in case["file"])
    assert bool(errors) == (
        case["outcome"] in ("reject_rows", "reject_file") and "s07" not in case["file"]
    )
    for lang in language.LANGUAGES:
        assert reading.as_json(read, lang)["file"] == case["file"]


def sums(read):
    return {name: sums for table in read.tables for name, sums in table.sums}


@real
@pytest.mark.shared
def test_the_produce_tally_has_three_suppliers_with_the_totals_printed_in_it():
    read = reading.read_file(BIDS / "produce_price_tally_2021-22.xlsx")
    found = {name: float(values["amount"]) for name, values in sums(read).items()}
    assert found == {
        "Coast Citrus": 92511.25,
        "Gold Star Foods": 89707.6,
        "Sunrise Produce": 94236.25,
    }
    assert len(read.tables[0].rows) == 3 * 27


@real
@pytest.mark.shared
def test_the_bread_bid_uses_its_hidden_columns_and_stops_before_the_signatures():
    read = reading.read_file(BIDS / "bread_bid_202223-5_tabulation.xlsx")
    assert len(read.tables[0].rows) == 6
    assert sums(read)[None]["amount"] == 85221
    assert sums(read)[None]["other_amount"] == 87944
    assert {"hidden-rows", "hidden-columns"} <= {p.code for p in read.problems}


@real
@pytest.mark.shared
def test_the_older_bread_bid_keeps_leading_zeros_and_both_totals():
    read = reading.read_file(BIDS / "bread_bid_201819-19_tabulation.xlsx")
    found = {name: float(values["amount"]) for name, values in sums(read).items()}
    assert found == {"Galasso's Bakery": 57459.7, "Gold Star Foods": 66003.5}
    assert read.tables[0].values["article_number"][0] == "02156"


@real
@pytest.mark.shared
def test_the_milk_award_has_one_no_bid_and_two_amounts_that_do_not_multiply():
    read = reading.read_file(BIDS / "milk_dairy_bid_202223-6_tabulation.xlsx")
    assert len(read.tables[0].rows) == 42
    assert sum(read.tables[0].no_bid) == 1
    assert float(sums(read)[None]["amount"]) == 646281.315
    wrong = [p.where.rpartition("!")[2] for p in read.problems if p.code == "amount-differs"]
    assert wrong == ["H19", "H41"]  # items 18 and 40


@real
@pytest.mark.shared
def test_the_plain_price_list_has_123_items():
    read = reading.read_file(BIDS / "price_list_2018-2019_plain.xlsx")
    assert read.good_rows == 123
    assert float(sums(read)[None]["price"]) == 4459.562


@real
@pytest.mark.shared
def test_the_frozen_price_list_reads_its_visible_sheets_and_names_the_hidden_ones():
    read = reading.read_file(BIDS / "frozen_price_list_hidden_sheets_formulas.xlsx")
    numbered = [
        [
            price
            for number, price in zip(
                t.values["line_number"], t.values["price_written"], strict=True
            )
            if number is not None and number.isdigit()
        ]
        for t in read.tables
    ]
    assert [t.sheet for t in read.tables] == ["CATEGORY A", "CATEGORY B"]
    assert len(numbered[0]) == 229
    assert float(sum(p for p in numbered[0] if p is not None)) == 14866.2
    assert len(numbered[1]) == 283 - 1  # row 226 has no name; it is named as such
    assert sum(p.code == "sheet-hidden-left-out" for p in read.problems) == 4


@real
@pytest.mark.shared
def test_the_frozen_bid_counts_the_no_bids_of_the_first_bidder():
    table = reading.read_file(BIDS / "frozen_bid_202122-7_tabulation.xlsx").tables[0]
    first = [none for none, block in zip(table.no_bid, table.blocks, strict=True) if block == 0]
    assert (len(first), sum(first)) == (118, 99)


@real
@pytest.mark.shared
def test_french_purchases_add_up_although_prices_are_text_and_numbers():
    read = reading.read_file(KITCHENS / "achats_siret_fichier_exemple.xlsx")
    assert (read.good_rows, float(sums(read)[None]["amount"])) == (6, 970.0)


def book(*rows, **more):
    sheet = Sheet(name="Blad1", rows=[list(row) for row in rows], **more)
    return Workbook(name="a.xlsx", kind="xlsx", sha256="0" * 64, sheets=(sheet,))


def test_a_price_annex_takes_the_supplier_from_the_title_and_reads_packs():
    read = reading.read_sheets(
        book(
            ["Prisbilaga", None, None, None, None, None],
            ["Anbudsgivare:", "Dala Grönt AB", None, None, None, None],
            ["Position", "Benämning", "Enhet", "Förpackning", "Pris exkl. moms", "Ursprung"],
            [1.0, "Morot", "kg", None, "12,25", "Hedemora, Sverige"],
            ["02", "Krossade tomater", "frp", "6x2,5 kg", "198,00 kr", "Italien"],
            ["03", "Gräddfil", "frp", None, "30", "Sverige"],
        )
    )
    table = read.tables[0]
    assert table.column("supplier") == ["Dala Grönt AB"] * 3
    assert table.column("line_number") == ["1", "02", "03"]
    assert [str(v) for v in table.column("content_amount")[:2]] == ["1", "15.0"]
    assert table.usable == [True, True, False]
    assert "pack-unknown" in {p.code for p in read.problems}


def test_the_lot_of_a_column_or_of_a_section_is_shown_to_person_and_program():
    head = ("Position", "Benämning", "Enhet", "Pris")
    in_sections = book(
        ("Anbudsgivare: X AB",), head, ("Anbudsområde 1 Mejeri", None, None, None),
        ("1", "Mjölk 1 l", "st", 10),
    )  # fmt: skip
    in_column = book(
        ("Anbudsgivare: X AB",), (*head, "Anbudsområde"), ("1", "Mjölk 1 l", "st", 10, "Mejeri"),
    )  # fmt: skip
    for workbook, lot in ((in_sections, "1 Mejeri"), (in_column, "Mejeri")):
        read = reading.read_sheets(workbook)
        (sheet,) = reading.as_json(read, "sv")["sheets"]
        assert [row["values"]["lot"] for row in sheet["rows"]] == [lot]
        assert any(f"{lot} · 1 · Mjölk" in text for text in reading_text.as_text(read, "sv"))


def test_a_row_without_a_lot_shows_none():
    rows = (("Anbudsgivare: X AB",), ("Position", "Benämning", "Enhet", "Pris"))
    read = reading.read_sheets(book(*rows, ("1", "Mjölk 1 l", "st", 10)))
    (sheet,) = reading.as_json(read, "sv")["sheets"]
    assert "lot" not in sheet["rows"][0]["values"]
