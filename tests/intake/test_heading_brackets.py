"""What stands in the brackets of a heading: understood, or asked about, never passed over."""

from __future__ import annotations

from decimal import Decimal

import pytest

from carbon.intake import reading
from carbon.intake.reading import Reading
from carbon.intake.records import Sheet, Workbook


def _read(head: list[str], row: list[object]) -> Reading:
    sheet = Sheet(name="Blad1", rows=[head, row])
    book = Workbook(name="a.xlsx", kind="xlsx", sha256="0" * 64, sheets=(sheet,))
    return reading.read_sheets(book)


def _offer(quantity: str = "Årsvolym", price: str = "Pris", unit: str = "kg") -> Reading:
    head = ["Position", "Benämning", quantity, "Enhet", price, "Anbudsgivare"]
    return _read(head, ["1", "Morot", 5.0, unit, 12.0, "Alfa AB"])


def test_a_price_in_thousands_of_kronor_is_read_as_kronor() -> None:
    table = _offer(price="Pris (tkr)").tables[0]
    assert table.column("price") == [Decimal(12000)]
    assert table.column("currency") == ["SEK/DKK/NOK"]


@pytest.mark.parametrize("heading", ["Årsvolym (ton)", "Årsvolym (ton per år)", "Volym [ton/år]"])
def test_a_quantity_in_tonnes_is_read_as_kilograms(heading: str) -> None:
    table = _offer(quantity=heading).tables[0]
    assert table.column("quantity") == [Decimal(5000)]
    assert table.column("quantity_unit") == ["kg"]


@pytest.mark.parametrize("heading", ["Pris (per 1000)", "Pris (per 100 st)", "Pris (per månad)",
                                     "Pris (kr/100)", "Pris (i 1000 kr)"])  # fmt: skip
def test_an_unknown_scale_in_a_price_heading_puts_the_rows_aside(heading: str) -> None:
    read = _offer(price=heading, unit="st")
    assert [(p.code, p.severity.value, p.where) for p in read.problems] == [
        ("heading-unread", "error", "a.xlsx!Blad1!E1")
    ]
    assert read.good_rows == 0


def test_an_unknown_word_in_a_heading_is_told() -> None:
    read = _offer(price="Pris (preliminärt)")
    assert [(p.code, p.severity.value) for p in read.problems] == [("heading-unread", "warning")]
    assert read.good_rows == 1


@pytest.mark.parametrize(
    "heading",
    ["Pris (kr)", "Pris (SEK exkl. moms)", "Pris (kr/kg)", "Pris (per kg)", "Pris (EUR)",
     "Pris (obligatorisk)"],
)  # fmt: skip
def test_known_words_in_a_price_heading_raise_no_question(heading: str) -> None:
    assert [p.code for p in _offer(price=heading).problems] == []


def test_a_basket_whose_heading_and_unit_differ_is_a_question() -> None:
    head = ["Position", "Benämning", "Årsvolym (ton)", "Enhet"]
    read = _read(head, ["1", "Morot", 5.0, "kg"])
    assert [p.code for p in read.problems] == ["unit-contradicts"]
    assert read.good_rows == 0


@pytest.mark.parametrize(
    "heading", ["Pris per 10 kg", "Pris per 100 st", "Pris USD/kg", "Kostnad kr/kg"]
)
def test_a_sheet_with_a_price_heading_nobody_knows_is_no_basket(heading: str) -> None:
    head = ["Position", "Benämning", "Årsvolym", "Enhet", heading]
    read = _read(head, ["1", "Morot", 5.0, "kg", 120.0])
    assert [(p.code, p.where) for p in read.problems] == [("heading-refused", "a.xlsx!Blad1!E1")]
    assert read.unreadable


@pytest.mark.parametrize("heading", ["Takpris", "Riktpris kr/kg", "Prisgrupp", "Kommentar"])
def test_a_basket_may_hold_the_buyers_own_ceilings(heading: str) -> None:
    head = ["Position", "Benämning", "Årsvolym", "Enhet", heading]
    read = _read(head, ["1", "Morot", 5.0, "kg", 120.0])
    assert read.good_rows == 1


@pytest.mark.parametrize(
    "heading", ["Anbudspris exkl. moms", "À-pris SEK", "Pris per enhet exkl. moms"]
)
def test_a_price_heading_that_names_currency_or_no_tax_is_a_price(heading: str) -> None:
    table = _offer(price=heading).tables[0]
    assert table.column("price") == [Decimal(12)]
