"""Invented offers on the tender's own lines: what the properties are tried on.

The offers go the whole way that real ones go (`assess`); only their contents are made up. A line
that no invented offer can be scored on is left out and told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from carbon import yamlfile
from carbon.intake.records import DeclaredFootprint, Leg, Offer, OfferedProduct
from carbon.library.records import Library, Stage
from carbon.tender.assess import assess
from carbon.tender.records import (
    Assessment,
    Criterion,
    Judgement,
    Line,
    Lot,
    RankedOffer,
    Tender,
)
from carbon.transport import places

FILE = "law/properties.yaml"
_LATE = "9999-12-31"
_PRICE = Decimal(25)  # of a probe, in SEK per unit; any price would do


@cache
def settings() -> Mapping[str, Any]:
    """Return the sizes and examples that the properties are tried with."""
    return yamlfile.of_factors(FILE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bid:
    """An invented offer on one line."""

    line: Line
    price: Decimal | None
    place: str | None = None
    country: str | None = None
    footprint: DeclaredFootprint | None = None
    name: str | None = None
    legs: tuple[Leg, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The tender cut to a few lines of one lot, with what scoring needs."""

    tender: Tender
    library: Library
    gazetteer: places.Gazetteer
    left_out: tuple[str, ...]  # numbers of lines that no invented offer could be scored on

    @property
    def lot(self) -> Lot:
        """The one lot of the trials."""
        return self.tender.lots[0]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that offers are invented for."""
        return self.lot.lines

    def run(self, bids: Mapping[str, Sequence[Bid]], of: Tender | None = None) -> Assessment:
        """Score invented offers the way real ones are scored."""
        tender = of or self.tender
        offers = [_offer(supplier, listed) for supplier, listed in bids.items()]
        return assess(
            tender,
            offers,
            library=self.library,
            gazetteer=self.gazetteer,
            judgements=_judgements(tender, list(bids)),
        )

    def one(self, bids: Sequence[Bid], of: Tender | None = None) -> RankedOffer:
        """Score one invented offer alone."""
        return self.run({"A": bids}, of).lots[0].ranking[0]

    def total(self, bids: Sequence[Bid], of: Tender | None = None) -> Decimal | None:
        """Return J of one invented offer; None when it could not be scored."""
        return self.one(bids, of).comparison_sum_sek


def ground(tender: Tender, library: Library, gazetteer: places.Gazetteer) -> Ground:
    """Return the ground that the properties of the whole way are tried on."""
    wanted = int(settings()["offers"]["lines"])
    lot = max(tender.lots, key=lambda one: len(one.lines))
    kept: list[Line] = []
    left: list[str] = []
    for line in lot.lines:
        if len(kept) == wanted:
            break
        trial = _cut(tender, lot, [line], library, gazetteer)
        bid = Bid(line=line, price=_PRICE, place="Skara", country="SE")
        complete = trial.one([bid]).comparison_sum_sek is not None
        (kept.append(line) if complete else left.append(line.number))
    return replace(_cut(tender, lot, kept, library, gazetteer), left_out=tuple(left))


def _cut(
    tender: Tender,
    lot: Lot,
    lines: Sequence[Line],
    library: Library,
    gazetteer: places.Gazetteer,
) -> Ground:
    plain = tuple(replace(line, optional=False) for line in lines)
    rule = replace(tender.evaluation, ceiling_kg_by_lot={})  # a ceiling hides sums, not laws
    cut = replace(tender, lots=(replace(lot, lines=plain),), evaluation=rule)
    return Ground(tender=cut, library=library, gazetteer=gazetteer, left_out=())


def bids(of: Ground, prices: Sequence[Decimal], place: tuple[str | None, str]) -> list[Bid]:
    """Return one bid on every line, from one place."""
    return [
        Bid(line=line, price=price, place=place[0], country=place[1])
        for line, price in zip(of.lines, prices, strict=True)
    ]


def own_value(tender: Tender, kg: float, *, whole: bool = False) -> DeclaredFootprint:
    """Return a proved value of the supplier's own, for production or for the whole boundary."""
    stages = [s for s in tender.boundary if whole or s not in (Stage.TRANSPORT, Stage.STORAGE)]
    return DeclaredFootprint(
        kg_co2e_per_kg=kg,
        stages=tuple(str(stage) for stage in stages),
        evidence_level=tender.accepted_evidence_level,
        evidence="Intyg 1",
        valid_to=_LATE,
        where="offers/prov.xlsx!Blad1!F2",
    )


def _offer(supplier: str, listed: Sequence[Bid]) -> Offer:
    products = tuple(_offered(supplier, bid) for bid in listed)
    return Offer(supplier=supplier, products=products, files=(f"{supplier}.xlsx",))


def _offered(supplier: str, bid: Bid) -> OfferedProduct:
    line = bid.line
    return OfferedProduct(
        id=f"{supplier}/{line.id}",
        supplier=supplier,
        line_number=line.number,
        lot=line.lot,
        wanted_name=None,
        offered_name=bid.name or line.name,
        article_number=None,
        gtin=None,
        price=bid.price,
        price_unit=line.unit,
        content_amount=1.0,
        content_unit=line.unit,
        content_assumed=False,
        net_weight_kg=None,
        origin_place=bid.place,
        origin_country=bid.country,
        legs=bid.legs,
        footprint=bid.footprint,
        quantity=None,
        quantity_unit=None,
        where=f"offers/{supplier}.xlsx!Blad1!{line.number}",
    )


def _judgements(tender: Tender, suppliers: Sequence[str]) -> list[Judgement]:
    """Return the same judgement of every criterion for every invented supplier."""
    return [
        _judgement(criterion, supplier, lot.id)
        for lot in tender.lots
        for criterion in tender.evaluation.criteria
        if not criterion.lots or lot.id in criterion.lots
        for supplier in suppliers
    ]


def _judgement(criterion: Criterion, supplier: str, lot: str) -> Judgement:
    return Judgement(
        supplier=supplier,
        lot=lot,
        criterion=criterion.id,
        amount_sek=criterion.lowest_sek,
        met=False if criterion.kind == "fact" else None,
        who="-",
        when="-",
        why="-",
        evidence="-",
        where="-",
    )
