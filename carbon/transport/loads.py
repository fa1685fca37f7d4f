"""A declared load on an ordinary leg: energy per km at that load, shared by what is on board.

Method rule load-energy-1. With load factor LF, full load cap and EDF km empty per km loaded,

    e = (E(LF) + EDF * E(0)) / (LF * cap),   E(LF) = (1 - LF) * E(0) + LF * E(full)

so of the 1 + EDF km driven for each km of the leg, LF are counted with the factor of the fully
laden vehicle and the rest with that of the empty one. The factors per tonne-km hold average empty
running already, those per km hold none: empty running is counted once, here or there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from carbon.intake.records import Leg
from carbon.problems import Problem, error, has_errors, note
from carbon.transport.freight import Freight, freight, laden
from carbon.transport.plan import Ground
from carbon.transport.records import ChainElement
from carbon.transport.rounds import KG_PER_TONNE

_RULE = "load-energy-1"
_UNDECLARED_EMPTY = "transport.empty_share.undeclared"
_COLD = ("chilled", "frozen")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Operation:
    """How a vehicle runs on a leg: load on board when loaded, all km per km of the leg."""

    load_kg: float  # as counted
    full_share: float  # of one km of the leg, counted with the factor of the full vehicle
    km_per_km: float  # 1 + EDF
    empty: Freight
    full: Freight | None  # None: the average per km stands for every load
    assumptions: tuple[str, ...]


def stated(leg: Leg) -> bool:
    """Tell whether a leg says what its vehicle carries."""
    return leg.load_kg is not None or leg.load_factor is not None


def contradictions(leg: Leg) -> list[Problem]:
    """Return what a leg says of its load that cannot be, whatever its vehicle.

    Errors: load-bad for no load, load-factor-bad for none or more than full, empty-share-bad for a
    vehicle that always runs empty, load-in-round for a load beside a round, empty-share-twice for
    empty running beside what holds it already (the class average, a round, a carrier's value).
    """
    found = []
    if leg.load_factor is not None and not 0 < leg.load_factor <= 1:
        found.append(error("load-factor-bad", leg.where, found=_percent(leg.load_factor)))
    if leg.load_kg is not None and not (leg.load_kg > 0 and math.isfinite(leg.load_kg)):
        found.append(error("load-bad", leg.where, found=f"{leg.load_kg:g}"))
    if leg.empty_share is not None and not 0 <= leg.empty_share < 1:
        found.append(error("empty-share-bad", leg.where, found=_percent(leg.empty_share)))
    in_round = leg.round_km is not None or leg.round_load_kg is not None
    if in_round and stated(leg):
        found.append(error("load-in-round", leg.where))
    alone = in_round or leg.carrier_g_per_tkm is not None or not stated(leg)
    if leg.empty_share is not None and alone:
        found.append(error("empty-share-twice", leg.where, found=_percent(leg.empty_share)))
    return found


def modelled(
    element: ChainElement, leg: Leg, ground: Ground
) -> tuple[list[ChainElement], list[Problem]]:
    """Return a leg's element as the kilometres of its vehicle, empty and full, at its load.

    `amount_per_kg` is km / load * share, as in a round. Errors: load-beyond for more than the
    vehicle can carry, load-contradicts for a load and a load factor that do not agree. Notes:
    load-not-used off the road, empty-share-default, round-load-full.
    """
    if element.mode != "road" or element.per != "t*km":
        return [element], [note("load-not-used", leg.where, found=element.mode)]
    running, problems = _operation(element, leg, ground)
    if running is None:
        return [], problems
    km = element.distance_km
    loaded = _part(element, running.full, km * running.full_share, running)
    rest = _part(element, running.empty, km * (running.km_per_km - running.full_share), running)
    return [one for one in (rest, loaded) if one is not None and one.distance_km > 0], problems


def _part(
    element: ChainElement, chosen: Freight | None, km: float, running: _Operation
) -> ChainElement | None:
    if chosen is None:
        return None
    return replace(
        element,
        distance_km=km,
        load_kg=running.load_kg,
        method=f"{_RULE}, {element.method}",
        factor_id=chosen.factor.id,
        per=chosen.factor.per,
        amount_per_kg=km / running.load_kg * element.share * chosen.uplift,
        basis="declared",
        assumptions=tuple(
            dict.fromkeys((*_of_the_way(element), *running.assumptions, *chosen.assumptions))
        ),
    )


def _of_the_way(element: ChainElement) -> tuple[str, ...]:
    # The uplift of cold goods comes with the factor, and may be another one per km.
    return tuple(one for one in element.assumptions if ".refrigerated." not in one)


def _operation(
    element: ChainElement, leg: Leg, ground: Ground
) -> tuple[_Operation | None, list[Problem]]:
    cold = element.temperature in _COLD
    pair = laden(ground.library, element.vehicle, refrigerated=cold)
    load, problems = _load(element, leg, None if pair is None else pair.payload_t, ground)
    empty_share, remarks, used = _empty_share(leg, ground)
    problems += remarks
    average = element.vehicle == ground.defaults.vehicle["road"]  # of lorries of every size
    if pair is not None and not average:
        empty, full = pair.empty, pair.full
    else:
        chosen, wrong = freight(
            ground.library, element.vehicle, "km", mode="road", refrigerated=cold, where=leg.where
        )
        problems += wrong
        if chosen is None:
            return None, problems
        empty, full = chosen, None
    if load is None or has_errors(problems):
        return None, problems
    counted, share = load, 0.0
    if pair is not None and full is not None:
        full_kg = pair.payload_t * KG_PER_TONNE
        counted = min(load, full_kg)
        share = counted / full_kg
        if load > full_kg:
            told = {"found": f"{load:g}", "used": f"{full_kg:g}"}
            problems.append(note("round-load-full", leg.where, **told))
    return _Operation(
        load_kg=counted,
        full_share=share,
        km_per_km=1 / (1 - empty_share),
        empty=empty,
        full=full,
        assumptions=used,
    ), problems


def _load(
    element: ChainElement, leg: Leg, payload_t: float | None, ground: Ground
) -> tuple[float | None, list[Problem]]:
    """Return the kg on board; a load and a load factor must say the same."""
    limit = ground.method.values[f"transport.load_limit.{element.vehicle}"]
    by_factor = None
    if leg.load_factor is not None:
        if payload_t is None:
            return None, [error("load-kg-needed", leg.where, vehicle=element.vehicle)]
        by_factor = leg.load_factor * payload_t * KG_PER_TONNE
    load = leg.load_kg if leg.load_kg is not None else by_factor
    if load is None or load > limit:
        bounds = {"found": f"{load or 0:g}", "limit": f"{limit:g}", "vehicle": element.vehicle}
        return None, [error("round-load", leg.where, **bounds)]
    tolerance = ground.method.values["transport.load.agreement"]
    if by_factor is not None and abs(by_factor - load) > tolerance * load:
        told = {"found": f"{load:g}", "expected": f"{by_factor:.0f}"}
        return None, [error("load-contradicts", leg.where, **told)]
    return load, []


def _empty_share(leg: Leg, ground: Ground) -> tuple[float, list[Problem], tuple[str, ...]]:
    if leg.empty_share is not None:
        return leg.empty_share, [], ()
    used = ground.method.values[_UNDECLARED_EMPTY]
    told = note("empty-share-default", leg.where, used=_percent(used))
    return used, [told], (_UNDECLARED_EMPTY,)


def _percent(share: float) -> str:
    return f"{share:.4%}".rstrip("%").rstrip("0").rstrip(".")
