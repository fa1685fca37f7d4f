"""What is said at the terminal about a name and the foods that it may mean."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from carbon import language
from carbon.library.records import Library, Product
from carbon.library.search import Hit
from carbon.matching.pending import Question
from carbon.matching.records import Candidate
from carbon.problems import shorten

_INDENT = "     "  # below a number and its two spaces
_NAME = 200  # characters of a name that are shown; more would fill the screen
_TEXT = 500  # of a reason or a note
_SENTENCE = re.compile(r"(?<=[.;])\s+")
_ROW = "Row:"
_STANDS_FOR = (_ROW, "Proxy:", "AGRIBALYSE row:", "Not ")
# A decimal that is no fat content, or a word that weighs figures: what an answer would be worth.
_WEIGHS = re.compile(
    r"\d[.,]\d+(?!\d*\s*%)|\b(CO2e?|figure|footprint|stages?|values?|low|high|less|more|half)"
    r"(er|est)?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One line before it is wrapped; `style` is head, number, soft, warn or plain."""

    style: str
    text: str
    first: str = ""  # stands before the first line of it
    rest: str = ""  # stands before the lines that it is wrapped to


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A food, or "nothing fits", that can be chosen, and the reason unless a person gives one."""

    product_id: str | None
    title: str
    details: tuple[str, ...]
    why: str


def wrapped(said: Iterable[Said], width: int) -> Iterator[tuple[str, str]]:
    """Yield style and text of every printed line, at most `width` wide where words allow it."""
    for one in said:
        lines = textwrap.wrap(
            one.text,
            width=max(width, len(_INDENT) * 4),
            initial_indent=one.first,
            subsequent_indent=one.rest,
            break_on_hyphens=False,
        )
        yield from ((one.style, line) for line in lines or [""])


def state_of(product: Product, lang: str) -> str:
    """Return in words what was done to a food: fresh, frozen, dried ..."""
    return language.word_or(f"state-{product.state}", lang, product.state)


def sources_of(product: Product, library: Library) -> str:
    """Return in short the publications that a food's factors come from."""
    ids = list(product.factors.values())
    factors = [library.factors[one][0] for one in ids if library.factors.get(one)]
    named = dict.fromkeys(one.source for one in factors)
    titles = [library.sources[one].title for one in named if one in library.sources]
    return "; ".join(title.partition(",")[0].partition(" (")[0] for title in titles)


def stands_for(product: Product) -> str:
    """Return which row of its source a food rests on, as its note tells it; often empty.

    The rest of a note weighs figures against each other. That is for `carbon factors show`, not for
    who is about to answer.
    """
    told = (part for part in _SENTENCE.split(product.note) if part.startswith(_STANDS_FOR))
    return shorten(" ".join(part for part in told if not _WEIGHS.search(part)), _TEXT).rstrip(";")


def candidate(one: Candidate, library: Library, lang: str) -> Shown:
    """Return a candidate as it is shown: what the food is and why it was suggested."""
    product = library.products[one.product_id]
    score = language.number(one.score, lang, 2)
    reason = shorten(one.reason, _TEXT)
    told = language.word("review-suggested", lang, reason=reason, score=score)
    return Shown(
        product_id=product.id,
        title=title(product, library, lang),
        details=(told, *_note(product, lang)),
        why=language.word("review-why-candidate", lang, reason=reason),
    )


def hit(found: Hit, text: str, library: Library, lang: str) -> Shown:
    """Return what a search in the catalogue found as it is shown."""
    also = found.reason if found.reason != found.product.name_sv else ""
    return Shown(
        product_id=found.product.id,
        title=title(found.product, library, lang),
        details=(*((also,) if also else ()), *_note(found.product, lang)),
        why=language.word("review-why-search", lang, text=shorten(text, _NAME)),
    )


def nothing(lang: str) -> Shown:
    """Return the answer that no food of the catalogue fits."""
    why = language.word("review-why-nothing", lang)
    return Shown(product_id=None, title="", details=(), why=why)


def question(
    asked: Question, number: int, of: int, shown: Sequence[Shown], lang: str
) -> tuple[Said, ...]:
    """Return a name as it is asked about, with how far the work has come."""
    place = language.word("review-progress", lang, number=number, count=of)
    name = language.word("review-name", lang, name=shorten(asked.name, _NAME))
    said = [Said(style="plain", text=""), Said(style="head", text=f"{place}  {name}")]
    if asked.wanted:
        wanted = ", ".join(shorten(one, _NAME) for one in asked.wanted)
        text = language.word("review-wanted", lang, wanted=wanted)
        said.append(Said(style="soft", text=text, rest=_INDENT))
    if not shown:
        said.append(Said(style="plain", text=language.word("review-no-candidate", lang)))
    return (*said, *numbered(shown))


def numbered(shown: Sequence[Shown]) -> tuple[Said, ...]:
    """Return what can be chosen, each with the number that chooses it."""
    said = []
    for number, one in enumerate(shown, start=1):
        first = f"{number:3}  "
        said.append(Said(style="number", text=one.title, first=first, rest=_INDENT))
        said += [Said(style="soft", text=text, first=_INDENT, rest=_INDENT) for text in one.details]
    return tuple(said)


def help_of(lang: str) -> tuple[Said, ...]:
    """Return what can be typed."""
    keys = ("number", "search", "nothing", "skip", "back", "quit")
    lines = [language.word(f"review-help-{key}", lang) for key in keys]
    return tuple(Said(style="plain", text=line, first="  ", rest=_INDENT * 3) for line in lines)


def title(product: Product, library: Library, lang: str) -> str:
    """Return a food in one line: name, state, and where its figures were printed."""
    parts = (product.name_sv, state_of(product, lang), sources_of(product, library))
    return " · ".join(part for part in parts if part)


def _note(product: Product, lang: str) -> tuple[str, ...]:
    note = stands_for(product).removeprefix(_ROW).lstrip()
    return (language.word("review-note", lang, note=note),) if note else ()
