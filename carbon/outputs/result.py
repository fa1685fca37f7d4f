"""The result as data: the public contract of `carbon evaluate --json` and of result.json."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from carbon import language
from carbon.outputs import terms
from carbon.outputs.files import write_aside
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
        "lots": [_lot(lot) for lot in assessment.lots],
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


def _lot(result: LotResult) -> dict[str, Any]:
    return {
        "id": result.lot.id,
        "title": result.lot.title,
        "carbon_price_sek_per_kg": decimal(result.carbon_price_sek_per_kg),
        "ranking": [_offer(offer) for offer in result.ranking],
        "switch_prices": [
            {
                "first": pair.first,
                "second": pair.second,
                "sek_per_kg": decimal(pair.sek_per_kg),
            }
            for pair in result.switch_prices
        ],
    }


def _offer(offer: RankedOffer) -> dict[str, Any]:
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
        # Not known until uncertainty is computed, and so not stated.
        "probability_first": None,
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
