"""What a leg would be under another choice of the method: shown beside the figure, never counted.

ISO 14083 counts aeroplanes without radiative forcing, and the method keeps Suez open. Both are
decisions that somebody may ask about, so `carbon route` says what the other one would give.
"""

from __future__ import annotations

from typing import Any

from carbon.library.records import Library
from carbon.transport import sea
from carbon.transport.records import Route

RADIATIVE_FORCING, SUEZ_CLOSED = "radiative_forcing", "suez_closed"


def of_leg(found: Route, vehicle: str, kg_per_tkm: float, library: Library) -> list[dict[str, Any]]:
    """Return the other figures of a leg as plain values, none where nothing would differ.

    `kg_per_tkm` is the factor that the leg was counted with. Kilograms are for one tonne.
    """
    if found.mode == "air":
        return _with_forcing(found, vehicle, library)
    if found.mode == "sea":
        return _round_the_cape(found, kg_per_tkm)
    return []


def _with_forcing(found: Route, vehicle: str, library: Library) -> list[dict[str, Any]]:
    key = f"freight/{vehicle}_rf/ambient/tkm@GLO"
    if key not in library.factors:
        return []
    factor = library.factors[key][0]
    kg = round(found.distance_km * factor.kg_co2e, 6)
    return [{"what": RADIATIVE_FORCING, "factor": factor.id, "kg_co2e_per_tonne": kg}]


def _round_the_cape(found: Route, kg_per_tkm: float) -> list[dict[str, Any]]:
    ends = ((one.latitude, one.longitude) for one in (found.start, found.end))
    length = sea.sailed_km(*ends, closed=(*sea.CLOSED_PASSAGES, "suez"))
    if length is None or round(length) <= found.distance_km:
        return []
    kg = round(round(length) * kg_per_tkm, 6)
    return [{"what": SUEZ_CLOSED, "distance_km": round(length), "kg_co2e_per_tonne": kg}]
