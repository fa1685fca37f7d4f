"""Places with a code: ports by UN/LOCODE, airports by IATA and ICAO, crossings, countries."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path

from carbon.transport.placenames import fold
from gazetteer.rows import Row, apart_km

PORT_TOWN_KM = 25.0
PORT_TOWN_POPULATION = 1_000
PORT_NAMES = {  # the list's own misspellings and Swedish names
    "SEGOT": "Göteborg|Gothenburg", "SEHEL": "Helsingborg", "SETRG": "Trelleborg",
    "SESTO": "Stockholm", "CRMOB": "Moín|Puerto Moin|Limón-Moín",
    "INNSA": "Nhava Sheva|Jawaharlal Nehru", "EGALY": "Alexandria", "MYPKG": "Port Klang",
    "KRPUS": "Busan", "YEADE": "Aden",
}  # fmt: skip
# The list puts Visby in the Kattegat; this is the Swedish end of the ferry lines in
# factors/roads/links.csv.
MOVED_PORTS = {"SEVBY": (57.635, 18.275, "Visby")}
COUNTRY_NAMES = {
    "NL": "Holland|Nederländerna|The Netherlands", "GB": "UK|England|Skottland|Scotland|Wales",
    "CZ": "Tjeckien|Czech Republic", "US": "USA|Amerika|United States of America",
    "CI": "Elfenbenskusten|Ivory Coast", "BY": "Vitryssland", "TR": "Turkey|Turkiet",
    "MK": "Makedonien", "AE": "Förenade Arabemiraten|UAE", "KR": "South Korea|Sydkorea",
    "MM": "Burma", "CN": "Kina", "RU": "Ryssland",
}  # fmt: skip


def ports(towns: list[Row]) -> list[Row]:
    """Return the ports of searoute 1.6.0, with the names of the town that they bear."""
    from searoute.data.ports_dict import node_list

    around: defaultdict[str, list[Row]] = defaultdict(list)
    for town in towns:
        if town.population >= PORT_TOWN_POPULATION:
            around[town.country].append(town)
    found: dict[str, Row] = {}
    for port in sorted(node_list.values(), key=lambda one: (one["port"], one["name"], one["x"])):
        code = str(port["port"])
        if len(code) == 5 and code not in found:
            found[code] = _port(code, port, around[code[:2]])
    return list(found.values())


def _port(code: str, port: dict[str, object], around: list[Row]) -> Row:
    lat, lon = float(str(port["y"])), float(str(port["x"]))
    called = [*PORT_NAMES.get(code, "").split("|"), str(port["name"] or "").strip()]
    if code in MOVED_PORTS:
        lat, lon, name = MOVED_PORTS[code]
        called = [name]
    wanted = {fold(name) for name in called if name}
    for town in around:
        names = (town.name, *town.main, *town.others)
        if wanted & set(map(fold, names)) and apart_km(town, lat, lon) <= PORT_TOWN_KM:
            called += names
    named = list(dict.fromkeys(name for name in called if name)) or [code]
    return Row(
        kind="port", id=f"port:{code}", name=named[0], country=code[:2],
        lat=round(lat, 4), lon=round(lon, 4), main=(code,), others=tuple(named[1:]),
    )  # fmt: skip


def airports() -> list[Row]:
    """Return the airports that have an IATA code, and all of Sweden's."""
    import airportsdata

    found = []
    for code, one in sorted(airportsdata.load("ICAO").items()):
        if not one["iata"] and one["country"] != "SE":
            continue
        key, city = one["iata"] or code, (one["city"],) if one["city"] else ()
        found.append(
            Row(
                kind="airport", id=f"airport:{key}", name=one["name"] or key,
                country=one["country"], lat=round(one["lat"], 4), lon=round(one["lon"], 4),
                main=tuple(dict.fromkeys((key, code))), others=city,
            )
        )  # fmt: skip
    return found


def crossings(path: Path) -> list[Row]:
    """Return the border crossings of factors/places/crossings.csv."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Row(
                kind="crossing", id=f"crossing:{row['id']}", name=row["name"],
                country=row["country"], lat=float(row["lat"]), lon=float(row["lon"]),
                main=tuple(filter(None, row["other_names"].split("|"))),
                municipality=row["other_country"],
            )
            for row in csv.DictReader(file)
        ]  # fmt: skip


def countries(data: Path, towns: list[Row]) -> list[Row]:
    """Return the countries, each at its most populous locality, by CLDR's names."""
    from babel import Locale

    known = json.loads((data / "countries.json").read_text(encoding="utf-8"))
    swedish, english = Locale("sv").territories, Locale("en").territories
    largest: dict[str, Row] = {}
    for town in towns:
        if town.country not in largest or town.population > largest[town.country].population:
            largest[town.country] = town
    found = []
    for code, country in sorted(known.items()):
        if code in largest and code in swedish:
            town = largest[code]
            names = [code, country["iso3"], english.get(code, ""), country["name"]]
            names += COUNTRY_NAMES.get(code, "").split("|")
            found.append(
                Row(
                    kind="country", id=f"country:{code}", name=str(swedish[code]), country=code,
                    region=country["continentcode"], municipality=town.name, lat=town.lat,
                    lon=town.lon, main=tuple(dict.fromkeys(filter(None, names))),
                )
            )  # fmt: skip
    return found
