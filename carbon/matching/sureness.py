"""When a name that agrees is still not decided: what it says of state, cut and kind is not enough.

The rules of likeness say which product is nearest. This module says when nearest is not sure, so
that a person is asked: a bare kind of food, a stated "färsk" beside a canned product, a product
that is gluten free or with bone though the name does not say so, a name too long to be read whole.
"""

from __future__ import annotations

from carbon.matching.entries import Entry
from carbon.matching.names import LONGEST, Reading
from carbon.matching.vocabulary import Vocabulary

_AFTER = "linking "  # how a reading marks a medium or a side: in sugar, with water


def doubtful(name: str | None, reading: Reading, entry: Entry, words: Vocabulary) -> bool:
    """Tell whether a person must be asked although the words agree."""
    return (
        len(name or "") > LONGEST
        or _bare_kind(reading, words)
        or _another_state(reading, entry)
        or _unsaid_property(reading, entry)
        or _something_after(reading, entry)
    )


def _bare_kind(reading: Reading, words: Vocabulary) -> bool:
    lone = len(reading.stems) == 1 and reading.stems[0] in words.kinds
    return lone and not reading.percents


def _another_state(reading: Reading, entry: Entry) -> bool:
    """A name that says fresh or raw, beside a product that is canned, dried, cooked or frozen."""
    said = {state for state in reading.states if state.unsaid}
    weighty = any(state.changes or state.binding for state in entry.implied)
    return bool(said) and weighty and not said & (entry.implied | entry.reading.states)


def _unsaid_property(reading: Reading, entry: Entry) -> bool:
    """A product that is gluten free, boneless or with bone, beside a name that says nothing."""
    unsaid = entry.reading.states - reading.states
    return any(state.binding and state.product_state is None for state in unsaid)


def _something_after(reading: Reading, entry: Entry) -> bool:
    """A name with another food or a medium after "i" or "med" that the product's name lacks."""
    media = {word for word in reading.neutral if word.startswith(_AFTER)}
    another = reading.linked and not entry.reading.linked
    return another or not media <= entry.reading.neutral
