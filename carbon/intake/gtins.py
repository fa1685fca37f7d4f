"""Article numbers of GS1 (GTIN, EAN): written with 14 digits, their check digit looked at."""

from __future__ import annotations

_GTIN_LENGTHS = (8, 12, 13, 14)


def is_gtin(digits: str) -> bool:
    """Tell whether the last digit is the GS1 check digit of the others.

    >>> is_gtin("03021760292280"), is_gtin("03021760292281")
    (True, False)
    """
    if len(digits) not in _GTIN_LENGTHS or not (digits.isascii() and digits.isdigit()):
        return False
    signs = digits.encode()  # the sign of 0 is 48
    ones, threes = signs[::-2], signs[-2::-2]
    return (sum(ones) + 3 * sum(threes) - 48 * (len(ones) + 3 * len(threes))) % 10 == 0


def padded(text: str | None) -> str | None:
    """Return a number of up to 14 digits with 14 of them; another text as it is."""
    if text is None:
        return None
    digits = text if text.isdigit() else text.replace(" ", "").replace("-", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 14):
        return text
    return digits.zfill(14)
