"""The records of the method: what the buyer announced, and what the award came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from carbon.footprint.records import Footprint, LineInput
from carbon.intake.evidence_records import NO_EVIDENCE, EvidenceFolder
from carbon.intake.records import Offer
from carbon.intake.tender_records import Contract as Contract
from carbon.intake.tender_records import Criterion as Criterion
from carbon.intake.tender_records import Currency as Currency
from carbon.intake.tender_records import Delivery as Delivery
from carbon.intake.tender_records import Evaluation as Evaluation
from carbon.intake.tender_records import Judgement as Judgement
from carbon.intake.tender_records import LifeCycleCost as LifeCycleCost
from carbon.intake.tender_records import Line as Line
from carbon.intake.tender_records import Lot as Lot
from carbon.intake.tender_records import Override as Override
from carbon.intake.tender_records import Person as Person
from carbon.intake.tender_records import Points as Points
from carbon.intake.tender_records import Procurement as Procurement
from carbon.intake.tender_records import Rounding as Rounding
from carbon.intake.tender_records import Screens as Screens
from carbon.intake.tender_records import Tender as Tender
from carbon.library.records import Library, Stage
from carbon.matching.records import Match, Wanted
from carbon.problems import Problem
from carbon.tender.doubt.records import Doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of a total rests on what: shares 0-1 that add up to 1."""

    declared: Decimal
    default: Decimal
    proxy: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class LineScore:
    """One offered product on one line: what it costs and what it emits."""

    id: str  # OfferedProduct.id
    supplier: str
    line: Line
    product: str | None  # catalogue id it was matched to
    match_method: str
    match_score: float
    mass_kg_per_unit: float | None  # kg of product in one announced unit
    price_sek_per_unit: Decimal | None
    kg_co2e_per_unit: Decimal | None
    price_sek: Decimal | None  # quantity times price
    kg_co2e: Decimal | None  # quantity times footprint
    complete: bool  # price and footprint are both known
    where: str
    quantity: Decimal  # bought: as announced, or more where edible units count (model M2)
    waste_sek: Decimal = Decimal(0)  # what the inedible part of it costs (model M2)


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedOffer:
    """One offer in one lot. Without every line it has no sum and no rank: missing is never zero."""

    supplier: str
    rank: int | None
    price_sek: Decimal | None  # P
    kg_co2e: Decimal | None  # E
    carbon_cost_sek: Decimal | None  # c * E
    comparison_sum_sek: Decimal | None  # J
    stage_kg: Mapping[Stage, Decimal]  # sums to E when complete
    lines: tuple[LineScore, ...]
    missing_lines: tuple[str, ...]  # numbers of lines without a complete score
    coverage_co2e: Coverage | None
    coverage_mass: Coverage | None
    coverage_money: Coverage | None
    tied: bool = False
    waste_sek: Decimal = Decimal(0)  # part of J that is neither price nor carbon (model M2)
    markups_sek: Decimal | None = Decimal(0)  # other criteria; None when one is not judged
    judgements: tuple[Judgement, ...] = ()
    points: Decimal | None = None  # S of model M3, shown; ranks are found from the exact value
    above_ceiling: bool = False  # emits more than the announced ceiling (M6): no rank


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchPrice:
    """The carbon price at which two offers tie; None when no price >= 0 makes them tie."""

    first: str
    second: str
    sek_per_kg: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LotResult:
    """The ranking of one lot."""

    lot: Lot
    carbon_price_sek_per_kg: Decimal
    ranking: tuple[RankedOffer, ...]  # ranked offers first, in order; then the incomplete ones
    switch_prices: tuple[SwitchPrice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A tender scored end to end, with everything that led to each figure."""

    tender: Tender
    library: Library
    offers: tuple[Offer, ...]
    wanted: Mapping[str, Wanted]  # OfferedProduct.id -> all that the matcher saw of it
    matches: Mapping[str, Match]  # OfferedProduct.id -> what it was taken for
    inputs: tuple[LineInput, ...]  # those that reached the flow table
    footprint: Footprint
    lots: tuple[LotResult, ...]
    problems: tuple[Problem, ...]
    engine_version: str
    pack_sha256: str  # method and library together: what the numbers depend on beside the offers
    doubt: Doubt | None = None  # how sure the ranks are; they never depend on it
    evidence: EvidenceFolder = NO_EVIDENCE  # the files that offers name as proof, as they were read
