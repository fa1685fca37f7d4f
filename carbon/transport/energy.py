"""What a vehicle runs on: a proved energy carrier takes the factor of the vehicle by fuel.

The claim counts for a leg that proves it and for no other (method rule energy-proof-1): on a leg
without such evidence the vehicle runs on diesel, as its class does. Tank to wheel and well to tank
stay apart, since the factors hold both.
"""

from __future__ import annotations

from dataclasses import replace

from carbon.intake.records import Leg
from carbon.problems import Problem, note, warning
from carbon.transport.plan import Ground
from carbon.transport.proof import proves
from carbon.transport.records import ChainElement

_DIESEL = "diesel"
_ELECTRIC = "electric"


def powered(element: ChainElement, leg: Leg, ground: Ground) -> tuple[ChainElement, list[Problem]]:
    """Return a leg's element with the factor of the energy that the leg declares.

    The amount stays: it is km or tonne-km of the same vehicle. Warning energy-unproved without
    evidence; note energy-not-used where the library has no factor for this vehicle and energy.
    """
    energy = _claimed(element, leg, ground)
    if energy in (None, _DIESEL):
        return element, []
    base = ground.defaults.burning(element.vehicle)
    if not proves(leg, "energy", ground.defaults):
        told = warning("energy-unproved", leg.where, found=energy)
        return _with_factor(element, base, ground, vehicle=base) or element, [told]
    fuel = ground.defaults.energy.get(str(energy))
    own = _with_factor(element, f"{base}-{fuel}", ground)
    if own is not None:
        return replace(own, basis="declared"), []
    if element.vehicle != base:  # a battery-electric class of the source itself
        return element, []
    told = note("energy-not-used", leg.where, found=energy)
    return element, [told]


def _claimed(element: ChainElement, leg: Leg, ground: Ground) -> str | None:
    # "Elskåpbil" says what it runs on, whether or not the energy column does.
    by_class = _ELECTRIC if element.vehicle in ground.defaults.electric.values() else None
    return leg.energy or by_class


def _with_factor(
    element: ChainElement, named: str, ground: Ground, *, vehicle: str | None = None
) -> ChainElement | None:
    """Return the element with the factor of another vehicle by the same measure, if it exists."""
    _, _, rest = element.factor_id.removeprefix("freight/").partition("/")
    key = f"freight/{named}/{rest}"
    candidates = ground.library.factors.get(key)
    if not candidates or candidates[0].per != element.per:
        return None
    return replace(element, factor_id=key, vehicle=vehicle or element.vehicle)
