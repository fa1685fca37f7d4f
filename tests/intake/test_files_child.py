"""The reading process: it dies alone, it is stopped in time, and its words are plain values."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pytest

from carbon.intake import child, wire
from carbon.intake.files import read_workbooks
from carbon.intake.records import ErrorCell
from carbon.problems import warning
from tests.intake.test_files_facts import workbook_parts, zip_of

FOLDER = Path(__file__).resolve().parents[1] / "data" / "hostile"


def test_the_file_after_a_deadly_one_is_read_by_a_fresh_process(tmp_path: Path) -> None:
    deadly = tmp_path / "deadly.xlsx"
    deadly.write_bytes(
        zip_of(
            workbook_parts(
                '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
                '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
            )
        )
    )
    good = FOLDER / "s00-baseline.xlsx"
    (dead, reasons), (workbook, problems) = read_workbooks([(deadly, "d"), (good, "g")])
    assert dead is None
    assert len(reasons) == 1
    assert workbook is not None
    assert problems == []


def test_a_process_that_takes_too_long_is_stopped() -> None:
    process = child.start()
    request = {"kind": "text", "where": "x", "data": b"a;b\n" * 500_000}
    with pytest.raises(child.ChildDiedError) as found:
        list(child.ask(process, request, seconds=0.001))
    assert found.value.overran
    assert process.returncode is not None


def test_values_come_through_the_pipe_as_they_were() -> None:
    row = [
        "Nöt", 1.5, True, None, ErrorCell("#N/A"), datetime.date(2026, 3, 2),
        datetime.datetime(2026, 3, 2, 13, 5), datetime.time(6, 30),
    ]  # fmt: skip
    stream = io.BytesIO(wire.pack({"rows": [row]}))
    assert wire.receive(stream) == {"rows": [row]}


def test_a_problem_comes_through_the_pipe() -> None:
    problem = warning("macros-present", "a.xlsm", found="x", count=2)
    stream = io.BytesIO(wire.pack(wire.problem_to_wire(problem)))
    assert wire.problem_from_wire(wire.receive(stream)) == problem


def test_a_frame_larger_than_any_block_is_refused() -> None:
    stream = io.BytesIO((wire.LARGEST_FRAME + 1).to_bytes(wire.LENGTH_BYTES, "big"))
    with pytest.raises(ValueError, match="frame"):
        wire.receive(stream)
