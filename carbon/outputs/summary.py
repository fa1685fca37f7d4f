"""The ranking as a few lines of text, for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from carbon import language
from carbon.outputs import doubt, doubt_data, terms
from carbon.tender.records import Assessment, LotResult, RankedOffer

_MISSING_LIMIT = 60  # characters of a list of line numbers
_FIRST = ("rank", "supplier", "price", "kg", "carbon-cost")


def summary_lines(assessment: Assessment, lang: str) -> list[str]:
    """Return each lot's ranking as an aligned table, followed by the switch prices."""
    lines: list[str] = []
    for result in assessment.lots:
        price = language.number(result.carbon_price_sek_per_kg, lang, 2)
        lines.append(
            language.word("summary-lot", lang, title=terms.shown(result.lot.title), price=price)
        )
        lines += _table(result, lang)
        lines += _switch_prices(result, lang)
        lines += _how_sure(assessment, result, lang)
        lines.append("")
    return lines


def _table(result: LotResult, lang: str) -> list[str]:
    parts = _parts(result)
    headings = (*_FIRST, *parts, "sum")
    rows = [tuple(language.word(f"summary-{name}", lang) for name in headings)]
    rows += [_row(offer, parts, lang) for offer in result.ranking]
    widths = [max(len(row[column]) for row in rows) for column in range(len(headings))]
    return ["  " + _aligned(row, widths) for row in rows]


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        cell.ljust(width) if column == 1 else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()


def _parts(result: LotResult) -> tuple[str, ...]:
    """Return what stands beside price and climate in some offer's sum, so that the row adds up."""
    ranking = result.ranking
    found = (
        ("waste", any(offer.waste_sek for offer in ranking)),
        ("markups", any(offer.markups_sek != 0 for offer in ranking)),
        ("points", any(offer.points is not None for offer in ranking)),
    )
    return tuple(name for name, there in found if there)


def _row(offer: RankedOffer, parts: Sequence[str], lang: str) -> tuple[str, ...]:
    def shown(value: Decimal | None, decimals: int = 0) -> str:
        return "–" if value is None else language.number(value, lang, decimals)

    complete = offer.comparison_sum_sek is not None
    more = {
        "waste": shown(offer.waste_sek if complete else None),
        "markups": shown(offer.markups_sek if complete else None),
        "points": shown(offer.points, 2),
    }
    return (
        "–" if offer.rank is None else str(offer.rank),
        terms.shown(offer.supplier, terms.SUPPLIER_LIMIT),
        shown(offer.price_sek),
        shown(offer.kg_co2e),
        shown(offer.carbon_cost_sek),
        *(more[part] for part in parts),
        _sum_or_why(offer, shown(offer.comparison_sum_sek), lang),
    )


def _sum_or_why(offer: RankedOffer, total: str, lang: str) -> str:
    """Return the sum of a ranked offer, else why it has no rank."""
    if offer.above_ceiling:
        return language.word("summary-ceiling", lang)
    if offer.missing_lines:
        missing = terms.shown(", ".join(offer.missing_lines), _MISSING_LIMIT)
        return language.word("summary-incomplete", lang, lines=missing)
    if offer.comparison_sum_sek is None:
        return language.word("summary-not-judged", lang)
    return total


def _how_sure(assessment: Assessment, result: LotResult, lang: str) -> list[str]:
    """Return how often the first place holds in the draws, where that was worked out."""
    found = doubt_data.of_lot(assessment.doubt, result.lot.id)
    if assessment.doubt is None or found is None or found.winner_holds is None:
        return []
    draws = language.number(assessment.doubt.draws, lang)
    share = doubt.chance(found.winner_holds, lang)
    return ["  " + doubt.word("summary", lang, share=share, draws=draws)]


def _switch_prices(result: LotResult, lang: str) -> list[str]:
    return [
        "  "
        + language.word(
            "summary-switch",
            lang,
            first=terms.shown(one.first, terms.SUPPLIER_LIMIT),
            second=terms.shown(one.second, terms.SUPPLIER_LIMIT),
            price=language.number(one.sek_per_kg, lang, 2),
        )
        for one in result.switch_prices
        if one.sek_per_kg is not None
    ]
