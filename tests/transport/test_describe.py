from __future__ import annotations

import pytest

from carbon import language
from carbon.library.records import Library
from carbon.problems import UsageError
from carbon.transport import defaults
from carbon.transport.describe import describe_route


def test_a_route_is_described_in_plain_values(library: Library) -> None:
    told = describe_route("Guayaquil", "Helsingborg", "sea", library)
    assert told["distance_km"] == 11259
    # container ship 16.12 + 3.65 = 19.77 g/tkm
    assert told["kg_co2e_per_tonne"] == pytest.approx(11259 * 0.01977, rel=1e-9)


def test_a_route_from_nowhere_says_what_was_wrong(library: Library) -> None:
    with pytest.raises(UsageError) as caught:
        describe_route("Järna", "Falun", "road", library)
    assert caught.value.problems[0].code == "place-ambiguous"


def test_every_vehicle_of_the_default_chains_has_a_word() -> None:
    known = defaults.load()
    for mode, vehicles in known.vehicles.items():
        assert language.word(f"mode-{mode}", "sv")
        for vehicle in vehicles:
            assert language.word(f"vehicle-{vehicle}", "sv")


def test_the_road_and_the_ferry_on_it_are_legs_of_their_own(library: Library) -> None:
    # transport.md section 8: El Ejido by road 3 421 km and the Trelleborg ferry 222 km
    told = describe_route("El Ejido, ES", "Falun", "road", library)
    modes = {leg["mode"]: leg["distance_km"] for leg in told["legs"]}
    assert modes["road"] == pytest.approx(3421, rel=0.02)
    assert modes["ferry"] == 222
    assert told["distance_km"] == sum(modes.values())
    assert any("OpenStreetMap" in one for one in told["attribution"])


def test_a_ship_goes_from_the_port_of_the_country_to_the_default_port_and_on_by_road(
    library: Library,
) -> None:
    told = describe_route("Guayaquil, EC", "Falun", "sea", library)
    assert [leg["mode"] for leg in told["legs"]] == ["sea", "road"]
    assert told["legs"][0]["to"].startswith("Göteborg")
    # transport.md section 8 prints 288 g/kg by way of Helsingborg
    assert told["kg_co2e_per_tonne"] == pytest.approx(288, rel=0.1)


def test_places_on_the_way_are_gone_by(library: Library) -> None:
    straight = describe_route("Skara", "Falun", "road", library)
    round_about = describe_route("Skara", "Falun", "road", library, via=["Örebro", "Borlänge"])
    assert len(round_about["legs"]) == 3
    assert round_about["distance_km"] >= straight["distance_km"] - 2


def test_radiative_forcing_is_shown_and_not_counted(library: Library) -> None:
    # transport.md section 8: air Nairobi-Arlanda 6 979 km, 4 650 g/kg without it
    (leg,) = describe_route("NBO", "ARN", "air", library)["legs"]
    assert (leg["distance_km"], round(leg["kg_co2e_per_tonne"] / 1000, 2)) == (6979, 4.65)
    (other,) = leg["sensitivity"]
    assert other["what"] == "radiative_forcing"
    # section 3: 0.899 + 0.135 = 1.03 kg/tkm with radiative forcing
    assert other["kg_co2e_per_tonne"] == pytest.approx(6979 * 1.034, rel=0.005)


def test_the_way_round_the_cape_is_shown_and_not_counted(library: Library) -> None:
    # section 6: Ho Chi Minh City-Göteborg 17 490 km by Suez, 23 860 round the Cape
    (leg,) = describe_route("VNSGN", "SEGOT", "sea", library)["legs"]
    (other,) = leg["sensitivity"]
    assert leg["distance_km"] == pytest.approx(17490, rel=0.01)
    assert (other["what"], other["distance_km"]) == ("suez_closed", pytest.approx(23860, rel=0.01))
    (leg,) = describe_route("ECGYE", "SEHEL", "sea", library)["legs"]
    assert leg["sensitivity"] == []


def test_an_inland_place_has_no_aeroplane(library: Library) -> None:
    with pytest.raises(UsageError) as caught:
        describe_route("Nairobi, KE", "Falun", "air", library)
    assert caught.value.problems[0].code == "air-leg-needs-airport"
