"""Which names share the most letters: 3-gram weights, a sparse product, and a second look.

Only for names that words could not decide, and only to suggest. Weights are whole numbers, so that
a sum does not depend on its order and a name gets the same neighbours in any company. Imported
late: numpy and rapidfuzz are loaded when the first such name appears, scipy when there are many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

_BLOCK = 4096  # rows of one product: bounds memory, does not change the result
_FEW = 1500  # names up to which loading scipy costs more than it saves; the result is the same
_FEW_AT_ONCE = 64
_SIZE = 3  # letters in a group
_STEPS = 64  # of a weight
_EDGE = "\n"  # ends a name; no name contains it

_Ints = NDArray[np.int64]
_Near = tuple[
    NDArray[Any], NDArray[Any], NDArray[Any]
]  # row, number of the catalogue's name, what they share


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The 3-gram weights of the catalogue's names, gram by gram."""

    names: tuple[str, ...]
    letters: _Ints  # code point -> letter number, 0 for a letter no name has
    alphabet: int
    grams: _Ints  # gram code -> its number, -1 for none
    weight: _Ints  # rarity of each gram, in steps
    unknown: int  # rarity of a gram that no name has
    starts: _Ints  # where the names of a gram begin below
    holders: NDArray[np.int32]  # names that hold a gram, gram after gram
    shares: NDArray[np.int32]  # its weight in them
    lengths: NDArray[np.float64]  # of each name


def build(names: Sequence[str]) -> Index:
    """Return the index of the catalogue's names."""
    points = np.unique(_points(names))
    letters = np.zeros(int(points.max(initial=0)) + 2, dtype=np.int64)
    letters[points] = np.arange(1, len(points) + 1)
    alphabet = len(points) + 1
    rows, codes = _grams(names, letters, alphabet)
    present = np.unique(codes)
    grams = np.full(alphabet**_SIZE, -1, dtype=np.int64)
    grams[present] = np.arange(len(present))
    gram, row, many = _counted(grams[codes], rows, len(names))
    spread = np.bincount(gram, minlength=len(present))
    weight = _steps(np.log((1 + len(names)) / (1 + spread)) + 1)
    shares = many * weight[gram]
    return Index(
        names=tuple(names),
        letters=letters,
        alphabet=alphabet,
        grams=grams,
        weight=weight,
        unknown=int(_steps(np.log(np.array([1.0 + len(names)])) + 1)[0]),
        starts=np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(spread))),
        holders=row.astype(np.int32),
        shares=shares.astype(np.int32),
        lengths=np.sqrt(np.maximum(1, np.bincount(row, shares**2, len(names)))),
    )


def nearest(
    index: Index, names: Sequence[str], *, floor: float, keep: int
) -> Iterator[list[tuple[float, int]]]:
    """Yield for each name up to `keep` (likeness 0-1, number of the catalogue's name), best first.

    Likeness is the mean of the cosine of 3-gram weights and rapidfuzz's ratio; names whose cosine
    lies below `floor` are left out. Equal likeness is ordered by number.
    """
    few = len(names) <= _FEW
    size = _FEW_AT_ONCE if few else _BLOCK
    for start in range(0, len(names), size):
        block = names[start : start + size]
        row, gram, many, lengths = _asked(index, block)
        value = many * index.weight[gram]
        shared = (_added if few else _multiplied)(index, row, gram, value, len(block))
        yield from _best(index, block, shared, lengths, floor, keep)


def _best(
    index: Index,
    block: Sequence[str],
    shared: _Near,
    lengths: NDArray[np.float64],
    floor: float,
    keep: int,
) -> Iterator[list[tuple[float, int]]]:
    row, column, total = shared
    cosine = total / (lengths[row] * index.lengths[column])
    strong = cosine >= floor
    row, column, cosine = row[strong], column[strong], cosine[strong]
    order = np.lexsort((column, -cosine, row))
    row, column, cosine = row[order], column[order], cosine[order]
    ends = np.searchsorted(row, np.arange(len(block) + 1)).tolist()
    columns, values = column.tolist(), cosine.tolist()
    for number, name in enumerate(block):
        first = ends[number]
        last = min(ends[number + 1], first + keep)
        found = [
            ((values[at] + fuzz.ratio(name, index.names[columns[at]]) / 100) / 2, columns[at])
            for at in range(first, last)
        ]
        yield sorted(found, key=lambda pair: (-pair[0], pair[1]))


def _points(names: Sequence[str]) -> _Ints:
    text = _EDGE + "".join(f" {name} {_EDGE}" for name in names)
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)


def _grams(names: Sequence[str], letters: _Ints, alphabet: int) -> tuple[_Ints, _Ints]:
    """Return the row and the code of every group of three letters, none across two names."""
    points = _points(names)
    edge = points == ord(_EDGE)
    row = np.cumsum(edge) - 1
    known = np.where(points < len(letters), points, len(letters) - 1)
    number = letters[known]
    inside = ~(edge[:-2] | edge[1:-1] | edge[2:])
    code = (number[:-2] * alphabet + number[1:-1]) * alphabet + number[2:]
    return row[:-2][inside], code[inside]


def _counted(major: _Ints, minor: _Ints, size: int) -> tuple[_Ints, _Ints, _Ints]:
    """Return each pair once, ordered, with how often it stands there; minor is below size."""
    pairs, many = np.unique(major * max(1, size) + minor, return_counts=True)
    return pairs // max(1, size), pairs % max(1, size), many.astype(np.int64)


def _steps(weight: NDArray[np.float64]) -> _Ints:
    found: _Ints = np.rint(weight * _STEPS).astype(np.int64)
    return found


def _asked(index: Index, block: Sequence[str]) -> tuple[_Ints, _Ints, _Ints, NDArray[np.float64]]:
    """Return rows, grams and counts of outside names, and their lengths, unknown grams counted."""
    rows, codes = _grams(block, index.letters, index.alphabet)
    gram = index.grams[codes]
    known = gram >= 0
    row, gram, many = _counted(rows[known], gram[known], len(index.weight))
    squares = np.bincount(row, (many * index.weight[gram]) ** 2, len(block))
    strange = np.bincount(rows[~known], minlength=len(block)) * index.unknown**2
    return row, gram, many, np.sqrt(np.maximum(1, squares + strange))


def _added(index: Index, row: _Ints, gram: _Ints, value: _Ints, count: int) -> _Near:
    """Return what each pair of names shares, by adding up gram after gram."""
    many = index.starts[gram + 1] - index.starts[gram]
    before = np.cumsum(many) - many
    place = np.arange(int(many.sum())) + np.repeat(index.starts[gram] - before, many)
    width = max(1, len(index.names))
    cell = np.repeat(row, many) * width + index.holders[place]
    total = np.bincount(cell, np.repeat(value, many) * index.shares[place], count * width)
    found = np.flatnonzero(total)
    return found // width, found % width, total[found]


def _multiplied(index: Index, row: _Ints, gram: _Ints, value: _Ints, count: int) -> _Near:
    """Return the same by a sparse product, for many names."""
    from scipy import sparse

    shape = (len(index.weight), len(index.names))
    ours = sparse.csr_array((value.astype(np.int32), (row, gram)), shape=(count, shape[0]))
    theirs = sparse.csr_array((index.shares, index.holders, index.starts), shape=shape)
    product = (ours @ theirs).tocoo()
    return product.coords[0], product.coords[1], product.data
