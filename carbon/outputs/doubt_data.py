"""A lot's uncertainty as plain data, for result.json and `carbon evaluate --json`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from carbon.outputs import terms
from carbon.tender.doubt.records import Doubt, LotDoubt, Question, Range


def data(doubt: Doubt, lot: LotDoubt) -> dict[str, Any]:
    """Return a lot's uncertainty as plain data; decimals are strings."""
    return {
        "draws": doubt.draws,
        "producer_correlation": terms.plain(doubt.correlation),
        "winner_holds": _plain(lot.winner_holds),
        "ranking_holds": _plain(lot.ranking_holds),
        "offers": [
            {
                "supplier": one.supplier,
                "probability_first": _plain(one.probability_first),
                "kg_co2e": _ends(one.kg_co2e),
                "comparison_sum_sek": _ends(one.comparison_sum_sek),
                "mean_kg": _plain(one.mean_kg),
                "expected_kg": _plain(one.expected_kg),
            }
            for one in lot.offers
        ],
        "pairs": [
            {"first": p.first, "second": p.second, "probability": _plain(p.probability)}
            for p in lot.pairs
        ],
        "at_correlation": [
            {
                "correlation": _plain(one.correlation),
                "winner_holds": _plain(one.winner_holds),
                "ranking_holds": _plain(one.ranking_holds),
                "probability_first": [_plain(share) for share in one.first],
            }
            for one in lot.at
        ],
        "drivers": [
            {"kind": d.kind, "what": d.what, "supplier": d.supplier, "share": _plain(d.share)}
            for d in lot.drivers
        ],
        "questions": [_asked(one) for one in lot.questions],
        "gaps": [
            {"supplier": g.supplier, "lines": list(g.lines), "room_sek": _plain(g.room_sek)}
            for g in lot.gaps
        ],
        "stress": [
            {
                "kind": one.kind,
                "name": one.name,
                "factors": one.factors,
                "low": list(one.low),
                "high": list(one.high),
                "changes": one.changes,
            }
            for one in lot.strains
        ],
        "gwp_sets": [
            {"gwp": one.gwp, "factors": one.factors, "share": _plain(one.share)}
            for one in lot.gwp_sets
        ],
    }


def _asked(one: Question) -> dict[str, Any]:
    return {
        "line": one.line,
        "name": one.name,
        "unit": one.unit,
        "stage": one.stage,
        "to": list(one.to),
        "turns": [
            {
                "supplier": turn.supplier,
                "kg_default": _plain(turn.kg_default),
                "kg_turn": _plain(turn.kg_turn),
                "kg_plausible": [_plain(turn.kg_low), _plain(turn.kg_high)],
                "likelihood": _plain(turn.likelihood),
                "winner": turn.winner,
            }
            for turn in one.turns
        ],
    }


def _ends(found: Range) -> list[str | None]:
    return [_plain(one) for one in (found.low, found.middle, found.high)]


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else terms.plain(value)


def of_lot(doubt: Doubt | None, lot: str) -> LotDoubt | None:
    """Return the doubt of a lot; None when it was not worked out."""
    return next((one for one in doubt.lots if one.lot == lot), None) if doubt else None
