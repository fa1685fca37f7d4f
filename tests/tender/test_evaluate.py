"""The award on the three offers of lou.md section 4, and the laws that any M1 award obeys."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.tender.evaluate import evaluate_lot
from tests.builders import evaluate, line, lot, rule, score

THREE = {
    "A": ("1000000", "60000"),
    "B": ("1060000", "38000"),
    "C": ("1150000", "20000"),
}
MONEY = st.decimals(min_value=0, max_value=10**7, places=2, allow_nan=False)
KG = st.decimals(min_value=0, max_value=10**6, places=6, allow_nan=False)
CARBON_PRICE = st.decimals(min_value=0, max_value=20, places=2, allow_nan=False)
OFFERS = st.dictionaries(st.sampled_from("ABCDEFG"), st.tuples(MONEY, KG), min_size=2, max_size=6)


@pytest.mark.parametrize(
    ("carbon_price", "sums", "winner"),
    [
        ("1.52", {"A": "1091200", "B": "1117760", "C": "1180400"}, "A"),
        ("3.00", {"A": "1180000", "B": "1174000", "C": "1210000"}, "B"),
        ("7.00", {"A": "1420000", "B": "1326000", "C": "1290000"}, "C"),
    ],
)
def test_the_three_offers_of_lou_section_4_give_their_printed_sums(
    carbon_price: str, sums: dict[str, str], winner: str
) -> None:
    result = evaluate(THREE, carbon_price)
    assert {o.supplier: o.comparison_sum_sek for o in result.ranking} == {
        name: Decimal(value) for name, value in sums.items()
    }
    assert result.ranking[0].supplier == winner
    assert [o.rank for o in result.ranking] == [1, 2, 3]


def test_the_switch_prices_of_lou_section_4_are_2_73_and_3_75_and_5_00() -> None:
    result = evaluate(THREE, "3.00")
    found = {frozenset((s.first, s.second)): s.sek_per_kg for s in result.switch_prices}
    assert {pair: round(price, 2) for pair, price in found.items() if price is not None} == {
        frozenset("AB"): Decimal("2.73"),
        frozenset("AC"): Decimal("3.75"),
        frozenset("BC"): Decimal("5.00"),
    }


def test_at_a_carbon_price_of_five_b_and_c_tie_and_the_lower_price_wins() -> None:
    result = evaluate(THREE, "5.00")
    assert [(o.supplier, o.rank) for o in result.ranking] == [("B", 1), ("C", 2), ("A", 3)]
    drawn = evaluate(THREE, "5.00", tie_rule="lot_drawn")
    assert [(o.rank, o.tied) for o in drawn.ranking] == [(1, True), (1, True), (3, False)]


def test_an_offer_without_every_line_has_no_sum_and_no_rank() -> None:
    first, second = line("1"), line("2")
    scores = {
        "whole": [score("whole", first, "100", "10"), score("whole", second, "100", "10")],
        "gap": [score("gap", first, "1", "1"), score("gap", second, None, "1")],
        "half": [score("half", first, "1", "1")],
    }
    result = evaluate_lot(lot(first, second), scores, rule=rule("3"), stage_kg={}, coverages={})
    assert [(o.supplier, o.rank) for o in result.ranking] == [
        ("whole", 1),
        ("gap", None),
        ("half", None),
    ]
    assert result.ranking[1].comparison_sum_sek is None
    assert result.ranking[1].missing_lines == ("2",)


def test_a_lot_may_have_a_carbon_price_of_its_own() -> None:
    one = line()
    scores = {n: [score(n, one, p, e)] for n, (p, e) in THREE.items()}
    result = evaluate_lot(lot(one), scores, rule=rule("3", L="7"), stage_kg={}, coverages={})
    assert result.ranking[0].supplier == "C"


def _text(offers: dict[str, tuple[Decimal, Decimal]]) -> dict[str, tuple[str, str]]:
    return {name: (str(p), str(e)) for name, (p, e) in offers.items()}


def _order(offers: dict[str, tuple[Decimal, Decimal]], carbon_price: Decimal) -> list[str]:
    result = evaluate(_text(offers), str(carbon_price))
    return [o.supplier for o in result.ranking]


@given(OFFERS, CARBON_PRICE)
def test_taking_an_offer_away_never_changes_the_order_of_the_others(
    offers: dict[str, tuple[Decimal, Decimal]], carbon_price: Decimal
) -> None:
    order = _order(offers, carbon_price)
    for gone in offers:
        rest = {name: offer for name, offer in offers.items() if name != gone}
        assert _order(rest, carbon_price) == [name for name in order if name != gone]


@given(OFFERS, CARBON_PRICE, st.decimals(min_value=0, max_value=1000, places=2))
def test_every_krona_less_lowers_the_comparison_sum_by_a_krona(
    offers: dict[str, tuple[Decimal, Decimal]], carbon_price: Decimal, discount: Decimal
) -> None:
    name = min(offers)
    price, kg = offers[name]
    before = evaluate(_text(offers), str(carbon_price))
    after = evaluate(_text(offers | {name: (price - discount, kg)}), str(carbon_price))
    sums = [
        next(o.comparison_sum_sek for o in r.ranking if o.supplier == name) for r in (before, after)
    ]
    assert sums[0] is not None
    assert sums[1] == sums[0] - discount


@given(OFFERS, CARBON_PRICE)
def test_comparison_sum_is_price_plus_carbon_price_times_kg_exactly(
    offers: dict[str, tuple[Decimal, Decimal]], carbon_price: Decimal
) -> None:
    for offer in evaluate(_text(offers), str(carbon_price)).ranking:
        assert offer.price_sek is not None
        assert offer.kg_co2e is not None
        assert offer.comparison_sum_sek == offer.price_sek + carbon_price * offer.kg_co2e


@given(OFFERS, CARBON_PRICE)
def test_two_offers_really_tie_at_their_switch_price(
    offers: dict[str, tuple[Decimal, Decimal]], carbon_price: Decimal
) -> None:
    for switch in evaluate(_text(offers), str(carbon_price)).switch_prices:
        if switch.sek_per_kg is None:
            continue
        (p1, e1), (p2, e2) = offers[switch.first], offers[switch.second]
        difference = (p1 + switch.sek_per_kg * e1) - (p2 + switch.sek_per_kg * e2)
        assert abs(difference) < Decimal("0.000001")
