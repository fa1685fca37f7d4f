"""A library as rows of plain values, and back: what `store` keeps on disk.

Records are kept by column, without their field names: the names are those of the class, and
whoever keeps columns keeps a digest of this code with them (`store.code_digest`). A column in which
all are alike is one value. Numbers come back as the very same floats. What does not look like
columns of ours raises one of WRONG.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import repeat
from typing import Any, TypeVar

import msgpack

from carbon.library.foods import FoodTable
from carbon.library.frame import Frame, library_of
from carbon.library.records import (
    Assumption,
    Commodity,
    Factor,
    GwpValue,
    Library,
    Product,
    Source,
    Spread,
    Stage,
    Temperature,
)
from carbon.library.shelf import Part, Shelf
from carbon.library.tables import Row

WRONG = (
    *(AttributeError, LookupError, OverflowError, RecursionError, TypeError, ValueError),
    msgpack.UnpackException,
)
Plain = Sequence[Any]
_Record = TypeVar("_Record", Assumption, Commodity, Factor, GwpValue, Product, Source)
_STAGES: Mapping[str, Stage] = {stage.value: stage for stage in Stage}
_TEMPERATURES: Mapping[str, Temperature] = {one.value: one for one in Temperature}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """A library with what it was made of: the frame and the files of factors, as they were read."""

    index: str  # the index file that was read, below the library's folder
    library: Library
    frame: Frame
    parts: tuple[Part, ...]


def pack(contents: Contents) -> bytes:
    """Return the library as bytes; TypeError for a value that has no plain form."""
    library, frame = contents.library, contents.frame
    content = (
        (library.edition, library.name, library.gwp),
        (sorted(frame.countries), frame.groups, frame.commodity_of_code),
        _columns(Source, frame.sources.values()),
        _columns(GwpValue, frame.gwp_values.values()),
        _columns(Assumption, frame.assumptions.values()),
        _columns(Commodity, frame.commodities.values()),
        [_packed_part(part) for part in contents.parts],
        _columns(Product, library.products.values()),
    )
    return bytes(msgpack.packb(content, default=_plain))


def unpack(data: bytes) -> Library:
    """Return the library that `pack` took apart; one of WRONG when the bytes are not its own."""
    content = msgpack.unpackb(data, use_list=False)
    head, lists, sources, gwp_values, assumptions, commodities, parts, products = content
    edition, name, gwp = head
    frame = _frame(lists, sources, gwp_values, assumptions, commodities)
    shelf = Shelf([_part(part, frame) for part in parts])
    known = {one.id: one for one in _records(Product, products)}
    return library_of(frame, shelf, known, edition=edition, name=name, gwp=gwp)


def _frame(
    lists: Plain, sources: Plain, gwp_values: Plain, assumptions: Plain, commodities: Plain
) -> Frame:
    countries, groups, codes = lists
    return Frame(
        sources={one.id: one for one in _records(Source, sources)},
        countries=frozenset(countries),
        groups=groups,
        gwp_values={(one.gwp, one.gas): one for one in _records(GwpValue, gwp_values)},
        assumptions={one.id: one for one in _records(Assumption, assumptions)},
        commodities={one.id: one for one in _records(Commodity, commodities)},
        commodity_of_code=codes,
    )


def _plain(value: object) -> object:
    if isinstance(value, Spread):
        return (value.gsd, value.basis, value.kind)
    raise TypeError(f"{type(value).__name__} has no plain form")


def _names(kind: type[_Record]) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


def _columns(kind: type[_Record], records: Iterable[_Record]) -> Plain:
    found = list(records)
    columns = [[getattr(one, name) for one in found] for name in _names(kind)]
    return (len(found), [_column(values) for values in columns])


def _column(values: list[object]) -> Plain:
    """Return a column as (True, the value of all) or (False, the values)."""
    first = values[0] if values else None
    if all(one is first or (isinstance(one, str) and one == first) for one in values):
        return (True, first)
    return (False, values)


def _records(kind: type[_Record], packed: Plain) -> list[_Record]:
    """Return the records of columns; ValueError when there are more or fewer than fields.

    Each column goes straight into its slot: three thousand calls with twenty names each would take
    half of the time that the store is there to save. None of these classes has a __post_init__.
    """
    count, columns = packed
    records = [kind.__new__(kind) for _ in range(count)]
    opened = _FROM_PLAIN.get(kind, {})
    for name, (alike, found) in zip(_names(kind), columns, strict=True):
        values = _values(found, alike, count, opened.get(name))
        deque(map(getattr(kind, name).__set__, records, values), maxlen=0)
    return records


def _values(
    found: Any, alike: bool, count: int, from_plain: Callable[[Any], object] | None
) -> Iterable[object]:
    if not alike and len(found) != count:
        raise ValueError(f"{len(found)} values for {count} records")
    if from_plain is None or not count:
        return repeat(found, count) if alike else found
    return repeat(from_plain(found), count) if alike else map(from_plain, found)


def _stages(names: Sequence[str]) -> tuple[Stage, ...]:
    return tuple(_STAGES[name] for name in names)


def _spread(parts: Plain) -> Spread:
    gsd, basis, kind = parts
    return Spread(gsd=gsd, basis=basis, kind=kind)


def _by_stage(found: Mapping[str, str]) -> dict[Stage, str]:
    return {_STAGES[name]: factor_id for name, factor_id in found.items()}


# Fields whose plain form is not what the record holds.
_FROM_PLAIN: Mapping[type, Mapping[str, Callable[[Any], object]]] = {
    Factor: {"stages": _stages, "spread": _spread},
    Product: {"factors": _by_stage, "temperature": _TEMPERATURES.__getitem__},
}


class _PackedRows(Mapping[str, Row]):
    """The rows of a food table by slug, each opened when somebody asks for it.

    A class because it is a mapping that makes its values; a run looks at a few dozen of them.
    """

    def __init__(self, columns: Sequence[str], packed: Mapping[str, Plain]) -> None:
        self._columns = columns
        self._packed = packed
        self._made: dict[str, Row] = {}

    def __getitem__(self, slug: str) -> Row:
        """Return the row of a food; KeyError when there is none."""
        row = self._made.get(slug)
        if row is None:
            where, cells = self._packed[slug]
            row = self._made[slug] = Row(cells=self._cells(cells), where=where)
        return row

    def _cells(self, cells: bytes) -> dict[str, object]:
        found = zip(self._columns, msgpack.unpackb(cells), strict=True)
        return {column: cell for column, cell in found if cell is not None}

    def __iter__(self) -> Iterator[str]:
        """Yield every slug, in the order of the table."""
        return iter(self._packed)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._packed)


def _packed_part(part: Part) -> Plain:
    if isinstance(part, tuple):
        return (_columns(Factor, part),)
    if not isinstance(part, FoodTable):
        raise TypeError(f"{type(part).__name__} has no plain form")
    columns = list(dict.fromkeys(column for row in part.rows.values() for column in row.cells))
    rows = {
        slug: (row.where, msgpack.packb([row.cells.get(column) for column in columns]))
        for slug, row in part.rows.items()
    }
    return (_columns(Factor, [part.sample]), columns, rows)


def _part(packed: Plain, frame: Frame) -> Part:
    if len(packed) == 1:
        return tuple(_records(Factor, packed[0]))
    samples, columns, rows = packed
    (sample,) = _records(Factor, samples)
    return FoodTable(_PackedRows(columns, rows), sample, frame)
