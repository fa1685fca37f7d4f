from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.transport import places
from carbon.transport.placenames import fold
from carbon.transport.places import Gazetteer

DALARNA = Path(__file__).resolve().parents[2] / "factors" / "places" / "dalarna.csv"


@pytest.mark.parametrize(
    "text", ["Göteborg", "Gothenburg", "GOTEBORG", "göteborg, SE", "Göteborg, Sverige"]
)
def test_swedish_english_and_plain_names_find_gothenburg(gazetteer: Gazetteer, text: str) -> None:
    place, problems = gazetteer.find(text)
    assert place is not None
    assert (place.id, problems) == ("geonames:2711537", [])


@pytest.mark.parametrize(
    "text", ["Köpenhamn", "Copenhagen", "København", "Köpenhamn, Danmark", "Copenhagen, DNK"]
)
def test_a_danish_city_is_found_by_its_swedish_english_and_own_name(
    gazetteer: Gazetteer, text: str
) -> None:
    place, _ = gazetteer.find(text)
    assert place is not None
    assert place.country == "DK"


@pytest.mark.parametrize("name", ["Järna", "Fors", "Insjön"])
def test_namesakes_in_sweden_are_never_guessed(gazetteer: Gazetteer, name: str) -> None:
    place, problems = gazetteer.find(name, "SE")
    assert place is None
    assert [one.code for one in problems if one.code != "place-candidate"] == ["place-ambiguous"]
    assert "SE" in dict(problems[0].values)["candidates"]


@pytest.mark.parametrize(
    ("text", "latitude"),
    [("Järna, Vansbro", 60.53), ("Fors, Avesta", 60.21), ("Insjön, Leksand, SE", 60.68),
     ("Järna, Dalarnas län", 60.53), ("Järna, Stockholms län", 59.09)],
)  # fmt: skip
def test_a_municipality_or_county_resolves_namesakes(
    gazetteer: Gazetteer, text: str, latitude: float
) -> None:
    place, problems = gazetteer.find(text)
    assert problems == []
    assert place is not None
    assert place.latitude == pytest.approx(latitude, abs=0.01)


def test_every_place_of_dalarna_is_found_by_name_and_municipality(gazetteer: Gazetteer) -> None:
    with DALARNA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 128
    for row in rows:
        place, problems = gazetteer.find(f"{row['place']}, {row['municipality']}, SE")
        assert place is not None, (row["place"], problems)
        assert place.latitude == pytest.approx(float(row["lat"]), abs=0.1)


def test_a_place_without_accents_in_the_register_is_not_taken_for_one_with(
    gazetteer: Gazetteer,
) -> None:
    # Without an accent it may be the one in Portugal, in Canada or in Brazil: a question.
    assert gazetteer.find("Faro")[0] is None
    assert gazetteer.find("Faro, PT")[0] is not None
    assert gazetteer.find("Fårö")[0] is None  # in Sweden, below 500 inhabitants


def test_an_unknown_place_lists_near_names(gazetteer: Gazetteer) -> None:
    place, problems = gazetteer.find("Hedemorra", where="tender.yaml:3")
    assert place is None
    assert problems[0].code == "place-unknown"
    assert problems[0].where == "tender.yaml:3"
    assert "Hedemora" in dict(problems[0].values)["near"]


def test_a_country_alone_is_its_most_populous_locality(gazetteer: Gazetteer) -> None:
    for text in ("Spanien", "Spain", "ES", "ESP"):
        place, _ = gazetteer.find(text)
        assert place is not None
        assert (place.kind, place.municipality) == ("country", "Madrid")


def test_ports_and_airports_are_found_by_code_and_by_name(gazetteer: Gazetteer) -> None:
    for text in ("SEGOT", "Göteborg", "Gothenburg"):
        port, _ = gazetteer.find(text, kind="port")
        assert port is not None
        assert port.id == "port:SEGOT"
    airport, _ = gazetteer.find("ARN")
    assert airport is not None
    assert airport.kind == "airport"


@pytest.mark.parametrize(
    ("text", "country"),
    [("Almería", "ES"), ("El Ejido", "ES"), ("Murcia", "ES"), ("Valencia", "ES"), ("Huelva", "ES"),
     ("Naaldwijk", "NL"), ("Barendrecht", "NL"), ("Oderzo", "IT"), ("Lamezia Terme", "IT"),
     ("Aarhus", "DK"), ("Lleida", "ES"), ("Agadir", "MA"), ("Nairobi", "KE")],
)  # fmt: skip
def test_places_that_food_comes_from_are_known(
    gazetteer: Gazetteer, text: str, country: str
) -> None:
    place, problems = gazetteer.find(text, country)
    assert place is not None, problems
    assert place.country == country


@given(st.text(max_size=40))
def test_any_text_gives_a_place_or_a_problem(text: str) -> None:
    place, problems = places.load().find(text)
    assert (place is None) == bool(problems)


@given(st.text(max_size=20))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
