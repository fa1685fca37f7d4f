"""Questions about what is abnormally low, by a published rule: never a rejection (LOU 16:7-8).

A price is held against the reference that the buyer announced for the lot, a declared footprint
against the default of the same product and stages. No other offer is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from carbon.footprint.evidenced import stated
from carbon.footprint.records import LineInput
from carbon.library.records import Library
from carbon.problems import Problem
from carbon.tender.law import data
from carbon.tender.records import Assessment, LotResult, RankedOffer, Tender

FILE = "screens.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something that a supplier is asked to explain."""

    kind: str  # price or footprint
    supplier: str
    lot: str
    line: str  # number of the line; empty for the price of a whole lot
    found: Decimal  # SEK of the lot, or kg CO2e per kg of product
    reference: Decimal  # what was announced, or the default
    limit: Decimal  # below this a question is asked
    reply_days: int
    provisions: tuple[str, ...]


def asked(assessment: Assessment) -> tuple[Question, ...]:
    """Return every question that the published rule asks, in the order of the lots."""
    table = data.table(FILE)
    return (*_prices(assessment, table), *_footprints(assessment, table))


def slips(assessment: Assessment) -> tuple[Problem, ...]:
    """Return the problems that are questions about slips: lines, units, zero, negative prices."""
    codes = set(data.table(FILE)["line_errors"])
    return tuple(one for one in assessment.problems if one.code in codes)


def reference_sek(tender: Tender, lot: str) -> Decimal | None:
    """Return the announced price reference of a lot: its own, or the low end of its points."""
    own = tender.screens.price_reference_sek.get(lot)
    points = tender.evaluation.points.get(lot)
    return points.price_low_sek if own is None and points is not None else own


def price_share(tender: Tender) -> Decimal:
    """Return the share of the reference below which a price is asked about."""
    own = tender.screens.price_share
    return own if own is not None else data.amount(data.table(FILE)["price"], "share", FILE)


def footprint_ratio(library: Library) -> Decimal:
    """Return how many times below its default a declared footprint is asked about."""
    return Decimal(repr(library.assumption(data.table(FILE)["footprint"]["assumption"])))


def reply_days() -> int:
    """Return the days that a supplier has to answer, the same for all."""
    return int(data.table(FILE)["reply_days"])


def _prices(assessment: Assessment, table: Mapping[str, Any]) -> Iterator[Question]:
    for result in assessment.lots:
        reference = reference_sek(assessment.tender, result.lot.id)
        if reference is None:
            continue
        limit = reference * price_share(assessment.tender)
        for offer in result.ranking:
            if offer.price_sek is not None and offer.price_sek < limit:
                yield _of_price(result, offer, offer.price_sek, reference, limit, table)


def _of_price(
    result: LotResult,
    offer: RankedOffer,
    found: Decimal,
    reference: Decimal,
    limit: Decimal,
    table: Mapping[str, Any],
) -> Question:
    return Question(
        kind="price",
        supplier=offer.supplier,
        lot=result.lot.id,
        line="",
        found=found,
        reference=reference,
        limit=limit,
        reply_days=reply_days(),
        provisions=tuple(table["price"]["law"]),
    )


def _footprints(assessment: Assessment, table: Mapping[str, Any]) -> Iterator[Question]:
    inputs = {one.id: one for one in assessment.inputs if one.covered}
    if not inputs:
        return
    ratio = footprint_ratio(assessment.library)
    for result in assessment.lots:
        for offer in result.ranking:
            for score in offer.lines:
                of = inputs.get(score.id)
                declared = None if of is None else stated(of)
                if of is None or declared is None:
                    continue
                default = default_of(of, assessment.library)
                if default is not None and declared < default / ratio:
                    yield Question(
                        kind="footprint",
                        supplier=offer.supplier,
                        lot=result.lot.id,
                        line=score.line.number,
                        found=declared,
                        reference=default,
                        limit=default / ratio,
                        reply_days=reply_days(),
                        provisions=tuple(table["footprint"]["law"]),
                    )


def default_of(of: LineInput, library: Library) -> Decimal | None:
    """Return the default of the stages that own figures cover, kg CO2e per kg of product."""
    stages = of.product.factors
    used = {stages[stage] for stage in of.covered if stage in stages}
    default = sum((Decimal(repr(library.factors[id_][0].kg_co2e)) for id_ in used), Decimal(0))
    return default if default > 0 else None
