"""Text as it stands becomes lower-case words in one spelling, and percentages."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_KEPT = frozenset("åäöé")  # letters of Swedish words; every other accent is decoration
_SPELT_OUT = str.maketrans({"æ": "ä", "ø": "ö", "&": " och ", "’": None, "'": None, "´": None})
# What nearly every name consists of once it is lower-case: nothing to replace or to take away.
_USUAL = re.compile(r"[a-z0-9åäöé %.,:;/()*+-]*")
_LETTERS = re.compile(r"[^\W\d_]+")
_COUNTRY = re.compile(r"\(\s*[a-z]{2}\s*\)")
_PERCENT = re.compile(
    r"([0-9]{1,4}(?:[.,][0-9]{1,4})?)(?:\s?[-\u2010-\u2015]\s?([0-9]{1,4}(?:[.,][0-9]{1,4})?))?\s?"
    r"(?:%|procent\b)"
)


def plain(name: str) -> str:
    """Return lower-case text in one spelling, without marks that cannot be seen."""
    text = name.casefold()
    if _USUAL.fullmatch(text):
        return text
    text = unicodedata.normalize("NFKC", name).casefold()
    text = unicodedata.normalize("NFKC", text).translate(_SPELT_OUT)
    if text.isascii():
        return text
    return "".join(map(_letter, text))


@lru_cache(maxsize=10_000)
def _letter(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Cf", "Mn", "Me"):
        return ""
    if char in _KEPT or not category.startswith("L"):
        return char
    parts = unicodedata.normalize("NFD", char)
    return "".join(part for part in parts if unicodedata.category(part) != "Mn")


def parts(text: str) -> tuple[list[str], tuple[str, ...]]:
    """Return the words of a plain text, without a country in brackets, and its percentages."""
    if "(" in text:
        text = _COUNTRY.sub(" ", text)
    if "%" not in text and "procent" not in text:
        return _LETTERS.findall(text), ()
    percents = tuple(_percent(*found.groups()) for found in _PERCENT.finditer(text))
    return _LETTERS.findall(_PERCENT.sub(" ", text)), percents


def _percent(low: str, high: str | None) -> str:
    ends = [f"{float(end.replace(',', '.')):g}" for end in (low, high) if end]
    return "-".join(ends) + "%"


def middle(percent: str) -> float:
    """Return the number of a percentage, for a range its middle."""
    ends = [float(end) for end in percent.removesuffix("%").split("-")]
    return sum(ends) / len(ends)
