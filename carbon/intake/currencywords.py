"""Statements about a currency: a mark may stand for several ("kr": SEK/DKK/NOK)."""

from __future__ import annotations

_OR = "/"


def common(one: str, other: str) -> str:
    """Return the currencies that two statements have in common; empty when they contradict.

    >>> common("SEK/DKK/NOK", "DKK"), common("EUR", "SEK")
    ('DKK', '')
    """
    allowed = other.split(_OR)
    return _OR.join(code for code in one.split(_OR) if code in allowed)
