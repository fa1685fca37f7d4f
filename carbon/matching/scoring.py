"""The thresholds of matching, and how near a name of a product comes in state and in origin."""

from __future__ import annotations

from dataclasses import dataclass

from carbon.library.records import Library
from carbon.matching.entries import Entry
from carbon.matching.names import Reading
from carbon.matching.vocabulary import State, Vocabulary


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
    # Of the order in which candidates wait (factors/matching/ranking.yaml):
    least_cover: float
    after_link: float
    first_word: float
    similar: float
    other_state: float
    stranger_letters: float
    state_near: float
    near_percent: float  # share of the greater one
    bare_percent: float  # percentage points


@dataclass(frozen=True, slots=True)
class Scored:
    """A name of a product with its score and the rule that gave it."""

    entry: Entry
    score: float
    rule: str  # key of the text that explains it
    detail: str = ""  # the word of the offered name that the rule speaks of


def order(one: Scored) -> tuple[float, bool, str, str]:
    """Return what candidates are sorted by.

    Score, what a bare word mostly means, Swedish name before other names, product id.
    """
    return (-one.score, not one.entry.usual, one.entry.method, one.entry.product.id)


def weights(library: Library, words: Vocabulary) -> Weights:
    """Return the thresholds of a library; KeyError means the library lacks one."""
    names = [name for name in Weights.__dataclass_fields__ if name not in words.ranking]
    assumed = {name: library.assumption(f"matching.{name}") for name in names}
    return Weights(**assumed, **words.ranking)


def same_words(reading: Reading, entry: Entry, scale: Weights) -> Scored:
    """Score a name that consists of the same words; state and percentage choose the sibling."""
    factor, off, state = state_of(reading, entry, scale)
    if factor < 1:
        return Scored(entry, max(0.0, factor - off), "match-rule-state", state)
    return Scored(entry, max(0.0, 1.0 - off), f"match-rule-{entry.method}", state)


def conflicts(reading: Reading, entry: Entry) -> str:
    """Return what in a name speaks of another origin or of a replacement; empty when nothing."""
    if reading.replaced and not entry.reading.replaced:
        return next((word.text for word in reading.words if word.replaced), reading.key)
    if not reading.origins <= entry.origins:
        strange = [w.text for w in reading.words if w.origins - entry.origins]
        return strange[0] if strange else reading.key
    return ""


def state_of(reading: Reading, entry: Entry, scale: Weights) -> tuple[float, float, str]:
    """Return a factor for another state, what siblings lose, and the state that differs."""
    said = reading.states
    if entry.bare and not said and not reading.neutral and not reading.percents:
        return 1.0, 0.0, ""
    named = entry.reading.states
    lacking = {s for s in said - named - entry.implied if not s.unsaid}
    differing = lacking | (named - said)
    changed = sorted([s.id for s in differing if s.changes or (s.binding and s in lacking)])
    if changed and _near(lacking, named, entry):
        return scale.state_near, 0.0, ", ".join(changed)
    mild = len(differing) - len(changed) + len(entry.reading.neutral - reading.neutral)
    mild += not reading.neutral <= entry.reading.neutral
    mild += any(s.unsaid for s in said) and not entry.implied <= said
    off = scale.state_sibling * (mild + _percent_gap(reading, entry, scale))
    if not changed:
        return 1.0, off, ""
    return scale.state_differs * scale.other_state ** len(changed), off, ", ".join(changed)


def _near(lacking: set[State], named: frozenset[State], entry: Entry) -> bool:
    """Tell whether a product's state comes next to the one a name states: cooked to fried."""
    has = {state.id for state in named | entry.implied}
    weighty = [state for state in lacking if state.changes or state.binding]
    near = {state.near for state in weighty}
    other = any(state.changes and state.id not in near for state in named)
    return bool(weighty) and not other and near <= has


def _percent_gap(reading: Reading, entry: Entry, scale: Weights) -> float:
    """Return 0 for the same percentage or none, towards 1 the further apart they are.

    An entry that states one stands back behind its bare sibling when the offer states none; a
    bare one stands back behind a near percentage when the offer states one.
    """
    if entry.reading.percents and not reading.percents:
        return 1.0
    if reading.percents and not entry.reading.percents:
        return scale.bare_percent / (scale.bare_percent + 1)
    gaps = [(abs(a - b), max(a, b)) for a in reading.percents for b in entry.reading.percents]
    if not gaps:
        return 0.0
    gap, of = min(gaps)
    return gap / (gap + 1) / (2 if gap <= of * scale.near_percent else 1)
