"""Text to clauses: sentences and list items, each with the place a person can go to.

Rules run on one clause at a time, so that a word in one sentence never excuses another. A clause is
shown as it was written (NFC); it is matched with compatibility characters, invisible characters and
odd blanks folded, so that CO₂e is CO2e and a soft hyphen hides nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

# A text without a full stop is cut here, so that no pattern ever runs on a whole book; the pieces
# overlap by more than any pattern's bounded reach.
LONGEST_CLAUSE = 1200
OVERLAP = 200

_SENTENCE_END = re.compile(r"[.!?]+[”\"»’)\]]*\s+(?=[“”\"»(\[]?[A-ZÅÄÖÉ0-9])")
_LAST_WORD = re.compile(r"[\w.]+\Z")
_LIST_ITEM = re.compile(r"\s*([-*+•–·‣▪○●]|\(?\d{1,3}(\.\d{1,3})*[.)]|\(?[a-zåäö]\)|#{1,6}|\|)\s+")
_BROKEN_WORD = re.compile(r"[a-zåäöé]-\Z")
_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2212": "-"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a text stands: a document, a spot in it and, in tender.yaml, the key."""

    document: str
    kind: str = ""  # line, cell, paragraph, page, header, footer, footnote; empty: the whole
    spot: str = ""  # the number of the line, paragraph or page, or sheet and row
    key: str = ""  # evaluation.carbon_price_reason

    def answers_to(self, name: str) -> bool:
        """Tell whether an override that names `name` is about this place; an empty one always."""
        return name in ("", self.document, self.key or "-", f"{self.document}:{self.spot}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, list item, cell or field as it was read."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One sentence or list item."""

    place: Place
    text: str  # as it was written, NFC, on one line
    words: str  # folded for matching


def of_passages(passages: Iterable[Passage], abbreviations: Collection[str]) -> list[Clause]:
    """Return every clause of the passages, in their order; none is empty."""
    return [
        Clause(place=passage.place, text=piece, words=folded(piece))
        for passage in passages
        for sentence in sentences(passage.text, abbreviations)
        for piece in _pieces(sentence)
    ]


def folded(text: str) -> str:
    """Return text for matching: compatibility forms, one blank, nothing invisible.

    >>> folded("2\\u00a0kg  CO\\u2082e n\\u00e4r\\u00adproducerat")
    '2 kg CO2e närproducerat'
    """
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    seen = "".join(c for c in plain if unicodedata.category(c) != "Cf")
    return " ".join(seen.split())


def sentences(text: str, abbreviations: Collection[str]) -> Iterator[str]:
    """Yield the sentences of a paragraph in NFC, each on one line; "t.ex. 5" is not an end."""
    whole = " ".join(unicodedata.normalize("NFC", text).split())
    start = 0
    for end in _SENTENCE_END.finditer(whole):
        last = _LAST_WORD.search(whole, max(start, end.start() - 20), end.start())
        if last is not None and last.group().casefold() in abbreviations:
            continue
        yield whole[start : end.end()].strip()
        start = end.end()
    if start < len(whole):
        yield whole[start:]


def _pieces(sentence: str) -> Iterator[str]:
    step = LONGEST_CLAUSE - OVERLAP
    for start in range(0, max(len(sentence) - OVERLAP, 1), step):
        yield sentence[start : start + LONGEST_CLAUSE]


def blocks(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield paragraphs and list items of plain lines with the number of their first line (1-based).

    Wrapped lines are joined, and a word that was divided at the end of a line is made whole; a
    hyphen after a capital stays, as in KRAV-märkt.
    """
    first, kept = 0, ""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            if kept:
                yield first, kept
            kept = ""
        elif not kept or _LIST_ITEM.match(line):
            if kept:
                yield first, kept
            first, kept = number, line.strip()
        else:
            kept = _joined(kept, line.strip())
    if kept:
        yield first, kept


def _joined(before: str, after: str) -> str:
    if before.endswith("\u00ad"):
        return before[:-1] + after
    if before.endswith("-") and after[:1].isalpha():
        return (before[:-1] if _BROKEN_WORD.search(before) else before) + after
    return f"{before} {after}"
