"""The transport chain of an offered product, from where it starts to every kitchen.

Declared legs count as declared when they are proved; what nobody declared, or nobody proved, is
filled from the published default chains, the same for every supplier. Place enters only as
physics: kilometres, vehicle, load and hubs. Freight mass is the net mass of the product and the
packaging that the offer states; where it states none, the net mass stands, for everyone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from carbon.intake.records import OfferedProduct
from carbon.library.records import Library, Temperature
from carbon.problems import Problem, error, has_errors, note
from carbon.transport import (
    declared,
    defaults,
    measured,
    operation,
    origins,
    packaging,
    proof,
    standard,
)
from carbon.transport import method as methods
from carbon.transport.places import Gazetteer
from carbon.transport.plan import Ground, Kitchen, PlannedLeg
from carbon.transport.proof import Built
from carbon.transport.records import ChainElement, Place

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
    chain, wrong = (
        origins.several(offered, lambda one: _chain(one, ground), ground)
        if offered.origins
        else _chain(offered, ground)
    )
    carried, remarks = _packaging(offered)
    chain = packaging.loaded(chain, carried)
    # A default leg stands nowhere in the offer; its problems belong to the offered product.
    filled = ground.defaults.name
    at_home = [replace(one, where=offered.where) if one.where == filled else one for one in wrong]
    return chain, [*problems, *remarks, *dict.fromkeys(at_home)]


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
        if place is not None and place.kind == "country":
            problems.append(error("delivery-is-country", where, found=text))
        elif place is not None:
            found.append(Kitchen(place=place, share=share))
    return tuple(found), problems


def _chain(offered: OfferedProduct, ground: Ground) -> Built:
    origin, problems = standard.origin_of(offered, ground)
    if has_errors(problems):
        return (), problems
    if not offered.legs:
        chain, wrong = _default(offered, origin, ground)
        return chain, problems + wrong
    chain, wrong = _declared(offered, origin, ground)
    lacking = proof.unproved(offered.legs, ground.defaults)
    if lacking and not has_errors(wrong):
        usual = _default(offered, origin, ground)
        chain, wrong = proof.weighed(
            (chain, wrong), usual, lacking, library=ground.library, where=offered.where
        )
    return chain, problems + wrong


def _packaging(offered: OfferedProduct) -> tuple[float, list[Problem]]:
    """Return kg of packaging per kg of product that the offer states, 0 for none."""
    by_weight = offered.content_amount if offered.content_unit == "kg" else None
    return packaging.share(
        offered.legs,
        net_kg=offered.net_weight_kg or by_weight,
        gross_kg=offered.gross_weight_kg,
        where=offered.where,
    )


def _declared(offered: OfferedProduct, origin: Place | None, ground: Ground) -> Built:
    apart = operation.told_apart(offered.legs)
    legs, problems = declared.legs_of(apart, origin, ground, offered.where)
    chain, problems = _measured(legs, problems, ground)
    if not has_errors(problems):
        chain, wrong = operation.applied(chain, apart, ground)
        problems = problems + wrong
    return operation.as_written((chain, problems), apart, offered.legs)


def _default(offered: OfferedProduct, origin: Place | None, ground: Ground) -> Built:
    remarks = []
    if origin is None:
        origin, used = standard.missing_origin(ground)
        remarks.append(note("origin-missing", offered.where, used=used))
    legs, problems = standard.legs_from(origin, None, ground, offered.where)
    return _measured(legs, remarks + problems, ground)


def _measured(legs: Sequence[PlannedLeg], problems: list[Problem], ground: Ground) -> Built:
    if has_errors(problems):
        return (), problems
    chain, wrong = measured.elements(legs, ground)
    return chain, problems + wrong
