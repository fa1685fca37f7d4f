"""A small tender in memory, scored with the real library: what the laws are tried on."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from carbon.intake.records import DeclaredFootprint, Leg, Offer, OfferedProduct
from carbon.library.load import load
from carbon.library.records import Library
from carbon.tender.assess import assess
from carbon.tender.records import (
    Assessment,
    Currency,
    Delivery,
    Line,
    Lot,
    RankedOffer,
    Tender,
)
from carbon.transport import places
from tests.builders import BOUNDARY, rule

library = cache(load)
gazetteer = cache(places.load)
PRODUCTS = {"1": "carrot", "2": "milk-semi-skimmed", "3": "bread-rye"}


def known() -> Library:
    return library()


def line(number: str, quantity: str = "1000", *, product: str | None = None) -> Line:
    return Line(
        id=f"L/{number}",
        lot="L",
        number=number,
        name=known().products[product or PRODUCTS[number]].name_sv,
        quantity=Decimal(quantity),
        unit="kg",
        product=product or PRODUCTS[number],
        requirement="",
        where="tender.yaml:1",
    )


def tender(lines: Sequence[Line] | None = None, carbon_price: str = "3") -> Tender:
    of_lot = tuple(lines) if lines is not None else tuple(line(n) for n in PRODUCTS)
    return Tender(
        id="t",
        title="t",
        buyer="b",
        reference="r",
        language="sv",
        boundary=BOUNDARY,
        delivery=(
            Delivery(place="Falun, SE", share=0.75, where="tender.yaml:1"),
            Delivery(place="Borlänge, SE", share=0.25, where="tender.yaml:1"),
        ),
        drop_size_kg=200.0,
        evaluation=rule(carbon_price),
        currency=Currency(code="SEK", sek_per_unit=Decimal(1)),
        accepted_evidence_level=2,
        lots=(Lot(id="L", title="L", lines=of_lot),),
        as_of="2027-03-01",
        sha256="0" * 64,
    )


def offered(
    supplier: str,
    number: str,
    price: str | None = "10",
    *,
    place: str | None = "Skara",
    country: str | None = "SE",
    name: str | None = None,
    legs: tuple[Leg, ...] = (),
    footprint: DeclaredFootprint | None = None,
) -> OfferedProduct:
    return OfferedProduct(
        id=f"{supplier}/L/{number}",
        supplier=supplier,
        line_number=number,
        lot=None,
        wanted_name=None,
        offered_name=name,
        article_number=None,
        gtin=None,
        price=None if price is None else Decimal(price),
        price_unit="kg",
        content_amount=1.0,
        content_unit="kg",
        content_assumed=False,
        net_weight_kg=None,
        origin_place=place,
        origin_country=country,
        legs=legs,
        footprint=footprint,
        quantity=None,
        quantity_unit=None,
        where=f"offers/{supplier}.xlsx!Blad1!{number}",
    )


def offer(supplier: str, products: Sequence[OfferedProduct] | None = None) -> Offer:
    of_supplier = products if products is not None else [offered(supplier, n) for n in PRODUCTS]
    return Offer(supplier=supplier, products=tuple(of_supplier), files=(f"{supplier}.xlsx",))


def own_value(kg: float, *, level: int = 2, valid_to: str = "2030-01-01") -> DeclaredFootprint:
    return DeclaredFootprint(
        kg_co2e_per_kg=kg,
        stages=("farm", "land_use_change", "processing", "packaging"),
        evidence_level=level,
        evidence="EPD-1",
        valid_to=valid_to,
        where="offers/x.xlsx!Blad1!F2",
    )


def run(offers: Sequence[Offer], of: Tender | None = None) -> Assessment:
    return assess(of or tender(), offers, library=known(), gazetteer=gazetteer())


def ranked(assessment: Assessment) -> dict[str, RankedOffer]:
    return {one.supplier: one for one in assessment.lots[0].ranking}


def comparison_sum(products: Sequence[OfferedProduct], of: Tender | None = None) -> Decimal:
    """Return J of an offer alone; its supplier's name is that of its products."""
    one = ranked(run([offer(products[0].supplier, products)], of))[products[0].supplier]
    assert one.comparison_sum_sek is not None, one.missing_lines
    return one.comparison_sum_sek
