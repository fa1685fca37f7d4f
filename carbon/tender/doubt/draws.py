"""Drawn numbers: one stream for each thing that may be wrong, seeded by the method pack.

The stream of a factor depends on the pack and the factor alone, so every offer, every lot and every
run meets the same draws. A lognormal is rounded to single precision after the exponential: the last
bit of a library function then changes nothing. Sums run in a fixed order, one row after the
other, whatever the number of threads.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from carbon.tender.doubt.terms import Floats, Whole

Rows = NDArray[Any]  # of float32 or float64: the kernel keeps what it is given
Made = Callable[[int, int], Rows]
_KEY_BYTES = 16  # a Philox key has 128 bits
_BLOCK = 256  # rows that are summed and sorted together; 10 MB at 10,000 draws
_SPARSE_FROM = 1000  # terms from which scipy, once imported, is faster


def normals(pack: str, names: Sequence[str], count: int) -> Floats:
    """Return standard normal draws of the stream that the pack and these names stand for."""
    text = "\0".join((pack, *names))
    key = hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).digest()[:_KEY_BYTES]
    philox = np.random.Philox(key=int.from_bytes(key, "little"))
    drawn: Floats = np.empty(count)
    np.random.Generator(philox).standard_normal(out=drawn)
    return drawn


def lognormals(normal: Floats, variance: float) -> Floats:
    """Return draws around a median of 1 from normal ones; `variance` is that of ln."""
    drawn: Floats = np.exp(math.sqrt(variance) * normal)
    return drawn.astype(np.float32).astype(np.float64)


def sums(starts: Whole, columns: Whole, kg: Rows, drawn: Rows) -> Rows:
    """Return weighted sums of draws (sums, draws).

    Sum i takes the terms from starts[i] to starts[i + 1]: kg times the row of `drawn` that its
    column names, one after the other in the order given. scipy's sparse product adds in the same
    order, and so finds the same bits; for a few terms it is not worth its import.
    """
    if len(columns) >= _SPARSE_FROM:
        from scipy.sparse import csr_matrix

        matrix = csr_matrix((kg, columns, starts), shape=(len(starts) - 1, len(drawn)))
        return np.asarray(matrix @ drawn)
    total = np.zeros((len(starts) - 1, drawn.shape[1]), dtype=drawn.dtype)
    buffer = np.empty(drawn.shape[1], dtype=drawn.dtype)
    for row, (start, end) in enumerate(pairwise(starts.tolist())):
        for column, amount in zip(columns[start:end].tolist(), kg[start:end], strict=True):
            np.multiply(drawn[column], amount, out=buffer)
            np.add(total[row], buffer, out=total[row])
    return total


def percentiles(
    count: int,
    made: Made,
    *,
    draws: int,
    shares: Sequence[float],
    threads: int = 1,
) -> NDArray[np.float32]:
    """Return the percentiles of `count` rows of draws (count, shares), block by block.

    `made(first, last)` returns the rows from first up to last. Memory is one block per thread; what
    comes out does not depend on their number.
    """
    at = [math.ceil(share * draws) - 1 for share in shares]
    found = np.empty((count, len(at)), dtype=np.float32)

    def block(first: int) -> None:
        last = min(first + _BLOCK, count)
        rows = made(first, last).astype(np.float32, copy=False)
        rows.sort(axis=1)
        found[first:last] = rows[:, at]

    firsts = range(0, count, _BLOCK)
    if threads == 1:
        for first in firsts:
            block(first)
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(block, firsts))
    return found
