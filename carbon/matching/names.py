"""A name as it stands becomes a key to remember it by, and a reading of what it says."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from carbon.matching import vocabulary
from carbon.matching.vocabulary import State, Vocabulary, Word

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
_WORDS_OF_ONE = frozenset("iåö")  # other lone letters are size classes or units
_IN = "i"
_LONGEST = 400  # what follows is no name; also bounds the work a hostile cell can cause


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a name says, word by word. `stems` are the words that name the food."""

    key: str  # the folded name
    words: tuple[Word, ...]  # words that name the food, in order
    stems: tuple[str, ...]
    joined: str  # stems without spaces: "nöt färs" reads as "nötfärs"
    states: frozenset[State]
    neutral: frozenset[str]  # stems of words that choose between siblings: tvättad, skalad
    percents: tuple[float, ...]  # fat or meat; the middle of a range
    organic: bool
    linked: bool  # another food stands after "med", "i", "och", "eller"
    replaced: bool  # köttfri, vegansk, växtbaserad
    origins: frozenset[str]


def fold(name: str) -> str:
    """Return the key a name is remembered by: equal for spellings that mean the same.

    Case, composed or decomposed letters, invisible characters, punctuation, pack sizes, classes,
    organic marks and a country in brackets do not count; percentages stand last. å, ä, ö and é
    stay, because they make other words (filé, fil).

    >>> fold("EKO Mellanmjölk 1,5% 1L")
    'mellanmjölk 1.5%'
    """
    return _folded(name, vocabulary.standard())[0]


@lru_cache(maxsize=200_000)
def _folded(name: str, words: Vocabulary) -> tuple[str, tuple[str, ...], tuple[str, ...], bool]:
    """Return key, words, percentages and whether an organic mark was there."""
    text = _COUNTRY.sub(" ", _plain(name[:_LONGEST]))
    percents = tuple(_percent(*found.groups()) for found in _PERCENT.finditer(text))
    tokens = _LETTERS.findall(_PERCENT.sub(" ", text))
    organic = any(token in words.organic for token in tokens)
    kept = tuple(_kept(tokens, words, bool(percents)))
    return " ".join(kept + percents), kept, percents, organic


def _plain(name: str) -> str:
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


def _percent(low: str, high: str | None) -> str:
    ends = [f"{float(end.replace(',', '.')):g}" for end in (low, high) if end]
    return "-".join(ends) + "%"


def _kept(parts: list[str], words: Vocabulary, percent: bool) -> list[str]:
    spelt = [words.short.get(part, part) if len(parts) > 1 else part for part in parts]
    if parts and len(parts[-1]) == 1:
        spelt[-1] = parts[-1]  # a size class (M) or a class (I) at the end is no short form
    idle = words.dropped | words.beside_percent if percent else words.dropped
    kept = [part for part in spelt if (part not in idle and len(part) > 1) or part in _WORDS_OF_ONE]
    while kept and kept[-1] == _IN:
        kept.pop()
    return kept


@lru_cache(maxsize=20_000)
def read(name: str, words: Vocabulary) -> Reading:
    """Return what a name says in the words of the vocabulary."""
    key, kept, percents, organic = _folded(name, words)
    facts = [words.word(text) for text in kept]
    special = [word for word in facts if word.kind != "food"]
    foods, linked = _foods(facts) if special else (facts, False)
    stems = tuple(word.stem for word in foods)
    return Reading(
        key=key,
        words=tuple(foods),
        stems=stems,
        joined="".join(stems),
        states=frozenset([word.state for word in special if word.state is not None]),
        neutral=frozenset([word.stem for word in special if word.kind == "neutral"]),
        percents=tuple(_middle(text) for text in percents),
        organic=organic,
        linked=linked,
        replaced=any(word.replaced for word in facts),
        origins=_origins(foods, words),
    )


def _foods(facts: list[Word]) -> tuple[list[Word], bool]:
    """Return the words that name food, and whether a second food was linked to the first."""
    foods: list[Word] = []
    joining = without = linked = False
    for word in facts:
        if word.kind in ("linking", "without"):
            joining, without = bool(foods), word.kind == "without"
        elif word.kind != "food" or ((joining or without) and word.medium):
            continue
        else:
            linked = linked or joining or without
            foods.append(word)
    return foods, linked


def _origins(foods: list[Word], words: Vocabulary) -> frozenset[str]:
    if len(foods) == 1:
        return foods[0].origins
    found: set[str] = set()
    for word, after in zip(foods, [*foods[1:], None], strict=False):
        found |= word.origins
        if word.text in words.only_together and after is not None:
            found |= words.origins_of(word.text + after.text)
    return frozenset(found)


def _middle(text: str) -> float:
    ends = [float(end) for end in text.removesuffix("%").split("-")]
    return sum(ends) / len(ends)
