"""The records of doubt. Probabilities have three decimals; none of them reaches a rank."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The 5th, 50th and 95th percentile of a figure."""

    low: Decimal
    middle: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDoubt:
    """How sure one ranked offer's place is."""

    supplier: str
    probability_first: Decimal
    kg_co2e: Range
    comparison_sum_sek: Range
    mean_kg: Decimal  # of the draws
    expected_kg: Decimal  # the same, worked out without draws
    errors_apart: Decimal  # how many standard errors the two lie apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two offers in the published order, and the probability that the order is right."""

    first: str
    second: str
    probability: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class AtCorrelation:
    """What the same draws say when unknown producers have less or more in common."""

    correlation: Decimal
    winner_holds: Decimal
    ranking_holds: Decimal
    first: tuple[Decimal, ...]  # probability of coming first, in the published order


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """A cause of doubt between the two first, with its share of the variance of the difference."""

    kind: str  # factor, producers, declared or distance
    what: str  # label of the factor, or the leg
    supplier: str  # empty for what is common to all offers
    share: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One offer's default on one line and stage, and the value at which the winner changes."""

    supplier: str
    kg_default: Decimal  # kg CO2e per announced unit
    kg_turn: Decimal  # there the winner changes
    kg_low: Decimal  # plausible range of a value of the supplier's own
    kg_high: Decimal
    likelihood: Decimal  # that its own value would lie beyond the turn
    winner: str  # who would come first beyond it


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A datum that could change the winner, put to every offer that lacks it."""

    line: str
    name: str
    unit: str
    stage: str
    to: tuple[str, ...]  # everybody without the datum, also those whom it could not move
    turns: tuple[Turn, ...]  # most likely first
    likelihood: Decimal  # of the likeliest turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """An offer without a rank: what its missing parts may cost at most for it to come first."""

    supplier: str
    lines: tuple[str, ...]
    room_sek: Decimal  # of comparison sum; not above zero: it could not come first


@dataclass(frozen=True, slots=True, kw_only=True)
class Strain:
    """A whole family of figures moved low and high at once, and who would come first then."""

    kind: str  # stage, group, family, declared, distance or gwp
    name: str
    factors: int
    low: tuple[str, ...]  # winners with all of it at the low end; several when they tie
    high: tuple[str, ...]
    changes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GwpSet:
    """Figures stated in one GWP set; without gases apart they cannot be restated in another."""

    gwp: str
    factors: int
    share: Decimal  # of the absolute kg CO2e of the ranked offers


@dataclass(frozen=True, slots=True, kw_only=True)
class LotDoubt:
    """How sure the ranking of one lot is."""

    lot: str
    offers: tuple[OfferDoubt, ...]  # in the published order
    pairs: tuple[Pair, ...]
    winner_holds: Decimal | None  # None without a ranked offer
    ranking_holds: Decimal | None
    at: tuple[AtCorrelation, ...]
    drivers: tuple[Driver, ...]
    questions: tuple[Question, ...]
    questions_cut: int
    gaps: tuple[Gap, ...]
    strains: tuple[Strain, ...]
    gwp_sets: tuple[GwpSet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """How sure a whole tender's rankings are, and how it was drawn."""

    draws: int
    correlation: Decimal
    lots: tuple[LotDoubt, ...]
