"""Every sum from the flows of a line to the comparison sum of its offer, as figures to check.

The totals are those of the engine, the terms are what they are made of: nothing is worked out
here in another way, so that a sum that did not add up would show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from carbon.intake.records import OfferedProduct
from carbon.library.records import STAGES
from carbon.outputs import explain_units
from carbon.outputs.explain_records import Sum, Term
from carbon.outputs.explain_units import times
from carbon.outputs.flows import Flow
from carbon.tender import models
from carbon.tender.evaluate import applying, totals_of
from carbon.tender.records import (
    Assessment,
    LineScore,
    LotResult,
    Points,
    RankedOffer,
)


def sums(
    assessment: Assessment,
    result: LotResult,
    offer: RankedOffer,
    score: LineScore,
    of_line: Sequence[Flow],
    offered: OfferedProduct | None,
) -> tuple[Sum, ...]:
    """Return the sums of a line and its offer, from the smallest to the comparison sum."""
    price = result.carbon_price_sek_per_kg
    return (
        *_stages(assessment, score, of_line),
        *explain_units.bought(assessment, score),
        *explain_units.price_of_unit(assessment, score, offered),
        *_line(score, price),
        *_offer(offer, score, price),
        *_judged(assessment, result, offer),
        *_comparison(offer, score, price),
        *_points(assessment, result, offer),
    )


def _stages(assessment: Assessment, score: LineScore, of_line: Sequence[Flow]) -> Iterator[Sum]:
    by_stage = assessment.footprint.stage_kg.get(score.id, {})
    for stage in STAGES:
        terms = tuple(
            Term(kind="flow", name=flow.factor.id, value=flow.kg_co2e, process=flow.process)
            for flow in of_line
            if flow.stage is stage
        )
        if terms:
            kg = by_stage.get(stage)
            yield Sum(level="stage", unit="kg-unit", of=str(stage), terms=terms, total=kg)
    if by_stage:
        terms = tuple(
            Term(kind="stage", name=str(stage), value=by_stage[stage])
            for stage in STAGES
            if stage in by_stage
        )
        yield Sum(level="unit", unit="kg-unit", terms=terms, total=score.kg_co2e_per_unit)


def _line(score: LineScore, price: Decimal) -> Iterator[Sum]:
    quantity = Term(kind="quantity", value=score.quantity)
    per_unit = Term(kind="price-unit", value=score.price_sek_per_unit)
    yield times("line-price", "sek", score.price_sek, quantity, per_unit)
    kg = Term(kind="kg-unit", value=score.kg_co2e_per_unit)
    yield times("line-kg", "kg", score.kg_co2e, quantity, kg)
    carbon = Term(kind="carbon-price", value=price)
    emitted = Term(kind="kg", value=score.kg_co2e)
    yield times("line-carbon", "sek", carbon_cost(score, price), carbon, emitted)
    yield Sum(
        level="line-j",
        unit="sek",
        terms=_parts(score.price_sek, score.waste_sek, carbon_cost(score, price)),
        total=part_of_j(score, price),
    )


def _parts(price: Decimal | None, waste: Decimal, carbon: Decimal | None) -> tuple[Term, ...]:
    wasted = (Term(kind="waste", value=waste),) if waste else ()
    return (Term(kind="price", value=price), *wasted, Term(kind="carbon", value=carbon))


def carbon_cost(score: LineScore, price: Decimal) -> Decimal | None:
    """Return what a line adds to c·E in SEK; None while its footprint is missing."""
    return None if score.kg_co2e is None else price * score.kg_co2e


def part_of_j(score: LineScore, price: Decimal) -> Decimal | None:
    """Return what a line adds to J in SEK; None while its price or footprint is missing."""
    cost = carbon_cost(score, price)
    if cost is None or score.price_sek is None:
        return None
    return score.price_sek + score.waste_sek + cost


def _offer(offer: RankedOffer, mine: LineScore, price: Decimal) -> Iterator[Sum]:
    def by_line(value: Callable[[LineScore], Decimal | None]) -> tuple[Term, ...]:
        return _lines(offer, mine, value)

    yield Sum(
        level="offer-price",
        unit="sek",
        terms=by_line(lambda score: score.price_sek),
        total=offer.price_sek,
    )
    yield Sum(
        level="offer-kg",
        unit="kg",
        terms=by_line(lambda score: score.kg_co2e),
        total=offer.kg_co2e,
    )
    stages = tuple(
        Term(kind="stage", name=str(stage), value=kg) for stage, kg in offer.stage_kg.items()
    )
    yield Sum(level="offer-stages", unit="kg", terms=stages, total=offer.kg_co2e)
    if any(score.waste_sek for score in offer.lines):
        complete = offer.price_sek is not None
        yield Sum(
            level="offer-waste",
            unit="sek",
            terms=by_line(lambda score: score.waste_sek),
            total=offer.waste_sek if complete else None,
        )
    carbon = Term(kind="carbon-price", value=price)
    yield times(
        "offer-carbon", "sek", offer.carbon_cost_sek, carbon, Term(kind="kg", value=offer.kg_co2e)
    )


def _lines(
    offer: RankedOffer, mine: LineScore, value: Callable[[LineScore], Decimal | None]
) -> tuple[Term, ...]:
    """Return the lines that count, and those that are missing altogether; optional ones do not."""
    counted = [score for score in offer.lines if not score.line.optional]
    there = {score.line.number for score in counted}
    lacking = [number for number in offer.missing_lines if number not in there]
    return (
        *(
            Term(kind="line", name=one.line.number, value=value(one), mine=one.id == mine.id)
            for one in counted
        ),
        *(Term(kind="line", name=number, value=None) for number in lacking),
    )


def _judged(assessment: Assessment, result: LotResult, offer: RankedOffer) -> Iterator[Sum]:
    criteria = applying(assessment.tender.evaluation.criteria, result.lot.id)
    if not criteria:
        return
    amounts = {one.criterion: one.amount_sek for one in offer.judgements}
    terms = tuple(
        Term(kind="criterion", name=one.title, value=amounts.get(one.id)) for one in criteria
    )
    yield Sum(level="offer-markups", unit="sek", terms=terms, total=offer.markups_sek)


def _comparison(offer: RankedOffer, mine: LineScore, price: Decimal) -> Iterator[Sum]:
    marked = offer.markups_sek is None or offer.markups_sek != 0 or offer.judgements
    markups = (Term(kind="markups", value=offer.markups_sek),) if marked else ()
    yield Sum(
        level="offer-j",
        unit="sek",
        terms=(*_parts(offer.price_sek, offer.waste_sek, offer.carbon_cost_sek), *markups),
        total=offer.comparison_sum_sek,
    )
    yield Sum(
        level="offer-j-lines",
        unit="sek",
        terms=(*_lines(offer, mine, lambda score: part_of_j(score, price)), *markups),
        total=offer.comparison_sum_sek,
    )


def _points(assessment: Assessment, result: LotResult, offer: RankedOffer) -> Iterator[Sum]:
    """Yield the points of model M3 as exact fractions; ranks are found from them."""
    rule = assessment.tender.evaluation
    totals = totals_of(offer)
    if rule.model != "M3" or totals is None:
        return
    points = rule.points[result.lot.id]
    price = totals.price_sek + totals.markups_sek
    yield Sum(
        level="points",
        unit="points",
        terms=(
            Term(kind="points-price", value=_by_price(points, price)),
            Term(kind="points-climate", value=_by_climate(points, totals.kg_co2e)),
        ),
        total=models.points_of(totals, rule.points[result.lot.id]),
    )


def _by_price(points: Points, price: Decimal) -> Fraction:
    span = Fraction(points.price_high_sek - points.price_low_sek)
    return (
        Fraction(points.price_weight) * (Fraction(points.price_high_sek) - Fraction(price)) / span
    )


def _by_climate(points: Points, kg: Decimal) -> Fraction:
    span = Fraction(points.climate_high_kg - points.climate_low_kg)
    left = Fraction(points.climate_high_kg) - Fraction(kg)
    return Fraction(points.climate_weight) * left / span
