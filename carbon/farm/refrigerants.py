"""Cold that leaks: what was refilled in a year has left the plant.

A blend warms as its components by mass; their weights come from the library (`refrigerants/`,
`gwp.yaml`), so this room has none of its own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping


def leaked_kg(refilled_kg: float | None, *, charge_kg: float, leak_share: float) -> float:
    """Return kg of refrigerant lost in a year: what was refilled, else a share of the charge."""
    return charge_kg * leak_share if refilled_kg is None else refilled_kg


def blend_weight(shares: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return kg CO2e per kg of a blend: the mean of its components by mass.

    ValueError when the shares do not sum to one; KeyError when a component has no weight.
    """
    if not math.isclose(math.fsum(shares.values()), 1, abs_tol=1e-6):
        raise ValueError(f"a blend sums to {math.fsum(shares.values())}")
    return math.fsum(share * weights[gas] for gas, share in shares.items())
