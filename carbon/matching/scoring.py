"""How far the words of a name are explained by one name of a product: a score and its rule.

A product's name must be found in full; every word beyond it must be explained or lowers the
score; another food, animal, plant, dish or replacement beside it brings the score far below the
bar. So a first word never carries a name by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from carbon.library.records import Library
from carbon.matching.catalogue import Catalogue, Entry
from carbon.matching.names import Reading
from carbon.matching.vocabulary import Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The thresholds of matching from the library's assumptions; shares unless said otherwise."""

    accept: float
    margin: float
    variety: float
    kind: float
    unknown_word: float
    unknown_word_agreed: float
    conflict: float
    state_differs: float
    state_sibling: float
    unmarked: float
    unmarked_shortest: float  # letters
    wanted_name: float
    similar_floor: float
    similar_ceiling: float
    candidates: float  # products shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A name of a product with its score and the rule that gave it."""

    entry: Entry
    score: float
    rule: str  # key of the text that explains it
    detail: str = ""  # the word of the offered name that the rule speaks of


def weights(library: Library) -> Weights:
    """Return the thresholds of a library; KeyError means the library lacks one."""
    return Weights(
        **{name: library.assumption(f"matching.{name}") for name in Weights.__dataclass_fields__}
    )


def same_words(reading: Reading, entry: Entry, scale: Weights) -> Scored:
    """Score a name that consists of the same words; state and percentage choose the sibling."""
    factor, off, state = _state(reading, entry, scale)
    rule = "match-rule-state" if factor < 1 else f"match-rule-{entry.method}"
    return Scored(entry=entry, score=max(0.0, factor - off), rule=rule, detail=state)


def by_words(
    reading: Reading,
    entry: Entry,
    used: frozenset[int],
    *,
    catalogue: Catalogue,
    scale: Weights,
    agreed: bool,
) -> Scored | None:
    """Score a name whose words contain the product's; None when they do not.

    `used` are words already known to spell the product's name in parts ("nöt färs"); `agreed`
    says that the buyer's own words name this product.
    """
    cover = (1.0, used, "") if used else _cover(reading, entry, catalogue, scale)
    if cover is None:
        return None
    weight, used, compound = cover
    rest = [word for number, word in enumerate(reading.words) if number not in used]
    factor, off, state = _state(reading, entry, scale)
    against = _conflict(reading, entry, rest, catalogue)
    unknown = _unknown(reading, entry, rest, catalogue)
    each = scale.unknown_word_agreed if agreed else scale.unknown_word
    score = weight * factor * each ** len(unknown) * (scale.conflict if against else 1) - off
    rule, detail = _rule(against, state if factor < 1 else "", unknown, compound)
    return Scored(entry=entry, score=max(0.0, score), rule=rule, detail=detail)


def _rule(against: str, state: str, unknown: list[str], compound: str) -> tuple[str, str]:
    if against:
        return "match-rule-conflict", against
    if state:
        return "match-rule-state", state
    if unknown:
        return "match-rule-unknown", ", ".join(unknown)
    return ("match-rule-compound", compound) if compound else ("match-rule-words", "")


def _cover(
    reading: Reading, entry: Entry, catalogue: Catalogue, scale: Weights
) -> tuple[float, frozenset[int], str] | None:
    """Find each word of the product's name in the offered one; the weakest find sets the weight."""
    used: set[int] = set()
    weight, compound = 1.0, ""
    for stem in entry.reading.stems:
        best, place = 0.0, -1
        for number, word in enumerate(reading.words):
            if number not in used and word.stem.endswith(stem):
                relation = _relation(word, stem, catalogue, scale)
                if relation > best:
                    best, place = relation, number
        if not best:
            return None
        used.add(place)
        if best < weight:
            weight, compound = best, reading.words[place].text
    return weight, frozenset(used), compound


def _relation(word: Word, stem: str, catalogue: Catalogue, scale: Weights) -> float:
    if word.stem == stem:
        return 1.0
    if word.stem in catalogue.known:
        return 0.0
    first = word.stem[: -len(stem)]
    return scale.variety if first in catalogue.vocabulary.varieties else scale.kind


def conflicts(reading: Reading, entry: Entry) -> str:
    """Return what in a name speaks of another origin or of a replacement; empty when nothing."""
    if reading.replaced and not entry.reading.replaced:
        return next(word.text for word in reading.words if word.replaced)
    if not reading.origins <= entry.origins:
        strange = [w.text for w in reading.words if w.origins - entry.origins]
        return strange[0] if strange else reading.key
    return ""


def _conflict(reading: Reading, entry: Entry, rest: Iterable[Word], catalogue: Catalogue) -> str:
    against = conflicts(reading, entry)
    if against:
        return against
    for word in rest:
        if _explained(word, reading, entry, catalogue):
            continue
        if word.dish or word.stem in catalogue.known:
            return word.text
    if reading.linked and not entry.reading.linked:
        return reading.key
    dishes = any(word.dish for word in entry.reading.words)
    named = [word.text for word in reading.words if word.dish]
    return named[0] if named and not dishes else ""


def _explained(word: Word, reading: Reading, entry: Entry, catalogue: Catalogue) -> bool:
    origins = reading.origins | entry.origins
    same_origin = bool(word.origins) and word.origins <= entry.origins and not word.dish
    spelt = same_origin and word.stem not in catalogue.known
    return spelt or catalogue.vocabulary.of_class(word.stem, origins)


def _unknown(
    reading: Reading, entry: Entry, rest: Iterable[Word], catalogue: Catalogue
) -> list[str]:
    return [word.text for word in rest if not _explained(word, reading, entry, catalogue)]


def _state(reading: Reading, entry: Entry, scale: Weights) -> tuple[float, float, str]:
    """Return a factor for another state, what siblings lose, and the state that differs."""
    said, named = reading.states, entry.reading.states
    if not (said or named or entry.reading.neutral or entry.reading.percents):
        return 1.0, 0.0, ""
    differing = {s for s in said - named - entry.implied if not s.unsaid} | (named - said)
    changed = sorted(state.id for state in differing if state.changes)
    mild = len(differing) - len(changed) + len(entry.reading.neutral - reading.neutral)
    off = scale.state_sibling * (mild + _percent_gap(reading, entry))
    return (scale.state_differs if changed else 1.0), off, ", ".join(changed)


def _percent_gap(reading: Reading, entry: Entry) -> float:
    """Return 0 for the same percentage or none, towards 1 the further apart they are.

    An entry that states one stands back behind its bare sibling when the offer states none.
    """
    if entry.reading.percents and not reading.percents:
        return 1.0
    gaps = [abs(a - b) for a in reading.percents for b in entry.reading.percents]
    return min(gaps) / (min(gaps) + 1) if gaps else 0.0
