"""Say which figures differ between two `carbon factors list --json` of two versions of carbon.

For when the form of the library has changed, so that one version cannot read both: it knows ids
and figures and nothing more. Run: python scripts/listings_differ.py OLD.json NEW.json
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

_SHOWN = 40


def figures(path: Path) -> dict[str, tuple[float, str]]:
    """Return kg CO2e and unit of each preferred factor, by id."""
    listing = json.loads(path.read_text(encoding="utf-8"))
    return {one["id"]: (float(one["kg_co2e"]), str(one["per"])) for one in listing["factors"]}


def distance(old: tuple[float, str], new: tuple[float, str]) -> float:
    """Return |ln ratio|; infinite where a ratio means nothing."""
    if old[1] != new[1] or old[0] * new[0] <= 0:
        return math.inf
    return abs(math.log(new[0] / old[0]))


def main() -> int:
    """Print what moved, the largest move first."""
    old, new = (figures(Path(name)) for name in sys.argv[1:3])
    moved = sorted(
        (one for one in old.keys() & new.keys() if old[one] != new[one]),
        key=lambda one: (-distance(old[one], new[one]), one),
    )
    print(f"Changed figures: {len(moved)}")
    for one in moved[:_SHOWN]:
        print(f"  {one:56} {old[one][0]:.4g} {old[one][1]} -> {new[one][0]:.4g} {new[one][1]}")
    print(f"New factors: {len(new.keys() - old.keys())}")
    gone = sorted(old.keys() - new.keys())
    print(f"Removed factors: {len(gone)}")
    for one in gone[:_SHOWN]:
        print(f"  {one}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
