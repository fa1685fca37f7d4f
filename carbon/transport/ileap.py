"""iLEAP files (JSON): a carrier's shipment footprint or yearly value, read with its problems.

Comes in: the text of a PACT ProductFootprint with iLEAP extensions, or a bare ShipmentFootprint,
TOC or HOC. Goes out: `Footprint`, of which `ileaplegs` makes legs. Amounts are JSON strings in
iLEAP; a JSON number is read from its digits as well. A decimal comma, an activity that is not mass
times distance, a doubled key, NaN: each is a problem at its path, and nothing is mended. Names and
units follow the iLEAP technical specifications of 2025-05-27: kg, km, tkm, kg CO2e.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from carbon.problems import Problem, error
from carbon.transport.ileapjson import Node, parsed

_MODES = {"Road": "road", "Rail": "rail", "Sea": "sea", "Air": "air"}
_TEMPERATURES = {"ambient": "ambient", "refrigerated": "chilled"}
_UNITS = ("transportActivityUnit", "hubActivityUnit", "co2eIntensityThroughput",
          "co2eIntensityWTWThroughput")  # fmt: skip
_DISTANCES = ("sfd", "gcd", "actual")
_KG_PER_TONNE = 1000
_ALL = 1.0
_ROUNDING = 0.01  # activities and shares are printed rounded; it decides what is asked, no figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """An energy carrier of an operation: share 0-1, kg CO2e per MJ or as the file says."""

    name: str
    share: float | None
    wtw: float | None
    ttw: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A TOC (per tkm) or a HOC (per tonne, or as `unit` says), kg CO2e per unit."""

    id: str
    hub: bool
    mode: str | None  # road, rail, sea, air; None for a hub or a mode that we lack
    unit: str
    wtw: float
    ttw: float | None
    load_factor: float | None  # 0-1
    empty_distance_factor: float | None
    temperature: str | None
    carriers: tuple[Carrier, ...]
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A TCE: one transport or one hub stay of a shipment."""

    id: str
    toc: str | None
    hoc: str | None
    mass_kg: float
    distance_km: float | None
    distance_kind: str | None  # sfd, gcd or actual
    activity_tkm: float
    wtw_kg: float
    ttw_kg: float | None
    origin: str | None  # a place as text: UN/LOCODE, or "city, CC"
    destination: str | None
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Footprint:
    """Everything that a file says; `where` of each part is its path in the file."""

    company: str | None
    period_from: str | None  # ISO dates
    period_to: str | None
    operations: tuple[Operation, ...]
    elements: tuple[Element, ...]


def read(text: str, where: str) -> tuple[Footprint | None, list[Problem]]:
    """Return what an iLEAP file says, or None, and every problem with it at its path.

    Errors: ileap-json, ileap-nothing, ileap-number, ileap-missing, ileap-activity, ileap-shares.
    A file with an error gives no footprint: half of a chain must not look like a short one.
    """
    root, problems = parsed(text, where)
    if root is None:
        return None, problems
    operations: list[Operation] = []
    elements: list[Element] = []
    for node in _payloads(root):
        if node.has("tces"):
            elements += [one for one in map(_element, node.items("tces")) if one is not None]
        if node.has("tocId") or node.has("hocId"):
            operation = _operation(node)
            operations += [operation] if operation is not None else []
    problems = root.problems
    if not problems and not operations and not elements:
        problems = [error("ileap-nothing", where)]
    if problems:
        return None, list(problems)
    pcf = root.child("pcf")
    return Footprint(
        company=root.text("companyName"),
        period_from=_day(pcf, "referencePeriodStart"),
        period_to=_day(pcf, "referencePeriodEnd"),
        operations=tuple(operations),
        elements=tuple(elements),
    ), []


def _payloads(root: Node) -> Iterator[Node]:
    """Yield what may be a shipment, TOC or HOC: the file itself, its extensions, their data."""
    yield root
    for extension in root.items("extensions"):
        data = extension.child("data")
        yield data if data is not None else extension


def _day(pcf: Node | None, name: str) -> str | None:
    stated = None if pcf is None else pcf.text(name)
    return None if stated is None else stated[:10]


def _operation(node: Node) -> Operation | None:
    hub = node.has("hocId")
    carriers = tuple(_carrier(one) for one in node.items("energyCarriers"))
    shares = [one.share for one in carriers]
    if all(one is not None for one in shares) and shares:
        whole = sum(one for one in shares if one is not None)
        if abs(whole - _ALL) > _ROUNDING:
            node.tell(error("ileap-shares", node.path("energyCarriers"), found=f"{whole:g}"))
    wtw = node.needed("co2eIntensityWTW")
    stated = [node.text(name) for name in _UNITS if node.has(name)]
    if wtw is None:
        return None
    return Operation(
        id=node.text("hocId" if hub else "tocId") or "",
        hub=hub,
        mode=_MODES.get(node.text("mode") or ""),
        unit=next((one for one in stated if one), "t" if hub else "tkm"),
        wtw=wtw,
        ttw=node.number("co2eIntensityTTW"),
        load_factor=node.number("loadFactor"),
        empty_distance_factor=node.number("emptyDistanceFactor"),
        temperature=_TEMPERATURES.get(node.text("temperatureControl") or ""),
        carriers=carriers,
        where=node.path(),
    )


def _carrier(node: Node) -> Carrier:
    older = ("co2eIntensityWTW", "co2eIntensityTTW")  # the name in the example of 2024
    wtw, ttw = (
        node.number(new) if node.has(new) else node.number(old)
        for new, old in zip(("emissionFactorWTW", "emissionFactorTTW"), older, strict=True)
    )
    name = node.text("energyCarrier") or ""
    return Carrier(name=name, share=node.number("relativeShare"), wtw=wtw, ttw=ttw)


def _element(node: Node) -> Element | None:
    hub = node.has("hocId") and not node.has("tocId")
    read = node.number if hub else node.needed  # goods in a hub stand still and may emit nothing
    mass, activity = node.needed("mass"), read("transportActivity")
    wtw, (km, kind) = read("co2eWTW"), _distance(node)
    if hub and activity is None:
        activity = 0.0
    if mass is None or activity is None or wtw is None:
        return None
    if km is not None:
        expected = mass * km / _KG_PER_TONNE
        if abs(expected - activity) > _ROUNDING * max(expected, activity):
            told = {"found": f"{activity:g}", "expected": f"{expected:g}"}
            node.tell(error("ileap-activity", node.path("transportActivity"), **told))
    return Element(
        id=node.text("tceId") or "",
        toc=node.text("tocId"),
        hoc=node.text("hocId"),
        mass_kg=mass,
        distance_km=km,
        distance_kind=kind,
        activity_tkm=activity,
        wtw_kg=wtw,
        ttw_kg=node.number("co2eTTW"),
        origin=_place(node.child("origin")),
        destination=_place(node.child("destination")),
        where=node.path(),
    )


def _distance(node: Node) -> tuple[float | None, str | None]:
    stated = node.child("distance")
    kinds = [] if stated is None else [one for one in _DISTANCES if stated.has(one)]
    if stated is None or not kinds:
        return None, None
    return stated.number(kinds[0]), kinds[0]


def _place(node: Node | None) -> str | None:
    """Return a location as a place is written in a leg: its code, or its city and country."""
    if node is None:
        return None
    code = node.text("locode") or node.text("iata")
    if code:
        return "".join(code.split())
    inner = node.child("country")  # in one edition an object with the PACT geography
    country = node.text("country") if inner is None else inner.text("geographyCountry")
    return ", ".join(one for one in (node.text("city"), country) if one) or None
