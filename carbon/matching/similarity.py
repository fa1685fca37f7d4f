"""Which names share the most letters: 3-gram weights, a sparse product, and a second look.

Only for names that words could not decide, and only to suggest. Imported late: scipy and
rapidfuzz are loaded when the first such name appears.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from scipy import sparse

_BLOCK = 4096  # rows of one product: bounds memory, does not change the result
_SIZE = 3  # letters in a group
_EDGE = "\n"  # ends a name; no name contains it


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The 3-gram weights of the catalogue's names, one column each."""

    names: tuple[str, ...]
    letters: NDArray[np.int64]  # code point -> letter number, 0 for a letter no name has
    alphabet: int
    grams: NDArray[np.int64]  # gram code -> column of the weights, -1 for none
    weight: NDArray[np.float32]  # rarity of each gram
    unknown: float  # rarity of a gram that no name has
    columns: sparse.csr_array[np.float32]  # grams x names, each name of length 1


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
    pairs = np.unique(rows * len(present) + grams[codes])
    spread = np.bincount(pairs % max(1, len(present)), minlength=len(present))
    weight = np.log((1 + len(names)) / (1 + spread)) + 1
    unknown = float(np.log(1 + len(names)) + 1)
    table = _table(rows, grams[codes], weight, (len(names), len(present)))
    lengths = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel())
    scaled = sparse.diags_array(1 / np.maximum(lengths, np.finfo(np.float64).tiny)) @ table
    return Index(
        names=tuple(names),
        letters=letters,
        alphabet=alphabet,
        grams=grams,
        weight=weight.astype(np.float32),
        unknown=unknown,
        columns=sparse.csr_array(scaled.T, dtype=np.float32),
    )


def nearest(
    index: Index, names: Sequence[str], *, floor: float, keep: int
) -> Iterator[list[tuple[float, int]]]:
    """Yield for each name up to `keep` (likeness 0-1, number of the catalogue's name), best first.

    Likeness is the mean of the cosine of 3-gram weights and rapidfuzz's ratio; names whose cosine
    lies below `floor` are left out. Equal likeness is ordered by number.
    """
    for start in range(0, len(names), _BLOCK):
        block = names[start : start + _BLOCK]
        product = (_rows(index, block) @ index.columns).tocoo()
        strong = product.data >= floor
        row, column = product.coords[0][strong], product.coords[1][strong]
        value = product.data[strong]
        order = np.lexsort((column, -value, row))
        row, column, value = row[order], column[order], value[order]
        ends = np.searchsorted(row, np.arange(len(block) + 1)).tolist()
        columns, values = column.tolist(), value.tolist()
        for number, name in enumerate(block):
            first = ends[number]
            last = min(ends[number + 1], first + keep)
            found = [
                ((values[at] + fuzz.ratio(name, index.names[columns[at]]) / 100) / 2, columns[at])
                for at in range(first, last)
            ]
            yield sorted(found, key=lambda pair: (-pair[0], pair[1]))


def _points(names: Sequence[str]) -> NDArray[np.int64]:
    text = _EDGE + "".join(f" {name} {_EDGE}" for name in names)
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)


def _grams(
    names: Sequence[str], letters: NDArray[np.int64], alphabet: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the row and the code of every group of three letters, none across two names."""
    points = _points(names)
    edge = points == ord(_EDGE)
    row = np.cumsum(edge) - 1
    known = np.where(points < len(letters), points, len(letters) - 1)
    number = letters[known]
    inside = ~(edge[:-2] | edge[1:-1] | edge[2:])
    code = (number[:-2] * alphabet + number[1:-1]) * alphabet + number[2:]
    return row[:-2][inside], code[inside]


def _table(
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    weight: NDArray[np.floating],
    shape: tuple[int, int],
) -> sparse.csr_array[np.float32]:
    """Return how often each gram stands in each name, times its weight."""
    values = weight[columns].astype(np.float32)
    return sparse.csr_array((values, (rows, columns)), shape=shape, dtype=np.float32)


def _rows(index: Index, names: Sequence[str]) -> sparse.csr_array[np.float32]:
    """Return the weights of outside names, each of length 1, unknown grams counted in."""
    rows, codes = _grams(names, index.letters, index.alphabet)
    columns = index.grams[codes]
    known = columns >= 0
    table = _table(rows[known], columns[known], index.weight, (len(names), len(index.weight)))
    table.sum_duplicates()
    squares = np.asarray(table.multiply(table).sum(axis=1), dtype=np.float64).ravel()
    strange = np.bincount(rows[~known], minlength=len(names)) * index.unknown**2
    lengths = np.sqrt(np.maximum(squares + strange, np.finfo(np.float64).tiny))
    table.data /= np.repeat(lengths, np.diff(table.indptr)).astype(np.float32)
    return table
