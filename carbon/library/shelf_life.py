"""Which figures are past the month in which somebody should have looked at them again."""

from __future__ import annotations

from collections.abc import Iterable

from carbon.library.records import Assumption, Factor, Library
from carbon.problems import Problem, warning


def stale(library: Library, as_of: str) -> list[Problem]:
    """Return a warning for each factor and assumption whose review is overdue.

    `as_of` is an ISO date or month given by the caller, because the library reads no clock.
    """
    factors = [factor for found in library.factors.values() for factor in found]
    return stale_entries([*factors, *library.assumptions.values()], as_of)


def stale_entries(entries: Iterable[Factor | Assumption], as_of: str) -> list[Problem]:
    """Return a warning for each of these entries whose review is overdue, in order of id."""
    month = as_of[: len("YYYY-MM")]
    return [
        warning("library-stale", one.where, entry=one.id, found=one.review_by)
        for one in sorted(entries, key=lambda entry: entry.id)
        if one.review_by < month
    ]
