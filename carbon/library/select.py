"""Find the factor that a flow uses, and say how it was found.

Exact region first, then the groups that hold the region in the order the library lists them, then
the world; among several sources of one factor the index's order counts. Nothing here knows what
country a code stands for.
"""

from __future__ import annotations

from collections.abc import Iterator

from carbon.library import spread
from carbon.library.frame import WORLD
from carbon.library.records import Factor, Library, Selection, Spread
from carbon.problems import Problem, error, note

EXACT, GROUP, WORLDWIDE = "exact", "group", "world"


def select(
    library: Library, factor_id_or_stem: str, region: str = WORLD
) -> tuple[Selection | None, list[Problem]]:
    """Return the factor for a region, with the step that found it.

    `factor_id_or_stem` is an id, or an id without its region (`energy/electricity`); a region in
    the id counts before `region`. A factor of a wider region than asked for comes with a note, an
    unknown one with an error.
    """
    stem, _, own = factor_id_or_stem.partition("@")
    asked = own or region
    for step, code in _steps(library, asked):
        key = f"{stem}@{code}"
        if key in library.factors:
            factor = library.factors[key][0]
            selection = Selection(
                factor=factor,
                step=step,
                asked_region=asked,
                spread=_spread(factor, step, library),
            )
            return selection, _fallback(selection)
    return None, [error("factor-unknown", factor_id_or_stem, found=stem, region=asked)]


def _steps(library: Library, asked: str) -> Iterator[tuple[str, str]]:
    yield EXACT, asked
    for group, members in library.region_groups.items():
        if asked in members and group != asked:
            yield GROUP, group
    if asked != WORLD:
        yield WORLDWIDE, WORLD


def _spread(factor: Factor, step: str, library: Library) -> Spread:
    """Return how wide the figure is where it is used: a stand-in is wider than it is at home."""
    width = factor.spread
    if factor.proxy:
        score = int(library.assumption("proxy.from_match_score"))
        width = spread.widened(width, score, library.assumptions)
    if step != EXACT:
        score = int(library.assumption(f"selection.geographical_score.{step}"))
        width = spread.widened(width, score, library.assumptions, "geographical")
    return width


def _fallback(selection: Selection) -> list[Problem]:
    if selection.step == EXACT:
        return []
    factor = selection.factor
    asked = selection.asked_region
    return [note("factor-region-fallback", factor.id, found=factor.region, region=asked)]
