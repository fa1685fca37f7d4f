"""Pack texts made ready to be read: what is no amount taken out, what allows two readings named.

Per cents, lengths, classes, tray sizes and "3-pack" are no amounts. A drained weight is kept beside
the net amount, a gross weight is no content. Half an ounce or one of two ounces, a can size, a
misread scan, a range: such texts give the code of a question and never an amount.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from carbon import units

AMOUNT = r"\d+(?:[.,]\d+)?|[.,]\d+"
CASE_OF = re.compile(r"\bcase of (\d+)(?:\s+|$)", re.IGNORECASE)
_NUMBER = r"\d+(?:[.,]\d+)?"
_NOISE = re.compile(
    rf"{_NUMBER}\s*%|\bklass\s*\d+|\b\d\s*/\s*\d\s*-?\s*gn\b|\bgn\s*\d\s*/\s*\d\b|\d+\s*-?\s*pack\b"
    rf"|{_NUMBER}(?:\s*[-–/x]\s*{_NUMBER})*\s*(?:mm|cm)\b",
    re.IGNORECASE,
)
_PACK_OF = re.compile(r"(\d+)\s*-?\s*pack\b", re.IGNORECASE)
_ABOUT = re.compile(r"(?<![a-zåäö])(?:ca|cirka|circa|approx|ung|ungefär)\b\.?\s*|~\s*", re.I)
_ABOUT_EACH = re.compile(r"(?<=\d)xca\b\.?\s*", re.IGNORECASE)
_SIZED_WORD = re.compile(r"\b(\d+)\s+(\d+)\s*-\s*(?=[a-z])", re.IGNORECASE)  # Case of 12 1-pint
_EACH = re.compile(r"(?<![\w])(?<!\d )(?<!\d)st\s*à\s*", re.IGNORECASE)
_PIECES = re.compile(
    r"(?:(\d+)\s*[x/]\s*)?(?<![\d.,])(\d+)\s*(?:/\s*)?"
    r"(?:st|stk|styck|stycken|pcs|pieces?|ct|count|each|ea|port|portion|portioner)\b",
    re.IGNORECASE,
)
_PER_CASE = re.compile(r"(?<![\d.,])(\d+)\s*/\s*(?:case|cs|krt|kart|kartong|box)\b", re.IGNORECASE)
_DRAINED = r"(?:avr(?:unnen)?\.?\s*(?:vikt)?|drained(?: weight)?)"
_GROSS = r"(?:brutto(?:vikt)?|gross(?: weight)?)"
_DOUBTS = (
    (re.compile(r"\d\s*[zZ]\b|\d[DOQlI]\s*/|/\s*[OQIl]\d|\d[OQ]\d"), "pack-suspect"),
    (re.compile(r"#\s*\d"), "pack-can-size"),
    (re.compile(r"\d\s*(?:slc|hls|slices?|skivor)\b", re.IGNORECASE), "pack-pieces"),
    *(
        (re.compile(pattern, re.IGNORECASE), "pack-ambiguous")
        for pattern in (
            r"(?<![\d.,/x])(?:1\s*/\s*[2348]|3\s*/\s*[48])(?![\d.,])",  # a half, or one of two
            r"(?<!\d)\d{1,3} \d{3}(?![\d.,])|(?<![\d.,])[1-9]\d{0,2}[.,]\d{3}(?!\d)",  # thousands
            r"\d+\s*[-–]\s*\d+\s*(?:/|[a-zåäö#])",  # a range
            r"\d[eE][+-]?\d",  # 1e3
            r"\d\s*(?:ggr|gånger)\b",
            r"[x×*]\s*\(",  # 12x(500 g)
        )
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A pack text without what is no amount."""

    text: str
    approximate: bool  # "ca"
    drained: tuple[str, str] | None  # amount and unit as written


@cache
def unit_words(*canonical: str) -> str:
    """Return the spellings of units of these canonical kinds as one pattern, longest first."""
    words = {
        alias
        for unit in units.table().units.values()
        if unit.canonical in canonical
        for alias in unit.in_packs
        if not any(sign.isdigit() for sign in alias)
    }
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _weights(word: str) -> tuple[re.Pattern[str], ...]:
    """Return how a weight of one kind is written: `avr.vikt 1,8 kg`, `1,8 kg avrunnen vikt`."""
    size = rf"({AMOUNT})\s*({unit_words('kg', 'L')})(?![a-zåäö])"
    return (
        re.compile(rf"\(?\s*{word}\s*:?\s*{size}\s*\)?", re.IGNORECASE),
        re.compile(rf"\(?\s*(?<![\d.,x/]){size}\s*{word}(?![a-zåäö])\s*\)?", re.IGNORECASE),
    )


def _taken_out(text: str, word: str) -> tuple[str, tuple[str, str] | None]:
    """Return a text without its weight of one kind, and that weight as written."""
    for pattern in _weights(word):
        if found := pattern.search(text):
            return f"{text[: found.start()]} {text[found.end() :]}", (found[1], found[2])
    return text, None


def plain(text: str) -> Plain:
    """Return a cleaned text without gross and drained weight, marks of "about", and noise words."""
    text, _ = _taken_out(text, _GROSS)
    text, drained = _taken_out(text, _DRAINED)
    about = _ABOUT.search(text) is not None or _ABOUT_EACH.search(text) is not None
    text = _ABOUT_EACH.sub("x", text)
    text = _ABOUT.sub("", text)
    text = _SIZED_WORD.sub(r"\1 \2 ", text)
    return Plain(text=_EACH.sub("", text), approximate=about, drained=drained)


def quiet(text: str) -> str:
    """Return a plain text without per cents, lengths, classes, tray sizes and packs."""
    return _NOISE.sub(" ", text)


def doubt(text: str) -> str | None:
    """Return the code of the question when a quiet text allows two readings."""
    return next((code for pattern, code in _DOUBTS if pattern.search(text)), None)


def pieces(text: str) -> int | None:
    """Return the number of pieces that a text without any measure states."""
    if found := _PIECES.search(text):
        return int(found[1] or 1) * int(found[2])
    for pattern in (_PER_CASE, CASE_OF, _PACK_OF):
        if found := pattern.search(text):
            return int(found[1])
    return None
