"""The map of every offer in a lot, from the chain elements that its footprint was computed with.

Legs between the same ends by the same mode are one line, however many products take it. A leg
whose ends have no known point is left out, and the map says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from carbon import language
from carbon.outputs import routemap, routemap_lines, terms
from carbon.outputs.flows import Flow
from carbon.outputs.routemap import MapLeg, RouteMap
from carbon.tender.records import LotResult, RankedOffer
from carbon.transport.records import ChainElement
from carbon.transport.sphere import Point

_MOST_LEGS = 40  # of an offer; the table and the workbook have them all
_NAMED = 3

_Key = tuple[str, str, str, Point | None, Point | None, bool]


@dataclass(slots=True, kw_only=True)
class _Way:
    """A leg that one or more products take, while they are being gathered."""

    element: ChainElement
    to_kitchen: bool
    km: set[float] = field(default_factory=set)
    kg_co2e: Decimal = Decimal(0)


def maps(
    result: LotResult, by_line: Mapping[str, Sequence[Flow]], *, number: int, lang: str
) -> Mapping[str, RouteMap]:
    """Return the map of every supplier in a lot that has a leg to draw."""
    found = {}
    for place, offer in enumerate(result.ranking, start=1):
        made = _map(f"map-{number}-{place}", result, offer, by_line, lang)
        if made is not None:
            found[offer.supplier] = made
    return found


def _map(
    map_id: str,
    result: LotResult,
    offer: RankedOffer,
    by_line: Mapping[str, Sequence[Flow]],
    lang: str,
) -> RouteMap | None:
    ways = _gathered(offer, by_line)
    placed = [way for way in ways if _points(way.element) is not None]
    if not placed:
        return None
    largest = {id(w) for w in sorted(placed, key=lambda way: -way.kg_co2e)[:_MOST_LEGS]}
    shown = [way for way in placed if id(way) in largest]
    title = _word(
        "map-title",
        lang,
        supplier=terms.shown(offer.supplier, terms.SUPPLIER_LIMIT),
        lot=terms.shown(result.lot.id, terms.NAME_LIMIT),
    )
    drawn = routemap.draw(map_id, title, list(_legs(shown, lang)), lang)
    notes = []
    if len(shown) < len(placed):
        notes.append(_word("map-cut", lang, shown=len(shown), all=len(placed)))
    lost = [way.element for way in ways if _points(way.element) is None]
    if lost:
        notes.append(_word("map-unplaced", lang, count=len(lost), legs=_named(lost)))
    return replace(drawn, notes=tuple(notes))


def _gathered(offer: RankedOffer, by_line: Mapping[str, Sequence[Flow]]) -> list[_Way]:
    """Return every leg of an offer once, in the order in which they are met."""
    ways: dict[_Key, _Way] = {}
    for score in offer.lines:
        flows = [one for one in by_line.get(score.id, ()) if one.element is not None]
        legs = [one.element for one in flows if one.element and one.element.kind == "leg"]
        last = _arriving(legs)
        for flow in flows:
            element = flow.element
            if element is None or element.kind != "leg":
                continue
            key = (
                element.mode,
                element.start,
                element.end,
                element.start_point,
                element.end_point,
                _is_round(element),
            )
            way = ways.setdefault(key, _Way(element=element, to_kitchen=False))
            way.to_kitchen |= id(element) in last
            way.km.add(element.distance_km)
            way.kg_co2e += score.quantity * flow.kg_co2e
    return list(ways.values())


def _arriving(legs: Sequence[ChainElement]) -> frozenset[int]:
    """Return by id() the legs of a chain that end in a kitchen: from there no leg goes on."""
    onward = {_start(leg) for leg in legs if _start(leg) != _end(leg)}
    found = {id(leg) for leg in legs if _end(leg) not in onward or _start(leg) == _end(leg)}
    return frozenset(found | {id(leg) for leg in legs[-1:]})


def _is_round(leg: ChainElement) -> bool:
    return any(sign in leg.method for sign in ("-round-", "round-energy-", "twice-the-route-"))


def _start(leg: ChainElement) -> tuple[str, Point | None]:
    return leg.start, leg.start_point


def _end(leg: ChainElement) -> tuple[str, Point | None]:
    return leg.end, leg.end_point


def _points(leg: ChainElement) -> tuple[Point, Point] | None:
    if leg.start_point is None or leg.end_point is None:
        return None
    return leg.start_point, leg.end_point


def _legs(ways: Iterable[_Way], lang: str) -> Iterator[MapLeg]:
    for way in ways:
        element, points = way.element, _points(way.element)
        if points is None:
            continue
        start, end = points
        yield MapLeg(
            mode=element.mode,
            start=terms.shown(element.start, terms.NAME_LIMIT),
            end=terms.shown(element.end, terms.NAME_LIMIT),
            start_point=start,
            end_point=end,
            lines=routemap_lines.lines(element.mode, start, end),
            text=_text(way, lang),
            to_kitchen=way.to_kitchen,
        )


def _text(way: _Way, lang: str) -> str:
    element = way.element
    low, high = (language.number(km, lang) for km in (min(way.km), max(way.km)))
    km = low if low == high else f"{low}–{high}"
    key = "map-round" if _is_round(element) else "map-leg"
    return _word(key, lang, mode=terms.term("mode", element.mode, lang), km=km)


def _named(legs: Sequence[ChainElement]) -> str:
    names = [
        f"{terms.shown(leg.start, terms.NAME_LIMIT)} → {terms.shown(leg.end, terms.NAME_LIMIT)}"
        for leg in legs[:_NAMED]
    ]
    return ", ".join(names) + (" …" if len(legs) > _NAMED else "")


def _word(key: str, lang: str, **values: object) -> str:
    return language.word(f"outputs-{key}", lang, **values)
