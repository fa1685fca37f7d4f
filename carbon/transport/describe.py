"""What `carbon route FROM TO` says: the distance between two places and what a tonne costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from carbon import language
from carbon.library.records import Library
from carbon.problems import Problem, UsageError, error
from carbon.transport import defaults, places, routes, sensitivity
from carbon.transport import method as methods
from carbon.transport.freight import freight
from carbon.transport.records import Place, Route

_KIND_OF_END = {"sea": "port", "air": "airport"}


def describe_route(
    from_text: str,
    to_text: str,
    mode: str,
    library: Library,
    *,
    via: Sequence[str] = (),
    refrigerated: bool = False,
) -> dict[str, Any]:
    """Return a route in plain values: from, to, distance_km, legs, kg_co2e_per_tonne.

    `via` are places on the way, in order. A ship or an aeroplane goes between the first and the
    last place that are a port or an airport; what lies before and after is by road. Factors are
    those of each mode's default vehicle, well to wheel. Raises UsageError with the problems when a
    place, the mode or the route cannot be found.
    """
    told = _Telling(library=library, refrigerated=refrigerated)
    stops = _stops((from_text, *via, to_text), mode, told)
    legs: list[dict[str, Any]] = []
    for start, end in pairwise(stops):
        legs += told.legs(start, end, _mode_between(start, end, mode))
    return {
        "from": places.described(stops[0]),
        "to": places.described(stops[-1]),
        "distance_km": sum(leg["distance_km"] for leg in legs),
        "legs": legs,
        "kg_co2e_per_tonne": round(sum(leg["kg_co2e_per_tonne"] for leg in legs), 6),
        "attribution": list(told.attributions(legs)),
    }


def _stops(texts: Sequence[str], mode: str, told: _Telling) -> list[Place]:
    """Return the places of a route, with the default port where a ship reaches an inland end."""
    kind = _KIND_OF_END.get(mode)
    problems: list[Problem] = []
    found: list[Place] = []
    for text in texts:
        place, wrong = told.place(text, kind)
        problems += wrong
        if place is not None:
            found.append(place)
    if problems:
        raise UsageError(*problems)
    if mode == "sea":
        found = told.with_ports(found)
    if kind is not None and all(_mode_between(*pair, mode) != mode for pair in pairwise(found)):
        inland = next(one for one in found if one.kind != kind)
        raise UsageError(error(f"{mode}-leg-needs-{kind}", inland.name, found=inland.name))
    return found


def _mode_between(start: Place, end: Place, mode: str) -> str:
    kind = _KIND_OF_END.get(mode)
    if kind is None:
        return mode
    return mode if start.kind == end.kind == kind else "road"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """What every leg of a described route needs; private to this module."""

    library: Library
    refrigerated: bool
    gazetteer: places.Gazetteer = field(default_factory=places.load)
    known: defaults.Defaults = field(default_factory=defaults.load)

    def place(self, text: str, kind: str | None) -> tuple[Place | None, list[Problem]]:
        """Return the port or airport that a text names, else the place."""
        if kind is not None:
            place, _ = self.gazetteer.find(text, kind=kind, where=text)
            if place is not None:
                return place, []
        return self.gazetteer.find(text, where=text)

    def with_ports(self, stops: Sequence[Place]) -> list[Place]:
        """Return the stops with the published port at each inland end of a sea route."""
        found = list(stops)
        for at in (0, -1):
            if found[at].kind != "port" and not any(one.kind == "port" for one in found[1:-1]):
                port = self._port_of(found[at])
                found = [found[0], port, *found[1:]] if at == 0 else [*found[:-1], port, found[-1]]
        return found

    def _port_of(self, place: Place) -> Place:
        """Return the published port of a country; Sweden's is the one that goods come in by."""
        code = self.known.export_port.get(place.country)
        if code is None and place.country != self.known.entry(None)[:2]:
            raise UsageError(error("origin-port-missing", place.name, country=place.country))
        code = code or self.known.entry(None)
        port, problems = self.gazetteer.find(code, kind="port", where=place.name)
        if port is None:
            raise UsageError(*problems)
        return port

    def legs(self, start: Place, end: Place, mode: str) -> list[dict[str, Any]]:
        """Return the legs between two stops: a road may have a ferry on its way."""
        where = f"{start.name} – {end.name}"
        method = methods.of(self.library)
        found, problems = routes.route(start, end, mode, method=method, where=where)
        if found is None:
            raise UsageError(*problems)
        limit = method.values["transport.air_short_limit"]
        vehicle = self.known.usual(mode, found.distance_km, limit)
        legs = [self._leg(found, mode, vehicle, found.distance_km)]
        if found.ferry_km:
            ferry = self.known.vehicle["ferry"]
            on_board = self._leg(found, "ferry", ferry, found.ferry_km)
            legs.append({**on_board, "ferries": list(found.ferries)})
        return legs

    def _leg(self, found: Route, mode: str, vehicle: str, km: int) -> dict[str, Any]:
        where = f"{found.start.name} – {found.end.name}"
        chosen, problems = freight(
            self.library,
            vehicle,
            "tkm",
            mode=mode,
            refrigerated=self.refrigerated,
            where=where,
        )
        if chosen is None:
            raise UsageError(*problems)
        factor = chosen.factor.kg_co2e * chosen.uplift
        return {
            "mode": mode,
            "from": places.described(found.start),
            "to": places.described(found.end),
            "from_place": _place(found.start),
            "to_place": _place(found.end),
            "distance_km": km,
            "method": found.method,
            "vehicle": vehicle,
            "factor": chosen.factor.id,
            "kg_co2e_per_tonne": round(km * factor, 6),
            "sensitivity": sensitivity.of_leg(found, vehicle, factor, self.library),
        }

    def attributions(self, legs: Sequence[Mapping[str, Any]]) -> Iterator[str]:
        """Yield what the licences of the road network ask to be said, when it was used."""
        if any(leg["method"].startswith("road-") for leg in legs):
            from carbon.transport import roadnet

            for what, licence, attribution in roadnet.load().data.sources:
                yield f"{attribution} ({what}; {licence})"


def _place(place: Place) -> dict[str, object]:
    return {
        "id": place.id,
        "name": place.name,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "source": place.source,
    }


def as_text(found: Mapping[str, Any], lang: str) -> list[str]:
    """Return a described route as lines for a person to read."""
    lines = []
    for leg in found["legs"]:
        km = language.number(leg["distance_km"], lang)
        mode = language.word(f"mode-{leg['mode']}", lang)
        lines.append(f"{leg['from']} → {leg['to']}: {km} km, {mode} ({leg['method']})")
        for other in leg["sensitivity"]:
            kg = language.number(other["kg_co2e_per_tonne"], lang, 1)
            away = language.number(other.get("distance_km", leg["distance_km"]), lang)
            lines.append("  " + language.word(f"route-{other['what']}", lang, kg=kg, km=away))
    kg = language.number(found["kg_co2e_per_tonne"], lang, 1)
    lines.append(language.word("route-per-tonne", lang, kg=kg))
    return lines
