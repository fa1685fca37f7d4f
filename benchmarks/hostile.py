"""R3: every hostile file through `carbon read`: seconds and peak memory. Aim: 10 s, 512 MiB each.

What each file must lead to is a test (tests/cli/test_hostile.py); this says what it costs.

Run: python -m benchmarks.hostile
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.timing import processes

HOSTILE = Path(__file__).resolve().parents[1] / "tests" / "data" / "hostile"
CARBON = str(Path(sys.executable).with_name("carbon"))
NOT_INPUTS = {"README.md", "manifest.csv"}


def main() -> None:
    files = sorted(path for path in HOSTILE.iterdir() if path.name not in NOT_INPUTS)
    commands = {path.name: [CARBON, "read", str(path), "--json"] for path in files}
    measured = processes(commands, repeats=1)
    slowest = max(measured, key=lambda name: measured[name][0])
    largest = max(measured, key=lambda name: measured[name][1])
    print(f"{len(measured)} files")
    print(f"slowest {measured[slowest][0]:.2f} s: {slowest}")
    print(f"largest {measured[largest][1]:.0f} MiB: {largest}")


if __name__ == "__main__":
    main()
