"""Words of Danish, Norwegian, Finnish-Swedish and English that mean one Swedish word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from carbon.matching.spelling import parts, plain

Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


class Neighbours:
    """The word list, with the compounds that its parts make.

    A class because whole words, first parts and heads are used together and nowhere else.
    """

    def __init__(self, lists: Mapping[str, Any]) -> None:
        self._words = {plain(word): plain(meaning) for word, meaning in lists["words"].items()}
        self._firsts = {plain(word): plain(meaning) for word, meaning in lists["firsts"].items()}
        self._heads = {plain(word): plain(meaning) for word, meaning in lists["heads"].items()}
        self._starts = tuple(self._firsts)
        self._ends = tuple(self._heads)

    def swedish(self, text: str) -> str:
        """Return the Swedish word for a word of a neighbour, else the word itself."""
        meant = self._words.get(text)
        if meant is not None:
            return meant
        if not (text.startswith(self._starts) and text.endswith(self._ends)):
            return text
        for place in range(2, len(text) - 1):
            first, head = self._firsts.get(text[:place]), self._heads.get(text[place:])
            if first is not None and head is not None:
                return first + head
        return text


def phrases(meanings: Mapping[str, str], brands: Iterable[str]) -> Phrases:
    """Return words that mean something only together, by the first of them, longest first.

    A brand of several words becomes one word, which is a brand too.
    """
    found: Phrases = {}
    for text, meant in [*meanings.items(), *((plain(one), "") for one in brands)]:
        first, *rest = parts(text)[0]
        found.setdefault(first, []).append((tuple(rest), meant or whole(text)))
    for ways in found.values():
        ways.sort(key=lambda way: (-len(way[0]), way))
    return found


def whole(phrase: str) -> str:
    """Return a brand of several words as the one word it is known by."""
    return "_".join(parts(plain(phrase))[0])
