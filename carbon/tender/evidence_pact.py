"""A PACT product footprint on the tender's terms: cradle to gate, and never the way to the kitchen.

It covers farm and processing; land-use change where it is stated; packaging where the file says
that it is in. Where the tender leaves land-use change out, the stated part is taken off; packaging
that the tender leaves out stays in, for nothing in the file holds its part to the total. Outbound
logistics stands beside the total in PACT and is not added: our own chain counts it.
Uptake into the product is left out, and so are removals and captured CO2, which no default counts.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from decimal import Decimal

from carbon.intake.evidence_records import PactFootprint
from carbon.library.records import Stage
from carbon.problems import Problem, shorten
from carbon.tender import evidence_standards, evidence_units
from carbon.tender import evidence_terms as terms
from carbon.tender.evidence_terms import Case, Figures

_ZERO = Decimal(0)
_ACTIVE = "Active"
_REMOVALS = ("landManagementBiogenicCO2Removals", "technologicalCO2Removals",
             "ccsTechnologicalCO2Capture")  # fmt: skip
_EXEMPTED, _LONGEST = "evidence.exempted_percent", "evidence.period_years"
_SHOWN = 300  # characters of a stranger's text in a message


def figures(case: Case, found: PactFootprint) -> tuple[Figures | None, list[Problem]]:
    """Return what a PACT file comes to for one kg of product, or None and why it is refused."""
    wrong, remarks = _method(case, found)
    if wrong is not None:
        return None, [*remarks, wrong]
    stages = covered(found)
    kept, kg, wrong = _inside(case, found, stages)
    if wrong is not None or found.mass_kg is None:
        return None, [*remarks, wrong or case.refused("evidence-mass", found=found.unit or "-")]
    remarks += terms.by_default(case, kept)
    per_kg = kg / found.mass_kg
    if per_kg < 0:
        return None, [*remarks, case.refused("evidence-file-value", found=f"{per_kg:f}")]
    made = terms.factor(
        case,
        kg_co2e=per_kg,
        stages=kept,
        found_level=_level(found),
        label=shorten(f"{found.company}: {found.product_name}"),
        printed=f"{found.excluding_uptake} kgCO2e/{found.unit_amount} {found.unit}",
        gwp=", ".join(found.gwp),
        year=int((found.period_to or case.tender.as_of)[:4]),
        review_by=str(_until(case, found) or case.tender.as_of),
    )
    figures = Figures(stages=kept, kg_co2e_per_kg=per_kg, declared=made, level=_level(found))
    return figures, remarks


def _level(found: PactFootprint) -> int:
    done = found.review is not None and found.review.reviewer and found.review.completed
    return terms.REVIEWED if done else terms.CALCULATED


def _method(case: Case, found: PactFootprint) -> tuple[Problem | None, list[Problem]]:
    """Return the first reason to refuse the file's method or time, and what is told of them."""
    unfit, remarks = terms.weights(case, found.gwp)
    wrong = (
        terms.level(case, _level(found))
        or _out_of_method(case, found)
        or unfit
        or evidence_units.wrong(case, found)
        or terms.validity(
            case, first=found.valid_from, until=_until(case, found), what="referencePeriodEnd"
        )
        or _period(case, found)
    )
    return wrong, [*remarks, *_asked(case, found)]


def _out_of_method(case: Case, found: PactFootprint) -> Problem | None:
    """Return why status, standard or what is left out makes the file unfit, None when it is fit."""
    if found.status != _ACTIVE:
        return case.refused("evidence-deprecated", found=found.status or "-")
    if not evidence_standards.known(found.standards):
        stated = shorten(", ".join(found.standards), _SHOWN) or "-"
        expected = ", ".join(evidence_standards.KNOWN)
        return case.refused("evidence-method", found=stated, expected=expected)
    if found.unstated:
        return case.refused("evidence-biogenic", found=", ".join(found.unstated))
    most, share = terms.bound(case, _EXEMPTED), found.exempted_percent
    if most is not None and share is not None and share > most:
        return case.refused("evidence-exempted", found=share, expected=most)
    return None


def _period(case: Case, found: PactFootprint) -> Problem | None:
    """Return why the period is none to average over: unfinished, backwards, or too long."""
    first, end, longest = found.period_from, found.period_to, terms.bound(case, _LONGEST)
    if longest is None or end is None:
        return None
    told = {"found": f"{first or '-'} – {end}", "expected": longest}
    if first is None or first >= end or end > case.tender.as_of:
        return case.refused("evidence-period", **told)
    latest = terms.years_after(case, datetime.date.fromisoformat(first), _LONGEST)
    if latest is not None and end > latest.isoformat():
        return case.refused("evidence-period", **told)
    return None


def _until(case: Case, found: PactFootprint) -> datetime.date | None:
    """Return the first day that the file does not hold: never later than its period allows."""
    if found.period_to is None:
        return None
    latest = terms.years_after(case, datetime.date.fromisoformat(found.period_to))
    stated = None if found.valid_to is None else datetime.date.fromisoformat(found.valid_to)
    return min((one for one in (latest, stated) if one is not None), default=None)


def covered(found: PactFootprint) -> tuple[Stage, ...]:
    """Return the stages that a file covers: cradle to gate, as far as it says so."""
    stages = {Stage.FARM, Stage.PROCESSING}
    if found.land_use_change is not None:
        stages.add(Stage.LAND_USE_CHANGE)
    if found.packaging_included:
        stages.add(Stage.PACKAGING)
    return tuple(stage for stage in Stage if stage in stages)


def _inside(
    case: Case, found: PactFootprint, stages: tuple[Stage, ...]
) -> tuple[tuple[Stage, ...], Decimal, Problem | None]:
    """Return the stages that count, their kg for the declared unit, and why they do not fit."""
    kg = found.excluding_uptake - sum((found.parts.get(one, _ZERO) for one in _REMOVALS), _ZERO)
    kept = list(stages)
    if _outside(case, Stage.LAND_USE_CHANGE, kept) and found.land_use_change is not None:
        kept.remove(Stage.LAND_USE_CHANGE)
        kg -= found.land_use_change
    if _outside(case, Stage.PACKAGING, kept):
        kept.remove(Stage.PACKAGING)
    return tuple(kept), kg, terms.boundary(case, kept)


def _outside(case: Case, stage: Stage, stages: Collection[Stage]) -> bool:
    return stage in stages and stage not in case.tender.boundary


def _asked(case: Case, found: PactFootprint) -> list[Problem]:
    """Return what is told or asked about a file that counts meanwhile."""
    remarks = [_says(case, found)]
    if _outside(case, Stage.PACKAGING, covered(found)):
        remarks.append(case.told("evidence-packaging-stays"))
    if found.outbound_logistics:
        remarks.append(case.told("evidence-outbound", found=found.outbound_logistics))
    removed = sum((found.parts.get(one, _ZERO) for one in _REMOVALS), _ZERO)
    if removed:
        remarks.append(case.told("evidence-removals", found=removed))
    ours = _digits(case.offered.gtin)
    theirs = {_digits(one) for one in found.gtins}
    if ours and theirs and ours not in theirs:
        listed = ", ".join(sorted(theirs))
        remarks.append(case.asked("evidence-other-gtin", found=listed, expected=ours))
    return remarks


def _says(case: Case, found: PactFootprint) -> Problem:
    """Return a note of whose file it is and for what, in its own words, for somebody to judge."""
    return case.told(
        "evidence-says",
        company=shorten(found.company, _SHOWN) or "-",
        product=shorten(found.product_name, _SHOWN) or "-",
        place=shorten(found.place, _SHOWN) or "-",
        found=shorten(found.boundary, _SHOWN) or "-",
    )


def _digits(gtin: str | None) -> str:
    """Return a GTIN without the zeros that a longer form of it begins with."""
    return "".join(one for one in gtin or "" if one.isdigit()).lstrip("0")
