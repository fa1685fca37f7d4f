"""P6: matching unique names, beside the plain technique.

The yardstick is character 3-gram TF-IDF of every name and the five best of a sparse product with
2,500 names, without rules, reasons or problems: that of performance.md (scikit-learn and
sparse_dot_topn on two cores) where YARDSTICK_PYTHON names a Python that has the two, for carbon
itself uses neither; else the same with our own 3-gram product, which takes half as long. Names are
the catalogue's own with brands, misspellings and further words, so that exact look-ups, words and
likeness all have their share. Ours is folding each name and matching it the first time.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from benchmarks.harness import sides
from benchmarks.harness.measurement import Aim, Measured, Measurement

if TYPE_CHECKING:
    from carbon.library.records import Library

BRANDS = ("Arlanda", "Skogaholm", "Nordgård", "Fjällhem", "Solbacka", "Åkerlund", "Vikens")
FACTORS = 2500  # names the yardstick compares with, as in performance.md
LETTERS = "abcdefghijklmnoprstuvåäö"


def names(library: Library, count: int) -> list[str]:
    """Return unique names: a third plain, a third with unknown words, a third misspelt."""
    chance = random.Random(1)
    products = sorted(library.products.values(), key=lambda one: one.id)
    known = [name for one in products for name in (one.name_sv, *one.synonyms)]
    found: dict[str, None] = {}
    while len(found) < count:
        name = chance.choice(known)
        kind = chance.randrange(3)
        if kind == 0:
            name = f"{name} {chance.randrange(1, 5000)} g klass {chance.randrange(1, 4)}"
        elif kind == 1:
            word = "".join(chance.choices(LETTERS, k=6))
            name = f"{chance.choice(BRANDS)} {name} {word}"
        else:
            place = chance.randrange(len(name))
            letter, tail = chance.choice(LETTERS), "".join(chance.choices(LETTERS, k=3))
            name = f"{name[:place]}{letter}{name[place + 1 :]} {tail}"
        found[name] = None
    return list(found)


PLAIN = """
import json, sys, time
from sklearn.feature_extraction.text import TfidfVectorizer
from sparse_dot_topn import sp_matmul_topn
offered, known = json.load(sys.stdin)
began, before = time.perf_counter(), time.process_time()
grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3))
ours = grams.fit_transform(known)
theirs = grams.transform(offered)
sp_matmul_topn(theirs, ours.T.tocsr(), top_n=5, threshold=0.3, sort=True, n_threads=2)
print(json.dumps([time.perf_counter() - began, time.process_time() - before]))
"""


def elsewhere(count: int) -> Callable[[], object]:
    """Find the five nearest names in another Python; the answer is its seconds, or nothing."""
    offered, known = _asked(count)
    given = json.dumps((offered, known))
    python = os.environ.get("YARDSTICK_PYTHON", sys.executable)

    def search() -> object:
        run = subprocess.run([python, "-c", PLAIN], input=given, text=True,
                             capture_output=True, check=False)  # fmt: skip
        return json.loads(run.stdout) if run.returncode == 0 else None

    return search


def here(count: int) -> Callable[[], object]:
    """Find the five nearest names with our own product of 3-grams."""
    from carbon.matching import similarity

    offered, known = (tuple(name.casefold() for name in group) for group in _asked(count))

    def search() -> None:
        index = similarity.build(list(known))
        for _ in similarity.nearest(index, list(offered), floor=0.3, keep=5):
            pass

    return search


def _asked(count: int) -> tuple[list[str], list[str]]:
    from carbon.library import load

    library = load.load()
    known = [name for one in library.products.values() for name in (one.name_sv, *one.synonyms)]
    return names(library, count), known[:FACTORS]


def ours(count: int) -> Callable[[], object]:
    """Fold and match so many names; the answer is the seconds of matching them again."""
    from carbon.library import load
    from carbon.matching import match
    from carbon.matching.names import fold
    from carbon.matching.records import Wanted

    library = load.load()
    offered = names(library, count)

    def matched() -> list[float]:
        wanted = [
            Wanted(
                key=fold(name), offered_name=name, wanted_name=None, product_code=None, gtin=None
            )
            for name in offered
        ]
        match.match(wanted, library, ())
        begun, before = time.perf_counter(), time.process_time()
        match.match(wanted, library, ())
        return [time.perf_counter() - begun, time.process_time() - before]

    return matched


def measure(count: int, rounds: int) -> Measured:
    """Match so many names; what the second, remembered matching took is told apart."""
    bare, own = sides.in_turn((elsewhere, ours), count, rounds)
    name = "scikit-learn and sparse_dot_topn"
    if bare.found is None:
        (bare,) = sides.in_turn((here,), count, rounds)
        name = "our own 3-gram product, the faster yardstick (YARDSTICK_PYTHON names none)"
    plain_s, plain_cpu_s = bare.found or (bare.run.time_s, bare.run.cpu_s)
    again_s, again_cpu_s = own.found
    return Measured(
        time_s=own.run.time_s - again_s,
        cpu_s=own.run.cpu_s - again_cpu_s,
        peak_mib=own.run.peak_mib,
        yardstick_time_s=plain_s,
        yardstick_cpu_s=plain_cpu_s,
        note=f"seen before {count / again_s / 1e6:.2f} million/s; yardstick {name}",
    )


MEASUREMENTS = (
    Measurement(
        id="P6",
        what="matching new names, folded, with rules and reasons",
        unit="names",
        yardstick="3-gram TF-IDF and top 5",
        aim=Aim(ratio=1.5),
        sizes=(1_000, 10_000, 100_000),
        measure=measure,
        aim_at=100_000,
    ),
)
