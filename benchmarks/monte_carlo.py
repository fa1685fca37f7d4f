"""P8: percentiles of 10,000 drawn footprints; P9: the same against the analytic sum.

Yardstick: scipy's sparse product of offers times factors, then numpy's float32 sort, on two
threads. Ours: `draws.percentiles` over `draws.sums`, on two threads and on one. Aim: 1.5
times, at most 500 MiB, the same figures whatever the number of threads; P50 and P95 within 2 % and
three standard errors of Fenton-Wilkinson for GSD^2 up to 2.2.

Run: python -m benchmarks.monte_carlo
"""

from __future__ import annotations

import math
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from benchmarks.timing import in_turn, peak_mib
from carbon.tender.doubt import draws
from carbon.tender.doubt.analytic import lognormal, moments
from carbon.tender.doubt.terms import Terms

OFFERS, FACTORS, PER_OFFER, DRAWS = 10_000, 500, 8, 10_000
SHARES = (0.05, 0.5, 0.95)
THREADS = 2
BLOCK = 256
DENSITY = {0.5: 0.3989, 0.95: 0.1031}  # of the standard normal at these quantiles


def drawn(gsd: float) -> np.ndarray:
    variance = math.log(gsd) ** 2
    columns = [
        draws.lognormals(draws.normals("benchmark", (str(at),), DRAWS), variance)
        for at in range(FACTORS)
    ]
    return np.array(columns, dtype=np.float32)


def errors(
    found: np.ndarray, columns: np.ndarray, kg: np.ndarray, gsd: float
) -> dict[float, float]:
    """Return by how much P50 and P95 pass 2 % and three standard errors at worst."""
    variance = np.full(FACTORS, math.log(gsd) ** 2)
    worst = dict.fromkeys(DENSITY, -math.inf)
    for row in range(OFFERS):
        terms = Terms(
            factor=columns[row].astype(np.int64),
            leg=np.full(PER_OFFER, -1),
            kg=kg[row].astype(np.float64),
        )
        median, sigma = lognormal(*moments(terms, variance, np.zeros(0)))
        for share, density in DENSITY.items():
            quantile = {0.5: 0.0, 0.95: 1.6449}[share]
            expected = median * math.exp(quantile * sigma)
            error = sigma * math.sqrt(share * (1 - share) / DRAWS) / density
            apart = abs(float(found[row, SHARES.index(share)]) / expected - 1)
            worst[share] = max(worst[share], apart - 0.02 - 3 * error)
    return worst


def main() -> None:
    import scipy.sparse

    rng = np.random.default_rng(1)
    columns = np.sort(rng.integers(0, FACTORS, (OFFERS, PER_OFFER)), axis=1)
    kg = rng.random((OFFERS, PER_OFFER), dtype=np.float32)
    table = drawn(1.3)
    starts = np.arange(0, OFFERS * PER_OFFER + 1, PER_OFFER)
    matrix = scipy.sparse.csr_matrix((kg.ravel(), columns.ravel(), starts), shape=(OFFERS, FACTORS))
    at = [math.ceil(share * DRAWS) - 1 for share in SHARES]

    def yardstick() -> np.ndarray:
        def block(start: int) -> np.ndarray:
            rows = matrix[start : start + BLOCK] @ table
            rows.sort(axis=1)
            return rows[:, at]

        with ThreadPoolExecutor(THREADS) as pool:
            return np.concatenate(list(pool.map(block, range(0, OFFERS, BLOCK))))

    def ours(threads: int, values: np.ndarray = table) -> np.ndarray:
        def made(first: int, last: int) -> np.ndarray:
            terms = slice(starts[first], starts[last])
            own = starts[first : last + 1] - starts[first]
            return draws.sums(own, columns.ravel()[terms], kg.ravel()[terms], values)

        return draws.percentiles(OFFERS, made, draws=DRAWS, shares=SHARES, threads=threads)

    seconds = in_turn({"ours": lambda: ours(THREADS), "yardstick": yardstick}, repeats=5)
    processor = {"ours": 0.0, "yardstick": 0.0}  # neighbours on the machine lengthen it less
    for _ in range(3):
        for name, call in (("ours", lambda: ours(THREADS)), ("yardstick", yardstick)):
            start = time.process_time()
            call()
            processor[name] += time.process_time() - start
    ratio = seconds["ours"] / seconds["yardstick"]
    print(f"yardstick {seconds['yardstick']:.2f} s, ours {seconds['ours']:.2f} s: {ratio:.2f} x")
    print(f"of processor time: {processor['ours'] / processor['yardstick']:.2f} x")
    print(f"{OFFERS / seconds['ours']:.0f} offers/s, peak {peak_mib():.0f} MiB")
    two = ours(THREADS)
    print(f"one thread gives the same bytes: {two.tobytes() == ours(1).tobytes()}")
    print(f"largest difference from the yardstick: {np.abs(two / yardstick() - 1).max():.1e}")
    for square in (1.5, 2.2):
        gsd = math.sqrt(square)
        worst = errors(ours(THREADS, drawn(gsd)), columns, kg, gsd)
        told = ", ".join(f"P{share * 100:.0f} {value:+.4f}" for share, value in worst.items())
        print(f"GSD^2 {square}: beyond 2 % + 3 standard errors (below 0 is good): {told}")


if __name__ == "__main__":
    main()
