"""The packed places put in words: region and source by name, what lies in what, near spellings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from carbon.transport import gazetteersearch
from carbon.transport.gazetteerfile import Book, Entry
from carbon.transport.gazetteersearch import LOCALITY, Rules
from carbon.transport.gazetteerwords import Words
from carbon.transport.placenames import fold
from carbon.transport.records import Place


@dataclass(frozen=True, kw_only=True)
class Atlas:
    """The packed places with the rules and words of search.yaml."""

    book: Book = field(repr=False)
    words: Words = field(repr=False)
    rules: Rules
    shown: int  # candidates in a question
    near_names: int
    near_score: float
    regions: Mapping[str, str] = field(repr=False)  # by ES.51, the usual name first, | between
    sources: Mapping[str, str] = field(repr=False)
    _keys: dict[str | None, dict[str, int]] = field(default_factory=dict, repr=False, compare=False)

    def place(self, entry: Entry) -> Place:
        """Return an entry as a place, its region by name and its source by id."""
        names = self._regions(entry) or [entry.region]
        return Place(
            id=f"{entry.prefix}:{entry.own}",
            name=entry.name,
            country=entry.country,
            region=names[0],
            latitude=entry.latitude,
            longitude=entry.longitude,
            kind="locality" if entry.prefix in LOCALITY else entry.prefix,
            population=entry.population,
            source=self.sources[entry.prefix],
            municipality=entry.municipality,
        )

    def is_in(self, entry: Entry, qualifier: str) -> bool:
        """Tell whether a place lies in a country, county, region or municipality, by its name."""
        wanted = fold(qualifier)
        plain = wanted.removesuffix(" lan").removesuffix(" kommun").removesuffix(" county")
        own = {fold(one) for one in (*self._regions(entry), entry.municipality) if one}
        own |= {fold(entry.region)} if entry.region.isalpha() else set()
        if entry.prefix != "country" and {plain, plain.removesuffix("s")} & own:
            return True
        return entry.country in self._countries(wanted)

    def _regions(self, entry: Entry) -> list[str]:
        names = self.regions.get(f"{entry.country}.{entry.region}")
        return names.split("|") if names else []

    def near(self, name: str, qualifiers: Sequence[str]) -> list[Entry]:
        """Return the localities whose names are spelt most like `name`; they are never used."""
        for country in (*self._stated(qualifiers), self.rules.home, None):
            found = self._alike(name, country)
            if found:
                return found
        return []

    def _stated(self, qualifiers: Sequence[str]) -> list[str]:
        return [code for one in qualifiers for code in sorted(self._countries(fold(one)))]

    def _alike(self, name: str, country: str | None) -> list[Entry]:
        from rapidfuzz import fuzz, process  # only unknown names need it

        if country not in self._keys:
            home = country == self.rules.home
            self._keys[country] = self.book.keys_at_home() if home else self.book.keys_in(country)
        known = self._keys[country]
        alike = process.extract(
            fold(name), list(known), scorer=fuzz.ratio, limit=self.near_names,
            score_cutoff=self.near_score,
        )  # fmt: skip
        return [self.book.place(known[found]) for found, _, _ in alike]

    def _countries(self, folded: str) -> set[str]:
        met = gazetteersearch.matches(self.book, folded)
        return {one.entry.country for one in met if one.entry.prefix == "country" and one.good}
