"""The independent review that a producer's file may state: who, when, and which document.

The review is believed as far as it can be asked for again: it needs a name, a day and a document.
One that lacks any, or that no longer holds on the tender's day, does not count; the file then
counts as the producer's own calculation, as it would have without the claim.
"""

from __future__ import annotations

import datetime
from decimal import Decimal

from carbon.farm.records import Submission
from carbon.problems import Problem, shorten
from carbon.tender import evidence_terms as terms
from carbon.tender.evidence_terms import Case

_WHO, _WHEN, _WHAT = "reviewer", "reviewed_on", "review_document"
_SHOWN = 80  # characters of a stranger's text in a message


def level(case: Case, submission: Submission, year: int) -> tuple[int, list[Problem]]:
    """Return the evidence level of a producer's file, and why a stated review does not count.

    `year` is that of the figures: nobody has reviewed them before it was over.
    """
    stated = {name: _text(submission, name) for name in (_WHO, _WHEN, _WHAT)}
    if not any(stated.values()):
        return terms.CALCULATED, []
    wrong = _wrong(case, stated, year)
    if wrong is not None:
        return terms.CALCULATED, [wrong]
    who, what = (shorten(stated[name], _SHOWN) for name in (_WHO, _WHAT))
    told = case.told("evidence-reviewed", found=who, used=what, expected=stated[_WHEN])
    return terms.REVIEWED, [told]


def _text(submission: Submission, name: str) -> str:
    found = submission.raw.get(name)
    value = found.value if found is not None else ""
    return str(value).strip() if isinstance(value, (str, Decimal)) else ""


def _wrong(case: Case, stated: dict[str, str], year: int) -> Problem | None:
    """Return why a stated review does not count, None when it does."""
    for name in (_WHO, _WHAT):
        if not any(letter.isalnum() for letter in stated[name]):
            return case.asked("evidence-review-unnamed", found=name)
    try:
        day = datetime.date.fromisoformat(stated[_WHEN])
    except ValueError:
        found = shorten(stated[_WHEN], _SHOWN) or "-"
        return case.asked("evidence-review-undated", found=found)
    as_of = datetime.date.fromisoformat(case.tender.as_of)
    if day.year <= year or day > as_of:
        told = {"found": day.isoformat(), "expected": f"{year + 1}-01-01 – {as_of}"}
        return case.asked("evidence-review-early", **told)
    until = terms.years_after(case, day)
    if until is None or as_of >= until:
        return case.asked("evidence-review-expired", found=day.isoformat(), expected=as_of)
    return None
