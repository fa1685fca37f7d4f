"""What `carbon route FROM TO` says: the distance between two places and what a tonne costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from carbon import language
from carbon.library.records import Library
from carbon.problems import UsageError
from carbon.transport import defaults, places, routes
from carbon.transport import method as methods
from carbon.transport.freight import freight

_KIND_OF_END = {"sea": "port", "air": "airport"}


def describe_route(from_text: str, to_text: str, mode: str, library: Library) -> dict[str, Any]:
    """Return a route in plain values: from, to, distance_km, legs, kg_co2e_per_tonne.

    The factor is that of the mode's default vehicle, ambient, well to wheel. Raises UsageError
    with the problems when a place, the mode or the route cannot be found.
    """
    gazetteer, known, method = places.load(), defaults.load(), methods.of(library)
    kind = _KIND_OF_END.get(mode)
    start, problems = gazetteer.find(from_text, kind=kind, where=from_text)
    end, wrong = gazetteer.find(to_text, kind=kind, where=to_text)
    if start is None or end is None:
        raise UsageError(*problems, *wrong)
    where = f"{from_text} – {to_text}"
    found, problems = routes.route(start, end, mode, method=method, where=where)
    if found is None:
        raise UsageError(*problems)
    vehicle = known.usual(mode, found.distance_km, method.values["transport.air_short_limit"])
    chosen, problems = freight(library, vehicle, "tkm", mode=mode, refrigerated=False, where=where)
    if chosen is None:
        raise UsageError(*problems)
    leg = {
        "mode": mode,
        "from": places.described(start),
        "to": places.described(end),
        "distance_km": found.distance_km,
        "method": found.method,
        "vehicle": vehicle,
    }
    return {
        "from": places.described(start),
        "to": places.described(end),
        "distance_km": found.distance_km,
        "legs": [leg],
        "kg_co2e_per_tonne": round(found.distance_km * chosen.factor.kg_co2e, 6),
    }


def as_text(found: Mapping[str, Any], lang: str) -> list[str]:
    """Return a described route as lines for a person to read."""
    lines = []
    for leg in found["legs"]:
        km = language.number(leg["distance_km"], lang)
        mode = language.word(f"mode-{leg['mode']}", lang)
        lines.append(f"{leg['from']} → {leg['to']}: {km} km, {mode} ({leg['method']})")
    kg = language.number(found["kg_co2e_per_tonne"], lang, 1)
    lines.append(language.word("route-per-tonne", lang, kg=kg))
    return lines
