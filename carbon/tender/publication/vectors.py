"""Test vectors: inputs with the output that the engine gives for them, as data for any machine.

Three sets: totals under each lot's rule, every line as the defaults fill it in when an offer says
nothing, and the invented offers of the worked example. `computed` makes the outputs of the inputs
alone, so that anybody can compute them anew and compare.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from carbon.intake.records import DeclaredFootprint, Leg, Offer, OfferedProduct
from carbon.tender import models
from carbon.tender.assess import assess
from carbon.tender.models import Totals
from carbon.tender.publication.example import settings
from carbon.tender.publication.named import exact
from carbon.tender.publication.pack import MethodPack, canonical_sha256
from carbon.tender.publication.usable import offered_as_written
from carbon.tender.records import Assessment, Judgement, LineScore, Tender
from carbon.transport.places import Gazetteer

Data = dict[str, Any]
SILENT = "-"  # the supplier of lines that the defaults fill in
_OUTPUTS = ("rule", "defaults", "offers", "ranking")
_INPUT = ("line_number", "lot", "offered_name", "price_unit", "content_amount", "content_unit",
          "origin_place", "origin_country")  # fmt: skip


def made(pack: MethodPack, example: Assessment, gazetteer: Gazetteer) -> Data:
    """Return every vector of a method pack: inputs, and what the engine makes of them."""
    return computed(_inputs(pack, example), pack, gazetteer)


def sha256(vectors: Data) -> str:
    """Return the SHA-256 of what the engine made of the vectors, whatever its version."""
    return canonical_sha256({name: vectors[name] for name in _OUTPUTS})


def _inputs(pack: MethodPack, example: Assessment) -> Data:
    totals = [dict(one) for one in settings()["totals"]]
    lines = [line for lot in pack.tender.lots for line in lot.lines if pack.products[line.id]]
    return {
        "format": 1,
        "pack_sha256": pack.sha256,
        "engine_version": pack.engine_version,
        "rule": [{"input": {"lot": lot.id, **one}} for lot in pack.tender.lots for one in totals],
        "defaults": [{"input": {"line": line.id}} for line in lines],
        "offers": [
            {"input": _offered(product)} for offer in example.offers for product in offer.products
        ],
        "lines": [line.id for line in example.tender.lots[0].lines],
        "judgements": [
            {
                "supplier": one.supplier,
                "criterion": one.criterion,
                "amount_sek": text(one.amount_sek),
            }
            for offer in example.lots[0].ranking
            for one in offer.judgements
        ],
    }


def text(value: Decimal | None) -> str | None:
    """Return a decimal as digits, None as None."""
    return None if value is None else exact(value)


def _offered(product: OfferedProduct) -> Data:
    own = product.footprint
    return {
        "supplier": product.supplier,
        **{name: getattr(product, name) for name in _INPUT},
        "price": text(product.price),
        "legs": [asdict(leg) for leg in product.legs],
        "footprint": None if own is None else {**asdict(own), "stages": list(own.stages)},
    }


def computed(vectors: Data, pack: MethodPack, gazetteer: Gazetteer) -> Data:
    """Return vectors with their outputs computed anew from nothing but their inputs."""
    tender = replace(pack.tender, lots=_named(pack))
    silent = _assessed(tender, _silent(tender, vectors["defaults"]), pack, gazetteer)
    example = _of_example(tender, vectors, pack, gazetteer)
    return {
        **vectors,
        "rule": [_with(one, _by_rule(one["input"], tender)) for one in vectors["rule"]],
        "defaults": [_with(one, _default(one["input"], silent)) for one in vectors["defaults"]],
        "offers": [_with(one, _line(one["input"], example)) for one in vectors["offers"]],
        "ranking": _ranking(example),
    }


def _named(pack: MethodPack) -> tuple[Any, ...]:
    return tuple(
        replace(
            lot,
            lines=tuple(replace(line, product=pack.products[line.id]) for line in lot.lines),
        )
        for lot in pack.tender.lots
    )


def _with(vector: Mapping[str, Any], output: Data) -> Data:
    return {"input": vector["input"], "output": output}


def _assessed(
    tender: Tender,
    offers: list[Offer],
    pack: MethodPack,
    gazetteer: Gazetteer,
) -> Assessment:
    return assess(tender, offers, library=pack.library, gazetteer=gazetteer)


def _by_rule(given: Mapping[str, str], tender: Tender) -> Data:
    totals = Totals(price_sek=Decimal(given["price_sek"]), kg_co2e=Decimal(given["kg_co2e"]))
    value = models.value(totals, tender.evaluation, given["lot"])
    return {
        "carbon_cost_sek": text(value.carbon_cost_sek),
        "comparison_sum_sek": text(value.comparison_sum_sek),
        "points": None if value.points is None else str(value.points),
        "above_ceiling": models.above_ceiling(totals, tender.evaluation, given["lot"]),
    }


def _silent(tender: Tender, vectors: list[Data]) -> list[Offer]:
    wanted = {one["input"]["line"] for one in vectors}
    products = tuple(
        offered_as_written(line, SILENT)
        for lot in tender.lots
        for line in lot.lines
        if line.id in wanted
    )
    return [Offer(supplier=SILENT, products=products, files=())]


def _default(given: Mapping[str, str], assessment: Assessment) -> Data:
    return _footprint(assessment, f"{SILENT}/{given['line']}")


def _footprint(assessment: Assessment, id_: str) -> Data:
    stages = assessment.footprint.stage_kg.get(id_, {})
    return {
        "kg_co2e_per_unit": text(assessment.footprint.line_kg.get(id_)),
        "stages": {str(stage): text(kg) for stage, kg in stages.items()},
    }


def _of_example(
    tender: Tender, vectors: Data, pack: MethodPack, gazetteer: Gazetteer
) -> Assessment:
    wanted = set(vectors["lines"])
    lots = [
        replace(lot, lines=tuple(line for line in lot.lines if line.id in wanted))
        for lot in tender.lots
    ]
    only = replace(tender, lots=tuple(lot for lot in lots if lot.lines))
    where = {line.number: line.id for lot in only.lots for line in lot.lines}
    products = [_as_offered(one["input"], where) for one in vectors["offers"]]
    names = dict.fromkeys(product.supplier for product in products)
    judged = [
        Judgement(
            supplier=one["supplier"],
            lot=only.lots[0].id,
            criterion=one["criterion"],
            amount_sek=Decimal(one["amount_sek"]),
            met=None,
            who="-",
            when=tender.as_of,
            why="-",
            evidence="-",
            where="-",
        )
        for one in vectors["judgements"]
    ]
    offers = [
        Offer(supplier=n, products=tuple(p for p in products if p.supplier == n), files=())
        for n in names
    ]
    return assess(only, offers, library=pack.library, gazetteer=gazetteer, judgements=judged)


def _as_offered(given: Mapping[str, Any], lines: Mapping[str, str]) -> OfferedProduct:
    own, line = given["footprint"], lines[given["line_number"]]
    price = given["price"]
    return OfferedProduct(
        id=f"{given['supplier']}/{line}",
        supplier=given["supplier"],
        **{name: given[name] for name in _INPUT},
        wanted_name=given["offered_name"],
        article_number=None,
        gtin=None,
        price=None if price is None else Decimal(price),
        content_assumed=False,
        net_weight_kg=None,
        legs=tuple(Leg(**leg) for leg in given["legs"]),
        footprint=None
        if own is None
        else DeclaredFootprint(**{**own, "stages": tuple(own["stages"])}),
        quantity=None,
        quantity_unit=None,
        where=line,
    )


def _line(given: Mapping[str, Any], example: Assessment) -> Data:
    scores = [
        score
        for offer in example.lots[0].ranking
        if offer.supplier == given["supplier"]
        for score in offer.lines
        if score.line.number == given["line_number"]
    ]
    return _score(example, scores[0]) if scores else {}


def _score(example: Assessment, score: LineScore) -> Data:
    return {
        **_footprint(example, score.id),
        "quantity": text(score.quantity),
        "price_sek": text(score.price_sek),
        "kg_co2e": text(score.kg_co2e),
    }


def _ranking(example: Assessment) -> list[Data]:
    return [
        {
            "supplier": one.supplier,
            "rank": one.rank,
            "price_sek": text(one.price_sek),
            "kg_co2e": text(one.kg_co2e),
            "waste_sek": text(one.waste_sek),
            "markups_sek": text(one.markups_sek),
            "carbon_cost_sek": text(one.carbon_cost_sek),
            "comparison_sum_sek": text(one.comparison_sum_sek),
            "points": text(one.points),
        }
        for offer in [example.lots[0].ranking]
        for one in offer
    ]
