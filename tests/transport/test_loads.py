"""A declared load on an ordinary leg, against DESNZ 2025 by hand and against laws."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.library.records import Library
from carbon.transport.freight import laden
from carbon.transport.records import ChainElement
from tests.transport.conftest import Built, leg, offered

Build = Callable[..., Built]
Grams = Callable[[tuple[ChainElement, ...]], float]
LORRIES = ("rigid_7t5", "rigid_17t", "rigid_26t", "artic_33t", "artic_40t")
CODES = tuple[str, ...]


def _skara(vehicle: str | None = "artic_40t", **stated: object) -> object:
    return offered(leg(start="Skara", vehicle=vehicle, **stated), place="Skara")


def test_a_rigid_with_2_4_tonnes_out_and_home_is_the_round_of_the_worked_case(
    build: Build, g_per_kg: Grams
) -> None:
    # transport.md section 2: [E(LF) + EDF E0] / (LF cap), chilled rigid 7.5-17 t of DESNZ 2025:
    # E0 813.15, E(full) 1043.59 g/km at 4.75 t; E(2.4 t) = 929.58. Home empty: EDF 1.
    from carbon.library.records import Temperature

    chain, problems = build(_skara("rigid_17t", load_kg=2400, empty_share=0.5), Temperature.CHILLED)
    assert problems == []
    km = sum(one.distance_km for one in chain) / 2
    assert g_per_kg(chain) == pytest.approx((929.58 + 813.15) / 2400 * km, rel=1e-4)
    # over 60 km it is the 120 km round of tests/transport/test_rounds.py: 43.57 g/kg
    assert g_per_kg(chain) * 60 / km == pytest.approx(43.57, abs=0.01)


def test_a_lorry_full_one_way_and_empty_home(build: Build, library: Library) -> None:
    chain, _ = build(_skara(load_factor=1.0, empty_share=0.5))
    full = [one for one in chain if one.factor_id.endswith("km_full@GLO")]
    empty = [one for one in chain if one.factor_id.endswith("km_empty@GLO")]
    assert len(full) == len(empty) == 1
    assert full[0].distance_km == pytest.approx(empty[0].distance_km, rel=1e-12)
    for one in chain:  # the workbook computes it as km x share / load
        assert one.load_kg == pytest.approx(17860)
        assert one.amount_per_kg == pytest.approx(one.distance_km / 17860, rel=1e-12)
        assert (one.per, one.basis) == ("km", "declared")


@pytest.mark.parametrize("vehicle", LORRIES)
@pytest.mark.parametrize("share", [0.0, 0.2, 0.3])
def test_the_load_and_empty_running_of_the_class_give_the_class_average(
    build: Build, g_per_kg: Grams, library: Library, vehicle: str, share: float
) -> None:
    # DESNZ interpolates linearly and its mean load counts empty km (transport.md section 3), so
    # every load and empty share with that mean costs the same per tonne-km: within 2 %, since
    # the source's WTT of rigids rests on another mean load.
    mean = library.factors[f"freight/{vehicle}/ambient/tkm@GLO"][0].payload_t
    assert mean is not None
    own, _ = build(_skara(vehicle, load_kg=1000 * mean / (1 - share), empty_share=share))
    usual, _ = build(_skara(vehicle))
    assert g_per_kg(own) == pytest.approx(g_per_kg(usual), rel=0.02)


def test_undeclared_empty_running_is_the_way_home_empty(build: Build, g_per_kg: Grams) -> None:
    silent, problems = build(_skara(load_kg=15000))
    spoken, _ = build(_skara(load_kg=15000, empty_share=0.5))
    assert g_per_kg(silent) == g_per_kg(spoken)
    assert [one.code for one in problems] == ["empty-share-default"]
    assert "transport.empty_share.undeclared" in silent[0].assumptions


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ({"load_kg": 0.0}, "load-bad"),
        ({"load_kg": float("nan")}, "load-bad"),
        ({"load_kg": float("inf")}, "load-bad"),
        ({"load_factor": 0.0}, "load-factor-bad"),
        ({"load_factor": 1.01}, "load-factor-bad"),
        ({"load_factor": 4.0}, "load-factor-bad"),
        ({"load_kg": 4 * 17860.0}, "round-load"),
        ({"load_kg": 9000.0, "load_factor": 1.0}, "load-contradicts"),
        ({"load_kg": 9000.0, "empty_share": 1.0}, "empty-share-bad"),
        ({"load_kg": 9000.0, "empty_share": -0.1}, "empty-share-bad"),
        ({"load_kg": 9000.0, "empty_share": float("nan")}, "empty-share-bad"),
        ({"empty_share": 0.3}, "empty-share-twice"),
        ({"empty_share": 0.0}, "empty-share-twice"),
        ({"round_km": 900.0, "round_load_kg": 5000.0, "empty_share": 0.3}, "empty-share-twice"),
        ({"round_km": 900.0, "round_load_kg": 5000.0, "load_kg": 5000.0}, "load-in-round"),
        ({"carrier_g_per_tkm": 90.0, "empty_share": 0.3}, "empty-share-twice"),
    ],
)
def test_an_impossible_load_is_a_question_at_the_cell(
    build: Build, stated: dict[str, float], code: str
) -> None:
    chain, problems = build(_skara(**stated))
    assert chain == ()
    assert (code, "a.xlsx!Transport!1") in [(one.code, one.where) for one in problems]


def test_a_van_takes_kg_and_no_load_factor(build: Build, g_per_kg: Grams) -> None:
    chain, problems = build(_skara("van_3t5", load_factor=0.5))
    assert (chain, [one.code for one in problems if one.severity == "error"]) == (
        (), ["load-kg-needed"],
    )  # fmt: skip
    # 345.84 g per km whatever is on board, driven there and back
    chain, _ = build(_skara("van_3t5", load_kg=600, empty_share=0.5))
    assert g_per_kg(chain) == pytest.approx(345.84 * chain[0].distance_km / 600, rel=1e-9)


def test_a_load_at_sea_or_by_rail_is_told_and_not_used(build: Build, g_per_kg: Grams) -> None:
    legs = (
        leg(1, "Göteborg", "Gävle", mode="rail", load_kg=500000),
        leg(2, "Gävle"),
    )
    chain, problems = build(offered(*legs, place="Göteborg"))
    assert chain[0].factor_id == "freight/rail/ambient/tkm@GLO"
    assert [one.code for one in problems] == ["load-not-used"]


def test_an_unproved_load_never_beats_the_default(build: Build, g_per_kg: Grams) -> None:
    told, problems = build(_skara(load_factor=1.0, empty_share=0.0, evidence=None))
    silent, _ = build(offered(place="Skara"))
    assert g_per_kg(told) == g_per_kg(silent)
    assert "legs-unproved" in [one.code for one in problems]


loads = st.floats(200, 17000)
shares = st.floats(0, 0.9)


@given(loads, loads, shares)
def test_more_on_board_never_costs_more_per_kg(
    build: Build, g_per_kg: Grams, one: float, other: float, share: float
) -> None:
    light, heavy = sorted((one, other))
    grams = [g_per_kg(build(_skara(load_kg=load, empty_share=share))[0]) for load in (light, heavy)]
    assert grams[1] <= grams[0] * (1 + 1e-12)


@given(loads, shares, shares)
def test_more_empty_running_never_costs_less(
    build: Build, g_per_kg: Grams, load: float, one: float, other: float
) -> None:
    less, more = sorted((one, other))
    grams = [g_per_kg(build(_skara(load_kg=load, empty_share=s))[0]) for s in (less, more)]
    assert grams[0] <= grams[1] * (1 + 1e-12)


@given(loads, shares, st.sampled_from(LORRIES))
def test_empty_running_is_counted_once(
    build: Build, library: Library, load: float, share: float, vehicle: str
) -> None:
    pair = laden(library, vehicle, refrigerated=False)
    assert pair is not None
    load = min(load, 1000 * pair.payload_t)
    chain, _ = build(_skara(vehicle, load_kg=load, empty_share=share))
    usual, _ = build(_skara(vehicle))
    # all km driven are those of the leg and the empty ones, no more: d / (1 - share) ...
    driven = sum(one.distance_km for one in chain)
    assert driven == pytest.approx(usual[0].distance_km / (1 - share), rel=1e-9)
    # ... with factors that hold no empty running themselves
    for one in chain:
        assert library.factors[one.factor_id][0].empty_running_included is False
