"""The result as data: the public contract of `carbon evaluate --json` and of result.json."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from carbon import language
from carbon.outputs import doubt_data, ownfiles, terms
from carbon.outputs.files import write_aside
from carbon.tender.doubt.records import Doubt
from carbon.tender.records import Assessment, Coverage, Judgement, LotResult, RankedOffer


def result(assessment: Assessment, lang: str) -> dict[str, Any]:
    """Return everything the award rests on as plain data; decimals are strings without exponent."""
    return {
        "tender": {
            "id": assessment.tender.id,
            "title": assessment.tender.title,
            "reference": assessment.tender.reference,
            "sha256": assessment.tender.sha256,
        },
        "lots": [_lot(lot, assessment.doubt) for lot in assessment.lots],
        "own_files": ownfiles.listed(assessment),
        "library_edition": assessment.library.edition,
        "engine_version": assessment.engine_version,
        "pack_sha256": assessment.pack_sha256,
        "problems": [language.described(one, lang) for one in assessment.problems],
    }


def write_result(assessment: Assessment, path: Path, lang: str) -> None:
    """Write the result as JSON: sorted keys, UTF-8. Raises UsageError when it cannot be written."""
    text = language.json_text(result(assessment, lang), sort_keys=True)
    write_aside(path, f"{text}\n".encode())


def decimal(value: Decimal | None) -> str | None:
    """Return a decimal as digits; None stays None, for it means not known.

    >>> decimal(Decimal("1.174E+6"))
    '1174000'
    """
    return None if value is None else terms.plain(value)


def _lot(result: LotResult, doubt: Doubt | None) -> dict[str, Any]:
    found = doubt_data.of_lot(doubt, result.lot.id)
    first = {one.supplier: one.probability_first for one in found.offers} if found else {}
    return {
        "id": result.lot.id,
        "title": result.lot.title,
        "carbon_price_sek_per_kg": decimal(result.carbon_price_sek_per_kg),
        "ranking": [_offer(offer, first.get(offer.supplier)) for offer in result.ranking],
        "switch_prices": [
            {
                "first": pair.first,
                "second": pair.second,
                "sek_per_kg": decimal(pair.sek_per_kg),
            }
            for pair in result.switch_prices
        ],
        "uncertainty": doubt_data.data(doubt, found) if doubt and found else None,
    }


def _offer(offer: RankedOffer, first: Decimal | None) -> dict[str, Any]:
    return {
        "supplier": offer.supplier,
        "rank": offer.rank,
        "tied": offer.tied,
        "price_sek": decimal(offer.price_sek),
        "kg_co2e": decimal(offer.kg_co2e),
        "carbon_cost_sek": decimal(offer.carbon_cost_sek),
        "comparison_sum_sek": decimal(offer.comparison_sum_sek),
        "waste_sek": decimal(offer.waste_sek),
        "markups_sek": decimal(offer.markups_sek),
        "points": decimal(offer.points),
        "above_ceiling": offer.above_ceiling,
        "judgements": [_judgement(one) for one in offer.judgements],
        "coverage": _coverage(offer.coverage_co2e),
        "coverage_mass": _coverage(offer.coverage_mass),
        "coverage_money": _coverage(offer.coverage_money),
        # None without a rank, and where the uncertainty was not worked out.
        "probability_first": decimal(first),
        "stage_kg": {str(stage): decimal(kg) for stage, kg in offer.stage_kg.items()},
        "missing_lines": list(offer.missing_lines),
    }


def _judgement(one: Judgement) -> dict[str, Any]:
    return {
        "criterion": one.criterion,
        "met": one.met,
        "amount_sek": decimal(one.amount_sek),
        "who": one.who,
        "when": one.when,
        "why": one.why,
        "evidence": one.evidence,
    }


def _coverage(coverage: Coverage | None) -> dict[str, str | None] | None:
    if coverage is None:
        return None
    return {
        "declared": decimal(coverage.declared),
        "default": decimal(coverage.default),
        "proxy": decimal(coverage.proxy),
    }
