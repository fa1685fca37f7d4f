"""What a vehicle runs on: figures of freight-fuel-1 (fuels-2024.csv) and DESNZ 2025, by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from carbon.library.records import Library, Temperature
from carbon.transport import defaults
from carbon.transport.records import ChainElement
from tests.transport.conftest import Built, leg, offered

Build = Callable[..., Built]
Grams = Callable[[tuple[ChainElement, ...]], float]
COLD = Temperature.CHILLED


def _from_skara(**stated: object) -> object:
    return offered(leg(start="Skara", **stated), place="Skara")


def test_a_proved_hvo100_lorry_takes_its_own_factor_with_both_parts_apart(
    build: Build, g_per_kg: Grams, library: Library
) -> None:
    diesel, _ = build(_from_skara(vehicle="artic_40t"), COLD)
    hvo, problems = build(_from_skara(vehicle="artic_40t", energy="hvo100"), COLD)
    assert problems == []
    assert [one.factor_id for one in hvo] == ["freight/artic_40t-hvo100/refrigerated/tkm@GLO"]
    assert hvo[0].amount_per_kg == diesel[0].amount_per_kg
    factor = library.factors[hvo[0].factor_id][0]
    assert factor.ttw_kg_co2e is not None
    assert factor.wtt_kg_co2e is not None
    assert factor.kg_co2e == pytest.approx(factor.ttw_kg_co2e + factor.wtt_kg_co2e, abs=1e-9)
    # transport.md section 3: HVO100 is about 16 % of diesel on the duty's reference value; the
    # newer carrier factor (16.4 against 89.4 g/MJ of DESNZ) makes it 18 %
    assert g_per_kg(hvo) / g_per_kg(diesel) == pytest.approx(16.4 / 89.4, rel=0.03)


@pytest.mark.parametrize(
    ("vehicle", "energy", "factor"),
    [
        ("rigid_17t", "fame100", "freight/rigid_17t-fame100/ambient/tkm@GLO"),
        ("van_3t5", "biogas", "freight/van_3t5-biogas100/ambient/tkm@GLO"),
        ("van_3t5", "electric", "freight/van_3t5-electric-se/ambient/tkm@GLO"),
        ("van_3t5_bev", None, "freight/van_3t5-electric-se/ambient/tkm@GLO"),
        (None, "hvo100", "freight/all_hgv-hvo100/ambient/tkm@GLO"),
        ("rigid_17t", "diesel", "freight/rigid_17t/ambient/tkm@GLO"),
    ],
)
def test_each_energy_has_the_factor_that_the_library_holds(
    build: Build, vehicle: str | None, energy: str | None, factor: str
) -> None:
    chain, problems = build(_from_skara(vehicle=vehicle, energy=energy))
    assert ([one.factor_id for one in chain], problems) == ([factor], [])


@pytest.mark.parametrize("energy", ["biogas", "electric"])
def test_a_lorry_without_a_factor_for_its_energy_keeps_the_class_and_is_told(
    build: Build, energy: str
) -> None:
    chain, problems = build(_from_skara(vehicle="rigid_17t", energy=energy))
    assert [one.factor_id for one in chain] == ["freight/rigid_17t/ambient/tkm@GLO"]
    assert [one.code for one in problems] == ["energy-not-used"]


@pytest.mark.parametrize("evidence", [None, "", " – "])
@pytest.mark.parametrize(
    ("vehicle", "energy"),
    [("van_3t5", "hvo100"), ("van_3t5", "electric"), ("van_3t5_bev", None)],
)
def test_an_energy_without_evidence_is_diesel(
    build: Build, g_per_kg: Grams, vehicle: str, energy: str | None, evidence: str | None
) -> None:
    # A van costs more than the default, so the chain itself needs no proof: the energy still does.
    claimed, problems = build(_from_skara(vehicle=vehicle, energy=energy, evidence=evidence))
    plain, _ = build(_from_skara(vehicle="van_3t5"))
    assert [one.code for one in problems] == ["energy-unproved"]
    assert g_per_kg(claimed) == g_per_kg(plain)
    assert [one.factor_id for one in claimed] == ["freight/van_3t5/ambient/tkm@GLO"]


def test_a_document_of_origin_proves_no_fuel_and_no_lorry(build: Build) -> None:
    chain, problems = build(
        _from_skara(vehicle="artic_40t", energy="hvo100", evidence_kind="origin_document")
    )
    assert [one.factor_id for one in chain] == ["freight/all_hgv/ambient/tkm@GLO"]
    assert [one.code for one in problems] == ["energy-unproved", "legs-unproved"]


def test_a_delivery_plan_proves_the_lorry_and_not_its_fuel(build: Build) -> None:
    chain, problems = build(
        _from_skara(vehicle="artic_40t", energy="hvo100", evidence_kind="delivery_plan")
    )
    assert [one.factor_id for one in chain] == ["freight/artic_40t/ambient/tkm@GLO"]
    assert [one.code for one in problems] == ["energy-unproved"]


def test_a_round_on_hvo100_takes_it_for_its_full_and_its_empty_km(build: Build) -> None:
    own = leg(start="Falun", vehicle="rigid_17t", energy="hvo100", round_km=120, round_load_kg=2400)
    chain, _ = build(offered(own, place="Falun"), COLD, deliveries=(("Borlänge", 1.0),))
    assert [one.factor_id for one in chain] == [
        "freight/rigid_17t-hvo100/refrigerated/km_empty@GLO",
        "freight/rigid_17t-hvo100/refrigerated/km_full@GLO",
    ]


def test_a_chilled_electric_van_keeps_the_uplift_of_the_chilled_van(
    build: Build, library: Library
) -> None:
    own = leg(start="Säter", vehicle="van_3t5_bev", round_km=100, round_load_kg=300)
    chain, _ = build(offered(own, place="Säter"), COLD)
    assert [one.factor_id for one in chain] == ["freight/van_3t5-electric-se/ambient/km@GLO"]
    assert chain[0].amount_per_kg == pytest.approx(100 / 300 * 1.19, rel=1e-9)


def test_an_electric_van_on_diesel_is_a_question(build: Build) -> None:
    chain, problems = build(_from_skara(vehicle="van_3t5_bev", energy="diesel"))
    assert (chain, [one.code for one in problems]) == ((), ["energy-contradicts"])


def test_legs_of_one_offer_row_keep_their_own_energy(build: Build) -> None:
    # An offer row with a via declares two legs in one row; only the first says what it runs on.
    first = leg(1, "Skara", "Örebro", vehicle="rigid_17t", energy="hvo100")
    second = leg(2, "Örebro")
    same_row = [
        type(first)(**{f: getattr(one, f) for f in one.__slots__} | {"where": "a.xlsx!Pris!3"})
        for one in (first, second)
    ]
    chain, problems = build(offered(*same_row, place="Skara"))
    assert [one.factor_id for one in chain if one.kind == "leg"] == [
        "freight/rigid_17t-hvo100/ambient/tkm@GLO",
        "freight/all_hgv/ambient/tkm@GLO",
    ]
    assert {one.where for one in chain if one.kind == "leg"} == {"a.xlsx!Pris!3"}
    assert {one.where for one in problems} <= {"a.xlsx!Pris!3"}


def test_every_energy_and_kind_of_evidence_has_a_word_that_means_it() -> None:
    from carbon.intake import words

    known = words.load().lists
    assert set(defaults.load().energy) | {"diesel"} == set(known["energy"].values())
    kinds = {kind for all_ in defaults.load().evidence.values() for kind in all_}
    assert kinds | {"origin_document"} == set(known["evidence_kind"].values())
