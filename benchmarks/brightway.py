"""Brightway's Monte Carlo on the same factors and offers as ours, with the same number of draws.

500 factors, each a production activity with one lognormal emission, and offers as demands on eight
of them. Brightway rebuilds and solves a supply-chain matrix for each draw, which it needs for
systems that feed back into themselves; a linear model over given factors is the easier problem, so
the ratio says what our simplification is worth and not who calculates better. What must agree are
the percentiles.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks import monte_carlo
from benchmarks.harness import sides
from benchmarks.harness.measurement import Aim, Measured, Measurement

SYSTEM = Path(__file__).with_name("brightway_system.py")
DRAWS = 1_000
# P95 of 1,000 draws has a standard error of some 2 % here, and both sides draw.
AGREE = 0.05


def measure(offers: int, rounds: int) -> Measured:
    """Draw so many offers here and, if it is installed, in Brightway."""
    import numpy as np

    columns, kg = monte_carlo.terms(offers)
    median = np.random.default_rng(2).uniform(0.1, 2.1, monte_carlo.FACTORS)
    begun, before = time.perf_counter(), time.process_time()
    table = (monte_carlo.drawn(monte_carlo.GSD, DRAWS) * median[:, None]).astype(np.float32)
    found = monte_carlo.percentiles(columns, kg, table)
    time_s, cpu_s = time.perf_counter() - begun, time.process_time() - before
    rate = f"{offers * DRAWS / time_s:,.0f} draws × offers/s"
    peak = sides.peak_mib()
    told = _brightway(columns.tolist(), kg.tolist(), median.tolist())
    if told is None:
        return Measured(
            time_s=time_s,
            cpu_s=cpu_s,
            peak_mib=peak,
            note=f"{rate}; Brightway is not installed (YARDSTICK_PYTHON)",
        )
    apart = float(np.abs(found / np.array(told["percentiles"]) - 1).max())
    return Measured(
        time_s=time_s,
        cpu_s=cpu_s,
        peak_mib=peak,
        yardstick_time_s=told["time_s"],
        yardstick_cpu_s=told["cpu_s"],
        holds=apart <= AGREE,
        note=f"{rate}; bw2calc {told['version']} {offers * DRAWS / told['time_s']:,.0f}; "
        f"P5, P50, P95 at most {apart:.1%} apart",
    )


def _brightway(
    columns: list[list[int]], kg: list[list[float]], median: list[float]
) -> dict[str, Any] | None:
    given = {
        "offers": [list(zip(*one, strict=True)) for one in zip(columns, kg, strict=True)],
        "median": median,
        "gsd": monte_carlo.GSD,
        "draws": DRAWS,
        "shares": monte_carlo.SHARES,
    }
    python = os.environ.get("YARDSTICK_PYTHON", sys.executable)
    ran = subprocess.run([python, str(SYSTEM)], input=json.dumps(given), text=True,
                         capture_output=True, check=False)  # fmt: skip
    if ran.returncode and "ModuleNotFoundError" in ran.stderr:
        return None
    ran.check_returncode()
    told: dict[str, Any] = json.loads(ran.stdout)
    return told


MEASUREMENTS = (
    Measurement(
        id="brightway",
        what="Monte Carlo beside Brightway's, 1,000 draws, the same 500 factors",
        unit="offers",
        yardstick="bw2calc MultiLCA",
        aim=Aim(outcome="percentiles agree within 5 %"),
        sizes=(1, 10, 100),
        measure=measure,
    ),
)
