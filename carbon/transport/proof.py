"""Proof of a declared chain (method rule legs-proof-1): no unproved claim beats the default.

Where a declared leg names no evidence, the declared chain counts only when it is not lower than
the default chain from the same origin: a statement against one's own interest needs no proof.
"""

from __future__ import annotations

from collections.abc import Sequence

from carbon.intake.records import Leg
from carbon.library.records import Library
from carbon.problems import Problem, Severity, has_errors, warning
from carbon.transport.records import ChainElement

Chain = tuple[ChainElement, ...]
Built = tuple[Chain, list[Problem]]
_G_PER_KG = 1000


def unproved(legs: Sequence[Leg]) -> list[Leg]:
    """Return the legs whose evidence names nothing: it needs a letter or a digit."""
    return [leg for leg in legs if not any(sign.isalnum() for sign in leg.evidence or "")]


def kg_per_kg(chain: Chain, library: Library) -> float:
    """Return the kg CO2e of a chain for one kg of product."""
    return sum(one.amount_per_kg * library.factors[one.factor_id][0].kg_co2e for one in chain)


def weighed(
    declared: Built, default: Built, lacking: Sequence[Leg], *, library: Library, where: str
) -> Built:
    """Return the declared chain, or the default one when the unproved declared one is lower.

    Warning legs-unproved tells of the change. Without a default chain there is nothing to weigh
    against: its errors stand, and the chain is empty.
    """
    told, usual = (kg_per_kg(chain, library) for chain, _ in (declared, default))
    if not has_errors(default[1]) and told >= usual:
        return declared
    kept = [one for one in declared[1] if one.severity is not Severity.NOTE]
    remark = warning(
        "legs-unproved",
        where,
        count=len(lacking),
        cells=", ".join(dict.fromkeys(leg.where for leg in lacking)),
        declared=f"{told * _G_PER_KG:.1f}",
        used=f"{usual * _G_PER_KG:.1f}" if default[0] else "–",
    )
    return default[0], [*kept, *default[1], remark]
