"""The evaluation models of lou.md section 4 against the figures printed there."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.tender import models
from carbon.tender.models import Totals
from carbon.tender.records import Points
from tests.builders import evaluate

OFFERS = {
    "A": ("1000000", "60000"),
    "B": ("1060000", "38000"),
    "C": ("1150000", "20000"),
}
POINTS = Points(
    price_weight=Decimal(70),
    climate_weight=Decimal(30),
    price_low_sek=Decimal(800000),
    price_high_sek=Decimal(1400000),
    climate_low_kg=Decimal(10000),
    climate_high_kg=Decimal(70000),
)


def totals(name: str) -> Totals:
    price, kg = OFFERS[name]
    return Totals(price_sek=Decimal(price), kg_co2e=Decimal(kg))


@pytest.mark.parametrize(
    ("carbon_price", "sums", "winner"),
    [
        ("1.52", ("1091200", "1117760", "1180400"), "A"),
        ("3.00", ("1180000", "1174000", "1210000"), "B"),
        ("7.00", ("1420000", "1326000", "1290000"), "C"),
    ],
)
def test_m1_gives_the_printed_sums_and_winner(carbon_price, sums, winner):
    result = evaluate(OFFERS, carbon_price)
    found = {one.supplier: one.comparison_sum_sek for one in result.ranking}
    assert found == {name: Decimal(text) for name, text in zip("ABC", sums, strict=True)}
    assert result.ranking[0].supplier == winner


def test_the_printed_switch_prices_come_out():
    pairs = {(p.first, p.second): p.sek_per_kg for p in evaluate(OFFERS, "0").switch_prices}
    shown = {pair: round(price, 2) for pair, price in pairs.items()}
    assert shown == {
        ("A", "B"): Decimal("2.73"),
        ("A", "C"): Decimal("3.75"),
        ("B", "C"): Decimal("5.00"),
    }


def test_m3_gives_the_printed_points_and_implied_carbon_price():
    points = {name: models.points_of(totals(name), POINTS) for name in OFFERS}
    shown = {name: round(float(p), 2) for name, p in points.items()}
    assert shown == {"A": 51.67, "B": 55.67, "C": 54.17}
    assert round(float(models.implied_carbon_price(POINTS)), 2) == 4.29


AMOUNT = st.integers(min_value=0, max_value=3_000_000).map(Decimal)


@given(AMOUNT, AMOUNT, AMOUNT, AMOUNT)
def test_m3_ranks_as_m1_does_at_the_price_that_its_points_amount_to(p1, e1, p2, e2):
    one, two = Totals(price_sek=p1, kg_co2e=e1), Totals(price_sek=p2, kg_co2e=e2)
    c = models.implied_carbon_price(POINTS)
    by_sum = (Fraction(p1) + c * Fraction(e1)) - (Fraction(p2) + c * Fraction(e2))
    by_points = models.points_of(two, POINTS) - models.points_of(one, POINTS)
    assert (by_sum > 0) == (by_points > 0)
    assert (by_sum == 0) == (by_points == 0)


@given(AMOUNT, AMOUNT, st.integers(min_value=1, max_value=10**6).map(Decimal))
def test_m3_is_not_clamped_so_every_krona_less_gives_more_points(price, kg, less):
    dear = models.points_of(Totals(price_sek=price, kg_co2e=kg), POINTS)
    cheap = models.points_of(Totals(price_sek=price - less, kg_co2e=kg), POINTS)
    assert cheap > dear
