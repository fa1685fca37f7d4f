"""The review of a tender folder by the rules of law: the I/O around the linter.

Reads the buyer's documents, runs every rule in force on words and tender, and gathers what is wrong
with the review itself: a document without text, an override that fits nothing, a date that the law
text does not cover.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from carbon.library.records import Library
from carbon.problems import Problem, note, warning
from carbon.tender.law import documents, lint, prices, regime, rules, texts
from carbon.tender.law.cases import Case, Published
from carbon.tender.law.clauses import Clause, of_passages
from carbon.tender.law.documents import Document
from carbon.tender.law.lint import Finding
from carbon.tender.law.regime import Standing
from carbon.tender.law.rules import Rule, Rulebook
from carbon.tender.records import Tender


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What the rules found in a tender. A clean one proves nothing."""

    findings: tuple[Finding, ...]  # by weight, rule and place
    unseen: tuple[Rule, ...]  # rules that lacked the data to look
    rules_run: int
    clauses: int  # of tender.yaml and all documents
    documents: tuple[Document, ...]
    standing: Standing | None  # the regime; None when value, kind or date do not tell
    law_read: str  # ISO date of the law text
    problems: tuple[Problem, ...]  # with the review itself

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The errors that no lawyer answers for: while they stand nothing may be published."""
        return tuple(one for one in self.findings if one.blocks)

    @property
    def unanswered(self) -> tuple[Finding, ...]:
        """The warnings for which nobody gave a reason."""
        return tuple(
            one for one in self.findings if one.severity == "warn" and one.override is None
        )


def review(
    folder: Path,
    tender: Tender,
    library: Library | None = None,
    published: Published | None = None,
) -> Review:
    """Return what the rules find in a tender folder; reads files and changes none."""
    known = texts.lines(folder)
    where = f"{texts.FILE}:{known.get('documents', 1)}"
    read, problems = documents.read(folder, tender.procurement.documents, where)
    if not tender.procurement.documents:
        problems = [note("law-no-documents", f"{texts.FILE}: documents")]
    found = of(tender, read, known, library=library, published=published or Published())
    return found if not problems else _also(found, problems)


def of(
    tender: Tender,
    read: Sequence[Document],
    known: texts.Lines,
    *,
    library: Library | None,
    published: Published,
) -> Review:
    """Return the review of a tender and documents that have been read; a pure function."""
    book, thresholds, presets = rules.load(), regime.load(), prices.load()
    clauses = _clauses(tender, read, known, book)
    standing = regime.standing(tender.procurement, tender.as_of, thresholds)
    active = book.in_force(tender.as_of)
    case = Case(
        tender=tender,
        rule=active[0],
        clauses=clauses,
        library=library,
        standing=standing,
        presets=presets,
        published=published,
    )
    findings, unseen = lint.of_tender(case, active, known)
    findings += lint.of_clauses(clauses, active, tender.evaluation.basis)
    facts = tender.procurement
    answered, wrong = lint.answered(lint.in_order(findings), facts.overrides, facts.people, book)
    problems = [*wrong, *_dates(tender, book, thresholds, standing)]
    return Review(
        findings=answered,
        unseen=tuple(unseen),
        rules_run=len(active),
        clauses=len(clauses),
        documents=tuple(read),
        standing=standing,
        law_read=book.valid_from,
        problems=(*problems, *prices.questions(tender, presets)),
    )


def _clauses(
    tender: Tender, read: Sequence[Document], known: texts.Lines, book: Rulebook
) -> tuple[Clause, ...]:
    passages = [*texts.of_tender(tender, known), *(p for one in read for p in one.passages)]
    return tuple(of_passages(passages, book.abbreviations))


def _dates(
    tender: Tender, book: Rulebook, table: regime.Thresholds, standing: Standing | None
) -> list[Problem]:
    """Return what a person must know of the dates: of the law text, the table and the tender."""
    where, date = f"{texts.FILE}: tender.as_of", tender.as_of
    problems = []
    if date < book.valid_from:
        problems.append(warning("law-date-before", where, found=date, expected=book.valid_from))
    last = min(book.review_by, table.review_by)
    if date[: len(last)] > last:
        problems.append(warning("law-review-due", where, found=date, expected=last))
    facts = tender.procurement
    if standing is None and facts.kind and facts.value_sek is not None:
        problems.append(warning("regime-unknown", where, found=date, kind=facts.kind))
    return problems


def _also(found: Review, problems: Sequence[Problem]) -> Review:

    return replace(found, problems=(*problems, *found.problems))
