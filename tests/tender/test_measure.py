"""Mass and price of one announced unit, each from what is stated."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from carbon.intake.records import OfferedProduct
from carbon.library.records import Product
from carbon.tender.measure import Measure, measure
from carbon.tender.records import Currency
from tests.builders import ROUNDING, library, line, product

PRICED = OfferedProduct(
    id="a",
    supplier="a",
    line_number="1",
    lot=None,
    wanted_name=None,
    offered_name=None,
    article_number=None,
    gtin=None,
    price=Decimal("14.00"),
    price_unit="item",
    content_amount=None,
    content_unit=None,
    content_assumed=True,
    net_weight_kg=None,
    origin_place=None,
    origin_country=None,
    legs=(),
    footprint=None,
    quantity=None,
    quantity_unit=None,
    where="offers/a.xlsx!Blad1!2",
)
CUCUMBER = replace(product("cucumber")[0], unit_mass_kg=0.4)
MILK = replace(product("milk")[0], density_kg_per_l=1.03)


def _measured(of: OfferedProduct, unit: str, food: Product = CUCUMBER) -> tuple[Measure, list[str]]:
    found, problems = measure(
        of,
        line(unit=unit),
        food,
        currency=Currency(code="SEK", sek_per_unit=Decimal(1)),
        rounding=ROUNDING,
        library=library([], []),
    )
    return found, [p.code for p in problems]


def test_a_case_of_36_weighs_36_pieces_and_costs_its_price() -> None:
    found, codes = _measured(replace(PRICED, content_amount=36.0, content_unit="item"), "item")
    assert found.mass_kg_per_unit == pytest.approx(14.4)
    assert found.price_sek_per_unit == 14
    assert codes == ["mass-assumed"]


def test_a_price_per_piece_without_a_weight_is_never_made_a_price_per_kg() -> None:
    # By the catalogue's weight a supplier of small pieces would halve its price by silence.
    found, codes = _measured(replace(PRICED, content_amount=36.0, content_unit="item"), "kg")
    assert found.price_sek_per_unit is None
    assert codes == ["price-needs-net-weight"]


def test_the_announced_mass_counts_and_a_lighter_statement_is_told() -> None:
    light = replace(PRICED, net_weight_kg=0.001)
    found, problems = measure(
        light,
        line(unit="item", kg_per_unit=0.055),
        CUCUMBER,
        currency=Currency(code="SEK", sek_per_unit=Decimal(1)),
        rounding=ROUNDING,
        library=library([], []),
    )
    assert found.mass_kg_per_unit == 0.055
    assert [p.code for p in problems] == ["mass-contradicts"]


def test_a_litre_weighs_the_same_whatever_a_supplier_says() -> None:
    light = replace(PRICED, price_unit="L", net_weight_kg=0.1)
    found, codes = _measured(light, "L", MILK)
    assert found.mass_kg_per_unit == pytest.approx(1.03)
    assert "mass-contradicts" in codes


@pytest.mark.parametrize("held", [99999999999.0, 1e-25])
def test_a_package_beyond_reason_makes_no_price(held: float) -> None:
    absurd = replace(PRICED, price_unit="package", content_amount=held, content_unit="kg")
    found, codes = _measured(absurd, "kg")
    assert found.price_sek_per_unit is None
    assert "content-beyond-reason" in codes


def test_a_price_that_rounds_to_zero_is_no_price() -> None:
    tiny = replace(PRICED, price=Decimal("1e-30"), price_unit="kg")
    found, codes = _measured(tiny, "kg")
    assert found.price_sek_per_unit is None
    assert codes == ["price-rounds-to-zero"]


def test_a_case_of_unknown_content_has_no_mass_and_says_so() -> None:
    found, codes = _measured(PRICED, "item")
    assert found.mass_kg_per_unit is None
    assert codes == ["mass-unknown"]


def test_a_bottle_weighs_its_litres_times_the_density() -> None:
    bottle = replace(PRICED, content_amount=1.5, content_unit="L")
    found, _ = _measured(bottle, "item", MILK)
    assert found.mass_kg_per_unit == pytest.approx(1.545)
