"""P7: lines of 7 stages and 3 legs, every flow kept, against a plain numpy kernel.

Yardstick: the same ten products per line as bare column arithmetic, summed by line. Ours:
`steps_by_stage`: products, rounding to whole steps, totals by line and stage.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from benchmarks.harness import sides
from benchmarks.harness.measurement import Aim, Measured, Measurement

if TYPE_CHECKING:
    import numpy as np

    from carbon.footprint.records import FlowTable

STAGE_OF_FLOW = [0, 1, 2, 3, 4, 4, 4, 5, 6, 7]
FACTORS = 500
REPEATS = 5  # within one process: the first touches memory for the first time, as both do


def table(lines: int, rng: np.random.Generator) -> FlowTable:
    """Return flows of so many lines, drawn."""
    import numpy as np

    from carbon.footprint.records import FlowTable

    flows = len(STAGE_OF_FLOW)
    return FlowTable(
        line=np.repeat(np.arange(lines, dtype=np.int32), flows),
        stage=np.tile(np.array(STAGE_OF_FLOW, dtype=np.int8), lines),
        factor=rng.integers(0, FACTORS, lines * flows, dtype=np.int32),
        amount=rng.random(lines * flows),
        basis=np.zeros(lines * flows, dtype=np.int8),
        element=np.full(lines * flows, -1, dtype=np.int32),
        amount_gsd=np.ones(lines * flows),
        line_ids=tuple(map(str, range(lines))),
        factors=(),
        elements=(),
    )


def yardstick(lines: int) -> Callable[[], object]:
    """Multiply the columns and add them up, everything kept."""
    import numpy as np

    rng = np.random.default_rng(1)
    flows = table(lines, rng)
    values = rng.random(FACTORS)
    columns, codes = flows.amount.reshape(lines, -1), flows.factor.reshape(lines, -1)
    amounts = [np.ascontiguousarray(columns[:, i]) for i in range(columns.shape[1])]
    factors = [np.ascontiguousarray(codes[:, i]) for i in range(codes.shape[1])]

    def multiply() -> None:
        for _ in range(REPEATS):
            kept = [a * values[f] for a, f in zip(amounts, factors, strict=True)]
            total = kept[0].copy()
            for column in kept[1:]:
                total += column

    return multiply


def ours(lines: int) -> Callable[[], object]:
    """Compute the same lines exactly."""
    import numpy as np

    from carbon.footprint.compute import steps_by_stage
    from carbon.library.records import STAGES

    assert len(STAGES) == max(STAGE_OF_FLOW) + 1
    rng = np.random.default_rng(1)
    flows = table(lines, rng)
    values = rng.random(FACTORS)

    def compute() -> None:
        for _ in range(REPEATS):
            steps_by_stage(flows, values, decimals=6, mode="half_even")

    return compute


def measure(lines: int, rounds: int) -> Measured:
    """Compute so many lines both ways; the times are of one computation."""
    bare, own = sides.in_turn((yardstick, ours), lines, rounds)
    return Measured(
        time_s=own.run.time_s / REPEATS,
        cpu_s=own.run.cpu_s / REPEATS,
        peak_mib=own.run.peak_mib,
        yardstick_time_s=bare.run.time_s / REPEATS,
        yardstick_cpu_s=bare.run.cpu_s / REPEATS,
        yardstick_mib=bare.run.peak_mib,
        note=f"{lines * REPEATS / own.run.time_s / 1e6:.1f} million lines/s",
    )


MEASUREMENTS = (
    Measurement(
        id="P7",
        what="footprints, 10 flows a line, all kept, rounded, summed by stage",
        unit="lines",
        yardstick="plain numpy products",
        aim=Aim(ratio=1.5),
        sizes=(10_000, 100_000, 1_000_000),
        measure=measure,
        aim_at=1_000_000,
    ),
)
