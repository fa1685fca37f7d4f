"""All factors of a library by id, of which only those that are asked for are made.

A long table of foods stands for some twelve thousand factors, and a run looks at a few dozen. The
rows are checked when the library is loaded; the records come into being at first use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from carbon.library.records import Factor


class Table(Protocol):
    """A file whose factors are made one by one."""

    def ids(self) -> Iterator[str]:
        """Yield the id of every factor of the file."""

    def find(self, factor_id: str) -> Factor | None:
        """Return the file's factor of this id, or None."""

    def parts_of(self, thing: str) -> Mapping[str, str]:
        """Return the ids `<thing>/<part>@<region>` of the file by their part."""


Part = tuple[Factor, ...] | Table  # a file of factors: all of them, or a table that makes them
_Placed = tuple[int, Factor]  # a factor and the position of its file in the index


class Shelf(Mapping[str, tuple[Factor, ...]]):
    """Factors by id, those of the file that the index lists first in front.

    A class because it is a mapping that makes its values when they are asked for.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        self._tables: list[tuple[int, Table]] = []
        self._listed: dict[str, list[_Placed]] = {}
        self._parts: dict[str, dict[str, list[str]]] = {}
        self._made: dict[str, tuple[Factor, ...]] = {}
        self._ids: dict[str, None] | None = None
        for position, part in enumerate(parts):
            if isinstance(part, tuple):
                self._add(position, part)
            else:
                self._tables.append((position, part))

    def _add(self, position: int, factors: Sequence[Factor]) -> None:
        for factor in factors:
            placed = self._listed.setdefault(factor.id, [])
            if not placed:
                thing, _, part = factor.id.partition("@")[0].rpartition("/")
                self._parts.setdefault(thing, {}).setdefault(part, []).append(factor.id)
            placed.append((position, factor))

    def __getitem__(self, factor_id: str) -> tuple[Factor, ...]:
        """Return the factors of an id; KeyError when there is none."""
        found = self._find(factor_id)
        if not found:
            raise KeyError(factor_id)
        return found

    def __contains__(self, factor_id: object) -> bool:
        """Tell whether any file has a factor of this id."""
        return isinstance(factor_id, str) and bool(self._find(factor_id))

    def _find(self, factor_id: str) -> tuple[Factor, ...]:
        found = self._made.get(factor_id)
        if found is None:
            placed = list(self._listed.get(factor_id, ()))
            for position, table in self._tables:
                factor = table.find(factor_id)
                if factor is not None:
                    placed.append((position, factor))
            placed.sort(key=lambda one: one[0])
            found = self._made[factor_id] = tuple(factor for _, factor in placed)
        return found

    def __iter__(self) -> Iterator[str]:
        """Yield every id once: those of tables first, as they are the most."""
        if self._ids is None:
            self._ids = {one: None for _, table in self._tables for one in table.ids()}
            self._ids.update(dict.fromkeys(self._listed))
        return iter(self._ids)

    def __len__(self) -> int:
        """Return how many ids there are."""
        return sum(1 for _ in self)

    def listed(self) -> Mapping[str, Sequence[_Placed]]:
        """Return the factors of files that list theirs, by id, each with its file's position."""
        return self._listed

    def parts_of(self, thing: str) -> Mapping[str, Sequence[str]]:
        """Return the ids `<thing>/<part>@<region>` by their part, over all files and regions."""
        found = {part: list(ids) for part, ids in self._parts.get(thing, {}).items()}
        for _, table in self._tables:
            for part, factor_id in table.parts_of(thing).items():
                known = found.setdefault(part, [])
                if factor_id not in known:
                    known.append(factor_id)
        return found
