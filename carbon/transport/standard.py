"""The default chain from an origin: what is used where nobody declared a leg.

Sweden and the European mainland by lorry, everything else through the port of its country. A
country decides only whether there is a deep sea between, never which lorry is assumed.
"""

from __future__ import annotations

from carbon.intake.records import OfferedProduct
from carbon.problems import CarbonError, Problem, error, note
from carbon.transport import country_points
from carbon.transport.plan import Ground, PlannedLeg
from carbon.transport.records import Place


def origin_of(offered: OfferedProduct, ground: Ground) -> tuple[Place | None, list[Problem]]:
    """Return where an offered product comes from, None when it was not stated.

    A place or country that cannot be found, or that may mean several, is an error at its cell: a
    question to be answered, never a reason for a fallback. A country alone is the point that
    `country_points` puts it at (note origin-country-only).
    """
    if offered.origin_place:
        where = _cell(offered, "origin_place", "origin", "origin_country")
        text, country = offered.origin_place, offered.origin_country
        place, problems = ground.gazetteer.find(text, country, where=where)
    elif offered.origin_country:
        where = _cell(offered, "origin_country", "origin", "origin_place")
        found = ground.gazetteer.find(offered.origin_country, kind="country", where=where)
        place, problems = found
    else:
        return None, []
    if place is None or place.kind != "country":
        return place, problems
    far = country_points.standing_for(place, ground)
    told = {"country": far.name, "used": far.municipality}
    return far, [note("origin-country-only", offered.where, **told)]


def _cell(offered: OfferedProduct, *fields: str) -> str:
    """Return the first of these cells that the offer has, its row where it has none of them."""
    cells = (offered.cells.get(name) for name in fields)
    return next((cell.where for cell in cells if cell is not None), offered.where)


def missing_origin(ground: Ground) -> tuple[Place, str]:
    """Return the published origin of a product whose origin nobody stated, and its name."""
    text = ground.defaults.origin_missing
    place, problems = ground.gazetteer.find(text)
    if place is None:
        raise CarbonError(f"chains.yaml: default origin {text} is not in the gazetteer: {problems}")
    if place.kind == "country":
        place = country_points.standing_for(place, ground)
        return place, f"{place.municipality}, {place.country}"
    return place, text


def legs_from(
    origin: Place, end: Place | None, ground: Ground, where: str
) -> tuple[list[PlannedLeg], list[Problem]]:
    """Return the default legs from an origin to a place, or to every kitchen when `end` is None.

    Error origin-port-missing: a country beyond the sea whose port the default chains do not name.
    """
    known = ground.defaults
    code = known.export_port.get(origin.country)
    if origin.country in known.by_road:
        return [_leg(origin, end, "road", ground)], []
    if end is not None and end.country not in known.by_road:  # no sea to this side between them
        flat = _TO_PORT if code is not None and end.id == _port(code, ground).id else None
        return [_leg(origin, end, "road", ground, flat)], []
    if code is None:
        return [], [error("origin-port-missing", where, country=origin.country)]
    exported, entered = _port(code, ground), _port(known.entry(ground.category), ground)
    legs = [
        _leg(origin, exported, "road", ground, _TO_PORT),
        _leg(exported, entered, "sea", ground),
    ]
    if end is None or end.id != entered.id:
        legs.append(_leg(entered, end, "road", ground))
    return legs, []


_TO_PORT = "transport.overseas.road_to_port"


def _port(code: str, ground: Ground) -> Place:
    place, problems = ground.gazetteer.find(code, kind="port")
    if place is None:
        raise CarbonError(f"chains.yaml: port {code} is not in the gazetteer: {problems}")
    return place


def _leg(
    start: Place, end: Place | None, mode: str, ground: Ground, flat: str | None = None
) -> PlannedLeg:
    """Return a default leg: the default vehicle of its mode, whatever the country."""
    return PlannedLeg(
        start=start,
        end=end,
        mode=mode,
        vehicle=ground.defaults.vehicle[mode],
        temperature=ground.temperature,
        refrigerated=ground.refrigerated,
        where=ground.defaults.name,
        by_default=True,
        flat=flat,
    )
