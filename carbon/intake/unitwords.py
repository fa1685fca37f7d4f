"""Units that a price may be per: one of the closed table, or a round number of one ("100 g").

Only texts that follow a price are read here ("12,50 kr/100 g"); a unit column that says "5 kg" may
tell of a pack and stays a question.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from carbon import units
from carbon.units import UnitFactor

_MULTIPLE = re.compile(r"(1|10|100|1000)\s*([^\d\s].*)", re.DOTALL)


@cache
def find(text: str) -> UnitFactor | None:
    """Return the unit that a price is per; None when unknown or ambiguous.

    >>> find("100 g").canonical, find("100 g").factor
    ('kg', Decimal('0.100'))
    """
    unit = units.find(text)
    if unit is not None:
        return unit
    found = _MULTIPLE.fullmatch(text.strip())
    unit = units.find(found[2]) if found else None
    if found is None or unit is None or unit.canonical not in ("kg", "L"):
        return None
    number = Decimal(found[1])
    return replace(unit, id=f"{number} {unit.id}", factor=number * unit.factor)
