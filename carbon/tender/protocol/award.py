"""The award as decided, held against the published rule: winner, rejected offers, open questions.

A decision that does not follow the ranking is a problem, never mended: the winner is the first
offer that nobody rejected with a reason and a provision.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from carbon.intake.procedure_records import CHECKS, Award, Check, Procedure, Screened
from carbon.intake.procedurefile import FILE
from carbon.problems import Problem, error
from carbon.tender.records import Assessment, LotResult, RankedOffer

REJECTED_ALONE = ("incomplete", "ceiling", "unjudged")  # what the published rule itself leaves out


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Why an offer is out of a lot: which requirement, which fact, which provision."""

    supplier: str
    kind: str  # of CHECKS, screening, or of REJECTED_ALONE
    reason: str  # of a person; empty for what the rule itself leaves out
    provision: str
    field: str = "checks"  # the secrecy mark that hides the reason


@dataclass(frozen=True, slots=True, kw_only=True)
class LotAward:
    """One lot: what was decided, who won, who is out and why."""

    result: LotResult
    decided: Award | None
    winner: RankedOffer | None  # None: not decided, nobody, or somebody who has no rank
    rejections: tuple[Rejection, ...]

    @property
    def first(self) -> tuple[str, ...]:
        """Who the rule puts first among those that nobody rejected; several when they tie."""
        return first(self.result, self.rejections)

    def out(self, supplier: str) -> tuple[Rejection, ...]:
        """Return why a supplier is out of this lot."""
        return tuple(one for one in self.rejections if one.supplier == supplier)


def first(result: LotResult, rejections: Sequence[Rejection]) -> tuple[str, ...]:
    """Return the offers with the best rank among those that are not rejected."""
    out = {one.supplier for one in rejections}
    left = [o for o in result.ranking if o.rank is not None and o.supplier not in out]
    best = min((o.rank for o in left if o.rank is not None), default=None)
    return tuple(o.supplier for o in left if o.rank == best)


def of_assessment(assessment: Assessment, procedure: Procedure) -> tuple[LotAward, ...]:
    """Return the award of every lot."""
    return tuple(_of_lot(result, procedure) for result in assessment.lots)


def _of_lot(result: LotResult, procedure: Procedure) -> LotAward:
    awards = procedure.decision.awards if procedure.decision is not None else ()
    decided = next((one for one in awards if one.lot == result.lot.id), None)
    name = "" if decided is None else decided.supplier
    winner = next((o for o in result.ranking if o.supplier == name and o.rank is not None), None)
    return LotAward(
        result=result,
        decided=decided,
        winner=winner,
        rejections=tuple(_rejections(result, procedure)),
    )


def _rejections(result: LotResult, procedure: Procedure) -> Iterator[Rejection]:
    lot = result.lot.id
    for offer in result.ranking:
        for check in procedure.checks:
            if check.supplier == offer.supplier and _here(check, lot) and check.outcome == "failed":
                yield _of_check(check)
        for one in procedure.screening:
            if (one.supplier, one.lot, one.conclusion) == (offer.supplier, lot, "rejected"):
                yield _of_screening(one)
        alone = _alone(offer)
        if alone:
            yield Rejection(supplier=offer.supplier, kind=alone, reason="", provision="")


def _here(check: Check, lot: str) -> bool:
    return not check.lot or check.lot == lot


def _of_check(check: Check) -> Rejection:
    return Rejection(
        supplier=check.supplier,
        kind=check.kind,
        reason=check.reason,
        provision=check.provision,
    )


def _of_screening(one: Screened) -> Rejection:
    return Rejection(
        supplier=one.supplier,
        kind="screening",
        reason=one.reason,
        provision="LOU 16:7-8",
        field="screening",
    )


def _alone(offer: RankedOffer) -> str:
    """Return why the rule itself gives an offer no rank; empty when it has one."""
    if offer.rank is not None:
        return ""
    if offer.above_ceiling:
        return "ceiling"
    return "incomplete" if offer.missing_lines else "unjudged"


def wrong(assessment: Assessment, procedure: Procedure) -> list[Problem]:
    """Return why the decision cannot stand as it is written; nothing when there is none yet."""
    if procedure.decision is None:
        return []
    problems = []
    for lot in of_assessment(assessment, procedure):
        problems += _of_decided(lot, procedure)
    return problems


def _of_decided(lot: LotAward, procedure: Procedure) -> list[Problem]:
    id_ = lot.result.lot.id
    if lot.decided is None:
        return [error("award-lot-missing", FILE, found=id_)] if lot.result.ranking else []
    where = lot.decided.where
    if not lot.decided.supplier:
        return []  # nobody got it, and a reason stands beside
    if lot.decided.supplier not in lot.first:
        expected = ", ".join(lot.first) or "-"
        found = lot.decided.supplier
        return [error("award-not-first", where, lot=id_, found=found, expected=expected)]
    return _unchecked(lot.decided, procedure)


def _unchecked(decided: Award, procedure: Procedure) -> list[Problem]:
    """Return the checks of the winner that nobody has made (LOU 4:10)."""
    made = {
        one.kind
        for one in procedure.checks
        if one.supplier == decided.supplier and _here(one, decided.lot)
    }
    missing = [kind for kind in CHECKS if kind not in made]
    if not missing:
        return []
    found, kinds = decided.supplier, ", ".join(missing)
    return [error("award-checks-missing", decided.where, found=found, lot=decided.lot, kinds=kinds)]
