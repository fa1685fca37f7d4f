"""Carbon dioxide from lime and urea in the field: IPCC 2006 V4 Ch11 Eq 11.12 and 11.13.

Burnt lime gave off its carbon at the kiln: only carbonate counts here. A dose for several years is
stated as its yearly share. The value is an upper bound: the range goes down only.
"""

from __future__ import annotations

from carbon.farm.gases import co2_kg
from carbon.farm.parameters import Parameters

UREA_N_SHARE = 28 / 60  # CO(NH2)2: two nitrogen atoms in a molar mass of 60


def lime_co2_kg(
    *, limestone_kg: float = 0, dolomite_kg: float = 0, ef: tuple[float, float]
) -> float:
    """Return kg CO2 from ground limestone and dolomite in a year: IPCC 2006 V4 Ch11 Eq 11.12.

    `ef` is kg C per kg of limestone and of dolomite (0.12 and 0.13).
    """
    return co2_kg(limestone_kg * ef[0] + dolomite_kg * ef[1])


def urea_co2_kg(urea_kg: float, ef: float) -> float:
    """Return kg CO2 from urea in the field, by mass of urea, not of N: IPCC 2006 V4 Ch11 Eq 11.13.

    `ef` is kg C per kg of urea (0.20). The carbon dioxide bound when it was made belongs to the
    plant: a figure of manufacture that already subtracts it must not be combined with leaving this
    out, nor one that does not with counting it twice.
    """
    return co2_kg(urea_kg * ef)


def urea_kg_of_n(urea_n_kg: float) -> float:
    """Return kg of urea that hold so many kg of nitrogen (28/60 by mass)."""
    return urea_n_kg / UREA_N_SHARE


def lime_factors(parameters: Parameters) -> tuple[float, float]:
    """Return kg C per kg of limestone and of dolomite."""
    return parameters.value("carbonate/limestone"), parameters.value("carbonate/dolomite")
