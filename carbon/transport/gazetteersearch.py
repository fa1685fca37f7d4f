"""Finding the entries that a name may mean, and the order in which they are considered.

A name as it is written comes before one that only folds to it, a place's own name before its
other names, and, where no country is stated, the buyer's country before the rest of the world.
Within one rank nothing is chosen but the one capital that dwarfs its namesakes (`chosen`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from carbon.transport.gazetteerfile import Book, Entry
from carbon.transport.placenames import fold, fold_keeping_letters
from carbon.transport.sphere import great_circle_km

LOCALITY = ("geonames", "dalarna")
# Where a name may mean several kinds of thing, the first kind that has it counts.
_KINDS = (LOCALITY, ("crossing",), ("municipality",), ("country",), ("port",), ("airport",))
_CODED = ("country", "port", "airport")


@dataclass(frozen=True, slots=True)
class Match:
    """An entry and how the name met it."""

    entry: Entry
    good: bool  # by its own name or one as good
    exact: bool  # letter by letter, not only folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The numbers of search.yaml that choose between namesakes."""

    ambiguity_km: float
    earth_radius_km: float
    home: str
    capital_ratio: float


def apart_km(one: Entry, other: Entry, rules: Rules) -> float:
    """Return the great-circle distance between two entries in km."""
    start, end = (one.latitude, one.longitude), (other.latitude, other.longitude)
    return great_circle_km(start, end, rules.earth_radius_km)


def matches(book: Book, name: str) -> list[Match]:
    """Return every entry that bears the name, the best way of meeting it where it has several.

    A text with å, ä or ö is met by names with the same letters only; one without may mean either.
    """
    plain, kept = fold(name), fold_keeping_letters(name)
    found: dict[str, Match] = {}
    for entry in book.named(plain):
        if entry.prefix != "postcode":
            _keep(found, Match(entry, True, fold_keeping_letters(entry.name) == kept), kept)
    for other in book.called(plain):
        for number in other.places:
            _keep(found, Match(book.place(number), other.good, other.kept == kept), kept)
    return list(found.values())


def as_written(found: list[Match], name: str) -> list[Match]:
    """Return the places of this very name where it bears an accent (Lübeck), else all of them."""
    written = unicodedata.normalize("NFC", name.strip()).casefold()
    if written.isascii():
        return found
    same = [one for one in found if one.entry.name.casefold() == written]
    return same or found


def _keep(found: dict[str, Match], match: Match, kept: str) -> None:
    if not (match.exact or kept.isascii()):
        return
    key = f"{match.entry.prefix}:{match.entry.own}"
    known = found.get(key)
    if known is None or (match.good, match.exact) > (known.good, known.exact):
        found[key] = match


def of_kind(found: Sequence[Match], kind: str | None, name: str, home: str) -> list[Match]:
    """Return the matches of the kind that is asked for, else of the first kind that has any."""
    if kind is not None:
        prefixes = LOCALITY if kind == "locality" else (kind,)
        return [one for one in found if one.entry.prefix in prefixes]
    coded = _by_code(found, name)
    if coded:
        return coded + [one for one in found if one.good and _is_home(one, home)]
    for prefixes in _KINDS:
        same = [one for one in found if one.entry.prefix in prefixes]
        if same:
            return same
    return []


def _by_code(found: Sequence[Match], name: str) -> list[Match]:
    """Return what a word in capitals of two to five letters is the code of."""
    if not (name.isascii() and name.isalnum() and name.isupper() and 2 <= len(name) <= 5):
        return []
    for prefix in _CODED:
        same = [one for one in found if one.good and one.entry.prefix == prefix]
        if same:
            return same
    return []


def _is_home(match: Match, home: str) -> bool:
    return match.entry.country == home and match.entry.prefix in LOCALITY and match.exact


def ranked(found: Iterable[Match], home: str) -> list[list[Entry]]:
    """Return the entries rank by rank; only the first rank is chosen from."""
    pool = list(found)
    bare = len({one.entry.country for one in pool}) > 1
    ranks: dict[int, list[Entry]] = {}
    for one in pool:
        number = _bare_rank(one, home) if bare else _rank(one)
        ranks.setdefault(number, []).append(one.entry)
    return [ranks[number] for number in sorted(ranks)]


def _rank(match: Match) -> int:
    return (not match.good) * 2 + (not match.exact)


def _bare_rank(match: Match, home: str) -> int:
    if match.entry.country == home:
        return 0 if match.good and match.exact else 1
    return 1 + _rank(match)


def chosen(rank: Sequence[Entry], rules: Rules, *, seat: bool) -> Entry | None:
    """Return the one place that the entries of a rank are, or None when it must be asked.

    Entries near one another are one place, the most populous of them. A hospital stands in a
    municipality's seat. Of namesakes in several countries, a capital counts alone when it has
    `capital_ratio` times the inhabitants of each.
    """
    seats = [one for one in rank if "s" in one.note] if seat else []
    pool = seats or list(rank)
    first = max(pool, key=lambda one: (one.population, one.prefix, one.own))
    far = [one for one in pool if apart_km(first, one, rules) > rules.ambiguity_km]
    if not far:
        return first
    several = len({one.country for one in pool}) > 1
    capital = several and "c" in first.note and all(_dwarfed(first, one, rules) for one in far)
    return first if capital else None


def _dwarfed(capital: Entry, other: Entry, rules: Rules) -> bool:
    enough = rules.capital_ratio > 0
    return enough and capital.population >= rules.capital_ratio * max(other.population, 1)
