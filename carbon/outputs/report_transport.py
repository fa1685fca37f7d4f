"""The transport of a lot in the report: for each supplier a map and a table of its legs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carbon import language
from carbon.outputs import report_maps, terms
from carbon.outputs.flows import Flow
from carbon.outputs.routemap import RouteMap
from carbon.outputs.tables import Table, figure, outside, table, words
from carbon.tender.records import LineScore, LotResult, RankedOffer

_MOST_ROWS = 25  # per supplier; the workbook has them all


@dataclass(frozen=True, slots=True, kw_only=True)
class Transport:
    """The legs of one supplier in one lot; no map where no end of a leg has coordinates."""

    map: RouteMap | None
    table: Table


def transports(
    result: LotResult, by_line: Mapping[str, Sequence[Flow]], *, number: int, lang: str
) -> tuple[Transport, ...]:
    """Return the transport of every supplier in one lot that has a leg."""
    drawn = report_maps.maps(result, by_line, number=number, lang=lang)
    found = []
    for offer in result.ranking:
        legs = [
            (score, flow)
            for score in offer.lines
            for flow in by_line.get(score.id, ())
            if flow.element is not None
        ]
        if legs:
            shown = _table(result, offer, legs, lang)
            found.append(Transport(map=drawn.get(offer.supplier), table=shown))
    return tuple(found)


def _table(
    result: LotResult,
    offer: RankedOffer,
    legs: Sequence[tuple[LineScore, Flow]],
    lang: str,
) -> Table:
    keys = ("line", "order", "from", "to", "mode", "vehicle", "km", "kg-per-unit", "basis")
    largest = sorted(legs, key=lambda leg: -(leg[0].quantity * leg[1].kg_co2e))[:_MOST_ROWS]
    kept = {(score.id, flow.element) for score, flow in largest}
    rows = []
    for score, flow in legs:
        element = flow.element
        if element is None or (score.id, element) not in kept:
            continue
        rows.append(
            (
                outside(score.line.number),
                figure(element.order, lang),
                outside(element.start),
                outside(element.end),
                words(terms.term("mode", element.mode, lang)),
                words(terms.vehicle(element.vehicle, lang)),
                figure(element.distance_km, lang, 0),
                figure(flow.kg_co2e, lang, 4),
                words(terms.basis(flow.basis, lang)),
            )
        )
    name = terms.shown(offer.supplier, terms.SUPPLIER_LIMIT)
    caption = _word(
        "r-transport-caption", lang, supplier=name, lot=terms.shown(result.lot.id, terms.NAME_LIMIT)
    )
    note = ""
    if len(rows) < len(legs):
        note = _word("r-transport-cut", lang, shown=len(rows), all=len(legs))
    return table(caption, [_word(key, lang) for key in keys], rows, note=note)


def _word(key: str, lang: str, **values: object) -> str:
    return language.word(f"outputs-{key}", lang, **values)
