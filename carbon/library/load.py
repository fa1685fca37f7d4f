"""Read the library as a whole, or say everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from carbon import language, resources
from carbon.library import foods, spread
from carbon.library.edition import edition_of
from carbon.library.entry import Entry, place
from carbon.library.factor_files import read_file
from carbon.library.files import INDEX, Files
from carbon.library.frame import (
    Frame,
    check_frame,
    read_assumptions,
    read_gwp,
    read_regions,
    read_sources,
)
from carbon.library.products import by_stem, read_product
from carbon.library.records import Assumption, Factor, Library, Product
from carbon.problems import LibraryError, Problem, Severity, error, has_errors, warning

_INDEX_FIELDS = (
    "edition",
    "gwp",
    "sources",
    "regions",
    "gwp_values",
    "factors",
    "products",
    "assumptions",
)
_NEEDED = (*spread.NEEDED, *foods.NEEDED, "spread.rule.category_default", "proxy.from_match_score")


def load(folder: Path | None = None) -> Library:
    """Return the library in `folder`, or the project's own.

    Raises LibraryError that lists everything wrong, when the library contradicts itself.
    """
    library, problems = read(folder or resources.factors_folder())
    if library is None:
        errors = [one for one in problems if one.severity is Severity.ERROR]
        lines = [f"{one.where}  {one.code}  {language.message(one, 'en')}" for one in errors]
        raise LibraryError("\n".join(["the library contradicts itself:", *lines]))
    return library


def check(folder: Path | None = None) -> list[Problem]:
    """Return everything wrong with the library in `folder`, or in the project's own."""
    return read(folder or resources.factors_folder())[1]


def read(folder: Path) -> tuple[Library | None, list[Problem]]:
    """Return the library and what is wrong with it; no library when anything is an error."""
    files = Files(folder=folder)
    index = files.yaml(INDEX)
    if index is None:
        return None, files.problems
    head = Entry(index, f"{INDEX}:1", files.problems)
    head.name = INDEX
    head.only(_INDEX_FIELDS)
    frame = _read_frame(files, head)
    if has_errors(files.problems):
        # Factors read against a broken frame would bury the one mistake under a thousand others.
        return None, files.problems
    factors = _read_factors(files, head.texts("factors"), frame)
    products = _read_products(files, head.texts("products"), factors, frame)
    files.note_unlisted(
        name for key in ("factors", "products", "assumptions") for name in head.texts(key)
    )
    if has_errors(files.problems):
        return None, files.problems
    return _library(head, frame, factors, products), files.problems


def _read_frame(files: Files, head: Entry) -> Frame:
    def read_part(key: str) -> tuple[dict[str, object], str]:
        name = head.text(key)
        return (files.yaml(name) or {}) if name else {}, name

    sources, source_problems = read_sources(*read_part("sources"))
    countries, groups, region_problems = read_regions(*read_part("regions"))
    gwp_values, gwp_problems = read_gwp(*read_part("gwp_values"))
    files.problems += [*source_problems, *region_problems, *gwp_problems]
    frame = Frame(
        sources=sources,
        countries=countries,
        groups=groups,
        gwp_values=gwp_values,
        assumptions=_read_assumption_files(files, head.texts("assumptions")),
    )
    head.text("edition")
    head.choice("gwp", {gwp for gwp, _ in gwp_values})
    files.problems += check_frame(frame, _NEEDED, INDEX)
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
                files.problems.append(_twice(one.id, one.where, known[one.id].where))
            known.setdefault(one.id, one)
    return known


def _read_factors(
    files: Files, names: tuple[str, ...], frame: Frame
) -> dict[str, tuple[Factor, ...]]:
    """Return factors by id, those of the file that the index lists first in front."""
    known: dict[str, list[Factor]] = {}
    for name in names:
        for factor in read_file(name, files, frame):
            others = known.setdefault(factor.id, [])
            same = next((one for one in others if one.source == factor.source), None)
            if same is not None:
                files.problems.append(_twice(factor.id, factor.where, same.where))
            elif others and others[0].per != factor.per:
                wrong = error(
                    "library-unit-wrong",
                    factor.where,
                    entry=factor.id,
                    found=factor.per,
                    expected=others[0].per,
                )
                files.problems.append(wrong)
            others.append(factor)
    return {factor_id: tuple(found) for factor_id, found in known.items()}


def _read_products(
    files: Files,
    names: tuple[str, ...],
    factors: Mapping[str, tuple[Factor, ...]],
    frame: Frame,
) -> dict[str, Product]:
    known: dict[str, Product] = {}
    stems = by_stem(factors)
    for name in names:
        content = files.yaml(name)
        listed = content.get("products") if content else []
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            expected = "products: [...]"
            files.problems.append(error("library-shape", name, entry="-", expected=expected))
            continue
        for one in listed:
            product = read_product(
                one,
                place(name, one),
                factors=factors,
                stems=stems,
                problems=files.problems,
            )
            if product is None:
                continue
            if product.id in known:
                files.problems.append(_twice(product.id, product.where, known[product.id].where))
            known.setdefault(product.id, product)
    files.problems += _shared_names(known)
    return known


def _shared_names(products: Mapping[str, Product]) -> list[Problem]:
    """Warn of a name or synonym that stands for two products: a match on it would be a guess."""
    owners: dict[str, Product] = {}
    problems: list[Problem] = []
    for product in products.values():
        for name in {one.casefold() for one in (product.name_sv, *product.synonyms)}:
            other = owners.setdefault(name, product)
            if other is not product:
                problems.append(
                    warning(
                        "library-name-shared",
                        product.where,
                        entry=product.id,
                        found=name,
                        other=other.id,
                    )
                )
    return problems


def _twice(found: str, where: str, other: str) -> Problem:
    return error("library-id-twice", where, entry=found, found=found, other=other)


def _library(
    head: Entry,
    frame: Frame,
    factors: Mapping[str, tuple[Factor, ...]],
    products: Mapping[str, Product],
) -> Library:
    name, gwp = head.text("edition"), head.text("gwp")
    edition = edition_of(
        head={"edition": name, "gwp": gwp},
        sources=frame.sources,
        factors=factors,
        products=products,
        assumptions=frame.assumptions,
        groups=frame.groups,
        gwp_values=frame.gwp_values,
    )
    return Library(
        edition=edition,
        sources=frame.sources,
        factors=factors,
        products=products,
        assumptions=frame.assumptions,
        region_groups=frame.groups,
        name=name,
        gwp=gwp,
        gwp_values=frame.gwp_values,
    )
