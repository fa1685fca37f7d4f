"""Taking a text about a place apart: name, postcode, kind of place, and what narrows it down.

"Storgatan 1, 783 92 Stora Skedvi", "Göteborgs hamn", "Falu lasarett" and "port SEGOT" all name a
place in words of which some say where and some say what. The words are data: search.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from carbon.transport.placenames import fold, split

_POSTCODE = re.compile(r"(?:\b([A-Z]{1,3})[- ]?)?\b(\d{3}) ?(\d{2})\b")
_FOREIGN = re.compile(r"\b([A-Z]{1,3})-\d{3,6}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of search.yaml, folded."""

    kinds: Mapping[str, tuple[str, ...]]  # kind: words
    facilities: tuple[str, ...]
    seats: frozenset[str]
    genitives: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a text asks for: a name or a Swedish postcode or both, and what narrows it down."""

    name: str
    postcode: str  # five digits, or empty
    qualifiers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read a name: the name itself, the kind it asks for, whether a seat is meant."""

    name: str
    kind: str | None
    seat: bool


def asked(text: str, home: str) -> Asked:
    """Return the parts of a text; words before a postcode's part are a street and left out."""
    first, more = split(text)
    parts = [part for part in (first, *more) if part]
    for at, part in enumerate(parts):
        found = _POSTCODE.search(part)
        if found is not None:
            return _with_postcode(parts, at, found, home)
    foreign = _FOREIGN.search(first)
    if foreign is not None:
        rest = _without(first, foreign)
        return Asked(name=rest, postcode="", qualifiers=(*parts[1:], foreign[1]))
    return Asked(name=first, postcode="", qualifiers=tuple(parts[1:]))


def _with_postcode(parts: list[str], at: int, found: re.Match[str], home: str) -> Asked:
    rest, country = _without(parts[at], found), found[1]
    before, after = parts[:at], parts[at + 1 :]
    name = rest or (before.pop() if before else "")
    if country is not None and fold(country) not in (fold(home), fold(home[:1])):
        return Asked(name=name, postcode="", qualifiers=(*after, country))
    abroad = any(len(one) == 2 and one.isupper() and one != home for one in after)
    return Asked(name=name, postcode="" if abroad else found[2] + found[3], qualifiers=tuple(after))


def _without(part: str, found: re.Match[str]) -> str:
    return " ".join(f"{part[: found.start()]} {part[found.end() :]}".split(" ")).strip(" -")


def readings(name: str, kind: str | None, words: Words) -> Iterator[Reading]:
    """Yield the ways to read a name, the plainest first: as it stands, without word, genitive."""
    yield Reading(name=name, kind=kind, seat=False)
    for rest, found, seat in _worded(name, words):
        if kind is not None and found is not None and kind != found:
            continue
        wanted = kind or found
        yield Reading(name=rest, kind=wanted, seat=seat)
        known = words.genitives.get(fold(rest))
        if known is not None:
            yield Reading(name=known, kind=wanted, seat=seat)
        if rest.endswith("s"):
            yield Reading(name=rest[:-1], kind=wanted, seat=seat)


def _worded(name: str, words: Words) -> Iterator[tuple[str, str | None, bool]]:
    folded = fold(name)
    for kind, group in words.kinds.items():
        for word in group:
            rest = _beside(name, folded, word)
            if rest:
                yield rest, kind, False
    for word in words.facilities:
        rest = _beside(name, folded, word)
        if rest:
            yield rest, None, word in words.seats


def _beside(name: str, folded: str, word: str) -> str:
    """Return the words of a name that stand beside `word` at its beginning or its end."""
    parts, count = name.split(), len(word.split())
    if folded.endswith(f" {word}") and len(parts) > count:
        return " ".join(parts[:-count])
    if folded.startswith(f"{word} ") and len(parts) > count:
        return " ".join(parts[count:])
    return ""
