"""Write factors/transport/sea.csv: the sea distances of the published default chains.

They are made by the same call that measures a declared sea leg, and kept on file because loading
the sea graph takes longer than all the rest of an evaluation. Run when chains.yaml names another
port or searoute is taken in anew:

    python scripts/build_sea.py
"""

from __future__ import annotations

import csv

from carbon import resources
from carbon.transport import defaults, places
from carbon.transport.records import Place
from carbon.transport.sea import sailed_km


def main() -> None:
    """Write the table, sorted by port."""
    known = defaults.load()
    entries = sorted({known.entry_port, known.fresh_fruit_port})
    path = resources.factors_folder() / "transport" / "sea.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("start", "end", "km"))
        for export in sorted(set(known.export_port.values())):
            for entry in entries:
                length = sailed_km(_point(_port(export)), _point(_port(entry)))
                if length is None:
                    raise SystemExit(f"no sea route {export}-{entry}")
                writer.writerow((export, entry, f"{length:.3f}"))
    print(f"{path.name}: {2 * len(set(known.export_port.values()))} distances")


def _port(code: str) -> Place:
    place, problems = places.load().find(code, kind="port")
    if place is None:
        raise SystemExit(f"port {code} is not in the gazetteer: {problems}")
    return place


def _point(place: Place) -> tuple[float, float]:
    return place.latitude, place.longitude


if __name__ == "__main__":
    main()
