"""Which regime a purchase falls under: a pure function of kind, value and date over a dated table.

Food is goods: direct award, chapter 19 or the whole act. Meal services stand in annex 2 and never
come under chapter 16. Where chapter 16 does not bind, carbon applies it all the same: a rule of the
project, not of the act (lou.md 0, conclusion 10).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from carbon.problems import LibraryError
from carbon.tender.law import data
from carbon.tender.records import Procurement

FILE = "thresholds.yaml"
DIRECT = "direct_award"
_DOCUMENT = "direct_award_document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """An amount in kronor without VAT that the law or the government has set, and since when."""

    id: str
    sek: Decimal
    eur: Decimal | None
    law: tuple[str, ...]
    source: str
    valid_from: str  # ISO date of the text that was read
    valid_to: str  # empty: no end is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One row of the table: up to which limit which regime holds."""

    kind: str  # goods or meal_services
    below: str  # id of a limit; empty for all that is left
    regime: str
    chapter_16: str  # applies or voluntary
    binds: tuple[str, ...]
    above_document_limit: tuple[str, ...]
    source: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """The whole table."""

    limits: tuple[Limit, ...]
    bands: tuple[Band, ...]
    review_by: str  # ISO month after which somebody must look whether the amounts still hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """What binds a purchase of this kind and value on this date."""

    name: str  # direct_award, chapter_19 or full
    kind: str
    value_sek: Decimal
    date: str
    chapter_16: str  # applies or voluntary
    binds: tuple[str, ...]  # rules on the award
    from_limit: Limit | None  # the limit that the value reached
    below_limit: Limit | None  # the limit that it stayed under


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The regime of a purchase by itself, and with the purchases of the same kind (LOU 5:7)."""

    alone: Regime
    together: Regime
    reasoned: bool = False  # a reason for the split is recorded (LOU 5:7, 5:8)

    @property
    def split(self) -> bool:
        """Tell whether the purchase by itself falls under another regime than the sum."""
        return self.alone.name != self.together.name

    @property
    def bound(self) -> Regime:
        """The regime that binds: that of the sum, unless a reason for the split is recorded."""
        return self.alone if self.reasoned else self.together


def regime(kind: str, value_sek: Decimal, date: str, thresholds: Thresholds) -> Regime | None:
    """Return the regime of a purchase; None when the table says nothing for the kind or the date.

    `value_sek` is the estimated value without VAT, options and renewals included (LOU 5:3); a value
    that equals a limit has reached it.
    """
    limits = {one.id: one for one in thresholds.limits if _holds(one, date)}
    reached: Limit | None = None
    for band in thresholds.bands:
        if band.kind != kind or not _holds(band, date):
            continue
        limit = limits.get(band.below)
        if band.below and limit is None:
            return None
        if limit is None or value_sek < limit.sek:
            document = limits.get(_DOCUMENT)
            more = document is not None and value_sek > document.sek
            return Regime(
                name=band.regime,
                kind=kind,
                value_sek=value_sek,
                date=date,
                chapter_16=band.chapter_16,
                binds=band.binds + (band.above_document_limit if more else ()),
                from_limit=reached,
                below_limit=limit,
            )
        reached = limit
    return None


def standing(procurement: Procurement, date: str, thresholds: Thresholds) -> Standing | None:
    """Return the regime alone and together; None when kind or value is not stated or not known."""
    value = procurement.value_sek
    if value is None:
        return None
    alone = regime(procurement.kind, value, date, thresholds)
    total = value + procurement.same_kind_sek
    together = regime(procurement.kind, total, date, thresholds)
    if alone is None or together is None:
        return None
    return Standing(alone=alone, together=together, reasoned=bool(procurement.split_reason))


def _holds(one: Limit | Band, date: str) -> bool:
    return one.valid_from <= date and (not one.valid_to or date <= one.valid_to)


@cache
def load() -> Thresholds:
    """Return the project's table. Raises LibraryError when it contradicts itself."""
    content = data.table(FILE)
    limits = tuple(
        Limit(
            id=str(one["id"]),
            sek=data.amount(one, "sek", FILE),
            eur=data.amount(one, "eur", FILE) if "eur" in one else None,
            law=tuple(one["law"]),
            source=str(one["source"]),
            valid_from=str(one["valid_from"]),
            valid_to=str(one["valid_to"]),
        )
        for one in content["limits"]
    )
    bands = tuple(
        Band(
            kind=str(one["kind"]),
            below=str(one["below"]),
            regime=str(one["regime"]),
            chapter_16=str(one["chapter_16"]),
            binds=tuple(one["binds"]),
            above_document_limit=tuple(one.get("above_document_limit", ())),
            source=str(one["source"]),
            valid_from=str(one["valid_from"]),
            valid_to=str(one["valid_to"]),
        )
        for one in content["regimes"]
    )
    unknown = {band.below for band in bands} - {limit.id for limit in limits} - {""}
    if unknown:
        raise LibraryError(f"factors/law/{FILE}: no limit is called {', '.join(sorted(unknown))}")
    return Thresholds(limits=limits, bands=bands, review_by=str(content["review_by"]))
