"""Equal treatment as laws of the whole way from offer to rank (lou.md section 6, by number).

They run on the real library and the real transport method, with generated prices, places and
values; each law names the property it holds.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from carbon.intake.records import Leg, OfferedProduct
from carbon.library.records import STAGES, Stage
from tests.builders import BOUNDARY
from tests.laws.small_tender import (
    PRODUCTS,
    comparison_sum,
    line,
    offer,
    offered,
    own_value,
    ranked,
    run,
    tender,
)

PRICE = st.decimals(min_value="0.01", max_value=500, places=2).map(str)
PLACE = st.sampled_from(
    [("Skara", "SE"), ("Hedemora", "SE"), ("Kristianstad", "SE"), ("Naaldwijk", "NL"), (None, "DE")]
)
NAME = st.text(min_size=1, max_size=30).filter(lambda text: text.strip() != "")
SETTINGS = settings(deadline=None, max_examples=25)


@st.composite
def products(draw: st.DrawFn, supplier: str = "A") -> list[OfferedProduct]:
    """An offer on every line, with drawn prices and one drawn place."""
    place, country = draw(PLACE)
    return [
        offered(supplier, number, draw(PRICE), place=place, country=country) for number in PRODUCTS
    ]


def _renamed(of: list[OfferedProduct], supplier: str) -> list[OfferedProduct]:
    return [
        replace(one, supplier=supplier, id=f"{supplier}/L/{one.line_number}", where=supplier)
        for one in of
    ]


@SETTINGS
@given(products(), NAME)
def test_eq_01_the_suppliers_name_never_reaches_the_score(
    of: list[OfferedProduct], name: str
) -> None:
    assert comparison_sum(of) == comparison_sum(_renamed(of, name))


@SETTINGS
@given(products("A"), products("B"), products("C"), st.randoms(use_true_random=False))
def test_eq_09_and_16_other_offers_and_their_order_change_no_sum(
    a: list[OfferedProduct], b: list[OfferedProduct], c: list[OfferedProduct], random: Random
) -> None:
    offers = [offer("A", a), offer("B", b), offer("C", c)]
    together = ranked(run(offers))
    random.shuffle(offers)
    shuffled = ranked(run(offers))
    for name, of in (("A", a), ("B", b), ("C", c)):
        alone = comparison_sum(of)
        assert together[name].comparison_sum_sek == alone
        assert shuffled[name].comparison_sum_sek == alone
        assert shuffled[name].rank == together[name].rank


@SETTINGS
@given(products("A"), products("B"))
def test_eq_33_two_offers_that_swap_all_but_their_names_swap_their_scores(
    a: list[OfferedProduct], b: list[OfferedProduct]
) -> None:
    before = ranked(run([offer("A", a), offer("B", b)]))
    after = ranked(run([offer("A", _renamed(b, "A")), offer("B", _renamed(a, "B"))]))
    assert after["A"].comparison_sum_sek == before["B"].comparison_sum_sek
    assert after["B"].comparison_sum_sek == before["A"].comparison_sum_sek


@SETTINGS
@given(PLACE, PLACE)
def test_eq_03_moving_a_supplier_changes_nothing_but_its_transport(
    one: tuple[str | None, str], other: tuple[str | None, str]
) -> None:
    stages = []
    for place, country in (one, other):
        of = [offered("A", n, place=place, country=country) for n in PRODUCTS]
        stages.append(ranked(run([offer("A", of)]))["A"].stage_kg)
    for stage in STAGES:
        if stage is not Stage.TRANSPORT:
            assert stages[0].get(stage) == stages[1].get(stage)


@SETTINGS
@given(st.floats(min_value=0.0, max_value=3.0), st.floats(min_value=0.0, max_value=3.0))
def test_eq_07_a_lower_own_value_never_worsens_the_sum(one: float, other: float) -> None:
    low, high = sorted((one, other))
    sums = [
        comparison_sum([offered("A", n, footprint=own_value(kg)) for n in PRODUCTS])
        for kg in (low, high)
    ]
    assert sums[0] <= sums[1]


@SETTINGS
@given(products(), st.sampled_from(sorted(PRODUCTS)), st.decimals("0.01", "5", places=2))
def test_eq_08_every_krona_less_on_a_line_lowers_the_sum_by_a_krona(
    of: list[OfferedProduct], number: str, less: Decimal
) -> None:
    dearer = [
        replace(one, price=one.price + less)
        if one.line_number == number and one.price is not None
        else one
        for one in of
    ]
    assert comparison_sum(dearer) - comparison_sum(of) == less * 1000


@SETTINGS
@given(products(), st.integers(min_value=1, max_value=999))
def test_eq_17_splitting_a_line_in_two_changes_no_sum(of: list[OfferedProduct], part: int) -> None:
    whole = tender([line("1", "1000")])
    halves = tender(
        [line("1", str(part), product="carrot"), line("2", str(1000 - part), product="carrot")]
    )
    first = next(one for one in of if one.line_number == "1")
    second = replace(first, line_number="2", id="A/L/2", where="A2")
    assert comparison_sum([first], whole) == comparison_sum([first, second], halves)


@SETTINGS
@given(st.floats(min_value=0.0, max_value=1.0))
def test_eq_20_silence_never_beats_a_truth_at_or_below_the_default(share: float) -> None:
    silent = [offered("A", n) for n in PRODUCTS]
    stages = run([offer("A", silent)]).footprint.stage_kg[silent[0].id]
    default = float(sum(stages[Stage(name)] for name in own_value(0).stages))
    spoken = [replace(silent[0], footprint=own_value(default * share)), *silent[1:]]
    assert comparison_sum(spoken) <= comparison_sum(silent)


def test_eq_19_proofs_of_one_level_are_interchangeable() -> None:
    value = own_value(0.5)
    for other in (replace(value, evidence="Annat intyg"), replace(value, where="annan cell")):
        assert comparison_sum([offered("A", n, footprint=value) for n in PRODUCTS]) == (
            comparison_sum([offered("A", n, footprint=other) for n in PRODUCTS])
        )


def test_eq_22_a_missing_price_is_missing_and_not_zero() -> None:
    of = [offered("A", "1"), offered("A", "2", None), offered("A", "3")]
    one = ranked(run([offer("A", of)]))["A"]
    assert one.rank is None
    assert one.price_sek is None
    assert one.missing_lines == ("2",)


def test_eq_22_a_missing_origin_takes_the_published_default_and_says_so() -> None:
    of = [offered("A", n, place=None, country=None) for n in PRODUCTS]
    assessment = run([offer("A", of)])
    near = comparison_sum([offered("A", n, place="Hedemora") for n in PRODUCTS])
    one = ranked(assessment)["A"]
    assert one.comparison_sum_sek is not None
    assert one.comparison_sum_sek > near  # silence about the origin does not pay
    assert "origin-missing" in {p.code for p in assessment.problems}


@SETTINGS
@given(products("A"), products("B"))
def test_eq_28_stages_lines_offers_and_sum_add_up_exactly(
    a: list[OfferedProduct], b: list[OfferedProduct]
) -> None:
    assessment = run([offer("A", a), offer("B", b)])
    for one in assessment.lots[0].ranking:
        assert one.kg_co2e is not None
        assert one.price_sek is not None
        assert sum(one.stage_kg.values()) == one.kg_co2e
        assert sum(s.kg_co2e for s in one.lines if s.kg_co2e is not None) == one.kg_co2e
        assert sum(s.price_sek for s in one.lines if s.price_sek is not None) == one.price_sek
        assert one.comparison_sum_sek == one.price_sek + 3 * one.kg_co2e


def test_an_expired_or_weak_proof_is_told_and_the_default_counts() -> None:
    silent = comparison_sum([offered("A", n) for n in PRODUCTS])
    for value in (own_value(0.01, level=1), own_value(0.01, valid_to="2027-02-28")):
        of = [offered("A", n, footprint=value) for n in PRODUCTS]
        assessment = run([offer("A", of)])
        assert ranked(assessment)["A"].comparison_sum_sek == silent
        assert {p.code for p in assessment.problems} & {"evidence-level", "evidence-expired"}


def test_eq_04_the_default_lorry_is_the_same_on_either_side_of_a_border() -> None:
    chains = {}
    for place, country in (("Malmö", "SE"), ("Köpenhamn", "DK"), ("Naaldwijk", "NL")):
        of = [offered("A", n, place=place, country=country) for n in PRODUCTS]
        elements = run([offer("A", of)]).footprint.flows.elements
        by_road = (e for e in elements if e.mode == "road")  # a ferry on the way is physics
        chains[country] = {(e.vehicle, e.temperature, e.factor_id) for e in by_road}
    assert chains["SE"] == chains["DK"] == chains["NL"]


@SETTINGS
@given(
    PLACE,
    st.sampled_from(["van_3t5", "van_3t5_bev", "rigid_17t", "artic_40t", None]),
    st.one_of(st.none(), st.floats(min_value=0.01, max_value=1999)),
)
def test_eq_20_an_unproved_way_of_transport_never_beats_silence(
    origin: tuple[str | None, str], vehicle: str | None, km: float | None
) -> None:
    place, country = origin
    own = Leg(
        where="a", order=1, start=place or "Borlänge", end=None, mode=None, vehicle=vehicle,
        energy=None, temperature=None, round_km=km, round_load_kg=km and 1500.0,
    )  # fmt: skip
    silent = [offered("A", n, place=place, country=country) for n in PRODUCTS]
    claimed = [replace(one, legs=(own,)) for one in silent]
    assert comparison_sum(claimed) >= comparison_sum(silent)


def test_eq_20_the_same_way_of_transport_counts_when_every_leg_is_proved() -> None:
    own = Leg(
        where="a", order=1, start="Skara", end=None, mode=None, vehicle="artic_40t", energy=None,
        temperature=None, evidence="Fraktavtal 7",
    )  # fmt: skip
    silent = [offered("A", n) for n in PRODUCTS]
    proved = [replace(one, legs=(own,)) for one in silent]
    assert comparison_sum(proved) < comparison_sum(silent)


def test_a_proved_value_that_covers_transport_needs_no_chain_and_is_counted_once() -> None:
    whole = replace(own_value(0.4), stages=tuple(str(stage) for stage in BOUNDARY))
    nowhere = [offered("A", n, place="Ingenstansköping", footprint=whole) for n in PRODUCTS]
    one = ranked(run([offer("A", nowhere)]))["A"]
    assert one.kg_co2e == Decimal("0.4") * 3000
