"""Rounding in a formula so that it meets the engine, also exactly halfway between two steps.

The engine rounds a half to the even step (or away from zero, if the method says so); ROUND in a
spreadsheet always goes away from zero. So the formula counts whole steps and goes to the even one,
whatever figures a reader puts in. Where binary arithmetic put a flow of this very tender on the
other side of a half, its formula says so.
"""

from __future__ import annotations

import math
from decimal import Decimal

from carbon.outputs.flows import Flow

_NEAR = 1e-6  # of a step: beyond it no program's ROUND can see a half
_NOISE = 1e-12  # relative: two ways of multiplying the same numbers
_DIGITS_BEYOND = 2
_DIGITS_OF_STEP = 6  # to which a product is seen as a half


def rounded(product: str, flow: Flow, *, decimals: int, mode: str) -> str:
    """Return a formula that rounds `product`, the flow's amount times its factor, as the engine."""
    usual = stepped(product, decimals, mode)
    scaled = abs(flow.amount * flow.factor.kg_co2e) * 10.0**decimals
    below = math.floor(scaled)
    near = max(_NEAR, scaled * _NOISE)
    if abs(scaled - below - 0.5) > near:
        return usual
    even = below if below % 2 == 0 else below + 1
    if abs(flow.steps) == (even if mode == "half_even" else below + 1):
        return usual
    seen = f"ROUND({product},{decimals + _DIGITS_BEYOND})"
    way = "ROUNDUP" if abs(flow.steps) > below else "ROUNDDOWN"
    at_half = f"{way}({seen},{decimals})"
    return f"IF(ABS(MOD(ABS({product})*{10**decimals},1)-0.5)<{near:.9f},{at_half},{usual})"


def to_price(product: str, exact: Decimal, decimals: int, mode: str) -> str:
    """Return a formula that rounds `product`, whose value in this tender is `exact`, as the engine.

    A price so near a half that the formula would take it for one is rounded the plain way.
    """
    doubled = exact.scaleb(decimals) * 2
    seen = round(doubled, _DIGITS_OF_STEP)
    taken_for_half = seen != doubled and seen % 2 == 1
    return stepped(product, decimals, "half_up" if taken_for_half else mode)


def stepped(product: str, decimals: int, mode: str) -> str:
    """Return ROUND, or for half to even the nearest whole step, one less where that is odd.

    Twice the number of steps, freed of binary noise, is odd exactly on a half, and one beyond a
    multiple of four if the step below is even. Holds for negative products as well.
    """
    if mode != "half_even":
        return f"ROUND({product},{decimals})"
    doubled = f"ROUND({product}*{2 * 10**decimals},{_DIGITS_OF_STEP})"
    return f"(INT(({doubled}+1)/2)-(MOD({doubled},4)=1))/{10**decimals}"
