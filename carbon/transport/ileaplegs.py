"""The legs that an iLEAP footprint declares: the carrier's values, with their period and evidence.

A value of a transport operation category (TOC) is a yearly value; that of a single shipment is a
statement of the carrier and, by the rule of `carriers`, no yearly value.
"""

from __future__ import annotations

from collections.abc import Sequence

from carbon.intake.records import Leg
from carbon.problems import Problem, note, warning
from carbon.transport.ileap import Carrier, Element, Footprint, Operation

_CARRIERS = {"Diesel": "diesel", "HVO": "hvo100", "Electric": "electric"}
_G_PER_KG = 1000
_YEARLY, _ONE_SHIPMENT = "toc_value", "carrier_statement"


def legs(found: Footprint, *, evidence: str) -> tuple[tuple[Leg, ...], list[Problem]]:
    """Return the legs that a footprint declares, with the carrier's values and their period.

    A shipment gives one leg for each transport, a lone TOC one leg without places for its carrier
    to be named on. `evidence` is the document, usually the file itself. Notes: ileap-hub (hubs
    count by the published value), ileap-actual (km driven: the value is a little low on the
    shortest feasible distance); warning ileap-unit for a TOC per something else than tkm.
    """
    by_id = {one.id: one for one in found.operations if not one.hub}
    made: list[Leg] = []
    problems: list[Problem] = []
    for element in found.elements:
        if element.hoc is not None and element.toc is None:
            problems.append(note("ileap-hub", element.where))
            continue
        if element.distance_kind == "actual":
            problems.append(note("ileap-actual", element.where))
        operation = by_id.get(element.toc or "")
        made.append(_of_element(element, operation, found, len(made) + 1, evidence))
    for operation in () if found.elements else by_id.values():
        if operation.unit != "tkm":
            problems.append(warning("ileap-unit", operation.where, found=operation.unit))
            continue
        made.append(_of_operation(operation, found, len(made) + 1, evidence))
    return tuple(made), problems


def _of_element(
    element: Element, operation: Operation | None, found: Footprint, order: int, evidence: str
) -> Leg:
    per_kg = _G_PER_KG / element.activity_tkm
    return _leg(
        found,
        operation,
        order=order,
        where=element.where,
        evidence=evidence,
        kind=_YEARLY if element.toc is not None else _ONE_SHIPMENT,
        start=element.origin,
        end=element.destination,
        wtw=element.wtw_kg * per_kg,
        ttw=None if element.ttw_kg is None else element.ttw_kg * per_kg,
    )


def _of_operation(operation: Operation, found: Footprint, order: int, evidence: str) -> Leg:
    return _leg(
        found,
        operation,
        order=order,
        where=operation.where,
        evidence=evidence,
        kind=_YEARLY,
        start=None,
        end=None,
        wtw=operation.wtw * _G_PER_KG,
        ttw=None if operation.ttw is None else operation.ttw * _G_PER_KG,
    )


def _leg(
    found: Footprint,
    operation: Operation | None,
    *,
    order: int,
    where: str,
    evidence: str,
    kind: str,
    start: str | None,
    end: str | None,
    wtw: float,
    ttw: float | None,
) -> Leg:
    return Leg(
        where=where,
        order=order,
        start=start,
        end=end,
        mode=None if operation is None else operation.mode,
        vehicle=None,  # iLEAP names no class; the carrier's value stands for its vehicles
        energy=None if operation is None else _energy(operation.carriers),
        temperature=None if operation is None else operation.temperature,
        evidence=evidence,
        evidence_kind=kind,
        carrier_g_per_tkm=wtw,
        carrier_ttw_g_per_tkm=ttw,
        period_from=found.period_from,
        period_to=found.period_to,
    )


def _energy(carriers: Sequence[Carrier]) -> str | None:
    """Return the only energy carrier of an operation in our words, None for a mixture."""
    names = {_CARRIERS.get(one.name) for one in carriers}
    return names.pop() if len(names) == 1 else None
