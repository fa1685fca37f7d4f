"""The mass of the unit that a PACT file declares: believed only where it is plausible for food.

A mass too great makes a figure per kg too small. So a litre must weigh what a litre of food weighs,
and a piece no more than the package that it is offered in; units that say nothing of a mass, such
as kilowatt hours, and units that PACT does not know are refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from carbon.intake.evidence_records import PactFootprint
from carbon.intake.records import OfferedProduct
from carbon.problems import Problem
from carbon.tender import evidence_terms as terms
from carbon.tender.evidence_terms import Case

_KILOGRAM, _PIECE = "kilogram", "piece"
_LITRES: Mapping[str, Decimal] = MappingProxyType(
    {"liter": Decimal(1), "cubic meter": Decimal(1000)}
)
ACCEPTED = (_KILOGRAM, *_LITRES, _PIECE)
_LOWEST, _HIGHEST = "evidence.litre_kg.lowest", "evidence.litre_kg.highest"
_OVER_NET = "evidence.piece_over_net"
_BY_MEASURE = ("kg", "L")  # prices that say nothing of a piece


def wrong(case: Case, found: PactFootprint) -> Problem | None:
    """Return why the mass of the declared unit is not believed, None when it is."""
    unit = found.unit
    if unit not in ACCEPTED:
        return case.refused("evidence-unit", found=unit or "-", expected=", ".join(ACCEPTED))
    if found.mass_kg is None:
        return case.refused("evidence-mass", found=unit)
    if unit == _KILOGRAM:
        return None
    of_one = found.mass_kg / found.unit_amount
    return _piece(case, of_one) if unit == _PIECE else _litre(case, unit, of_one)


def _litre(case: Case, unit: str, kg: Decimal) -> Problem | None:
    litres = _LITRES[unit]
    low, high = (terms.bound(case, one) for one in (_LOWEST, _HIGHEST))
    if low is None or high is None or low * litres <= kg <= high * litres:
        return None
    expected = f"{terms.shown(low * litres)}–{terms.shown(high * litres)}"
    told = {"unit": unit, "found": terms.shown(kg), "expected": expected}
    return case.refused("evidence-mass-unlikely", **told)


def _piece(case: Case, kg: Decimal) -> Problem | None:
    net, over = _net_kg(case.offered), terms.bound(case, _OVER_NET)
    if net is None:
        return case.refused("evidence-mass-unproven", unit=_PIECE, found=terms.shown(kg))
    if over is None or kg <= net * over:
        return None
    told = {"unit": _PIECE, "found": terms.shown(kg), "expected": f"≤ {terms.shown(net * over)}"}
    return case.refused("evidence-mass-unlikely", **told)


def _net_kg(offered: OfferedProduct) -> Decimal | None:
    """Return the net weight of one priced package, as far as the offer says it."""
    if offered.net_weight_kg is not None:
        return Decimal(repr(offered.net_weight_kg))
    by_weight = offered.content_unit == "kg" and offered.price_unit not in _BY_MEASURE
    if by_weight and offered.content_amount is not None:
        return Decimal(repr(offered.content_amount))
    return None
