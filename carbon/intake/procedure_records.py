"""The records of a procedure after publication, as procedure.yaml tells them.

Facts that named people state with a time and a reason: nothing here is computed, and nothing here
reaches a score. What is empty was not stated.
"""

from __future__ import annotations

from dataclasses import dataclass

CHECKS = ("late", "formal", "exclusion", "qualification", "requirements")
OUTCOMES = ("met", "failed")
SCREENS = ("price", "footprint")
CONCLUSIONS = ("accepted", "rejected")
WAYS = ("electronic", "post")
GROUNDS = ("OSL 19:3", "OSL 31:16")
# What can be marked secret, for a whole offer or for one lot of it.
MASKABLE = (
    "price",
    "footprint",
    "line_prices",
    "line_footprints",
    "stages",
    "products",
    "evidence",
    "judgements",
    "checks",
    "clarifications",
    "screening",
    "verification",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice that was published."""

    number: str
    published: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A tender on the certified list of the opening."""

    supplier: str
    received: str  # ISO date and time
    file: str  # path in the tender folder; empty when not stated
    sha256: str  # of that file at the opening; empty when not stated
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """When the tenders were opened, by whom, and which they were (LOU 12:10)."""

    when: str  # ISO date and time
    who: tuple[str, ...]
    tenders: tuple[Received, ...]
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """Someone who took part, with a statement on conflicts of interest."""

    name: str
    role: str
    conflict: str  # the statement, as given
    when: str
    saw: str  # which data, from when
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check of one supplier (LOU 4:10)."""

    supplier: str
    kind: str  # of CHECKS
    outcome: str  # met or failed
    reason: str
    provision: str
    who: str
    when: str
    lot: str  # empty: every lot
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clarification:
    """A correction, clarification or completion (LOU 4:9)."""

    supplier: str
    lot: str
    line: str
    question: str
    asked: str
    answer: str
    answered: str
    field: str
    before: str
    after: str
    ground: str
    same_chance: str  # how the others got the same chance
    who: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """A question about something abnormally low, and what came of it (LOU 16:7-8)."""

    supplier: str
    lot: str
    kind: str  # price or footprint
    question: str
    asked: str
    answer: str
    answered: str
    conclusion: str  # accepted or rejected
    reason: str
    who: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """Something a tenderer stated that was checked, and why just that (LOU 16:2)."""

    supplier: str
    lot: str
    line: str
    what: str
    why: str
    result: str
    who: str
    when: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """The winner of a lot as decided; an empty supplier means that nobody got it."""

    lot: str
    supplier: str
    reason: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardDecision:
    """Who decided what, when, and by which mandate."""

    when: str  # ISO date
    who: str
    mandate: str
    awards: tuple[Award, ...]
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A notice of the decision to one supplier (LOU 12:12)."""

    supplier: str
    when: str  # ISO date
    how: str  # electronic or post
    to: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Data of one supplier that is kept secret, with ground and reason (OSL)."""

    supplier: str
    field: str  # of MASKABLE
    lot: str  # empty: every lot
    ground: str  # of GROUNDS
    reason: str
    description: str  # what may be said instead, so that the decision can still be reviewed
    who: str
    when: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """Everything that procedure.yaml tells; a part that is None or empty was not stated."""

    deadline: str = ""  # ISO date and time
    evaluated: str = ""  # when the offers were computed, as people state it: no run asks a clock
    notices: tuple[Notice, ...] = ()
    opening: Opening | None = None
    people: tuple[Official, ...] = ()
    checks: tuple[Check, ...] = ()
    clarifications: tuple[Clarification, ...] = ()
    screening: tuple[Screened, ...] = ()
    verification: tuple[Verified, ...] = ()
    decision: AwardDecision | None = None
    notification: tuple[Sent, ...] = ()
    court: str = ""  # where an application is made, as the buyer states it
    secrecy: tuple[Mark, ...] = ()
    review_case: bool | None = None  # a court has been asked to review; None: not stated
    sha256: str = ""  # of the file
