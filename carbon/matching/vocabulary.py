"""The word lists of `factors/matching`: what each single word of a food name says.

A word is looked up once and its facts are kept, because names repeat the same words endlessly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from carbon import resources, yamlfile
from carbon.problems import LibraryError

FILES = ("names.yaml", "states.yaml", "origins.yaml", "dishes.yaml")
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What was done to a food, and the state of the catalogue that says the same."""

    id: str
    changes: bool  # another factor is needed
    unsaid: bool  # what a name means that states nothing
    product_state: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """An animal or plant, its words, and the heads before which they count in a compound."""

    id: str
    words: tuple[str, ...]
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What one word of a name says."""

    text: str
    stem: str
    kind: str  # food, state, neutral, linking, without
    state: State | None
    dish: bool
    replaced: bool
    medium: bool
    origins: frozenset[str]


class Vocabulary:
    """All word lists, with the facts of each word seen so far.

    A class because the lists and the remembered words belong together; it holds nothing else.
    """

    def __init__(self, lists: Mapping[str, Any]) -> None:
        self._endings: tuple[str, ...] = tuple(lists["endings"])
        self.shortest = int(lists["shortest_stem"])
        self._irregular: dict[str, str] = dict(lists["irregular"])
        self.short: dict[str, str] = dict(lists["short"])
        self.organic = frozenset(lists["organic"])
        self.dropped = frozenset(lists["dropped"]) | self.organic
        self.beside_percent = frozenset(lists["beside_percent"])
        self._linking = frozenset(lists["linking"])
        self._without = frozenset(lists["without"])
        self._medium = frozenset(lists["medium"])
        self._neutral = frozenset(lists["neutral"])
        self.varieties = frozenset(lists["varieties"])
        self._dishes = tuple(lists["dishes"])
        self._replaced = frozenset(lists["replaced"])
        self.only_together = frozenset(lists["only_together"])
        self.states = _states(lists["groups"])
        self._state_of = {
            word: self.states[name]
            for name, group in lists["groups"].items()
            for word in group["words"]
        }
        self._by_word: dict[str, list[Origin]] = {}
        for origin in _origins(lists["origins"], lists["heads"]):
            for word in origin.words:
                self._by_word.setdefault(word, []).append(origin)
        self._longest = max(map(len, self._by_word), default=0)
        self._classes = {self.stem(w): frozenset(o) for w, o in lists["classes"].items()}
        self._words: dict[str, Word] = {}

    def stem(self, word: str) -> str:
        """Return a word without the endings that do not change the food."""
        word = self._irregular.get(word, word)
        if not word.endswith(self._endings):
            return word
        for ending in self._endings:
            if word.endswith(ending) and len(word) - len(ending) >= self.shortest:
                return word[: -len(ending)]
        return word

    def word(self, text: str) -> Word:
        """Return what a folded word says."""
        known = self._words.get(text)
        if known is None:
            known = self._words[text] = self._describe(text)
        return known

    def of_class(self, stem: str, origins: frozenset[str]) -> bool:
        """Tell whether a word only names the class that one of the origins belongs to."""
        return bool(self._classes.get(stem, frozenset()) & origins)

    def _describe(self, text: str) -> Word:
        return Word(
            text=text,
            stem=self.stem(text),
            kind=self._kind(text),
            state=self._state_of.get(text),
            dish=text.endswith(self._dishes),
            replaced=text in self._replaced,
            medium=text in self._medium,
            origins=_NOTHING if text in self.only_together else self.origins_of(text),
        )

    def _kind(self, text: str) -> str:
        if text in self._state_of:
            return "state"
        if text in self._linking:
            return "linking"
        if text in self._without:
            return "without"
        return "neutral" if text in self._neutral else "food"

    def origins_of(self, text: str) -> frozenset[str]:
        """Return the animals or plants that a word names by itself or as a compound."""
        for length in range(min(len(text), self._longest), 1, -1):
            named = self._by_word.get(text[:length])
            if named is None:
                continue
            stem = self.stem(text)
            found = frozenset(o.id for o in named if _names_it(text, stem, text[:length], o, self))
            if found:
                return found
        return _NOTHING


def _names_it(text: str, stem: str, name: str, origin: Origin, words: Vocabulary) -> bool:
    """Tell whether a word is an origin's own name, or a compound with one of its heads."""
    if stem == words.stem(name):
        return True
    rest = text[len(name) :]
    return rest.endswith(origin.heads) or stem[len(name) :].endswith(origin.heads)


def _states(groups: Mapping[str, Any]) -> dict[str, State]:
    return {
        name: State(
            id=name,
            changes=group["changes"],
            unsaid=group.get("unsaid", False),
            product_state=group.get("product_state"),
        )
        for name, group in groups.items()
    }


def _origins(origins: Mapping[str, Any], heads: Mapping[str, Any]) -> tuple[Origin, ...]:
    return tuple(
        Origin(id=name, words=tuple(o["words"]), heads=tuple(heads[o["heads"]]))
        for name, o in sorted(origins.items())
    )


def read(folder: Path) -> Vocabulary:
    """Read the word lists of a folder; LibraryError tells what is wrong with them."""
    lists: dict[str, Any] = {}
    for name in FILES:
        content, problems = yamlfile.read(folder / name)
        if problems or not isinstance(content, dict):
            raise LibraryError(f"word list {folder / name} cannot be read: {problems}")
        lists |= content
    try:
        return Vocabulary(lists)
    except (KeyError, TypeError, AttributeError) as wrong:
        raise LibraryError(f"word lists in {folder} are incomplete: {wrong!r}") from wrong


@cache
def standard() -> Vocabulary:
    """Return the word lists that belong to this edition of the library."""
    return read(resources.factors_folder() / "matching")
