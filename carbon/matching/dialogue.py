"""Review at a terminal, as a state machine: a line in, lines and perhaps an answer out.

Nothing here reads a keyboard or writes a file, so the whole conversation can be tried without a
terminal. What is shown of a candidate is what the food is (`dialogue_text`): no supplier, no price
and no footprint, for who sees what an answer is worth can no longer answer blindly.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace

from carbon import language
from carbon.library.records import Library
from carbon.library.search import search
from carbon.matching import dialogue_text
from carbon.matching.decide import NOTHING_FITS
from carbon.matching.dialogue_text import Said, Shown
from carbon.matching.pending import Question

_MOST_SHOWN = 5  # candidates of a name; what is further down is found by searching
_MOST_FOUND = 9  # of a search: numbers stay one digit
HELP, QUIT, BACK, SEARCH = "?", "q", "b", "s"


class Asking(enum.StrEnum):
    """What the next line answers."""

    WHO = "who"
    PRODUCT = "product"
    WHY = "why"
    NOTHING = "nothing"  # the conversation is over


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a person answered about one name."""

    name: str
    product_id: str | None  # None: nothing in the catalogue fits
    who: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """Where the conversation stands."""

    library: Library
    lang: str
    questions: tuple[Question, ...]
    who: str
    at: int = 0  # number of the question, from 0
    asking: Asking = Asking.WHO
    shown: tuple[Shown, ...] = ()  # what a number means now
    chosen: Shown | None = None  # waits for its reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one line led to: an answer to keep first, then what to say."""

    state: Dialogue
    said: tuple[Said, ...]
    answer: Answer | None = None


def begin(questions: Sequence[Question], library: Library, lang: str, who: str = "") -> Turn:
    """Return the opening: who is answering, unless that is known, or the first name."""
    state = Dialogue(library=library, lang=lang, questions=tuple(questions), who=who.strip())
    if not questions:
        return _end(state)
    count = {"count": len(questions)}
    opening = Said(style="head", text=language.word("review-opening", lang, **count))
    if not state.who:
        return Turn(state=state, said=(opening,))
    turn = _ask(state, 0)
    return replace(turn, said=(opening, *turn.said))


def prompt(state: Dialogue) -> str:
    """Return the words that stand in front of what is typed."""
    if state.asking is Asking.WHY and state.chosen is not None:
        return language.word("review-prompt-why", state.lang, why=state.chosen.why)
    if state.asking is Asking.PRODUCT and not state.shown:
        return language.word("review-prompt-product-none", state.lang)
    last = len(state.shown)
    return language.word(f"review-prompt-{state.asking}", state.lang, last=last)


def step(state: Dialogue, line: str) -> Turn:
    """Return what a typed line leads to. The same state and line always lead to the same turn."""
    text = " ".join(line.split())
    if state.asking is Asking.WHO:
        return _named(state, text)
    if state.asking is Asking.WHY:
        return _reasoned(state, text)
    return _chose(state, text) if state.asking is Asking.PRODUCT else Turn(state=state, said=())


def _named(state: Dialogue, text: str) -> Turn:
    if text.casefold() == QUIT:
        return _end(state)
    if not text or text == HELP:
        return _say(state, "review-who-needed")
    return _ask(replace(state, who=text), 0)


def _chose(state: Dialogue, text: str) -> Turn:
    command, _, rest = text.partition(" ")
    low = command.casefold()
    if not text:
        return _ask(state, state.at + 1)
    if text.casefold() == QUIT:
        return _end(state)
    if text == HELP:
        return Turn(state=state, said=dialogue_text.help_of(state.lang))
    if text.casefold() == BACK:
        return _ask(state, max(0, state.at - 1))
    if low == SEARCH or not (command == NOTHING_FITS or _is_number(command)):
        return _searched(state, rest if low == SEARCH else text)
    if command == NOTHING_FITS:
        return _picked(state, dialogue_text.nothing(state.lang), rest)
    number = int(command)
    if not 1 <= number <= len(state.shown):
        return _say(state, "review-no-such-number", found=command, last=len(state.shown))
    return _picked(state, state.shown[number - 1], rest)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= len(str(_MOST_FOUND)) + 1


def _searched(state: Dialogue, text: str) -> Turn:
    if not text:
        return _say(state, "review-search-for-what")
    hits = search(state.library, text, _MOST_FOUND)
    if not hits:
        return _say(state, "review-nothing-found", found=text)
    shown = tuple(dialogue_text.hit(one, text, state.library, state.lang) for one in hits)
    return Turn(state=replace(state, shown=shown), said=dialogue_text.numbered(shown))


def _picked(state: Dialogue, chosen: Shown, why: str) -> Turn:
    if why:
        return _answered(state, chosen, why)
    return Turn(state=replace(state, chosen=chosen, asking=Asking.WHY), said=())


def _reasoned(state: Dialogue, text: str) -> Turn:
    if state.chosen is None or text.casefold() == BACK:
        return _ask(state, state.at)
    if text.casefold() == QUIT:
        return _end(state)
    if text == HELP:
        return _say(state, "review-why-needed")
    return _answered(state, state.chosen, text or state.chosen.why)


def _answered(state: Dialogue, chosen: Shown, why: str) -> Turn:
    answer = Answer(
        name=state.questions[state.at].name,
        product_id=chosen.product_id,
        who=state.who,
        why=why,
    )
    return replace(_ask(state, state.at + 1), answer=answer)


def _ask(state: Dialogue, at: int) -> Turn:
    """Return the question with this number, or the end after the last."""
    if at >= len(state.questions):
        return _end(state)
    question = state.questions[at]
    near = question.candidates[:_MOST_SHOWN]
    shown = tuple(dialogue_text.candidate(one, state.library, state.lang) for one in near)
    asked = replace(state, at=at, asking=Asking.PRODUCT, shown=shown, chosen=None)
    said = dialogue_text.question(question, at + 1, len(state.questions), shown, state.lang)
    return Turn(state=asked, said=said)


def _end(state: Dialogue) -> Turn:
    return Turn(state=replace(state, asking=Asking.NOTHING, shown=(), chosen=None), said=())


def _say(state: Dialogue, key: str, **values: object) -> Turn:
    text = language.word(key, state.lang, **values)
    return Turn(state=state, said=(Said(style="warn", text=text),))
