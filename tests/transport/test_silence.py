"""Silence does not pay: left-out legs, hidden places, unproved claims."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.intake.records import Leg, Read
from carbon.library.records import Library, Temperature
from carbon.transport import defaults, proof
from carbon.transport.places import Gazetteer
from carbon.transport.records import ChainElement
from tests.transport.conftest import Built, leg, offered

Build = Callable[..., Built]
Grams = Callable[[tuple[ChainElement, ...]], float]
COLD = Temperature.CHILLED
DALARNA = (("Falun", 0.5), ("Borlänge", 0.3), ("Mora, Mora, SE", 0.2))


def _codes(built: Built) -> set[str]:
    return {one.code for one in built[1]}


def test_a_left_out_leg_does_not_pay_when_the_origin_is_empty(
    build: Build, g_per_kg: Grams
) -> None:
    short = leg(start="Borlänge", vehicle="artic_40t")
    built = build(offered(short), COLD)
    truth, _ = build(offered(leg(start="Murcia, ES", vehicle="artic_40t"), place="Murcia"), COLD)
    assert _codes(built) == {"origin-missing-legs", "chain-start-added"}
    assert [one.severity for one in built[1]] == ["warning", "note"]
    assert g_per_kg(built[0]) > g_per_kg(truth)


def test_a_left_out_leg_does_not_pay_when_the_origin_is_only_a_country(
    build: Build, g_per_kg: Grams
) -> None:
    short = leg(start="Borlänge", vehicle="artic_40t")
    built = build(offered(short, country="SE"), COLD)
    assert _codes(built) == {"origin-country-only", "chain-start-added"}
    for place in ("Malmö", "Umeå", "Borlänge", "Kristianstad"):
        truth = leg(start=place, vehicle="artic_40t")
        assert g_per_kg(build(offered(truth, place=place), COLD)[0]) < g_per_kg(built[0])


def test_a_country_is_never_equal_to_a_start_even_at_its_own_point(build: Build) -> None:
    built = build(offered(leg(start="Luleå"), country="SE"))
    assert "chain-start-added" in _codes(built)
    assert built[0][0].distance_km == 5  # the least distance


def test_the_way_to_a_port_abroad_is_by_road_and_not_over_sweden(build: Build) -> None:
    legs = (leg(1, "ECGYE", "SEHEL", mode="sea"), leg(2, "Helsingborg", vehicle="artic_40t"))
    for origin in ({"country": "EC"}, {"place": "Quito", "country": "EC"}):
        chain, _ = build(offered(*legs, **origin), COLD, category="fruit")
        assert [one.mode for one in chain] == ["road", "hub", "sea", "hub", "road"]
        assert chain[0].distance_km == 150  # flat, as in the default chain to that port
    own = (leg(1, "CNDLC", "SEHEL", mode="sea"), legs[1])  # another port than the published one
    chain, _ = build(offered(*own, place="Wuhan", country="CN"), COLD)
    assert [one.mode for one in chain] == ["road", "hub", "sea", "hub", "road"]
    assert chain[0].distance_km > 150


@pytest.mark.parametrize("place", ["Järna", "Hedemorra", "Xyzzy"])
@pytest.mark.parametrize("legs", [(), (leg(start="Falun"),)])
def test_an_origin_that_is_not_found_or_ambiguous_is_a_question_at_its_cell(
    build: Build, place: str, legs: tuple[Leg, ...]
) -> None:
    cell = Read(text=place, where="a.xlsx!Blad1!K14")
    product = replace(offered(*legs, place=place, country="SE"), cells={"origin_place": cell})
    chain, problems = build(product)
    assert chain == ()
    # The question, and a note for each place that may be meant.
    assert {one.where for one in problems} == {"a.xlsx!Blad1!K14"}
    assert [one.severity for one in problems if one.code != "place-candidate"] == ["error"]


def test_hiding_the_place_in_a_country_never_pays(
    build: Build, g_per_kg: Grams, gazetteer: Gazetteer, library: Library
) -> None:
    least = library.assumption("transport.country_point.population")
    for country in ("SE", "DK", "NL", "DE", "ES"):
        hidden, problems = build(offered(country=country), COLD, deliveries=DALARNA)
        assert [one.code for one in problems] == ["origin-country-only"]
        named = [one for one in gazetteer.localities(country) if one.population >= least]
        for one in sorted(named, key=lambda town: town.id)[::7]:
            place = f"{one.name}, {one.region}, {country}"
            told, wrong = build(offered(place=place), COLD, deliveries=DALARNA)
            assert not told or g_per_kg(told) <= g_per_kg(hidden), (place, wrong)


def test_the_note_names_the_place_that_stands_for_the_country(build: Build) -> None:
    _, problems = build(offered(country="DE"), deliveries=DALARNA)
    assert dict(problems[0].values) == {"country": "Tyskland", "used": "Konstanz"}


def test_a_country_without_a_large_place_keeps_its_own_point(build: Build) -> None:
    _, problems = build(offered(country="LI"))
    assert dict(problems[0].values)["used"] == "Schaan"


def test_no_country_alone_costs_more_than_saying_nothing_but_russia(
    build: Build, g_per_kg: Grams
) -> None:
    known = defaults.load()
    silent = g_per_kg(build(offered(), COLD, deliveries=DALARNA)[0])
    for country in sorted({*known.by_road, *known.export_port} - {"RU"}):
        chain, problems = build(offered(country=country), COLD, deliveries=DALARNA)
        assert chain, problems
        assert g_per_kg(chain) <= silent, country


@pytest.mark.parametrize("evidence", [None, "", " – ", "?!"])
def test_an_unproved_claim_below_the_default_falls_back_to_it_and_says_so(
    build: Build, g_per_kg: Grams, evidence: str | None
) -> None:
    own = leg(start="Kristianstad", vehicle="artic_40t", evidence=evidence)
    built = build(offered(own, place="Kristianstad"), COLD)
    silent, _ = build(offered(place="Kristianstad"), COLD)
    assert built[0] == silent
    assert [(one.code, one.severity) for one in built[1]] == [("legs-unproved", "warning")]
    values = dict(built[1][0].values)
    assert (values["count"], values["cells"]) == ("1", "a.xlsx!Transport!1")
    assert float(values["declared"]) < float(values["used"])


def test_one_unproved_leg_leaves_the_whole_chain_unproved(build: Build) -> None:
    legs = (
        leg(1, "Malmö", "Örebro", vehicle="artic_40t"),
        leg(2, "Örebro", vehicle="artic_40t", evidence=None),
    )
    chain, problems = build(offered(*legs, place="Malmö"))
    assert {one.basis for one in chain} == {"default"}
    assert [one.code for one in problems] == ["legs-unproved"]


def test_a_claim_against_ones_own_interest_needs_no_proof(build: Build, g_per_kg: Grams) -> None:
    own = leg(start="Säter", vehicle="van_3t5", round_km=120, round_load_kg=100, evidence=None)
    chain, problems = build(offered(own, place="Säter"))
    silent, _ = build(offered(place="Säter"))
    assert problems == []
    assert chain[0].basis == "declared"
    assert g_per_kg(chain) > g_per_kg(silent)


def test_an_unproved_chain_with_no_default_to_weigh_it_against_is_an_error(build: Build) -> None:
    legs = (leg(1, "Kingstown, VC", "Göteborg", evidence=None), leg(2, "Göteborg"))
    chain, problems = build(offered(*legs, place="Kingstown", country="VC"))
    assert chain == ()
    assert {one.code for one in problems} >= {"origin-port-missing", "legs-unproved"}


@given(
    st.sampled_from(["Säter", "Malmö", "Kristianstad", "Mora, Mora, SE", None]),
    st.sampled_from(sorted(defaults.load().vehicles["road"])),
    st.one_of(st.none(), st.floats(0.01, 1999)),
    st.one_of(st.none(), st.floats(1, 1500)),
)
def test_no_unproved_claim_ever_beats_the_default(
    build: Build, library: Library, place: str | None, vehicle: str, km: float, load: float
) -> None:
    own = leg(
        start=place or "Borlänge", vehicle=vehicle, round_km=km, round_load_kg=load, evidence=None
    )
    told, problems = build(offered(own, place=place), COLD, DALARNA, 180)
    silent, _ = build(offered(place=place), COLD, DALARNA, 180)
    assert told, problems
    assert proof.kg_per_kg(told, library) >= proof.kg_per_kg(silent, library)
