"""The animal or plant that a word names, by itself or before the head of a compound."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """An animal or plant, and the heads before which its words count in a compound."""

    id: str
    heads: tuple[str, ...]


class Origins:
    """The word lists of origins, ready for look-ups.

    A class because the lists are prepared once and used together.
    """

    def __init__(self, lists: Mapping[str, Any], stem: Callable[[str], str]) -> None:
        self._stem = stem
        self._by_word: dict[str, list[Origin]] = {}
        for name, origin in sorted(lists["origins"].items()):
            one = Origin(id=name, heads=tuple(lists["heads"][origin["heads"]]))
            for word in origin["words"]:
                self._by_word.setdefault(word, []).append(one)
        self._stems = frozenset(map(stem, self._by_word))
        self._starts = tuple(self._by_word)
        self._longest = max(map(len, self._by_word), default=0)
        self.only_together = frozenset(lists["only_together"])
        self.classes = {stem(w): frozenset(o) for w, o in lists["classes"].items()}
        same = {word: words[0] for words in lists["same_animal"] for word in words}
        self._same = same | {stem(word): first for word, first in same.items()}
        self.animals = frozenset(same.values())
        self._animal_starts = tuple(same)
        self._cuts = {cut: tuple(map(stem, cuts)) for cut, cuts in lists["cuts"].items()}

    def alone(self, text: str, stem: str) -> frozenset[str]:
        """Return the origins that a word names, none for one that means several things."""
        return _NOTHING if text in self.only_together else self.of(text, stem)

    def is_name(self, text: str, stem: str) -> bool:
        """Tell whether a word is the name of an animal or plant, alone and in any ending."""
        return text in self._by_word or stem in self._stems

    def of(self, text: str, stem: str) -> frozenset[str]:
        """Return the animals or plants that a word names by itself or as a compound."""
        if not text.startswith(self._starts):
            return _NOTHING
        for length in range(min(len(text), self._longest), 1, -1):
            named = self._by_word.get(text[:length])
            if named is None:
                continue
            found = frozenset(o.id for o in named if self._names(text, stem, length, o))
            if found:
                return found
        return _NOTHING

    def _names(self, text: str, stem: str, length: int, origin: Origin) -> bool:
        """Tell whether a word is an origin's own name, or a compound with one of its heads."""
        if stem == self._stem(text[:length]):
            return True
        return text[length:].endswith(origin.heads) or stem[length:].endswith(origin.heads)

    def beside(self, text: str, others: Sequence[str]) -> frozenset[str]:
        """Return the origins of a word of several meanings, from the other words of the name."""
        found = _NOTHING
        for other in others:
            found |= self.of(text + other, self._stem(text + other))
        return found

    def atoms(self, text: str, stem: str) -> tuple[str, ...]:
        """Return a word as the animal and the cut it names, or as its stem alone."""
        same = self._same.get(stem)
        if same is not None:
            return (same,)
        cuts = self._cuts.get(text) or self._cuts.get(stem)
        if cuts is not None:
            return cuts
        if not text.startswith(self._animal_starts):
            return (stem,)
        for length in range(min(len(text), self._longest), 1, -1):
            animal = self._same.get(text[:length])
            cuts = self._cuts.get(text[length:]) or self._cuts.get(stem[length:])
            if animal is not None and cuts is not None:
                return (animal, *cuts)
        return (stem,)
