"""Rounds in the supplier's own vehicle: no impossible length, and energy that follows the load."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.library.records import Library, Temperature
from carbon.transport import defaults
from carbon.transport.freight import laden
from carbon.transport.records import ChainElement
from tests.transport.conftest import Built, leg, offered

Build = Callable[..., Built]
Grams = Callable[[tuple[ChainElement, ...]], float]
COLD = Temperature.CHILLED
BORLANGE = (("Borlänge", 1.0),)


def _rigid(km: float | None, load: float, vehicle: str | None = "rigid_17t") -> object:
    return offered(
        leg(start="Falun", vehicle=vehicle, round_km=km, round_load_kg=load), place="Falun"
    )


def test_a_chilled_rigid_round_of_120_km_with_2_4_tonnes_goes_home_empty(
    build: Build, g_per_kg: Grams
) -> None:
    # DESNZ 2025, rigid 7.5-17 t refrigerated: 813.15 g/km empty, 1043.59 full at 4.75 t.
    # Out at 2.4/4.75: 813.15 + 0.50526 x 230.44 = 929.58; home 813.15; mean 871.37 x 120 / 2400 =
    # 43.6. transport.md section 8 says 47: it takes 929.58 all the way round (46.5), home included.
    chain, problems = build(_rigid(120, 2400), COLD, deliveries=BORLANGE)
    assert problems == []
    assert g_per_kg(chain) == pytest.approx(43.57, abs=0.01)
    assert g_per_kg(chain) == pytest.approx(47, rel=0.08)
    assert [one.factor_id for one in chain] == [
        "freight/rigid_17t/refrigerated/km_empty@GLO",
        "freight/rigid_17t/refrigerated/km_full@GLO",
    ]


def test_the_parts_of_a_round_are_the_whole_round(build: Build) -> None:
    chain, _ = build(_rigid(120, 2400), COLD, deliveries=BORLANGE)
    assert sum(one.distance_km for one in chain) == pytest.approx(120, rel=1e-12)
    for one in chain:  # the workbook computes it as km x share / load
        assert one.load_kg is not None
        assert one.amount_per_kg == pytest.approx(one.distance_km / one.load_kg, rel=1e-12)


def test_a_load_beyond_the_full_one_of_the_source_earns_nothing_more(
    build: Build, g_per_kg: Grams
) -> None:
    full, clean = build(_rigid(120, 4750), deliveries=BORLANGE)
    over, problems = build(_rigid(120, 11000), deliveries=BORLANGE)
    assert g_per_kg(over) == g_per_kg(full)
    assert (clean, [one.code for one in problems]) == ([], ["round-load-full"])


def test_an_undeclared_lorry_class_takes_the_average_and_carries_its_full_load_at_most(
    build: Build, g_per_kg: Grams
) -> None:
    # DESNZ 2025, all HGVs: 891.21 + 211.54 = 1102.75 g/km; full at 13.62 t
    for vehicle in (None, "all_hgv"):
        chain, _ = build(_rigid(120, 10000, vehicle), deliveries=BORLANGE)
        assert [one.factor_id for one in chain] == ["freight/all_hgv/ambient/km@GLO"]
        assert g_per_kg(chain) == pytest.approx(1102.75 * 120 / 10000, rel=1e-9)
        chain, problems = build(_rigid(120, 50000, vehicle), deliveries=BORLANGE)
        assert (chain, problems[0].code) == ((), "round-load")


def test_an_undeclared_lorry_class_is_never_better_than_the_same_lorry_declared(
    library: Library,
) -> None:
    # Out and home cost at most half full and half empty; the average per km must not be below it.
    average = library.factors["freight/all_hgv/ambient/km@GLO"][0].kg_co2e
    pair = laden(library, "all_hgv", refrigerated=False)
    assert pair is not None
    assert average >= (pair.empty.factor.kg_co2e + pair.full.factor.kg_co2e) / 2


def test_no_vehicle_may_carry_less_than_its_source_calls_full(library: Library) -> None:
    for vehicle in defaults.load().vehicles["road"]:
        pair = laden(library, vehicle, refrigerated=False)
        limit = library.assumption(f"transport.load_limit.{vehicle}")
        assert pair is None or limit >= pair.payload_t * 1000


@given(st.floats(50, 11000), st.floats(50, 11000))
def test_more_on_board_of_a_lorry_never_costs_more_per_kg(
    build: Build, g_per_kg: Grams, one: float, other: float
) -> None:
    light, heavy = sorted((one, other))
    grams = [g_per_kg(build(_rigid(120, load), deliveries=BORLANGE)[0]) for load in (light, heavy)]
    assert grams[1] <= grams[0] * (1 + 1e-12)


@pytest.mark.parametrize("km", [0.001, 1, 5, 50])
def test_a_round_cannot_be_shorter_than_the_road_there_and_back(
    build: Build, g_per_kg: Grams, km: float
) -> None:
    def van(length: float | None) -> Built:
        own = leg(start="Säter", vehicle="van_3t5", round_km=length, round_load_kg=300)
        return build(offered(own, place="Säter"))

    told, problems = van(km)
    silent, _ = van(None)
    assert [one.code for one in problems] == ["round-too-short"]
    assert g_per_kg(told) == g_per_kg(silent)
    assert told[0].method == "twice-the-route-1, road-2026.1"
    assert told[0].assumptions == ()


def test_a_round_within_one_locality_is_there_and_back_of_the_least_distance(
    build: Build,
) -> None:
    own = leg(start="Falun", vehicle="van_3t5", round_km=0.001, round_load_kg=1500)
    chain, problems = build(offered(own, place="Falun"))
    assert [one.code for one in problems] == ["round-too-short"]
    assert chain[0].distance_km == 10  # 2 x 5
