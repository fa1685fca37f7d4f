"""A round in the supplier's own vehicle: kilometres, load, and the bounds of what is possible.

All kilometres of the round count, the empty way home included, shared by mass. Load decides: the
same 60 km cost six times as much per kg with 100 kg on board as with 600 kg.
"""

from __future__ import annotations

from carbon.problems import Problem, error, note, warning
from carbon.transport import routes
from carbon.transport.places import apart_km
from carbon.transport.plan import Ground, PlannedLeg
from carbon.transport.records import Place


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


def length_km(
    leg: PlannedLeg, end: Place, ground: Ground
) -> tuple[float | None, str, list[Problem]]:
    """Return the km of a whole round, how they were found, and what is wrong with them.

    Undeclared: there and back by road. A round shorter than there and back in a straight line is
    impossible: that line is used instead, with warning round-too-short.
    """
    if leg.round_km is None:
        found, problems = routes.route(leg.start, end, "road", method=ground.method)
        if found is None:
            return None, "", problems
        used = 2 * found.distance_km
        remark = note("round-km-computed", leg.where, used=str(used))
        return float(used), f"round: 2 x {found.method}", [remark]
    if not 0 < leg.round_km < ground.method.values["transport.round_limit"]:
        return None, "", [error("round-km", leg.where, found=f"{leg.round_km:g}")]
    straight = 2 * apart_km(leg.start, end, ground.method.values["transport.earth_radius"])
    slack = 2 * ground.method.values["transport.road.minimum"]
    if leg.round_km + slack >= straight:
        return leg.round_km, "declared round", []
    values = {"found": f"{leg.round_km:g}", "used": f"{straight:.0f}", "place": end.name}
    return straight, "round: 2 x great circle", [warning("round-too-short", leg.where, **values)]
