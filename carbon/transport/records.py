"""The records of transport, in the words of ISO 14083: places, routes and chain elements."""

from __future__ import annotations

from dataclasses import dataclass

from carbon.library.records import Factor


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A point on the map that a name was found to mean."""

    id: str  # geonames:2715459, dalarna:Djurmo, port:SEGOT, airport:ARN, country:ES
    name: str
    country: str  # ISO 3166 alpha-2
    region: str  # county, municipality or admin code that tells namesakes apart
    latitude: float
    longitude: float
    kind: str  # locality, port, airport, country
    population: int
    source: str  # Source.id
    municipality: str = ""  # where known; for a country the name of the locality it stands for


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A distance between two places and how it was found. Whole kilometres."""

    start: Place
    end: Place
    mode: str  # road, rail, sea, ferry, air
    distance_km: int  # without what a road route goes by ferry
    method: str  # id of the stated method, e.g. great-circle-circuity-1
    ferry_km: int = 0  # of a road route: the part by ferry, which has a factor of its own
    ferries: tuple[str, ...] = ()  # their names, in the order they are taken


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainElement:
    """One transport chain element (TCE): a leg in one vehicle, or a stay in a hub.

    `amount_per_kg` is in the unit the factor is stated per, for one kg of product, the share of
    the delivery place included; kg CO2e = mass_kg * amount_per_kg * factor.
    """

    order: int
    kind: str  # leg or hub
    start: str
    end: str
    mode: str  # road, rail, sea, ferry, air, hub
    vehicle: str  # vehicle class id, or the kind of hub
    temperature: str  # ambient, chilled, frozen
    distance_km: float  # of the leg; for a round the whole round; 0 for a hub
    load_kg: float | None  # on board, for a round
    share: float  # share of the product that takes this element (delivery places)
    method: str  # how the distance was found: declared-round-1, great-circle-circuity-1 ...
    factor_id: str
    per: str  # unit of the factor: t*km, km, kg
    amount_per_kg: float
    basis: str  # default or declared
    where: str  # the cell that declared it, or the name of the default that filled it
    assumptions: tuple[str, ...] = ()  # assumption ids used
    factor: Factor | None = None  # a carrier's own value; else that of the library by `factor_id`
    start_point: tuple[float, float] | None = None  # latitude, longitude; for maps and records
    end_point: tuple[float, float] | None = None
