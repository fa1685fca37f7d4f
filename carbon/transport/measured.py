"""Planned legs measured: distance, factor and amount of each, and the hubs between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from carbon.problems import Problem, has_errors
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
    way, used, problems = _distance(leg, kitchen.place, ground)
    if way is None:
        return [], problems
    limit = ground.method.values["transport.air_short_limit"]
    vehicle = leg.vehicle or ground.defaults.usual(leg.mode, way.km, limit)
    driven, wrong = _driven(leg, kitchen, vehicle, way, ground, used)
    problems += wrong
    if driven is None:
        return [], problems
    found = [driven]
    if way.ferry_km:
        sailed, wrong = _sailed(leg, kitchen, way, ground)
        problems += wrong
        found = [*found, sailed] if sailed is not None else []
    return found, problems


def _driven(
    leg: PlannedLeg,
    kitchen: Kitchen,
    vehicle: str,
    way: _Way,
    ground: Ground,
    used: tuple[str, ...] = (),
) -> tuple[ChainElement | None, list[Problem]]:
    """Return what carries a leg, with the ids `used` of the assumptions behind its distance."""
    chosen, problems = freight(
        ground.library,
        vehicle,
        "tkm",
        mode=leg.mode,
        refrigerated=leg.refrigerated,
        where=leg.where,
    )
    if chosen is None:
        return None, problems
    return _made(
        leg,
        kitchen,
        vehicle,
        chosen,
        distance_km=way.km,
        method=way.method,
        amount_per_kg=way.km / KG_PER_TONNE * kitchen.share * chosen.uplift,
        declared=leg.vehicle is not None and not leg.by_default,
        used=used,
    ), problems


def _sailed(
    leg: PlannedLeg, kitchen: Kitchen, way: _Way, ground: Ground
) -> tuple[ChainElement | None, list[Problem]]:
    """Return the ferry on the way of a lorry: the class of ferry is one for all.

    That no ferry has a figure for cold goods stands among the element's assumptions; a remark at
    every lorry that crosses the sea would say it a thousand times.
    """
    crossing = replace(leg, mode="ferry", vehicle=None, by_default=True)
    vehicle = ground.defaults.vehicle["ferry"]
    element, problems = _driven(crossing, kitchen, vehicle, replace(way, km=way.ferry_km), ground)
    return element, [one for one in problems if one.code != "refrigerated-factor-missing"]


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
        _made(
            leg,
            kitchen,
            vehicle,
            part.chosen,
            distance_km=part.km,
            load_kg=part.load_kg,
            method=part.method,
            amount_per_kg=part.km / part.load_kg * kitchen.share * part.chosen.uplift,
            declared=declared,
            used=driven.assumptions,
        )
        for part in parts
    ], problems + wrong


def _made(
    leg: PlannedLeg,
    kitchen: Kitchen,
    vehicle: str,
    chosen: Freight,
    *,
    distance_km: float,
    method: str,
    amount_per_kg: float,
    declared: bool,
    used: tuple[str, ...],
    load_kg: float | None = None,
) -> ChainElement:
    """Return a leg as it was measured; its place in the chain comes last, in `elements`."""
    return ChainElement(
        order=0,
        kind="leg",
        start=leg.start.name,
        end=kitchen.place.name,
        mode=leg.mode,
        vehicle=vehicle,
        temperature=leg.temperature,
        distance_km=distance_km,
        load_kg=load_kg,
        share=kitchen.share,
        method=method,
        factor_id=chosen.factor.id,
        per=chosen.factor.per,
        amount_per_kg=amount_per_kg,
        basis="declared" if declared else "default",
        where=leg.where,
        assumptions=(*used, *chosen.assumptions),
        start_point=(leg.start.latitude, leg.start.longitude),
        end_point=(kitchen.place.latitude, kitchen.place.longitude),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """The length of a leg, and what of a road is by ferry."""

    km: float
    ferry_km: float
    method: str


def _distance(
    leg: PlannedLeg, end: Place, ground: Ground
) -> tuple[_Way | None, tuple[str, ...], list[Problem]]:
    if leg.flat is not None:
        flat = ground.method.values[leg.flat]
        return _Way(km=flat, ferry_km=0, method=ground.defaults.name), (leg.flat,), []
    found, problems = routes.route(leg.start, end, leg.mode, method=ground.method, where=leg.where)
    if found is None:
        return None, (), problems
    way = _Way(km=found.distance_km, ferry_km=found.ferry_km, method=found.method)
    used = routes.assumed(found, ground.method)
    if leg.start.kind == "country":
        used = (*used, "transport.country_point.population")
    return way, used, problems
