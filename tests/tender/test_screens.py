"""A price per kg beyond what any food costs is asked about, even when nobody else offers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from carbon.tender import screens
from tests.builders import assumption, library
from tests.tender.test_measure import PRICED

RANGE = [
    assumption("screens.price_ratio", 4, "1"),
    assumption("screens.price_per_kg_least", 1, "SEK/kg"),
    assumption("screens.price_per_kg_most", 3000, "SEK/kg"),
]


def _codes(price: str, kg: float | None) -> list[str]:
    known = replace(library([], []), assumptions={one.id: one for one in RANGE})
    offer = screens.Priced(
        line="a/1",
        supplier="Alfa",
        unit="item",
        sek_per_unit=Decimal(price),
        mass_kg_per_unit=kg,
        offered=PRICED,
    )
    return [problem.code for problem in screens.prices([offer], known)]


@pytest.mark.parametrize(
    ("price", "kg"), [("232000", 1.0), ("0.12", 1.0), ("30", 0.0099), ("0.99", 1.0)]
)
def test_a_price_per_kg_that_no_food_has_is_a_question(price: str, kg: float) -> None:
    assert _codes(price, kg) == ["price-range"]


@pytest.mark.parametrize(("price", "kg"), [("1", 1.0), ("3000", 1.0), ("30", 0.01), ("0.5", 0.5)])
def test_a_price_within_the_range_is_none(price: str, kg: float) -> None:
    assert _codes(price, kg) == []


def test_without_a_mass_nothing_is_said_of_a_price_per_kg() -> None:
    assert _codes("0.01", None) == []


def test_an_edition_from_before_this_screen_asks_nothing() -> None:
    known = replace(library([], []), assumptions={RANGE[0].id: RANGE[0]})
    assert screens.prices([], known) == []
