"""The packed gazetteer: a place, or a question that shows the candidates, never a guess.

The traps are those of transport.md section 4: Järna, Fors, Insjön by size, Idre and Särna by
postcode, Sifferbo by a postcode that looks exact.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbon import yamlfile
from carbon.transport import gazetteer, gazetteersearch
from carbon.transport.gazetteer import Found, Gazetteer, described
from carbon.transport.sphere import great_circle_km

PLACES = Path(__file__).resolve().parents[2] / "factors" / "places"
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "transport"
EARTH_KM = 6371.0088


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    return gazetteer.load()


def codes(found: Found) -> list[str]:
    return [one.code for one in found.problems if one.severity == "error"]


def away_km(found: Found, latitude: float, longitude: float) -> float:
    assert found.place is not None, found.problems
    point = (found.place.latitude, found.place.longitude)
    return great_circle_km(point, (latitude, longitude), EARTH_KM)


def test_the_file_is_the_one_that_its_head_describes() -> None:
    assert gazetteer.verified()


def test_the_head_counts_what_is_in_the_file(world: Gazetteer) -> None:
    head, problems = yamlfile.read(PLACES / gazetteer.HEAD)
    assert problems == []
    counted: dict[str, int] = {}
    for entry in world.atlas.book.all_places():
        kind = world.atlas.place(entry).kind
        counted[kind] = counted.get(kind, 0) + 1
    assert counted == head["places"]
    assert counted["locality"] > 234_900


@pytest.mark.parametrize(
    ("name", "towns"),
    [("Järna", {"Vansbro", "Södertälje"}), ("Fors", {"Avesta", "Örnsköldsvik"}),
     ("Insjön", {"Leksand", "Åsele"}), ("Mora", {"Mora", "Säter"})],
)  # fmt: skip
def test_namesakes_in_sweden_are_asked_about(world: Gazetteer, name: str, towns: set[str]) -> None:
    found = world.find(name, where="tender.yaml:9")
    assert (found.place, codes(found)) == (None, ["place-ambiguous"])
    assert {one.where for one in found.problems} == {"tender.yaml:9"}
    assert towns <= {one.place.municipality for one in found.candidates}
    assert max(one.distance_km for one in found.candidates) > 10


@pytest.mark.parametrize("name", ["Järna", "Fors", "Insjön", "Mora", "Newport, GB", "Valencia"])
def test_every_candidate_is_found_by_the_words_that_show_it(world: Gazetteer, name: str) -> None:
    for one in world.find(name).candidates:
        again = world.find(described(one.place))
        shown = [again.place] if again.place else [other.place for other in again.candidates]
        assert one.place.id in [place.id for place in shown if place]
        assert world.find(one.place.id).place == one.place


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [("Järna, Vansbro", 60.53, 14.37), ("Järna, Stockholms län", 59.09, 17.57),
     ("Fors, Avesta", 60.21, 16.31), ("Insjön, Leksand, SE", 60.68, 15.09),
     ("Mora, Mora", 61.01, 14.54), ("Idre", 61.86, 12.71), ("Särna", 61.69, 13.14),
     ("Sifferbo", 60.53, 15.02)],
)  # fmt: skip
def test_a_municipality_or_county_settles_it(
    world: Gazetteer, text: str, latitude: float, longitude: float
) -> None:
    assert away_km(world.find(text), latitude, longitude) < 2


def test_a_stated_region_or_municipality_settles_it_as_words_after_a_comma_do(
    world: Gazetteer,
) -> None:
    wanted = world.find("Järna, Vansbro").place
    assert world.find("Järna", "SE", "Dalarna").place == wanted
    assert world.find("Järna", municipality="Vansbro").place == wanted
    assert world.find("Järna", postcode="780 51").place == wanted  # Dala-Järna, Vansbro
    assert world.find("Järna", postcode="791 31").place is None  # Falun


@pytest.mark.parametrize(
    ("text", "key"),
    [("Falun", "geonames:2715459"), ("Visby", "geonames:2662689"),
     ("Kristianstad", "geonames:2699310"), ("Grangärde", "dalarna:Grangärde"),
     ("Paris, FR", "geonames:2988507"), ("Milano, IT", "geonames:3173435"),
     ("El Ejido, ES", "geonames:2518494"), ("Naaldwijk, NL", "geonames:2750523"),
     ("Guayaquil, EC", "geonames:3657509"), ("Almería, ES", "geonames:2521886"),
     ("Almeria, Spanien", "geonames:2521886"), ("Köpenhamn", "geonames:2618425"),
     ("København", "geonames:2618425"), ("Copenhagen", "geonames:2618425"),
     ("Copenhagen, DNK", "geonames:2618425"), ("Paris, TX", "geonames:4717560"),
     ("Göteborg", "geonames:2711537"), ("Gothenburg", "geonames:2711537"),
     ("GOTEBORG", "geonames:2711537"), ("Lulea", "geonames:604490")],
)  # fmt: skip
def test_a_name_in_swedish_english_or_local_form_finds_its_place(
    world: Gazetteer, text: str, key: str
) -> None:
    found = world.find(text)
    assert found.place is not None, found.problems
    assert (found.place.id, found.problems) == (key, ())
    assert found.place.source == ("dalarna-places" if "dalarna" in key else "geonames-cities500")


@pytest.mark.parametrize("text", ["Valencia", "Newport, GB", "Faro", "Rostock"])
def test_being_the_larger_is_no_reason(world: Gazetteer, text: str) -> None:
    assert codes(world.find(text)) == ["place-ambiguous"]


def test_a_capital_counts_alone_only_when_it_dwarfs_every_namesake(world: Gazetteer) -> None:
    assert world.find("Paris").place == world.find("Paris, FR").place
    # San José, Costa Rica has fewer inhabitants than San Jose, California
    assert codes(world.find("San Jose")) == ["place-ambiguous"]


def test_an_accent_tells_a_place_of_that_very_name_from_those_without_it(world: Gazetteer) -> None:
    lubeck = world.find("Lübeck").place
    assert lubeck is not None
    assert lubeck.country == "DE"  # and not in West Virginia
    assert codes(world.find("Lubeck")) == ["place-ambiguous"]
    port = world.find("Gävle", kind="port").place
    assert port is not None
    assert port.kind == "port"  # though the port list writes it Gavle


def test_places_near_one_another_are_one_place(world: Gazetteer) -> None:
    falun = world.atlas.book.named("falun")[0]
    beside = replace(falun, own="1", latitude=falun.latitude + 0.08, population=1)  # 9 km
    farther = replace(beside, latitude=falun.latitude + 0.1)  # 11 km
    rules = world.atlas.rules
    assert gazetteersearch.chosen([beside, falun], rules, seat=False) == falun
    assert gazetteersearch.chosen([farther, falun], rules, seat=False) is None


@pytest.mark.parametrize(
    ("text", "key"),
    [("Ludvika lasarett", "geonames:2693759"), ("Mora lasarett", "geonames:2691400"),
     ("Falu lasarett", "geonames:2715459"), ("Centralköket Falun", "geonames:2715459"),
     ("Göteborgs hamn", "port:SEGOT"), ("port SEGOT", "port:SEGOT"), ("SEGOT", "port:SEGOT"),
     ("airport ARN", "airport:ARN"), ("ESSA", "airport:ARN"), ("ARN", "airport:ARN"),
     ("Gagnef kommun", "municipality:2026"), ("Upplands-Bro", "municipality:0139"),
     ("Svinesund", "crossing:svinesund"), ("Haparanda-Tornio", "crossing:haparanda-tornio"),
     ("Øresund", "crossing:oresund"), ("ESP", "country:ES"), ("Spanien", "country:ES")],
)  # fmt: skip
def test_a_word_says_what_kind_of_place_is_meant(world: Gazetteer, text: str, key: str) -> None:
    found = world.find(text)
    assert found.place is not None, found.problems
    assert found.place.id == key


def test_a_kind_finds_nothing_of_another_kind(world: Gazetteer) -> None:
    port = world.find("Göteborg", kind="port").place
    assert port is not None
    assert port.id == "port:SEGOT"
    assert world.find("Falun", kind="port").place is None
    visby = world.find("Visby", kind="port")  # the port list has it in the Kattegat
    assert away_km(visby, 57.64, 18.29) < 2


@pytest.mark.parametrize(
    "text", ["78392 Stora Skedvi", "SE-783 92", "783 92", "Hagen 4, 783 92 Stora Skedvi",
             "S-783 92 Stora Skedvi", "Stora Skedvi, SE"],
)  # fmt: skip
def test_the_same_place_has_the_same_point_however_it_is_entered(
    world: Gazetteer, text: str
) -> None:
    assert world.find(text).place == world.find("Stora Skedvi").place


@pytest.mark.parametrize(
    ("code", "why", "town"),
    [
        ("790 91", "place-postcode-rough", "Idre"),
        ("785 63", "place-postcode-outside", "Sifferbo"),
    ],
)
def test_a_postcode_without_a_sure_point_gives_none_but_its_town_does(
    world: Gazetteer, code: str, why: str, town: str
) -> None:
    alone = world.find(code)
    assert (alone.place, codes(alone)) == (None, [why])
    assert town in {one.place.name for one in alone.candidates}
    assert world.find(f"{code} {town}").place == world.find(town).place


def test_a_postcode_of_another_town_is_a_question(world: Gazetteer) -> None:
    assert codes(world.find("791 31 Mora")) == ["place-postcode-differs"]
    assert codes(world.find("123 45")) == ["place-postcode-unknown"]


def test_an_unknown_village_with_a_sure_postcode_stands_at_its_postal_town(
    world: Gazetteer,
) -> None:
    found = world.find("791 31 Norra Byggninge")
    assert away_km(found, 60.6, 15.63) < 5
    assert [one.code for one in found.problems] == ["place-by-postcode"]


def test_a_foreign_postcode_is_not_read_as_a_swedish_one(world: Gazetteer) -> None:
    for text in ("04700 El Ejido, ES", "ES-04700 El Ejido"):
        assert world.find(text).place == world.find("El Ejido, ES").place


def test_every_place_of_dalarna_is_found_by_name_and_municipality(world: Gazetteer) -> None:
    with (PLACES / "dalarna.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 128
    for row in rows:
        found = world.find(f"{row['place']}, {row['municipality']}")
        assert away_km(found, float(row["lat"]), float(row["lon"])) < 0.1, row


def test_a_misspelt_name_shows_the_nearest_spellings_and_uses_none(world: Gazetteer) -> None:
    found = world.find("Hedemorra")
    assert (found.place, codes(found)) == (None, ["place-unknown"])
    assert "Hedemora" in {one.place.name for one in found.candidates}
    assert world.find("Fårö").place is None  # and is not Faro in Portugal


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_text_gives_a_place_or_an_error(text: str) -> None:
    found = gazetteer.load().find(text)
    assert (found.place is None) == ("error" in {str(one.severity) for one in found.problems})


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/data/transport")
def test_postcodes_agree_with_the_snapshot_beside_the_checkout(world: Gazetteer) -> None:
    import gzip

    with gzip.open(SHARED / "postal-se" / "se_postal.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows[:: len(rows) // 400]:
        known = world.atlas.book.named(row["postcode"])
        assert len(known) == 1
        rough = known[0].note == "r"
        assert rough == (row["usable"] != "1"), row
        if not rough:
            assert known[0].latitude == pytest.approx(float(row["lat"]), abs=0.001)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/data/transport")
def test_localities_agree_with_the_reduced_gazetteer_beside_the_checkout(
    world: Gazetteer,
) -> None:
    import gzip

    path = SHARED / "gazetteer" / "cities500.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        wanted = {row["geonameid"]: row for row in csv.DictReader(file)}
    known = [one for one in world.atlas.book.all_places() if one.prefix == "geonames"]
    assert {one.own for one in known} == set(wanted)
    for one in known:
        if one.region != "10" or one.country != "SE":  # Dalarna's own list has its own points
            assert one.latitude == pytest.approx(float(wanted[one.own]["lat"]), abs=0.0002)
