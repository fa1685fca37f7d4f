"""Measure every path against its yardstick in one run: python -m benchmarks.

    python -m benchmarks                    everything; writes the table into docs/measurements.md
    python -m benchmarks --budget 30        the same within half an hour: what does not fit says so
    python -m benchmarks --only P3,P7 --sizes 1,10
    python -m benchmarks --quick            the smallest size of each, once

Only a run of everything writes the document; any other prints its table. Some yardsticks are
packages that carbon does not use: YARDSTICK_PYTHON names a Python that has scikit-learn,
sparse_dot_topn, bw2calc and bw_processing.
"""

from __future__ import annotations

import argparse
import compileall
import datetime
import json
import os
import platform
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.harness import registry, rows, table
from benchmarks.harness.measurement import Measurement

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "measurements.md"
MULTIPLES = (1, 10, 100)
ROUNDS, LIMIT_S = 3, 900.0


def main() -> int:
    """Measure what was asked for, print the table, write it if it is of everything."""
    known = registry.every()
    asked = _asked(known)
    chosen = [known[id] for id in asked.only] if asked.only else list(known.values())
    budget = None if asked.budget is None else asked.budget * 60
    pace = rows.Pace(rounds=asked.rounds, limit_s=asked.limit, budget_s=budget)
    _compile()
    begun = time.perf_counter()
    found = rows.measure(chosen, asked.sizes, pace, _told)
    text = table.markdown(found, _heading(asked.sizes, pace, time.perf_counter() - begun))
    print(json.dumps([row.as_json() for row in found], ensure_ascii=False, indent=1)
          if asked.json else text)  # fmt: skip
    whole = not asked.only and tuple(asked.sizes) == MULTIPLES
    if whole and not asked.no_write:
        DOCUMENT.write_text(table.placed(DOCUMENT.read_text("utf-8"), text), "utf-8")
        print(f"written: {DOCUMENT}", file=sys.stderr)
    return 0


def _compile() -> None:
    """Compile the code, as an installed package is: else each process might do it again."""
    for folder in ("benchmarks", "carbon", "tests"):
        compileall.compile_dir(ROOT / folder, quiet=1)


def _asked(known: dict[str, Measurement]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--only", type=_listed, help=f"ids: {', '.join(known)}")
    parser.add_argument("--sizes", type=_multiples, default=MULTIPLES, help="of 1,10,100")
    parser.add_argument("--quick", action="store_true", help="the first size, one round")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--budget", type=float, metavar="MINUTES", help="of the whole run")
    parser.add_argument("--limit", type=float, default=LIMIT_S, metavar="SECONDS", help="of a row")
    parser.add_argument("--json", action="store_true", help="rows as JSON on stdout")
    parser.add_argument("--no-write", action="store_true", help="leave the document alone")
    asked = parser.parse_args()
    unknown = [id for id in asked.only or () if id not in known]
    if unknown:
        parser.error(f"no measurement is called {', '.join(unknown)}; there are {', '.join(known)}")
    if asked.quick:
        asked.sizes, asked.rounds = (1,), 1
    return asked


def _listed(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]


def _multiples(text: str) -> tuple[int, ...]:
    found = tuple(sorted({int(one) for one in _listed(text)}))
    if not set(found) <= set(MULTIPLES):
        raise argparse.ArgumentTypeError(f"choose among {MULTIPLES}")
    return found


def _heading(sizes: Sequence[int], pace: rows.Pace, took_s: float) -> str:
    budget = "" if pace.budget_s is None else f", budget {pace.budget_s / 60:g} minutes"
    return (
        f"Measured {datetime.date.today()} in one run of {took_s / 60:.0f} minutes{budget}; "
        f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}, "
        f"sizes {', '.join(map(str, sizes))} ×, medians of {pace.rounds} rounds (fewer where they "
        f"take over a minute), load {os.getloadavg()[0]:.1f} at the end."
    )


def _told(row: rows.Row) -> None:
    """Say on stderr what a row came to."""
    found = row.measured
    said = row.instead
    if found is not None:
        ratio = "" if found.ratio is None else f", {found.ratio:.2f} x"
        note = f"; {found.note}" if found.note else ""
        said = f"{table.seconds(found.time_s)}{ratio}, {row.verdict.name.lower()}{note}"
    print(f"{row.measurement.id:10} {row.size:>10,} {row.measurement.unit:18} {said} "
          f"[{row.took_s:.0f} s]", file=sys.stderr, flush=True)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
