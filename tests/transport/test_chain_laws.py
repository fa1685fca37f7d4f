"""Metamorphic laws of chains: said or silent, whole or split, wherever it happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.library.records import Library, Temperature
from carbon.transport import defaults, measured, operation
from carbon.transport import method as methods
from carbon.transport.places import Gazetteer
from carbon.transport.plan import Ground, Kitchen, PlannedLeg
from carbon.transport.records import ChainElement, Place
from tests.transport.conftest import Built, leg, offered

Build = Callable[..., Built]
Grams = Callable[[tuple[ChainElement, ...]], float]
PLACES = [("Skara", "SE"), ("Kristianstad", "SE"), ("Oderzo", "IT"), ("Naaldwijk", "NL")]
TEMPERATURES = st.sampled_from(list(Temperature))
_STEP_G = 0.001  # one step of the flow table, 1e-6 kg, in grams


@given(st.sampled_from(PLACES), TEMPERATURES)
def test_the_default_chain_is_the_same_chain_declared(
    build: Build, g_per_kg: Grams, place: tuple[str, str], temperature: Temperature
) -> None:
    name, country = place
    silent, _ = build(offered(place=name, country=country), temperature)
    for vehicle in ("all_hgv", None):
        for energy in (None, "diesel"):
            own = leg(start=f"{name}, {country}", vehicle=vehicle, energy=energy)
            spoken, _ = build(offered(own, place=name, country=country), temperature)
            assert g_per_kg(spoken) == g_per_kg(silent)


@given(
    st.sampled_from(["Örebro", "Karlstad", "Uppsala"]),
    st.sampled_from(["artic_40t", "rigid_17t", None]),
    st.sampled_from([None, "diesel", "hvo100"]),
    st.sampled_from([None, 4000.0]),
    TEMPERATURES,
)
def test_splitting_a_leg_leaves_the_sum_per_km_unchanged(
    build: Build,
    g_per_kg: Grams,
    between: str,
    vehicle: str | None,
    energy: str | None,
    load: float | None,
    temperature: Temperature,
) -> None:
    # The way over a place is longer than the way past it, so what must not change is g per km.
    facts = {"vehicle": vehicle, "energy": energy, "load_kg": load}
    facts |= {"empty_share": None if load is None else 0.3}
    whole, _ = build(offered(leg(1, "Malmö", **facts), place="Malmö"), temperature)
    parts = (leg(1, "Malmö", between, **facts), leg(2, between, **facts))
    split, _ = build(offered(*parts, place="Malmö"), temperature)
    assert {one.mode for one in split} == {"road"}
    km = [sum(one.distance_km for one in chain) for chain in (whole, split)]
    grams = [g_per_kg(chain) for chain in (whole, split)]
    assert grams[1] * km[0] / km[1] == pytest.approx(grams[0], abs=_STEP_G)


@given(
    st.permutations(["SE", "FI", "ES", "PL"]),
    st.sampled_from([*defaults.load().vehicles["road"], None]),
    st.sampled_from([None, "hvo100", "electric"]),
    st.sampled_from([None, 900.0]),
)
def test_the_name_of_a_country_changes_nothing(
    library: Library,
    gazetteer: Gazetteer,
    g_per_kg: Grams,
    countries: list[str],
    vehicle: str | None,
    energy: str | None,
    load: float | None,
) -> None:
    # the same points, called by other countries' names: the same physics, the same figure
    def chain(start_country: str, end_country: str) -> tuple[ChainElement, ...]:
        start, end = (
            Place(
                id=f"test:{name}", name=name, country=country, region="", latitude=latitude,
                longitude=longitude, kind="locality", population=9000, source="test",
            )
            for name, country, latitude, longitude in (
                ("A", start_country, 58.39, 13.44), ("B", end_country, 60.61, 15.63),
            )
        )  # fmt: skip
        ground = Ground(
            kitchens=(Kitchen(place=end, share=1),), library=library, gazetteer=gazetteer,
            method=methods.of(library), defaults=defaults.load(), refrigerated=False,
            temperature="ambient", category=None, drop_size_kg=None,
        )  # fmt: skip
        own = leg(start="A", vehicle=vehicle, energy=energy, load_kg=load)
        planned = PlannedLeg(
            start=start, end=None, mode="road", vehicle=vehicle, temperature="ambient",
            refrigerated=False, where=own.where,
        )  # fmt: skip
        elements, _ = measured.elements([planned], ground)
        made, problems = operation.applied(elements, [own], ground)
        assert not [one for one in problems if one.severity == "error"]
        return made

    first, second, third, fourth = countries
    assert g_per_kg(chain(first, second)) == g_per_kg(chain(third, fourth))


@given(st.sampled_from(PLACES), TEMPERATURES, st.sampled_from([None, "hvo100", "electric"]))
def test_an_unproved_word_never_helps(
    build: Build,
    g_per_kg: Grams,
    place: tuple[str, str],
    temperature: Temperature,
    energy: str | None,
) -> None:
    name, country = place
    silent, _ = build(offered(place=name, country=country), temperature)
    for vehicle in defaults.load().vehicles["road"]:
        if energy is not None and vehicle == "van_3t5_bev" and energy != "electric":
            continue  # a contradiction, which is an error
        own = leg(start=f"{name}, {country}", vehicle=vehicle, energy=energy, evidence=None)
        own = replace(own, carrier_g_per_tkm=1.0, period_from="2026-01-01", period_to="2026-12-31")
        told, _ = build(offered(own, place=name, country=country), temperature)
        assert g_per_kg(told) >= g_per_kg(silent)


@given(st.floats(1, 2000), st.floats(1, 2000))
def test_more_packaging_never_costs_less(
    build: Build, g_per_kg: Grams, one: float, other: float
) -> None:
    light, heavy = sorted((one / 1000, other / 1000))
    grams = [
        g_per_kg(build(offered(leg(start="Skara", packaging_share=share), place="Skara"))[0])
        for share in (light, heavy)
    ]
    assert grams[0] <= grams[1]
