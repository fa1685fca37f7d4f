"""The worked example: invented tenders on a few of the buyer's own lines, scored by the engine.

Nothing in the example is typed: prices, origins and values are invented in factors/publication, and
every sum that a reader sees is what the engine made of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from carbon import yamlfile
from carbon.intake.records import DeclaredFootprint, Leg, Offer, OfferedProduct
from carbon.library.records import Library, Stage
from carbon.problems import Problem, error
from carbon.tender.assess import assess
from carbon.tender.evaluate import applying
from carbon.tender.publication.pack import MethodPack
from carbon.tender.publication.usable import offered_as_written
from carbon.tender.records import Assessment, Judgement, Line, Lot, Tender
from carbon.transport.places import Gazetteer

_ELSEWHERE = (Stage.TRANSPORT, Stage.STORAGE)  # what no producer's own value of a food covers


@cache
def settings() -> Mapping[str, Any]:
    """Return what is invented, from factors/publication/example.yaml."""
    content = yamlfile.of_factors("publication/example.yaml")
    return dict(content)


def made(
    pack: MethodPack, gazetteer: Gazetteer, *, lang: str
) -> tuple[Assessment | None, list[Problem]]:
    """Return the worked example of a method pack, or None and why there can be none.

    Its lines are the first of a lot that the engine can compute for every invented offer.
    """
    for lot in pack.tender.lots:
        lines = _candidates(lot, pack)
        if not lines:
            continue
        tried = _assessed(pack, lot, lines, gazetteer, lang)
        complete = _complete(tried, lines)[: int(settings()["lines"])]
        if complete:
            return _assessed(pack, lot, complete, gazetteer, lang), []
    return None, [error("publish-example-impossible", "tender.yaml")]


def _candidates(lot: Lot, pack: MethodPack) -> list[Line]:
    known = [one for one in lot.lines if not one.optional and pack.products[one.id]]
    return known[: int(settings()["candidates"])]


def _complete(assessment: Assessment, lines: Sequence[Line]) -> list[Line]:
    found = [score for offer in assessment.lots[0].ranking for score in offer.lines]
    bad = {score.line.id for score in found if not score.complete}
    scored = {score.line.id for score in found}
    return [line for line in lines if line.id in scored - bad]


def _assessed(
    pack: MethodPack, lot: Lot, lines: Sequence[Line], gazetteer: Gazetteer, lang: str
) -> Assessment:
    named = [replace(line, product=pack.products[line.id]) for line in lines]
    tender = replace(pack.tender, lots=(replace(lot, lines=tuple(named)),))
    return assess(
        tender,
        [offer(one, tender, pack.library, lang) for one in settings()["suppliers"]],
        library=pack.library,
        gazetteer=gazetteer,
        judgements=_judgements(tender, lot, lang),
        lang=lang,
    )


def offer(one: Mapping[str, Any], tender: Tender, library: Library, lang: str) -> Offer:
    """Return an invented offer on every line of a tender."""
    name = str(one["name"][lang])
    lines = [line for lot in tender.lots for line in lot.lines]
    products = tuple(_offered(one, name, line, tender, library, lang) for line in lines)
    return Offer(supplier=name, products=products, files=())


def _offered(
    one: Mapping[str, Any],
    supplier: str,
    line: Line,
    tender: Tender,
    library: Library,
    lang: str,
) -> OfferedProduct:
    origin = one.get("origin", {})
    return replace(
        offered_as_written(line, supplier),
        price=_price(one, tender),
        origin_place=origin.get("place"),
        origin_country=origin.get("country"),
        legs=_legs(one, origin, line, lang),
        footprint=_own_value(one, line, tender, library, lang),
    )


def _price(one: Mapping[str, Any], tender: Tender) -> Decimal:
    """Return the invented price in the currency of the tender, as a supplier would write it."""
    step = Decimal(1).scaleb(-tender.evaluation.rounding.price_decimals)
    price = Decimal(str(one["price_sek_per_unit"])) / tender.currency.sek_per_unit
    return price if tender.currency.sek_per_unit == 1 else price.quantize(step)


def _legs(
    one: Mapping[str, Any], origin: Mapping[str, str], line: Line, lang: str
) -> tuple[Leg, ...]:
    leg = one.get("leg")
    if leg is None:
        return ()
    return (
        Leg(
            where=line.where,
            order=1,
            start=f"{origin['place']}, {origin['country']}",
            end=None,
            mode="road",
            vehicle=str(leg["vehicle"]),
            energy=None,
            temperature=None,
            evidence=str(leg["evidence"][lang]),
            evidence_kind=str(leg["evidence_kind"]),
        ),
    )


def _own_value(
    one: Mapping[str, Any], line: Line, tender: Tender, library: Library, lang: str
) -> DeclaredFootprint | None:
    own, product = one.get("own_value"), library.products.get(line.product or "")
    if own is None or product is None:
        return None
    stages = [s for s in tender.boundary if s in product.factors and s not in _ELSEWHERE]
    ids = {product.factors[stage] for stage in stages}
    default = sum((Decimal(repr(library.factors[id_][0].kg_co2e)) for id_ in ids), Decimal(0))
    if not stages or default <= 0:
        return None
    step = Decimal(1).scaleb(-int(settings()["decimals"]))
    value = (default * Decimal(str(own["share_of_default"]))).quantize(step)
    return DeclaredFootprint(
        kg_co2e_per_kg=float(value),
        stages=tuple(str(stage) for stage in stages),
        evidence_level=tender.accepted_evidence_level,
        evidence=str(own["evidence"][lang]),
        valid_to=tender.as_of,
        where=line.where,
    )


def _judgements(tender: Tender, lot: Lot, lang: str) -> list[Judgement]:
    """Return invented judgements of the other criteria: the first offer fails each, the rest pass.

    Of a range the first gets the lowest sum and the rest the highest.
    """
    names = [str(one["name"][lang]) for one in settings()["suppliers"]]
    found = []
    for criterion in applying(tender.evaluation.criteria, lot.id):
        for number, name in enumerate(names):
            fact, good = criterion.kind == "fact", number > 0
            low, high = (Decimal(0), criterion.amount_sek) if fact else (
                criterion.lowest_sek, criterion.highest_sek)  # fmt: skip
            found.append(
                Judgement(
                    supplier=name,
                    lot=lot.id,
                    criterion=criterion.id,
                    amount_sek=high if good else low,
                    met=good if fact else None,
                    who="-",
                    when=tender.as_of,
                    why="-",
                    evidence="-",
                    where=criterion.where,
                )
            )
    return found
