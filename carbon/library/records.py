"""The records of the emission-factor library: stages, sources, factors and products."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field


class Stage(enum.StrEnum):
    """A part of the life cycle, from soil to table. Every line gets each stage exactly once."""

    FARM = "farm"
    LAND_USE_CHANGE = "land_use_change"
    PROCESSING = "processing"
    PACKAGING = "packaging"
    TRANSPORT = "transport"
    STORAGE = "storage"
    PREPARATION = "preparation"
    WASTE = "waste"


STAGES: tuple[Stage, ...] = tuple(Stage)


class Temperature(enum.StrEnum):
    """The temperature regime that a product needs on its way."""

    AMBIENT = "ambient"
    CHILLED = "chilled"
    FROZEN = "frozen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One release of a publication that figures were taken from."""

    id: str
    title: str
    publisher: str
    edition: str
    published: str  # ISO date or year, as text
    accessed: str  # ISO date
    locator: str  # where to find it: DOI or address as text
    licence: str
    attribution: str  # the words its licence asks for
    redistributable: bool
    where: str  # file:line of the entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How far the true value may lie from the stated one: a lognormal around the median."""

    gsd: float  # geometric standard deviation, > 1
    basis: str  # which published rule or table gave it
    kind: str = "lognormal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """kg CO2e per one unit of something, with everything needed to find the printed page."""

    id: str  # domain/thing-qualifier/part@REGION; meaning, never reused
    label: str
    kg_co2e: float  # for one `per`
    per: str  # canonical unit: kg, t*km, kWh, MJ, L, km, item
    as_printed: str  # value and unit as the source prints them
    stages: tuple[Stage, ...]  # what the factor covers; empty for inputs such as electricity
    region: str  # ISO 3166 alpha-2, region group, or GLO
    year: int
    gwp: str  # AR4, AR5, AR5-feedback, AR6, EF3.0, EF3.1 or "not stated"
    boundary: str
    allocation: str  # attributional, consequential, none
    spread: Spread
    quality: str  # DQR or pedigree as the source gives it, else "not stated"
    source: str  # Source.id
    locator: str  # page, table, sheet and row
    review_by: str  # YYYY-MM
    proxy: bool  # stands for something it was not made for
    correlation_group: str  # factors of one group err together
    where: str  # file:line it was read from
    ttw_kg_co2e: float | None = None  # tank to wheel, freight and fuels only
    wtt_kg_co2e: float | None = None  # well to tank
    payload_t: float | None = None  # mean load behind a freight factor; the full load for km_full
    empty_running_included: bool | None = None  # freight only: True forbids adding empty trips
    energy: str | None = None  # energy carrier of a freight factor, as its source words it
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A food of the catalogue: what an offer is matched to, and the factor of each stage."""

    id: str
    name_sv: str
    name_en: str
    synonyms: tuple[str, ...]
    category: str
    state: str  # fresh, frozen, dried, canned, cooked, processed
    temperature: Temperature
    factors: Mapping[Stage, str]  # Factor.id for each stage the catalogue can fill
    inbound: str | None  # Factor.id of raw-material transport to the plant, if any
    match_score: int  # 1 (same food) to 5 (only the same class)
    cpv: str | None = None
    livsmedelsverket: str | None = None
    livsmedelsverket_name: str | None = None  # what that number is called there
    ciqual: str | None = None
    density_kg_per_l: float | None = None
    unit_mass_kg: float | None = None
    mass_basis: str = ""  # where density or piece weight comes from
    edible_share: float | None = None
    note: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A number or choice of the method that is not an emission factor, with its reason."""

    id: str
    value: float | str
    unit: str
    reason: str
    source: str
    locator: str
    review_by: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Commodity:
    """A raw material that foods are made of: their figures err together and spread alike."""

    id: str
    name_sv: str
    name_en: str
    poore_nemecek: str | None  # what Poore & Nemecek call it
    su_eatable: tuple[str, ...]  # what SU-EATABLE LIFE calls it
    variability_sigma: float | None  # of ln, between producers; None: the general one
    variability_basis: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GwpValue:
    """How much one kg of a gas warms over 100 years, in kg CO2e, according to one report."""

    gas: str  # CO2, CH4-fossil, CH4-nonfossil, N2O ...
    gwp: str  # the set it belongs to: AR4, AR5, AR5-feedback, AR6
    kg_co2e_per_kg: float
    source: str  # Source.id
    locator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """A frozen state of all knowledge: its edition is the SHA-256 of its parsed content."""

    edition: str
    sources: Mapping[str, Source]
    factors: Mapping[str, tuple[Factor, ...]]  # by id, in the order of preference of the index
    products: Mapping[str, Product]
    assumptions: Mapping[str, Assumption]
    region_groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    name: str = ""  # the edition's printed name, for instance 2026-11
    gwp: str = ""  # the set that results are stated in
    gwp_values: Mapping[tuple[str, str], GwpValue] = field(default_factory=dict)  # (set, gas)
    commodities: Mapping[str, Commodity] = field(default_factory=dict)

    def assumption(self, key: str) -> float:
        """Return a numeric assumption; KeyError means the library lacks it."""
        return float(self.assumptions[key].value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A factor and how it was found: exact region, region group, or world."""

    factor: Factor
    step: str  # exact, group, world
    asked_region: str
    spread: Spread  # the factor's own, widened where it stands in for something else
