"""The records of intake: workbooks as they are, and offers as they were understood.

A workbook becomes `Sheet`s of plain cell values with the facts that decide what a cell is worth
(hidden, merged, a formula without a value). Rows become `OfferedProduct`s, in which every value
still knows the cell it came from.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell that holds an error (#REF!, #N/A) or a number that is none; never a blank."""

    text: str
    told: bool = False  # the reader of the file has told why: the row is put aside without more


CellValue = (
    str | float | int | bool | datetime.date | datetime.datetime | datetime.time | ErrorCell | None
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: rows[r][c] is the cell at row r + first_row, column c + first_column (1-based)."""

    name: str
    rows: list[list[CellValue]]
    first_row: int = 1
    first_column: int = 1
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()  # 1-based row numbers
    hidden_columns: frozenset[int] = frozenset()  # 1-based column numbers
    merged: tuple[tuple[int, int, int, int], ...] = ()  # first row, first col, last row, last col
    formulas: int = 0
    formulas_without_value: frozenset[tuple[int, int]] = frozenset()  # (row, column)
    linked_cells: frozenset[tuple[int, int]] = frozenset()  # formulas into other workbooks
    # cells whose number format shows more than the number: column, first row, last row, the format
    formats: tuple[tuple[int, int, int, str], ...] = ()
    ragged_rows: frozenset[int] = frozenset()  # CSV rows with more or fewer cells than the header


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """A file from outside, as it is."""

    name: str  # what messages call it: a path relative to the tender folder
    kind: str  # xlsx, xls, ods, csv
    sha256: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A value and the cell it was read from, for instance `offers/a.xlsx!Blad1!D14`."""

    text: str  # as it stood, shortened
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One declared leg of a transport chain; what is None was not stated."""

    where: str
    order: int
    start: str | None  # place as written: "Hedemora" or "Almería, ES"
    end: str | None  # None on the last leg means the kitchen
    mode: str | None  # road, rail, sea, ferry, air; canonical or None
    vehicle: str | None  # id of a vehicle class in factors/transport
    energy: str | None  # diesel, hvo100, fame100, biogas, electric; None = as the class average
    temperature: str | None  # ambient, chilled, frozen
    round_km: float | None = None  # whole round, return included
    round_load_kg: float | None = None  # kg on board at the start of the round
    evidence: str | None = None
    evidence_kind: str | None = None  # origin_document, carrier_statement, toc_value, delivery_plan
    load_kg: float | None = None  # on board on a leg that is no round, packaging included
    load_factor: float | None = None  # the same as a share of the full load, 0-1
    empty_share: float | None = None  # share of all its km that the vehicle runs empty, 0-1
    carrier_g_per_tkm: float | None = None  # the carrier's own value, g CO2e WTW per t*km
    carrier_ttw_g_per_tkm: float | None = None  # the part of it that is tank to wheel
    period_from: str | None = None  # ISO dates that the carrier's own value was measured between
    period_to: str | None = None
    packaging_share: float | None = None  # kg of packaging per kg of product


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginShare:
    """One of several origins of a product; place and country None: declared as nothing known."""

    place: str | None
    country: str | None  # ISO 3166 alpha-2
    share: Decimal  # 0-1 of the goods, in the months or in the whole year
    months: tuple[int, ...] = ()  # 1-12; empty: the whole year


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredFootprint:
    """A supplier's own value for some stages, per kg of product, with its proof."""

    kg_co2e_per_kg: float
    stages: tuple[str, ...]  # Stage values that it covers
    evidence_level: int  # 2 own calculation with records, 3 independently reviewed
    evidence: str  # name of the document
    valid_to: str | None
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedProduct:
    """What one supplier offers on one line. None means not stated; nothing is ever zero by default.

    Amounts are as the supplier stated them, already in canonical units: `content_amount` of
    `content_unit` (kg, L or item) is what one priced unit holds.
    """

    id: str  # stable within the tender: "<supplier key>/<lot>/<line>[/n]"
    supplier: str
    line_number: str | None  # the buyer's line number as text
    lot: str | None
    wanted_name: str | None
    offered_name: str | None
    article_number: str | None
    gtin: str | None
    price: Decimal | None  # in the tender's currency, excluding VAT, per priced unit
    price_unit: str | None  # kg, L, item or package: what the price is per
    content_amount: float | None  # how much one priced unit holds ...
    content_unit: str | None  # ... in kg, L or item
    content_assumed: bool  # True when read from the pack string or the name
    net_weight_kg: float | None  # declared net weight of one priced unit
    origin_place: str | None
    origin_country: str | None  # ISO 3166 alpha-2
    legs: tuple[Leg, ...]
    footprint: DeclaredFootprint | None
    quantity: Decimal | None  # when the sheet repeats the buyer's quantity
    quantity_unit: str | None
    where: str  # the row: offers/a.xlsx!Blad1!14
    cells: Mapping[str, Read] = field(default_factory=dict)  # canonical field -> cell
    no_bid: bool = False  # the supplier said it does not offer this line
    drained_weight_kg: float | None = None  # beside the net weight, for canned goods
    content_approximate: bool = False  # "ca": the pack or piece varies
    currency: str | None = None  # ISO 4217 when the row states it; "kr" gives SEK/DKK/NOK
    brand: str | None = None
    gross_weight_kg: float | None = None  # of one priced unit, packaging included
    # Several origins, or one for a part of the goods; then place and country above are None.
    origins: tuple[OriginShare, ...] = ()
    evidence: str | None = None  # document that proves its footprint, stated value or not


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Everything that one supplier offers."""

    supplier: str
    products: tuple[OfferedProduct, ...]
    files: tuple[str, ...]
