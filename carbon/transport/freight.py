"""Which emission factor a vehicle takes, and what stands in when it has none for cold goods."""

from __future__ import annotations

from dataclasses import dataclass

from carbon.library.records import Factor, Library
from carbon.problems import LibraryError, Problem, error, note

_UNITS = {"tkm": "t*km", "km": "km"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Freight:
    """A factor for a leg, and by how much its amount is raised for want of a better one."""

    factor: Factor
    uplift: float
    assumptions: tuple[str, ...]


def freight(
    library: Library, vehicle: str, unit: str, *, mode: str, refrigerated: bool, where: str
) -> tuple[Freight | None, list[Problem]]:
    """Return the factor of a vehicle per `tkm` or per `km` (well to wheel, empty running included).

    Where there is no refrigerated one, the ambient factor stands in, raised by the assumption
    transport.refrigerated.*_uplift, with note refrigerated-factor-missing. No factor at all is
    error freight-factor-missing.
    """
    temperature = "refrigerated" if refrigerated else "ambient"
    found = _factor(library, f"freight/{vehicle}/{temperature}/{unit}@GLO", _UNITS[unit])
    if found is None and not refrigerated:  # a vehicle that is only ever refrigerated
        found = _factor(library, f"freight/{vehicle}/refrigerated/{unit}@GLO", _UNITS[unit])
    if found is not None:
        return Freight(factor=found, uplift=1, assumptions=()), []
    ambient = _factor(library, f"freight/{vehicle}/ambient/{unit}@GLO", _UNITS[unit])
    if ambient is None:
        return None, [error("freight-factor-missing", where, vehicle=vehicle, unit=unit)]
    key = f"transport.refrigerated.{'road' if mode == 'road' else 'other'}_uplift"
    uplift = library.assumption(key)
    remark = note("refrigerated-factor-missing", where, vehicle=vehicle, uplift=f"{uplift:g}")
    return Freight(factor=ambient, uplift=uplift, assumptions=(key,)), [remark]


@dataclass(frozen=True, slots=True, kw_only=True)
class Laden:
    """A vehicle's factors per km empty and fully laden, and what fully laden means."""

    empty: Freight
    full: Freight
    payload_t: float


def laden(library: Library, vehicle: str, *, refrigerated: bool) -> Laden | None:
    """Return the factors of a vehicle empty and full, None where the library lacks either."""
    temperature = "refrigerated" if refrigerated else "ambient"
    empty, full = (
        _factor(library, f"freight/{vehicle}/{temperature}/{load}@GLO", "km")
        for load in ("km_empty", "km_full")
    )
    if empty is None or full is None or not full.payload_t:
        return None
    return Laden(
        empty=Freight(factor=empty, uplift=1, assumptions=()),
        full=Freight(factor=full, uplift=1, assumptions=()),
        payload_t=full.payload_t,
    )


def hub(
    library: Library, *, refrigerated: bool, where: str
) -> tuple[Freight | None, list[Problem]]:
    """Return the factor of one transhipment, per kg."""
    key = f"hub/transhipment/{'refrigerated' if refrigerated else 'ambient'}@GLO"
    found = _factor(library, key, "kg")
    if found is None:
        return None, [error("freight-factor-missing", where, vehicle=key, unit="kg")]
    return Freight(factor=found, uplift=1, assumptions=()), []


def _factor(library: Library, key: str, per: str) -> Factor | None:
    candidates = library.factors.get(key)
    if not candidates:
        return None
    if candidates[0].per != per:
        raise LibraryError(f"{key} is stated per {candidates[0].per}; transport needs it per {per}")
    return candidates[0]
