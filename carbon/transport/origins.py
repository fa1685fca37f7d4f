"""A product of several origins: one chain for each, weighted by its share of the goods.

Months count alike, since nobody announces how much is eaten in each. What no share speaks of has
an unknown origin and takes the published default of one, so leaving a share out never pays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from carbon.intake.records import OfferedProduct, OriginShare
from carbon.problems import Problem, has_errors, note
from carbon.transport import ends, standard
from carbon.transport.places import apart_km
from carbon.transport.plan import Ground
from carbon.transport.proof import Built
from carbon.transport.records import ChainElement, Place

_MONTHS = 12
_PERCENT = 100
_LEAST = Decimal("1e-9")  # a rest below it is what thirds leave over

Part = tuple[OfferedProduct, Decimal]  # the product as of one origin, and its share of the year


def weights(shares: Sequence[OriginShare]) -> tuple[Decimal, ...]:
    """Return the share of the year's goods that comes from each origin, 0-1."""
    return tuple(one.share * (len(one.months) or _MONTHS) / _MONTHS for one in shares)


def several(
    offered: OfferedProduct, chain_of: Callable[[OfferedProduct], Built], ground: Ground
) -> Built:
    """Return the weighted chains of a product of several origins, the first one first.

    `chain_of` gives the chain of a product of one origin. Declared legs that begin at one of the
    origins are those of its goods alone (note origin-legs-own); legs that begin elsewhere, at a
    warehouse, or at no stated place hold for every origin, and what lies before them is filled as
    for any other. No chain at all when one of them has an error.
    """
    found: list[ChainElement] = []
    parts, problems = _with_own_legs(list(_parts(offered)), offered, ground)
    for one, weight in parts:
        chain, wrong = chain_of(one)
        problems += wrong
        found += [_weighted(element, float(weight)) for element in chain]
    stated = sum(weights(offered.origins), Decimal(0))
    if 1 - stated > _LEAST:
        shown = f"{stated * _PERCENT:.1f}".rstrip("0").rstrip(".")
        problems.append(note("origin-shares-rest", offered.where, found=shown))
    if has_errors(problems):
        return (), problems
    ordered = tuple(replace(one, order=order) for order, one in enumerate(found, start=1))
    return ordered, list(dict.fromkeys(problems))


def _parts(offered: OfferedProduct) -> Iterator[Part]:
    shares = weights(offered.origins)
    for one, weight in zip(offered.origins, shares, strict=True):
        yield (
            replace(offered, origin_place=one.place, origin_country=one.country, origins=()),
            weight,
        )
    rest = 1 - sum(shares, Decimal(0))
    if rest > _LEAST:
        yield replace(offered, origin_place=None, origin_country=None, origins=()), rest


def _with_own_legs(
    parts: list[Part], offered: OfferedProduct, ground: Ground
) -> tuple[list[Part], list[Problem]]:
    """Take the declared legs away from the goods that do not begin where the legs do.

    A contract of the farm's own haulier proves nothing about what comes from elsewhere.
    """
    start = _start_of_legs(offered, ground)
    own = [start is not None and _comes_from(one, start, ground) for one, _ in parts]
    if start is None or all(own) or not any(own):
        return parts, []
    shared = [
        (one if keeps else replace(one, legs=()), weight)
        for (one, weight), keeps in zip(parts, own, strict=True)
    ]
    return shared, [note("origin-legs-own", offered.where, place=start.name)]


def _start_of_legs(offered: OfferedProduct, ground: Ground) -> Place | None:
    """Return where the declared legs begin; what is wrong with it is told where they are read."""
    if not offered.legs:
        return None
    first = min(offered.legs, key=lambda leg: leg.order)
    known = ground.defaults.mode_of(first.vehicle) if first.vehicle else None
    if first.start is None:
        return None
    return ends.place(first.start, first.mode or known or "road", ground, first.where)[0]


def _comes_from(one: OfferedProduct, start: Place, ground: Ground) -> bool:
    origin, _ = standard.origin_of(one, ground)
    if origin is None or origin.kind == "country":
        return False
    values = ground.method.values
    apart = apart_km(origin, start, values["transport.earth_radius"])
    return apart <= values["transport.legs_meet"]


def _weighted(element: ChainElement, weight: float) -> ChainElement:
    return replace(
        element, share=element.share * weight, amount_per_kg=element.amount_per_kg * weight
    )
