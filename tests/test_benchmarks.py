"""The benchmarks stand ready: the register is whole, one measurement runs, limits become rows."""

from __future__ import annotations

import re

import pytest

from benchmarks.__main__ import DOCUMENT
from benchmarks.harness import registry, rows, table
from benchmarks.harness.measurement import Aim, Measured, Measurement, Verdict

EVERY = registry.every()
WANTED = {*(f"P{n}" for n in (*range(1, 14), 17)), "R1", "R2", "R3", "R4", "brightway"}
UNHURRIED = rows.Pace(rounds=1, limit_s=60.0)


def made(aim: Aim, aim_at: int | None = None) -> Measurement:
    return Measurement(
        id="X",
        what="a thing",
        unit="things",
        yardstick="another",
        aim=aim,
        sizes=(5, 50),
        measure=lambda size, rounds: Measured(time_s=1.0),
        aim_at=aim_at,
    )


def test_every_path_that_has_a_target_is_measured() -> None:
    assert set(EVERY) >= WANTED


@pytest.mark.parametrize("one", EVERY.values(), ids=list(EVERY))
def test_a_measurement_says_what_it_is_and_grows_tenfold(one: Measurement) -> None:
    assert one.what
    assert one.unit
    assert one.aim != Aim()
    assert one.aim_at in (None, *one.sizes)
    assert all(isinstance(size, int) and size > 0 for size in one.sizes)
    pairs = zip(one.sizes, one.sizes[1:], strict=False)
    assert all(later in (10 * size, 11 * size) for size, later in pairs)  # 44 files are all


def test_a_small_measurement_runs_in_a_process_of_its_own() -> None:
    (row,) = rows.measure([EVERY["gazetteer"]], (1,), UNHURRIED, lambda _: None)
    assert row.instead == ""
    assert row.measured is not None
    assert row.measured.time_s > 0
    assert row.measured.peak_mib > 5


def test_a_time_limit_reached_is_a_row_and_the_next_size_is_not_tried() -> None:
    hurried = rows.Pace(rounds=1, limit_s=0.0)
    small, large = rows.measure([EVERY["P7"]], (1, 10), hurried, lambda _: None)
    assert small.instead == "stopped at the time limit of 0 s"
    assert large.instead == "not run: at 10,000 stopped at the time limit of 0 s"
    assert "stopped at the time limit" in table.markdown([small, large], "")


def test_without_budget_left_nothing_runs_and_each_row_says_so() -> None:
    spent = rows.Pace(rounds=1, limit_s=60.0, budget_s=0.0)
    found = rows.measure(list(EVERY.values()), (1, 10, 100), spent, lambda _: None)
    assert len(found) == sum(len(one.sizes) for one in EVERY.values())
    assert all("beyond the budget" in row.instead for row in found)


@pytest.mark.parametrize(
    ("aim", "found", "verdict"),
    [
        (Aim(ratio=1.5), Measured(time_s=3.0, yardstick_time_s=2.0), Verdict.HOLDS),
        (Aim(ratio=1.4), Measured(time_s=3.0, yardstick_time_s=2.0), Verdict.SHORT),
        (Aim(ratio=1.5, mib=9), Measured(time_s=3, yardstick_time_s=2, peak_mib=10), Verdict.SHORT),
        (Aim(seconds=2.0), Measured(time_s=3.0, cpu_s=1.0), Verdict.BUSY),
        (Aim(seconds=2.0), Measured(time_s=3.0, cpu_s=2.5), Verdict.SHORT),
        (Aim(outcome="equal"), Measured(time_s=3.0, holds=False), Verdict.SHORT),
        (Aim(outcome="equal"), Measured(time_s=3.0, cpu_s=1.0, holds=True), Verdict.HOLDS),
        (Aim(ratio=1.5), Measured(time_s=3.0), Verdict.NONE),
    ],
)
def test_a_verdict_holds_every_part_of_the_aim(aim: Aim, found: Measured, verdict: Verdict) -> None:
    assert made(aim).verdict(5, found) is verdict
    assert made(aim, aim_at=50).verdict(5, found) is Verdict.NONE


def test_the_table_takes_its_place_and_leaves_the_explanations() -> None:
    text = f"before\n{table.BEGIN}\nold\n{table.END}\nafter\n"
    assert table.placed(text, "new\n") == f"before\n{table.BEGIN}\nnew\n{table.END}\nafter\n"
    with pytest.raises(ValueError, match="has no lines"):
        table.placed("no place", "new\n")


def test_the_document_has_the_table_and_every_measurement_in_it() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    written = text.partition(table.BEGIN)[2].partition(table.END)[0]
    assert set(re.findall(r"^\| \*\*([^*]+)\*\*", written, re.MULTILINE)) == set(EVERY)
