"""Price cells: how a price may be written, what is added to it, and what it is per."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.intake import numbers, words
from carbon.intake.numbers import NumberColumn
from carbon.problems import Severity
from tests.intake import books
from tests.intake.books import offered

_RULES = numbers.NumberRules(money=True, zero=Severity.ERROR, negative=Severity.ERROR)


def _read(text: str) -> NumberColumn:
    return numbers.read_column([text], words.load(), _RULES)


KRONOR = "SEK/DKK/NOK"
WRITTEN = [
    ("1 250,00", "1250", None), ("1\u00a0250,00", "1250", None), ("1\u2009250,00", "1250", None),
    ("1\u202f250,00", "1250", None), ("1.250,00", "1250", None), ("1,250.00", "1250", None),
    ("1'250.00", "1250", None), ("1’250,00", "1250", None), ("12,50 kr", "12.5", KRONOR),
    ("kr 12,50", "12.5", KRONOR), ("12,50 SEK", "12.5", "SEK"), ("SEK12.50", "12.5", "SEK"),
    ("12.50:-", "12.5", KRONOR), ("1 250:-", "1250", KRONOR), ("12:50", "12.5", None),
    ("12 kr 50 öre", "12.5", KRONOR), ("12 kr 5 öre", "12.05", KRONOR),
    ("1250 öre", "12.5", KRONOR), ("50 øre", "0.5", "DKK/NOK"), ("$12.50", "12.5", "USD"),
    ("12,50 EUR", "12.5", "EUR"), ("€12,50", "12.5", "EUR"), ("12,50 exkl. moms", "12.5", None),
    ("12,50 kr (exkl. moms)", "12.5", KRONOR),
]  # fmt: skip


@pytest.mark.parametrize(("text", "amount", "currency"), WRITTEN)
def test_a_price_is_read_however_it_is_written(
    text: str, amount: str, currency: str | None
) -> None:
    column = _read(text)
    assert column.values == [Decimal(amount)]
    assert column.currencies.get(0) == currency


PER = [
    ("12,50 kr/kg", "kg"), ("12,50 kr per kg", "kg"), ("12,50 per kg", "kg"), ("8:50 kr/kg", "kg"),
    ("1,25 kr/hg", "hg"), ("1,25 kr/100 g", "100 g"), ("50 öre/st", "st"), ("12 kr/frp", "frp"),
    ("12 000 kr/ton", "ton"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "unit"), PER)
def test_what_a_price_is_per_is_kept(text: str, unit: str) -> None:
    assert _read(text).unit_texts == {0: unit}


ASKED = [
    ("9,79 + pant", "price-with-addition"), ("9,79 exkl pant", "price-with-addition"),
    ("12,50 plus frakt", "price-with-addition"), ("12,50 inkl. moms", "price-includes-vat"),
    ("12,50 (moms ingår)", "price-includes-vat"), ("12,50, MÄRKE, 6x1 kg", "price-several-things"),
    ("12,50 / 13,00", "price-several-things"), ("12-15", "price-several-things"),
    ("ca 12,50", "price-several-things"), ("12,50 kr/6-pack", "price-several-things"),
    ("SEK 12 EUR", "price-several-things"), ("5-", "price-form"), ("12,50*", "price-form"),
    ("(12,50)", "price-form"), ("10 %", "price-form"),
    ("1e3", "price-form"), ("12 / 15", "price-several-things"),
    ("-5", "number-negative"), ("0", "number-zero"), ("0 kr", "number-zero"),
    ("1,250", "number-ambiguous"), ("kr", "price-mark-only"), ("på begäran", "number-unreadable"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), ASKED)
def test_anything_else_in_a_price_cell_is_no_price_and_a_question(text: str, code: str) -> None:
    column = _read(text)
    assert column.values == [None]
    assert [one.code for one in column.findings] == [code]


@given(st.integers(0, 9999), st.integers(0, 99))
def test_kronor_and_ore_apart_are_the_price_to_the_ore(kronor: int, ore: int) -> None:
    price = Decimal(kronor) + Decimal(ore) / 100
    texts = (f"{kronor}:{ore:02}", f"{kronor} kr {ore} öre", f"{kronor * 100 + ore} öre")
    rules = numbers.NumberRules(money=True)
    assert numbers.read_column(texts, words.load(), rules).values == [price] * 3


def test_a_heading_in_ore_makes_bare_numbers_hundredths(tmp_path: Path) -> None:
    row = offered(**{"Pris (öre/kg)": 1250})
    del row["Pris"]
    products, _ = books.one(tmp_path, [row])
    assert [one.price for one in products] == [Decimal("12.50")]


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("Pris", "1,25 kr/100 g"), ("Pris (kr/hg)", 1.25), ("Pris per hg", 1.25),
     ("Pris/100 g", 1.25), ("Kilopris", 12.5)],
)  # fmt: skip
def test_a_price_per_hundred_grams_is_ten_times_as_much_per_kg(
    tmp_path: Path, heading: str, cell: object
) -> None:
    row = offered(Enhet=None)
    del row["Pris"]
    products, _ = books.one(tmp_path, [row | {heading: cell}])
    assert [(one.price, one.price_unit) for one in products] == [(Decimal("12.5"), "kg")]


def test_zero_is_missing_and_said_so_at_its_cell(tmp_path: Path) -> None:
    products, problems = books.one(tmp_path, [offered(Pris=0), offered("2")])
    assert [one.line_number for one in products] == ["2"]
    assert problems == {"number-zero": "offers/a.xlsx!Pris!D3"}


CASE = {"Enhet": "frp", "Förpackning": "6x2,5 kg", "Pris": 150}
COMPARED = [
    ({"Kilopris": 10}, None), ({"Kilopris": 10.004}, None), ({"Kilopris": 10.19}, None),
    ({"Kilopris": 12}, "compared-price-differs"), ({"Pris per hg": 1}, None),
    ({"Jämförpris": "10 kr/kg"}, None), ({"Jämförpris": 10}, None),
    ({"Jämförpris": 25}, "compared-price-differs"),  # per piece, not per kg
    ({"Kilopris": 25, "Avrunnen vikt": 6}, None),  # canned goods: per kg drained
    ({"Jämförpris": "9 kr/l"}, None),  # per litre of goods weighed in kg: nothing to compare
]  # fmt: skip


@pytest.mark.parametrize(("cells", "code"), COMPARED)
def test_price_and_price_for_comparison_agree_or_the_row_is_put_aside(
    tmp_path: Path, cells: dict[str, object], code: str | None
) -> None:
    products, problems = books.one(tmp_path, [offered(**CASE, **cells)])
    assert len(products) == (code is None)
    assert set(problems) == ({code} if code else set())
