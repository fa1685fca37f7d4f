"""Proof of a declared chain (method rule legs-proof-1): no unproved claim beats the default.

Where a declared leg names no evidence, the declared chain counts only when it is not lower than
the default chain from the same origin: a statement against one's own interest needs no proof.
Evidence proves what its kind can prove (chains.yaml): a document of origin no lorry.
"""

from __future__ import annotations

from collections.abc import Sequence

from carbon.intake.records import Leg
from carbon.library.records import Factor, Library
from carbon.problems import Problem, Severity, has_errors, warning
from carbon.transport.defaults import Defaults
from carbon.transport.records import ChainElement

Chain = tuple[ChainElement, ...]
Built = tuple[Chain, list[Problem]]
_G_PER_KG = 1000


def proves(leg: Leg, statement: str, known: Defaults) -> bool:
    """Tell whether a leg names evidence (a letter or a digit) that can prove a statement of it.

    `statement` is a key of `evidence` in chains.yaml. Evidence of no stated kind may be any.
    """
    if not any(sign.isalnum() for sign in leg.evidence or ""):
        return False
    return leg.evidence_kind is None or leg.evidence_kind in known.evidence[statement]


def unproved(legs: Sequence[Leg], known: Defaults) -> list[Leg]:
    """Return the legs whose evidence names nothing, or cannot prove what they say of the lorry."""
    return [leg for leg in legs if not proves(leg, "vehicle", known) and not _only_named(leg)]


def _only_named(leg: Leg) -> bool:
    """Tell whether a leg has evidence and says nothing that needs more than a document of origin.

    A mode other than road is as much of a statement as a vehicle: a train needs its carrier.
    """
    said = (leg.vehicle, leg.energy, leg.round_km, leg.round_load_kg, leg.load_kg, leg.load_factor)
    named = any(sign.isalnum() for sign in leg.evidence or "")
    return named and leg.mode in (None, "road") and not any(one is not None for one in said)


def kg_per_kg(chain: Chain, library: Library) -> float:
    """Return the kg CO2e of a chain for one kg of product."""
    return sum(one.amount_per_kg * factor_of(one, library).kg_co2e for one in chain)


def factor_of(element: ChainElement, library: Library) -> Factor:
    """Return the factor of an element: a carrier's own value, or that of the library."""
    return element.factor or library.factors[element.factor_id][0]


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
