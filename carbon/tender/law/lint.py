"""The linter: rules on clauses and on the tender, and what named people answer for.

A finding says which rule, where, in which words, why, by which provision and what to write instead.
The order in which clauses are read changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from carbon.problems import Problem, error, warning
from carbon.tender.law import struct, texts
from carbon.tender.law.cases import Case, Found
from carbon.tender.law.clauses import Clause, Place
from carbon.tender.law.rules import SEVERITIES, Rule, Rulebook
from carbon.tender.records import Override, Person, Tender


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule that fired, in one clause or at one key, and who answers for it."""

    rule: Rule
    severity: str  # error, warn or info
    place: Place
    clause: str  # the words; empty for a finding on the tender itself
    detail: str  # law-detail-<detail>; empty for a finding on words
    values: tuple[tuple[str, str], ...]
    override: Override | None = None

    @property
    def blocks(self) -> bool:
        """Tell whether nothing may be published while this stands."""
        return self.severity == "error" and self.override is None


def of_clauses(clauses: Iterable[Clause], rules: Sequence[Rule], basis: str) -> list[Finding]:
    """Return each rule of words that fires, once for each clause."""
    worded = [rule for rule in rules if rule.any]
    return [
        _finding(rule, basis, place=clause.place, clause=clause.text)
        for clause in clauses
        for rule in worded
        if rule.fires(clause.words)
    ]


def of_tender(
    case: Case, rules: Sequence[Rule], known: texts.Lines
) -> tuple[list[Finding], list[Rule]]:
    """Return what the rules on the tender itself found, and the rules that could not look yet."""
    findings: list[Finding] = []
    unseen: list[Rule] = []
    for rule in rules:
        if not rule.struct:
            continue
        found = struct.CHECKS[rule.struct](replace(case, rule=rule))
        if found is None:
            unseen.append(rule)
        for one in found or ():
            findings.append(_of_found(rule, one, case.tender, known))
    return findings, unseen


def _of_found(rule: Rule, one: Found, tender: Tender, known: texts.Lines) -> Finding:
    place = one.place or (one.clause.place if one.clause else texts.place_of(one.key, known))
    text = one.clause.text if one.clause else ""
    basis = tender.evaluation.basis
    return _finding(rule, basis, place=place, clause=text, detail=one.detail, values=one.values)


def _finding(
    rule: Rule,
    basis: str,
    *,
    place: Place,
    clause: str = "",
    detail: str = "",
    values: tuple[tuple[str, str], ...] = (),
) -> Finding:
    severity = rule.severity_on_cost if basis == "cost" else rule.severity
    return Finding(
        rule=rule, severity=severity, place=place, clause=clause, detail=detail, values=values
    )


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by weight, rule and place, each once."""

    def rank(one: Finding) -> tuple[object, ...]:
        place = one.place
        spot = tuple((len(part), part) for part in place.spot.split("!"))
        here = (place.document, place.kind, spot, place.key)
        return (SEVERITIES.index(one.severity), one.rule.id, *here, one.clause, one.detail)

    kept = {(rank(one), one.values): one for one in findings}
    return tuple(kept[key] for key in sorted(kept))


def answered(
    findings: Sequence[Finding],
    overrides: Sequence[Override],
    people: Sequence[Person],
    book: Rulebook,
) -> tuple[tuple[Finding, ...], list[Problem]]:
    """Return the findings with those who answer for them, and what is wrong with the overrides.

    An error needs a person whom `people` names as a lawyer; a warning needs a named person. An
    override that matches nothing is told, so that none outlives what it was about.
    """
    problems: list[Problem] = []
    chosen: dict[int, Override] = {}
    for override in overrides:
        if override.rule not in {rule.id for rule in book.rules}:
            problems.append(error("override-rule-unknown", override.where, found=override.rule))
            continue
        fits = [
            n
            for n, one in enumerate(findings)
            if one.rule.id == override.rule and one.place.answers_to(override.place)
        ]
        values = {"rule": override.rule, "found": override.place or "–"}
        if not fits:
            problems.append(warning("override-unused", override.where, **values))
        lawyer = is_lawyer(override.who, people, book)
        if not lawyer and any(findings[n].severity == "error" for n in fits):
            values = {"rule": override.rule, "found": override.who}
            problems.append(error("override-not-lawyer", override.where, **values))
        for n in fits:
            if lawyer or findings[n].severity != "error":
                chosen.setdefault(n, override)
    return _with(findings, chosen), problems


def _with(findings: Sequence[Finding], chosen: Mapping[int, Override]) -> tuple[Finding, ...]:
    return tuple(replace(one, override=chosen.get(n)) for n, one in enumerate(findings))


def is_lawyer(name: str, people: Sequence[Person], book: Rulebook) -> bool:
    """Tell whether tender.yaml names this person with a lawyer's role."""
    wanted = " ".join(name.casefold().split())
    roles = [p.role.casefold() for p in people if " ".join(p.name.casefold().split()) == wanted]
    return any(word in role for role in roles for word in book.lawyer_roles)
