"""Texts of prices taken apart: "12:50 kr/kg", "1250 öre", "12,50:- exkl. moms".

What is left for the number reader is a number, a currency word and what the price is per. A price
with tax in it, or with something added, is named and not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from carbon.intake import vatwords
from carbon.intake.words import Words

_HUNDREDTH = Decimal("0.01")
_WHOLE = r"(?P<whole>\d{1,3}(?:[ '’]\d{3})+|\d+)"
_CLOCK = re.compile(rf"{_WHOLE}:(?P<part>\d\d)(?![\d:])")  # 12:50
_WORD = re.compile(r"[^\W\d_]+")
_PER = re.compile(r"\s*(?:/|\bper\b)\s*", re.IGNORECASE)
_DASH = (":-", ",-", ".-")
_MARK = ":-"


@dataclass(frozen=True, slots=True)
class Money:
    """A price text as the number reader takes it."""

    text: str
    exact: Decimal | None = None  # the amount, when kronor and öre stand apart


@dataclass(frozen=True, slots=True)
class After:
    """What stands behind the number of a price."""

    currency: str  # what a mark or a word may mean: SEK, or SEK/DKK/NOK; empty when there is none
    unit: str
    factor: Decimal  # 0.01 for a word such as öre


def prepared(text: str, words: Words) -> Money:
    """Return a cleaned price text without "exkl. moms", and its amount if in two parts."""
    text = vatwords.without_excluding(text)
    for pattern in (_CLOCK, _in_words(words)):
        found = pattern.search(text)
        if found is None or any(sign.isdigit() for sign in text[: found.start()]):
            continue
        whole = re.sub(r"\D", "", found["whole"])
        exact = Decimal(whole) + Decimal(found["part"]) * _HUNDREDTH
        mark = found.groupdict().get("mark") or ""
        rest = f"{text[: found.start()]}{whole} {mark}{text[found.end() :]}"
        return Money(text=rest.strip(), exact=exact)
    return Money(text=text)


def _in_words(words: Words) -> re.Pattern[str]:
    """Return how kronor and öre stand together: "12 kr 50 öre"."""
    marks = "|".join(map(re.escape, words.currency_marks))
    hundredths = "|".join(map(re.escape, words.hundredths))
    return re.compile(
        rf"{_WHOLE}\s*(?P<mark>{marks})\.?\s*(?P<part>\d\d?)\s*(?:{hundredths})(?!\w)",
        re.IGNORECASE,
    )


def after(text: str, words: Words) -> After | None:
    """Return what a text behind a number says of currency and unit; None when it says more."""
    dash = next((one for one in _DASH if text.startswith(one)), "")
    mark, *per = _PER.split(text.removeprefix(dash).strip(), maxsplit=1)
    mark, unit = mark.strip().rstrip("."), per[0].strip() if per else ""
    currency = words.currency_marks.get(_MARK, "") if dash == _MARK else ""
    if not mark:
        return After(currency, unit, Decimal(1))
    if mark in words.hundredths:
        return After(words.hundredths[mark], unit, _HUNDREDTH)
    if mark in words.currency_marks:
        return After(words.currency_marks[mark], unit, Decimal(1))
    return None if per else After(currency, mark, Decimal(1))


def hindrance(text: str, words: Words) -> str | None:
    """Return the code for a price text that is not to be read: with tax, or with an addition."""
    told = vatwords.said(text)
    if told is not None and told.including:
        return "price-includes-vat"
    if any(word.casefold() in words.additions for word in _WORD.findall(text)):
        return "price-with-addition"
    return None
