"""P7: a million lines of 7 stages and 3 legs, every flow kept, against a plain numpy kernel.

Yardstick: the same ten products per line as bare column arithmetic, summed by line. Ours:
`steps_by_stage`: products, rounding to whole steps, totals by line and stage. Aim: 1.5 times.

Run: python -m benchmarks.footprint
"""

from __future__ import annotations

import numpy as np

from benchmarks.timing import in_turn, peak_mib
from carbon.footprint.compute import steps_by_stage
from carbon.footprint.records import FlowTable
from carbon.library.records import STAGES

LINES = 1_000_000
STAGE_OF_FLOW = [0, 1, 2, 3, 4, 4, 4, 5, 6, 7]
FACTORS = 500


def table(rng: np.random.Generator) -> FlowTable:
    flows = len(STAGE_OF_FLOW)
    return FlowTable(
        line=np.repeat(np.arange(LINES, dtype=np.int32), flows),
        stage=np.tile(np.array(STAGE_OF_FLOW, dtype=np.int8), LINES),
        factor=rng.integers(0, FACTORS, LINES * flows, dtype=np.int32),
        amount=rng.random(LINES * flows),
        basis=np.zeros(LINES * flows, dtype=np.int8),
        element=np.full(LINES * flows, -1, dtype=np.int32),
        amount_gsd=np.ones(LINES * flows),
        line_ids=tuple(map(str, range(LINES))),
        factors=(),
        elements=(),
    )


def main() -> None:
    rng = np.random.default_rng(1)
    flows = table(rng)
    values = rng.random(FACTORS)
    columns = flows.amount.reshape(LINES, -1)
    codes = flows.factor.reshape(LINES, -1)
    amounts = [np.ascontiguousarray(columns[:, i]) for i in range(columns.shape[1])]
    factors = [np.ascontiguousarray(codes[:, i]) for i in range(codes.shape[1])]

    def yardstick() -> object:
        kept = [a * values[f] for a, f in zip(amounts, factors, strict=True)]
        total = kept[0].copy()
        for column in kept[1:]:
            total += column
        return kept, total

    def ours() -> object:
        return steps_by_stage(flows, values, decimals=6, mode="half_even")

    seconds = in_turn({"yardstick": yardstick, "ours": ours})
    ratio = seconds["ours"] / seconds["yardstick"]
    assert len(STAGES) == max(STAGE_OF_FLOW) + 1
    print(f"yardstick {seconds['yardstick']:.3f} s, ours {seconds['ours']:.3f} s: {ratio:.2f} x")
    print(f"{LINES / seconds['ours'] / 1e6:.1f} million lines/s, peak {peak_mib():.0f} MiB")


if __name__ == "__main__":
    main()
