"""Names that mix alphabets: a Cyrillic or Greek letter that looks Latin makes another name."""

from __future__ import annotations

import unicodedata

_LATIN = "LATIN"
_ALIKE = ("CYRILLIC", "GREEK")


def strangers(name: str) -> list[str]:
    """Return the Cyrillic and Greek letters that stand beside Latin ones, with their names.

    >>> strangers("\\u0410 AB"), strangers("A AB"), strangers("\\u0410\\u0411")
    (['\\u0410 (CYRILLIC CAPITAL LETTER A)'], [], [])
    """
    alphabets = {letter: _alphabet(letter) for letter in name}
    if _LATIN not in alphabets.values():
        return []
    return [
        f"{letter} ({unicodedata.name(letter)})"
        for letter, alphabet in alphabets.items()
        if alphabet in _ALIKE
    ]


def _alphabet(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0] if letter.isalpha() else ""
