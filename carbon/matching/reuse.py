"""Decisions of an earlier tender, taken over where the product is still what it was.

A decision is taken over for a name that waits here, when the product that it was made on has the
same name, state and figures as then. Whatever has changed becomes a question again, with what was
and what is. The name alone decides, so every supplier's offer with that name gets the same match.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from carbon.library.records import STAGES, Library
from carbon.matching.basis import basis_of, fingerprint
from carbon.matching.names import fold
from carbon.matching.records import Decision, Match, Origin
from carbon.problems import Problem, error, warning

_STAGES = {*map(str, STAGES), "inbound"}
_ABSENT = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A file of decisions that were made for another tender."""

    file: str  # folder and file, as a person knows them
    sha256: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reused:
    """What earlier decisions came to here."""

    taken: tuple[Decision, ...]
    problems: tuple[Problem, ...]  # the questions: what changed, disagrees or is not known
    elsewhere: int  # names that no offer of this tender waits with


def reuse(
    earlier: Sequence[Earlier],
    waiting: Mapping[str, str],
    matches: Iterable[Match],
    library: Library,
    *,
    who: str,
    when: str,
) -> Reused:
    """Return the decisions that can be taken over, and what stands in the way of the others.

    `waiting` gives the name of each key that waits for a person here; `matches` are all of this
    tender. `who` takes the decisions over, on the ISO date `when`.
    """
    settled = {one.key: one for one in matches if one.product_id is not None}
    problems: list[Problem] = []
    found: dict[str, list[tuple[Earlier, Decision]]] = {}
    for one in earlier:
        for key, decision in _last(one, problems).items():
            found.setdefault(key, []).append((one, decision))
    taken: list[Decision] = []
    elsewhere = 0
    for key, made in sorted(found.items()):
        if key in waiting:
            wrong = _against(made, library)
            problems += wrong
            if not wrong:
                taken.append(_taken(*made[0], waiting[key], library, who=who, when=when))
        elif key in settled:
            problems += _otherwise(made, settled[key])
        else:
            elsewhere += 1
    return Reused(taken=tuple(taken), problems=tuple(problems), elsewhere=elsewhere)


def _last(earlier: Earlier, problems: list[Problem]) -> dict[str, Decision]:
    """Return the decision that applies to each name of a file: the last one."""
    last: dict[str, Decision] = {}
    for decision in earlier.decisions:
        key = fold(decision.name)
        if decision.key != key or not key:
            told = {"name": decision.name, "found": decision.key, "expected": key}
            problems.append(error("decision-key", decision.where, **told))
            continue
        last[key] = decision
    return last


def _against(made: Sequence[tuple[Earlier, Decision]], library: Library) -> list[Problem]:
    """Return what keeps the decisions on one name from being taken over; usually nothing."""
    first = made[0][1]
    for _, other in made[1:]:
        if other.product_id != first.product_id:
            told = {"product": first.product_id or "-", "other": other.product_id or "-"}
            return [error("reuse-disagree", other.where, found=first.name, **told)]
    return list(_changes(first, library))


def _changes(decision: Decision, library: Library) -> Iterator[Problem]:
    told = {
        "found": decision.name,
        "product": decision.product_id or "-",
        "who": decision.who,
        "when": decision.when,
    }
    if decision.product_id is not None and decision.product_id not in library.products:
        yield error("reuse-product-unknown", decision.where, **told)
    elif not decision.fingerprint:
        yield error("reuse-no-fingerprint", decision.where, **told)
    elif fingerprint(decision.product_id, decision.basis) != decision.fingerprint:
        yield error("reuse-edited", decision.where, **told)
    else:
        yield from _differences(decision, library, told)


def _differences(
    decision: Decision, library: Library, told: Mapping[str, str]
) -> Iterator[Problem]:
    then = dict(decision.basis)
    now = dict(basis_of(decision.product_id, library))
    if then == now:
        return
    if decision.product_id is None:
        counts = {"old": then.get("foods", _ABSENT), "new": now["foods"]}
        yield error("reuse-catalogue-changed", decision.where, **counts, **told)
        return
    for name in [*now, *(each for each in then if each not in now)]:
        if then.get(name) == now.get(name):
            continue
        values = {"old": then.get(name, _ABSENT), "new": now.get(name, _ABSENT), **told}
        if name in _STAGES:
            yield error("reuse-factor-changed", decision.where, stage=name, **values)
        else:
            yield error("reuse-product-changed", decision.where, field=name, **values)


def _taken(
    earlier: Earlier, decision: Decision, name: str, library: Library, *, who: str, when: str
) -> Decision:
    """Return the decision as it is kept here: the reason of then, the person and day of now."""
    origin = Origin(file=earlier.file, sha256=earlier.sha256, who=decision.who, when=decision.when)
    basis = basis_of(decision.product_id, library)
    return replace(
        decision,
        key=fold(name),
        name=name,
        who=who,
        when=when,
        edition=library.name or library.edition,
        basis=basis,
        fingerprint=fingerprint(decision.product_id, basis),
        origin=origin,
    )


def _otherwise(made: Sequence[tuple[Earlier, Decision]], match: Match) -> Iterator[Problem]:
    """Tell of a name that this catalogue matches by itself, and to something else than then."""
    for _, decision in made:
        if decision.product_id != match.product_id:
            told = {"product": decision.product_id or "-", "now": match.product_id or "-"}
            yield warning("reuse-matched-otherwise", decision.where, found=decision.name, **told)
