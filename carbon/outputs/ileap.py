"""The transport chain of an offered line as an iLEAP ShipmentFootprint inside a PACT footprint.

Comes in: an assessed line. Goes out: its legs and hubs as transport chain elements (TCE) in the
words of ISO 14083, well to wheel, for the whole quantity of the line, by the iLEAP technical
specifications of 2025-05-27 and the PACT schema 2.3 that they build on. Decimals are strings.

Raw material on its way to the plant is no part of the chain and is left out. A tank-to-wheel part
that the factor's source does not print is left out too: nobody knows it.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import groupby
from typing import Any

from carbon import language
from carbon.outputs import flows, pact, terms
from carbon.outputs.explain import find
from carbon.outputs.flows import Flow
from carbon.problems import UsageError, error, shorten
from carbon.tender.records import Assessment, LineScore
from carbon.transport.records import ChainElement

SCHEMA = "https://api.ileap.sine.dev/shipment-footprint.json"
DOCUMENTATION = "https://sine-fdn.github.io/ileap-extension/"
_EXTENSION_VERSION = "2.0.0"
_CPC = "65"  # UN CPC: freight transport services
_STEP = Decimal("1e-6")
_ZERO, _KG_PER_TONNE = Decimal(0), Decimal(1000)
_NAME_LIMIT = 200
_COUNTRY_LETTERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leg:
    """One leg or hub of the chain, with the flows that it was counted by."""

    element: ChainElement
    mass_kg: Decimal
    wtw_kg: Decimal
    ttw_kg: Decimal | None

    @property
    def km(self) -> Decimal:
        """Return the distance as written, 0 for a hub."""
        return _decimal(self.element.distance_km)

    @property
    def tkm(self) -> Decimal:
        """Return the transport activity: mass times distance."""
        return (self.mass_kg * self.km / _KG_PER_TONNE).quantize(_STEP, ROUND_HALF_EVEN)


def shipment(
    assessment: Assessment, supplier: str, line_number: str, lang: str = "sv"
) -> dict[str, Any]:
    """Return the chain of a line as a PACT footprint with its ShipmentFootprint.

    UsageError when there is no such line, or no chain behind its transport.
    """
    _, offer, score = find(assessment, supplier, line_number)
    of_line = flows.by_line(assessment.footprint).get(score.id, ())
    legs = _legs(of_line, score)
    if not legs:
        raise UsageError(error("ileap-no-chain", supplier, found=line_number))
    shipment_id = str(uuid.uuid5(pact.SPACE, f"shipment:{assessment.pack_sha256}:{score.id}"))
    name = language.word(
        "ileap-name",
        lang,
        name=shorten(score.line.name, _NAME_LIMIT),
        supplier=shorten(offer.supplier, _NAME_LIMIT),
    )
    as_of = assessment.tender.as_of
    return {
        "id": shipment_id,
        "specVersion": pact.V2,
        "version": 0,
        "created": pact.moment(as_of),
        "status": "Active",
        "companyName": shorten(offer.supplier, _NAME_LIMIT),
        "companyIds": [pact.made_urn("company", offer.supplier)],
        "productDescription": name,
        "productIds": [f"urn:uuid:{shipment_id}"],
        "productCategoryCpc": _CPC,
        "productNameCompany": name,
        "comment": "",
        "pcf": _body(assessment, legs, lang),
        "extensions": [_extension(shipment_id, legs)],
    }


def _legs(of_line: Sequence[Flow], score: LineScore) -> list[_Leg]:
    """Return the chain in its order; the flows of one leg (full and empty km) are one element."""
    driven = [flow for flow in of_line if flow.element is not None]
    return [_leg(list(group), score) for _, group in groupby(driven, key=_key)]


def _key(flow: Flow) -> tuple[object, ...]:
    one = flow.element
    return () if one is None else (one.kind, one.order, one.start, one.end, one.mode, one.share)


def _leg(group: Sequence[Flow], score: LineScore) -> _Leg:
    elements = [flow.element for flow in group if flow.element is not None]
    longest = max(elements, key=lambda one: one.distance_km)
    unit_mass = _decimal(score.mass_kg_per_unit or 0.0)
    mass = (unit_mass * score.quantity * _decimal(longest.share)).quantize(_STEP, ROUND_HALF_EVEN)
    wtw = sum((flow.kg_co2e * score.quantity for flow in group), _ZERO)
    parts = [_ttw(flow, score.quantity) for flow in group]
    known = [part for part in parts if part is not None]
    ttw = sum(known, _ZERO).quantize(_STEP) if len(known) == len(parts) else None
    return _Leg(element=longest, mass_kg=mass, wtw_kg=wtw, ttw_kg=ttw)


def _ttw(flow: Flow, quantity: Decimal) -> Decimal | None:
    per_unit = flow.factor.ttw_kg_co2e
    return None if per_unit is None else _decimal(flow.amount * per_unit) * quantity


def _decimal(value: float) -> Decimal:
    return Decimal(repr(float(value)))


def _body(assessment: Assessment, legs: Sequence[_Leg], lang: str) -> dict[str, Any]:
    total = sum((leg.wtw_kg for leg in legs), _ZERO)
    year = int(assessment.tender.as_of[:4])
    gwp = assessment.library.gwp or "AR6"
    return {
        "declaredUnit": "ton kilometer",
        "unitaryProductAmount": terms.plain(sum((leg.tkm for leg in legs), _ZERO)),
        "productMassPerDeclaredUnit": "0",
        "pCfExcludingBiogenic": pact.plain(total),
        "fossilGhgEmissions": pact.plain(total),
        "fossilCarbonContent": "0",
        "biogenicCarbonContent": "0",
        "characterizationFactors": gwp,
        "ipccCharacterizationFactorsSources": [gwp],
        "crossSectoralStandardsUsed": ["GHG Protocol Product standard"],
        "crossSectoralStandards": ["ISO14083"],
        "boundaryProcessesDescription": language.word("ileap-boundary", lang),
        "referencePeriodStart": pact.moment(f"{year}-01-01"),
        "referencePeriodEnd": pact.moment(f"{year + 1}-01-01"),
        "exemptedEmissionsPercent": 0,
        "exemptedEmissionsDescription": "",
        "packagingEmissionsIncluded": False,
    }


def _extension(shipment_id: str, legs: Sequence[_Leg]) -> dict[str, Any]:
    heaviest = max(leg.mass_kg for leg in legs)
    tces = [
        _tce(leg, number, _before(legs, leg), shipment_id) for number, leg in enumerate(legs, 1)
    ]
    return {
        "specVersion": _EXTENSION_VERSION,
        "dataSchema": SCHEMA,
        "documentation": DOCUMENTATION,
        "data": {"mass": terms.plain(heaviest), "shipmentId": shipment_id, "tces": tces},
    }


def _before(legs: Sequence[_Leg], leg: _Leg) -> list[str]:
    """Return the ids of the elements that lead to one: those of the order before it."""
    orders = {one.element.order for one in legs if one.element.order < leg.element.order}
    last = max(orders, default=None)
    return [f"{number}" for number, one in enumerate(legs, 1) if one.element.order == last]


def _tce(leg: _Leg, number: int, before: list[str], shipment_id: str) -> dict[str, Any]:
    """Return one element. The kilometres of a declared round are those driven, others the route."""
    one = leg.element
    kind = "actual" if one.load_kg is not None else "sfd"
    made: dict[str, Any] = {
        "tceId": f"{number}",
        "prevTceIds": before,
        "hocId" if one.kind == "hub" else "tocId": f"{one.vehicle}/{one.temperature}",
        "shipmentId": shipment_id,
        "mass": terms.plain(leg.mass_kg),
        "distance": {kind: terms.plain(leg.km)},
        "transportActivity": terms.plain(leg.tkm),
        "co2eWTW": pact.plain(leg.wtw_kg),
    }
    if leg.ttw_kg is not None:
        made["co2eTTW"] = pact.plain(leg.ttw_kg)
    for name, place, point in (
        ("origin", one.start, one.start_point),
        ("destination", one.end, one.end_point),
    ):
        located = _location(place, point)
        if located is not None:
            made[name] = located
    return made


def _location(place: str, point: tuple[float, float] | None) -> dict[str, Any] | None:
    """Return a place of the form "Falun, SE"; None where its country is not told."""
    city, _, country = place.rpartition(",")
    code = country.strip()
    if not city.strip() or len(code) != _COUNTRY_LETTERS or not code.isupper():
        return None
    found: dict[str, Any] = {
        "city": shorten(city.strip(), _NAME_LIMIT),
        "country": {"geographyCountry": code},
    }
    if point is not None:
        found |= {"lat": terms.plain(_decimal(point[0])), "lng": terms.plain(_decimal(point[1]))}
    return found
