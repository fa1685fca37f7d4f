"""The records of an explanation: sums with their terms, each of which can be checked by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from carbon.intake.records import Read
from carbon.library.records import Assumption, Product
from carbon.outputs.flows import Flow
from carbon.outputs.ownfiles import OwnFile
from carbon.problems import Problem
from carbon.tender.records import LineScore, LotResult, RankedOffer

Figure = Decimal | Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One figure of a sum. `name` is a word of ours when `kind` has one, else text from outside."""

    kind: str  # flow, stage, line, criterion: named by `name`; others: explain-term-<kind>
    value: Figure | None  # None: missing, never zero
    name: str = ""
    mine: bool = False  # of several lines, the one that was asked for
    divides: bool = False  # of a product: what is divided by
    process: str = ""  # of a flow of a producer's own account


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Terms that make a total, added or multiplied; `unit` says what the total is stated in."""

    level: str  # explain-sum-<level> in templates/lang/words
    unit: str  # kg or sek, with "unit" after it for one announced unit; points, amount
    terms: tuple[Term, ...]
    total: Figure | None
    product: bool = False
    of: str = ""  # the stage, for the sums of a stage

    @property
    def rest(self) -> Fraction | None:
        """What the terms leave of the total, worked out without any rounding; None if unknown.

        Zero but for the price of one unit, which is rounded as the tender says, and for products
        of more than the 28 digits that the engine keeps.
        """
        if self.total is None or any(term.value is None for term in self.terms):
            return None
        known = [_counted(term) for term in self.terms]
        return Fraction(self.total) - (_product(known) if self.product else sum(known, Fraction()))


def _counted(term: Term) -> Fraction:
    value = Fraction(term.value or 0)
    return 1 / value if term.divides else value


def _product(values: list[Fraction]) -> Fraction:
    total = Fraction(1)
    for value in values:
        total *= value
    return total


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A line of an offer taken apart: what was read, what was assumed, and every sum up to J."""

    result: LotResult
    offer: RankedOffer
    score: LineScore
    product: Product | None
    match_reason: str | None
    offered_name: str | None
    reads: Mapping[str, Read]  # field of the offer -> its cell
    flows: tuple[Flow, ...]
    sums: tuple[Sum, ...]
    assumptions: tuple[Assumption, ...]
    remarks: tuple[Problem, ...]  # what reading and scoring said of this line
    interval: Mapping[str, float] | None
    own: OwnFile | None = None  # the supplier's own file that the line counts with
