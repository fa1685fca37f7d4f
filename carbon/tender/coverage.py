"""How much of a total rests on what: the supplier's own data, defaults, or stand-ins.

No total is shown without it. Shares of CO2e are counted flow by flow by absolute amount, so that
a negative flow (land-use change can be one) cannot hide a default; shares of mass and money count
a line as declared when its production value is the supplier's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from carbon.footprint.records import Basis, Footprint
from carbon.library.records import STAGES, Stage
from carbon.tender.records import Coverage, LineScore

_DECIMALS = Decimal("0.0001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverages:
    """The three coverages of one offer in one lot; None when there is nothing to share out."""

    co2e: Coverage | None
    mass: Coverage | None
    money: Coverage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineBasis:
    """What one offered product rests on, per announced unit."""

    co2e: dict[Basis, Decimal]  # absolute kg by basis
    production: Basis  # what stands behind the farm stage


def line_bases(footprint: Footprint) -> dict[str, LineBasis]:
    """Return what each line of the flow table rests on."""
    flows = footprint.flows
    sums = np.zeros((len(flows.line_ids), len(Basis)), dtype=np.int64)
    np.add.at(sums, (flows.line, flows.basis), np.abs(footprint.steps))
    production = _production_basis(footprint)
    return {
        line_id: LineBasis(
            co2e={
                basis: Decimal(int(sums[row, basis])).scaleb(-footprint.decimals) for basis in Basis
            },
            production=Basis(int(production[row])),
        )
        for row, line_id in enumerate(flows.line_ids)
    }


def _production_basis(footprint: Footprint) -> NDArray[np.int8]:
    flows = footprint.flows
    result = np.zeros(len(flows.line_ids), dtype=np.int8)
    farm = flows.stage == STAGES.index(Stage.FARM)
    # Of several flows the first one speaks, as in outputs.flows: the last written stays.
    result[flows.line[farm][::-1]] = flows.basis[farm][::-1]
    return result


def coverages(lines: Sequence[LineScore], bases: dict[str, LineBasis]) -> Coverages:
    """Return the coverage of one supplier's lines in one lot."""
    co2e = dict.fromkeys(Basis, Decimal(0))
    mass = dict.fromkeys(Basis, Decimal(0))
    money = dict.fromkeys(Basis, Decimal(0))
    for score in lines:
        basis = bases.get(score.id)
        if basis is None:
            continue
        for kind, kg in basis.co2e.items():
            co2e[kind] += score.quantity * kg
        if score.mass_kg_per_unit is not None:
            mass[basis.production] += score.quantity * Decimal(repr(score.mass_kg_per_unit))
        if score.price_sek is not None:
            money[basis.production] += score.price_sek
    return Coverages(co2e=_shares(co2e), mass=_shares(mass), money=_shares(money))


def _shares(parts: dict[Basis, Decimal]) -> Coverage | None:
    total = sum(parts.values(), Decimal(0))
    if total == 0:
        return None
    declared = (parts[Basis.DECLARED] / total).quantize(_DECIMALS)
    proxy = (parts[Basis.PROXY] / total).quantize(_DECIMALS)
    return Coverage(declared=declared, default=1 - declared - proxy, proxy=proxy)
