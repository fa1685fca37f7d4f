"""Units as sources print them, turned into kg CO2e per one canonical unit.

A closed table instead of a unit library: loading must be quick, and a spelling nobody has looked
at must be refused, not guessed. All ratios are exact.
"""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType

_THOUSAND = Decimal(1000)
_ONE = Decimal(1)

# printed unit -> (divide the printed value by, canonical unit)
PRINTED = MappingProxyType(
    {
        "kgCO2e/kg": (_ONE, "kg"),
        "gCO2e/kg": (_THOUSAND, "kg"),
        "kgCO2e/t": (_THOUSAND, "kg"),
        "kgCO2e/t*km": (_ONE, "t*km"),
        "kgCO2e/tonne.km": (_ONE, "t*km"),
        "gCO2e/t*km": (_THOUSAND, "t*km"),
        "kgCO2e/km": (_ONE, "km"),
        "gCO2e/km": (_THOUSAND, "km"),
        "kgCO2e/kWh": (_ONE, "kWh"),
        "gCO2e/kWh": (_THOUSAND, "kWh"),
        "kgCO2e/MJ": (_ONE, "MJ"),
        "gCO2e/MJ": (_THOUSAND, "MJ"),
        "kgCO2e/GJ": (_THOUSAND, "MJ"),
        "kgCO2e/L": (_ONE, "L"),
        "kgCO2e/item": (_ONE, "item"),
    }
)


def known(unit: str) -> bool:
    """Tell whether a printed unit is one we have looked at."""
    return unit in PRINTED


def canonical(value: float | Decimal, unit: str) -> tuple[float, str]:
    """Return kg CO2e for one canonical unit, and that unit.

    The division is decimal, so that 35.8 g becomes the float nearest to 0.0358 and nothing else.
    KeyError for a unit that `known` does not know.

    >>> canonical(Decimal("35.8"), "gCO2e/kWh")
    (0.0358, 'kWh')
    """
    divisor, per = PRINTED[unit]
    if divisor == 1:
        return float(value), per
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    return float(exact / divisor), per
