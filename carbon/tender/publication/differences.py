"""What differs between the pack that was published and the present one: figure, file, old, new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from carbon.intake.tenderfile import FILE as TENDER
from carbon.problems import Problem, error
from carbon.tender.publication import usable
from carbon.tender.publication.lock import FILE, Lock
from carbon.tender.publication.pack import MethodPack

NONE = "–"  # a figure or file that is not there
_SHOWN = 25  # differences told one by one; beyond them a count
_DIGITS = 12  # of a hash, for a reader to tell two apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One figure or file that is not what was published."""

    kind: str  # figure or file
    name: str  # factors/food/carrot/farm@FR: kg_co2e, or the name of the file
    old: str
    new: str
    where: str  # file, with the line where it is known


def between(lock: Lock, pack: MethodPack) -> tuple[Difference, ...]:
    """Return every difference: figures first, then files."""
    found = [*_figures(lock, pack), *_catalogue(lock, pack)]
    found += _files(lock.files, pack.files)
    if lock.figures["versions"].get("library_edition") != pack.library.edition:
        found += _files(lock.library_files, pack.library_files)
    return tuple(found)


def of_documents(lock: Lock, pack: MethodPack) -> tuple[Difference, ...]:
    """Return the buyer's own texts that are not what was published; they hold no figure."""
    return tuple(_files(lock.documents, pack.documents))


def _figures(lock: Lock, pack: MethodPack) -> Iterator[Difference]:
    places = _places(pack)
    for group in dict.fromkeys((*lock.figures, *pack.figures)):
        before, now = lock.figures.get(group, {}), pack.figures.get(group, {})
        for name in dict.fromkeys((*before, *now)):
            old, new = before.get(name, NONE), now.get(name, NONE)
            if old != new:
                thing = name.rpartition(": ")[0] or name
                where = places.get((group, thing)) or _file_of(group)
                yield Difference(
                    kind="figure", name=f"{group}/{name}", old=old, new=new, where=where
                )


def _places(pack: MethodPack) -> Mapping[tuple[str, str], str]:
    found = {("factors", one.id): f"factors/{one.where}" for one in pack.factors}
    library = pack.library
    found |= {
        ("assumptions", id_): f"factors/{one.where}" for id_, one in library.assumptions.items()
    }
    named = {one for one in pack.products.values() if one is not None}
    found |= {("products", id_): f"factors/{library.products[id_].where}" for id_ in named}
    lines = (line for lot in pack.tender.lots for line in lot.lines)
    return found | {("basket", line.id): line.where for line in lines}


def _file_of(group: str) -> str:
    known = {"factors": "factors/", "assumptions": "factors/", "products": "factors/",
             "chains": "factors/transport/chains.yaml", "versions": "factors/"}  # fmt: skip
    return known.get(group, TENDER)


def _catalogue(lock: Lock, pack: MethodPack) -> Iterator[Difference]:
    """Yield products of the catalogue that no line names, but that an offer could be taken for."""
    if lock.figures["versions"].get("library_edition") == pack.library.edition:
        return
    now, named = usable.catalogue(pack.library), set(pack.products.values())
    for id_ in dict.fromkeys((*lock.catalogue, *now)):
        old, new = lock.catalogue.get(id_, NONE), now.get(id_, NONE)
        if old != new and id_ not in named:
            product = pack.library.products.get(id_)
            where = f"factors/{product.where}" if product else "factors/"
            yield Difference(kind="figure", name=f"catalogue/{id_}", old=old, new=new, where=where)


def _files(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Difference]:
    for name in dict.fromkeys((*before, *now)):
        old, new = before.get(name), now.get(name)
        if old != new:
            yield Difference(kind="file", name=name, old=_short(old), new=_short(new), where=name)


def _short(sha256: str | None) -> str:
    return NONE if sha256 is None else sha256[:_DIGITS]


def as_problems(found: Sequence[Difference]) -> list[Problem]:
    """Return the differences as errors that stop an evaluation; the first ones by name."""
    problems = [_problem(one) for one in found[:_SHOWN]]
    files = [one for one in found[_SHOWN:] if one.kind == "file"]
    problems += [_problem(one) for one in files[:_SHOWN]]
    rest = len(found) - len(problems)
    if rest > 0:
        problems.append(error("lock-more-differs", FILE, count=rest))
    return problems


def _problem(one: Difference) -> Problem:
    values = {"name": one.name, "old": one.old, "new": one.new}
    if one.kind == "file":
        return error("lock-file-differs", one.where, **values)
    return error("lock-figure-differs", one.where, **values)
