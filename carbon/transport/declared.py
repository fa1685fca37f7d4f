"""A declared chain: a supplier's legs, checked, connected, and completed where they leave a gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from carbon.intake.records import Leg
from carbon.problems import Problem, error, has_errors, note, warning
from carbon.transport import ends, standard
from carbon.transport.placenames import fold
from carbon.transport.places import apart_km
from carbon.transport.plan import Ground, PlannedLeg
from carbon.transport.records import Place

_COLD = ("chilled", "frozen")


def legs_of(
    declared: Sequence[Leg], origin: Place | None, ground: Ground, where: str
) -> tuple[list[PlannedLeg], list[Problem]]:
    """Return the legs of a declared chain from the origin to every kitchen.

    Errors: unknown mode or vehicle, places that are not found, ends that the mode cannot have,
    legs that do not connect. A chain that begins elsewhere than at the origin, or ends elsewhere
    than at a kitchen, is completed with the default legs, and a note says so: a left-out leg must
    not pay. Without a stated origin it is completed from the published missing one.
    """
    legs: list[PlannedLeg] = []
    problems: list[Problem] = []
    for leg, end in _with_ends(sorted(declared, key=lambda one: one.order)):
        planned, wrong = _planned(leg, end, legs[-1].end if legs else origin, ground)
        problems += wrong
        if planned is None:
            return [], problems
        if legs:
            problems += _check_meeting(legs[-1], planned, ground)
        legs.append(planned)
    if origin is None:
        origin, used = standard.missing_origin(ground)
        problems.append(warning("origin-missing-legs", where, used=used))
    return _completed(legs, origin, ground, where, problems)


def _with_ends(ordered: Sequence[Leg]) -> list[tuple[Leg, str | None]]:
    # A leg without an end goes to where the next one begins; the last one to the kitchens.
    starts = [leg.start for leg in ordered[1:]] + [None]
    return [(leg, leg.end or after) for leg, after in zip(ordered, starts, strict=True)]


def _planned(
    leg: Leg, end_text: str | None, before: Place | None, ground: Ground
) -> tuple[PlannedLeg | None, list[Problem]]:
    mode, vehicle, problems = _vehicle(leg, ground)
    start, wrong = _start(leg, mode, before, ground)
    problems += wrong
    end = None
    if end_text is not None:
        end, wrong = ends.place(end_text, mode, ground, leg.where)
        problems += wrong
    is_round = leg.round_km is not None or leg.round_load_kg is not None
    if is_round and mode != "road":
        problems.append(error("round-mode", leg.where, found=mode))
    if start is None or has_errors(problems):
        return None, problems
    temperature, wrong = _temperature(leg, ground)
    planned = PlannedLeg(
        start=start,
        end=end,
        mode=mode,
        vehicle=vehicle,
        temperature=temperature,
        refrigerated=temperature in _COLD,
        where=leg.where,
        round_km=leg.round_km,
        round_load_kg=leg.round_load_kg,
        is_round=is_round,
    )
    fitted, impossible = ends.fitted(planned, ground)
    problems += [*wrong, *impossible]
    return (None if impossible else fitted), problems


def _vehicle(leg: Leg, ground: Ground) -> tuple[str, str | None, list[Problem]]:
    known, vehicle = ground.defaults, leg.vehicle
    if vehicle is not None and known.mode_of(vehicle) is None:
        every = sorted({one for all_ in known.vehicles.values() for one in all_})
        return (
            "road",
            None,
            [error("vehicle-unknown", leg.where, found=vehicle, expected=", ".join(every))],
        )
    mode = leg.mode or (known.mode_of(vehicle) if vehicle else None) or "road"
    if mode not in known.vehicles:
        return (
            mode,
            None,
            [error("mode-unknown", leg.where, found=mode, expected=", ".join(known.vehicles))],
        )
    if vehicle is not None and vehicle not in known.vehicles[mode]:
        return mode, None, [error("vehicle-mode", leg.where, vehicle=vehicle, mode=mode)]
    return mode, *_driven(leg, vehicle, ground)


def _driven(leg: Leg, vehicle: str | None, ground: Ground) -> tuple[str | None, list[Problem]]:
    """Return the class of the vehicle, battery-electric where the leg says so and one exists."""
    electric = ground.defaults.electric
    if vehicle in electric.values() and leg.energy not in (None, "electric"):
        told = {"vehicle": vehicle, "found": leg.energy}
        return vehicle, [error("energy-contradicts", leg.where, **told)]
    if leg.energy == "electric" and vehicle is not None:
        return electric.get(vehicle, vehicle), []
    return vehicle, []


def _start(
    leg: Leg, mode: str, before: Place | None, ground: Ground
) -> tuple[Place | None, list[Problem]]:
    if leg.start is not None:
        return ends.place(leg.start, mode, ground, leg.where)
    if before is None:
        return None, [error("leg-start-missing", leg.where)]
    return before, []


def _temperature(leg: Leg, ground: Ground) -> tuple[str, list[Problem]]:
    if leg.temperature is None:
        return ground.temperature, []
    if ground.refrigerated and leg.temperature not in _COLD:
        needed = ground.temperature
        return needed, [note("leg-temperature", leg.where, found=leg.temperature, expected=needed)]
    return leg.temperature, []


def _check_meeting(first: PlannedLeg, second: PlannedLeg, ground: Ground) -> list[Problem]:
    if first.end is None or _same(first.end, second.start, ground):
        return []
    ends = {"end": first.end.name, "start": second.start.name}
    return [error("legs-not-connected", second.where, **ends)]


def _same(one: Place, other: Place, ground: Ground) -> bool:
    named = fold(one.name) == fold(other.name) and one.country == other.country
    harbour = named and "port" in (one.kind, other.kind)  # a port lies where its town's name says
    near = ground.method.values["transport.legs_meet"]
    return harbour or apart_km(one, other, ground.method.values["transport.earth_radius"]) <= near


def _completed(
    legs: list[PlannedLeg],
    origin: Place,
    ground: Ground,
    where: str,
    problems: list[Problem],
) -> tuple[list[PlannedLeg], list[Problem]]:
    first, last = legs[0], legs[-1]
    if last.end is not None:
        at_a_kitchen = any(_same(last.end, one.place, ground) for one in ground.kitchens)
        if at_a_kitchen and last.mode == "road":
            legs = [*legs[:-1], replace(last, end=None)]
        else:  # a station or a port in the kitchen's town is not the kitchen
            added, wrong = standard.legs_from(last.end, None, ground, where)
            legs = legs + added
            problems = [*problems, *wrong, _added("chain-end-added", last.where, last.end)]
    if not _begins_at(first.start, origin, ground):
        added, wrong = standard.legs_from(origin, first.start, ground, where)
        legs = added + legs
        problems = [*problems, *wrong, _added("chain-start-added", first.where, origin)]
    return legs, problems


def _begins_at(start: Place, origin: Place, ground: Ground) -> bool:
    if origin.kind == "country":  # never a stated place, however near its point may lie
        return start == origin  # the first leg left its start to the origin
    return _same(start, origin, ground)


def _added(code: str, where: str, place: Place) -> Problem:
    return note(code, where, place=place.name)
