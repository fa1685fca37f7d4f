"""Write factors/places/large.csv: the localities that may stand for a country.

One of them does when an offer states a country and no place. Read from the packed gazetteer, so
run it after scripts/build_gazetteer.py:

    python scripts/build_large_places.py

Only countries that a lorry reaches are listed (factors/transport/chains.yaml): from the others
goods go by a flat distance to the port of the country, wherever they come from in it.
"""

from __future__ import annotations

import csv

from carbon import resources
from carbon.library import load
from carbon.transport import defaults, gazetteer

COLUMNS = ("id", "name", "country", "latitude", "longitude", "population", "source")


def main() -> None:
    """Write the table, sorted by country and id."""
    least = load.load().assumption("transport.country_point.population")
    by_road = defaults.load().by_road
    atlas = gazetteer.load().atlas
    places = [
        atlas.place(entry)
        for entry in atlas.book.all_places()
        if entry.prefix in ("geonames", "dalarna")
        and entry.country in by_road
        and entry.population >= least
    ]
    path = resources.factors_folder() / "places" / "large.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for place in sorted(places, key=lambda one: (one.country, one.id)):
            writer.writerow(getattr(place, column) for column in COLUMNS)
    print(f"{path.name}: {len(places)} localities of at least {least:g} inhabitants")


if __name__ == "__main__":
    main()
