"""P12 and P13: from offers as .xlsx files to the evaluated workbook.

P12: deterministic, workbook only; beside it the sum of what P4, P6, P7 and P11 are held against.
P13: with 10,000 draws, workbook and HTML. Ten suppliers; the note says where the time went.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import footprint, large_tender, match_names, read_rows, read_xlsx, workbook_rows
from benchmarks.harness import command, sides
from benchmarks.harness.measurement import Aim, Measured, Measurement

if TYPE_CHECKING:
    from carbon.tender.records import Assessment

SUPPLIERS = 10
Steps = list[tuple[str, float]]  # what, seconds of processor time


def evaluated(products: int, folder: str) -> Callable[[], object]:
    """Evaluate a folder to a workbook."""
    return lambda: _evaluate(Path(folder), doubt=False)


def doubted(products: int, folder: str) -> Callable[[], object]:
    """Evaluate a folder with its uncertainty to a workbook and a report."""
    return lambda: _evaluate(Path(folder), doubt=True)


def _evaluate(folder: Path, *, doubt: bool) -> Steps:
    from carbon.intake import collector
    from carbon.tender.folder import assess_folder

    watch = _Watch()
    assessment, problems = assess_folder(folder)
    watch.step("assess")
    if assessment is None:
        raise SystemExit(f"{len(problems)} problems: {problems[:3]}")
    with collector.paused():
        _write(assessment, folder, watch, doubt=doubt)
    return watch.steps


def _write(assessment: Assessment, folder: Path, watch: _Watch, *, doubt: bool) -> None:
    from carbon.outputs.report import write_report
    from carbon.outputs.workbook import write_workbook
    from carbon.tender.doubt.assessing import with_doubt

    if doubt:
        assessment = with_doubt(assessment)
        watch.step("draws")
    write_workbook(assessment, folder / "evaluation.xlsx", "sv")
    watch.step("workbook")
    if doubt:
        write_report(assessment, folder / "report.html", "sv")
        watch.step("report")


class _Watch:
    """Notes how much processor time each step took."""

    def __init__(self) -> None:
        self.steps: Steps = []
        self._last = time.process_time()

    def step(self, name: str) -> None:
        now = time.process_time()
        self.steps.append((name, round(now - self._last, 2)))
        self._last = now


def measure_evaluated(products: int, rounds: int) -> Measured:
    """Evaluate so many offered products, and run the yardsticks of the parts."""
    ours = _measured(evaluated, products, rounds)
    rows = products
    with tempfile.TemporaryDirectory() as folder:
        annex = Path(folder) / "annex.xlsx"
        read_rows.make_workbook(annex, rows)
        parts = [sides.timed(read_xlsx.yardstick, rows, str(annex)).run]
    parts += [
        sides.timed(side, rows).run
        for side in (match_names.here, footprint.yardstick, workbook_rows.yardstick)
    ]
    return replace(
        ours,
        yardstick_time_s=sum(one.time_s for one in parts),
        yardstick_cpu_s=sum(one.cpu_s for one in parts),
    )


def measure_doubted(products: int, rounds: int) -> Measured:
    """Evaluate so many offered products with their uncertainty."""
    return _measured(doubted, products, rounds)


def _measured(side: sides.Side, products: int, rounds: int) -> Measured:
    with tempfile.TemporaryDirectory() as name:
        folder = large_tender.write(Path(name) / "tender", products // SUPPLIERS, SUPPLIERS)
        every = command.repeated(lambda: sides.timed(side, products, str(folder)), rounds)
    run = command.medians([one.run for one in every])
    told = ", ".join(f"{what} {spent:g} s" for what, spent in every[-1].found)
    return Measured(
        time_s=run.time_s, cpu_s=run.cpu_s, peak_mib=run.peak_mib, note=f"processor: {told}"
    )


MEASUREMENTS = (
    Measurement(
        id="P12",
        what=".xlsx of offers → evaluated workbook",
        unit="offered products",
        yardstick="the yardsticks of P4, P6 (our 3-grams), P7, P11 together",
        aim=Aim(seconds=15, mib=1024),
        sizes=(1_000, 10_000, 100_000),
        measure=measure_evaluated,
        aim_at=100_000,
    ),
    Measurement(
        id="P13",
        what="the same with 10,000 draws, workbook and HTML",
        unit="offered products",
        yardstick="",
        aim=Aim(seconds=5, mib=600),
        sizes=(100, 1_000, 10_000),
        measure=measure_doubted,
        aim_at=10_000,
    ),
)
