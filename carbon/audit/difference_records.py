"""The records of `carbon diff`: causes, states on the way from A to B, parts of a difference."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal, Inexact, Rounded
from pathlib import Path
from typing import Any

# Sums and differences of figures that the engine made: never rounded, or an exception.
EXACT = Context(prec=400, traps=[Inexact, Rounded])


class Cause(enum.StrEnum):
    """Where a difference comes from."""

    INPUT = "input"  # offers, basket, lines and how the tender folder says they are read
    DECISION = "decision"  # decisions.yaml, quality.yaml, procedure.yaml
    FACTOR = "factor"  # the library: factors, products, assumptions, words, layouts
    ROUTE = "route"  # places, roads, sea lanes, default chains, delivery places
    METHOD = "method"  # tender.yaml but what stands under another cause
    ROUNDING = "rounding"  # evaluation.rounding of tender.yaml
    ENGINE = "engine"  # a recorded result against what this engine makes of the same input


# One at a time, always in this order; the result of the split depends on it (decision 0020).
ORDER = (
    Cause.INPUT, Cause.DECISION, Cause.FACTOR, Cause.ROUTE, Cause.METHOD, Cause.ROUNDING
)  # fmt: skip
FIGURES = ("price_sek", "kg_co2e", "comparison_sum_sek", "rank")


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Which figure: of an offer in a lot, or with `line` of one of its lines."""

    lot: str
    supplier: str
    line: str
    figure: str  # one of FIGURES; a line has no rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing that differs between the sides: a file, a key, a factor, a leg."""

    what: str
    before: str  # empty: not there
    after: str
    is_file: bool = False  # `before` and `after` are digits of a SHA-256


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a tender comes to on its way from A to B; `figures` None when it cannot be computed."""

    figures: Mapping[Key, Decimal] | None
    factors: Mapping[str, str] = field(default_factory=dict)  # id -> kg CO2e per unit
    legs: Mapping[str, str] = field(default_factory=dict)  # ends, mode and vehicle -> km
    problems: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two runs: a tender folder, or the one in a bundle with what was recorded."""

    name: str  # as it was given
    bundle: bool
    tender: Path
    knowledge: Path | None  # None: the installed library
    recorded: State | None  # None for a folder, which records nothing
    engine: Mapping[str, Any] | None  # that recorded it
    hidden: tuple[str, ...] = ()  # members of a public edition that are masked


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing switched from A to B, and what the tender comes to after it."""

    cause: Cause
    told: tuple[Told, ...]
    computed: bool
    problems: tuple[Mapping[str, str], ...] = ()  # why it could not be computed by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one cause adds; several when a step between them could not be computed by itself."""

    causes: tuple[Cause, ...]
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A figure that is not the same on both sides.

    before + all parts = after, exactly. Where the figure is missing on one side, `entered` (its
    first value on the way) stands for `before`, and `left` (its last value) for `after`.
    """

    key: Key
    before: Decimal | None
    after: Decimal | None
    parts: tuple[Part, ...]
    appears: tuple[Cause, ...] = ()
    entered: Decimal | None = None
    disappears: tuple[Cause, ...] = ()
    left: Decimal | None = None

    @property
    def difference(self) -> Decimal | None:
        """B less A; None where one of them has no figure, which is not zero."""
        if self.before is None or self.after is None:
            return None
        return EXACT.subtract(self.after, self.before)


class Verdict(enum.StrEnum):
    """Whether the figures of the two sides are the same."""

    SAME = "same"
    DIFFERS = "differs"
    CANNOT_TELL = "cannot-tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All that differs between two runs, each figure split by cause."""

    verdict: Verdict
    first: Side
    second: Side
    steps: tuple[Step, ...]
    changes: tuple[Change, ...]
    unaffecting: tuple[Told, ...]  # what differs, but shapes no figure
    winners: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]  # lot -> first places in A, B
    problems: tuple[Mapping[str, str], ...]  # why it cannot be told
