"""The point that stands for a country when no place in it was stated.

It is the locality of the country that lies farthest from the tender's kitchens by road, so that
hiding the place never pays. A country without a locality of the stated size keeps its own point.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from carbon.transport import method as methods
from carbon.transport import routes
from carbon.transport.method import Method
from carbon.transport.places import Gazetteer
from carbon.transport.plan import Ground, Kitchen
from carbon.transport.records import Place

Values = tuple[tuple[str, float], ...]


def standing_for(country: Place, ground: Ground) -> Place:
    """Return a country at the point of its farthest locality, named in `municipality`.

    Farthest: the longest road distance to the kitchens, each weighted by its share, among the
    localities of at least transport.country_point.population inhabitants.
    """
    values = tuple(sorted(ground.method.values.items()))
    far = _farthest(ground.gazetteer, country.country, ground.kitchens, values)
    if far is None:
        return country
    return replace(country, latitude=far.latitude, longitude=far.longitude, municipality=far.name)


@lru_cache(maxsize=1024)
def _farthest(
    gazetteer: Gazetteer, country: str, kitchens: tuple[Kitchen, ...], values: Values
) -> Place | None:
    method = methods.made(dict(values))
    least = method.values["transport.country_point.population"]
    routes.survey(one.place for one in kitchens)  # a country has hundreds of localities
    known = [one for one in gazetteer.localities(country) if one.population >= least]
    return max(known, key=lambda one: (_away_km(one, kitchens, method), one.id), default=None)


def _away_km(place: Place, kitchens: tuple[Kitchen, ...], method: Method) -> float:
    found = ((routes.route(place, one.place, "road", method=method)[0], one) for one in kitchens)
    return sum(one.share * road.distance_km for road, one in found if road is not None)
