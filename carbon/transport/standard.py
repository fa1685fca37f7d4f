"""The default chain from an origin: what is used where nobody declared a leg.

Sweden by lorry, the European mainland by long-haul lorry, everything else through the port of its
country. Countries decide only whether there is a sea between.
"""

from __future__ import annotations

from carbon.intake.records import OfferedProduct
from carbon.problems import CarbonError, Problem, Severity, error, note
from carbon.transport.plan import Ground, PlannedLeg
from carbon.transport.records import Place


def origin_of(offered: OfferedProduct, ground: Ground) -> tuple[Place | None, list[Problem]]:
    """Return where an offered product comes from, None when it was not stated understandably.

    A place that cannot be found is a warning: its country's point is used when that is known
    (note origin-country-only).
    """
    country, problems = offered.origin_country, []
    if offered.origin_place:
        place, wrong = ground.gazetteer.find(offered.origin_place, country, where=offered.where)
        problems += [_as_warning(one) for one in wrong]
        if place is not None:
            return place, problems + _country_note(place, offered.where)
    if not country:
        return None, problems
    place, wrong = ground.gazetteer.find(country, kind="country", where=offered.where)
    if place is None:
        return None, problems + [_as_warning(one) for one in wrong]
    return place, problems + _country_note(place, offered.where)


def _as_warning(problem: Problem) -> Problem:
    return Problem(
        code=problem.code,
        severity=Severity.WARNING,
        where=problem.where,
        values=problem.values,
    )


def _country_note(place: Place, where: str) -> list[Problem]:
    if place.kind != "country":
        return []
    return [note("origin-country-only", where, country=place.name, used=place.municipality)]


def missing_origin(ground: Ground, where: str) -> tuple[Place, list[Problem]]:
    """Return the published origin for a product whose origin nobody stated, with a note."""
    text = ground.defaults.origin_missing
    place, problems = ground.gazetteer.find(text)
    if place is None:
        raise CarbonError(f"chains.yaml: default origin {text} is not in the gazetteer: {problems}")
    return place, [note("origin-missing", where, used=text)]


def legs_from(
    origin: Place, end: Place | None, ground: Ground, where: str
) -> tuple[list[PlannedLeg], list[Problem]]:
    """Return the default legs from an origin to a place, or to every kitchen when `end` is None.

    Error origin-port-missing: a country beyond the sea whose port the default chains do not name.
    """
    known = ground.defaults
    if origin.country in known.sweden:
        return [_leg(origin, end, "road", known.sweden_vehicle, ground)], []
    if origin.country in known.by_road:
        return [_leg(origin, end, "road", known.by_road_vehicle, ground)], []
    code = known.export_port.get(origin.country)
    if code is None:
        return [], [error("origin-port-missing", where, country=origin.country)]
    exported, entered = _port(code, ground), _port(known.entry(ground.category), ground)
    legs = [
        _leg(origin, exported, "road", known.overseas_vehicle, ground, _TO_PORT),
        _leg(exported, entered, "sea", known.ship, ground),
    ]
    if end is None or end.id != entered.id:
        legs.append(_leg(entered, end, "road", known.overseas_vehicle, ground))
    return legs, []


_TO_PORT = "transport.overseas.road_to_port"


def _port(code: str, ground: Ground) -> Place:
    place, problems = ground.gazetteer.find(code, kind="port")
    if place is None:
        raise CarbonError(f"chains.yaml: port {code} is not in the gazetteer: {problems}")
    return place


def _leg(  # every fact of a leg is said at its call
    start: Place,
    end: Place | None,
    mode: str,
    vehicle: str,
    ground: Ground,
    flat: str | None = None,
) -> PlannedLeg:
    return PlannedLeg(
        start=start,
        end=end,
        mode=mode,
        vehicle=vehicle,
        temperature=ground.temperature,
        refrigerated=ground.refrigerated,
        where=ground.defaults.name,
        by_default=True,
        flat=flat,
    )
