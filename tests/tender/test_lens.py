"""The carbon-price lens: what it says of the worked offers, and of invented ones."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.intake.tenderfile import read_tender
from carbon.library.load import load
from carbon.tender.lens import prices
from carbon.tender.lens.invented import InventedLot, of_lot
from carbon.tender.lens.prices import Trial
from carbon.tender.lens.simulate import looked_at, simulate
from carbon.tender.records import Points, Tender
from carbon.transport import places
from tests.builders import evaluate, rule

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "mejeri-och-rotfrukter"
OFFERS = {"A": ("1000000", "60000"), "B": ("1060000", "38000"), "C": ("1150000", "20000")}


def lens(*at: str) -> prices.LotLens:
    trials = [Trial(name=price, sek_per_kg=Decimal(price)) for price in at]
    return prices.of_lot(evaluate(OFFERS, "3"), rule("3"), trials)


def test_tax_level_three_and_seven_kronor_would_each_have_chosen_another_offer() -> None:
    found = lens("0", "1.52", "3", "7")  # lou.md 4.2, M1
    assert [one.winners for one in found.at] == [("A",), ("A",), ("B",), ("C",)]
    assert [one.extra_sek for one in found.at] == [0, 0, 60000, 150000]
    assert [one.avoided_kg for one in found.at] == [0, 0, 22000, 40000]
    assert found.at[0].sek_per_kg_avoided is None
    assert round(found.at[2].sek_per_kg_avoided or 0, 2) == Decimal("2.73")
    assert found.at[3].sek_per_kg_avoided == Decimal("3.75")


def test_each_offer_shows_what_a_kilogram_less_costs_against_the_cheapest() -> None:
    found = {one.supplier: one.sek_per_kg for one in lens("3").avoided}
    assert found["A"] is None
    assert round(found["B"] or 0, 2) == Decimal("2.73")
    assert found["C"] == Decimal("3.75")


def test_points_show_the_carbon_price_they_amount_to() -> None:
    points = Points(
        price_weight=Decimal(70), climate_weight=Decimal(30),
        price_low_sek=Decimal(800000), price_high_sek=Decimal(1400000),
        climate_low_kg=Decimal(10000), climate_high_kg=Decimal(70000),
    )  # fmt: skip
    by_points = replace(rule("0"), model="M3", points={"L": points})
    announced = {one.name: one.sek_per_kg for one in looked_at(by_points, "L")}["announced"]
    assert round(announced, 2) == Decimal("4.29")


AMOUNT = st.integers(min_value=0, max_value=10**6).map(Decimal)


@given(st.lists(st.tuples(AMOUNT, AMOUNT), min_size=2, max_size=6))
def test_the_weight_of_climate_lies_between_nothing_and_everything(
    parts: list[tuple[Decimal, Decimal]],
) -> None:
    share = prices.climate_share(parts)
    assert share is None or 0 <= share <= 1
    turned = prices.climate_share([(carbon, rest) for rest, carbon in parts])
    assert (share is None) == (turned is None)
    if share is not None and turned is not None:
        assert abs(share + turned - 1) < Decimal("1e-20")


@given(AMOUNT, st.lists(AMOUNT, min_size=2, max_size=5, unique=True))
def test_offers_that_differ_in_price_only_give_climate_no_weight(
    kg: Decimal, costs: list[Decimal]
) -> None:
    assert prices.climate_share([(cost, kg) for cost in costs]) == 0


@cache
def tender() -> Tender:
    found, problems = read_tender(EXAMPLE)
    assert found is not None, problems
    return found


@cache
def invented(level: str = "1000000") -> InventedLot:
    found = of_lot(
        tender(),
        tender().lots[0],
        load(),
        places.load(),
        value_sek=Decimal(level),
        looked_at=looked_at(tender().evaluation, "mejeri"),
    )
    assert found is not None
    return found


def test_before_any_offer_a_higher_carbon_price_weighs_more_and_avoids_more() -> None:
    found = sorted(invented().at, key=lambda one: one.trial.sek_per_kg)
    weights = [one.climate_share[1] for one in found]
    avoided = [one.avoided for one in found]
    assert weights[0] == 0
    assert weights == sorted(weights)
    assert avoided == sorted(avoided)
    assert 0 < weights[-1] < 1


def test_the_same_carbon_price_weighs_less_when_the_goods_are_dearer() -> None:
    cheap, dear = invented("1000000").at[-1], invented("10000000").at[-1]
    assert dear.climate_share[1] < cheap.climate_share[1]


def test_invented_offers_are_the_same_on_every_run() -> None:
    again = of_lot(
        tender(),
        tender().lots[0],
        load(),
        places.load(),
        value_sek=Decimal(1000000),
        looked_at=looked_at(tender().evaluation, "mejeri"),
    )
    assert again == invented()


def test_without_offers_the_price_level_is_a_share_of_the_value_and_that_is_told() -> None:
    found = simulate(tender(), None, load(), places.load(), values_sek={})
    assert {p.code for p in found.problems} == {"lens-level-shared"}
    assert sum(one.value_sek for one in found.invented) == pytest.approx(Decimal(3200000), abs=2)
    bare = replace(tender(), procurement=replace(tender().procurement, value_sek=None))
    found = simulate(bare, None, load(), places.load(), values_sek={"brod": Decimal(400000)})
    assert [one.lot.id for one in found.invented] == ["brod"]
    assert [p.code for p in found.problems] == ["lens-level-missing"] * 2
