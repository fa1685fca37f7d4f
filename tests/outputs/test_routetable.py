"""The table of distances: the engine's own kilometres, text that stays text, nothing guessed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from carbon.outputs import routetable, routetable_book
from carbon.outputs.routetable import RouteTable
from carbon.tender.folder import assess_folder
from tests.cli.running import EXAMPLE, carbon
from tests.outputs import overseas


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return overseas.tender(tmp_path_factory.mktemp("over") / "over")


@pytest.fixture(scope="module")
def table(folder: Path) -> RouteTable:
    found, problems = routetable.of_folder(folder)
    assert found is not None
    assert problems == []
    return found


def test_the_kilometres_are_those_that_the_footprint_counts_with() -> None:
    found, _ = routetable.of_folder(EXAMPLE)
    assessment, _ = assess_folder(EXAMPLE)
    assert found is not None
    assert assessment is not None
    own = {
        (one.place.name, kitchen.place.name, mode): km
        for one, ways in found.rows
        for kitchen, way in zip(found.kitchens, ways, strict=True)
        for mode, km in (("road", way.road_km), ("ferry", way.ferry_km))
    }
    legs = [
        leg
        for line in assessment.inputs
        for leg in line.chain
        if leg.kind == "leg" and leg.load_kg is None and (leg.start, leg.end, leg.mode) in own
    ]
    assert {leg.mode for leg in legs} == {"road", "ferry"}
    assert len({(leg.start, leg.end) for leg in legs}) >= 12
    for leg in legs:
        assert own[leg.start, leg.end, leg.mode] == leg.distance_km


def test_every_declared_place_stands_once_with_point_and_source(table: RouteTable) -> None:
    ids = [one.place.id for one, _ in table.rows]
    assert len(ids) == len(set(ids))
    names = {one.place.name for one, _ in table.rows}
    assert {"El Ejido", "Oderzo", "Hallsberg", "Skara", "Naivasha"} <= names
    for one, ways in table.rows:
        assert len(ways) == len(table.kitchens) == 2
        assert one.place.source
        assert one.written
        assert one.where.startswith("offers/")


def test_a_place_beyond_the_sea_has_no_road(table: RouteTable) -> None:
    ways = {one.place.name: ways for one, ways in table.rows}
    for name in ("Guayaquil", "Naivasha"):
        assert [(way.road_km, way.ferry_km, way.method) for way in ways[name]] == [(None,) * 3] * 2
    assert all((way.ferry_km or 0) > 100 for way in ways["El Ejido"])
    assert all(way.ferry_km == 0 for way in ways["Skara"])


def test_what_means_no_place_is_told_and_never_guessed(table: RouteTable) -> None:
    codes = {problem.code for problem in table.problems}
    assert codes == {"place-unknown", "route-table-country"}


def test_no_cell_is_a_formula_or_a_link(table: RouteTable) -> None:
    content = routetable_book.table_bytes(table, "sv")
    book = load_workbook(io.BytesIO(content))
    values = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any("<script>alert(1)</script>" in str(one) for one in values)
    assert {cell.data_type for s in book for r in s.iter_rows() for cell in r} <= {"s", "n"}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())
        assert not [name for name in archive.namelist() if "external" in name or "media" in name]


def test_the_sheet_shows_what_the_json_says(table: RouteTable) -> None:
    book = load_workbook(io.BytesIO(routetable_book.table_bytes(table, "en")))
    assert book.sheetnames == ["Distances", "Delivery places", "Problems", "Method"]
    rows = list(book["Distances"].iter_rows(min_row=6, values_only=True))
    said = routetable.as_json(table, "en")
    assert [row[0] for row in rows] == [one["name"] for one in said["places"]]
    km = [row[3:7] for row in rows]
    per_place = [said["distances"][n : n + 2] for n in range(0, len(said["distances"]), 2)]
    for shown, told in zip(km, per_place, strict=True):
        expected = [one[key] for one in told for key in ("road_km", "ferry_km")]
        assert list(shown) == ["–" if one is None else one for one in expected]


def test_two_tables_are_the_same_bytes(folder: Path, table: RouteTable) -> None:
    again, _ = routetable.of_folder(folder)
    assert again is not None
    for lang in ("sv", "en"):
        first = routetable_book.table_bytes(table, lang)
        assert routetable_book.table_bytes(again, lang) == first


def test_the_command_writes_the_table_and_says_what_it_did(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "avstånd.xlsx"
    ran = carbon("route", "--table", folder, "--out", file, "--json")
    assert ran.code == 1  # two places cannot be found
    said = ran.json()
    assert {"kitchens", "places", "distances", "problems", "attribution", "written"} <= set(said)
    assert len(said["distances"]) == len(said["places"]) * len(said["kitchens"])
    assert any("OpenStreetMap" in one for one in said["attribution"])
    assert file.exists()
    assert carbon("route", "--table", EXAMPLE, "--out", file).code == 0


def test_wrong_use_of_the_table_is_a_sentence(tmp_path: Path) -> None:
    xlsx = tmp_path / "x.xlsx"
    assert "--out saknas." in carbon("route", "--table", EXAMPLE).err
    for arguments, code in (
        (("Falun", "--table", EXAMPLE, "--out", xlsx), "route-table-alone"),
        (("--table", EXAMPLE, "--mode", "sea", "--out", xlsx), "route-table-alone"),
        (("--table", EXAMPLE, "--out", tmp_path / "x.csv"), "route-table-suffix"),
        (("Falun", "Mora", "--out", xlsx), "route-out-alone"),
    ):
        ran = carbon("route", *arguments)
        assert ran.code == 2
        assert code in ran.err
    assert carbon("route", "--table", tmp_path, "--out", xlsx).code == 2
    assert list(tmp_path.iterdir()) == []


def test_via_strings_legs_together() -> None:
    direct = carbon("route", "Skara", "Falun", "--json").json()
    over = carbon("route", "Skara", "Falun", "--via", "Örebro", "--json").json()
    assert [leg["from_place"]["name"] for leg in over["legs"]] == ["Skara", "Örebro"]
    assert over["distance_km"] >= direct["distance_km"]
    cold = carbon("route", "Skara", "Falun", "--refrigerated", "--json").json()
    assert cold["kg_co2e_per_tonne"] > direct["kg_co2e_per_tonne"]
