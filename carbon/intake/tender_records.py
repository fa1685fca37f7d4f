"""The records of a tender as its folder tells it: lines, lots, delivery places and the rule.

They stand in this room because reading makes them; `carbon.tender.records` hands them on to the
method, which works with nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
class Evaluation:
    """The published rule of the award."""

    model: str  # M1
    carbon_price_sek_per_kg: Decimal  # c
    carbon_price_reason: str
    carbon_price_by_lot: Mapping[str, Decimal]
    tie_rule: str  # lowest_price or lot_drawn
    rounding: Rounding


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
