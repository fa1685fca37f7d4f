"""Sums and products of decimals without a remainder.

Python rounds every decimal operation to 28 digits. A quantity with three decimals times an amount
bought with nine times kilograms with six needs more; a rounding there would part line from offer.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal

# Wider than any product of what is read within its bounds; only a number written to be absurd, such
# as 1e-4000, is rounded.
_WIDE = Context(prec=200)


def times(one: Decimal, *others: Decimal) -> Decimal:
    """Return a product, exactly.

    >>> times(Decimal("1234567890.123"), Decimal("1.111111111"), Decimal("0.12345678901"))
    Decimal('169350875.01577166132809599178353')
    """
    for other in others:
        one = _WIDE.multiply(one, other)
    return one


def total(parts: Iterable[Decimal]) -> Decimal:
    """Return a sum, exactly; of nothing, zero."""
    found = Decimal(0)
    for part in parts:
        found = _WIDE.add(found, part)
    return found
