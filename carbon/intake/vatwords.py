"""Words about value added tax: "inkl. 12 % moms", "moms tillkommer" -> with, without, which rate.

The words and the rates live in `factors/layouts/headings.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from carbon.intake.fields import headings
from carbon.intake.texts import clean

_HUNDRED = Decimal(100)
_RATE = r"(\d+(?:[.,]\d+)?)\s*%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a text says about value added tax."""

    including: bool
    excluding: bool
    percent: Decimal | None = None  # the rate that stands beside the word


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = headings().vat
    one = {key: f"(?:{'|'.join(map(str, words[key]))})" for key in words if key != "food_rates"}
    tax, rate = one["tax"], rf"(?:{_RATE}\s*)?(?:av\s+)?"
    made = {
        "tax": rf"\b{tax}\b",
        "including": rf"(?<!\w){one['including']}\s*{rate}{tax}\b",
        "excluding": rf"(?<!\w){one['excluding']}\s*{rate}{tax}\b",
        "included_after": rf"\b{tax}\b[\s:()]*(?:{_RATE})?[\s:()]*{one['included_after']}\b",
        "added_after": rf"\b{tax}\b[\s:()]*(?:{_RATE})?[\s:()]*{one['added_after']}\b",
        "rate": rf"{_RATE}\s*{tax}\b|\b{tax}\b[\s:(]*{_RATE}",
        "rate_word": one["rate_words"],
    }
    return {key: re.compile(pattern, re.IGNORECASE) for key, pattern in made.items()}


@lru_cache(maxsize=5_000)
def said(text: str) -> Said | None:
    """Return what a text says about the tax in a price; None when it says nothing.

    >>> said("Pris inkl. 12 % moms").percent, said("À-pris exkl moms").excluding, said("Pris")
    (Decimal('12'), True, None)
    """
    plain = clean(text)
    known = _patterns()
    if known["tax"].search(plain) is None:
        return None
    added = known["added_after"].search(plain) is not None
    including = known["including"].search(plain) is not None or (
        not added and known["included_after"].search(plain) is not None
    )
    excluding = added or known["excluding"].search(plain) is not None
    if not (including or excluding):
        return None
    rate = known["rate"].search(plain)
    number = next((one for one in rate.groups() if one), None) if rate else None
    percent = None if number is None else Decimal(number.replace(",", "."))
    return Said(including=including, excluding=excluding, percent=percent)


def without_excluding(text: str) -> str:
    """Return a text without "exkl. moms": what a price is anyway."""
    return _patterns()["excluding"].sub(" ", text).replace("( )", " ").strip()


def names_rate(heading: str) -> bool:
    """Tell whether a heading is about a rate ("Moms %", "Momssats"), not about an amount of tax."""
    return _patterns()["rate_word"].search(clean(heading)) is not None


def about(texts: Iterable[str]) -> Said | None:
    """Return what several texts of a sheet say together."""
    told = [one for one in map(said, texts) if one is not None]
    if not told:
        return None
    rates = {one.percent for one in told if one.percent is not None and one.including}
    return Said(
        including=any(one.including for one in told),
        excluding=any(one.excluding for one in told),
        percent=rates.pop() if len(rates) == 1 else None,
    )


def food_rate(number: Decimal) -> Decimal | None:
    """Return the rate for food in per cent that a number means: 12, or 0.12 in a per cent cell."""
    known = [Decimal(str(one["percent"])) for one in headings().vat["food_rates"]]
    return next((rate for rate in known if number in (rate, rate / _HUNDRED)), None)


def food_rates() -> str:
    """Return the rates for food as a person reads them."""
    return ", ".join(f"{one['percent']} %" for one in headings().vat["food_rates"])
