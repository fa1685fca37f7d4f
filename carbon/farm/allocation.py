"""How a farm's emissions are shared between its products: by cause, then by physics, then by money.

Milk and live animals after IDF 479/2015 (kept in 520/2022), sheep by net energy, the rest by what
it sold for. Shares always sum to one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from carbon.farm.parameters import Parameters

LIVEWEIGHT, BLEND, NET_ENERGY = "liveweight", "blend", "net-energy"


@dataclass(frozen=True, slots=True, kw_only=True)
class MilkShare:
    """The share of a dairy farm that its milk carries, and how it was found."""

    milk: float  # 0-1; the rest goes to the live animals sold
    by: str  # LIVEWEIGHT (the IDF line), BLEND, or NET_ENERGY (far outside what it was fitted over)


def fpcm_kg(
    parameters: Parameters, milk_kg: float, fat_percent: float, protein_percent: float
) -> float:
    """Return kg of fat- and protein-corrected milk, 4 % fat and 3.3 % protein (IDF 479/2015)."""
    value = parameters.value
    per_kg = (
        value("milk/fpcm-fat") * fat_percent
        + value("milk/fpcm-protein") * protein_percent
        + value("milk/fpcm-base")
    )
    return milk_kg * per_kg


def ecm_kg(
    parameters: Parameters, milk_kg: float, fat_percent: float, protein_percent: float
) -> float:
    """Return kg of energy-corrected milk, the Swedish measure (Sjaunja 1990, without lactose)."""
    value = parameters.value
    energy = (
        value("milk/ecm-fat") * fat_percent
        + value("milk/ecm-protein") * protein_percent
        + value("milk/ecm-base")
    )
    return milk_kg * energy / value("milk/ecm-divisor")


def ecm_short_kg(
    parameters: Parameters, milk_kg: float, fat_percent: float, protein_percent: float
) -> float:
    """Return kg of energy-corrected milk, shortened: 0.25 + 0.122 fat + 0.077 protein."""
    value = parameters.value
    per_kg = (
        value("milk/ecm-simple-fat") * fat_percent
        + value("milk/ecm-simple-protein") * protein_percent
        + value("milk/ecm-simple-base")
    )
    return milk_kg * per_kg


def beef_milk_ratio(sold_kg: float, bought_kg: float, fpcm: float) -> float:
    """Return BMR: kg liveweight sold, less what was bought, per kg FPCM (IDF 479/2015).

    ValueError without milk: then this is no dairy farm.
    """
    if fpcm <= 0:
        raise ValueError("no milk to share with")
    return (sold_kg - bought_kg) / fpcm


def milk_share_of_ratio(ratio: float, slope: float) -> float:
    """Return the share of milk, 1 - 6.04 BMR (IDF 479/2015), as the line stands."""
    return 1 - slope * ratio


def milk_share(
    parameters: Parameters, ratio: float, *, milk_energy: float, growth_energy: float
) -> MilkShare:
    """Return the milk's share of a dairy farm.

    Within the BMR that the line was fitted over, IDF 479/2015; far outside it, shares of net
    energy: NEl against NEg, both per year of the whole herd. In between one passes into the other,
    so that no kg of liveweight makes a leap. Where more was bought than sold, milk carries all.
    """
    value = parameters.value
    highest, left = value("allocation/bmr-highest"), value("allocation/bmr-left")
    at_edge = milk_share_of_ratio(min(max(ratio, 0), highest), value("allocation/milk-slope"))
    if ratio <= highest:
        return MilkShare(milk=at_edge, by=LIVEWEIGHT)
    shares = shares_of({"milk": milk_energy, "growth": max(growth_energy, 0)})
    beyond = max(shares["milk"], at_edge)
    part = min((ratio - highest) / (left - highest), 1.0)
    if part == 1:
        return MilkShare(milk=beyond, by=NET_ENERGY)
    return MilkShare(milk=at_edge + part * (beyond - at_edge), by=BLEND)


def shares_of(worth: Mapping[str, float]) -> dict[str, float]:
    """Return each product's share of a sum: of money (ISO 14044), mass or energy.

    ValueError when something is negative or nothing has any worth.
    """
    total = math.fsum(worth.values())
    if any(one < 0 for one in worth.values()) or total <= 0:
        raise ValueError("nothing to share by")
    return {name: one / total for name, one in worth.items()}
