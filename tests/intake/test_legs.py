"""A supplier's legs serve its own products in its own file, and are used whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake import books
from tests.intake.books import leg, offered


def test_legs_join_the_products_of_their_own_supplier_and_file(tmp_path: Path) -> None:
    legs = [leg(Till="Borlänge"), leg(Etapp=2, Från="Borlänge")]
    products, problems = books.one(tmp_path, [offered("1"), offered("2")], legs)
    assert [[one.start for one in product.legs] for product in products] == [
        ["Hedemora", "Borlänge"],
        ["Hedemora", "Borlänge"],
    ]
    assert problems == {}


def test_legs_of_a_line_come_before_legs_of_every_line(tmp_path: Path) -> None:
    legs = [leg(), leg(**{"Gäller rad": "2", "Från": "Säter"})]
    products, _ = books.one(tmp_path, [offered("1"), offered("2")], legs)
    assert [product.legs[0].start for product in products] == ["Hedemora", "Säter"]


def test_no_file_speaks_for_a_supplier_in_another_file(tmp_path: Path) -> None:
    (tmp_path / "offers").mkdir()
    books.write(tmp_path / "offers" / "a.xlsx", "Alfa AB", [offered(Pris=8)])
    books.write(
        tmp_path / "offers" / "b.xlsx", "Beta AB", [offered()], [leg(Från="Kiruna")], "Alfa AB"
    )
    offers, problems = books.read(tmp_path)
    assert [product.legs for product in offers["Alfa AB"]] == [()]
    assert ("legs-without-product", "offers/b.xlsx!Transport!A3") in [
        (p.code, p.where) for p in problems
    ]
    # Whom the sheet in Beta's own file was meant for is unknown: no default stands in for it.
    assert "Beta AB" not in offers


@pytest.mark.parametrize(
    ("wrong", "cell"),
    [
        ({"Rundans last kg": 0}, "G3"),
        ({"Fordon": "traktor"}, "F3"),
        ({"Transportslag": "luftfrakt"}, "E3"),
        ({"Rundans längd km": "långt"}, "G3"),
        ({"Etapp": None}, "B3"),
        ({"Etapp": 1.9}, "B3"),
        ({"Från": None}, "C3"),
        ({"Gäller rad": "1a"}, "A3"),
    ],
)
def test_a_leg_that_cannot_be_used_never_becomes_the_default_chain(
    tmp_path: Path, wrong: dict[str, object], cell: str
) -> None:
    (tmp_path / "offers").mkdir()
    books.write(tmp_path / "offers" / "a.xlsx", "Alfa AB", [offered()], [leg(**wrong)])
    offers, problems = books.read(tmp_path)
    told = [p for p in problems if p.code == "legs-unusable"]
    assert offers == {}
    assert [p.where for p in told] == ["offers/a.xlsx!Pris!3"]
    assert dict(told[0].values)["found"] == f"offers/a.xlsx!Transport!{cell}"


def test_one_bad_leg_spoils_the_chain_of_its_line_and_no_other(tmp_path: Path) -> None:
    legs = [leg(**{"Gäller rad": "1"}), leg(**{"Gäller rad": "2", "Fordon": "traktor"})]
    products, problems = books.one(tmp_path, [offered("1"), offered("2")], legs)
    assert [product.line_number for product in products] == ["1"]
    assert problems["legs-unusable"] == "offers/a.xlsx!Pris!4"


def test_two_legs_of_one_order_leave_the_order_unknown(tmp_path: Path) -> None:
    legs = [leg(Till="Borlänge"), leg(Från="Borlänge")]
    products, problems = books.one(tmp_path, [offered()], legs)
    assert products == []
    assert problems["legs-order-twice"] == "offers/a.xlsx!Transport!4"


def test_a_last_leg_without_places_is_an_error_and_no_remark(tmp_path: Path) -> None:
    legs = [leg(Till="Borlänge"), leg(Etapp=2, Från=None, Fordon="skåpbil")]
    products, problems = books.one(tmp_path, [offered()], legs)
    assert products == []
    assert problems["leg-without-places"] == "offers/a.xlsx!Transport!C4"


def test_a_number_that_stands_in_two_lots_needs_its_lot(tmp_path: Path) -> None:
    rows = [offered(Anbudsområde="a"), offered(Anbudsområde="b")]
    products, problems = books.one(tmp_path, rows, [leg(**{"Gäller rad": "1"})])
    assert products == []
    assert problems["legs-lot-missing"] == "offers/a.xlsx!Transport!A3"


def test_legs_of_one_lot_serve_no_other_lot(tmp_path: Path) -> None:
    rows = [offered(Anbudsområde="a"), offered(Anbudsområde="b")]
    legs = [leg(**{"Gäller rad": "1", "Anbudsområde": "B"})]
    products, _ = books.one(tmp_path, rows, legs)
    assert [len(product.legs) for product in products] == [0, 1]


@pytest.mark.parametrize("column", ["Transportslag", "Fordon", "Drivmedel"])
def test_an_unknown_word_for_how_goods_travel_puts_the_row_aside(
    tmp_path: Path, column: str
) -> None:
    products, problems = books.one(tmp_path, [offered(**{column: "raket"})])
    assert products == []
    assert problems["word-unknown"] == "offers/a.xlsx!Pris!E3"
