"""Laws of the reader: whatever the bytes, it answers with a workbook or with problems."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carbon.intake.files import Outcome, read_workbooks

FOLDER = Path(__file__).resolve().parents[1] / "data" / "hostile"
GOOD = (FOLDER / "s00-baseline.xlsx").read_bytes()
SAMPLES = tuple(
    (FOLDER / name).read_bytes()
    for name in ("s00-baseline.xlsx", "s14-excel97.xls", "s15-opendocument.ods", "s01-baseline.csv")
)
SLOW = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _read_all(contents: list[bytes]) -> list[Outcome]:
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, data in enumerate(contents):
            path = Path(folder) / f"{number}.xlsx"
            path.write_bytes(data)
            files.append((path, path.name))
        return read_workbooks(files)


def _answered(outcomes: list[Outcome]) -> bool:
    return all(workbook is not None or problems for workbook, problems in outcomes)


@SLOW
@given(st.lists(st.binary(max_size=300), min_size=1, max_size=10))
def test_random_bytes_give_an_answer(contents: list[bytes]) -> None:
    assert _answered(_read_all(contents))


@SLOW
@given(st.lists(st.tuples(st.sampled_from(SAMPLES), st.floats(0, 1)), min_size=1, max_size=10))
def test_truncated_files_give_an_answer(cuts: list[tuple[bytes, float]]) -> None:
    assert _answered(_read_all([data[: int(share * len(data))] for data, share in cuts]))


@SLOW
@given(
    st.lists(
        st.tuples(st.sampled_from(SAMPLES), st.floats(0, 0.999), st.integers(0, 7)),
        min_size=1,
        max_size=10,
    )
)
def test_files_with_a_flipped_bit_give_an_answer(flips: list[tuple[bytes, float, int]]) -> None:
    contents = []
    for data, share, bit in flips:
        damaged = bytearray(data)
        damaged[int(share * len(data))] ^= 1 << bit
        contents.append(bytes(damaged))
    assert _answered(_read_all(contents))


@SLOW
@given(st.lists(st.binary(max_size=100), min_size=1, max_size=5))
def test_a_good_file_is_read_whatever_came_before_it(contents: list[bytes]) -> None:
    workbook, problems = _read_all([*contents, b"PK\x03\x04" + contents[0], GOOD])[-1]
    assert workbook is not None
    assert problems == []
