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
from carbon.transport.proof import Built
from carbon.transport.records import ChainElement

_MONTHS = 12
_PERCENT = 100
_LEAST = Decimal("1e-9")  # a rest below it is what thirds leave over


def weights(shares: Sequence[OriginShare]) -> tuple[Decimal, ...]:
    """Return the share of the year's goods that comes from each origin, 0-1."""
    return tuple(one.share * (len(one.months) or _MONTHS) / _MONTHS for one in shares)


def several(offered: OfferedProduct, chain_of: Callable[[OfferedProduct], Built]) -> Built:
    """Return the weighted chains of a product of several origins, the first one first.

    `chain_of` gives the chain of a product of one origin. Declared legs hold for every origin:
    what lies between it and their beginning is filled as for any other. No chain at all when one
    of them has an error.
    """
    found: list[ChainElement] = []
    problems: list[Problem] = []
    for one, weight in _parts(offered):
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


def _parts(offered: OfferedProduct) -> Iterator[tuple[OfferedProduct, Decimal]]:
    shares = weights(offered.origins)
    for one, weight in zip(offered.origins, shares, strict=True):
        yield (
            replace(offered, origin_place=one.place, origin_country=one.country, origins=()),
            weight,
        )
    rest = 1 - sum(shares, Decimal(0))
    if rest > _LEAST:
        yield replace(offered, origin_place=None, origin_country=None, origins=()), rest


def _weighted(element: ChainElement, weight: float) -> ChainElement:
    return replace(
        element, share=element.share * weight, amount_per_kg=element.amount_per_kg * weight
    )
