"""Everything that a person should know of a library before it goes out, in one examination."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from carbon.library import bands, health, load, provenance
from carbon.library.bands import Held
from carbon.library.health import EditionState, Unused
from carbon.library.records import Library
from carbon.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """A library, if it can be read, and all that was found on it."""

    as_of: str
    library: Library | None
    stale: tuple[str, ...]  # ids of factors and assumptions past their review
    held: tuple[Held, ...]
    unused: Unused | None
    editions: tuple[EditionState, ...]
    problems: tuple[Problem, ...]


def examine(folder: Path, as_of: str, elsewhere: Collection[str] = ()) -> Checkup:
    """Return what is wrong, stale, unsourced, out of band, unused and moved in a folder.

    `as_of` is a month, YYYY-MM; `elsewhere` are beginnings of factor ids that other rooms take.
    A library that contradicts itself is not looked at further.
    """
    library, problems = load.read(folder)
    if library is None:
        return Checkup(
            as_of=as_of,
            library=None,
            stale=(),
            held=(),
            unused=None,
            editions=(),
            problems=tuple(problems),
        )
    known, wrong = bands.read(folder)
    held, wrong_bands = bands.hold(library, known)
    unused = health.unused(library, provenance.uses(library, known, folder), elsewhere)
    states, moved = health.editions(folder, library)
    problems = [
        *problems,
        *moved,
        *health.stale(library, as_of),
        *health.unsourced(library),
        *wrong,
        *wrong_bands,
        *bands.judge(held),
        *health.tell(unused),
    ]
    return Checkup(
        as_of=as_of,
        library=library,
        stale=_stale_ids(library, as_of),
        held=held,
        unused=unused,
        editions=states,
        problems=tuple(problems),
    )


def _stale_ids(library: Library, as_of: str) -> tuple[str, ...]:
    overdue = {one.id for one in health.every_factor(library) if one.review_by < as_of}
    overdue |= {one.id for one in library.assumptions.values() if one.review_by < as_of}
    return tuple(sorted(overdue))


def as_json(found: Checkup) -> dict[str, object]:
    """Return a checkup as plain values, its problems apart: those are told in a language."""
    library, unused = found.library, found.unused
    return {
        "as_of": found.as_of,
        "edition": None if library is None else library.name,
        "edition_sha256": None if library is None else library.edition,
        "stale": list(found.stale),
        "bands": [
            {
                "product": one.product.id,
                "compared": one.band.compared,
                "kg_co2e": one.kg_co2e,
                "low": one.band.low,
                "high": one.band.high,
                "inside": one.inside,
                "reason": one.band.reason,
            }
            for one in found.held
        ],
        "unused": None
        if unused is None
        else {
            "sources": list(unused.sources),
            "factors": [{"file": file, "ids": list(ids)} for file, ids in unused.factors.items()],
            "foods": list(unused.foods),
            "references": list(unused.references),
        },
        "editions": [
            {
                "name": one.name,
                "sha256": one.sha256,
                "published_sha256": one.published,
                "moved": one.moved,
            }
            for one in found.editions
        ],
    }
