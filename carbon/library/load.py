"""Read the library as a whole, or say everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from carbon import language, resources
from carbon.library import agreement, commodities, foods, spread, store
from carbon.library.edition import edition_of
from carbon.library.entry import Entry
from carbon.library.factor_files import read_file
from carbon.library.files import EDITIONS, INDEX, Files
from carbon.library.foods import FoodTable
from carbon.library.frame import (
    Frame,
    check_frame,
    library_of,
    read_assumptions,
    read_gwp,
    read_regions,
    read_sources,
)
from carbon.library.packed import Contents
from carbon.library.products import read_products, shared_names
from carbon.library.records import Assumption, Library, Product
from carbon.library.shelf import Shelf
from carbon.problems import LibraryError, Problem, Severity, error, has_errors

_INDEX_FIELDS = (
    *("edition", "gwp", "sources", "regions", "gwp_values"),
    *("commodities", "commodity_codes", "factors", "products", "assumptions"),
)
_NEEDED = (
    *spread.NEEDED,
    *foods.NEEDED,
    "spread.rule.category_default",
    "proxy.from_match_score",
    "selection.geographical_score.group",
    "selection.geographical_score.world",
)


def load(folder: Path | None = None, edition: str | None = None, *, fresh: bool = False) -> Library:
    """Return the library in `folder`, or the project's own; in an older edition if one is named.

    The project's own may come from its store, unless `fresh`: it is the same either way.
    Raises LibraryError that lists everything wrong, when the library contradicts itself.
    """
    if folder is None and not fresh:
        return kept(resources.factors_folder(), edition)
    return _whole(Files(folder=folder or resources.factors_folder()), edition).library


def kept(folder: Path, edition: str | None = None) -> Library:
    """Return the library in `folder` from its store; it is read, and kept, when that is not true.

    Raises LibraryError as `load` does.
    """
    older = edition in _older(folder)
    library = store.restore(folder, f"{EDITIONS}/{edition}.yaml" if older else INDEX)
    if library is not None and (older or edition in (None, library.name)):
        return library
    files = Files(folder=folder)
    contents = _whole(files, edition)
    store.save(files, contents)
    return contents.library


def _whole(files: Files, edition: str | None) -> Contents:
    contents = read_contents(files, edition)
    if contents is None:
        errors = [one for one in files.problems if one.severity is Severity.ERROR]
        lines = [f"{one.where}  {one.code}  {language.message(one, 'en')}" for one in errors]
        raise LibraryError("\n".join(["the library contradicts itself:", *lines]))
    return contents


def check(folder: Path | None = None, edition: str | None = None) -> list[Problem]:
    """Return everything wrong with the library in `folder`, or in the project's own."""
    return read(folder or resources.factors_folder(), edition)[1]


def editions(folder: Path | None = None) -> tuple[str, ...]:
    """Return the names of all editions whose files are there: older ones first, then the current.

    Each older edition is an index of its own in `editions/`; the current one is `index.yaml`.
    """
    where = folder or resources.factors_folder()
    current = (Files(folder=where).yaml(INDEX) or {}).get("edition")
    return (*_older(where), str(current))


def _older(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (folder / EDITIONS).glob("*.yaml")))


def read(folder: Path, edition: str | None = None) -> tuple[Library | None, list[Problem]]:
    """Return the library and what is wrong with it; no library when anything is an error."""
    files = Files(folder=folder)
    contents = read_contents(files, edition)
    return (None if contents is None else contents.library), files.problems


def read_contents(files: Files, edition: str | None = None) -> Contents | None:
    """Return the library with what it is made of, or None after noting in `files` what is wrong."""
    name = _index_of(files.folder, edition)
    if name is None:
        known = ", ".join(editions(files.folder))
        values = {"found": edition, "expected": known}
        files.problems.append(error("library-edition-unknown", INDEX, **values))
        return None
    index = files.yaml(name)
    if index is None:
        return None
    head = Entry(index, f"{name}:1", files.problems)
    head.name = name
    head.only(_INDEX_FIELDS)
    frame = _read_frame(files, head)
    if has_errors(files.problems):
        # Factors read against a broken frame would bury the one mistake under a thousand others.
        return None
    parts = tuple(read_file(one, files, frame) for one in head.texts("factors"))
    shelf = Shelf(parts)
    tables = [part for part in parts if isinstance(part, FoodTable)]
    agreement.check_parts(shelf, tables, files.problems)
    products = _read_products(files, head.texts("products"), shelf)
    files.note_unlisted(
        name for key in ("factors", "products", "assumptions") for name in head.texts(key)
    )
    if has_errors(files.problems):
        return None
    library = _library(head, frame, tables, shelf, products)
    return Contents(index=name, library=library, frame=frame, parts=parts)


def _index_of(folder: Path, edition: str | None) -> str | None:
    """Return the index file of an edition, or None when the folder does not hold it."""
    if edition is None:
        return INDEX
    if edition in _older(folder):
        return f"{EDITIONS}/{edition}.yaml"
    return INDEX if edition in editions(folder) else None


def _read_frame(files: Files, head: Entry) -> Frame:
    def read_part(key: str) -> tuple[dict[str, object], str]:
        name = head.text(key)
        return (files.yaml(name) or {}) if name else {}, name

    sources, source_problems = read_sources(*read_part("sources"))
    countries, groups, region_problems = read_regions(*read_part("regions"))
    gwp_values, gwp_problems = read_gwp(*read_part("gwp_values"))
    files.problems += [*source_problems, *region_problems, *gwp_problems]
    listed, codes = head.optional_text("commodities"), head.optional_text("commodity_codes")
    known = commodities.read_commodities(listed, files) if listed else {}
    frame = Frame(
        sources=sources,
        countries=countries,
        groups=groups,
        gwp_values=gwp_values,
        assumptions=_read_assumption_files(files, head.texts("assumptions")),
        commodities=known,
        commodity_of_code=commodities.read_codes(codes, files, known) if codes else {},
    )
    head.text("edition")
    head.choice("gwp", {gwp for gwp, _ in gwp_values})
    files.problems += check_frame(frame, _NEEDED, head.name)
    return frame


def _read_assumption_files(files: Files, names: tuple[str, ...]) -> dict[str, Assumption]:
    known: dict[str, Assumption] = {}
    for name in names:
        content = files.yaml(name)
        if content is None:
            continue
        found, problems = read_assumptions(content, name)
        files.problems += problems
        for one in found:
            if one.id in known:
                files.problems.append(agreement.twice(one.id, one.where, known[one.id].where))
            known.setdefault(one.id, one)
    return known


def _read_products(files: Files, names: tuple[str, ...], shelf: Shelf) -> dict[str, Product]:
    known: dict[str, Product] = {}
    for name in names:
        path = files.path(name)
        if path is None:
            continue
        found, problems = read_products(path, name, shelf)
        files.problems += problems
        for product in found:
            if product.id in known:
                files.problems.append(
                    agreement.twice(product.id, product.where, known[product.id].where)
                )
            known.setdefault(product.id, product)
    files.problems += shared_names(known.values())
    return known


def _library(
    head: Entry,
    frame: Frame,
    tables: Sequence[FoodTable],
    shelf: Shelf,
    products: dict[str, Product],
) -> Library:
    name, gwp = head.text("edition"), head.text("gwp")
    edition = edition_of({"edition": name, "gwp": gwp}, frame, tables, shelf, products)
    return library_of(frame, shelf, products, edition=edition, name=name, gwp=gwp)
