"""A producer's own file, worked through again with the buyer's library: the same number as theirs.

The file holds answers, and at most says what it came to. What counts is what the buyer's own run of
the farm model gives; the digest stated with the offer is compared with it, and what differs is
named as far as the file tells.
"""

from __future__ import annotations

import datetime
import math
import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from carbon.farm import answering, buyernotes, digest, knowledge, own
from carbon.farm.records import Answers, OwnFootprint, Submission
from carbon.footprint.evidenced import of_own
from carbon.intake.evidence_records import EvidenceFile
from carbon.library.records import Library
from carbon.problems import Problem, Severity, has_errors
from carbon.tender import evidence_about, evidence_review
from carbon.tender import evidence_terms as terms
from carbon.tender.evidence_terms import Case, Figures

_KEPT = 256  # files of which the result is kept; it changes no figure
_DIGEST = re.compile(r"[0-9a-f]{12,64}\Z")  # a beginning suffices: people copy it by hand


def figures(case: Case, found: EvidenceFile) -> tuple[Figures | None, list[Problem]]:
    """Return what a producer's file comes to with our library, or None and why it is refused."""
    if not isinstance(found.content, Submission):
        return None, [case.refused("evidence-unusable", found=0)]
    submission = found.content
    made, problems = _recomputed(
        _Work(
            name=found.name,
            sha256=found.sha256,
            edition=case.library.edition,
            submission=submission,
            library=case.library,
        )
    )
    if made is None:
        count = sum(one.severity is Severity.ERROR for one in problems)
        return None, [*problems, case.refused("evidence-unusable", found=count)]
    answers = made.answers
    level, remarks = evidence_review.level(case, submission, answers.year)
    wrong = _terms(case, answers, level)
    if wrong is not None:
        return None, [*problems, *remarks, wrong]
    covered = tuple(stage for stage in made.stages if stage in case.tender.boundary)
    wrong = terms.boundary(case, covered) or _beyond_reason(case, made)
    if wrong is not None:
        return None, [*problems, *remarks, wrong]
    remarks += [*evidence_about.told(case, answers), *terms.by_default(case, covered)]
    remarks += buyernotes.told(made, found.name)
    remarks += _digest(case, submission, made)
    kg = sum((made.stage_kg.get(stage, Decimal(0)) for stage in covered), Decimal(0))
    account = of_own(made)
    figures = Figures(
        stages=covered, kg_co2e_per_kg=kg, own=account, level=level, digest=made.digest
    )
    return figures, [*problems, *remarks]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """A file to work through; the same bytes under the same name give the same result."""

    name: str
    sha256: str
    edition: str
    submission: Submission = field(compare=False)
    library: Library = field(compare=False)


@lru_cache(maxsize=_KEPT)
def _recomputed(work: _Work) -> tuple[OwnFootprint | None, tuple[Problem, ...]]:
    """Return what a file comes to, kept for the next line that names it: a run takes a while."""
    answers, problems = answering.submitted(work.submission)
    if answers is None or has_errors(problems):
        return None, tuple(problems)
    found = knowledge.load(work.library, gwp=work.library.gwp)
    made, wrong = own.computed(answers, found, where=work.name)
    return made, (*problems, *wrong)


def _terms(case: Case, answers: Answers, level: int) -> Problem | None:
    """Return why the file does not fit the offered food or the tender's terms, None when it does.

    It counts for the years after its own as long as a PACT footprint does, and like one only when
    its time is over: nobody knows the harvest of a year that is not.
    """
    speaks_for = answers.questionnaire.products
    if case.product.id != answers.product and case.product.id not in speaks_for:
        told = {"found": answers.product, "expected": case.product.id}
        return case.refused("evidence-other-food", **told)
    ended = datetime.date(answers.year + 1, 1, 1)
    if ended.isoformat() > case.tender.as_of:
        told = {"found": str(answers.year), "expected": case.tender.as_of}
        return case.refused("evidence-year-open", **told)
    return terms.level(case, level) or terms.validity(
        case, first=None, until=terms.years_after(case, ended)
    )


def _beyond_reason(case: Case, made: OwnFootprint) -> Problem | None:
    """Return why a result cannot be a footprint: a flow that no food has, or a sum below zero."""
    limit = case.library.assumption("footprint.largest_flow")
    for flow in made.flows:
        kg = flow.activity.amount * flow.activity.factor.kg_co2e
        if not math.isfinite(kg) or abs(kg) > limit:
            return case.refused("evidence-file-value", found=f"{kg:g}")
    if made.kg_co2e_per_kg < 0:
        return case.refused("evidence-file-value", found=f"{made.kg_co2e_per_kg:f}")
    return None


def _digest(case: Case, submission: Submission, made: OwnFootprint) -> list[Problem]:
    """Return whether the digest stated in offer and file is the one that we come to."""
    stated = {
        "offer": case.tag.casefold(),
        "file": submission.digest.strip().casefold(),
    }
    stated = {name: one for name, one in stated.items() if one}
    if not stated:
        return []
    told = {"found": next(iter(stated.values())), "used": made.digest}
    if all(_DIGEST.match(one) and made.digest.startswith(one) for one in stated.values()):
        return [case.told("evidence-digest-same", used=made.digest)]
    return [
        case.asked("evidence-digest-differs", **told, what=_differing(submission, made, stated))
    ]


def _differing(submission: Submission, made: OwnFootprint, stated: dict[str, str]) -> str:
    """Return what differs, in the words of the digest's parts, as far as it can be told.

    A file that says what its digest was made of is held against ours part by part. A digest alone
    says nothing of its parts. Another version of the questionnaire is seen in the file. A file
    whose own digest still is ours, beside another one in the offer, is not the file that the offer
    was made with. What is left: the answers were changed in the file by hand, or another library
    or another edition of the farm model was used.
    """
    content = digest.stated(submission.digest_of)
    if content and any(digest.of(content).startswith(one) for one in stated.values()):
        return digest.named(content, made.digest_of)
    questionnaire = made.answers.questionnaire
    if submission.version and submission.version != questionnaire.version:
        return f"questionnaire {submission.version} / {questionnaire.version}"
    of_file = stated.get("file", "")
    if of_file and made.digest.startswith(of_file):
        return "answers"
    editions = f"library {made.digest_of.get('library', '')}"
    return f"answers / {editions} / farm {made.digest_of.get('farm', '')}"
