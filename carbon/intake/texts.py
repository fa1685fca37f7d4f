"""Texts from cells: made comparable, with what was strange about them told.

Unicode is composed (NFC), signs that nobody sees (zero width, direction marks) are taken out,
blanks of every width become one blank. A folded text is what headings and words are compared by.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

_BETWEEN = "|"  # between texts that are looked at together; printable, and in no pattern
_BLANKS = re.compile(r"\s+")
_PUNCTUATION = re.compile(r"[^0-9a-z#]+")
_MARKUP = re.compile(r"<[A-Za-z/!]|\.\./|\.\.\\")
_MOJIBAKE = re.compile("[ÃÂâ][\u0080-\u00bf\u0152-\u2122]")


def clean(text: str) -> str:
    """Return the text composed, free of invisible signs, with single blanks and no blanks around.

    >>> clean("No\\u0308t\\u200bfa\\u0308rs \\n fryst")
    'Nötfärs fryst'
    """
    if text.isascii() and text.isprintable():
        return text.strip() if "  " not in text else _BLANKS.sub(" ", text).strip()
    composed = unicodedata.normalize("NFC", text)
    if not composed.isprintable():
        composed = "".join(c for c in composed if unicodedata.category(c) != "Cf")
    spaced = "".join(c if c.isprintable() or c.isspace() else " " for c in composed)
    return _BLANKS.sub(" ", spaced).strip()


def are_clean(texts: Collection[str]) -> bool:
    """Tell whether `clean` would change none of the texts; False may also mean: look closer.

    All texts are looked at as one, which is ten times as fast as one after the other.
    """
    joined = _BETWEEN.join(texts)
    edges = (f" {_BETWEEN}", f"{_BETWEEN} ")
    return (
        joined.isprintable()
        and not joined.startswith(" ")
        and not joined.endswith(" ")
        and not any(two in joined for two in ("  ", *edges))
        and (joined.isascii() or unicodedata.is_normalized("NFC", joined))
    )


def may_have_markup(texts: Collection[str]) -> bool:
    """Tell whether `has_markup` may be true for any of the texts; False is certain."""
    joined = _BETWEEN.join(texts)
    return any(sign in joined for sign in ("<", "../", "..\\"))


def has_markup(text: str) -> bool:
    """Tell whether the text holds markup or a path that climbs."""
    return _MARKUP.search(text) is not None


def is_mojibake(text: str) -> bool:
    """Tell whether UTF-8 was once read as Windows-1252: `NÃ¶tfÃ¤rs`."""
    return not text.isascii() and _MOJIBAKE.search(text) is not None and repair(text) != text


def repair(text: str) -> str:
    """Return a text that was decoded the wrong way as it was meant; else the text itself."""
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return text


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Return what two spellings have in common: no case, no accents, no punctuation.

    Units in brackets, footnote marks and full stops vanish, so that `Nettovikt (kg)*` and
    `NETTOVIKT` compare equal. Swedish å, ä, ö lose their marks too; no heading depends on them.

    >>> fold("Pos.nr"), fold("Årsvolym (kg)*")
    ('pos nr', 'arsvolym')
    """
    plain = re.sub(r"[(\[][^)\]]*[)\]]", " ", clean(text)) or text
    return fold_all(plain) or fold_all(text)


@lru_cache(maxsize=20_000)
def fold_all(text: str) -> str:
    """Return the folded text with what stands in brackets kept."""
    decomposed = unicodedata.normalize("NFKD", clean(text).casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _PUNCTUATION.sub(" ", bare.replace("ø", "o").replace("æ", "ae")).strip()
