"""A supplier's own footprint value becomes a factor, if its evidence is accepted.

The same terms for everybody: level, validity and stages are read, who it is from is not.
A value that is not accepted is a problem that says why, and the default counts instead.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal

from carbon.intake.records import DeclaredFootprint, OfferedProduct
from carbon.library.records import Factor, Library, Product, Spread, Stage
from carbon.problems import Problem, warning
from carbon.tender.records import Tender

_KNOWN = {str(stage) for stage in Stage}


def declared_factor(
    offered: OfferedProduct, tender: Tender, library: Library
) -> tuple[Factor | None, list[Problem]]:
    """Return the supplier's own value as a factor per kg, or None and why it is not used."""
    declared = offered.footprint
    if declared is None:
        return None, []
    refused = _refusal(declared, tender, library)
    if refused is not None:
        return None, [refused]
    stages = tuple(stage for stage in Stage if str(stage) in declared.stages)
    spread = Spread(
        gsd=library.assumption(_spread_id(declared)),
        basis=f"evidence level {declared.evidence_level}",
    )
    return _factor(offered, declared, stages, tender, spread), []


def _spread_id(declared: DeclaredFootprint) -> str:
    return f"evidence.level_{declared.evidence_level}.gsd"


def _refusal(declared: DeclaredFootprint, tender: Tender, library: Library) -> Problem | None:
    """Return why a declared value does not count, or None when it does."""
    where = declared.where
    unknown = sorted(set(declared.stages) - _KNOWN)
    outside = sorted(set(declared.stages) & _KNOWN - {str(s) for s in tender.boundary})
    if not declared.stages or unknown or outside:
        found = ", ".join(unknown or outside) or "-"
        expected = ", ".join(tender.boundary)
        return warning("evidence-boundary", where, found=found, expected=expected)
    known = _spread_id(declared) in library.assumptions
    if not known or declared.evidence_level < tender.accepted_evidence_level:
        return warning(
            "evidence-level",
            where,
            found=declared.evidence_level,
            expected=tender.accepted_evidence_level,
        )
    if not any(letter.isalnum() for letter in declared.evidence):
        return warning("evidence-missing", where)
    if declared.valid_to is None:
        return warning("evidence-undated", where)
    if declared.valid_to < tender.as_of:
        return warning("evidence-expired", where, found=declared.valid_to, expected=tender.as_of)
    if not math.isfinite(declared.kg_co2e_per_kg) or declared.kg_co2e_per_kg < 0:
        return warning("evidence-value", where, found=declared.kg_co2e_per_kg)
    return None


def far_from_default(
    stated: Decimal, stages: Iterable[Stage], product: Product, library: Library, where: str
) -> list[Problem]:
    """Return a question when an own value lies many times below or above the default.

    `stated` is kg CO2e per kg for `stages`. A screen against slips and abnormally low values: it
    asks, and changes no figure.
    """
    used = {product.factors[stage] for stage in stages if stage in product.factors}
    default = math.fsum(library.factors[factor_id][0].kg_co2e for factor_id in used)
    ratio = library.assumption("screens.footprint_ratio")
    kg_co2e = float(stated)
    if default <= 0 or default / ratio <= kg_co2e <= default * ratio:
        return []
    found, expected = f"{kg_co2e:.3g}", f"{default:.3g}"
    return [warning("footprint-far-from-default", where, found=found, expected=expected)]


def _factor(
    offered: OfferedProduct,
    declared: DeclaredFootprint,
    stages: tuple[Stage, ...],
    tender: Tender,
    spread: Spread,
) -> Factor:
    return Factor(
        id=f"declared/{offered.id}",
        label=declared.evidence,
        kg_co2e=declared.kg_co2e_per_kg,
        per="kg",
        as_printed=f"{declared.kg_co2e_per_kg!r} kgCO2e/kg",
        stages=stages,
        region="declared",
        year=int(tender.as_of[:4]),
        gwp="as declared",
        boundary=", ".join(stages),
        allocation="as declared",
        spread=spread,
        quality=f"evidence level {declared.evidence_level}",
        source="declared",
        locator=declared.evidence,
        review_by=(declared.valid_to or tender.as_of)[:7],
        proxy=False,
        correlation_group=f"declared/{offered.id}",
        where=declared.where,
    )
