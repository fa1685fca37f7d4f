"""CSV and its relatives to messages: encoding, separator and quotes, each decided and said.

A strict reader of its own, because the csv module takes an unclosed quote and rows of any length
for data. Cells stay text: what a comma in a number means is decided later, column by column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from carbon.intake import cellblocks, textcodecs
from carbon.intake.csvrecords import Record, UnclosedQuoteError, read_records
from carbon.intake.spreadsheet import Message, end
from carbon.problems import Problem, error, warning

# The widest real CSV we saw has 61 columns; 5 million cells are 100,000 rows of 50.
MOST_CELLS = 5_000_000
SHEET_NAME = "CSV"
# In the order of preference when two fit equally well: Swedish programs write semicolons.
SEPARATORS = (";", "\t", "|", ",")
SAMPLE_CHARACTERS = 50_000
RAGGED_ROWS_NAMED = 50

_SEP_LINE = re.compile(r"sep=([^\"\w\s]|\t)(?:\r\n|\r|\n|\Z)", re.IGNORECASE)


def read_text(data: bytes, where: str) -> Iterator[Message]:
    """Yield the messages of a text file with one sheet."""
    text, problems = textcodecs.decode(data, where)
    if text is None:
        yield end("csv", problems)
        return
    separator, text = separator_of(text)
    records, found = _records(text, separator, where)
    problems.extend(found)
    if records is None:
        yield end("csv", problems)
        return
    ragged = ragged_rows(records)
    problems.extend(_ragged_problems(records, ragged, where))
    yield from _sheet(records, ragged)
    notes = cellblocks.SheetNotes()
    rows: list[list[Any]] = [list(record.cells) for record in records]
    yield from cellblocks.blocks(
        rows, first=(1, 1), width=_table_width(records), errors={}, notes=notes
    )
    yield end("csv", [*problems, *notes.problems(where)], complete=True)


def separator_of(text: str) -> tuple[str, str]:
    """Return the separator and the text without its `sep=` line.

    The separator is the one that gives most records of one width, the wider the better.
    """
    told = _SEP_LINE.match(text)
    if told:
        return told.group(1), text[told.end() :]
    sample = text[:SAMPLE_CHARACTERS]
    return max(SEPARATORS, key=lambda s: (_fit(sample, s), -SEPARATORS.index(s))), text


def _fit(sample: str, separator: str) -> tuple[int, int]:
    """Return how many records of the sample share their width, and that width."""
    try:
        widths = [len(record.cells) for record in read_records(sample, separator)]
    except UnclosedQuoteError:  # the sample may end inside a quote; lines tell enough
        widths = [line.count(separator) + 1 for line in sample.splitlines()]
    counts = Counter(width for width in widths if width > 1)
    return max(((count, width) for width, count in counts.items()), default=(0, 0))


def _records(text: str, separator: str, where: str) -> tuple[list[Record] | None, list[Problem]]:
    records: list[Record] = []
    cells = 0
    try:
        for record in read_records(text, separator):
            records.append(record)
            cells += len(record.cells)
            if cells > MOST_CELLS:
                return None, [error("csv-too-many-cells", where, limit=MOST_CELLS)]
    except UnclosedQuoteError as quote:
        place = f"{where}:{quote.line}"
        return None, [error("csv-unclosed-quote", place, line=quote.line, found=quote.text)]
    stray = [record.line for record in records if record.stray]
    if stray:
        place = f"{where}:{stray[0]}"
        return records, [warning("csv-stray-quote", place, line=stray[0], count=len(stray))]
    return records, []


def _table_width(records: list[Record]) -> int:
    widths = Counter(len(r.cells) for r in records if sum(map(bool, r.cells)) > 1)
    return max(((n, width) for width, n in widths.items()), default=(0, 1))[1]


def ragged_rows(records: list[Record]) -> frozenset[int]:
    """Return the 1-based numbers of rows whose cells are shifted against the table.

    The table begins at the first row of its width; title rows above it, rows with one cell and
    cells that are empty at the end are not held against anyone.
    """
    width = _table_width(records)
    begun, ragged = False, set[int]()
    for number, record in enumerate(records, 1):
        size = len(record.cells)
        begun = begun or size == width
        too_long = any(record.cells[width:])
        too_short = size < width and sum(map(bool, record.cells)) > 1
        if begun and (too_long or too_short):
            ragged.add(number)
    return frozenset(ragged)


def _ragged_problems(
    records: list[Record], ragged: frozenset[int], where: str
) -> Iterator[Problem]:
    width = _table_width(records)
    for row in sorted(ragged)[:RAGGED_ROWS_NAMED]:
        record = records[row - 1]
        place = f"{where}!{SHEET_NAME}!{row}"
        found, line = len(record.cells), record.line
        if found > width:  # every value after the surplus one may stand in a wrong column
            yield error("csv-ragged-row", place, row=row, line=line, found=found, expected=width)
        else:
            yield warning("csv-short-row", place, row=row, line=line, found=found, expected=width)
    if len(ragged) > RAGGED_ROWS_NAMED:
        yield error("csv-ragged-rows-more", where, count=len(ragged) - RAGGED_ROWS_NAMED)


def _sheet(records: list[Record], ragged: frozenset[int]) -> Iterator[Message]:
    yield {
        "sheet": SHEET_NAME,
        "first": (1, 1),
        "width": _table_width(records),
        "ragged_rows": sorted(ragged),
    }
