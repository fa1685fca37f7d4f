"""The transport chain of an offered product, from where it starts to every kitchen.

Declared legs count as declared; what nobody declared is filled from the published default chains,
the same for every supplier. Place enters only as physics: kilometres, vehicle, load and hubs.
Freight mass is the net mass of the product; packaging is left out in this edition, for everyone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from carbon.intake.records import OfferedProduct
from carbon.library.records import Library, Temperature
from carbon.problems import Problem, error, has_errors, note
from carbon.transport import declared, defaults, measured, standard
from carbon.transport import method as methods
from carbon.transport.places import Gazetteer
from carbon.transport.plan import Ground, Kitchen, PlannedLeg
from carbon.transport.records import ChainElement

Deliveries = Sequence[tuple[str, float]]  # place as written, share 0-1


def build(
    offered: OfferedProduct,
    *,
    temperature: Temperature,
    deliveries: Deliveries,
    drop_size_kg: float | None,
    library: Library,
    gazetteer: Gazetteer,
    category: str | None = None,
) -> tuple[tuple[ChainElement, ...], list[Problem]]:
    """Return the chain elements of an offered product and what was wrong or assumed.

    An empty chain always comes with an error: it is never a chain of zero. `category` is that of
    the catalogue and only decides by which Swedish port goods from overseas come in.
    """
    places, problems = kitchens(deliveries, gazetteer, offered.where)
    if has_errors(problems):
        return (), problems
    ground = Ground(
        kitchens=places,
        library=library,
        gazetteer=gazetteer,
        method=methods.of(library),
        defaults=defaults.load(),
        refrigerated=temperature is not Temperature.AMBIENT,
        temperature=str(temperature),
        category=category,
        drop_size_kg=drop_size_kg,
    )
    legs, wrong = _legs(offered, ground)
    problems += wrong
    if has_errors(problems):
        return (), problems
    chain, wrong = measured.elements(legs, ground)
    # A default leg stands nowhere in the offer; its problems belong to the offered product.
    filled = ground.defaults.name
    at_home = [replace(one, where=offered.where) if one.where == filled else one for one in wrong]
    return chain, problems + list(dict.fromkeys(at_home))


def kitchens(
    deliveries: Deliveries, gazetteer: Gazetteer, where: str
) -> tuple[tuple[Kitchen, ...], list[Problem]]:
    """Return the places that goods are delivered to, and those that could not be found."""
    if not deliveries:
        return (), [error("delivery-missing", where)]
    found: list[Kitchen] = []
    problems: list[Problem] = []
    for text, share in deliveries:
        place, wrong = gazetteer.find(text, where=where)
        problems += wrong
        if place is not None:
            found.append(Kitchen(place=place, share=share))
    return tuple(found), problems


def _legs(offered: OfferedProduct, ground: Ground) -> tuple[list[PlannedLeg], list[Problem]]:
    origin, problems = standard.origin_of(offered, ground)
    if offered.legs:
        if origin is None:
            problems.append(note("origin-missing-legs", offered.where))
        legs, wrong = declared.legs_of(offered.legs, origin, ground, offered.where)
        return legs, problems + wrong
    if origin is None:
        origin, wrong = standard.missing_origin(ground, offered.where)
        problems += wrong
    legs, wrong = standard.legs_from(origin, None, ground, offered.where)
    return legs, problems + wrong
