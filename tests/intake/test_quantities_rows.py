"""Statements of one row, sheet or supplier about weight that must agree."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.intake import books
from tests.intake.books import offered

GTIN = "7310865001009"  # check digit by hand: 3*(3+0+6+0+1+0) + 7+1+8+5+0+0 = 51, 60 - 51 = 9


def _case(number: str, **cells: object) -> dict[str, object]:
    return offered(number, Enhet="frp", Pris=100, **cells)


def test_a_package_that_weighs_less_than_what_it_holds_is_told_at_its_cell(tmp_path: Path) -> None:
    row = _case("1", **{"Nettovikt kg": 5, "Bruttovikt": 4.9})
    products, problems = books.one(tmp_path, [row])
    assert len(products) == 1  # the packaging is not used, the row is
    assert problems == {"gross-below-net": "offers/a.xlsx!Pris!F3"}


def test_gross_and_net_are_compared_in_the_same_unit(tmp_path: Path) -> None:
    row = _case("1", **{"Nettovikt (g)": 500, "Bruttovikt": 0.55})
    assert books.one(tmp_path, [row])[1] == {}


@pytest.mark.parametrize(("weights", "told"), [((6, 12, 9), True), ((6, 12, 9.3), False)])
def test_litres_that_equal_kilograms_in_every_row_are_asked_about(
    tmp_path: Path, weights: Sequence[float], told: bool
) -> None:
    packs = ("6x1 l", "12x1 l", "6x1,5 l")
    rows = [
        _case(str(n), **{"Förpackning": pack, "Nettovikt kg": kg})
        for n, (pack, kg) in enumerate(zip(packs, weights, strict=True), 1)
    ]
    _, problems = books.one(tmp_path, rows)
    assert problems == ({"litres-equal-kilograms": "offers/a.xlsx!Pris"} if told else {})


def test_two_rows_of_one_supplier_with_the_same_gtin_hold_the_same_or_neither_counts(
    tmp_path: Path,
) -> None:
    rows = [
        _case("1", GTIN=GTIN, **{"Nettovikt kg": 5}),
        _case("2", GTIN=GTIN, **{"Nettovikt kg": 6}),
        _case("3", GTIN="7310865001016", **{"Nettovikt kg": 6}),
    ]
    products, problems = books.one(tmp_path, rows)
    assert [one.line_number for one in products] == ["3"]
    assert problems == {"gtin-content-differs": "offers/a.xlsx!Pris!E4"}


@pytest.mark.parametrize("second", [5, 5.09, 10, 30])
def test_a_case_and_its_piece_may_share_a_gtin(tmp_path: Path, second: float) -> None:
    rows = [
        _case("1", GTIN=GTIN, **{"Nettovikt kg": 5}),
        _case("2", GTIN=GTIN, **{"Nettovikt kg": second}),
    ]
    products, problems = books.one(tmp_path, rows)
    assert (len(products), problems) == (2, {})


def test_another_suppliers_content_of_a_gtin_is_no_business_of_this_one(tmp_path: Path) -> None:
    (tmp_path / "offers").mkdir()
    for name, kg in (("Alfa AB", 5), ("Beta AB", 6)):
        path = tmp_path / "offers" / f"{name}.xlsx"
        books.write(path, name, [_case("1", GTIN=GTIN, **{"Nettovikt kg": kg})])
    offers, problems = books.read(tmp_path)
    assert {name: len(rows) for name, rows in offers.items()} == {"Alfa AB": 1, "Beta AB": 1}
    assert problems == []


def test_the_drained_weight_of_a_column_is_kept_beside_the_net_weight(tmp_path: Path) -> None:
    row = _case("1", **{"Nettovikt kg": 2.5, "Avrunnen vikt": 1.5})
    products, _ = books.one(tmp_path, [row])
    assert (products[0].net_weight_kg, products[0].drained_weight_kg) == (2.5, 1.5)
