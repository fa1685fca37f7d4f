"""Value added tax: a price including it is a question, or is divided by a rate in the file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from carbon.intake import vatwords
from tests.intake import books
from tests.intake.books import offered


def _priced(place: Path, **cells: object) -> tuple[list[Decimal | None], dict[str, str]]:
    row = offered(**cells)
    del row["Pris"]
    products, problems = books.one(place, [row])
    return [one.price for one in products], problems


@pytest.mark.parametrize(
    ("heading", "rate"),
    [("Pris inkl. moms", 12), ("Pris (inkl. moms)", 12), ("Pris inkl moms", 0.12),
     ("À-pris inkl. moms", "12 %")],
)  # fmt: skip
def test_a_price_with_tax_is_divided_by_the_rate_of_its_row_and_said_so(
    tmp_path: Path, heading: str, rate: object
) -> None:
    prices, problems = _priced(tmp_path, **{heading: 112, "Moms %": rate})
    assert prices == [Decimal(100)]
    assert problems == {"vat-removed": "offers/a.xlsx!Pris!2"}


def test_the_rate_may_stand_in_the_heading(tmp_path: Path) -> None:
    prices, problems = _priced(tmp_path, **{"Pris (inkl. 6 % moms)": 106})
    assert (prices, set(problems)) == ([Decimal(100)], {"vat-removed"})


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({}, "vat-rate-missing"),
        ({"Moms %": 25}, "vat-rate-unknown"),  # not the rate for food: the price would look low
        ({"Moms %": 1.12}, "vat-rate-unknown"),
        ({"Moms": 12}, "vat-rate-missing"),  # may be kronor
    ],
)
def test_a_price_with_tax_and_no_rate_for_food_is_a_question(
    tmp_path: Path, cells: dict[str, object], code: str
) -> None:
    prices, problems = _priced(tmp_path, **{"Pris inkl. moms": 112}, **cells)
    assert (prices, set(problems)) == ([], {code})


def test_a_price_without_tax_wins_over_one_with_it_in_the_next_column(tmp_path: Path) -> None:
    cells = {"Pris exkl. moms": 100, "Pris inkl. moms": 112, "Moms %": 12}
    prices, problems = _priced(tmp_path, **cells)
    assert (prices, problems) == ([Decimal(100)], {})


def test_a_remark_about_tax_counts_for_its_row_alone(tmp_path: Path) -> None:
    rows = [offered(Kommentar="priset är inkl. moms"), offered("2", Kommentar="exkl. moms")]
    products, problems = books.one(tmp_path, rows)
    assert [one.line_number for one in products] == ["2"]
    assert problems == {"vat-rate-missing": "offers/a.xlsx!Pris!D3"}


@pytest.mark.parametrize(
    ("heading", "remark"),
    [("À-pris exkl. moms", "inkl moms 12 %"), ("Pris exkl. moms", "priset är inkl. moms"),
     ("Pris (inkl. 6 % moms)", "inkl moms 12 %")],
)  # fmt: skip
def test_a_remark_against_the_heading_never_lowers_the_price(
    tmp_path: Path, heading: str, remark: str
) -> None:
    prices, problems = _priced(tmp_path, **{heading: 100, "Kommentar": remark})
    assert (prices, set(problems)) == ([], {"vat-contradicts"})


def test_a_remark_against_a_note_above_the_table_never_lowers_the_price(tmp_path: Path) -> None:
    note = {"Benämning": "Alla priser är exklusive moms"}
    rows = [offered(Kommentar="inkl moms 12 %"), note]
    products, problems = books.one(tmp_path, rows)
    assert products == []
    assert "vat-contradicts" in problems


def test_a_remark_that_agrees_with_the_heading_may_bring_the_rate(tmp_path: Path) -> None:
    cells = {"Pris inkl. moms": 112, "Kommentar": "inkl. 12 % moms"}
    prices, problems = _priced(tmp_path, **cells)
    assert (prices, set(problems)) == ([Decimal(100)], {"vat-removed"})


def test_a_note_beside_the_table_counts_for_every_row_and_a_total_does_not(tmp_path: Path) -> None:
    note = {"Benämning": "Alla priser är inklusive moms"}
    assert books.one(tmp_path, [offered(), note])[1] == {
        "rows-remark": "offers/a.xlsx!Pris",
        "vat-rate-missing": "offers/a.xlsx!Pris!D3",
    }


def test_a_heading_and_a_note_that_contradict_each_other_are_a_question(tmp_path: Path) -> None:
    row = offered(**{"Pris exkl. moms": 10})
    del row["Pris"]
    note = {"Benämning": "Alla priser är inklusive 12 % moms"}
    products, problems = books.one(tmp_path, [row, note])
    assert products == []
    assert "vat-contradicts" in problems


def test_a_rate_without_a_word_about_tax_is_told_and_changes_no_price(tmp_path: Path) -> None:
    products, problems = books.one(tmp_path, [offered(**{"Moms %": 12})])
    assert [one.price for one in products] == [Decimal(10)]
    assert set(problems) == {"vat-not-said"}


@pytest.mark.parametrize(
    ("text", "including", "excluding"),
    [
        ("Pris inkl. moms", True, False), ("Priser ink moms", True, False),
        ("inklusive mervärdesskatt", True, False), ("moms ingår", True, False),
        ("Pris exkl. 12 % moms", False, True), ("moms tillkommer", False, True),
        ("moms ingår ej", False, True), ("utan moms", False, True),
        ("price excl. VAT", False, True),
    ],
)  # fmt: skip
def test_words_about_tax_are_understood(text: str, including: bool, excluding: bool) -> None:
    said = vatwords.said(text)
    assert said is not None
    assert (said.including, said.excluding) == (including, excluding)


@pytest.mark.parametrize(
    "text", ["Pris", "Moms %", "Inkl. frakt", "Sommarmomsen", "inkl. emballage"]
)
def test_other_words_say_nothing_about_tax(text: str) -> None:
    assert vatwords.said(text) is None


@pytest.mark.parametrize(
    ("heading", "cell", "agrees"),
    [("Kilopris", 10, True), ("Kilopris", 11.2, True), ("Kilopris", 12.5, False),
     ("Kilopris (inkl. moms)", 11.2, True),
     ("Kilopris (exkl. moms)", 10, True)],
)  # fmt: skip
def test_a_silent_price_for_comparison_may_be_with_or_without_tax(
    tmp_path: Path, heading: str, cell: float, agrees: bool
) -> None:
    cells = {"Enhet": "frp", "Nettovikt kg": 15, "Pris inkl. moms": 168, "Moms %": 12}
    prices, _ = _priced(tmp_path, **cells, **{heading: cell})
    assert prices == ([Decimal(150)] if agrees else [])
