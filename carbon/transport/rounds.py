"""A round in the supplier's own vehicle: kilometres, load, energy, and the bounds of the possible.

All kilometres of the round count, the empty way home included, shared by mass. Load decides: the
same 60 km cost six times as much per kg with 100 kg on board as with 600 kg. Where the library
knows a vehicle empty and fully laden, half the round is driven at the declared load and half of it
empty (method rule round-energy-1); otherwise its average per kilometre holds.
"""

from __future__ import annotations

from dataclasses import dataclass

from carbon.problems import Problem, error, note, warning
from carbon.transport import routes
from carbon.transport.freight import Freight, Laden, freight, laden
from carbon.transport.plan import Ground, PlannedLeg
from carbon.transport.records import Place

KG_PER_TONNE = 1000
_DECLARED = "declared-round-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """The km of a whole round, how they were found and the assumptions behind them."""

    km: float
    method: str
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Kilometres of a round that are counted with one factor, and the load they are shared by."""

    chosen: Freight
    km: float
    load_kg: float
    method: str


def load_kg(leg: PlannedLeg, vehicle: str, ground: Ground) -> tuple[float | None, list[Problem]]:
    """Return the load at the start of a round in kg.

    Undeclared: the drop size of the tender at every kitchen, at most what the vehicle carries.
    Errors: round-load for a load of nothing or beyond the vehicle, round-load-missing.
    """
    limit = ground.method.values[f"transport.load_limit.{vehicle}"]
    if leg.round_load_kg is not None:
        if 0 < leg.round_load_kg <= limit:
            return leg.round_load_kg, []
        found = f"{leg.round_load_kg:g}"
        bounds = {"found": found, "limit": f"{limit:g}", "vehicle": vehicle}
        return None, [error("round-load", leg.where, **bounds)]
    if ground.drop_size_kg is None or not ground.drop_size_kg > 0:
        return None, [error("round-load-missing", leg.where)]
    load = min(limit, float(ground.drop_size_kg) * len(ground.kitchens))
    return load, [note("round-load-default", leg.where, used=f"{load:g}")]


def length(leg: PlannedLeg, end: Place, ground: Ground) -> tuple[Length | None, list[Problem]]:
    """Return the length of a whole round and what is wrong with it.

    There and back by road (routes.route) is the least a round can be: it is used where no length
    is declared, and in place of a shorter one, with warning round-too-short.
    """
    if leg.round_km is not None and not 0 < leg.round_km < _longest(ground):
        return None, [error("round-km", leg.where, found=f"{leg.round_km:g}")]
    found, problems = routes.route(leg.start, end, "road", method=ground.method, where=leg.where)
    if found is None:
        return None, problems
    least = 2 * found.distance_km
    if leg.round_km is not None and leg.round_km >= least:
        return Length(km=leg.round_km, method=_DECLARED), []
    used = routes.assumed(found, ground.method)
    made = Length(km=float(least), method=f"twice-the-route-1, {found.method}", assumptions=used)
    if leg.round_km is None:
        return made, [note("round-km-computed", leg.where, used=str(least))]
    values = {"found": f"{leg.round_km:g}", "used": str(least), "place": end.name}
    return made, [warning("round-too-short", leg.where, **values)]


def _longest(ground: Ground) -> float:
    return ground.method.values["transport.round_limit"]


def parts(
    leg: PlannedLeg, vehicle: str, driven: Length, load: float, ground: Ground
) -> tuple[tuple[Part, ...], list[Problem]]:
    """Return the kilometres of a round by factor; together they are the whole round.

    round-energy-1, out at load factor LF and home empty: E = 1/2 E(LF) + 1/2 E(0) with
    E(LF) = (1 - LF) E(0) + LF E(full), so LF/2 of the km are counted full and the rest empty. A
    load beyond the full one of the source counts as that (note round-load-full): no figure says
    what more would cost. An undeclared class, and one without these factors, takes the average.
    """
    pair = None
    if vehicle != ground.defaults.vehicle[leg.mode]:
        pair = laden(ground.library, vehicle, refrigerated=leg.refrigerated)
    if pair is not None:
        return _out_and_home(leg, pair, driven, load)
    chosen, problems = freight(
        ground.library,
        vehicle,
        "km",
        mode=leg.mode,
        refrigerated=leg.refrigerated,
        where=leg.where,
    )
    if chosen is None:
        return (), problems
    return (Part(chosen=chosen, km=driven.km, load_kg=load, method=driven.method),), problems


def _out_and_home(
    leg: PlannedLeg, pair: Laden, driven: Length, load: float
) -> tuple[tuple[Part, ...], list[Problem]]:
    full_kg = pair.payload_t * KG_PER_TONNE
    counted = min(load, full_kg)
    full_km = driven.km * counted / full_kg / 2
    name = f"round-energy-1, {driven.method}"
    kept = (
        Part(chosen=pair.empty, km=driven.km - full_km, load_kg=counted, method=name),
        Part(chosen=pair.full, km=full_km, load_kg=counted, method=name),
    )
    if load <= full_kg:
        return kept, []
    return kept, [note("round-load-full", leg.where, found=f"{load:g}", used=f"{full_kg:g}")]
