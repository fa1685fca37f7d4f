"""Distance between two places: one named method for each mode, the same for everybody.

Road is searched on the network of `roadnet`, whose ferry kilometres are kept apart; where an end
lies outside of it, the great circle times a circuity stands in. Rail, ferry and air come from the
great circle, sea from the graph of searoute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from carbon.problems import Problem, error
from carbon.transport import method as methods
from carbon.transport import sea
from carbon.transport.method import Line, Method
from carbon.transport.records import Place, Route
from carbon.transport.sphere import Point, great_circle_km

Found = tuple[Route | None, list[Problem]]


def route(start: Place, end: Place, mode: str, *, method: Method, where: str = "") -> Found:
    """Return the route between two places in whole km, the same in both directions.

    Sea needs a port and air an airport at both ends (`sea-leg-needs-port`,
    `air-leg-needs-airport`), a ferry off the listed lines a port (`ferry-leg-needs-port`): the
    nearest one is never guessed. Road has a least distance, since a place stands for a whole
    locality. An unknown mode is `mode-unknown`.
    """
    rule = _RULES.get(mode)
    if rule is None:
        return None, [error("mode-unknown", where, found=mode, expected=", ".join(_RULES))]
    return rule(start, end, method, where)


def survey(ends: Iterable[Place]) -> None:
    """Let the road network work out the ways from each end to everywhere, once for many routes.

    `route` answers the same without, with a search for every pair.
    """
    from carbon.transport import roadnet

    network = roadnet.load()
    for end in ends:
        network.distances_from(_point(end))


def _road(start: Place, end: Place, method: Method, where: str) -> Found:
    from carbon.transport import roadnet  # numpy and the network, which rail and air do without

    found, problems = roadnet.load().route(_point(start), _point(end), where=where)
    if problems:
        return None, problems  # an island without a link: no circuity may bridge it
    if found is None:
        return _road_by_circuity(start, end, method), []
    driven = _route(start, end, "road", max(found.road_km, _least_km(method)), found.method)
    return replace(driven, ferry_km=found.ferry_km, ferries=found.ferries), []


def _road_by_circuity(start: Place, end: Place, method: Method) -> Route:
    _, circuity = method.circuity(_point(start), _point(end))
    driven = circuity * _great_circle(start, end, method)
    return _route(start, end, "road", max(driven, _least_km(method)), methods.ROAD)


def _least_km(method: Method) -> float:
    return method.values["transport.road.minimum"]


def _rail(start: Place, end: Place, method: Method, where: str) -> Found:
    length = method.values["transport.rail.circuity"] * _great_circle(start, end, method)
    return _whole(start, end, "rail", length, methods.RAIL, where)


def _ferry(start: Place, end: Place, method: Method, where: str) -> Found:
    line = ferry_line(start, end, method)
    if line is not None:
        return _whole(start, end, "ferry", line.length_km, methods.FERRY_LINE, where)
    for place in (start, end):
        if place.kind != "port":
            return None, [error("ferry-leg-needs-port", where, found=place.name)]
    crossing = method.values["transport.ferry.circuity"] * _great_circle(start, end, method)
    sailed = _sailed(start, end)
    if sailed is None:
        return None, [error("sea-route-missing", where, start=start.name, end=end.name)]
    # The great circle may cross land, and the sea graph ends short of the harbour.
    name = methods.FERRY if crossing >= sailed else sea.METHOD
    return _whole(start, end, "ferry", max(crossing, sailed), name, where)


def assumed(found: Route, method: Method) -> tuple[str, ...]:
    """Return the ids of the assumptions behind a distance; the road network carries its own."""
    if found.method == methods.ROAD:
        return (method.circuity(_point(found.start), _point(found.end))[0],)
    return {
        methods.RAIL: ("transport.rail.circuity",),
        methods.FERRY: ("transport.ferry.circuity",),
        methods.FERRY_LINE: ("transport.ferry.at_the_line",),
    }.get(found.method, ())


def ferry_line(start: Place, end: Place, method: Method) -> Line | None:
    """Return the listed ferry line that both places lie at, one at each end."""
    lines = (one for one in method.lines if _at_the_line(start, end, one.start, one.end, method))
    return next(lines, None)


def _at_the_line(start: Place, end: Place, a: Point, b: Point, method: Method) -> bool:
    near, radius = (method.values[f"transport.{k}"] for k in ("ferry.at_the_line", "earth_radius"))
    for first, second in ((a, b), (b, a)):
        apart = great_circle_km(_point(start), first, radius)
        if max(apart, great_circle_km(_point(end), second, radius)) <= near:
            return True
    return False


def _air(start: Place, end: Place, method: Method, where: str) -> Found:
    for place in (start, end):
        if place.kind != "airport":
            return None, [error("air-leg-needs-airport", where, found=place.name)]
    return _whole(start, end, "air", _great_circle(start, end, method), methods.AIR, where)


def _sea(start: Place, end: Place, method: Method, where: str) -> Found:
    for place in (start, end):
        if place.kind != "port":
            return None, [error("sea-leg-needs-port", where, found=place.name)]
    length = _sailed(start, end)
    if length is None:
        return None, [error("sea-route-missing", where, start=start.name, end=end.name)]
    return _whole(start, end, "sea", length, sea.METHOD, where)


def _sailed(start: Place, end: Place) -> float | None:
    if start.id == end.id:
        return None
    kept = sea.kept_km()
    length = kept.get((start.id, end.id)) or kept.get((end.id, start.id))
    return length if length is not None else sea.sailed_km(_point(start), _point(end))


def _whole(start: Place, end: Place, mode: str, length_km: float, name: str, where: str) -> Found:
    if round(length_km) == 0:
        return None, [error("leg-without-distance", where, start=start.name, end=end.name)]
    return _route(start, end, mode, length_km, name), []


def _route(start: Place, end: Place, mode: str, length_km: float, name: str) -> Route:
    return Route(start=start, end=end, mode=mode, distance_km=round(length_km), method=name)


def _great_circle(start: Place, end: Place, method: Method) -> float:
    return great_circle_km(_point(start), _point(end), method.values["transport.earth_radius"])


def _point(place: Place) -> Point:
    return place.latitude, place.longitude


_RULES: dict[str, Callable[[Place, Place, Method, str], Found]] = {
    "road": _road,
    "rail": _rail,
    "sea": _sea,
    "ferry": _ferry,
    "air": _air,
}
