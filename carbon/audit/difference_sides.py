"""The two sides of a difference: a tender folder as it is, or a bundle, opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from carbon import language
from carbon.audit import knowledge, opening
from carbon.audit.bag import sha256
from carbon.audit.difference_records import Side
from carbon.audit.difference_states import recorded
from carbon.audit.records import Bundle, Kind
from carbon.problems import Problem

Described = tuple[Mapping[str, str], ...]


@contextmanager
def opened(path: Path, lang: str) -> Iterator[tuple[Side, Described]]:
    """Give a side for the time of a `with` block, and what is wrong with it."""
    if path.is_dir():
        made = Side(
            name=str(path),
            bundle=False,
            tender=path,
            knowledge=None,
            recorded=None,
            engine=None,
        )
        yield made, ()
        return
    with opening.opened(path) as (bundle, problems):
        yield _side(path, bundle), described(problems, lang)


def described(problems: Sequence[Problem], lang: str) -> Described:
    """Return problems as finished texts."""
    return tuple(language.described(one, lang) for one in problems)


def _side(path: Path, bundle: Bundle | None) -> Side:
    if bundle is None:
        nowhere = path.with_name(f"{path.name}.closed")  # not there: reading it tells so
        return Side(name=str(path), bundle=True, tender=nowhere, knowledge=None, recorded=None,
                    engine=None)  # fmt: skip
    lib = {
        name: sha256(one.read_bytes()) for name, one in knowledge.files(bundle.knowledge).items()
    }
    hidden = [one.name for one in bundle.members if one.kind is Kind.MASKED]
    return Side(
        name=str(path),
        bundle=True,
        tender=bundle.tender,
        knowledge=None if knowledge.is_installed(lib) else bundle.knowledge,
        recorded=recorded(bundle),
        engine=bundle.engine,
        hidden=tuple(one for one in hidden if one.startswith(("tender/", "knowledge/"))),
    )
