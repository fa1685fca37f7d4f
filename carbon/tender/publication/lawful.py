"""Law and equal treatment at the gate: a tender that breaks either cannot be published.

The review of `carbon.tender.law` finds; here each finding that nobody answers for becomes a problem
that names the clause, the rule and a lawful wording. What publication itself brings into being (the
notice and the contract terms) is shown to the rules that ask for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from carbon.library.records import Library
from carbon.problems import Problem, Severity, error, shorten
from carbon.tender.law import properties
from carbon.tender.law.cases import Published
from carbon.tender.law.lint import Finding
from carbon.tender.law.review import review
from carbon.tender.law.verdicts import State, Verdict
from carbon.tender.records import Tender
from carbon.transport import places

NOTICE = {"BT-06": ("env-imp",), "BT-774": ("clim-mitig",)}  # eForms: what every notice says
_LONGEST = 300


def broken(folder: Path, tender: Tender, library: Library, lang: str) -> list[Problem]:
    """Return the broken rules of severity error that no named person answers for."""
    lines = frozenset(line.id for lot in tender.lots for line in lot.lines)
    published = Published(notice=NOTICE, contract_lines=lines)
    found = review(folder, tender, library, published)
    stopping = [one for one in found.problems if one.severity is Severity.ERROR]
    return stopping + [_problem(one, lang) for one in found.blocking]


def unequal(tender: Tender, library: Library, lang: str) -> list[Problem]:
    """Return the properties of equal treatment that the tender's own method breaks (lou.md 6)."""
    return as_problems(properties.run(tender, library, places.load()), lang)


def as_problems(verdicts: Sequence[Verdict], lang: str) -> list[Problem]:
    """Return an error for each broken property, with the smallest case in which it fails."""
    return [
        error(
            "publish-unequal",
            one.id,
            found=one.title(lang),
            case="" if one.case is None else one.case.text(lang),
        )
        for one in verdicts
        if one.state is State.BROKEN
    ]


def _problem(one: Finding, lang: str) -> Problem:
    place = ":".join(part for part in (one.place.document, one.place.spot, one.place.key) if part)
    values = {
        "rule": one.rule.id,
        "clause": shorten(one.clause) or one.place.key or "–",
        "why": shorten(one.rule.why[lang], _LONGEST),
        "instead": shorten(one.rule.instead[lang], _LONGEST),
        "law": ", ".join(one.rule.law),
    }
    return Problem(
        code="publish-unlawful",
        severity=Severity.ERROR,
        where=shorten(place, _LONGEST),
        values=tuple(sorted(values.items())),
    )
