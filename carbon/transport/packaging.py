"""Freight mass: a lorry carries the product and its packaging.

A supplier may say what a package weighs gross, or what packaging it takes per kg of product; both
count, since more mass is never in its interest. Where nothing is said the net mass stands for all:
no open source was found for what packaging foods take on a lorry (method rule freight-mass-1).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from carbon.intake.records import Leg
from carbon.problems import Problem, warning
from carbon.transport.records import ChainElement


def share(
    legs: Sequence[Leg], *, net_kg: float | None, gross_kg: float | None, where: str
) -> tuple[float, list[Problem]]:
    """Return kg of packaging per kg of product: the largest that the offer states, 0 for none.

    Warning gross-below-net for a package that weighs less than what it holds; it is not used.
    """
    stated = [leg.packaging_share for leg in legs if leg.packaging_share is not None]
    problems = []
    if gross_kg is not None and net_kg is not None and net_kg > 0:
        of_package = gross_kg / net_kg - 1
        if of_package < 0:
            told = {"found": f"{gross_kg:g}", "expected": f"{net_kg:g}"}
            problems.append(warning("gross-below-net", where, **told))
        stated.append(of_package)
    return max((one for one in stated if one > 0 and math.isfinite(one)), default=0.0), problems


def loaded(chain: Sequence[ChainElement], packaging: float) -> tuple[ChainElement, ...]:
    """Return a chain that carries the packaging too: every leg and hub takes more mass."""
    if packaging == 0:
        return tuple(chain)
    return tuple(replace(one, amount_per_kg=one.amount_per_kg * (1 + packaging)) for one in chain)
