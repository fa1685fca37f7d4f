"""`carbon verify` beside `carbon evaluate`, on the example and on 1,000 lines of ten offers.

Aim: a verdict within twice the time of the evaluation. Both are whole processes, run in turn; the
package is compiled first, as an installed one is. Printed: seconds, peak memory, the ratio, and the
size of the bundle.

Run: python -m benchmarks.verify [--lines 1000] [--offers 10] [--rounds 3]
"""

from __future__ import annotations

import argparse
import compileall
import subprocess
import sys
import tempfile
from pathlib import Path

import carbon
from benchmarks import large_tender, timing

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "mejeri-och-rotfrukter"
CARBON = (sys.executable, "-m", "carbon.cli")


def measured(name: str, tender: Path, out: Path, rounds: int) -> None:
    evaluate = [*CARBON, "evaluate", str(tender), "--out", str(out)]
    verify = [*CARBON, "verify", str(out / "bundle.zip")]
    subprocess.run(evaluate, capture_output=True, check=False)
    said = subprocess.run(verify, capture_output=True, check=False, text=True)
    found = timing.processes({"evaluate": evaluate, "verify": verify}, rounds)
    size = (out / "bundle.zip").stat().st_size / 2**20
    print(f"{name}: {said.stdout.splitlines()[0]}, bundle {size:.1f} MiB")
    for what, (seconds, mib) in found.items():
        print(f"  {what:10} {seconds:7.3f} s  {mib:6.1f} MiB (largest process)")
    print(f"  ratio      {found['verify'][0] / found['evaluate'][0]:.2f} (aim: at most 2)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=1000)
    parser.add_argument("--offers", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    compileall.compile_dir(next(iter(carbon.__path__)), quiet=1)
    with tempfile.TemporaryDirectory() as place:
        measured("example", EXAMPLE, Path(place) / "a", asked.rounds)
        large = large_tender.write(Path(place) / "stor", asked.lines, asked.offers)
        name = f"{asked.lines} lines x {asked.offers} offers"
        measured(name, large, Path(place) / "b", asked.rounds)


if __name__ == "__main__":
    main()
