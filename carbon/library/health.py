"""What ails a library that loads: figures nobody reviewed, sourced or uses, editions that moved.

Nothing here stops a calculation; it is what a person should see before a new edition goes out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from carbon.library import load
from carbon.library.provenance import Use
from carbon.library.records import Factor, Library, Product, Stage
from carbon.library.shelf_life import stale_entries
from carbon.library.tables import read_table
from carbon.problems import Problem, error, note, warning

PUBLISHED = "editions.csv"
_PUBLISHED_COLUMNS = ("edition", "sha256")
_FOOD, _REFERENCE = "food/", "reference/"
# How people write that they do not know where something comes from or under which terms.
_SAYS_NOTHING = frozenset({"", "-", "?", "unknown", "not stated", "n/a", "none", "todo", "tbd"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused:
    """What stands in the library and is taken by nothing."""

    sources: tuple[str, ...]
    factors: Mapping[str, tuple[str, ...]]  # file -> factor ids, foods and references apart
    foods: tuple[str, ...]  # food rows that no product uses
    references: tuple[str, ...]  # comparison figures whose commodity no product has


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionState:
    """An edition that can still be loaded, and the checksum it was published with."""

    name: str
    sha256: str  # as it is now; empty when it cannot be loaded
    published: str | None  # None: not published yet

    @property
    def moved(self) -> bool:
        """Tell whether the content is another one than was published."""
        return self.published is not None and self.sha256 != self.published


def every_factor(library: Library) -> Iterator[Factor]:
    """Yield every factor of every source."""
    for found in library.factors.values():
        yield from found


def stale(library: Library, as_of: str) -> list[Problem]:
    """Return a warning for each file with overdue figures, and for each overdue assumption.

    `as_of` is an ISO date or month. Files are counted, since a table goes stale as a whole.
    """
    month = as_of[: len("YYYY-MM")]
    overdue = Counter(
        (_file(one.where), one.review_by) for one in every_factor(library) if one.review_by < month
    )
    return [
        warning("library-stale-file", file, found=review_by, count=count)
        for (file, review_by), count in sorted(overdue.items())
    ] + stale_entries(library.assumptions.values(), as_of)


def unsourced(library: Library) -> list[Problem]:
    """Return a warning for each source without licence or place, and each factor without a page."""
    problems = [
        warning("library-unsourced", one.where, entry=one.id, field=field)
        for one in sorted(library.sources.values(), key=lambda source: source.id)
        for field, stated in (("licence", one.licence), ("locator", one.locator))
        if _says_nothing(stated)
    ]
    return problems + [
        warning("library-unsourced", one.where, entry=one.id, field="locator")
        for one in sorted(every_factor(library), key=lambda factor: (factor.id, factor.source))
        if _says_nothing(one.locator)
    ]


def _says_nothing(stated: str) -> bool:
    return stated.strip().casefold() in _SAYS_NOTHING


def unused(library: Library, uses: Mapping[str, Use], elsewhere: Collection[str] = ()) -> Unused:
    """Return what no product uses.

    `uses` is what rests on each source (`provenance.uses`); `elsewhere` are beginnings of factor
    ids that other rooms take, such as `freight/rigid_17t/`.
    """
    taken = {one for product in library.products.values() for one in _ids(product)}
    foods_taken = {_food(one) for one in taken if one.startswith(_FOOD)}
    commodities = {group for one in library.products.values() if (group := group_of(library, one))}
    stems = tuple(elsewhere)
    files: dict[str, list[str]] = {}
    foods: set[str] = set()
    references: list[str] = []
    for factor_id, found in library.factors.items():
        if factor_id.startswith(_FOOD):
            foods.add(_food(factor_id))
        elif factor_id.startswith(_REFERENCE):
            if found[0].correlation_group not in commodities:
                references.append(factor_id)
        elif factor_id not in taken and not factor_id.startswith(stems):
            files.setdefault(_file(found[0].where), []).append(factor_id)
    return Unused(
        sources=tuple(source for source, use in sorted(uses.items()) if use.nothing),
        factors={file: tuple(sorted(ids)) for file, ids in sorted(files.items())},
        foods=tuple(sorted(foods - foods_taken)),
        references=tuple(sorted(references)),
    )


def group_of(library: Library, product: Product) -> str | None:
    """Return the commodity of a product: the correlation group of its farm factor."""
    factor_id = product.factors.get(Stage.FARM)
    return None if factor_id is None else library.factors[factor_id][0].correlation_group


def _ids(product: Product) -> Iterable[str]:
    return (*product.factors.values(), *((product.inbound,) if product.inbound else ()))


def _food(factor_id: str) -> str:
    return factor_id.split("/")[1]


def _file(where: str) -> str:
    return where.partition(":")[0]


def tell(found: Unused) -> list[Problem]:
    """Return notes that count what is unused; a source without any use is named."""
    problems = [note("library-source-unused", "sources.yaml", found=one) for one in found.sources]
    problems += [
        note("library-factors-unused", file, count=len(ids), found=ids[0])
        for file, ids in found.factors.items()
    ]
    if found.foods:
        problems.append(note("library-foods-unused", _FOOD, count=len(found.foods)))
    if found.references:
        problems.append(note("library-references-unused", _REFERENCE, count=len(found.references)))
    return problems


def editions(folder: Path, current: Library) -> tuple[tuple[EditionState, ...], list[Problem]]:
    """Return every edition in a folder, and an error for each whose content moved.

    An edition that was published stands in editions.csv with its checksum; old tenders name it, so
    it must go on saying the same. One that is not listed there is still being worked on.
    """
    published, problems = _published(folder)
    names = [*load.editions(folder), current.name]
    states = []
    for name in sorted(set(names) | published.keys()):
        library = current if name == current.name else load.read(folder, name)[0]
        sha256 = "" if library is None else library.edition
        state = EditionState(name=name, sha256=sha256, published=published.get(name))
        states.append(state)
        if library is None:
            problems.append(error("library-edition-gone", PUBLISHED, found=name))
        elif state.published is None and name != current.name:
            # Tenders name older editions; without a checksum nobody would see one move.
            problems.append(error("library-edition-unpinned", PUBLISHED, found=name))
        elif state.moved:
            values = {"found": sha256[:12], "expected": (state.published or "")[:12]}
            problems.append(error("library-edition-moved", PUBLISHED, edition=name, **values))
    return tuple(states), problems


def _published(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    if not (folder / PUBLISHED).is_file():
        return {}, []
    rows, problems = read_table(folder / PUBLISHED, PUBLISHED, columns=_PUBLISHED_COLUMNS)
    return {
        str(row.cells.get("edition", "-")): str(row.cells.get("sha256", "-")) for row in rows
    }, problems
