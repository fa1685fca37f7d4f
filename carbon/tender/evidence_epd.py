"""A declaration (EPD) on the tender's terms: each of its stages a flow of its own."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal

from carbon.footprint.records import Basis, Evidenced, EvidencedFlow
from carbon.intake.evidence_records import EpdFacts, EpdStage
from carbon.library.records import Stage
from carbon.problems import Problem, shorten
from carbon.tender import evidence_terms as terms
from carbon.tender.evidence_terms import Case, Figures

_KNOWN = {str(stage): stage for stage in Stage}
_OURS = (Stage.TRANSPORT, Stage.STORAGE)  # after the gate, counted from the offer's own chain
_YEARS = "evidence.epd_years"


def figures(case: Case, found: EpdFacts) -> tuple[Figures | None, list[Problem]]:
    """Return what a declaration comes to for one kg of product, or None and why it is refused.

    Transport to the kitchen and storage on the way are never taken from a declaration: they are
    those of the market's average customer, and the chain of the offer is counted. A stage below
    zero is refused: uptake and credits count for nobody.
    """
    unknown = [one.stage for one in found.stages if one.stage not in _KNOWN]
    if unknown:
        named = ", ".join(unknown)
        expected = ", ".join(_KNOWN)
        return None, [case.refused("evidence-file-outside", found=named, expected=expected)]
    unfit, remarks = terms.weights(case, (found.gwp,))
    kept = {_KNOWN[one.stage]: one for one in found.stages if _counts(case, one)}
    left = [one.stage for one in found.stages if not _counts(case, one)]
    if left:
        remarks.append(case.told("evidence-stage-left-out", found=", ".join(left)))
    reviewed = terms.CALCULATED if found.review is None else terms.REVIEWED
    wrong = (
        terms.level(case, reviewed)
        or unfit
        or terms.validity(
            case, first=found.verified_on, until=_until(case, found), what=_undated(found)
        )
        or terms.boundary(case, kept)
        or _below_zero(case, found, kept)
    )
    if wrong is not None:
        return None, [*remarks, wrong]
    remarks += terms.by_default(case, kept)
    per_kg = {stage: one.kg_co2e / found.amount_kg for stage, one in kept.items()}
    total = sum(per_kg.values(), Decimal(0))
    stages = tuple(stage for stage in Stage if stage in kept)
    flows = tuple(
        _flow(case, found, kept[stage], stage, per_kg[stage], reviewed) for stage in stages
    )
    own = Evidenced(stages=stages, flows=flows)
    return Figures(stages=stages, kg_co2e_per_kg=total, own=own, level=reviewed), remarks


def _counts(case: Case, one: EpdStage) -> bool:
    """Tell whether a stage counts: those outside the tender and ours stand apart, unused."""
    stage = _KNOWN.get(one.stage)
    return stage in case.tender.boundary and stage not in _OURS


def _below_zero(case: Case, found: EpdFacts, kept: Mapping[Stage, EpdStage]) -> Problem | None:
    for stage, one in kept.items():
        if one.kg_co2e < 0:
            per_kg = terms.shown(one.kg_co2e / found.amount_kg)
            return case.refused("evidence-stage-below-zero", found=stage, used=per_kg)
    return None


def _until(case: Case, found: EpdFacts) -> datetime.date | None:
    """Return the first day that a declaration does not hold: by its last day and its verification.

    None where either is not stated: nobody can tell then how long it holds.
    """
    if found.valid_to is None or found.verified_on is None:
        return None
    last = datetime.date.fromisoformat(found.valid_to)
    stated = last if last == datetime.date.max else last + datetime.timedelta(days=1)
    verified = datetime.date.fromisoformat(found.verified_on)
    latest = terms.years_after(case, verified, _YEARS)
    return stated if latest is None else min(stated, latest)


def _undated(found: EpdFacts) -> str:
    return "valid_to" if found.valid_to is None else "verified_on"


def _flow(
    case: Case, found: EpdFacts, one: EpdStage, stage: Stage, kg: Decimal, level: int
) -> EvidencedFlow:
    made = terms.factor(
        case,
        kg_co2e=kg,
        stages=(stage,),
        found_level=level,
        label=shorten(f"{found.registration}, {one.modules}: {found.product_name}"),
        printed=f"{one.kg_co2e} kgCO2e/{found.amount_kg} kg ({shorten(one.modules, 40)})",
        gwp=found.gwp,
        year=int((found.valid_to or case.tender.as_of)[:4]),
        review_by=found.valid_to or case.tender.as_of,
        part=f"/{stage}",
    )
    return EvidencedFlow(stage=stage, factor=made, amount=1.0, amount_gsd=1.0, basis=Basis.DECLARED)
