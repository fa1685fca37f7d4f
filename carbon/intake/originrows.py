"""Where an offered product comes from, from the three columns that a row may say it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from carbon.intake.countries import Origin, origin
from carbon.intake.records import OriginShare

_COLUMNS = ("origin_place", "origin", "origin_country")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """One origin, or the shares of several; nothing at all where the row does not say."""

    place: str | None = None
    country: str | None = None
    shares: tuple[OriginShare, ...] = ()

    @property
    def has_place(self) -> bool:
        """Whether a chain can begin at every origin: a country alone is no beginning."""
        if self.shares:
            return all(one.place is not None for one in self.shares)
        return self.place is not None

    @property
    def start(self) -> str | None:
        """The one origin as the beginning of a leg; None where each of several begins its own."""
        if self.place is None or self.country is None:
            return self.place
        return f"{self.place}, {self.country}"


def of_row(row: Mapping[str, Any]) -> tuple[Origins, str | None]:
    """Return the origins of a row and, where its columns contradict each other, what they say.

    Shares may stand in any of the columns; a country in a column of its own then holds for every
    place without one. One origin with all of the goods is a plain origin.
    """
    stated = {row[name] for name in _COLUMNS if isinstance(row.get(name), tuple)}
    place, country = _plain(row)
    if not stated:
        return Origins(place=place, country=country), None
    shares = next(iter(stated))
    others = {one.country for one in shares if one.country is not None} - {country}
    if len(stated) > 1 or place is not None or (country is not None and others):
        said = [_shown(one) for one in shares] + [text for text in (place, country) if text]
        return Origins(), "; ".join(said)
    filled = tuple(
        replace(one, country=country) if one.place is not None and one.country is None else one
        for one in shares
    )
    match filled:
        case (one,) if one.share == 1 and not one.months:
            return Origins(place=one.place, country=one.country), None
    return Origins(shares=filled), None


def _plain(row: Mapping[str, Any]) -> tuple[str | None, str | None]:
    nothing = Origin(place=None, country=None)
    place, whole, country = (row.get(name) for name in _COLUMNS)
    of_place = origin(place) if isinstance(place, str) else nothing
    of_whole = whole if isinstance(whole, Origin) else nothing
    stated = country if isinstance(country, str) else None
    return of_place.place or of_whole.place, stated or of_place.country or of_whole.country


def _shown(one: OriginShare) -> str:
    return ", ".join(text for text in (one.place, one.country) if text)
