"""Every locality of the world, Swedish postcodes and municipalities, ports, airports, crossings.

`load().find(text)` returns the place that a text means or a question that shows the candidates.
It never chooses between namesakes far apart: being the larger is no reason (Järna in Dalarna
would come out 242 km away). docs/decisions/0011-places.md gives the rules and their reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from carbon import resources, yamlfile
from carbon.problems import CarbonError, Problem
from carbon.transport import gazetteerfile
from carbon.transport.gazetteeranswer import Candidate, Found, Question, described
from carbon.transport.gazetteeratlas import Atlas
from carbon.transport.gazetteersearch import Rules
from carbon.transport.gazetteerwords import Words, asked
from carbon.transport.placenames import fold

__all__ = ["Candidate", "Found", "Gazetteer", "described", "load", "verified"]

FILE, HEAD, RULES = "gazetteer-2026.1.bin", "gazetteer-2026.1.yaml", "search.yaml"


@dataclass(frozen=True, kw_only=True)
class Gazetteer:
    """The atlas with a memory.

    A class with behaviour because the same few names are asked for thousands of times: `_known`
    remembers answers, which depend on nothing but the question.
    """

    atlas: Atlas
    _known: dict[tuple[str | None, ...], Found] = field(
        default_factory=dict, repr=False, compare=False
    )

    def find(
        self,
        text: str,
        country: str | None = None,
        region: str | None = None,
        *,
        municipality: str | None = None,
        postcode: str | None = None,
        kind: str | None = None,
        where: str = "",
    ) -> Found:
        """Return the place that `text` means, or the question that must be asked.

        `country` is ISO 3166 alpha-2, `region` a county, region or municipality, `postcode` a
        Swedish one; they narrow the search as do words after a comma. `kind` (locality, port,
        airport, crossing, municipality, country) asks for that kind and nothing else. An id such
        as geonames:2715459 or port:SEGOT finds its place. Problems: place-unknown,
        place-ambiguous, place-postcode-unknown, -rough, -outside or -differs, with a note
        place-candidate for each candidate; place-by-postcode when the postcode decided.
        """
        key = (text, country, region, municipality, postcode, kind)
        if key not in self._known:
            wanted = asked(f"{postcode} {text}" if postcode else text, self.atlas.rules.home)
            narrowing = tuple(one for one in (country, region, municipality) if one)
            self._known[key] = Question(self.atlas, text, wanted, narrowing, kind).answer()
        found = self._known[key]
        moved = tuple(
            Problem(code=one.code, severity=one.severity, where=where, values=one.values)
            for one in found.problems
        )
        return Found(place=found.place, candidates=found.candidates, problems=moved)


@cache
def load() -> Gazetteer:
    """Open the gazetteer of `factors/places/`; it does not change while we run."""
    folder = resources.factors_folder() / "places"
    settings, problems = yamlfile.read(folder / RULES)
    if problems:
        raise CarbonError(f"factors/places/{RULES}: {problems}")
    book = gazetteerfile.opened(folder / FILE)
    lines = [line.split("\t") for line in book.table().split("\n")]
    return Gazetteer(
        atlas=Atlas(
            book=book,
            words=_words(settings),
            rules=_rules(settings),
            shown=int(settings["candidates"]),
            near_names=int(settings["near_names"]),
            near_score=float(settings["near_score"]),
            regions={code: names for sign, code, names in lines if sign == "R"},
            sources={prefix: source for sign, prefix, source in lines if sign == "S"},
        )
    )


def verified() -> bool:
    """Tell whether the packed file is the one that its head describes."""
    folder = resources.factors_folder() / "places"
    head, problems = yamlfile.read(folder / HEAD)
    return not problems and head["sha256"] == gazetteerfile.sha256(folder / FILE)


def _rules(settings: Mapping[str, Any]) -> Rules:
    return Rules(
        ambiguity_km=float(settings["ambiguity_km"]),
        earth_radius_km=float(settings["earth_radius_km"]),
        home=str(settings["home_country"]),
        capital_ratio=float(settings["capital_ratio"]),
    )


def _words(settings: Mapping[str, Any]) -> Words:
    return Words(
        kinds={kind: _folded(words) for kind, words in settings["kind_words"].items()},
        facilities=_folded(settings["facility_words"]),
        seats=frozenset(_folded(settings["seat_words"])),
        genitives={fold(old): str(name) for old, name in settings["genitives"].items()},
    )


def _folded(words: Iterable[object]) -> tuple[str, ...]:
    return tuple(fold(str(one)) for one in words)
