"""One line of one offer as data: every flow with its factor and page, and every sum up to J."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from carbon import language
from carbon.library.records import Assumption
from carbon.outputs import ownfiles, terms
from carbon.outputs.explain_line import find, taken_apart
from carbon.outputs.explain_records import Explanation, Figure, Sum
from carbon.outputs.explain_sums import carbon_cost, part_of_j
from carbon.outputs.flows import Flow
from carbon.outputs.result import decimal
from carbon.tender.records import Assessment, RankedOffer
from carbon.transport.records import ChainElement

__all__ = ["explain", "find"]


def explain(
    assessment: Assessment, supplier: str, line_number: str, lang: str = "sv"
) -> dict[str, Any]:
    """Return every flow of a line of an offer and how it adds up to price, kg CO2e and kronor.

    `line_number` may be `lot/number` where lots share numbers. Raises UsageError when there is no
    such supplier or line. Decimals are strings; amounts and factors are the float64 numbers that
    the footprint was computed with. `lang` is the language of the remarks.
    """
    found = taken_apart(assessment, supplier, line_number)
    return {
        **_line(found),
        "own_file": None if found.own is None else ownfiles.data(found.own),
        "flows": [_flow(assessment, flow, lang) for flow in found.flows],
        "stage_kg_per_unit": {
            one.of: decimal_of(one.total) for one in found.sums if one.level == "stage"
        },
        **_figures(found),
        "interval_95": found.interval,
        "sums": [_sum(one) for one in found.sums],
        "offer": _offer(found.offer),
        "assumptions": [_assumption(one) for one in found.assumptions],
        "read_from": {
            name: {"text": read.text, "where": read.where} for name, read in found.reads.items()
        },
        "problems": [language.described(one, lang) for one in found.remarks],
        "library_edition": assessment.library.edition,
        "engine_version": assessment.engine_version,
        "pack_sha256": assessment.pack_sha256,
    }


def decimal_of(value: Figure | None) -> str | None:
    """Return a figure as digits, a fraction as `numerator/denominator`; None stays None."""
    return str(value) if isinstance(value, Fraction) else decimal(value)


def _line(found: Explanation) -> dict[str, Any]:
    score = found.score
    return {
        "lot": found.result.lot.id,
        "line": score.line.number,
        "wanted": score.line.name,
        "supplier": found.offer.supplier,
        "offered": found.offered_name,
        "optional": score.line.optional,
        "where": score.where,
        "product": score.product,
        "match": {
            "method": score.match_method,
            "score": score.match_score,
            "reason": found.match_reason,
        },
        "unit": score.line.unit,
        "announced_quantity": decimal(score.line.quantity),
        "quantity": decimal(score.quantity),
        "mass_kg_per_unit": score.mass_kg_per_unit,
    }


def _figures(found: Explanation) -> dict[str, Any]:
    """Return the figures of the line; None while price or footprint is missing."""
    score, price = found.score, found.result.carbon_price_sek_per_kg
    return {
        "kg_co2e_per_unit": decimal(score.kg_co2e_per_unit),
        "kg_co2e": decimal(score.kg_co2e),
        "price_sek_per_unit": decimal(score.price_sek_per_unit),
        "price_sek": decimal(score.price_sek),
        "waste_sek": decimal(score.waste_sek),
        "carbon_price_sek_per_kg": decimal(price),
        "carbon_cost_sek": decimal(carbon_cost(score, price)),
        "comparison_sum_sek": decimal(part_of_j(score, price)),
        "complete": score.complete,
    }


def _sum(one: Sum) -> dict[str, Any]:
    return {
        "level": one.level,
        "of": one.of or None,
        "unit": one.unit,
        "operation": "product" if one.product else "sum",
        "terms": [
            {
                "kind": term.kind,
                "name": term.name or None,
                "value": decimal_of(term.value),
                "divides": term.divides,
                "process": term.process or None,
            }
            for term in one.terms
        ],
        "total": decimal_of(one.total),
        # What the terms leave of the total, exactly: zero but for a rounded price of one unit.
        "rest": None if one.rest is None else str(one.rest),
    }


def _offer(offer: RankedOffer) -> dict[str, Any]:
    return {
        "rank": offer.rank,
        "tied": offer.tied,
        "price_sek": decimal(offer.price_sek),
        "kg_co2e": decimal(offer.kg_co2e),
        "waste_sek": decimal(offer.waste_sek),
        "markups_sek": decimal(offer.markups_sek),
        "carbon_cost_sek": decimal(offer.carbon_cost_sek),
        "comparison_sum_sek": decimal(offer.comparison_sum_sek),
        "points": decimal(offer.points),
        "above_ceiling": offer.above_ceiling,
        "missing_lines": list(offer.missing_lines),
    }


def _assumption(one: Assumption) -> dict[str, Any]:
    return {
        "id": one.id,
        "value": one.value,
        "unit": one.unit,
        "reason": one.reason,
        "source": one.source,
        "locator": one.locator,
        "review_by": one.review_by,
    }


def _flow(assessment: Assessment, flow: Flow, lang: str) -> dict[str, Any]:
    factor = flow.factor
    source = assessment.library.sources.get(factor.source)
    return {
        "stage": str(flow.stage),
        "basis": flow.basis.name.lower(),
        # Of a producer's own account: what the flow is; else None.
        "process": flow.process or None,
        "process_text": terms.process(flow.process, lang) or None,
        "factor": factor.id,
        "label": factor.label,
        "covers": [str(stage) for stage in factor.stages],
        "amount": flow.amount,
        "per": factor.per,
        "kg_co2e_per_unit_of_factor": factor.kg_co2e,
        "kg_co2e": decimal(flow.kg_co2e),
        "source": factor.source if source is None else source.title,
        "edition": None if source is None else source.edition,
        "source_at": None if source is None else source.locator,
        "locator": factor.locator,
        "as_printed": factor.as_printed,
        "region": factor.region,
        "year": factor.year,
        "gwp": factor.gwp,
        "proxy": factor.proxy,
        "gsd": factor.spread.gsd,
        "library_file": factor.where,
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
        "amount_per_kg": element.amount_per_kg,
        "method": element.method,
        "where": element.where,
        "assumptions": [
            {"id": id, "reason": known[id].reason if id in known else None}
            for id in element.assumptions
        ],
    }
