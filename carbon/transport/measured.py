"""Planned legs measured: distance, factor and amount of each, and the hubs between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from carbon.problems import Problem, has_errors
from carbon.transport import method as methods
from carbon.transport import rounds, routes
from carbon.transport.freight import Freight, freight, hub
from carbon.transport.plan import Ground, Kitchen, PlannedLeg
from carbon.transport.records import ChainElement, Place
from carbon.transport.rounds import KG_PER_TONNE


def elements(
    legs: Sequence[PlannedLeg], ground: Ground
) -> tuple[tuple[ChainElement, ...], list[Problem]]:
    """Return the chain elements of planned legs, in order; none at all when one has an error."""
    found: list[ChainElement] = []
    problems: list[Problem] = []
    carried: PlannedLeg | None = None  # the last leg that was not a ferry: lorries roll on and off
    for leg in legs:
        if leg.mode != "ferry":
            if carried is not None and _reloaded(carried, leg, ground):
                passed, wrong = _hub(leg, ground)
                found, problems = found + passed, problems + wrong
            carried = leg
        for kitchen in _ends(leg, ground):
            one, wrong = _element(leg, kitchen, ground)
            found, problems = found + one, problems + wrong
    if has_errors(problems):
        return (), problems
    ordered = (replace(one, order=order) for order, one in enumerate(found, start=1))
    return tuple(ordered), list(dict.fromkeys(problems))


def _ends(leg: PlannedLeg, ground: Ground) -> tuple[Kitchen, ...]:
    return ground.kitchens if leg.end is None else (Kitchen(place=leg.end, share=1),)


def _reloaded(first: PlannedLeg, second: PlannedLeg, ground: Ground) -> bool:
    # The same vehicle that drives on is no transhipment, however many legs describe its way.
    usual = ground.defaults.vehicle
    one = first.vehicle or usual[first.mode]
    return (first.mode, one) != (second.mode, second.vehicle or usual[second.mode])


def _hub(leg: PlannedLeg, ground: Ground) -> tuple[list[ChainElement], list[Problem]]:
    chosen, problems = hub(ground.library, refrigerated=leg.refrigerated, where=leg.where)
    if chosen is None:
        return [], problems
    element = ChainElement(
        order=0,
        kind="hub",
        start=leg.start.name,
        end=leg.start.name,
        mode="hub",
        vehicle="transhipment",
        temperature=leg.temperature,
        distance_km=0,
        load_kg=None,
        share=1,
        method="hub-transhipment-1",
        factor_id=chosen.factor.id,
        per=chosen.factor.per,
        amount_per_kg=1,
        basis="default",
        where=leg.where,
    )
    return [element], problems


def _element(
    leg: PlannedLeg, kitchen: Kitchen, ground: Ground
) -> tuple[list[ChainElement], list[Problem]]:
    if leg.is_round:
        return _round(leg, kitchen, ground)
    distance_km, name, used, problems = _distance(leg, kitchen.place, ground)
    if distance_km is None:
        return [], problems
    limit = ground.method.values["transport.air_short_limit"]
    vehicle = leg.vehicle or ground.defaults.usual(leg.mode, distance_km, limit)
    chosen, wrong = freight(
        ground.library,
        vehicle,
        "tkm",
        mode=leg.mode,
        refrigerated=leg.refrigerated,
        where=leg.where,
    )
    problems += wrong
    if chosen is None:
        return [], problems
    element = _made(leg, kitchen, vehicle, chosen)
    amount = distance_km / KG_PER_TONNE * kitchen.share * chosen.uplift
    declared = leg.vehicle is not None and not leg.by_default
    return [
        replace(
            element,
            distance_km=distance_km,
            method=name,
            amount_per_kg=amount,
            basis="declared" if declared else "default",
            assumptions=(*used, *chosen.assumptions),
        )
    ], problems


def _round(
    leg: PlannedLeg, kitchen: Kitchen, ground: Ground
) -> tuple[list[ChainElement], list[Problem]]:
    vehicle = leg.vehicle or ground.defaults.vehicle["road"]
    load, problems = rounds.load_kg(leg, vehicle, ground)
    driven, wrong = rounds.length(leg, kitchen.place, ground)
    problems += wrong
    if load is None or driven is None:
        return [], problems
    parts, wrong = rounds.parts(leg, vehicle, driven, load, ground)
    declared = leg.vehicle is not None and leg.round_load_kg is not None
    return [
        replace(
            _made(leg, kitchen, vehicle, part.chosen),
            distance_km=part.km,
            load_kg=part.load_kg,
            method=part.method,
            amount_per_kg=part.km / part.load_kg * kitchen.share * part.chosen.uplift,
            basis="declared" if declared else "default",
            assumptions=(*driven.assumptions, *part.chosen.assumptions),
        )
        for part in parts
    ], problems + wrong


def _made(leg: PlannedLeg, kitchen: Kitchen, vehicle: str, chosen: Freight) -> ChainElement:
    return ChainElement(
        order=0,
        kind="leg",
        start=leg.start.name,
        end=kitchen.place.name,
        mode=leg.mode,
        vehicle=vehicle,
        temperature=leg.temperature,
        distance_km=0,
        load_kg=None,
        share=kitchen.share,
        method="",
        factor_id=chosen.factor.id,
        per=chosen.factor.per,
        amount_per_kg=0,
        basis="default",
        where=leg.where,
    )


def _distance(
    leg: PlannedLeg, end: Place, ground: Ground
) -> tuple[float | None, str, tuple[str, ...], list[Problem]]:
    if leg.flat is not None:
        return ground.method.values[leg.flat], ground.defaults.name, (leg.flat,), []
    found, problems = routes.route(leg.start, end, leg.mode, method=ground.method, where=leg.where)
    if found is None:
        return None, "", (), problems
    return found.distance_km, found.method, _assumed(found.method, leg.start, end, ground), problems


def _assumed(name: str, start: Place, end: Place, ground: Ground) -> tuple[str, ...]:
    if name == methods.ROAD:
        ends = ((one.latitude, one.longitude) for one in (start, end))
        return (ground.method.circuity(*ends)[0],)
    return {
        methods.RAIL: ("transport.rail.circuity",),
        methods.FERRY: ("transport.ferry.circuity",),
        methods.FERRY_LINE: ("transport.ferry.at_the_line",),
    }.get(name, ())
