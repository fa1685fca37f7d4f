"""Finding the place that a text means, offline, and never guessing between namesakes.

A name comes out as one `Place` or as a problem that lists the candidates; a country or a
municipality after a comma resolves most of them ("Järna, Vansbro"). Being the more populous is
never a reason: it puts Järna in Dalarna 242 km away.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from carbon import resources, yamlfile
from carbon.problems import CarbonError, Problem, error
from carbon.transport.placenames import fold, fold_keeping_letters, split
from carbon.transport.records import Place
from carbon.transport.sphere import great_circle_km

# Where a text may mean several kinds of thing, the first kind that has it counts.
_KINDS = ("locality", "port", "airport", "country")
_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """Every known place, as the text of places.csv, searched where it lies.

    A class with behaviour because the same few names are asked for thousands of times: `_found`
    remembers answers, which depend on nothing but the question. Searching the text costs about a
    millisecond for a new name; an index of all names would cost every run a quarter second.
    """

    text: str = field(repr=False)
    ambiguity_km: float
    earth_radius_km: float
    near_names: int
    near_score: float
    _found: dict[tuple[str, str, str, str], tuple[Place | None, tuple[Problem, ...]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _localities: dict[str, tuple[Place, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def find(
        self,
        text: str,
        country: str | None = None,
        region: str | None = None,
        *,
        kind: str | None = None,
        where: str = "",
    ) -> tuple[Place | None, list[Problem]]:
        """Return the place that `text` means, or None and the problem that says why not.

        `country` is ISO 3166 alpha-2, `region` a county or municipality; both narrow the search
        as do words after a comma. `kind` asks for a port or an airport and nothing else.
        Problems: place-unknown with near names, place-ambiguous with the candidates.
        """
        key = (text, country or "", region or "", kind or "")
        if key not in self._found:
            self._found[key] = self._look_up(text, [country, region], kind)
        place, problems = self._found[key]
        moved = [
            Problem(code=one.code, severity=one.severity, where=where, values=one.values)
            for one in problems
        ]
        return place, moved

    def localities(self, country: str) -> tuple[Place, ...]:
        """Return every known locality of a country (ISO 3166 alpha-2)."""
        if country not in self._localities:
            places = self._lines_holding(f",{country},")
            towns = (one for one in places if (one.kind, one.country) == ("locality", country))
            self._localities[country] = tuple(towns)
        return self._localities[country]

    def _look_up(
        self, text: str, narrowing: Sequence[str | None], kind: str | None
    ) -> tuple[Place | None, tuple[Problem, ...]]:
        name, qualifiers = split(text)
        qualifiers = (*qualifiers, *(one for one in narrowing if one))
        named = self._named(name, kind)
        candidates = [one for one in named if all(self._is_in(one, q) for q in qualifiers)]
        if not candidates:
            near = self._near(name, qualifiers) if not named else _listed(named)
            return None, (error("place-unknown", "", found=text, near=near or "–"),)
        first = max(candidates, key=lambda one: (one.population, one.id))
        if all(self._apart_km(first, one) <= self.ambiguity_km for one in candidates):
            return first, ()
        return None, (error("place-ambiguous", "", found=text, candidates=_listed(candidates)),)

    def _named(self, name: str, kind: str | None) -> list[Place]:
        kept, plain = fold_keeping_letters(name), fold(name)
        places = self._lines_with(plain if kept.isascii() else kept)
        for one in (kind,) if kind else _KINDS:
            same = [place for place in places if place.kind == one]
            if same:
                return same
        return []

    def _lines_with(self, folded: str) -> list[Place]:
        return self._lines_holding(f"|{folded}|") if folded else []

    def _lines_holding(self, wanted: str) -> list[Place]:
        found, at = [], 0
        while (at := self.text.find(wanted, at)) >= 0:
            start = self.text.rfind("\n", 0, at) + 1
            end = self.text.find("\n", at)
            found.append(_place(self.text[start:end]))
            at = end
        return found

    def _is_in(self, place: Place, qualifier: str) -> bool:
        wanted = fold(qualifier)
        county = wanted.removesuffix(" lan").removesuffix(" kommun").removesuffix(" county")
        if county in (fold(place.region), fold(place.municipality)):
            return place.kind != "country"
        if county.removesuffix("s") in (fold(place.region), fold(place.municipality)):
            return place.kind != "country"
        return wanted == fold(place.country) or place.country in self._countries(wanted)

    def _countries(self, folded: str) -> set[str]:
        return {place.country for place in self._lines_with(folded) if place.kind == "country"}

    def _apart_km(self, one: Place, other: Place) -> float:
        return apart_km(one, other, self.earth_radius_km)

    def _near(self, name: str, qualifiers: Sequence[str]) -> str:
        from rapidfuzz import fuzz, process  # only unknown names need it

        alike = process.extract(
            fold(name),
            _all_names(self.text),
            scorer=fuzz.ratio,
            limit=self.near_names * 4,
            score_cutoff=self.near_score,
        )
        places = {place.id: place for found, _, _ in alike for place in self._lines_with(found)}
        towns = [one for one in places.values() if one.kind == "locality"]
        inside = [one for one in towns if all(self._is_in(one, q) for q in qualifiers)]
        return _listed((inside or towns)[: self.near_names])


@cache
def _all_names(text: str) -> tuple[str, ...]:
    folded = (line.rpartition(",")[2].split("|") for line in text.splitlines())
    return tuple(dict.fromkeys(name for names in folded for name in names if name))


def apart_km(one: Place, other: Place, earth_radius_km: float) -> float:
    """Return the great-circle distance between two places in km."""
    start, end = (one.latitude, one.longitude), (other.latitude, other.longitude)
    return great_circle_km(start, end, earth_radius_km)


def described(place: Place) -> str:
    """Return a place in words that find it again: "Järna, Vansbro, SE"."""
    inner = place.municipality or place.region
    parts = (place.name, inner if place.kind == "locality" else "", place.country)
    return ", ".join(part for part in parts if part)


def _listed(places: Iterable[Place]) -> str:
    ordered = sorted(places, key=lambda one: (-one.population, one.id))
    shown = list(dict.fromkeys(described(one) for one in ordered))
    more = "; …" if len(shown) > _SHOWN else ""
    return "; ".join(shown[:_SHOWN]) + more


def find(
    text: str, country: str | None = None, region: str | None = None
) -> tuple[Place | None, list[Problem]]:
    """Return the place that `text` means in the gazetteer of the library (`Gazetteer.find`)."""
    return load().find(text, country, region, where=text)


@cache
def load() -> Gazetteer:
    """Read the gazetteer of `factors/places/`; it does not change while we run."""
    folder = resources.factors_folder() / "places"
    settings, problems = yamlfile.read(folder / "places.yaml")
    if problems:
        raise CarbonError(f"factors/places/places.yaml: {problems}")
    return Gazetteer(
        text=(folder / "places.csv").read_text(encoding="utf-8"),
        ambiguity_km=float(settings["ambiguity_km"]),
        earth_radius_km=float(settings["earth_radius_km"]),
        near_names=int(settings["near_names"]),
        near_score=float(settings["near_score"]),
    )


def _place(line: str) -> Place:
    key, name, _, country, region, municipality, lat, lon, kind, people, source, _ = next(
        csv.reader([line])
    )
    return Place(
        id=key,
        name=name,
        country=country,
        region=region,
        latitude=float(lat),
        longitude=float(lon),
        kind=kind,
        population=int(people),
        source=source,
        municipality=municipality,
    )
