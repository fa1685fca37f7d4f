"""The terms that every evidence file is held to, whatever its form: level, time, boundary."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from carbon.footprint import build
from carbon.footprint.records import Evidenced
from carbon.intake.records import OfferedProduct
from carbon.library.records import Factor, Library, Product, Spread, Stage
from carbon.problems import Problem, note, warning
from carbon.tender.records import Tender

CALCULATED, REVIEWED = 2, 3  # evidence levels of the design: own calculation, independent review
VALID_YEARS = "evidence.valid_years"
_SETS = ("AR5", "AR6")  # AR6 counts; AR5 is accepted and told, being the set before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One offered product and the file that it names."""

    offered: OfferedProduct
    product: Product
    tender: Tender
    library: Library
    tag: str  # what stood after the # in the evidence cell
    where: str  # the cell that names the file
    file: str

    def refused(self, code: str, **told: object) -> Problem:
        """Return why the file does not count; the default does."""
        return warning(code, self.where, file=self.file, **told)

    def asked(self, code: str, **told: object) -> Problem:
        """Return a question about a file that counts meanwhile."""
        return warning(code, self.where, file=self.file, **told)

    def told(self, code: str, **told: object) -> Problem:
        """Return a remark on how the file was read."""
        return note(code, self.where, file=self.file, **told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What an accepted file comes to: one figure for its stages, or an account of flows."""

    stages: tuple[Stage, ...]  # of the tender's boundary
    kg_co2e_per_kg: Decimal
    declared: Factor | None = None
    own: Evidenced | None = None
    level: int = CALCULATED  # of evidence
    digest: str = ""  # that a producer's file came to when it was worked through again


def bound(case: Case, name: str) -> Decimal | None:
    """Return a bound of the library, None in an edition that has none."""
    known = case.library.assumptions.get(name)
    return None if known is None else Decimal(str(known.value))


def shown(value: Decimal) -> str:
    """Return a number in plain digits, no more of them than say something.

    >>> shown(Decimal("1.50")), shown(Decimal("0.333333333"))
    ('1.5', '0.333333')
    """
    text = f"{round(value, 6):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def level(case: Case, found: int) -> Problem | None:
    """Return why a level does not suffice, None when it does."""
    wanted = case.tender.accepted_evidence_level
    if found >= wanted:
        return None
    return case.refused("evidence-file-level", found=found, expected=wanted)


def years_after(case: Case, day: datetime.date, years: str = VALID_YEARS) -> datetime.date | None:
    """Return the day when figures for a period that ended on `day` stop counting."""
    known = bound(case, years)
    if known is None:
        return None
    year = day.year + int(known)
    if year > datetime.MAXYEAR:
        return datetime.date.max
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=year, day=28) if leap_day else day.replace(year=year)


def validity(
    case: Case, *, first: str | None, until: datetime.date | None, what: str = ""
) -> Problem | None:
    """Return why a file does not hold on the tender's day; `until` is the first day after it."""
    as_of = case.tender.as_of
    if until is None:
        return case.refused("evidence-file-undated", found=what or "-")
    if as_of >= until.isoformat():
        last = until - datetime.timedelta(days=1)
        return case.refused("evidence-file-expired", found=last.isoformat(), expected=as_of)
    if first is not None and first > as_of:
        return case.refused("evidence-not-yet", found=first, expected=as_of)
    return None


def weights(case: Case, sets: Collection[str]) -> tuple[Problem | None, list[Problem]]:
    """Return why the weights of the gases do not fit, or what is told about them."""
    if not sets or not set(sets) <= set(_SETS):
        found, expected = ", ".join(sorted(sets)) or "-", ", ".join(_SETS)
        return case.refused("evidence-gwp", found=found, expected=expected), []
    if case.library.gwp not in sets or len(sets) > 1:
        found = ", ".join(sorted(sets))
        return None, [case.told("evidence-gwp-other", found=found, expected=case.library.gwp)]
    return None, []


def boundary(case: Case, covered: Collection[Stage]) -> Problem | None:
    """Return why a file's stages do not fit the tender's, naming the stage; None when they do."""
    inside = case.tender.boundary
    outside = [one for one in Stage if one in covered and one not in inside]
    if outside:
        found = ", ".join(outside)
        return case.refused("evidence-file-outside", found=found, expected=", ".join(inside))
    if not covered:
        return case.refused("evidence-file-empty", expected=", ".join(inside))
    missing = build.inseparable(case.product, covered, inside)
    if missing:
        named = ", ".join(missing)
        return case.refused("evidence-stage-missing", found=named, product=case.product.id)
    return None


def by_default(case: Case, covered: Collection[Stage]) -> list[Problem]:
    """Return a remark on stages before the gate that the file says nothing of: defaults count."""
    before = (Stage.FARM, Stage.LAND_USE_CHANGE, Stage.PROCESSING, Stage.PACKAGING)
    left = [one for one in before if one in case.tender.boundary and one not in covered]
    return [case.told("evidence-stage-default", found=", ".join(left))] if left else []


def factor(
    case: Case,
    *,
    kg_co2e: Decimal,
    stages: tuple[Stage, ...],
    found_level: int,
    label: str,
    printed: str,
    gwp: str,
    year: int,
    review_by: str,
    part: str = "",
) -> Factor:
    """Return a file's figure as a factor per kg, with the spread of its evidence level."""
    name = f"declared/{case.offered.id}{part}"
    basis = f"evidence level {found_level}"
    gsd = case.library.assumption(f"evidence.level_{found_level}.gsd")
    return Factor(
        id=name,
        label=label,
        kg_co2e=float(kg_co2e),
        per="kg",
        as_printed=printed,
        stages=stages,
        region="declared",
        year=year,
        gwp=gwp,
        boundary=", ".join(stages),
        allocation="as declared",
        spread=Spread(gsd=gsd, basis=basis),
        quality=basis,
        source="declared",
        locator=case.file,
        review_by=review_by[:7],
        proxy=False,
        correlation_group=f"declared/{case.offered.id}",
        where=case.file,
    )
