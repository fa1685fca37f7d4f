"""`carbon verify` of a bundle beside `carbon evaluate` of the tender in it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks import large_tender
from benchmarks.harness import command
from benchmarks.harness.measurement import Aim, Measured, Measurement
from benchmarks.harness.sides import measured

OFFERS = 10


def measure(lines: int, rounds: int) -> Measured:
    """Evaluate and verify a tender of so many lines by ten suppliers."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        tender, out = large_tender.write(place / "tender", lines, OFFERS), place / "ut"
        evaluate = [*command.CARBON, "evaluate", str(tender), "--out", str(out)]
        verify = [*command.CARBON, "verify", str(out / "bundle.zip")]
        bare, ours = command.in_turn([evaluate, verify], rounds)
        command.run(verify, said=place / "said")
        verdict = (place / "said").read_text("utf-8").partition("\n")[0]
        size = (out / "bundle.zip").stat().st_size / 2**20
    return measured(ours, bare, f"{verdict}; the bundle is {size:.1f} MiB")


MEASUREMENTS = (
    Measurement(
        id="verify",
        what="`carbon verify`, ten offers, everything computed anew",
        unit="lines",
        yardstick="`carbon evaluate` of the same",
        aim=Aim(ratio=2),
        sizes=(10, 100, 1_000),
        measure=measure,
    ),
)
