"""P8: percentiles of 10,000 drawn footprints; P9: the same against the analytic sum.

Yardstick: scipy's sparse product of offers times factors, then numpy's float32 sort, on two
threads. Ours: `draws.percentiles` over `draws.sums`, on two threads. P9: P50 and P95 within 2 % and
three standard errors of Fenton-Wilkinson for GSD² of 1.5 and 2.2, and one thread gives the bytes
of two.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from benchmarks.harness import sides
from benchmarks.harness.measurement import Aim, Measured, Measurement

if TYPE_CHECKING:
    import numpy as np

FACTORS, PER_OFFER, DRAWS = 500, 8, 10_000
SHARES = (0.05, 0.5, 0.95)
THREADS = 2
BLOCK = 256
GSD = 1.3
SQUARES = (1.5, 2.2)
MARGIN = 0.02
DENSITY = {0.5: 0.3989, 0.95: 0.1031}  # of the standard normal at these quantiles
QUANTILE = {0.5: 0.0, 0.95: 1.6449}


def drawn(gsd: float, count: int = DRAWS) -> np.ndarray:
    """Return lognormal draws of every factor around 1."""
    import numpy as np

    from carbon.tender.doubt import draws

    variance = math.log(gsd) ** 2
    rows = [
        draws.lognormals(draws.normals("benchmark", (str(at),), count), variance)
        for at in range(FACTORS)
    ]
    return np.array(rows, dtype=np.float32)


def terms(offers: int) -> tuple[np.ndarray, np.ndarray]:
    """Return which factors each offer uses, and how much of each."""
    import numpy as np

    rng = np.random.default_rng(1)
    columns = np.sort(rng.integers(0, FACTORS, (offers, PER_OFFER)), axis=1)
    return columns, rng.random((offers, PER_OFFER), dtype=np.float32)


def percentiles(
    columns: np.ndarray, kg: np.ndarray, table: np.ndarray, threads: int = THREADS
) -> np.ndarray:
    """Return our percentiles of every offer."""
    import numpy as np

    from carbon.tender.doubt import draws

    starts = np.arange(0, columns.size + 1, PER_OFFER)

    def made(first: int, last: int) -> np.ndarray:
        own = slice(starts[first], starts[last])
        steps = starts[first : last + 1] - starts[first]
        return draws.sums(steps, columns.ravel()[own], kg.ravel()[own], table)

    return draws.percentiles(
        len(columns), made, draws=table.shape[1], shares=SHARES, threads=threads
    )


def yardstick(offers: int) -> Callable[[], object]:
    """Multiply, sort and pick, block by block on two threads."""
    import numpy as np
    import scipy.sparse

    columns, kg = terms(offers)
    table = drawn(GSD)
    starts = np.arange(0, offers * PER_OFFER + 1, PER_OFFER)
    matrix = scipy.sparse.csr_matrix((kg.ravel(), columns.ravel(), starts), (offers, FACTORS))
    at = [math.ceil(share * DRAWS) - 1 for share in SHARES]

    def block(start: int) -> np.ndarray:
        rows = matrix[start : start + BLOCK] @ table
        rows.sort(axis=1)
        found: np.ndarray = rows[:, at]
        return found

    def multiply() -> None:
        with ThreadPoolExecutor(THREADS) as pool:
            np.concatenate(list(pool.map(block, range(0, offers, BLOCK))))

    return multiply


def ours(offers: int) -> Callable[[], object]:
    """Take our percentiles of so many offers."""
    import scipy.sparse  # noqa: F401  # the import is no part of what is measured

    columns, kg = terms(offers)
    table = drawn(GSD)

    def draw() -> None:
        percentiles(columns, kg, table)

    return draw


def measure(offers: int, rounds: int) -> Measured:
    """Draw so many offers both ways."""
    bare, own = sides.in_turn((yardstick, ours), offers, rounds)
    return sides.measured(own.run, bare.run, f"{offers / own.run.time_s:,.0f} offers/s")


def errors(found: np.ndarray, columns: np.ndarray, kg: np.ndarray, gsd: float) -> float:
    """Return by how much P50 or P95 passes 2 % and three standard errors at worst."""
    import numpy as np

    from carbon.tender.doubt.analytic import lognormal, moments
    from carbon.tender.doubt.terms import Terms

    variance, worst = np.full(FACTORS, math.log(gsd) ** 2), -math.inf
    for row in range(len(columns)):
        used = Terms(factor=columns[row].astype(np.int64), leg=np.full(PER_OFFER, -1),
                     kg=kg[row].astype(np.float64))  # fmt: skip
        median, sigma = lognormal(*moments(used, variance, np.zeros(0)))
        for share, density in DENSITY.items():
            expected = median * math.exp(QUANTILE[share] * sigma)
            error = sigma * math.sqrt(share * (1 - share) / DRAWS) / density
            apart = abs(float(found[row, SHARES.index(share)]) / expected - 1)
            worst = max(worst, apart - MARGIN - 3 * error)
    return worst


def against_the_sum(offers: int, rounds: int) -> Measured:
    """Hold the percentiles against the analytic sum, and one thread against two."""
    columns, kg = terms(offers)
    begun, before = time.perf_counter(), time.process_time()
    worst = {}
    for square in SQUARES:
        table = drawn(math.sqrt(square))
        two = percentiles(columns, kg, table)
        worst[square] = errors(two, columns, kg, math.sqrt(square))
    same = two.tobytes() == percentiles(columns, kg, table, threads=1).tobytes()
    told = ", ".join(f"{value:+.4f} at GSD² {square}" for square, value in worst.items())
    return Measured(
        time_s=time.perf_counter() - begun,
        cpu_s=time.process_time() - before,
        peak_mib=sides.peak_mib(),
        holds=same and max(worst.values()) <= 0,
        note=f"worst beyond the margin (below 0 is good): {told}; "
        f"one thread {'the same bytes' if same else 'OTHER bytes'}",
    )


MEASUREMENTS = (
    Measurement(
        id="P8",
        what="Monte Carlo, 10,000 draws, 500 factors, 8 for each offer",
        unit="offers",
        yardstick="sparse product and float32 sort, two threads",
        aim=Aim(ratio=1.5, mib=500),
        sizes=(100, 1_000, 10_000),
        measure=measure,
        aim_at=10_000,
    ),
    Measurement(
        id="P9",
        what="its P50 and P95 against the analytic sum",
        unit="offers",
        yardstick="Fenton–Wilkinson",
        aim=Aim(outcome="within 2 % + 3 standard errors"),
        sizes=(100, 1_000, 10_000),
        measure=against_the_sum,
    ),
)
