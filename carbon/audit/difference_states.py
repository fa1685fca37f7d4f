"""What a tender comes to, as figures by key: computed here, computed in a child, or recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from carbon import language
from carbon.audit import records, tables
from carbon.audit.difference_records import EXACT, Key, State
from carbon.audit.records import Bundle, Replay, Row
from carbon.audit.replay import replayed
from carbon.outputs.result import result
from carbon.tender.folder import assess_folder
from carbon.tender.records import Assessment

_Figures = dict[Key, Decimal]
_LONGEST = 60  # digits; the engine keeps 28, and says them without an exponent
_OFFER = ("price_sek", "kg_co2e", "comparison_sum_sek", "rank")


def computed(tender: Path, knowledge: Path | None, *, apart: bool, lang: str) -> State:
    """Return what a tender folder comes to; `apart` in a process of its own, for a stranger's.

    Another library than the installed one needs a process of its own in any case. A lock does not
    stop it: what differs from the published method is what is asked for.
    """
    if apart or knowledge is not None:
        return _of_replay(replayed(tender, knowledge, lang=lang, doubt=False, held_to_lock=False))
    assessment, problems = assess_folder(tender, lang=lang, held_to_lock=False)
    told = tuple(language.described(one, lang) for one in problems)
    return State(figures=None, problems=told) if assessment is None else _of(assessment, lang)


def recorded(bundle: Bundle) -> State | None:
    """Return what a bundle says that the tender came to; None when it does not say it."""
    try:
        found = {
            name: tables.from_csv(path.read_bytes())
            for name in (records.LINES, records.FACTORS, records.ROUTES)
            if (path := bundle.path(name)).is_file()
        }
        return _state(bundle.result, found)
    except (OSError, KeyError, TypeError, AttributeError, ValueError, ArithmeticError):
        return None


def _of_replay(found: Replay) -> State:
    if found.result is None:
        return State(figures=None, problems=found.problems)
    return _state(found.result, found.tables)


def _state(said: Mapping[str, Any], found: Mapping[str, Iterable[Row]]) -> State:
    prices = {str(lot["id"]): _figure(lot["carbon_price_sek_per_kg"]) for lot in said["lots"]}
    return State(
        figures=_offers(said) | _lines(found.get(records.LINES, ()), prices),
        factors={row["id"]: row["kg_co2e"] for row in found.get(records.FACTORS, ())},
        legs={_leg(row): row["distance_km"] for row in found.get(records.ROUTES, ())},
    )


def _offers(said: Mapping[str, Any]) -> _Figures:
    return {
        Key(str(lot["id"]), str(offer["supplier"]), "", figure): _figure(offer[figure])
        for lot in said["lots"]
        for offer in lot["ranking"]
        for figure in _OFFER
        if offer[figure] is not None
    }


def _lines(rows: Iterable[Row], prices: Mapping[str, Decimal]) -> _Figures:
    found: _Figures = {}
    for row in rows:
        figures = {name: _figure(row[name]) for name in ("price_sek", "kg_co2e") if row[name]}
        total = _part_of_j(figures, _figure(row["waste_sek"] or "0"), prices.get(row["lot"]))
        for name, value in (*figures.items(), *total):
            found[Key(row["lot"], row["supplier"], row["number"], name)] = value
    return found


def _figure(said: object) -> Decimal:
    """Return a figure as recorded. ValueError for one that no engine of ours has written.

    A bundle comes from outside: a figure of a million digits must not be worked out.
    """
    value = Decimal(str(said)[:_LONGEST])
    if not value.is_finite() or abs(value.adjusted()) > _LONGEST or len(str(said)) > _LONGEST:
        raise ValueError(str(said)[:_LONGEST])
    return value


def _part_of_j(
    figures: Mapping[str, Decimal], waste: Decimal, price: Decimal | None
) -> Iterator[tuple[str, Decimal]]:
    """Yield what a line adds to J, once its price and its footprint are known."""
    if len(figures) == 2 and price is not None:
        cost = EXACT.multiply(price, figures["kg_co2e"])
        yield "comparison_sum_sek", EXACT.add(EXACT.add(figures["price_sek"], waste), cost)


def _leg(row: Row) -> str:
    return f"{row['start']} → {row['end']} ({row['mode']}, {row['vehicle']})"


def _of(assessment: Assessment, lang: str) -> State:
    """Return the state of an assessment made here, through the same words as a bundle's."""
    scores = (one for lot in assessment.lots for offer in lot.ranking for one in offer.lines)
    lines = [
        {
            "lot": one.line.lot,
            "number": one.line.number,
            "supplier": one.supplier,
            "price_sek": _text(one.price_sek),
            "kg_co2e": _text(one.kg_co2e),
            "waste_sek": _text(one.waste_sek),
        }
        for one in scores
    ]
    flows = assessment.footprint.flows
    factors = [{"id": one.id, "kg_co2e": repr(one.kg_co2e)} for one in flows.factors]
    legs = [
        {
            "start": one.start,
            "end": one.end,
            "mode": one.mode,
            "vehicle": one.vehicle,
            "distance_km": repr(one.distance_km),
        }
        for one in flows.elements
    ]
    found = {records.LINES: lines, records.FACTORS: factors, records.ROUTES: legs}
    return _state(result(assessment, lang), found)


def _text(value: Decimal | None) -> str:
    return "" if value is None else str(value)
