from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.library.records import Library
from carbon.transport import method as methods
from carbon.transport import routes, sea
from carbon.transport.places import Gazetteer
from carbon.transport.records import Place, Route
from carbon.transport.sphere import great_circle_km


def _place(gazetteer: Gazetteer, text: str, kind: str | None = None) -> Place:
    place, problems = gazetteer.find(text, kind=kind)
    assert place is not None, problems
    return place


def _at(latitude: float, longitude: float, country: str = "SE") -> Place:
    return Place(
        id=f"{latitude},{longitude}", name="x", country=country, region="", latitude=latitude,
        longitude=longitude, kind="locality", population=0, source="test",
    )  # fmt: skip


def _route(library: Library, start: Place, end: Place, mode: str) -> Route:
    found, problems = routes.route(start, end, mode, method=methods.of(library))
    assert found is not None, problems
    return found


def test_one_degree_along_a_meridian_is_111_km() -> None:
    # 6371.0088 x pi / 180 = 111.195
    assert great_circle_km((60, 15), (61, 15), 6371.0088) == pytest.approx(111.195, abs=0.001)


def test_within_europe_the_way_is_that_of_the_road_network(
    library: Library, gazetteer: Gazetteer
) -> None:
    falun, mora = _place(gazetteer, "Falun"), _place(gazetteer, "Mora lasarett")
    found = _route(library, falun, mora, "road")
    assert found.method == "road-2026.1"
    assert 80 <= found.distance_km <= 95
    assert _route(library, mora, falun, "road").distance_km == found.distance_km


def test_the_ferry_on_the_way_is_apart_from_the_road(
    library: Library, gazetteer: Gazetteer
) -> None:
    visby, falun = _place(gazetteer, "Visby"), _place(gazetteer, "Falun")
    found = _route(library, visby, falun, "road")
    assert found.ferry_km > 100
    assert len(found.ferries) == 1
    bridge = _route(library, _place(gazetteer, "Köpenhamn, DK"), _place(gazetteer, "Malmö"), "road")
    assert bridge.ferry_km == 0  # the Öresund link


def test_an_island_without_a_link_is_a_question(library: Library, gazetteer: Gazetteer) -> None:
    start, end = _place(gazetteer, "Santa Cruz de Tenerife, ES"), _place(gazetteer, "Falun")
    found, problems = routes.route(start, end, "road", method=methods.of(library), where="B7")
    assert found is None
    assert [(one.code, one.where) for one in problems] == [("route-no-link", "B7")]


def test_zones_are_about_coordinates_and_not_about_country_codes(library: Library) -> None:
    there = _route(library, _at(55, 5, "NL"), _at(56, 5, "DK"), "road")
    other = _route(library, _at(55, 5, "ZZ"), _at(56, 5, "SE"), "road")
    assert there.distance_km == other.distance_km == 138  # 111.195 x 1.24


def test_outside_europe_the_circuity_is_1_35(library: Library) -> None:
    assert _route(library, _at(0, 35), _at(1, 35), "road").distance_km == 150  # 111.195 x 1.35


def test_within_one_locality_the_distance_is_the_least_one(library: Library) -> None:
    assert _route(library, _at(60.6, 15.6), _at(60.6, 15.6), "road").distance_km == 5


def test_a_listed_ferry_line_gives_its_own_length(library: Library, gazetteer: Gazetteer) -> None:
    start, end = _place(gazetteer, "Trelleborg"), _place(gazetteer, "Rostock, DE")
    found = _route(library, start, end, "ferry")
    assert (found.distance_km, found.method) == (157, "ferry-links-1")


def test_bananas_sail_11_259_km_from_guayaquil_to_helsingborg(
    library: Library, gazetteer: Gazetteer
) -> None:
    # transport.md section 8, worked cases
    found = _route(library, _place(gazetteer, "ECGYE"), _place(gazetteer, "SEHEL"), "sea")
    assert (found.distance_km, found.method) == (11259, "searoute-1.6.0-suez-open")


def test_ho_chi_minh_city_sails_through_suez(library: Library, gazetteer: Gazetteer) -> None:
    # transport.md section 6: 17 490 km via Suez, 23 860 km round the Cape
    found = _route(library, _place(gazetteer, "VNSGN"), _place(gazetteer, "SEGOT"), "sea")
    assert found.distance_km == pytest.approx(17490, abs=10)


def test_kept_sea_distances_are_what_searoute_says(gazetteer: Gazetteer) -> None:
    for (start, end), kept in list(sea.kept_km().items())[::40]:
        a, b = (_place(gazetteer, key.removeprefix("port:"), "port") for key in (start, end))
        sailed = sea.sailed_km((a.latitude, a.longitude), (b.latitude, b.longitude))
        assert sailed == pytest.approx(kept, abs=0.001)


def test_air_is_the_great_circle_between_airports(library: Library, gazetteer: Gazetteer) -> None:
    # transport.md section 6: Nairobi-Arlanda 6 979 km
    found = _route(library, _place(gazetteer, "NBO"), _place(gazetteer, "ARN"), "air")
    assert found.distance_km == pytest.approx(6979, abs=2)


@pytest.mark.parametrize(
    ("mode", "code"), [("sea", "sea-leg-needs-port"), ("air", "air-leg-needs-airport")]
)
def test_the_nearest_port_or_airport_is_never_guessed(
    library: Library, mode: str, code: str
) -> None:
    found, problems = routes.route(
        _at(57.7, 11.9), _at(53.5, 10.0), mode, method=methods.of(library)
    )
    assert found is None
    assert [one.code for one in problems] == [code]


def test_an_unknown_mode_is_a_problem(library: Library) -> None:
    found, problems = routes.route(_at(57, 12), _at(58, 12), "barge", method=methods.of(library))
    assert (found, problems[0].code) == (None, "mode-unknown")


LAT, LON = st.floats(-85, 85), st.floats(-180, 180)


@given(LAT, LON, LAT, LON, st.sampled_from(["road", "ferry"]))
def test_both_directions_are_equal_and_whatever_the_country(
    library: Library, lat_a: float, lon_a: float, lat_b: float, lon_b: float, mode: str
) -> None:
    method = methods.of(library)
    start, end = _at(lat_a, lon_a), _at(lat_b, lon_b)
    there, _ = routes.route(start, end, mode, method=method)
    moved = replace(end, country="ZZ"), replace(start, country="BR")
    back, _ = routes.route(*moved, mode, method=method)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert there.distance_km == back.distance_km
