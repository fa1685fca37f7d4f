"""Match 100,000 unique names and print the time beside the yardstick (performance.md, P6).

The yardstick is the plain technique: character 3-gram TF-IDF of every name and the five best of a
sparse product with 2,500 names, without rules, reasons or problems. It is that of performance.md
(scikit-learn and sparse_dot_topn on two cores) where the variable YARDSTICK_PYTHON names a Python
that has the two, for carbon itself uses neither; else the same with our own 3-gram product, which
takes half as long. Names are the catalogue's own with brands, misspellings and further words, so
that exact look-ups, words and likeness all have their share.
Run: python -m benchmarks.match_names [number of names]
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter

from carbon.library import load
from carbon.library.records import Library
from carbon.matching import match, similarity
from carbon.matching.names import fold
from carbon.matching.records import Wanted

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
began = time.perf_counter()
grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3))
ours = grams.fit_transform(known)
theirs = grams.transform(offered)
sp_matmul_topn(theirs, ours.T.tocsr(), top_n=5, threshold=0.3, sort=True, n_threads=2)
print(time.perf_counter() - began)
"""


def yardstick(library: Library, offered: list[str]) -> float:
    """Return the seconds of 3-gram TF-IDF and the five nearest of a sparse product."""
    known = [name for one in library.products.values() for name in (one.name_sv, *one.synonyms)]
    python = os.environ.get("YARDSTICK_PYTHON")
    if python:
        given = json.dumps((offered, known[:FACTORS]))
        run = subprocess.run(
            [python, "-c", PLAIN], input=given, text=True, capture_output=True, check=True
        )
        return float(run.stdout)
    began = time.perf_counter()
    index = similarity.build([name.casefold() for name in known][:FACTORS])
    for _ in similarity.nearest(index, [name.casefold() for name in offered], floor=0.3, keep=5):
        pass
    return time.perf_counter() - began


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    library = load.load()
    offered = names(library, count)
    wanted = [
        Wanted(key=fold(name), offered_name=name, wanted_name=None, product_code=None, gtin=None)
        for name in offered
    ]
    plain = yardstick(library, offered)
    began = time.perf_counter()
    for name in offered:
        fold(name + " ")  # another text, the same key: not remembered
    folding = time.perf_counter() - began
    began = time.perf_counter()
    matches, _ = match.match(wanted, library, ())
    first = time.perf_counter() - began
    began = time.perf_counter()
    match.match(wanted, library, ())
    again = time.perf_counter() - began
    decided = [one for one, found in zip(wanted, matches, strict=True) if found.product_id]
    began = time.perf_counter()
    match.match(decided, library, ())
    seen = time.perf_counter() - began
    methods = Counter(one.method for one in matches)
    print(f"{count} names, {len({w.key for w in wanted})} keys, {len(library.products)} products")
    print(f"methods {dict(sorted(methods.items()))}")
    print(f"yardstick {plain:.2f} s, fold {folding:.2f} s, first match {first:.2f} s")
    print(f"ratio {(first + folding) / plain:.2f} with folding, {first / plain:.2f} without")
    print(f"seen before {count / again / 1e6:.2f} M/s")
    print(f"seen before and matched {len(decided) / seen / 1e6:.2f} M/s")


if __name__ == "__main__":
    main()
