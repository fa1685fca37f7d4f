"""P12 and P13: from offers as .xlsx files to the evaluated workbook, each run a process of its own.

P12: 100,000 offered products (10,000 lines, ten suppliers), deterministic, workbook only.
P13: 10,000 offered products, 10,000 draws, workbook and HTML. Seconds on the clock, seconds of the
processor (the reading child's too), peak memory of the process, and where the time went.

Run: python -m benchmarks.workbook_end_to_end [p12|p13] [lines]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import large_tender
from benchmarks.timing import peak_mib

SUPPLIERS = 10
CASES = {"p12": (10_000, 15.0, 1024.0), "p13": (1_000, 5.0, 600.0)}  # lines, seconds, MiB


def run(case: str, folder: Path) -> None:
    """Do one case in this process and say how long each step took."""
    from carbon.intake import collector
    from carbon.outputs.report import write_report
    from carbon.outputs.workbook import write_workbook
    from carbon.tender.doubt.assessing import with_doubt
    from carbon.tender.folder import assess_folder

    start = (time.perf_counter(), time.process_time())

    def step(name: str) -> None:
        nonlocal start
        now = (time.perf_counter(), time.process_time())
        clock, processor = (after - before for before, after in zip(start, now, strict=True))
        print(
            f"    {name:10} {clock:6.2f} s, {processor:6.2f} s of processor, "
            f"peak {peak_mib():5.0f} MiB",
            flush=True,
        )
        start = now

    assessment, problems = assess_folder(folder)
    step("assess")
    if assessment is None:
        raise SystemExit(f"{len(problems)} problems: {problems[:3]}")
    with collector.paused():
        if case == "p13":
            assessment = with_doubt(assessment)
            step("draws")
        write_workbook(assessment, folder / "evaluation.xlsx", "sv")
        step("workbook")
        if case == "p13":
            write_report(assessment, folder / "report.html", "sv")
            step("report")
    print(f"    {(folder / 'evaluation.xlsx').stat().st_size / 2**20:.1f} MiB of workbook")


def measured(case: str, lines: int, seconds: float, mib: float) -> None:
    """Run a case in a child and print it beside its aim."""
    with tempfile.TemporaryDirectory() as name:
        folder = large_tender.write(Path(name) / "tender", lines, SUPPLIERS)
        print(f"{case.upper()}: {lines * SUPPLIERS} offered products", flush=True)
        command = [sys.executable, "-m", "benchmarks.workbook_end_to_end", case, "in", str(folder)]
        start = time.perf_counter()
        process = subprocess.Popen(command)
        _, status, usage = os.wait4(process.pid, 0)
        clock = time.perf_counter() - start
    processor, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    print(
        f"  {clock:.1f} s ({processor:.1f} s of processor), aim {seconds:g}; "
        f"{peak:.0f} MiB, aim {mib:g}; exit {os.waitstatus_to_exitcode(status)}"
    )


def main() -> None:
    chosen = sys.argv[1:2]
    if sys.argv[2:3] == ["in"]:
        run(sys.argv[1], Path(sys.argv[3]))
        return
    for case, (lines, seconds, mib) in CASES.items():
        if not chosen or case in chosen:
            measured(case, int(sys.argv[2]) if len(sys.argv) > 2 else lines, seconds, mib)


if __name__ == "__main__":
    main()
