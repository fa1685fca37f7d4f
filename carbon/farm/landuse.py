"""Carbon that a soil loses or gains after its use has changed: IPCC 2019 V4 Ch2 Eq 2.25.

Losses inside the last 20 years are counted, on a line of their own. A gain from management is never
netted into a footprint; it may be shown beside it (ISO 14067).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from carbon.farm.gases import co2_kg


def carbon_stock_kg_per_ha(reference_kg_per_ha: float, factors: Sequence[float]) -> float:
    """Return kg C per ha in equilibrium: SOC_ref times F_LU, F_MG and F_I (V4 Ch2 Eq 2.25)."""
    return reference_kg_per_ha * math.prod(factors)


def carbon_stock_after(
    before_kg_per_ha: float, after_kg_per_ha: float, years: float, transition_years: float
) -> float:
    """Return kg C per ha so many years after the change: straight from one stock to the other."""
    passed = min(max(years / transition_years, 0), 1)
    return before_kg_per_ha + (after_kg_per_ha - before_kg_per_ha) * passed


def carbon_loss_kg_per_ha_year(
    before_kg_per_ha: float, after_kg_per_ha: float, transition_years: float
) -> float:
    """Return kg C lost per ha and year during the transition; negative is a gain (Eq 2.25)."""
    return (before_kg_per_ha - after_kg_per_ha) / transition_years


def land_use_change_co2_kg_per_ha_year(loss_kg_c_per_ha_year: float) -> float:
    """Return kg CO2 per ha and year from lost soil carbon; a gain is negative and not netted."""
    return co2_kg(loss_kg_c_per_ha_year)


def mineralised_n_kg(carbon_loss_kg: float, carbon_per_n: float) -> float:
    """Return F_SOM, kg N set free with lost soil carbon: V4 Ch11 Eq 11.8. A gain frees none.

    `carbon_per_n` is 15 where forest or grass became cropland, 10 within cropland.
    """
    return max(carbon_loss_kg, 0) / carbon_per_n
