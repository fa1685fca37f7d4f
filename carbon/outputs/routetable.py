"""Every place that the offers of a tender declare, and how far it is from each of its kitchens.

Distances are those that the engine counts with: the same gazetteer, the same `routes.route`. A
text that means no one place is a problem beside the table, never a guess in it. A place beyond a
sea without a lorry ferry has no road distance: its goods go by a port (`carbon route --mode sea`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from carbon import language
from carbon.intake import folder as intake_folder
from carbon.intake import tenderfile
from carbon.intake.records import Leg, Offer, OfferedProduct
from carbon.library.records import Library
from carbon.outputs import terms
from carbon.problems import Problem, Severity, error, note
from carbon.tender import folder
from carbon.tender.records import Tender
from carbon.transport import chains, defaults, places, routes
from carbon.transport import method as methods
from carbon.transport.plan import Kitchen
from carbon.transport.records import Place

_KIND_OF_END = {"sea": "port", "air": "airport"}
_WRITTEN = 5  # spellings of a place that are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A place, as the offers write it, and the first cell that names it."""

    place: Place
    written: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """The way by road between a place and a kitchen in whole km; None: there is none."""

    road_km: int | None
    ferry_km: int | None
    ferries: tuple[str, ...] = ()
    method: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteTable:
    """The distances of a tender: one row for each place, one entry in it for each kitchen."""

    tender: Tender
    kitchens: tuple[Kitchen, ...]
    rows: tuple[tuple[Declared, tuple[Distance, ...]], ...]
    attributions: tuple[str, ...]
    problems: tuple[Problem, ...]


def of_folder(path: Path) -> tuple[RouteTable | None, list[Problem]]:
    """Read a tender folder and return its table, or None and what made the folder unreadable.

    Of what is wrong with the offers only whole files that could not be read are carried into the
    table, for they hide places; what is wrong with a row's price or pack does not belong here.
    """
    tender, problems = tenderfile.read_tender(path)
    if tender is None:
        return None, problems
    library, wrong = folder.library_of(path)
    if library is None:
        return None, wrong
    offers, wrong = intake_folder.read_offers(path, tender)
    table = route_table(tender, offers, library)
    read = [one for one in wrong if one.severity is Severity.ERROR and "!" not in one.where]
    every = tuple(dict.fromkeys((*read, *table.problems)))
    return replace(table, problems=every), []


def route_table(tender: Tender, offers: Iterable[Offer], library: Library) -> RouteTable:
    """Return the table of a tender; what could not be found is among its problems."""
    gazetteer = places.load()
    deliveries = tuple((one.place, one.share) for one in tender.delivery)
    kitchens, problems = chains.kitchens(deliveries, gazetteer, "tender.yaml")
    found = _Found(gazetteer=gazetteer)
    for offer in offers:
        for product in offer.products:
            found.origins(product)
            for leg in product.legs:
                found.leg(leg)
    declared = sorted(found.declared(), key=lambda one: (one.place.name, one.place.id))
    problems += found.problems
    method = methods.of(library)
    _prepare(kitchens)
    rows = []
    for one in declared:
        ways = []
        for kitchen in kitchens:
            way, wrong = _distance(one, kitchen.place, method)
            ways.append(way)
            problems += wrong
        rows.append((one, tuple(ways)))
    used = {one.place.source for one in declared} | {one.place.source for one in kitchens}
    by_road = any((way.method or "").startswith("road-") for _, ways in rows for way in ways)
    return RouteTable(
        tender=tender,
        kitchens=kitchens,
        rows=tuple(rows),
        attributions=tuple(_attributions(used, library, by_road=by_road)),
        problems=tuple(dict.fromkeys(problems)),
    )


@dataclass(slots=True, kw_only=True)
class _Found:
    """The places of the offers while they are being gathered."""

    gazetteer: places.Gazetteer
    problems: list[Problem] = field(default_factory=list)
    _known: dict[str, tuple[Place, str, dict[str, None]]] = field(default_factory=dict)

    def origins(self, product: OfferedProduct) -> None:
        stated = [(product.origin_place, product.origin_country)]
        for place, country in (*stated, *((one.place, one.country) for one in product.origins)):
            cell = product.cells.get("origin_place" if place else "origin_country")
            where = product.where if cell is None else cell.where
            if place:
                self._add(place, where, country=country)
            elif country:
                self._country(country, where)

    def leg(self, leg: Leg) -> None:
        kind = _KIND_OF_END.get(leg.mode or "")
        for text in (leg.start, leg.end):
            if text:
                self._add(text, leg.where, kind=kind)

    def declared(self) -> Iterator[Declared]:
        for place, where, written in self._known.values():
            yield Declared(place=place, written=tuple(written)[:_WRITTEN], where=where)

    def _add(
        self, text: str, where: str, *, country: str | None = None, kind: str | None = None
    ) -> None:
        place = self.gazetteer.find(text, country, kind=kind, where=where)[0] if kind else None
        problems: list[Problem] = []
        if place is None:
            place, problems = self.gazetteer.find(text, country, where=where)
        if place is None:
            self.problems += problems
        elif place.kind == "country":
            self._country(text, where)
        else:
            _, _, written = self._known.setdefault(place.id, (place, where, {}))
            written[text] = None

    def _country(self, text: str, where: str) -> None:
        self.problems.append(note("route-table-country", where, found=text))


def _prepare(kitchens: Sequence[Kitchen]) -> None:
    """Let the road network know the kitchens: from there every other distance costs nothing."""
    from carbon.transport import roadnet

    for one in kitchens:
        roadnet.load().distances_from((one.place.latitude, one.place.longitude))


def _distance(
    declared: Declared, kitchen: Place, method: methods.Method
) -> tuple[Distance, list[Problem]]:
    by_road = defaults.load().by_road
    if declared.place.country not in by_road or kitchen.country not in by_road:
        return Distance(road_km=None, ferry_km=None), []
    found, problems = routes.route(
        declared.place, kitchen, "road", method=method, where=declared.where
    )
    if found is None:
        return Distance(road_km=None, ferry_km=None), problems
    return Distance(
        road_km=found.distance_km,
        ferry_km=found.ferry_km,
        ferries=found.ferries,
        method=found.method,
    ), problems


def _attributions(used: Iterable[str], library: Library, *, by_road: bool) -> Iterator[str]:
    """Yield what the licences of places and roads ask to be said."""
    for id in sorted(used):
        source = library.sources.get(id)
        if source is not None:
            yield f"{source.attribution} ({source.licence}; {source.locator})"
    if by_road:
        from carbon.transport import roadnet

        for what, licence, attribution in roadnet.load().data.sources:
            yield f"{attribution} ({what}; {licence})"


def as_json(table: RouteTable, lang: str) -> dict[str, Any]:
    """Return the table as plain data: places, kitchens, distances, problems, attribution."""
    return {
        "tender": {"id": table.tender.id, "title": table.tender.title},
        "kitchens": [{**described(one.place), "share": one.share} for one in table.kitchens],
        "places": [
            {**described(one.place), "written": list(one.written), "where": one.where}
            for one, _ in table.rows
        ],
        "distances": [
            {
                "place": one.place.id,
                "kitchen": kitchen.place.id,
                "road_km": way.road_km,
                "ferry_km": way.ferry_km,
                "ferries": list(way.ferries),
                "method": way.method,
            }
            for one, ways in table.rows
            for kitchen, way in zip(table.kitchens, ways, strict=True)
        ],
        "problems": [language.described(one, lang) for one in table.problems],
        "attribution": list(table.attributions),
    }


def described(place: Place) -> dict[str, Any]:
    """Return who a place is: id, name, coordinates, kind and source."""
    return {
        "id": place.id,
        "name": place.name,
        "region": terms.shown(place.municipality or place.region, terms.NAME_LIMIT),
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "kind": place.kind,
        "source": place.source,
    }


def wrong_name(name: str) -> list[Problem]:
    """Return what is wrong with the name of a file that a table is to be written to."""
    if name.lower().endswith(".xlsx"):
        return []
    return [error("route-table-suffix", name, found=name)]
