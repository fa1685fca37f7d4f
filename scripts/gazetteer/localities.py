"""Localities of 500 inhabitants and more: GeoNames, with Dalarna's own list and all names."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from carbon.transport.placenames import fold
from gazetteer.rows import Row, apart_km, usable_names
from gazetteer.sweden import Municipalities

SAME_PLACE_KM = 5.0
# Smaller places outside the European market keep only their own name: what is recorded beside it
# are transliterations and names of the past.
ALL_NAMES_FROM = 5_000
ALL_NAMES_IN = frozenset(
    {
        "AD", "AL", "AT", "AX", "BA", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI",
        "FO", "FR", "GB", "GI", "GL", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV",
        "MC", "MD", "ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SJ", "SK",
        "SM", "TR", "VA", "XK",
    }
)  # fmt: skip
LOCAL_NAMES = {2711537: "Göteborg"}  # GeoNames calls it Gothenburg


def world(data: Path) -> list[Row]:
    """Return every locality of cities500, in the order of its geonameid."""
    cities = json.loads((data / "cities500.json").read_text(encoding="utf-8"))
    countries = json.loads((data / "countries.json").read_text(encoding="utf-8"))
    capitals = {code: fold(str(one["capital"])) for code, one in countries.items()}
    ordered = sorted(cities.values(), key=lambda city: int(city["geonameid"]))
    rows = [_locality(city) for city in ordered]
    return _with_capitals(rows, capitals)


def _locality(city: Mapping[str, Any]) -> Row:
    key, given = int(city["geonameid"]), str(city["name"])
    name = LOCAL_NAMES.get(key, given)
    country, population = str(city["countrycode"]), int(city["population"])
    wanted = country in ALL_NAMES_IN or population >= ALL_NAMES_FROM
    spelled = sorted(city["alternatenames"], key=lambda other: (other.isascii(), other))
    return Row(
        kind="locality",
        id=f"geonames:{key}",
        name=name,
        country=country,
        region=str(city["admin1code"]),
        lat=round(city["latitude"], 4),
        lon=round(city["longitude"], 4),
        population=population,
        main=(given,) if name != given else (),
        others=usable_names(name, spelled if wanted else ()),
    )


def _with_capitals(rows: list[Row], capitals: Mapping[str, str]) -> list[Row]:
    """Mark the seat of government: the most populous place of that name in its country."""
    best: dict[str, Row] = {}
    for row in rows:
        called = {fold(name) for name in (row.name, *row.main, *row.others)}
        if capitals.get(row.country) in called:
            known = best.get(row.country)
            if known is None or row.population > known.population:
                best[row.country] = row
    chosen = {row.id for row in best.values()}
    return [replace(row, note="c") if row.id in chosen else row for row in rows]


def swedish(rows: list[Row], dalarna: Path, outlines: Municipalities) -> list[Row]:
    """Give Swedish localities their municipality and let Dalarna's own list have the last word."""
    placed = [
        replace(row, municipality=outlines.at(row.lat, row.lon, row.name))
        if row.country == "SE"
        else row
        for row in rows
    ]
    known = {row.id: row for row in placed}
    county = [row for row in placed if (row.country, row.region) == ("SE", "10")]
    with dalarna.open(encoding="utf-8", newline="") as file:
        for place in csv.DictReader(file):
            found = _of_dalarna(place, county)
            known[found.id] = found
    return _with_seats(list(known.values()))


def _of_dalarna(place: Mapping[str, str], county: list[Row]) -> Row:
    lat, lon, name = float(place["lat"]), float(place["lon"]), place["place"]
    for row in county:
        named = fold(name) in map(fold, (row.name, *row.others))
        if named and apart_km(row, lat, lon) <= SAME_PLACE_KM:
            return replace(row, lat=lat, lon=lon, municipality=place["municipality"])
    return Row(
        kind="locality",
        id=f"dalarna:{name}",
        name=name,
        country="SE",
        region="10",
        municipality=place["municipality"],
        lat=lat,
        lon=lon,
    )


def _with_seats(rows: list[Row]) -> list[Row]:
    best: dict[str, Row] = {}
    for row in rows:
        if row.municipality and fold(row.name) == fold(row.municipality):
            known = best.get(row.municipality)
            if known is None or row.population > known.population:
                best[row.municipality] = row
    seats = {row.id for row in best.values()}
    return [replace(row, note=f"{row.note}s") if row.id in seats else row for row in rows]


def municipalities(rows: list[Row], outlines: Municipalities) -> list[Row]:
    """Return the municipalities; each stands at its seat, else at its most populous locality."""
    inside: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.country == "SE" and row.kind == "locality":
            inside[row.municipality].append(row)
    found = []
    for name, code in outlines.codes.items():
        towns = sorted(inside[name], key=lambda row: ("s" not in row.note, -row.population, row.id))
        if not towns:
            raise SystemExit(f"no locality in the municipality {name}")
        town = towns[0]
        found.append(
            Row(
                kind="municipality", id=f"municipality:{code}", name=name, country="SE",
                region=town.region, municipality=town.name, lat=town.lat, lon=town.lon,
                main=(code,),
            )
        )  # fmt: skip
    return found


def told_apart(rows: list[Row], districts: Mapping[str, str]) -> list[Row]:
    """Give namesakes of one region their second-level district, where there is one."""
    groups: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        groups[(row.country, row.region, fold(row.name))].append(row)
    named = {}
    for group in groups.values():
        if len(group) > 1 and group[0].country != "SE":
            for row in group:
                named[row.id] = districts.get(row.id.removeprefix("geonames:"), "")
    return [replace(row, municipality=named.get(row.id, row.municipality)) for row in rows]
