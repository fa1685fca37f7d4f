"""The records of a tender as its folder tells it: lines, lots, delivery places and the rule.

They stand in this room because reading makes them; `carbon.tender.records` hands them on to the
method, which works with nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from carbon.library.records import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One wanted product with its announced yearly quantity, the same for every supplier."""

    id: str
    lot: str
    number: str  # the buyer's line number as suppliers see it
    name: str
    quantity: Decimal  # > 0, in `unit`
    unit: str  # kg, L or item
    product: str | None  # catalogue id, when the buyer states it
    requirement: str
    where: str
    kg_per_unit: float | None = None  # announced mass of a litre or piece, the same for all
    optional: bool = False  # may be offered; enters no sum and costs nobody its rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """A part of the tender that is awarded by itself."""

    id: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A place where goods are handed over, and its share of the quantities."""

    place: str  # as the buyer wrote it: "Falun, SE"
    share: float  # 0-1, all shares of a tender add up to 1
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding:
    """Where and how numbers are rounded, once; exact decimals from there on."""

    flow_decimals: int  # kg CO2e of a flow, per announced unit
    price_decimals: int  # SEK per announced unit
    mode: str  # half_even or half_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Absolute linear points of one lot (model M3): references are published, nothing is clamped.

    An offer at the low reference gets the whole weight, one at the high reference gets nothing;
    beyond them the line goes on.
    """

    price_weight: Decimal
    climate_weight: Decimal
    price_low_sek: Decimal
    price_high_sek: Decimal
    climate_low_kg: Decimal
    climate_high_kg: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeCycleCost:
    """Cost of one edible unit (model M2): what is bought to get it, and what its waste costs."""

    waste_sek_per_kg: Decimal  # h, SEK per kg of inedible part
    edible_share_of: str  # line: announced, the same for all; product: the catalogue's, sourced
    by_line: Mapping[str, Decimal]  # line number -> edible share, 0-1


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """Another award criterion, valued in kronor: a yes/no fact (M7) or a mark-up in a range."""

    id: str
    title: str
    kind: str  # fact or markup
    amount_sek: Decimal  # fact: added to J when it is met; negative is a deduction
    lowest_sek: Decimal  # markup: the announced range
    highest_sek: Decimal
    lots: tuple[str, ...]  # empty: every lot
    proof: str  # what the supplier hands in
    link: str  # how it is linked to the goods bought (LOU 16:2)
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a named person found of one criterion for one offer in one lot."""

    supplier: str
    lot: str
    criterion: str
    amount_sek: Decimal  # added to the comparison sum
    met: bool | None  # of a fact; None for a mark-up
    who: str
    when: str
    why: str
    evidence: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The published rule of the award."""

    model: str  # M1, M2 or M3
    carbon_price_sek_per_kg: Decimal  # c; in M3 it follows from the points
    carbon_price_reason: str
    carbon_price_by_lot: Mapping[str, Decimal]
    tie_rule: str  # lowest_price, lowest_emission or lot_drawn
    rounding: Rounding
    basis: str = ""  # price_quality, cost or price (LOU 16:1); empty: not stated
    carbon_price_preset: str = ""  # id of the published value that c was taken from
    price_year: str = ""  # price level of c
    points: Mapping[str, Points] = field(default_factory=dict)  # M3: by lot
    life_cycle_cost: LifeCycleCost | None = None  # M2
    ceiling_kg_by_lot: Mapping[str, Decimal] = field(default_factory=dict)  # M6, beside the model
    criteria: tuple[Criterion, ...] = ()  # M7 and fixed mark-ups


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A finding of the rule check that a named person answers for."""

    rule: str  # LOU-nnn
    place: str  # document or key that it holds for; empty: everywhere
    who: str
    why: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone who set or approved what is published."""

    name: str
    role: str
    decided: str  # what, for instance evaluation.carbon_price_sek_per_kg
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Procurement:
    """What the law asks about the procedure; nothing in it reaches the scorer."""

    kind: str = ""  # goods or meal_services (LOU annex 2)
    value_sek: Decimal | None = None  # estimated, options and renewals included (LOU 5:3)
    same_kind_sek: Decimal = Decimal(0)  # other purchases of the same kind in the year (5:7)
    procedure: str = ""  # open, restricted, simplified, direct, ...
    split_reason: str = ""  # why it is split below a limit (5:7, 5:8)
    no_lots_reason: str = ""  # why it is not divided into lots (4:14)
    label_rules: str = ""  # which rules of a demanded label concern the goods (9:13)
    documents: tuple[str, ...] = ()  # the buyer's own texts, in the folder
    overrides: tuple[Override, ...] = ()
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """The buyer's own terms for the offered values; None where it has stated nothing."""

    sanction_sek_per_kg: Decimal | None = None  # vite, SEK per kg CO2e above what was offered
    tolerance_percent: Decimal | None = None  # of the offered footprint, before a sanction
    follow_up_days: Decimal | None = None  # after each contract year, to hand in the outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Screens:
    """What the buyer announced for its questions about low prices (LOU 16:7); shapes no figure."""

    price_reference_sek: Mapping[str, Decimal] = field(default_factory=dict)  # by lot
    price_share: Decimal | None = None  # of the reference, below which a question is asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Currency:
    """The currency prices are offered in, at the rate that the tender published."""

    code: str
    sek_per_unit: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Tender:
    """One procurement procedure, as its folder describes it."""

    id: str
    title: str
    buyer: str
    reference: str
    language: str  # sv or en
    boundary: tuple[Stage, ...]
    delivery: tuple[Delivery, ...]
    drop_size_kg: float  # kg per drop, for the default own-van round
    evaluation: Evaluation
    currency: Currency
    accepted_evidence_level: int  # a declared footprint needs at least this level
    lots: tuple[Lot, ...]
    as_of: str  # ISO date that decides which evidence is still valid
    sha256: str  # of tender.yaml and the basket file
    factors_edition: str | None = None  # the edition it was published with; None: the current
    procurement: Procurement = field(default_factory=Procurement)
    contract: Contract = field(default_factory=Contract)
    screens: Screens = field(default_factory=Screens)
