"""Factors selected per second, warm, over the whole library. Aim: 100,000 at least.

Each id of the library is asked for in the region it has, in a country of a group, and as a stem in
a country it does not have, so that every step of the rule is walked. The factors are made in the
first round, which is told apart.

Run: python -m benchmarks.select_factors
"""

from __future__ import annotations

import time
from statistics import median

from carbon.library import load
from carbon.library.select import select

ROUNDS = 7


def main() -> None:
    library = load.load()
    asked = [(key, "GLO") for key in library.factors]
    asked += [(key.partition("@")[0], "NZ") for key in library.factors]
    first = _rate(library, asked)
    later = [_rate(library, asked) for _ in range(ROUNDS)]
    print(f"{len(asked)} selections: first {first:,.0f}/s, warm {median(later):,.0f}/s")


def _rate(library: load.Library, asked: list[tuple[str, str]]) -> float:
    start = time.perf_counter()
    for key, region in asked:
        select(library, key, region)
    return len(asked) / (time.perf_counter() - start)


if __name__ == "__main__":
    main()
