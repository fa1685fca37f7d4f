"""P1: `carbon --help` against `python -c "import click"`. Aim: at most 1.7 times, 25 MiB.

Run: python -m benchmarks.startup
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.timing import processes

CARBON = str(Path(sys.executable).with_name("carbon"))


def main() -> None:
    names = ["", "new", "check", "read", "match", "evaluate", "explain", "route", "factors"]
    commands = {"import click": [sys.executable, "-c", "import click"]}
    commands |= {
        f"carbon {n} --help".replace("  ", " "): [CARBON, *n.split(), "--help"] for n in names
    }
    commands["carbon --version"] = [CARBON, "--version"]
    measured = processes(commands, repeats=9)
    yardstick = measured["import click"][0]
    for name, (seconds, mib) in measured.items():
        print(f"{name:28} {seconds:6.3f} s  {seconds / yardstick:4.2f} x  {mib:5.1f} MiB")


if __name__ == "__main__":
    main()
