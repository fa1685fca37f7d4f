"""What the two ends of a declared leg must be, mode by mode.

A ship sails between ports, an aeroplane flies between airports, a train stops at a place, and
none of them reaches a kitchen door. A country is never an end of a leg.
"""

from __future__ import annotations

from dataclasses import replace

from carbon.problems import Problem, error
from carbon.transport import routes
from carbon.transport.plan import Ground, PlannedLeg
from carbon.transport.records import Place

_KIND = {"sea": "port", "air": "airport"}  # what both ends of such a leg must be


def place(text: str, mode: str, ground: Ground, where: str) -> tuple[Place | None, list[Problem]]:
    """Return the place that an end of a leg means: a port for sea, an airport for air.

    Errors: place-unknown, place-ambiguous, leg-end-country, sea-leg-needs-port,
    air-leg-needs-airport.
    """
    kind = _KIND.get(mode)
    found, problems = ground.gazetteer.find(text, kind=kind, where=where)
    if found is None and kind is not None:
        inland, _ = ground.gazetteer.find(text)
        if inland is not None:
            return None, [error(f"{mode}-leg-needs-{kind}", where, found=text)]
    if found is not None and found.kind == "country":
        return None, [error("leg-end-country", where, found=text)]
    return found, problems


def fitted(leg: PlannedLeg, ground: Ground) -> tuple[PlannedLeg, list[Problem]]:
    """Return a leg between ends that its mode can have, and what makes it impossible.

    Off the listed lines a ferry goes from port to port, so the places become their ports. Errors:
    last-leg-needs-road for a train, ship or aeroplane to the kitchen itself, leg-end-country,
    ferry-leg-needs-port.
    """
    if leg.mode == "road":
        return leg, []
    if leg.end is None:
        return leg, [error("last-leg-needs-road", leg.where, found=leg.mode)]
    if leg.start.kind == "country":
        return leg, [error("leg-end-country", leg.where, found=leg.start.name)]
    if leg.mode == "ferry" and routes.ferry_line(leg.start, leg.end, ground.method) is None:
        return _between_ports(leg, leg.end, ground)
    return leg, []


def _between_ports(leg: PlannedLeg, end: Place, ground: Ground) -> tuple[PlannedLeg, list[Problem]]:
    ports = [_port(one, ground) for one in (leg.start, end)]
    missing = [one for one, port in zip((leg.start, end), ports, strict=True) if port is None]
    if missing:
        return leg, [error("ferry-leg-needs-port", leg.where, found=one.name) for one in missing]
    return replace(leg, start=ports[0] or leg.start, end=ports[1]), []


def _port(of: Place, ground: Ground) -> Place | None:
    if of.kind == "port":
        return of
    return ground.gazetteer.find(of.name, of.country, kind="port")[0]
