from __future__ import annotations

from decimal import Decimal

import pint
import pytest

from carbon.library import printed


@pytest.mark.parametrize("unit", sorted(printed.PRINTED))
def test_pint_agrees_with_the_table(unit: str) -> None:
    registry = pint.UnitRegistry()
    registry.define("CO2e = [climate]")
    registry.define("kgCO2e = 1000 * CO2e")
    registry.define("gCO2e = CO2e")
    registry.define("item = [piece]")
    divisor, per = printed.PRINTED[unit]
    top, _, bottom = unit.partition("/")
    bottom = {"tonne.km": "tonne*km", "t*km": "tonne*km", "t": "tonne"}.get(bottom, bottom)
    canonical = per.replace("t*km", "tonne*km")
    size = registry.Quantity(f"1 {top}/({bottom})").to(f"kgCO2e/({canonical})")
    assert size.magnitude == pytest.approx(1 / float(divisor))


def test_conversion_gives_the_nearest_float() -> None:
    assert printed.canonical(Decimal("35.823833"), "gCO2e/kWh") == (0.035823833, "kWh")
    assert printed.canonical(3, "kgCO2e/t") == (0.003, "kg")
    assert printed.canonical(1402.76667, "kgCO2e/t") == (1.40276667, "kg")


def test_a_spelling_nobody_has_looked_at_is_unknown() -> None:
    assert not printed.known("kg CO2 / kg")
