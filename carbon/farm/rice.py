"""Methane from flooded rice, for the import that a Swedish grain is compared with.

IPCC 2019 V4 Ch5 Eq 5.1 to 5.3, Tables 5.11 to 5.14.
"""

from __future__ import annotations

import math
from collections.abc import Iterable


def organic_scaling(amendments: Iterable[tuple[float, float]], power: float) -> float:
    """Return SFo: how much organic matter in the paddy raises its methane (Eq 5.3).

    `amendments` are t per ha (straw: dry matter; manure, compost: fresh) and their conversion CFOA.
    """
    scaled = math.fsum(t_per_ha * conversion for t_per_ha, conversion in amendments)
    return float((1 + scaled) ** power)


def rice_ch4_kg_per_ha(
    *,
    days: float,
    ef_kg_per_ha_day: float,
    sf_water: float,
    sf_before: float,
    sf_organic: float,
) -> float:
    """Return kg CH4 of one hectare and season: IPCC 2019 V4 Ch5 Eq 5.1 and 5.2.

    EFc of Table 5.11 scaled by the water regime in the season (5.12), before it (5.13), and SFo.
    """
    return days * ef_kg_per_ha_day * sf_water * sf_before * sf_organic
