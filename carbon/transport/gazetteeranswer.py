"""From a text to its place or to the question that must be asked, postcodes included.

A postcode is used only when GeoNames gives it the point of a named place (accuracy 4) and the
point lies in the postcode's municipality; otherwise it narrows a name but gives no point.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carbon.problems import Problem, error, note
from carbon.transport import gazetteersearch
from carbon.transport.gazetteeratlas import Atlas
from carbon.transport.gazetteerfile import Entry
from carbon.transport.gazetteersearch import Match, apart_km
from carbon.transport.gazetteerwords import Asked, Reading, readings
from carbon.transport.placenames import fold
from carbon.transport.records import Place

_POSTCODE_STATES = {"r": "rough", "n": "unconfirmed", "o": "outside"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One place that a text may mean, and how far it lies from the first one, in km."""

    place: Place
    distance_km: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a text was found to mean: a place, or none, with the candidates and the question."""

    place: Place | None
    candidates: tuple[Candidate, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question on its way to an answer."""

    atlas: Atlas
    text: str
    asked: Asked
    narrowing: tuple[str, ...]
    kind: str | None

    def answer(self) -> Found:
        """Return the place, or none with the problems that say why."""
        by_id = self._by_id()
        if by_id is not None:
            return Found(place=self.atlas.place(by_id))
        if self.asked.postcode:
            return self._with_postcode()
        met = self._met(self.asked.name, self._qualifiers())
        if met is None:
            return self._unknown()
        return self._one_of(*met)

    def _qualifiers(self) -> tuple[str, ...]:
        return (*self.asked.qualifiers, *self.narrowing)

    def _by_id(self) -> Entry | None:
        prefix, _, own = self.text.partition(":")
        book = self.atlas.book
        if prefix == "geonames" and own.isascii() and own.isdigit() and len(own) < 10:
            return book.of_geonames(int(own))
        if prefix not in self.atlas.sources or prefix == "geonames":
            return None
        met = gazetteersearch.matches(book, own)
        same = [one.entry for one in met if (one.entry.prefix, one.entry.own) == (prefix, own)]
        return same[0] if same else None

    def _met(
        self, name: str, qualifiers: Sequence[str]
    ) -> tuple[Reading, list[list[Entry]]] | None:
        """Return the first reading of the name that any place answers to, and its ranks."""
        for reading in readings(name, self.kind, self.atlas.words):
            found = gazetteersearch.matches(self.atlas.book, reading.name)
            inside = [one for one in found if self._inside(one, qualifiers)]
            home = self.atlas.rules.home
            same = gazetteersearch.of_kind(inside, reading.kind, reading.name, home)
            if same:
                same = gazetteersearch.as_written(same, reading.name)
                return reading, gazetteersearch.ranked(same, home)
        return None

    def _inside(self, match: Match, qualifiers: Sequence[str]) -> bool:
        return all(self.atlas.is_in(match.entry, one) for one in qualifiers)

    def _one_of(self, reading: Reading, ranks: list[list[Entry]]) -> Found:
        rules = self.atlas.rules
        one = gazetteersearch.chosen(ranks[0], rules, seat=reading.seat)
        if one is not None:
            return Found(place=self.atlas.place(one))
        return self._asking("ambiguous", [entry for rank in ranks for entry in rank])

    def _asking(self, why: str, entries: Sequence[Entry], **values: object) -> Found:
        shown = self._candidates(entries)
        listed = "; ".join(described(one.place) for one in shown) or "–"
        question = _asked(why, self.text, listed, values)
        return Found(place=None, candidates=shown, problems=(question, *map(_note, shown)))

    def _candidates(self, entries: Sequence[Entry]) -> tuple[Candidate, ...]:
        """Return the candidates as given; those near one before them are the same place."""
        kept: list[Entry] = []
        for one in sorted(entries, key=lambda entry: -entry.population):
            far = (apart_km(one, known, self.atlas.rules) for known in kept)
            if all(km > self.atlas.rules.ambiguity_km for km in far):
                kept.append(one)
        in_order = [one for one in entries if one in kept][: self.atlas.shown]
        return tuple(
            Candidate(
                place=self.atlas.place(one),
                distance_km=round(apart_km(in_order[0], one, self.atlas.rules)),
            )
            for one in in_order
        )

    def _unknown(self) -> Found:
        name, qualifiers = self.asked.name, self._qualifiers()
        elsewhere = self._met(name, ()) if qualifiers else None
        entries = (
            [entry for rank in elsewhere[1] for entry in rank]
            if elsewhere
            else self.atlas.near(name, qualifiers)
        )
        shown = self._candidates(entries)
        near = "; ".join(described(one.place) for one in shown) or "–"
        problem = error("place-unknown", "", found=self.text, near=near)
        return Found(place=None, candidates=shown, problems=(problem, *map(_note, shown)))

    def _with_postcode(self) -> Found:
        book, code, home = self.atlas.book, self.asked.postcode, self.atlas.rules.home
        known = [one for one in book.named(code) if one.prefix == "postcode"]
        if not known:
            return self._asking("unknown", [], postcode=code)
        point = known[0]
        name = self.asked.name or point.name
        met = self._met(name, (home, *self._qualifiers()))
        towns = [entry for rank in met[1] for entry in rank] if met else []
        agreeing = [one for one in towns if self._agrees(one, point)]
        if self.asked.name and met and agreeing:
            return self._one_of(met[0], [agreeing])
        if self.asked.name and towns:
            return self._asking("differs", towns, postcode=code, town=point.name)
        if point.note != "u":
            state = _POSTCODE_STATES[point.note]
            return self._asking(state, agreeing or towns, postcode=code, town=point.name)
        return self._at(point, towns)

    def _agrees(self, town: Entry, point: Entry) -> bool:
        """Tell whether a place may lie in a postcode: in its municipality, or near its point."""
        if town.municipality and town.municipality == point.municipality:
            return True
        rules = self.atlas.rules
        if point.note == "u":
            return apart_km(town, point, rules) <= rules.ambiguity_km
        return not point.municipality and fold(town.name) == fold(point.name)

    def _at(self, point: Entry, towns: Sequence[Entry]) -> Found:
        """Return the postal town where it lies near the postcode's point, else the point."""
        rules = self.atlas.rules
        near = [one for one in towns if apart_km(one, point, rules) <= rules.ambiguity_km]
        if near and not self.asked.name:
            found = gazetteersearch.chosen(near, rules, seat=False)
            return Found(place=self.atlas.place(found or point))
        if not self.asked.name:
            return Found(place=self.atlas.place(point))
        by_code = note("place-by-postcode", "", found=self.text, town=point.name)
        return Found(place=self.atlas.place(point), problems=(by_code,))


def _asked(why: str, text: str, listed: str, values: Mapping[str, object]) -> Problem:
    if why == "ambiguous":
        return error("place-ambiguous", "", found=text, candidates=listed)
    if why == "unknown":
        return error("place-postcode-unknown", "", **values)
    if why == "differs":
        return error("place-postcode-differs", "", found=text, candidates=listed, **values)
    if why == "rough":
        return error("place-postcode-rough", "", candidates=listed, **values)
    return error("place-postcode-outside", "", candidates=listed, **values)


def _note(candidate: Candidate) -> Problem:
    place = candidate.place
    return note(
        "place-candidate",
        "",
        place=described(place),
        region=place.region or "–",
        population=place.population or "–",
        km=candidate.distance_km,
        id=place.id,
    )


def described(place: Place) -> str:
    """Return a place in words that find it again: "Järna, Vansbro, SE"."""
    inner = place.municipality or place.region
    parts = (place.name, inner if place.kind == "locality" else "", place.country)
    return ", ".join(part for part in parts if part)
