"""What declared legs say of their vehicles, put into the chain after it was measured.

Measuring gives every leg its kilometres and the factor of its class. Here a leg's own load, energy
and carrier's value take the place of that average, on the part that its own vehicle drives: never
on the ferry on the way, never on a leg that a default filled in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from carbon.intake.records import Leg
from carbon.problems import Problem, has_errors
from carbon.transport import carriers, energy, loads
from carbon.transport.plan import Ground
from carbon.transport.records import ChainElement

Built = tuple[tuple[ChainElement, ...], list[Problem]]
_OWN = ("vehicle", "energy", "load_kg", "load_factor", "empty_share", "carrier_g_per_tkm")


def told_apart(legs: Sequence[Leg]) -> tuple[Leg, ...]:
    """Return the legs so that no two share a `where`: an offer row may declare more than one."""
    numbers = Counter(leg.where for leg in legs)
    return tuple(
        replace(leg, where=f"{leg.where}#{number}") if numbers[leg.where] > 1 else leg
        for number, leg in enumerate(legs, 1)
    )


def as_written(built: Built, apart: Sequence[Leg], legs: Sequence[Leg]) -> Built:
    """Return a chain and its problems with the cells as they stand in the offer."""
    names = {one.where: leg.where for one, leg in zip(apart, legs, strict=True)}
    chain, problems = built
    return (
        tuple(replace(one, where=names.get(one.where, one.where)) for one in chain),
        [replace(one, where=names.get(one.where, one.where)) for one in problems],
    )


def applied(chain: Sequence[ChainElement], legs: Sequence[Leg], ground: Ground) -> Built:
    """Return a measured chain with what its legs declare of load, energy and carrier.

    `legs` have no two equal `where`. One error empties the chain: it is never a chain of zero.
    """
    by_where = {leg.where: leg for leg in legs}
    problems = [problem for leg in legs for problem in loads.contradictions(leg)]
    if problems:
        return (), problems
    found: list[ChainElement] = []
    for element in chain:
        leg = _own_leg(element, by_where, ground)
        made, wrong = ([element], []) if leg is None else _of_leg(element, leg, ground)
        found += made
        problems += wrong
    if has_errors(problems):
        return (), list(dict.fromkeys(problems))
    ordered = (replace(one, order=order) for order, one in enumerate(found, start=1))
    return tuple(ordered), list(dict.fromkeys(problems))


def _own_leg(element: ChainElement, legs: Mapping[str, Leg], ground: Ground) -> Leg | None:
    leg = legs.get(element.where)
    if leg is None or element.kind != "leg":
        return None
    if all(getattr(leg, name) is None for name in _OWN):
        return None
    mode = leg.mode or (ground.defaults.mode_of(leg.vehicle) if leg.vehicle else None) or "road"
    return leg if element.mode == mode else None


def _of_leg(
    element: ChainElement, leg: Leg, ground: Ground
) -> tuple[list[ChainElement], list[Problem]]:
    powered, problems = energy.powered(element, leg, ground)
    operated, wrong = carriers.operated(powered, leg, ground)
    problems += wrong
    if operated.factor is not None or not loads.stated(leg):
        return [operated], problems
    parts, wrong = loads.modelled(element, leg, ground)
    problems += wrong
    made = [energy.powered(part, leg, ground)[0] for part in parts]
    return made, problems
