"""Two officers' decisions side by side: what they agree on, where they differ, what is missing.

Each decides without seeing the other's answers. Where they agree, the decision is both of theirs;
where they differ, the name waits until one recorded decision with a reason settles it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from carbon.library.records import Library
from carbon.matching.decide import decide
from carbon.matching.names import fold
from carbon.matching.pending import Question
from carbon.matching.records import Decision
from carbon.problems import Problem, error

_SAME = "officers-same-person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """An officer's short name and the decisions in that officer's file."""

    name: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """What two officers decided about one name."""

    key: str
    name: str
    first: Decision
    second: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two officers side by side, over the names that wait in a tender."""

    officers: tuple[str, str]
    agreed: tuple[Both, ...]
    differing: tuple[Both, ...]
    unanswered: tuple[tuple[str, ...], tuple[str, ...]]  # names that each has yet to answer
    problems: tuple[Problem, ...]

    @property
    def finished(self) -> bool:
        """Tell whether both have answered every name, so that nothing more can be influenced."""
        return not any(self.unanswered)


def compare(
    questions: Sequence[Question], first: Officer, second: Officer, library: Library
) -> Compared:
    """Return what two officers decided about each name that waits."""
    problems: list[Problem] = []
    answers = [_last(officer.decisions, library, problems) for officer in (first, second)]
    people = [{_person(one.who) for one in own.values()} for own in answers]
    for person in sorted(people[0] & people[1]):
        problems.append(error(_SAME, "--compare", found=person))
    asked = {one.key: one.name for one in questions}
    both = [
        Both(key=key, name=name, first=answers[0][key], second=answers[1][key])
        for key, name in asked.items()
        if key in answers[0] and key in answers[1]
    ]
    missing = [tuple(name for key, name in asked.items() if key not in one) for one in answers]
    return Compared(
        officers=(first.name, second.name),
        agreed=tuple(one for one in both if one.first.product_id == one.second.product_id),
        differing=tuple(one for one in both if one.first.product_id != one.second.product_id),
        unanswered=(missing[0], missing[1]),
        problems=tuple(problems),
    )


def answered(decisions: Iterable[Decision]) -> frozenset[str]:
    """Return the keys that an officer has decided."""
    return frozenset(one.key for one in decisions if one.key == fold(one.name))


def settle(
    compared: Compared, library: Library, *, when: str
) -> tuple[tuple[Decision, ...], list[Problem]]:
    """Return what both decided alike as decisions by both, on the ISO date `when`.

    Nothing is settled when one person decided in both files: then nobody judged the names anew.
    """
    alone = [one for one in compared.problems if one.code == _SAME]
    if alone:
        return (), alone
    made, problems = [], []
    for one in compared.agreed:
        decision, wrong = decide(
            name=one.name,
            product=one.first.product_id,
            who=f"{one.first.who}; {one.second.who}",
            when=when,
            why=_why(one),
            library=library,
        )
        problems += wrong
        if decision is not None:
            made.append(decision)
    return tuple(made), problems


def _person(who: str) -> str:
    return " ".join(who.casefold().split())


def _why(one: Both) -> str:
    first, second = one.first, one.second
    if first.why == second.why:
        return first.why
    return f"{first.who}: {first.why}; {second.who}: {second.why}"


def _last(
    decisions: Sequence[Decision], library: Library, problems: list[Problem]
) -> dict[str, Decision]:
    """Return the decision that applies to each name: the last one, if it can be followed."""
    last: dict[str, Decision] = {}
    for decision in decisions:
        key = fold(decision.name)
        if decision.key != key or not key:
            told = {"name": decision.name, "found": decision.key, "expected": key}
            problems.append(error("decision-key", decision.where, **told))
        else:
            last[key] = decision
    for key, decision in list(last.items()):
        product = decision.product_id
        if product is not None and product not in library.products:
            told = {"found": decision.name, "product": product}
            problems.append(error("match-decision-unknown", decision.where, **told))
            del last[key]
    return last
