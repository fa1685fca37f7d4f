"""Number formats of cells: what they show beside the number is compared or asked about."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from carbon.intake import numberformats, reading
from carbon.intake.reading import Reading

HEAD = ("Position", "Benämning", "Årsvolym", "Volymenhet", "Enhet", "Pris")


def _read(path: Path, code: str, column: int = 5, head: tuple[str, ...] = HEAD) -> Reading:
    """Return a price annex with one row of carrots whose cell of `column` has a number format."""
    book = xlsxwriter.Workbook(path / "a.xlsx")
    sheet = book.add_worksheet("Pris")
    sheet.write_row(0, 0, ("Anbudsgivare:", "Alfa AB"))
    sheet.write_row(1, 0, head)
    row = ("1", "Morot", 1000, "kg", "kg", 12.5)
    sheet.write_row(2, 0, row)
    sheet.write_number(2, column, row[column], book.add_format({"num_format": code}))
    book.close()
    return reading.read_file(path / "a.xlsx")


def _told(read: Reading) -> dict[str, tuple[str, str]]:
    return {p.code: (p.severity.value, p.where) for p in read.problems}


@pytest.mark.parametrize("code", ["#,##0.00 [$€-407]", '0.00 "EUR"', "€ 0.00", r"0.00\ \E\U\R"])
def test_a_currency_in_the_format_is_the_currency_of_the_price(tmp_path: Path, code: str) -> None:
    read = _read(tmp_path, code)
    assert read.tables[0].column("currency") == ["EUR"]


def test_a_currency_in_the_format_against_the_heading_puts_the_row_aside(tmp_path: Path) -> None:
    read = _read(tmp_path, '0.00 "EUR"', head=(*HEAD[:5], "Pris (SEK)"))
    assert _told(read) == {"currency-contradicts": ("error", "a.xlsx!Pris!F3")}
    assert read.good_rows == 0


def test_a_unit_in_the_format_against_the_unit_of_the_row_puts_it_aside(tmp_path: Path) -> None:
    told = _told(_read(tmp_path, '0.00 "kr/frp"'))
    assert told["unit-contradicts"] == ("error", "a.xlsx!Pris!F3")


def test_a_quantity_shown_in_tonnes_is_never_read_as_kilograms(tmp_path: Path) -> None:
    told = _told(_read(tmp_path, '0 "ton"', column=2))
    assert told == {"unit-contradicts": ("error", "a.xlsx!Pris!C3")}


@pytest.mark.parametrize("code", ['0.00 "öre"', "0%", "0.0%", "#,##0,", '#,##0.0, "kr"', '0 "tkr"'])
def test_a_format_that_shows_another_amount_puts_the_row_aside(tmp_path: Path, code: str) -> None:
    read = _read(tmp_path, code)
    assert _told(read) == {"number-format": ("error", "a.xlsx!Pris!F3")}
    assert read.good_rows == 0


@pytest.mark.parametrize("code", [";;;", '"se bilaga"', '0.00 "cirka"'])
def test_a_format_that_hides_the_price_or_adds_a_word_is_told(tmp_path: Path, code: str) -> None:
    read = _read(tmp_path, code)
    assert _told(read) == {"number-format": ("warning", "a.xlsx!Pris!F3")}
    assert read.good_rows == 1


@pytest.mark.parametrize(
    "code", ["0.00", "#,##0.00", '#,##0.00 "kr"', "General", "# ##0.00_ ;[Red]-# ##0.00", "0.0E+00"]
)
def test_an_ordinary_format_says_nothing(tmp_path: Path, code: str) -> None:
    assert _told(_read(tmp_path, code)) == {}


def test_a_format_of_the_right_unit_says_nothing_new(tmp_path: Path) -> None:
    assert set(_told(_read(tmp_path, '0.00 "kr/kg"'))) == set()


@pytest.mark.parametrize(
    ("code", "literal"),
    [('#,##0.00\\ "kr"', "kr"), ('_-* #,##0.00 [$kr-41D]_-;-* 0', "kr"), ("$#,##0", "$"),
     ('[Red]0.0 "l"', "l")],
)  # fmt: skip
def test_literals_of_formats_are_found(code: str, literal: str) -> None:
    shown = numberformats.shown(code)
    assert shown is not None
    assert shown.literal == literal


@pytest.mark.parametrize("code", ["yyyy-mm-dd", 'd "maj" yyyy', "@", "0", "[h]:mm", ""])
def test_dates_texts_and_plain_numbers_are_nothing_special(code: str) -> None:
    assert numberformats.shown(code) is None
