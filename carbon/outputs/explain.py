"""One line of one offer, taken apart: every flow with its factor, its page and its assumptions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np

from carbon.footprint.uncertainty import interval
from carbon.library.records import STAGES
from carbon.outputs import flows
from carbon.outputs.flows import Flow
from carbon.outputs.result import decimal
from carbon.problems import UsageError, error
from carbon.tender.records import Assessment, LineScore, LotResult, RankedOffer
from carbon.transport.records import ChainElement

_NAMED = 20  # how many suppliers or lines a message lists


def explain(assessment: Assessment, supplier: str, line_number: str) -> dict[str, Any]:
    """Return every flow of a line of an offer and how it adds up to price, kg CO2e and kronor.

    Raises UsageError when there is no such supplier or line. Decimals are strings; amounts and
    factors are the float64 numbers that the footprint was computed with.
    """
    result, offer, score = find(assessment, supplier, line_number)
    of_line = flows.by_line(assessment.footprint).get(score.id, ())
    match = assessment.matches.get(score.id)
    return {
        "lot": result.lot.id,
        "line": score.line.number,
        "wanted": score.line.name,
        "supplier": offer.supplier,
        "where": score.where,
        "product": score.product,
        "match": {
            "method": score.match_method,
            "score": score.match_score,
            "reason": None if match is None else match.reason,
        },
        "unit": score.line.unit,
        "quantity": decimal(score.quantity),
        "mass_kg_per_unit": score.mass_kg_per_unit,
        "flows": [_flow(assessment, flow) for flow in of_line],
        "stage_kg_per_unit": _stages(of_line),
        "kg_co2e_per_unit": decimal(score.kg_co2e_per_unit),
        "kg_co2e": decimal(score.kg_co2e),
        "price_sek_per_unit": decimal(score.price_sek_per_unit),
        "price_sek": decimal(score.price_sek),
        "carbon_price_sek_per_kg": decimal(result.carbon_price_sek_per_kg),
        **_contribution(score, result.carbon_price_sek_per_kg),
        "complete": score.complete,
        "interval_95": _interval(assessment, score),
    }


def _interval(assessment: Assessment, score: LineScore) -> dict[str, float] | None:
    """Return the range of kg CO2e per unit that factors and distances leave, None without one."""
    table = assessment.footprint.flows
    if score.id not in table.line_ids:
        return None
    weight = np.zeros(len(table.line_ids))
    weight[table.line_ids.index(score.id)] = 1.0
    figures = np.array([factor.kg_co2e for factor in table.factors])
    found = interval(table, weight, figures)
    return None if found is None else {"low": found.low, "high": found.high, "gsd": found.gsd}


def find(
    assessment: Assessment, supplier: str, line_number: str
) -> tuple[LotResult, RankedOffer, LineScore]:
    """Return lot, offer and score of a line. Raises UsageError naming what there is instead."""
    offers = [
        (result, offer)
        for result in assessment.lots
        for offer in result.ranking
        if offer.supplier == supplier
    ]
    if not offers:
        known = sorted({offer.supplier for result in assessment.lots for offer in result.ranking})
        raise UsageError(
            error("explain-no-offer", supplier, found=supplier, expected=_named(known))
        )
    for result, offer in offers:
        for score in offer.lines:
            if score.line.number == line_number:
                return result, offer, score
    known = [score.line.number for _, offer in offers for score in offer.lines]
    raise UsageError(error("explain-no-line", supplier, found=line_number, expected=_named(known)))


def _named(known: list[str]) -> str:
    return ", ".join(known[:_NAMED]) + (" …" if len(known) > _NAMED else "")


def _stages(of_line: tuple[Flow, ...]) -> dict[str, str | None]:
    totals: dict[str, Decimal] = {}
    for stage in STAGES:
        parts = [flow.kg_co2e for flow in of_line if flow.stage is stage]
        if parts:
            totals[str(stage)] = sum(parts, Decimal(0))
    return {stage: decimal(kg) for stage, kg in totals.items()}


def _contribution(score: LineScore, carbon_price: Decimal) -> dict[str, str | None]:
    """Return what the line adds to c·E and to J; None while price or footprint is missing."""
    if score.kg_co2e is None:
        return {"carbon_cost_sek": None, "comparison_sum_sek": None}
    cost = carbon_price * score.kg_co2e
    total = None if score.price_sek is None else score.price_sek + cost
    return {"carbon_cost_sek": decimal(cost), "comparison_sum_sek": decimal(total)}


def _flow(assessment: Assessment, flow: Flow) -> dict[str, Any]:
    factor = flow.factor
    source = assessment.library.sources.get(factor.source)
    return {
        "stage": str(flow.stage),
        "basis": flow.basis.name.lower(),
        "factor": factor.id,
        "label": factor.label,
        "covers": [str(stage) for stage in factor.stages],
        "amount": flow.amount,
        "per": factor.per,
        "kg_co2e_per_unit_of_factor": factor.kg_co2e,
        "kg_co2e": decimal(flow.kg_co2e),
        "source": factor.source if source is None else source.title,
        "edition": None if source is None else source.edition,
        "locator": factor.locator,
        "as_printed": factor.as_printed,
        "review_by": factor.review_by,
        "leg": None if flow.element is None else _leg(assessment, flow.element),
    }


def _leg(assessment: Assessment, element: ChainElement) -> dict[str, Any]:
    known = assessment.library.assumptions
    return {
        "order": element.order,
        "kind": element.kind,
        "from": element.start,
        "to": element.end,
        "mode": element.mode,
        "vehicle": element.vehicle,
        "temperature": element.temperature,
        "distance_km": element.distance_km,
        "load_kg": element.load_kg,
        "share": element.share,
        "method": element.method,
        "where": element.where,
        "assumptions": [
            {"id": id, "reason": known[id].reason if id in known else None}
            for id in element.assumptions
        ],
    }
