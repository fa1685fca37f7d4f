"""A supplier is who the file says it is, written the same way; nobody speaks for another."""

from __future__ import annotations

from pathlib import Path

from carbon.intake import suppliers
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
