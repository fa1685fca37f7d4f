"""A supplier is who the file says it is, written the same way; nobody speaks for another."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from carbon.intake import namescripts, suppliers
from tests.intake import books
from tests.intake.books import offered


def _two(place: Path, other: str) -> tuple[dict[str, int], list[tuple[str, str]]]:
    (place / "offers").mkdir()
    books.write(place / "offers" / "a.xlsx", "Alfa AB", [offered("1")])
    books.write(place / "offers" / "b.xlsx", other, [offered("2")])
    offers, problems = books.read(place)
    return {k: len(v) for k, v in offers.items()}, [(p.code, p.where) for p in problems]


def test_one_supplier_may_offer_in_several_files(tmp_path: Path) -> None:
    assert _two(tmp_path, "ALFA  ab") == ({"Alfa AB": 2}, [])


def test_names_that_only_look_alike_are_two_suppliers_and_a_question(tmp_path: Path) -> None:
    offers, problems = _two(tmp_path, "ALFA AB.")
    assert offers == {"Alfa AB": 1, "ALFA AB.": 1}
    assert problems == [("supplier-spelled-differently", "offers/b.xlsx!Pris")]


def test_composed_and_decomposed_letters_are_one_name() -> None:
    assert suppliers.key("Dala Grönt") == suppliers.key("Dala Gro\u0308nt")
    assert suppliers.key("Dala Grönt") != suppliers.key("Dala Gront")


def _titled(place: Path, *names: str) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Return offers and problems of one file with these names, one a line, above the table."""
    (place / "offers").mkdir()
    book = xlsxwriter.Workbook(place / "offers" / "a.xlsx")
    sheet = book.add_worksheet("Pris")
    for number, name in enumerate(names):
        sheet.write_row(number, 0, (f"Anbudsgivare: {name}",))
    row = offered("1")
    sheet.write_row(len(names), 0, list(row))
    sheet.write_row(len(names) + 1, 0, list(row.values()))
    book.close()
    offers, problems = books.read(place)
    return {k: len(v) for k, v in offers.items()}, [(p.code, p.where) for p in problems]


def test_two_names_above_one_table_are_a_question_and_nobody_is_taken(tmp_path: Path) -> None:
    offers, problems = _titled(tmp_path, "X AB", "Y AB")
    assert offers == {}
    assert problems == [("supplier-several", "offers/a.xlsx!Pris")]


def test_one_name_written_twice_above_a_table_is_one_supplier(tmp_path: Path) -> None:
    assert _titled(tmp_path, "X AB", "x  ab") == ({"X AB": 1}, [])


def test_a_cyrillic_letter_in_a_latin_name_is_another_supplier_and_is_told(tmp_path: Path) -> None:
    offers, problems = _two(tmp_path, "\u0410lfa AB")
    assert offers == {"Alfa AB": 1, "\u0410lfa AB": 1}
    assert problems == [("supplier-mixed-letters", "offers/b.xlsx!Pris")]


@pytest.mark.parametrize("name", ["Ångström & Łódź AB", "µ-Mat AB", "\u0410\u0411", "1 2 3", ""])
def test_a_name_in_one_alphabet_mixes_none(name: str) -> None:
    assert namescripts.strangers(name) == []
