"""Several origins of one product: weighted chains, and nothing gained by a share left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.intake.originrows import of_row
from carbon.intake.originshares import read
from carbon.intake.records import Leg, OfferedProduct, OriginShare, Read
from carbon.library.records import Temperature
from carbon.transport.origins import weights
from carbon.transport.proof import Built
from tests.transport.conftest import leg, offered

COLD = Temperature.CHILLED
Build = Callable[..., Built]
Grams = Callable[..., float]


def _shared(text: str) -> OfferedProduct:
    stated = read(text)
    assert stated is not None
    assert stated.fault is None, stated
    return replace(offered(), origins=stated.shares)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SE 60 %, ES 40 %", {"SE": Decimal("0.6"), "ES": Decimal("0.4")}),
        ("60% Sverige, 40% Spanien", {"SE": Decimal("0.6"), "ES": Decimal("0.4")}),
        ("Sverige 100 %", {"SE": Decimal(1)}),
        ("SE 60 %", {"SE": Decimal("0.6")}),
    ],
)
def test_shares_are_read_as_written(text: str, expected: dict[str, Decimal]) -> None:
    found = read(text)
    assert found is not None
    assert {one.country: one.share for one in found.shares} == expected


def test_months_are_read_over_new_year_and_weigh_alike() -> None:
    found = read("jun-okt Sverige; nov-maj Spanien")
    assert found is not None
    assert [(one.country, one.months) for one in found.shares] == [
        ("SE", (6, 7, 8, 9, 10)),
        ("ES", (11, 12, 1, 2, 3, 4, 5)),
    ]
    assert weights(found.shares) == (Decimal(5) / 12, Decimal(7) / 12)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SE 60 %, ES 50 %", "origin-share-over"),
        ("jun-okt Sverige; okt-maj Spanien", "origin-month-twice"),
        ("SE 60 %, Spanien", "origin-share-form"),
        ("-20 % SE, 40 % ES", "origin-share-form"),
    ],
)
def test_what_the_grammar_does_not_understand_is_a_fault(text: str, code: str) -> None:
    found = read(text)
    assert found is not None
    assert (found.fault, found.shares) == (code, ())


@pytest.mark.parametrize("text", ["Sverige", "Hedemora, Sverige", "SE/DK", "Mars", "EU", ""])
def test_a_cell_that_speaks_of_no_shares_is_left_to_the_usual_reader(text: str) -> None:
    assert read(text) is None


def test_the_chain_is_the_weighted_sum_of_the_origins(build: Build, g_per_kg: Grams) -> None:
    both, problems = build(_shared("Sverige 60 %, Nederländerna 40 %"), COLD)
    swedish, _ = build(offered(country="SE"), COLD)
    dutch, _ = build(offered(country="NL"), COLD)
    assert not [one for one in problems if one.severity == "error"]
    expected = 0.6 * g_per_kg(swedish) + 0.4 * g_per_kg(dutch)
    assert g_per_kg(both) == pytest.approx(expected, rel=1e-12)
    assert [one.order for one in both] == list(range(1, len(both) + 1))


def test_the_order_of_origins_changes_nothing(build: Build, g_per_kg: Grams) -> None:
    one, _ = build(_shared("SE 60 %, NL 40 %"), COLD)
    other, _ = build(_shared("NL 40 %, SE 60 %"), COLD)
    assert g_per_kg(one) == pytest.approx(g_per_kg(other), rel=1e-12)


def test_one_origin_with_the_whole_share_is_the_plain_origin(build: Build, g_per_kg: Grams) -> None:
    shared, _ = build(_shared("NL 100 %"), COLD)
    plain, _ = build(offered(country="NL"), COLD)
    assert g_per_kg(shared) == g_per_kg(plain)


def test_a_share_left_out_takes_the_default_and_never_pays(build: Build, g_per_kg: Grams) -> None:
    part, problems = build(_shared("SE 60 %"), COLD)
    assert {"origin-missing", "origin-shares-rest"} <= {one.code for one in problems}
    for country in ("SE", "DK", "NL", "DE", "ES"):
        told, _ = build(_shared(f"SE 60 %, {country} 40 %"), COLD)
        assert g_per_kg(told) <= g_per_kg(part) * (1 + 1e-12)


def test_a_place_that_is_not_found_takes_the_whole_chain_out(build: Build) -> None:
    unknown = OriginShare(place="Xyzzy", country="SE", share=Decimal("0.4"))
    swedish = OriginShare(place=None, country="SE", share=Decimal("0.6"))
    chain, problems = build(replace(offered(), origins=(swedish, unknown)), COLD)
    assert chain == ()
    assert "place-unknown" in {one.code for one in problems}


OWN = leg(start="Kristianstad", vehicle="artic_40t")
TWO = "Kristianstad, SE 60 %, Almería, ES 40 %"


def test_legs_that_begin_at_one_origin_hold_for_its_goods_alone(
    build: Build, g_per_kg: Grams
) -> None:
    both, problems = build(replace(_shared(TWO), legs=(OWN,)), COLD)
    own, _ = build(offered(OWN, place="Kristianstad", country="SE"), COLD)
    usual, _ = build(offered(place="Almería", country="ES"), COLD)
    assert "origin-legs-own" in {one.code for one in problems}
    expected = 0.6 * g_per_kg(own) + 0.4 * g_per_kg(usual)
    assert g_per_kg(both) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("start", ["Borlänge", None])
def test_legs_from_a_warehouse_hold_for_every_origin(
    build: Build, g_per_kg: Grams, start: str | None
) -> None:
    own = leg(start=start, vehicle="artic_40t")
    both, problems = build(replace(_shared(TWO), legs=(own,)), COLD)
    one, _ = build(offered(own, place="Kristianstad", country="SE"), COLD)
    other, _ = build(offered(own, place="Almería", country="ES"), COLD)
    assert "origin-legs-own" not in {problem.code for problem in problems}
    expected = 0.6 * g_per_kg(one) + 0.4 * g_per_kg(other)
    assert g_per_kg(both) == pytest.approx(expected, rel=1e-12)


def test_packaging_that_a_leg_states_is_carried_from_every_origin(
    build: Build, g_per_kg: Grams
) -> None:
    packed = replace(OWN, packaging_share=0.1)
    bare, _ = build(replace(_shared(TWO), legs=(OWN,)), COLD)
    both, _ = build(replace(_shared(TWO), legs=(packed,)), COLD)
    assert g_per_kg(both) == pytest.approx(1.1 * g_per_kg(bare), rel=1e-12)


@pytest.mark.parametrize("legs", [(), (OWN,)])
def test_the_order_of_three_origins_changes_nothing(
    build: Build, g_per_kg: Grams, legs: tuple[Leg, ...]
) -> None:
    parts = ("Kristianstad, SE 50 %", "NL 30 %", "Almería, ES 20 %")
    orders = [replace(_shared(", ".join(one)), legs=legs) for one in permutations(parts)]
    found = [g_per_kg(build(one, COLD)[0]) for one in orders]
    assert found == pytest.approx([found[0]] * len(found), rel=1e-12)


def test_an_origin_among_several_that_is_not_found_is_a_question_at_its_cell(build: Build) -> None:
    cell = Read(text="Xyzzy 60 %, SE 40 %", where="a.xlsx!Blad1!K14")
    _, problems = build(replace(_shared(cell.text), cells={"origin": cell}), COLD)
    assert ("place-unknown", cell.where) in {(one.code, one.where) for one in problems}


def test_a_country_of_its_own_holds_for_the_places_of_the_shares() -> None:
    places = read("Hedemora 60 %, Borlänge 40 %")
    assert places is not None
    found, contradiction = of_row({"origin_place": places.shares, "origin_country": "SE"})
    assert contradiction is None
    assert [(one.place, one.country) for one in found.shares] == [
        ("Hedemora", "SE"),
        ("Borlänge", "SE"),
    ]
    assert found.has_place
    assert found.start is None


@pytest.mark.parametrize(
    "row", [{"origin_country": "SE"}, {"origin_place": "Hedemora"}, {"origin_country": "DK"}]
)
def test_columns_that_say_different_things_are_never_chosen_between(row: dict[str, str]) -> None:
    shares = read("SE 60 %, ES 40 %")
    assert shares is not None
    found, contradiction = of_row({"origin": shares.shares, **row})
    assert contradiction is not None
    assert (found.shares, found.place, found.country) == ((), None, None)


def test_one_origin_with_all_of_the_goods_is_a_plain_one_from_its_cell_on() -> None:
    shares = read("Hedemora, SE 100 %")
    assert shares is not None
    found, _ = of_row({"origin": shares.shares})
    assert (found.start, found.shares) == ("Hedemora, SE", ())


@given(st.text(alphabet="SE 0123456789%;,.-–()/&+janmaokt åéß\u202e\x00=<>'", max_size=500))
def test_no_text_breaks_the_grammar_and_no_share_exceeds_the_whole(text: str) -> None:
    found = read(text)
    if found is not None:
        assert (found.fault is None) or not found.shares
        assert sum(weights(found.shares)) <= 1 + Decimal("1e-20")
        assert all(one.share > 0 and set(one.months) <= set(range(1, 13)) for one in found.shares)
