"""What cannot be driven, sailed or flown is an error at the cell that says it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from carbon.library.records import Library
from carbon.transport import method as methods
from carbon.transport import routes, sea
from carbon.transport.places import Gazetteer
from tests.transport.conftest import Built, leg, offered

Build = Callable[..., Built]


@pytest.mark.parametrize("mode", ["rail", "sea", "air", "ferry"])
def test_only_road_reaches_a_kitchen(build: Build, mode: str) -> None:
    start = {"sea": "ESALG", "air": "MAD"}.get(mode, "Almería, ES")
    chain, problems = build(offered(leg(start=start, mode=mode), place="Almería", country="ES"))
    assert chain == ()
    assert [(one.code, one.where) for one in problems] == [
        ("last-leg-needs-road", "a.xlsx!Transport!1")
    ]


def test_a_train_to_the_kitchens_town_still_needs_the_road_from_the_station(build: Build) -> None:
    train = leg(start="Malmö", end="Falun", mode="rail")
    chain, problems = build(offered(train, place="Malmö"))
    assert [one.mode for one in chain] == ["rail", "hub", "road"]
    assert [one.code for one in problems] == ["chain-end-added"]


def test_a_ferry_does_not_sail_overland(build: Build) -> None:
    ferry = leg(1, "Murcia, ES", "Örebro", mode="ferry")
    chain, problems = build(offered(ferry, leg(2, "Örebro"), place="Murcia", country="ES"))
    assert chain == ()
    assert {one.code for one in problems if one.severity == "error"} == {"ferry-leg-needs-port"}


def test_a_ferry_off_the_listed_lines_sails_no_shorter_than_the_sea_route(
    gazetteer: Gazetteer, library: Library
) -> None:
    # Algeciras-Gävle: the great circle goes over Spain, France and Germany
    start, end = (gazetteer.find(code, kind="port")[0] for code in ("ESALG", "SEGVX"))
    assert start is not None
    assert end is not None
    found, _ = routes.route(start, end, "ferry", method=methods.of(library))
    sailed, _ = routes.route(start, end, "sea", method=methods.of(library))
    assert found is not None
    assert sailed is not None
    assert found.distance_km == sailed.distance_km
    assert found.method == sea.METHOD


def test_places_with_a_port_of_their_name_have_a_ferry_between_their_ports(build: Build) -> None:
    legs = (
        leg(1, "Gdańsk", mode="ferry", end="Gävle"),
        leg(2, "Gävle", vehicle="artic_40t"),
    )
    chain, problems = build(offered(*legs, place="Gdańsk", country="PL"))
    assert not [one for one in problems if one.severity == "error"]
    assert [one.mode for one in chain] == ["ferry", "road"]


def test_a_country_is_never_an_end_of_a_leg(build: Build) -> None:
    for own in (leg(start="Sverige"), leg(start="Malmö", end="Tyskland")):
        chain, problems = build(offered(own, place="Malmö"))
        assert (chain, problems[-1].code) == ((), "leg-end-country")


def test_a_train_does_not_start_at_a_country(build: Build) -> None:
    legs = (leg(1, None, "Örebro", mode="rail"), leg(2, "Örebro"))
    chain, problems = build(offered(*legs, country="ES"))
    assert chain == ()
    assert "leg-end-country" in {one.code for one in problems}
