"""How often the matcher is right on the gold set: 890 real names, each labelled by hand.

Half of the names, chosen by a hash, is for tuning; the other half is only measured and nobody who
tunes reads its names. Run: python -m benchmarks.match_gold [--mistakes], which lists the mistakes
of the tuning half and never those of the other.
"""

from __future__ import annotations

import csv
import hashlib
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.harness.measurement import Aim, Measured, Measurement
from carbon.library import load
from carbon.library.records import Library
from carbon.matching import match
from carbon.matching.names import fold
from carbon.matching.records import Match, Wanted

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "data" / "gold"
SOURCES = ("livsmedelsverket", "fineli", "openfoodfacts", "wholesale")
NONE = "none"
SHOWN = 5  # top-5
FIRST_RIGHT, WRONG = 0.9, 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A real name with the products that are right for it; none when nothing fits."""

    source: str
    name: str
    products: frozenset[str]

    @property
    def tuning(self) -> bool:
        """Tell whether a name belongs to the half that may be tuned on."""
        return hashlib.sha256(self.name.encode()).digest()[0] % 2 == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The shares of a set of names; NaN-free, None where there is nothing to count."""

    names: int
    top_1: float | None  # of names with a right product, the first candidate is right
    top_5: float | None
    wrong: float | None  # of all names, the matcher decided by itself for a wrong product
    none_detected: float | None  # of names that nothing fits, not decided
    decided: float | None  # of all names, decided by itself


def labels(folder: Path = FOLDER) -> list[Label]:
    """Return every label of the gold set."""
    found = []
    for source in SOURCES:
        with (folder / f"{source}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                right = frozenset(row["products"].split("|")) - {NONE}
                found.append(Label(source=source, name=row["name"], products=right))
    return found


def matches(found: Sequence[Label], library: Library) -> tuple[Match, ...]:
    """Return what the matcher makes of the names, each by itself and without a buyer's words."""
    wanted = [
        Wanted(
            key=fold(one.name),
            offered_name=one.name,
            wanted_name=None,
            product_code=None,
            gtin=None,
        )
        for one in found
    ]
    return match.match(wanted, library, ())[0]


def figures(found: Iterable[tuple[Label, Match]]) -> Figures:
    """Return the shares of labelled names with what the matcher made of them."""
    pairs = list(found)
    fitting = [(one, made) for one, made in pairs if one.products]
    empty = [made for one, made in pairs if not one.products]
    return Figures(
        names=len(pairs),
        top_1=_share([bool(one.products & set(offered(made)[:1])) for one, made in fitting]),
        top_5=_share([bool(one.products & set(offered(made))) for one, made in fitting]),
        wrong=_share([wrong(one, made) for one, made in pairs]),
        none_detected=_share([made.product_id is None for made in empty]),
        decided=_share([made.product_id is not None for _, made in pairs]),
    )


def offered(made: Match) -> list[str]:
    """Return the products that a match decides for or proposes, best first."""
    first = [made.product_id] if made.product_id is not None else []
    return list(dict.fromkeys([*first, *(one.product_id for one in made.candidates)]))[:SHOWN]


def wrong(one: Label, made: Match) -> bool:
    """Tell whether the matcher decided by itself for a product that is not right."""
    return made.product_id is not None and made.product_id not in one.products


def _share(true: Sequence[bool]) -> float | None:
    return sum(true) / len(true) if true else None


def _shown(title: str, found: Figures) -> str:
    shares = (found.top_1, found.top_5, found.wrong, found.none_detected, found.decided)
    cells = ["    –  " if one is None else f"{one:7.1%}" for one in shares]
    return f"{title:<28}{found.names:>5} " + " ".join(cells)


def _mistakes(pairs: Iterable[tuple[Label, Match]]) -> None:
    for one, made in pairs:
        known = offered(made)
        if wrong(one, made) or (one.products and not set(known[:1]) & one.products):
            mark = "WRONG" if wrong(one, made) else f"top5={not one.products.isdisjoint(known)}"
            right = "|".join(sorted(one.products)) or NONE
            print(f"  {mark} {one.source} {one.name!r} right {right}; got", end=" ")
            print(", ".join(f"{c.product_id} {c.score:.2f}" for c in made.candidates))


def measure(names: int, rounds: int) -> Measured:
    """Match the first so many names of the measuring half, and count."""
    found = [one for one in labels() if not one.tuning][:names]
    library = load.load()
    begun, before = time.perf_counter(), time.process_time()
    made = matches(found, library)
    time_s, cpu_s = time.perf_counter() - begun, time.process_time() - before
    shares = figures(zip(found, made, strict=True))
    first, five, wrongly = (share or 0.0 for share in (shares.top_1, shares.top_5, shares.wrong))
    return Measured(
        time_s=time_s,
        cpu_s=cpu_s,
        holds=first >= FIRST_RIGHT and wrongly <= WRONG,
        note=f"first right {first:.1%}, among five {five:.1%}, sure and wrong {wrongly:.1%}",
    )


def main() -> None:
    """Print the figures of both halves, and with --mistakes those of the tuning half."""
    found = labels()
    pairs = list(zip(found, matches(found, load.load()), strict=True))
    print(f"{'':<28}names   top-1   top-5   wrong none ok decided")
    for title, tuning in (("tuning half", True), ("measuring half", False)):
        half = [(one, made) for one, made in pairs if one.tuning is tuning]
        for source in SOURCES:
            print(_shown(f"  {source}", figures(p for p in half if p[0].source == source)))
        print(_shown(title, figures(half)))
    if "--mistakes" in sys.argv:
        _mistakes(pair for pair in pairs if pair[0].tuning)


MEASUREMENTS = (
    Measurement(
        id="gold",
        what="names of the measuring half of the gold set",
        unit="names",
        yardstick="labels made by hand",
        aim=Aim(outcome="first right ≥ 90 %, sure and wrong ≤ 0.5 %"),
        sizes=(419,),
        measure=measure,
    ),
)

if __name__ == "__main__":
    main()
