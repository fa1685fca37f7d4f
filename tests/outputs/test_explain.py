"""An explanation adds up to the last digit, at every level, in every model, and on any page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbon.outputs.explain import explain
from carbon.outputs.explain_line import find, taken_apart
from carbon.outputs.explain_page import page
from carbon.outputs.explain_records import Explanation, Sum
from carbon.outputs.explain_text import explain_text
from carbon.problems import UsageError
from carbon.tender.assess import assess
from carbon.tender.folder import assess_folder
from carbon.tender.records import (
    Assessment,
    Criterion,
    Evaluation,
    Judgement,
    LifeCycleCost,
    Points,
)
from tests.laws import small_tender as small

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "mejeri-och-rotfrukter"


@cache
def example() -> Assessment:
    found, problems = assess_folder(EXAMPLE)
    assert found is not None, problems
    return found


def every_line(of: Assessment) -> Iterator[Explanation]:
    for result in of.lots:
        for offer in result.ranking:
            for score in offer.lines:
                yield taken_apart(of, offer.supplier, score.line.id)


def exact(one: Sum) -> Fraction:
    """Return what the terms make, worked out anew in whole numbers."""
    total = Fraction(1 if one.product else 0)
    for term in one.terms:
        assert term.value is not None
        value = Fraction(term.value)
        if not one.product:
            total += value
        else:
            total = total / value if term.divides else total * value
    return total


def adds_up(found: Explanation, step: Fraction) -> None:
    """Hold every sum to its terms, and each total to the term of the next sum that it becomes."""
    by_level: dict[str, Sum] = {}
    for one in found.sums:
        if one.total is not None and all(term.value is not None for term in one.terms):
            off = Fraction(one.total) - exact(one)
            assert one.rest == off
            # Only the price of one unit is rounded, and by at most half a step.
            assert abs(off) <= (step / 2 if one.level == "price-unit" else 0), one
        by_level[one.of or one.level] = one
    held(by_level, found)


def held(by_level: dict[str, Sum], found: Explanation) -> None:
    score, offer = found.score, found.offer

    def total(level: str) -> object:
        return by_level[level].total if level in by_level else None

    def term(level: str, kind: str) -> object:
        return next(one.value for one in by_level[level].terms if one.kind == kind)

    def mine(level: str) -> object:
        return next(one.value for one in by_level[level].terms if one.mine)

    if "unit" in by_level:
        for one in by_level["unit"].terms:
            assert one.value == total(one.name)  # stage by stage
        assert total("unit") == term("line-kg", "kg-unit") == score.kg_co2e_per_unit
    if "bought" in by_level:
        assert total("bought") == term("line-price", "quantity") == score.quantity
    assert total("line-kg") == term("line-carbon", "kg") == score.kg_co2e
    assert total("line-price") == term("line-j", "price") == score.price_sek
    assert total("line-carbon") == term("line-j", "carbon")
    if not score.line.optional:
        assert mine("offer-price") == total("line-price")
        assert mine("offer-kg") == total("line-kg")
        assert mine("offer-j-lines") == total("line-j")
    assert total("offer-price") == term("offer-j", "price") == offer.price_sek
    assert total("offer-kg") == total("offer-stages") == offer.kg_co2e
    assert total("offer-carbon") == term("offer-j", "carbon") == offer.carbon_cost_sek
    assert total("offer-j") == total("offer-j-lines") == offer.comparison_sum_sek


def all_add_up(of: Assessment) -> int:
    step = Fraction(1, 10**of.tender.evaluation.rounding.price_decimals)
    lines = list(every_line(of))
    for found in lines:
        adds_up(found, step)
    return len(lines)


def test_every_line_of_the_example_adds_up_to_the_last_digit() -> None:
    assert all_add_up(example()) > 30


def test_pages_about_hostile_names_add_up_too(rich: Assessment) -> None:
    assert all_add_up(rich) == 6 * 5


def test_flows_are_amount_times_factor_rounded_once() -> None:
    for found in every_line(example()):
        for flow in found.flows:
            kg = Decimal(repr(flow.amount)) * Decimal(repr(flow.factor.kg_co2e))
            assert abs(flow.kg_co2e - kg) <= Decimal("0.0000005000001")


def test_the_price_of_a_litre_comes_from_that_of_the_bag() -> None:
    found = taken_apart(example(), "Gryningsmejeriet Exempel AB", "1.1")
    made = next(one for one in found.sums if one.level == "price-unit")
    # offers/gryningsmejeriet.xlsx!Prisbilaga!J6 and G6: 101,50 for a bag-in-box of 10 L
    assert [term.value for term in made.terms] == [Decimal("101.50"), 1, 10]
    assert made.total == Decimal("10.15")


# Tenders that Hypothesis makes, scored by the whole engine with the real library.

_MONEY = st.decimals("0.01", "4999", places=2, allow_nan=False)
_PLAIN = (st.decimals("0.001", "99999", places=3), st.decimals("0", "20", places=4))
# Edible units bring nine decimals of their own: fewer here, to stay within 28 digits.
_EDIBLE = (st.decimals("0.1", "99999", places=1), st.decimals("0", "20", places=2))
_CRITERION = Criterion(
    id="lordag",
    title="Leverans på lördagar",
    kind="markup",
    amount_sek=Decimal(0),
    lowest_sek=Decimal(-100000),
    highest_sek=Decimal(100000),
    lots=(),
    proof="-",
    link="-",
    where="tender.yaml:9",
)


def _m1(evaluation: Evaluation) -> Evaluation:
    return evaluation


def _m2(evaluation: Evaluation) -> Evaluation:
    cost = LifeCycleCost(
        waste_sek_per_kg=Decimal("3.17"),
        edible_share_of="line",
        by_line={"1": Decimal("0.87"), "2": Decimal(1), "3": Decimal("0.93")},
    )
    return replace(evaluation, model="M2", life_cycle_cost=cost)


def _m3(evaluation: Evaluation) -> Evaluation:
    points = Points(
        price_weight=Decimal(70),
        climate_weight=Decimal(30),
        price_low_sek=Decimal(100000),
        price_high_sek=Decimal(170001),
        climate_low_kg=Decimal(1000),
        climate_high_kg=Decimal(14000),
    )
    return replace(evaluation, model="M3", points={"L": points})


@st.composite
def tenders(draw: st.DrawFn) -> Assessment:
    """Draw a tender of three lines in one of the models, with gaps, options and mark-ups."""
    optional = draw(st.sampled_from(("", "", "3")))
    model = draw(st.sampled_from((_m1, _m2, _m3)))
    quantity, carbon_price = _EDIBLE if model is _m2 else _PLAIN
    lines = [
        replace(small.line(number, str(draw(quantity))), optional=number == optional)
        for number in small.PRODUCTS
    ]
    of = small.tender(lines, str(draw(carbon_price)))
    judged = draw(st.booleans())
    criteria = (_CRITERION,) if judged else ()
    of = replace(of, evaluation=replace(model(of.evaluation), criteria=criteria))
    offers, judgements = [], []
    for supplier in ("A", "B"):
        prices = {number: draw(st.none() | _MONEY | _MONEY) for number in small.PRODUCTS}
        offered = [
            small.offered(supplier, number, None if price is None else str(price))
            for number, price in prices.items()
        ]
        offers.append(small.offer(supplier, offered))
        if judged and draw(st.booleans()):
            judgements.append(_judgement(supplier, draw(st.decimals(-9999, 9999, places=2))))
    return assess(
        of,
        offers,
        library=small.known(),
        gazetteer=small.gazetteer(),
        judgements=judgements,
    )


def _judgement(supplier: str, amount: Decimal) -> Judgement:
    return Judgement(
        supplier=supplier,
        lot="L",
        criterion="lordag",
        amount_sek=amount,
        met=None,
        who="Anna",
        when="2027-03-01",
        why="-",
        evidence="-",
        where="quality.yaml:3",
    )


@settings(max_examples=25)
@given(tenders())
def test_any_tender_adds_up_from_flows_to_the_comparison_sum(of: Assessment) -> None:
    assert all_add_up(of) == 6
    for found in every_line(of):
        explain_text(of, found.offer.supplier, found.score.line.id, "sv")
        data = explain(of, found.offer.supplier, found.score.line.id)
        assert all(one["rest"] in (None, "0") for one in data["sums"])


@settings(max_examples=8)
@given(tenders())
def test_the_page_shows_every_total_that_the_data_have(of: Assessment) -> None:
    made = page(of, "A", "1", "en")
    found = taken_apart(of, "A", "1")
    for figure in (found.score.kg_co2e, found.offer.comparison_sum_sek):
        if figure is not None:
            digits = f"{figure.normalize():f}"
            assert digits in made.replace(",", "")


def test_the_points_of_lou_4_2_are_shown_as_exact_fractions() -> None:
    lines = [small.line(number) for number in small.PRODUCTS]
    of = small.tender(lines, "3")
    of = replace(of, evaluation=_m3(of.evaluation))
    found = taken_apart(small.run([small.offer("A")], of), "A", "1")
    points = next(one for one in found.sums if one.level == "points")
    assert points.rest == 0
    # 70 x (170001 - 30000) / 70001: three lines of 1,000 kg at 10 SEK
    assert points.terms[0].value == Fraction(70 * 140001, 70001)
    assert "/70001 ≈ 139,99900" in explain_text(small.run([small.offer("A")], of), "A", "1", "sv")


def test_what_the_engine_rounds_beyond_28_digits_is_shown_and_not_hidden() -> None:
    lines = [small.line(number, "12345.678") for number in small.PRODUCTS]
    of = small.tender(lines, "3.1417")
    of = replace(of, evaluation=_m2(of.evaluation))
    found = taken_apart(small.run([small.offer("A")], of), "A", "1")
    rounded = [one for one in found.sums if one.rest]
    assert all(abs(one.rest or 0) < Fraction(1, 10**18) for one in rounded)
    assert all(one.total is not None for one in rounded)


def test_an_incomplete_offer_shows_its_lines_and_no_sum() -> None:
    offered = [small.offered("A", "1"), small.offered("A", "2", None)]
    of = small.run([small.offer("A", offered)])
    text = explain_text(of, "A", "1", "sv")
    assert "Anbudet har ingen sum" in text
    found = taken_apart(of, "A", "1")
    price = next(one for one in found.sums if one.level == "offer-price")
    assert [(term.name, term.value) for term in price.terms] == [
        ("1", 10000), ("2", None), ("3", None),
    ]  # fmt: skip
    assert price.total is None
    assert price.rest is None


def test_an_optional_line_says_that_it_enters_no_sum() -> None:
    lines = [small.line("1"), replace(small.line("2"), optional=True)]
    offered = [small.offered("A", "1"), small.offered("A", "2")]
    of = small.run([small.offer("A", offered)], small.tender(lines))
    assert "option" in explain_text(of, "A", "2", "sv")
    found = taken_apart(of, "A", "2")
    price = next(one for one in found.sums if one.level == "offer-price")
    assert [term.name for term in price.terms] == ["1"]


def test_a_number_that_two_lots_share_is_asked_for_with_its_lot() -> None:
    of = small.tender()
    again = tuple(replace(one, id=f"K/{one.number}", lot="K") for one in of.lots[0].lines)
    of = replace(of, lots=(*of.lots, replace(of.lots[0], id="K", title="K", lines=again)))
    offered = [
        replace(small.offered("A", number), id=f"A/{lot}/{number}", lot=lot)
        for lot in ("L", "K")
        for number in small.PRODUCTS
    ]
    done = small.run([small.offer("A", offered)], of)
    with pytest.raises(UsageError) as caught:
        find(done, "A", "1")
    assert caught.value.problems[0].code == "explain-line-in-lots"
    assert find(done, "A", "K/1")[0].lot.id == "K"


def test_a_long_offer_is_gathered_in_text_without_losing_a_kilo() -> None:
    lines = [replace(small.line("1"), id=f"L/{n}", number=str(n)) for n in range(1, 41)]
    offered = [replace(small.offered("A", str(n)), id=f"A/L/{n}") for n in range(1, 41)]
    offered = [replace(one, wanted_name="x") for one in offered]
    of = small.run([small.offer("A", offered)], small.tender(lines))
    text = explain_text(of, "A", "7", "en")
    assert "39 other lines" in text
    assert re.search(r"10,000  line 7 ← this line\n\s+\+ 390,000  39 other lines", text)


def test_a_hostile_name_does_nothing_on_the_page(rich: Assessment) -> None:
    for supplier in {offer.supplier for lot in rich.lots for offer in lot.ranking}:
        for lang in ("sv", "en"):
            made = page(rich, supplier, "1.2", lang)
            assert "<script" not in made
            assert "\u202e" not in made
            assert "default-src 'none'" in made
            assert not re.search(r"(src|href)=\"(?!#)", made)


def test_text_data_and_page_are_the_same_on_two_runs() -> None:
    args = (example(), "Åkerbo Låtsasgård", "2.1")
    assert explain_text(*args, "sv") == explain_text(*args, "sv")
    assert page(*args, "sv") == page(*args, "sv")
    assert explain(*args) == explain(*args)
