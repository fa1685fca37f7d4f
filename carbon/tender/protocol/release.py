"""The release test of letters: none leaves without reasons, values and dates (lou.md 5.3).

A notice without proper reasons starts no standstill period, so what is missing here stops the
letter: a house rule of this program.
"""

from __future__ import annotations

from collections.abc import Iterator

from carbon.intake.procedure_records import Mark
from carbon.intake.procedurefile import FILE
from carbon.problems import Problem, error, note, warning
from carbon.tender.evaluate import applying
from carbon.tender.protocol import award, standstill
from carbon.tender.protocol.award import REJECTED_ALONE, LotAward
from carbon.tender.protocol.proceedings import Proceedings
from carbon.tender.publication.lock import FILE as LOCK
from carbon.tender.records import RankedOffer

_WEEKEND = (5, 6)  # Saturday and Sunday


def lacking(of: Proceedings) -> list[Problem]:
    """Return what stops every letter: no decision, no published method, or another rule's award.

    A direct award has nothing to publish beforehand; whether it may be one is the buyer's to judge.
    """
    decision = of.procedure.decision
    if decision is None:
        return [error("letters-no-decision", FILE)]
    if of.lock is None and of.assessment.tender.procurement.procedure != "direct":
        return [error("letters-not-published", LOCK)]
    return [*award.wrong(of.assessment, of.procedure), *_another_file(of)]


def _another_file(of: Proceedings) -> Iterator[Problem]:
    """Return the tenders whose file is not the one that was opened (LOU 12:10, 4:9)."""
    now = set(of.files.values())
    opening = of.procedure.opening
    for one in opening.tenders if opening is not None else ():
        if one.sha256 and one.sha256.casefold() not in now and not _clarified(of, one.supplier):
            yield error("opening-file-differs", one.where, found=one.supplier)


def _clarified(of: Proceedings, supplier: str) -> bool:
    return any(one.supplier == supplier for one in of.procedure.clarifications)


def lacking_for(of: Proceedings, supplier: str) -> list[Problem]:
    """Return what stops the letter to one supplier."""
    return [*_unsent(of, supplier), *_without_reasons(of, supplier)]


def remarks(of: Proceedings) -> list[Problem]:
    """Return what a person must know of the records beside what stops a letter."""
    return [*_late(of), *_not_assessed(of), *_easily_found(of), *_days(of)]


def _unsent(of: Proceedings, supplier: str) -> Iterator[Problem]:
    notices = [one for one in of.procedure.notification if one.supplier == supplier]
    decision = of.procedure.decision
    if len(notices) != 1:
        yield error("letter-no-notice", FILE, found=supplier, count=len(notices))
    for one in notices:
        if standstill.of_notice(one) is None:
            yield error("letter-no-date", one.where, found=supplier)
        elif decision is not None and one.when < decision.when:
            values = {"found": one.when, "expected": decision.when}
            yield error("letter-before-decision", one.where, **values)


def _without_reasons(of: Proceedings, supplier: str) -> Iterator[Problem]:
    offered = [lot for lot in of.awards if _offer(lot, supplier) is not None]
    if not offered and not _refused(of, supplier):
        yield error("letter-no-reason", FILE, found=supplier)
    for lot in offered:
        offer = _offer(lot, supplier)
        if offer is None or lot.decided is None or not lot.decided.supplier:
            continue  # nobody got the lot; the reason for that is stated
        if lot.winner is None:
            yield error("letter-no-winner", lot.decided.where, found=lot.result.lot.id)
            continue
        stated = any(one.kind not in REJECTED_ALONE for one in lot.out(supplier))
        if not stated:
            yield from _without_values(of, lot, offer)
        yield from _without_values(of, lot, lot.winner)


def _offer(lot: LotAward, supplier: str) -> RankedOffer | None:
    return next((one for one in lot.result.ranking if one.supplier == supplier), None)


def _refused(of: Proceedings, supplier: str) -> bool:
    checks = of.procedure.checks
    return any(one.supplier == supplier and one.outcome == "failed" for one in checks)


def _without_values(of: Proceedings, lot: LotAward, offer: RankedOffer) -> Iterator[Problem]:
    """Return the criteria without a value; a winner's masked one has its reason in the mark."""
    found = [("P (SEK)", offer.price_sek), ("E (kg CO2e)", offer.kg_co2e)]
    amounts = {one.criterion: one.amount_sek for one in offer.judgements}
    criteria = applying(of.assessment.tender.evaluation.criteria, lot.result.lot.id)
    found += [(one.title, amounts.get(one.id)) for one in criteria]
    for name, value in found:
        if value is None:
            values = {"found": offer.supplier, "lot": lot.result.lot.id, "criterion": name}
            yield error("letter-value-missing", FILE, **values)


def _late(of: Proceedings) -> Iterator[Problem]:
    """Return the tenders that came after the deadline and that nobody has tried."""
    opening, deadline = of.procedure.opening, of.procedure.deadline
    tried = {one.supplier for one in of.procedure.checks if one.kind == "late"}
    for one in opening.tenders if opening is not None else ():
        if deadline and one.received > deadline and one.supplier not in tried:
            values = {"found": one.received, "expected": deadline, "supplier": one.supplier}
            yield error("received-late", one.where, **values)


def _not_assessed(of: Proceedings) -> Iterator[Problem]:
    opening = of.procedure.opening
    assessed = {one.supplier for one in of.assessment.offers}
    for one in opening.tenders if opening is not None else ():
        if one.supplier not in assessed and not _refused(of, one.supplier):
            yield error("received-not-assessed", one.where, found=one.supplier)


def _easily_found(of: Proceedings) -> Iterator[Problem]:
    """Return the marks on lines that a total still gives away: a lot with one line."""
    masks = of.masks_for()
    for mark in of.procedure.secrecy:
        total = {"line_prices": "price", "line_footprints": "footprint"}.get(mark.field)
        for lot in of.assessment.tender.lots:
            here = not mark.lot or mark.lot == lot.id
            single = sum(not line.optional for line in lot.lines) == 1
            if total and here and single and masks.mark(mark.supplier, total, lot.id) is None:
                yield _found_out(mark, lot.id, total)


def _found_out(mark: Mark, lot: str, total: str) -> Problem:
    return warning("mask-found-out", mark.where, found=mark.field, lot=lot, expected=total)


def _days(of: Proceedings) -> Iterator[Problem]:
    """Return what a person must check of the dates before anything is sent."""
    found = of.standstill
    if found is not None and found.weekday in _WEEKEND:
        yield warning("standstill-day-off", FILE, found=found.last)
    elif found is not None:
        yield note("standstill-day-off", FILE, found=found.last)
    if of.assessment.tender.procurement.procedure == "direct":
        yield warning("standstill-direct", FILE)
