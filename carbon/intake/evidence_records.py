"""The records of evidence files: a PACT product footprint, and the stages of a declaration (EPD).

Figures stay the decimals that were written; what is None was not stated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from carbon.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """An independent look at a figure: who, when, after which standard, and how far it went."""

    reviewer: str
    completed: str | None  # ISO date
    standard: str
    coverage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PactFootprint:
    """A PACT ProductFootprint, version 2 or 3, in the words of version 3.

    Every figure is kg CO2e for one declared unit: `unit_amount` of `unit`.
    """

    id: str
    spec_version: str
    status: str  # Active or Deprecated
    company: str
    product_name: str
    product_ids: tuple[str, ...]
    unit: str  # kilogram, liter, piece ...
    unit_amount: Decimal
    mass_kg: Decimal | None  # of one declared unit, packaging excluded
    excluding_uptake: Decimal  # all emissions, and no uptake into the product
    land_use_change: Decimal | None
    parts: Mapping[str, Decimal]  # of the total, by the field of version 3
    packaging_included: bool | None
    packaging: Decimal | None
    outbound_logistics: Decimal | None  # beside the total, never in it
    gwp: tuple[str, ...]  # AR5, AR6
    standards: tuple[str, ...]
    exempted_percent: Decimal | None
    period_from: str | None  # ISO dates
    period_to: str | None  # the first day that it does not cover
    valid_from: str | None
    valid_to: str | None  # the first day that it does not hold
    review: Review | None
    boundary: str  # as its owner describes it
    where: str
    place: str = ""  # country or region of production, as it names it
    unstated: tuple[str, ...] = ()  # emissions that the total leaves out and the file does not give

    @property
    def major(self) -> int:
        """Return the major version that it was written in."""
        return int(self.spec_version.split(".", 1)[0])

    @property
    def gtins(self) -> tuple[str, ...]:
        """Return the GTINs among its product ids, as digits."""
        tails = (one.rpartition(":") for one in self.product_ids)
        return tuple(tail for head, _, tail in tails if "gtin" in head.casefold())


@dataclass(frozen=True, slots=True, kw_only=True)
class EpdStage:
    """One stage of ours that a declaration gives a figure for."""

    stage: str  # as written; a Stage if it is one of them
    kg_co2e: Decimal  # for the declared amount of product
    modules: str  # what the declaration calls it: A1, A3 ...
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EpdFacts:
    """What an environmental product declaration says, its modules mapped to our stages by hand."""

    product_name: str
    company: str
    registration: str  # its number in the programme
    programme: str
    valid_to: str | None  # ISO date, the last day
    amount_kg: Decimal  # mass of product that the figures are for
    gwp: str  # AR5, AR6
    stages: tuple[EpdStage, ...]
    review: Review | None
    where: str
    verified_on: str | None = None  # ISO date


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """One file of evidence/ that an offer names, read."""

    name: str  # evidence/potatis.json
    sha256: str
    content: object | None  # PactFootprint, EpdFacts or a producer's answers; None: unreadable
    problems: tuple[Problem, ...]
    suppliers: tuple[str, ...] = ()  # whose offers name it


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFolder:
    """The folder evidence/ of a tender, as far as its offers name files in it."""

    exists: bool
    files: Mapping[str, EvidenceFile] = field(default_factory=dict)  # by key of the named file


NO_EVIDENCE = EvidenceFolder(exists=False)
