"""Whatever is done to a file: an answer in time, nothing of it lost without a word.

CARBON_FUZZ_EXAMPLES makes the walk longer (default 5 batches of a dozen files for each format); it
is the same walk every time.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from carbon import language
from carbon.intake import files, reading
from carbon.intake.files import Outcome
from carbon.intake.reading import Reading
from carbon.intake.records import ErrorCell, Workbook
from carbon.intake.tables import Table
from carbon.problems import Problem, Severity
from tests.intake import fuzzing
from tests.intake.fuzzing import Hit

HOSTILE = Path(__file__).resolve().parents[1] / "data" / "hostile"
EXCEL97 = (HOSTILE / "s14-excel97.xls").read_bytes()
EXAMPLES = int(os.environ.get("CARBON_FUZZ_EXAMPLES", "5"))
WALK = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.generate,),  # the assertion names the blows; making them fewer takes minutes
    suppress_health_check=list(HealthCheck),
)
# The reading process was ended, ran out of memory or crashed: never over a file of some kilobytes.
DEADLY = {"file-takes-too-long", "reader-died", "file-needs-memory"}


@cache
def xlsx() -> fuzzing.Parts:
    """Return the parts of the good workbook, made once."""
    with tempfile.TemporaryDirectory() as folder:
        return fuzzing.unzipped(fuzzing.good_xlsx(Path(folder)))


def hits(kinds: Sequence[str]) -> st.SearchStrategy[list[list[Hit]]]:
    """Return a batch of files, each with one to three blows."""
    one = st.builds(Hit, st.sampled_from(kinds), st.floats(0, 1), st.integers(0, 999))
    return st.lists(st.lists(one, min_size=1, max_size=3), min_size=12, max_size=12)


def _read(contents: Sequence[bytes], suffix: str) -> list[tuple[Outcome, Reading]]:
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, data in enumerate(contents):
            path = Path(folder) / f"{number}{suffix}"
            path.write_bytes(data)
            paths.append((path, path.name))
        outcomes = files.read_workbooks(paths)
    return [(outcome, _judged(outcome)) for outcome in outcomes]


def _judged(outcome: Outcome) -> Reading:
    """Return what was understood, after the laws that hold for every file."""
    workbook, problems = outcome
    assert workbook is not None or any(p.severity is Severity.ERROR for p in problems)
    assert not DEADLY & {p.code for p in problems}, [(p.code, p.values) for p in problems]
    if workbook is None:
        return Reading(file="", sheets=(), problems=tuple(problems), kind="")
    read = reading.read_sheets(workbook, problems)
    for lang in language.LANGUAGES:
        reading.as_json(read, lang)
    for one in read.sheets:
        filled = [row for row in one.sheet.rows if any(_filled(cell) for cell in row)]
        place = f"{workbook.name}!{one.sheet.name}".strip()
        named = any(p.where.startswith(place) or p.where == workbook.name for p in read.problems)
        assert one.table is not None or not filled or named
    for table in read.tables:
        _every_row_is_accounted_for(workbook, table, read.problems)
    return read


def _filled(cell: object) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


def _every_row_is_accounted_for(
    workbook: Workbook, table: Table, problems: Sequence[Problem]
) -> None:
    """Each row below the headings that holds anything is an item or counted under a reason."""
    places = [s for s in workbook.sheets if f"{workbook.name}!{s.name}" == table.place]
    for sheet in places[:1]:
        below = sheet.rows[table.header_row - sheet.first_row + 1 :]
        filled = sum(any(_filled(cell) for cell in row) for row in below)
        apart = ("not-offered", "blank")
        left_out = sum(n for reason, n in table.left_out.items() if reason not in apart)
        assert len(set(table.rows)) + left_out >= filled
        assert all(
            any(p.code == f"rows-{reason}" for p in problems)
            for reason in table.left_out
            if reason != "blank"
        )


def _cells(workbook: Workbook) -> list[str]:
    return [
        cell.text if isinstance(cell, ErrorCell) else str(cell)
        for sheet in workbook.sheets
        for row in sheet.rows
        for cell in row
        if cell is not None
    ]


# Warnings that the undamaged files have as well: they say nothing about the damage.
_USUAL = frozenset({"hidden-rows", "filtered-rows", "supplier-from-sheet-name"})


def _nothing_is_lost(
    outcome: Outcome, read: Reading, still_there: set[str] | None, what: object
) -> None:
    """Every text that is in the file comes out, or the file says with what it is at odds."""
    workbook, _ = outcome
    told = [p for p in read.problems if p.severity is not Severity.NOTE and p.code not in _USUAL]
    if workbook is None or told:
        return
    assert still_there is not None, what
    everything = "\n".join(_cells(workbook))
    assert not {text for text in still_there if text.strip() not in everything}, what


def _struck(good: fuzzing.Parts, blows: Sequence[Hit]) -> fuzzing.Parts:
    parts = dict(good)
    for blow in blows:
        parts = fuzzing.hit_parts(parts, blow) if parts else parts
    return parts


@WALK
@given(batch=hits(fuzzing.PART_KINDS))
def test_a_damaged_xlsx_is_read_whole_or_told(batch: list[list[Hit]]) -> None:
    struck = [_struck(xlsx(), blows) for blows in batch]
    results = _read([fuzzing.zipped(parts) for parts in struck], ".xlsx")
    for (outcome, read), parts, blows in zip(results, struck, batch, strict=True):
        _nothing_is_lost(outcome, read, fuzzing.texts_of_xlsx(parts), blows)


@WALK
@given(batch=hits(fuzzing.PART_KINDS))
def test_a_damaged_ods_is_read_whole_or_told(batch: list[list[Hit]]) -> None:
    good = fuzzing.unzipped(fuzzing.good_ods())
    struck = [_struck(good, blows) for blows in batch]
    results = _read([fuzzing.zipped(parts) for parts in struck], ".ods")
    for (outcome, read), parts, blows in zip(results, struck, batch, strict=True):
        _nothing_is_lost(outcome, read, fuzzing.texts_of_ods(parts), blows)


@WALK
@given(batch=hits(fuzzing.TEXT_KINDS))
def test_a_damaged_text_is_read_whole_or_told(batch: list[list[Hit]]) -> None:
    struck = []
    for blows in batch:
        data = fuzzing.good_csv()
        for blow in blows:
            data = fuzzing.hit_text(data, blow)
        struck.append(data)
    for (outcome, read), data, blows in zip(_read(struck, ".csv"), struck, batch, strict=True):
        _nothing_is_lost(outcome, read, fuzzing.texts_of_csv(data), blows)


def _bytes_struck(data: bytes, blows: Sequence[Hit]) -> bytes:
    for blow in blows:
        data = fuzzing.hit_bytes(data, blow)
    return data


@WALK
@given(batch=hits(fuzzing.ARCHIVE_KINDS))
def test_a_damaged_archive_or_xls_gets_an_answer(
    batch: list[list[Hit]],
) -> None:
    whole = fuzzing.zipped(xlsx())
    _read([_bytes_struck(whole, blows) for blows in batch], ".xlsx")
    _read([_bytes_struck(EXCEL97, blows) for blows in batch], ".xls")


@WALK
@given(batch=hits(("record", "flip-byte", "truncate-part", "drop-part")))
def test_a_damaged_xlsb_gets_an_answer(batch: list[list[Hit]]) -> None:
    good = fuzzing.unzipped(fuzzing.good_xlsb())
    _read([fuzzing.zipped(_records_struck(good, blows)) for blows in batch], ".xlsb")


def _records_struck(good: fuzzing.Parts, blows: Sequence[Hit]) -> fuzzing.Parts:
    parts = dict(good)
    sheet = "xl/worksheets/sheet1.bin"
    for blow in blows:
        if blow.kind == "record" and parts.get(sheet):
            parts[sheet] = fuzzing.hit_records(parts[sheet], blow)
        elif blow.kind != "record" and parts:
            parts = fuzzing.hit_parts(parts, blow)
    return parts


@pytest.mark.parametrize("make", [fuzzing.good_ods, fuzzing.good_xlsb, fuzzing.good_csv])
def test_the_files_are_good_before_anything_is_done_to_them(make: Callable[[], bytes]) -> None:
    suffix = {"good_ods": ".ods", "good_xlsb": ".xlsb", "good_csv": ".csv"}[make.__name__]
    ((_, read),) = _read([make()], suffix)
    assert read.good_rows == len(fuzzing.NAMES)


def test_the_workbook_is_good_before_anything_is_done_to_it() -> None:
    ((outcome, read),) = _read([fuzzing.zipped(xlsx())], ".xlsx")
    assert read.good_rows == 2 * len(fuzzing.NAMES)
    texts = fuzzing.texts_of_xlsx(xlsx())
    assert texts is not None
    assert set(fuzzing.NAMES) <= texts
    _nothing_is_lost(outcome, read, texts, "good")
    assert {p.code for p in read.problems if p.severity is not Severity.NOTE} <= _USUAL
