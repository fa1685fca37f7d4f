"""How place names are compared: folded, and split into the name and what narrows it down.

"Stora Skedvi, Säter, SE" is a name with two qualifiers. Folding makes Göteborg and GOTEBORG the
same word. It would also make Fårö and Faro the same, so a text with å, ä or ö is compared with
those letters kept, and one without them may mean either.
"""

from __future__ import annotations

import unicodedata
from functools import cache

_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_NORDIC = str.maketrans({"ø": "ö", "æ": "ä"})
_SIGNS = str.maketrans(dict.fromkeys("-‐‑–’'`´./_()|\"\n\r\xa0", " "))


@cache
def fold(text: str) -> str:
    """Return a name without case, accents and punctuation, for comparing.

    >>> fold("Göteborg"), fold("L'Hospitalet")
    ('goteborg', 'l hospitalet')
    """
    return _without_accents(text, keep="")


@cache
def fold_keeping_letters(text: str) -> str:
    """Return a name folded, but with å, ä and ö as letters of their own (ø is ö, æ is ä).

    >>> fold_keeping_letters("KØBENHAVN"), fold_keeping_letters("Almería")
    ('köbenhavn', 'almeria')
    """
    return _without_accents(text.casefold().translate(_NORDIC), keep="åäö")


def spellings(name: str) -> tuple[str, ...]:
    """Return the folded forms that a name is found by: with its å, ä, ö and without them."""
    return tuple(dict.fromkeys((fold_keeping_letters(name), fold(name))))


def _without_accents(text: str, keep: str) -> str:
    plain = text.casefold()
    if not plain.isascii():
        composed = unicodedata.normalize("NFC", plain).translate(_LETTERS)
        plain = "".join(c if c in keep else _base(c) for c in composed)
    return " ".join(plain.translate(_SIGNS).split())


def _base(letter: str) -> str:
    parts = unicodedata.normalize("NFKD", letter)
    return "".join(c for c in parts if not unicodedata.combining(c))


def split(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the name and its qualifiers (country, county, municipality), in the order written.

    >>> split("Stora Skedvi, Säter, SE")
    ('Stora Skedvi', ('Säter', 'SE'))
    """
    parts = [part.strip() for part in text.replace(";", ",").split(",")]
    named = [part for part in parts if part]
    if not named:
        return "", ()
    return named[0], tuple(named[1:])
