"""Uncertainty by hand and by law: it tells how sure a ranking is, and never makes one."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbon import resources, yamlfile
from carbon.library.records import Stage
from carbon.tender.doubt import analytic, draws
from carbon.tender.doubt import settings as settings_file
from carbon.tender.doubt.assessing import doubt_of, with_doubt
from carbon.tender.doubt.records import LotDoubt
from carbon.tender.doubt.terms import Terms
from carbon.tender.records import Assessment
from tests.tender.doubtful import Bid, Flow, assessment

NORMAL = NormalDist()
QUICK = replace(settings_file.load(), draws=400)
FOOD = "food/milk/farm@FR"
SIGMA = math.log(1.5)


def lot(found: Assessment) -> LotDoubt:
    return doubt_of(found).lots[0]


def first(found: Assessment) -> dict[str, float]:
    return {one.supplier: float(one.probability_first) for one in lot(found).offers}


def bid(price: str, kg: float, factor: str = "x/y@GLO", gsd: float = 1.5) -> Bid:
    return Bid(price=price, flows=[Flow(factor=factor, kg=kg, gsd=gsd)])


def error(probability: float) -> float:
    """Four standard errors of a drawn probability, and half of its last decimal."""
    count = settings_file.load().draws
    return 4 * math.sqrt(probability * (1 - probability) / count) + 0.0005


def test_what_all_offers_share_puts_no_doubt_on_a_lower_price_or_fewer_kilograms() -> None:
    assert first(assessment({"A": bid("100", 10), "B": bid("101", 10)})) == {"A": 1.0, "B": 0.0}
    wide = {"A": bid("100", 10, gsd=9), "B": bid("100", 10.01, gsd=9)}
    assert first(assessment(wide)) == {"A": 1.0, "B": 0.0}


def test_two_offers_alike_share_the_first_place() -> None:
    alike = {"A": bid("100", 10), "B": bid("100", 10)}
    found = lot(assessment(alike, tie_rule="lot_drawn"))
    assert [one.probability_first for one in found.offers] == [Decimal("0.500")] * 2
    assert found.pairs[0].probability == Decimal("0.500")
    assert found.winner_holds == found.ranking_holds == Decimal("1.000")


def test_a_tie_in_a_draw_is_settled_by_the_published_rule() -> None:
    both = {"A": bid("100", 12), "B": bid("100", 10)}
    assert first(assessment(both, "0", tie_rule="lowest_emission")) == {"B": 1.0, "A": 0.0}
    assert first(assessment(both, "0", tie_rule="lot_drawn")) == {"A": 0.5, "B": 0.5}


def test_two_values_of_their_own_differ_as_two_lognormals_do() -> None:
    apart = {"A": bid("0", 10, "own/a"), "B": bid("0", 12, "own/b")}
    expected = NORMAL.cdf(math.log(1.2) / (SIGMA * math.sqrt(2)))
    assert first(assessment(apart))["A"] == pytest.approx(expected, abs=error(expected))


def test_unknown_producers_differ_by_what_they_have_not_in_common() -> None:
    # One figure of spread 1.5 in both offers, all of it between producers: what they share cancels.
    both = {"A": bid("0", 10, FOOD), "B": bid("0", 12, FOOD)}
    found = lot(assessment(both, producers={FOOD: SIGMA}))
    for one in found.at:
        apart = SIGMA * math.sqrt(2 * (1 - float(one.correlation)))
        expected = NORMAL.cdf(math.log(1.2) / apart) if apart else 1.0
        assert float(one.winner_holds) == pytest.approx(expected, abs=error(expected))
    assert [one.correlation for one in found.at] == [Decimal("0.0"), Decimal("0.5"), Decimal("1.0")]


def test_a_producer_is_never_more_uncertain_than_the_figure_itself() -> None:
    both = {"A": bid("0", 10, FOOD), "B": bid("0", 12, FOOD)}
    assert lot(assessment(both, producers={FOOD: 5.0})) == lot(
        assessment(both, producers={FOOD: SIGMA})
    )


@given(
    st.lists(
        st.tuples(st.integers(0, 50), st.integers(1, 50), st.sampled_from([FOOD, "x/y", "own"])),
        min_size=1,
        max_size=5,
    ),
    st.integers(1, 1000),
)
@settings(max_examples=25, deadline=None)
def test_probabilities_add_up_and_a_price_rise_for_all_changes_none(
    offers: list[tuple[int, int, str]], more: int
) -> None:
    def made(extra: int) -> LotDoubt:
        bids = {
            f"S{at}": bid(str(price + extra), kg, f"own/{at}" if of == "own" else of)
            for at, (price, kg, of) in enumerate(offers)
        }
        found = assessment(bids, producers={FOOD: 0.3}, tie_rule="lot_drawn")
        return doubt_of(found, QUICK).lots[0]

    one, other = made(0), made(1024 * more)
    assert sum(float(o.probability_first) for o in one.offers) == pytest.approx(
        1, abs=0.0005 * len(offers)
    )
    assert {o.supplier: o.kg_co2e for o in one.offers} == {
        o.supplier: o.kg_co2e for o in other.offers
    }
    # A sum that ties in decimals may be parted by the last bit of a binary fraction.
    close = {o.supplier: float(o.probability_first) for o in other.offers}
    for offer in one.offers:
        assert float(offer.probability_first) == pytest.approx(close[offer.supplier], abs=0.01)


@given(st.integers(1, 60), st.integers(1, 60), st.sampled_from([0.2, 0.4, 1.0]))
@settings(max_examples=25, deadline=None)
def test_the_more_producers_have_in_common_the_surer_the_order(
    kg: int, more: int, sigma: float
) -> None:
    both = {"A": bid("0", kg, FOOD), "B": bid("0", kg + more, FOOD)}
    found = doubt_of(assessment(both, producers={FOOD: sigma}), QUICK).lots[0]
    held = [one.winner_holds for one in found.at]
    assert held == sorted(held)


def test_another_offer_leaves_the_draws_of_the_others_alone() -> None:
    two = {"A": bid("0", 10, FOOD), "B": bid("0", 12, FOOD)}
    three = {**two, "C": bid("500", 11, "own/c")}
    few, many = (lot(assessment(one, producers={FOOD: 0.4})) for one in (two, three))
    assert few.pairs[0] == many.pairs[0]
    assert few.offers[0].kg_co2e == many.offers[0].kg_co2e


def test_the_pack_is_the_seed() -> None:
    both = {"A": bid("0", 10, "own/a"), "B": bid("0", 12, "own/b")}
    one = doubt_of(assessment(both))
    assert one == doubt_of(assessment(both))
    assert one != doubt_of(assessment(both, pack="3" * 64))
    np.testing.assert_array_equal(draws.normals("p", ("a",), 9), draws.normals("p", ("a",), 9))
    assert not np.array_equal(draws.normals("p", ("a", "b"), 9), draws.normals("p", ("ab",), 9))


def test_doubt_never_touches_the_award() -> None:
    found = assessment({"A": bid("100", 10, "own/a", 9), "B": bid("100", 11, "own/b", 9)})
    told = with_doubt(found)
    assert told.lots is found.lots
    assert replace(told, doubt=None) == found
    assert with_doubt(told) is told


def test_an_offer_without_a_rank_takes_no_part() -> None:
    bids = {
        "A": bid("100", 10),
        "B": replace(bid("20", 5), complete=False),
        "C": replace(bid("900", 5), complete=False),
    }
    found = lot(assessment(bids))
    assert [one.supplier for one in found.offers] == ["A"]
    # A comes to 110; B states 20 so far, C 900.
    assert [(gap.supplier, gap.room_sek) for gap in found.gaps] == [
        ("B", Decimal("90.00")),
        ("C", Decimal("-790.00")),
    ]


def test_a_lot_without_offers_has_nothing_to_doubt() -> None:
    found = lot(assessment({"A": replace(bid("1", 1), complete=False)}))
    assert found.offers == ()
    assert found.winner_holds is None


def test_the_draws_agree_with_the_analytic_sum() -> None:
    flows = [
        *(
            Flow(factor=f"food/{name}/farm", kg=kg, gsd=1.48)
            for name, kg in (("a", 5), ("b", 3), ("c", 2))
        ),
        *(Flow(factor=f"own/{name}", kg=1 + at, gsd=1.4) for at, name in enumerate("defg")),
    ]
    found = lot(assessment({"A": Bid(price="0", flows=flows)}, producers={"food/a/farm": 0.3}))
    offer = found.offers[0]
    assert offer.errors_apart <= 4
    terms = Terms(
        factor=np.arange(7), leg=np.full(7, -1), kg=np.array([one.kg for one in flows], dtype=float)
    )
    variance = np.array([math.log(one.gsd) ** 2 for one in flows])
    median, sigma = analytic.lognormal(*analytic.moments(terms, variance, np.zeros(0)))
    count = settings_file.load().draws
    for drawn, quantile, density in (
        (offer.kg_co2e.middle, 0.0, 0.3989),
        (offer.kg_co2e.high, 1.6449, 0.1031),
    ):
        share = NORMAL.cdf(quantile)
        tolerance = 0.02 + 3 * sigma * math.sqrt(share * (1 - share) / count) / density
        assert float(drawn) == pytest.approx(median * math.exp(quantile * sigma), rel=tolerance)


def test_moments_by_hand() -> None:
    # Two kilograms over one leg with one factor: ln variances 0.04 and 0.01 add up.
    one = Terms(factor=np.array([0]), leg=np.array([0]), kg=np.array([2.0]))
    mean, variance = analytic.moments(one, np.array([0.04]), np.array([0.01]))
    assert mean == pytest.approx(2 * math.exp(0.025))
    assert variance == pytest.approx(mean**2 * math.expm1(0.05))
    # Two factors over the same leg: only the leg is common.
    two = Terms(factor=np.array([0, 1]), leg=np.array([0, 0]), kg=np.array([1.0, 1.0]))
    mean, variance = analytic.moments(two, np.array([0.04, 0.04]), np.array([0.01]))
    each = math.exp(0.025)
    assert variance == pytest.approx(each**2 * (2 * math.expm1(0.05) + 2 * math.expm1(0.01)))


def test_many_small_terms_share_a_draw_and_keep_their_variance() -> None:
    flows = [Flow(factor=f"own/{at}", kg=1, gsd=1.3) for at in range(30)]
    found = assessment({"A": Bid(price="0", flows=flows)})
    together = replace(settings_file.load(), drawn_apart=0)
    one, other = (doubt_of(found, how).lots[0].offers[0] for how in (None, together))
    for drawn in (one, other):
        assert drawn.errors_apart <= 4
    for end in ("low", "middle", "high"):
        assert float(getattr(one.kg_co2e, end)) == pytest.approx(
            float(getattr(other.kg_co2e, end)), rel=0.01
        )


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_few_terms_and_many_are_summed_to_the_same_bits(kind: type) -> None:
    rng = np.random.default_rng(5)
    drawn = rng.random((40, 50)).astype(kind)
    columns = rng.integers(0, 40, 2000)
    kg = rng.random(2000).astype(kind)
    many = draws.sums(np.array([0, 500, 500, 2000]), columns, kg, drawn)
    few = draws.sums(np.array([0, 500]), columns[:500], kg[:500], drawn)
    assert many.dtype == kind
    assert many[0].tobytes() == few[0].tobytes()
    assert not many[1].any()
    expected = (kg[500:, None] * drawn[columns[500:]]).sum(axis=0)
    np.testing.assert_allclose(many[2], expected, rtol=1e-4)


def test_percentiles_are_of_the_nearest_rank_whatever_the_threads() -> None:
    def made(first: int, last: int) -> draws.Rows:
        counted = np.arange(1, 101, dtype=np.float32)
        return np.array([np.roll(counted, row) + row for row in range(first, last)])

    one = draws.percentiles(600, made, draws=100, shares=(0.05, 0.5, 0.95))
    assert one[3].tolist() == [8.0, 53.0, 98.0]
    many = draws.percentiles(600, made, draws=100, shares=(0.05, 0.5, 0.95), threads=3)
    assert one.tobytes() == many.tobytes()


def test_what_drives_the_difference_by_hand() -> None:
    bids = {
        "A": Bid(
            price="0",
            flows=[Flow(factor="x/y", kg=10, gsd=1.5), Flow(factor="own/a", kg=3, gsd=1.2)],
        ),
        "B": Bid(price="5", flows=[Flow(factor="x/y", kg=14, gsd=1.5)]),
    }
    found = lot(assessment(bids)).drivers
    shared, own = (4 * math.log(1.5)) ** 2, (3 * math.log(1.2)) ** 2
    assert [(one.kind, one.supplier) for one in found] == [("factor", ""), ("declared", "A")]
    assert float(found[0].share) == pytest.approx(shared / (shared + own), abs=0.0005)
    assert sum(one.share for one in found) == 1


def test_a_question_states_the_value_that_changes_the_winner_and_goes_to_all() -> None:
    bids = {
        "A": bid("100", 10, FOOD),
        "B": bid("100", 12, FOOD),
        "C": bid("900", 9, FOOD),
        "D": Bid(price="100", flows=[Flow(factor="own/d", kg=11, declared=True)]),
    }
    (question,) = lot(assessment(bids, "3")).questions
    assert question.to == ("A", "B", "C")  # D states a value of its own
    # C is 800 kronor dearer: no value of its own could bring it first.
    assert [(one.supplier, one.kg_turn, one.winner) for one in question.turns] == [
        ("A", Decimal("11.0000"), "D"),
        ("B", Decimal("10.0000"), "B"),
    ]
    rise, fall = (float(one.likelihood) for one in question.turns)
    assert rise == pytest.approx(1 - NORMAL.cdf(math.log(1.1) / SIGMA), abs=0.0005)
    assert fall == pytest.approx(NORMAL.cdf(math.log(10 / 12) / SIGMA), abs=0.0005)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 60))
@settings(max_examples=40, deadline=None)
def test_no_question_is_asked_that_cannot_change_the_winner(a: int, b: int, dearer: int) -> None:
    found = assessment({"A": bid("100", a, FOOD), "B": bid(str(100 + dearer), b, FOOD)}, "2")
    told = doubt_of(found, QUICK).lots[0]
    sums = {one.supplier: one.comparison_sum_sek for one in found.lots[0].ranking}
    kg = {one.supplier: one.kg_co2e for one in found.lots[0].ranking}
    leader = told.offers[0].supplier
    for question in told.questions:
        for turn in question.turns:
            moved = sums[turn.supplier] + 2 * (turn.kg_turn - kg[turn.supplier])
            other = next(s for s in sums if s != turn.supplier)
            assert moved == pytest.approx(sums[other])
            assert turn.kg_low <= turn.kg_turn <= turn.kg_high
            assert turn.winner != leader


def test_without_a_carbon_price_nobody_is_asked() -> None:
    found = lot(assessment({"A": bid("100", 10), "B": bid("101", 1)}, "0"))
    assert found.questions == ()
    assert found.drivers == ()


def test_a_whole_family_may_turn_the_winner() -> None:
    freight = "freight/van/ambient/km@GLO"
    bids = {
        "A": Bid(
            price="0",
            flows=[Flow(factor=FOOD, kg=10), Flow(factor=freight, kg=10, stage=Stage.TRANSPORT)],
        ),
        "B": Bid(
            price="0",
            flows=[Flow(factor=FOOD, kg=16), Flow(factor=freight, kg=5, stage=Stage.TRANSPORT)],
        ),
    }
    found = {(one.kind, one.name): one for one in lot(assessment(bids)).strains}
    # 10 + 10 against 16 + 5: the leader changes when freight alone rises by more than a fifth.
    for key in (("stage", "transport"), ("family", "freight")):
        assert (found[key].low, found[key].high) == (("A",), ("B",))
        assert found[key].changes
    # Food at its low end: 5.1 + 10 against 8.2 + 5.
    assert found["group", FOOD].low == ("B",)
    assert found["group", FOOD].high == ("A",)


def test_every_setting_has_its_reason() -> None:
    content, problems = yamlfile.read(resources.factors_folder() / "law" / "doubt.yaml")
    assert not problems
    assert isinstance(content, dict)
    for name, entry in content.items():
        if isinstance(entry, dict) and name != "between_suppliers":
            assert entry["reason"], name
    assert all(one["reason"] for one in content["between_suppliers"].values())
