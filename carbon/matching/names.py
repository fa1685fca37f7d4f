"""A name as it stands becomes a key to remember it by, and a reading of what it says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from carbon.matching import spelling, vocabulary
from carbon.matching.vocabulary import State, Vocabulary, Word

_WORDS_OF_ONE = frozenset("iåö")  # other lone letters are size classes or units
_IN = "i"
_JOINING = frozenset(("linking", "without", "of"))
LONGEST = 400  # a longer name is asked about; also bounds the work a hostile cell can cause


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
    main: int  # words before the first "med", "i", "och", "eller", "utan"
    linked: bool  # another food stands after it
    replaced: bool  # köttfri, vegansk, växtbaserad
    origins: frozenset[str]


def fold(name: str) -> str:
    """Return the key a name is remembered by: equal for spellings that mean the same.

    Case, composed or decomposed letters, invisible characters, punctuation, pack sizes, classes,
    organic marks and a country in brackets do not count; short forms are written out; percentages
    stand last. å, ä, ö and é stay, because they make other words (filé, fil).

    >>> fold("EKO Mellanmjölk 1,5% 1L")
    'mellanmjölk 1.5%'
    """
    return _folded(name, vocabulary.standard())[0]


@lru_cache(maxsize=200_000)
def _folded(name: str, words: Vocabulary) -> tuple[str, list[str], tuple[str, ...], bool]:
    """Return key, words, percentages and whether an organic mark was there."""
    tokens, percents = spelling.parts(spelling.plain(name[:LONGEST]))
    kept = _kept(tokens, words, bool(percents))
    key = " ".join((*kept, *percents))
    if not words.like.isdisjoint(tokens):
        kept = _likened(tokens, kept, words, bool(percents))
    return key, kept, percents, not words.organic.isdisjoint(tokens)


def _kept(parts: list[str], words: Vocabulary, percent: bool) -> list[str]:
    spelt = list(map(words.short.get, parts, parts)) if len(parts) > 1 else parts
    if parts and len(parts[-1]) == 1:
        spelt[-1] = parts[-1]  # a size class (M) or a class (I) at the end is no short form
    idle = words.idle_beside_percent if percent else words.dropped
    kept = [part for part in spelt if (part not in idle and len(part) > 1) or part in _WORDS_OF_ONE]
    while kept and kept[-1] == _IN:
        kept.pop()
    return kept


def _likened(tokens: list[str], kept: list[str], words: Vocabulary, percent: bool) -> list[str]:
    """Put what follows "typ" first: it names the food most exactly, and no part of a dish.

    "Bröd vitt m. salt typ chapati" is chapati; the key stays as the name is written.
    """
    at = next(place for place, token in enumerate(tokens) if token in words.like)
    kind = _kept(tokens[at + 1 :], words, percent)
    return [*kind, *kept[: len(kept) - len(kind)]] if kept[-len(kind) :] == kind else kept


def read(name: str, words: Vocabulary) -> Reading:
    """Return what a name says in the words of the vocabulary."""
    key, kept, percents, organic = _folded(name, words)
    facts = words.words(kept)
    special = [word for word in facts if word.kind != "food"]
    foods, main, linked = _foods(facts) if special else (facts, len(facts), False)
    stems = tuple([word.stem for word in foods])
    return Reading(
        key=key,
        words=tuple(foods),
        stems=stems,
        joined="".join(stems),
        states=_states(facts),
        neutral=_neutral(facts) if special else frozenset(),
        percents=tuple(map(spelling.middle, percents)),
        organic=organic,
        main=main,
        linked=linked,
        replaced=any(word.replaced for word in facts),
        origins=_origins(foods, words),
    )


@lru_cache(maxsize=1)
def nothing() -> Reading:
    """Return the reading of a name that is not there."""
    return read("", vocabulary.standard())


def _states(facts: list[Word]) -> frozenset[State]:
    """Return the states of a name; what is dried and then cooked is cooked."""
    found: list[State] = []
    for word in facts:
        state = word.state
        if state is not None:
            if found and state.takes:
                found = [one for one in found if one.id not in state.takes]
            found.append(state)
    return frozenset(found)


def _foods(facts: list[Word]) -> tuple[list[Word], int, bool]:
    """Return the words that name food, how many come before others are joined, and whether linked.

    "av gris" only says of what; after "med", "i", "och", "utan" stands another food. A brand is no
    food, unless it is all that the name says.
    """
    foods: list[Word] = []
    joining = without = linked = False
    main = 0
    for word in facts:
        if word.kind in _JOINING:
            joining, without = bool(foods) or joining, word.kind == "without"
            other = word.kind != "of"
        elif word.quiet and (joining or without) and foods:  # kokt m. salt fullkorn
            foods.insert(main, word)
            main += 1
        elif word.kind == "food" and not ((joining or without) and word.medium):
            foods.append(word)
            if joining or without:
                linked = linked or other
            else:
                main = len(foods)
    if not foods:
        foods = [word for word in facts if word.kind == "brand"]
    return foods, main or len(foods), linked


def _neutral(facts: list[Word]) -> frozenset[str]:
    """Return words that choose between siblings, and what a food lies in: med socker, utan lag."""
    found: list[str] = []
    joined = ""
    for word in facts:
        if word.kind == "neutral":
            found.append(word.stem)
        elif word.kind in _JOINING:
            joined = word.kind
        elif joined and word.medium:
            found.append(f"{joined} {word.stem}")
    return frozenset(found)


def _origins(foods: list[Word], words: Vocabulary) -> frozenset[str]:
    if len(foods) == 1:
        return foods[0].origins
    found: set[str] = set()
    for word in foods:
        found |= word.origins
    if not words.only_together.isdisjoint([word.text for word in foods]):
        for word in foods:
            if word.text in words.only_together:
                found |= words.origin_beside(word, foods)
    return frozenset(found)
