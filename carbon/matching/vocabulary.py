"""The word lists of `factors/matching`: what each single word of a food name says.

A word is looked up once and its facts are kept, because names repeat the same words endlessly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from carbon import resources, yamlfile
from carbon.matching.neighbours import Neighbours, phrases, whole
from carbon.matching.origins import Origins
from carbon.matching.spelling import plain
from carbon.problems import LibraryError

FILES = (
    "asked.yaml",
    *("names.yaml", "states.yaml", "origins.yaml", "dishes.yaml"),
    *("abbreviations.yaml", "brands.yaml", "neighbours.yaml"),
    *("ranking.yaml", "usual.yaml"),
)
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What was done to a food, and the state of the catalogue that says the same."""

    id: str
    changes: bool  # another factor is needed
    binding: bool  # a name that states it does not mean a product that lacks it
    unsaid: bool  # what a name means that states nothing
    product_state: str | None
    near: str  # the state that comes next to it
    takes: frozenset[str]  # states said before it that it ends: what is dried and then cooked


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What one word of a name says."""

    text: str
    stem: str
    atoms: tuple[str, ...]  # parts that mean the same apart: fläskkarré is karré of gris
    kind: str  # food, state, neutral, linking, without, brand
    state: State | None
    dish: bool
    replaced: bool
    medium: bool
    quiet: bool  # how a food is, and no food by itself: lätt, fullkorn
    animal: bool  # the first atom is the animal it comes from
    source: bool  # names an animal or plant and nothing else
    origins: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Generic:
    """A product that stands for all dishes of one kind that have none of their own."""

    stem: str  # of its name
    categories: frozenset[str]  # of what the dish is made


class Vocabulary:
    """All word lists, with the facts of each word seen so far.

    A class because the lists and the remembered words belong together; it holds nothing else.
    """

    def __init__(self, lists: Mapping[str, Any]) -> None:
        self._endings: tuple[str, ...] = tuple(lists["endings"])
        self._apart = frozenset(map(frozenset, lists["endings_apart"]))
        self.shortest = int(lists["shortest_stem"])
        self._irregular: dict[str, str] = dict(lists["irregular"])
        self._irregular_ends: dict[str, str] = dict(lists["irregular_ends"])
        self._plurals = tuple(self._irregular_ends)
        self.short: dict[str, str] = lists["short"] | _plain(lists["abbreviations"])
        self.ranking: dict[str, float] = dict(lists["ranking"]["values"])
        self.organic = frozenset(map(plain, lists["organic"]))
        self.dropped = frozenset(lists["dropped"]) | self.organic
        self.idle_beside_percent = frozenset(lists["beside_percent"]) | self.dropped
        self.like = frozenset(lists["like"])
        self.varieties = frozenset(lists["varieties"])
        self._dishes = tuple(lists["dishes"])
        self.forms: tuple[str, ...] = tuple(map(self.stem, lists["forms"]))
        self.generic: dict[str, Generic] = _generic(lists["generic"], self.stem)
        self.last_parts = (*self.forms, *self.generic)
        self.animal_categories = frozenset(lists["animal_categories"])
        self._quiet = frozenset(lists["quiet"])
        self.ready = frozenset(lists["ready_categories"])
        self.usual = frozenset(lists["usual"]["products"])
        self.kinds = frozenset(map(self.stem, lists["kinds"]))
        self._medium = frozenset(lists["medium"])
        self._replaced = frozenset([*lists["replaced"], *map(plain, lists["replacing_brands"])])
        self.states = _states(lists["groups"])
        self._state_of = {
            word: self.states[name]
            for name, group in lists["groups"].items()
            for word in group["words"]
        }
        brands = [*map(plain, lists["brands"]), *map(whole, lists["brand_phrases"])]
        self._kinds = dict.fromkeys(brands, "brand")
        for kind in ("neutral", "without", "linking", "of"):
            self._kinds |= dict.fromkeys(lists[kind], kind)
        self._kinds |= dict.fromkeys(self._state_of, "state")
        self._state_of |= {word: self.states[name] for word, name in lists["hints"].items()}
        self._origins = Origins(lists, self.stem)
        self.only_together = self._origins.only_together
        self._neighbours = Neighbours(lists["neighbours"])
        said_together = _plain(lists["neighbours"]["phrases"]) | lists["phrases"]
        self._phrases = phrases(said_together, lists["brand_phrases"])
        self._words: dict[str, tuple[Word, ...]] = {}

    def stem(self, word: str) -> str:
        """Return a word without the endings that do not change the food."""
        known = self._irregular.get(word)
        if known is None and word.endswith(self._plurals):
            end = next(one for one in self._plurals if word.endswith(one))
            known = word.removesuffix(end) + self._irregular_ends[end]
        if known == word or not (word := known or word).endswith(self._endings):
            return word
        for ending in self._endings:
            if word.endswith(ending) and len(word) - len(ending) >= self.shortest:
                return word[: -len(ending)]
        return word

    def words(self, texts: Sequence[str]) -> list[Word]:
        """Return what folded words say; a word of a neighbour's language says its Swedish one."""
        if not self._phrases.keys().isdisjoint(texts):
            texts = self._whole(texts)
        found: list[Word] = []
        for text in texts:
            known = self._words.get(text)
            if known is None:
                swedish = self._neighbours.swedish(text).split()
                known = self._words[text] = tuple(map(self._describe, swedish))
            found += known
        return found

    def apart(self, ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
        """Tell whether two names of one word have endings that no word has both of: sylt, sylta."""
        if len(ours) != 1 or len(theirs) != 1:
            return False
        one, other = ours[0], theirs[0]
        stem = one.stem
        if one.text == other.text or stem != other.stem:
            return False
        if not (one.text.startswith(stem) and other.text.startswith(stem)):
            return False
        ends = frozenset((one.text[len(one.stem) :], other.text[len(other.stem) :]))
        return ends in self._apart

    def class_of(self, stem: str) -> frozenset[str]:
        """Return the origins whose class a word names; usually none."""
        return self._origins.classes.get(stem, _NOTHING)

    def origin_beside(self, word: Word, others: Iterable[Word]) -> frozenset[str]:
        """Return the origins of a word that means several things, from what stands beside it."""
        return self._origins.beside(word.text, [one.text for one in others if one is not word])

    def _whole(self, texts: Sequence[str]) -> list[str]:
        """Put words that say something only together in the place of the first of them."""
        found: list[str] = []
        place = 0
        while place < len(texts):
            for rest, meant in self._phrases.get(texts[place], ()):
                if tuple(texts[place + 1 : place + 1 + len(rest)]) == rest:
                    found.append(meant)
                    place += len(rest)
                    break
            else:
                found.append(texts[place])
            place += 1
        return found

    def _describe(self, text: str) -> Word:
        stem = self.stem(text)
        atoms = self._origins.atoms(text, stem)
        return Word(
            text=text,
            stem=stem,
            atoms=atoms,
            kind=self._kinds.get(text, "food"),
            state=self._state_of.get(text),
            dish=text.endswith(self._dishes),
            replaced=text in self._replaced,
            medium=text in self._medium,
            quiet=text in self._quiet,
            animal=atoms[0] in self._origins.animals,
            source=self._origins.is_name(text, stem),
            origins=self._origins.alone(text, stem),
        )


def _generic(lists: Mapping[str, Any], stem: Callable[[str], str]) -> dict[str, Generic]:
    return {
        stem(head): Generic(stem=stem(one["stands_for"]), categories=frozenset(one["of"]))
        for head, one in lists.items()
    }


def _plain(words: Mapping[str, str]) -> dict[str, str]:
    return {plain(word): plain(meaning) for word, meaning in words.items()}


def _states(groups: Mapping[str, Any]) -> dict[str, State]:
    return {
        name: State(
            id=name,
            changes=group["changes"],
            binding=group.get("binding", group["changes"]),
            unsaid=group.get("unsaid", False),
            product_state=group.get("product_state"),
            near=group.get("near", ""),
            takes=frozenset(group.get("takes", ())),
        )
        for name, group in groups.items()
    }


def lists(folder: Path) -> dict[str, Any]:
    """Read the word lists of a folder as plain values; LibraryError tells what is wrong."""
    found: dict[str, Any] = {}
    for name in FILES:
        content, problems = yamlfile.read(folder / name)
        if problems or not isinstance(content, dict):
            raise LibraryError(f"word list {folder / name} cannot be read: {problems}")
        found |= content
    return found


def read(folder: Path) -> Vocabulary:
    """Read the word lists of a folder; LibraryError tells what is wrong with them."""
    try:
        return Vocabulary(lists(folder))
    except (KeyError, TypeError, AttributeError, ValueError) as wrong:
        raise LibraryError(f"word lists in {folder} are incomplete: {wrong!r}") from wrong


@cache
def standard() -> Vocabulary:
    """Return the word lists that belong to this edition of the library."""
    return read(resources.factors_folder() / "matching")
