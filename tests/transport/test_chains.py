"""Chains against numbers worked by hand; WTW g/tkm of DESNZ 2025 stand at each sum."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.library.records import Library, Temperature
from carbon.transport import chains, places
from carbon.transport.records import ChainElement
from tests.transport.conftest import Built, leg, offered

Build = Callable[..., Built]
Grams = Callable[[tuple[ChainElement, ...]], float]
COLD = Temperature.CHILLED


@pytest.mark.parametrize(("load", "grams"), [(100, 208), (300, 69), (600, 35)])
def test_a_van_round_of_60_km_costs_by_its_load(
    build: Build, g_per_kg: Grams, load: float, grams: float
) -> None:
    # transport.md section 8: 345.84 g/km x 60 km / load
    own = leg(start="Hedemora", vehicle="van_3t5", round_km=60, round_load_kg=load)
    chain, problems = build(
        offered(own, place="Hedemora", country="SE"), deliveries=(("Säter", 1.0),)
    )
    assert problems == []
    assert [one.factor_id for one in chain] == ["freight/van_3t5/ambient/km@GLO"]
    assert g_per_kg(chain) == pytest.approx(345.84 * 60 / load, rel=1e-9)
    assert g_per_kg(chain) == pytest.approx(grams, abs=1)


def test_kristianstad_in_a_refrigerated_artic(
    build: Build, g_per_kg: Grams, library: Library
) -> None:
    # transport.md section 8: 606 km (road network) x 109.94 g/tkm = 67 g/kg
    chain, _ = build(
        offered(leg(start="Kristianstad", vehicle="artic_40t"), place="Kristianstad"), COLD
    )
    at_606_km = replace(chain[0], amount_per_kg=606 / 1000)
    assert g_per_kg((at_606_km,)) == pytest.approx(67, abs=0.5)
    assert chain[0].distance_km == pytest.approx(606, rel=0.05)


def test_a_tonne_km_is_mass_times_distance_as_in_ileap() -> None:
    # WE-09, iLEAP example 1: 87 kg x 423 km = 36.801 tkm; 3.6801 kg over it is 0.1 kg per tkm
    amount_per_kg = 423 / 1000
    assert 87 * amount_per_kg == pytest.approx(36.801, rel=1e-9)
    assert 3.6801 / (87 * amount_per_kg) == pytest.approx(0.1, rel=1e-6)


def test_direct_and_indirect_add_up_to_the_total_as_defra_prints_it() -> None:
    # WE-11, Defra 2012 annex 7 table 7e, articulated > 33 t: 0.08473 + 0.018 = 0.10273
    assert pytest.approx(0.10273, abs=1e-5) == 0.08473 + 0.018


@pytest.mark.parametrize(
    "vehicle", ["van_3t5", "rigid_17t", "artic_40t", "all_hgv", "container_ship"]
)
def test_well_to_wheel_is_tank_to_wheel_and_well_to_tank(library: Library, vehicle: str) -> None:
    factor = library.factors[f"freight/{vehicle}/ambient/tkm@GLO"][0]
    assert factor.ttw_kg_co2e is not None
    assert factor.wtt_kg_co2e is not None
    assert factor.kg_co2e == pytest.approx(factor.ttw_kg_co2e + factor.wtt_kg_co2e, abs=1e-9)


def test_the_default_chain_is_the_same_chain_declared(build: Build, g_per_kg: Grams) -> None:
    for place, country, vehicle in (("Skara", "SE", "all_hgv"), ("Oderzo", "IT", "all_hgv")):
        silent, _ = build(offered(place=place, country=country), COLD)
        spoken, _ = build(
            offered(leg(start=place, vehicle=vehicle), place=place, country=country), COLD
        )
        assert g_per_kg(silent) == g_per_kg(spoken)
        assert (silent[0].basis, spoken[0].basis) == ("default", "declared")


def test_an_undeclared_vehicle_is_the_average_lorry_refrigerated_for_cold_goods(
    build: Build,
) -> None:
    chain, _ = build(offered(leg(start="Skara"), place="Skara"), COLD)
    assert chain[0].factor_id == "freight/all_hgv/refrigerated/tkm@GLO"
    assert chain[0].basis == "default"


def test_overseas_goes_150_km_to_the_port_by_ship_and_to_the_kitchen(build: Build) -> None:
    chain, problems = build(offered(country="EC"), COLD, category="fruit")
    assert [(one.kind, one.mode) for one in chain] == [
        ("leg", "road"), ("hub", "hub"), ("leg", "sea"), ("hub", "hub"), ("leg", "road"),
    ]  # fmt: skip
    assert [one.distance_km for one in chain][:3] == [150, 0, 11259]
    assert chain[2].end == "Helsingborg"
    assert [one.order for one in chain] == [1, 2, 3, 4, 5]
    assert {one.code for one in problems} == {"origin-country-only", "refrigerated-factor-missing"}
    assert {one.where for one in problems} == {"a.xlsx!Blad1!14"}


def test_the_last_leg_goes_to_each_kitchen_with_its_share(build: Build, g_per_kg: Grams) -> None:
    product = offered(leg(start="Skara"), place="Skara")
    both, _ = build(product, deliveries=(("Falun", 0.25), ("Borlänge", 0.75)))
    one, _ = build(product, deliveries=(("Falun", 1.0),))
    other, _ = build(product, deliveries=(("Borlänge", 1.0),))
    assert [element.share for element in both] == [0.25, 0.75]
    assert g_per_kg(both) == pytest.approx(0.25 * g_per_kg(one) + 0.75 * g_per_kg(other), rel=1e-12)


def test_a_leg_split_in_two_in_the_same_vehicle_has_no_hub(build: Build) -> None:
    first = leg(1, "Malmö", "Örebro", vehicle="artic_40t")
    chain, _ = build(offered(first, leg(2, "Örebro", vehicle="artic_40t"), place="Malmö"))
    assert [one.kind for one in chain] == ["leg", "leg"]
    # equal kilometres give an equal amount, however they are cut
    km = sum(one.distance_km for one in chain)
    assert sum(one.amount_per_kg for one in chain) == pytest.approx(km / 1000, rel=1e-12)


def test_changing_vehicle_is_a_transhipment_and_rolling_onto_a_ferry_is_not(build: Build) -> None:
    legs = (
        leg(1, "Lübeck", "Rostock, DE", vehicle="artic_40t"),
        leg(2, "Rostock, DE", "Trelleborg", mode="ferry"),
        leg(3, "Trelleborg", "Örebro", vehicle="artic_40t"),
        leg(4, "Örebro", vehicle="rigid_17t"),
    )
    chain, problems = build(offered(*legs, place="Lübeck"))
    assert problems == []
    assert [one.mode for one in chain] == ["road", "ferry", "road", "hub", "road"]


def test_a_chain_that_leaves_out_its_beginning_or_end_is_completed(build: Build) -> None:
    product = offered(leg(1, "Helsingborg", "Örebro"), place="Murcia", country="ES")
    chain, problems = build(product)
    assert [(one.start, one.end) for one in chain if one.kind == "leg"] == [
        ("Murcia", "Helsingborg"), ("Murcia", "Helsingborg"), ("Helsingborg", "Örebro"),
        ("Örebro", "Falun"),
    ]  # fmt: skip
    assert [one.mode for one in chain if one.kind == "leg"] == ["road", "ferry", "road", "road"]
    assert {one.code for one in problems} == {"chain-start-added", "chain-end-added"}


def test_a_missing_origin_costs_at_least_as_much_as_any_usual_declared_one(
    build: Build, g_per_kg: Grams
) -> None:
    silent, problems = build(offered(), COLD)
    assert [one.code for one in problems] == ["origin-missing"]
    for place, country in (
        ("Skara", "SE"),
        ("Naaldwijk", "NL"),
        ("Oderzo", "IT"),
        ("Murcia", "ES"),
    ):
        assert g_per_kg(build(offered(place=place, country=country), COLD)[0]) < g_per_kg(silent)
    assert g_per_kg(build(offered(country="EC"), COLD, category="fruit")[0]) < g_per_kg(silent)


def test_a_full_lorry_from_far_away_can_beat_a_half_empty_van(
    build: Build, g_per_kg: Grams
) -> None:
    far, _ = build(offered(leg(start="Kristianstad", vehicle="artic_40t"), place="Kristianstad"))
    van = leg(start="Säter", vehicle="van_3t5", round_km=60, round_load_kg=100)
    near, _ = build(offered(van, place="Säter"))
    assert g_per_kg(far) < g_per_kg(near)


@pytest.mark.parametrize(
    ("legs", "code"),
    [
        ([leg(1, "Malmö", "Lund"), leg(2, "Örebro")], "legs-not-connected"),
        ([leg(start="Malmö", vehicle="rymdraket")], "vehicle-unknown"),
        ([leg(start="Malmö", mode="sea", vehicle="van_3t5")], "vehicle-mode"),
        ([leg(start="Malmö", mode="barge")], "mode-unknown"),
        ([leg(start="Säter", vehicle="van_3t5", round_km=60, round_load_kg=0)], "round-load"),
        ([leg(start="Säter", vehicle="van_3t5", round_km=60, round_load_kg=9000)], "round-load"),
        ([leg(start="Säter", vehicle="van_3t5", round_km=math.nan, round_load_kg=9)], "round-km"),
        ([leg(start="Säter", vehicle="van_3t5", round_km=60)], "round-load-missing"),
        ([leg(1, "Borås", "SEGOT"), leg(2, "Uppsala", mode="sea")], "sea-leg-needs-port"),
        ([leg(start="Xyzzy")], "place-unknown"),
    ],
)  # fmt: skip
def test_what_cannot_be_computed_is_an_error_and_never_zero(
    build: Build, legs: list[object], code: str
) -> None:
    chain, problems = build(offered(*legs))
    assert chain == ()
    assert code in [one.code for one in problems if one.severity == "error"]


def test_no_delivery_place_is_an_error(build: Build) -> None:
    chain, problems = build(offered(country="SE"), deliveries=())
    assert (chain, problems[0].code) == ((), "delivery-missing")


def test_an_undeclared_load_is_the_drop_size_of_the_tender(build: Build) -> None:
    own = leg(start="Säter", vehicle="van_3t5", round_km=60)
    chain, problems = build(offered(own, place="Säter"), drop_size_kg=150)
    assert (chain[0].load_kg, chain[0].basis) == (150, "default")
    assert "round-load-default" in [one.code for one in problems]


def test_a_chilled_van_is_raised_by_the_stated_uplift(build: Build, g_per_kg: Grams) -> None:
    own = leg(start="Hedemora", vehicle="van_3t5", round_km=60, round_load_kg=300)
    warm, _ = build(offered(own, place="Hedemora"), deliveries=(("Säter", 1.0),))
    cold, problems = build(offered(own, place="Hedemora"), COLD, deliveries=(("Säter", 1.0),))
    assert g_per_kg(cold) == pytest.approx(1.19 * g_per_kg(warm), rel=1e-9)
    assert cold[0].assumptions == ("transport.refrigerated.road_uplift",)
    assert [one.code for one in problems] == ["refrigerated-factor-missing"]


@given(st.floats(1, 1500), st.floats(60, 500))
def test_more_on_board_never_costs_more_per_kg(build: Build, load: float, km: float) -> None:
    own = leg(start="Hedemora", vehicle="van_3t5", round_km=km, round_load_kg=load)
    half = replace(own, round_load_kg=load / 2)
    full, _ = build(offered(own, place="Hedemora"), deliveries=(("Säter", 1.0),))
    less, _ = build(offered(half, place="Hedemora"), deliveries=(("Säter", 1.0),))
    assert less[0].amount_per_kg == pytest.approx(2 * full[0].amount_per_kg)


def test_goods_are_delivered_to_a_locality_and_never_to_a_country() -> None:
    found, problems = chains.kitchens((("Sverige", 1.0),), places.load(), "tender.yaml")
    assert found == ()
    assert [p.code for p in problems] == ["delivery-is-country"]
