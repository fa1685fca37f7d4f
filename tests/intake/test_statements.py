"""What stands beside a number is kept, converted or refused, and never dropped."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.intake import books
from tests.intake.books import offered


@pytest.mark.parametrize("cell", ["6,80 EUR", "€ 6,80", "6,80 €/kg", "6,80 euro", "£6,80"])
def test_a_price_in_another_currency_is_never_read_as_kronor(tmp_path: Path, cell: str) -> None:
    products, problems = books.one(tmp_path, [offered(Pris=cell)])
    assert [product.price for product in products] == [None]
    assert problems["currency-differs"] == "offers/a.xlsx!Pris!D3"


@pytest.mark.parametrize("heading", ["Pris (EUR)", "Pris [€/kg]"])
def test_the_currency_of_a_heading_holds_for_its_cells(tmp_path: Path, heading: str) -> None:
    row = offered()
    del row["Pris"]
    products, problems = books.one(tmp_path, [row | {heading: 6.8}])
    assert [product.price for product in products] == [None]
    assert "currency-differs" in problems


@pytest.mark.parametrize("cell", ["6,80 kr", "6,80 SEK", "6,80 kr/kg", "6,80:-", "6,80"])
def test_a_price_in_kronor_is_read(tmp_path: Path, cell: str) -> None:
    products, problems = books.one(tmp_path, [offered(Pris=cell, Valuta="SEK")])
    assert [product.price for product in products] == [Decimal("6.80")]
    assert problems == {}


def test_a_mark_that_contradicts_the_currency_column_is_an_error(tmp_path: Path) -> None:
    products, problems = books.one(tmp_path, [offered(Pris="6,80 EUR", Valuta="SEK")])
    assert products == []
    assert problems == {"currency-contradicts": "offers/a.xlsx!Pris!D3"}


@pytest.mark.parametrize(
    ("pack", "weight", "code"),
    [
        ("2x2,5 kg", 50, "content-differs"),
        ("99999999999x1 kg", None, "content-too-large"),
        ("0,5 g", None, "content-too-small"),
    ],
)
def test_a_pack_in_doubt_gives_no_price_to_compare(
    tmp_path: Path, pack: str, weight: float | None, code: str
) -> None:
    row = offered(Enhet="frp", Förpackning=pack, **{"Nettovikt kg": weight})
    products, problems = books.one(tmp_path, [row])
    assert products == []
    assert problems == {code: "offers/a.xlsx!Pris!E3"}


@pytest.mark.parametrize(
    ("cell", "kg"), [("8 ton", 8000), ("9000 g", 9), ("340 kg", 340), ("340", 340)]
)
def test_a_load_is_converted_from_the_unit_in_its_cell(
    tmp_path: Path, cell: str, kg: float
) -> None:
    row = offered(
        Ursprungsort="Hedemora", Fordon="skåpbil", **{"Rundans last kg": cell, "Runda km": "4 mil"}
    )
    products, problems = books.one(tmp_path, [row])
    assert [(leg.round_load_kg, leg.round_km) for leg in products[0].legs] == [(kg, 40)]
    assert problems == {}


@pytest.mark.parametrize(
    ("heading", "cell", "code"),
    [
        ("Rundans last kg", "8 l", "number-unit"),
        ("Klimatavtryck", "4,2 ton", "number-unit"),
        ("Klimatavtryck", "4,2 kg", "number-unit"),
        ("Klimatavtryck (g CO2e/kg)", 4.2, "number-unit"),
        ("Rundans last kg", 0.5, "number-too-small"),
        ("Runda km", 0.05, "number-too-small"),
        ("Nettovikt kg", 0.0001, "number-too-small"),
        ("Volym", 0, "number-zero"),
    ],
)
def test_a_number_in_a_wrong_unit_or_out_of_bounds_is_an_error_at_its_cell(
    tmp_path: Path, heading: str, cell: object, code: str
) -> None:
    products, problems = books.one(tmp_path, [offered(**{heading: cell})])
    assert products == []
    assert problems == {code: "offers/a.xlsx!Pris!E3"}


def test_a_price_below_a_hundredth_of_an_ore_is_an_error(tmp_path: Path) -> None:
    products, problems = books.one(tmp_path, [offered(Pris=1e-5)])
    assert products == []
    assert problems == {"number-too-small": "offers/a.xlsx!Pris!D3"}


@pytest.mark.parametrize("cell", ["4,2 kg CO2e/kg", "4,2", 4.2])
def test_a_footprint_in_its_own_unit_is_read(tmp_path: Path, cell: object) -> None:
    products, _ = books.one(tmp_path, [offered(Klimatavtryck=cell)])
    footprint = products[0].footprint
    assert footprint is not None
    assert footprint.kg_co2e_per_kg == 4.2


@pytest.mark.parametrize(("cell", "level"), [(2, 2), ("2", 2), (2.9, 1), ("två", 1), (None, 1)])
def test_a_level_of_evidence_is_never_rounded(tmp_path: Path, cell: object, level: int) -> None:
    row = offered(Klimatavtryck=4.2, Bevisnivå=cell, **{"Giltigt till": "31 dec 2019"})
    products, problems = books.one(tmp_path, [row])
    footprint = products[0].footprint
    assert footprint is not None
    assert (footprint.evidence_level, footprint.valid_to) == (level, None)
    assert ("number-not-whole" in problems) == (cell == 2.9)


@pytest.mark.parametrize(
    ("heading", "cell", "unit", "per"),
    [
        ("Jämförpris", "10 kr/l", None, "L"),
        ("Jämförpris", "10 kr/kg", "l", "kg"),
        ("Jämförpris (kr/l)", 10, None, "L"),
        ("Pris per kg/l", 10, "l", "L"),
        ("Jämförpris", 10, "kg", "kg"),
        ("Kilopris", 10, "frp", "kg"),
    ],
)
def test_a_price_for_comparison_is_per_what_it_says_itself(
    tmp_path: Path, heading: str, cell: object, unit: str | None, per: str
) -> None:
    row = offered(Enhet=unit)
    del row["Pris"]
    products, problems = books.one(tmp_path, [row | {heading: cell}])
    assert [(one.price, one.price_unit) for one in products] == [(Decimal(10), per)]
    assert problems == {}


def test_a_price_for_comparison_without_a_unit_is_a_question(tmp_path: Path) -> None:
    row = offered(Enhet="frp")
    del row["Pris"]
    products, problems = books.one(tmp_path, [row | {"Pris per kg/l": 10}])
    assert products == []
    assert problems == {"compared-price-unit": "offers/a.xlsx!Pris!D3"}
