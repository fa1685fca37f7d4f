"""The evaluation workbook: every figure a live formula over visible inputs, with its value stored.

A spreadsheet program that recalculates finds the same figures; one that does not, shows them all
the same. Two runs give the same bytes.
"""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import Any

from carbon.outputs import (
    doubt_sheet,
    formats,
    plan,
    sheets_decision,
    sheets_flows,
    sheets_lines,
    sheets_offers,
    sheets_text,
)
from carbon.outputs.files import write_aside
from carbon.tender.records import Assessment

# The file format wants a moment of creation; the clock would make every run another file.
_CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)


def write_workbook(assessment: Assessment, path: Path, lang: str) -> None:
    """Write the assessment as an .xlsx file, in Swedish or English.

    Raises UsageError when the file cannot be written.
    """
    write_aside(path, workbook_bytes(assessment, lang))


def workbook_bytes(assessment: Assessment, lang: str) -> bytes:
    """Return the workbook as the bytes of an .xlsx file."""
    stream = io.BytesIO()
    book = opened(stream)
    looks = formats.make(book)
    layout = plan.make(assessment, lang)
    sheets_decision.write(book, looks, layout)
    sheets_offers.write(book, looks, layout)
    sheets_lines.write(book, looks, layout)
    sheets_flows.write_legs(book, looks, layout)
    sheets_flows.write_factors(book, looks, layout)
    doubt_sheet.write(book, looks, layout)
    sheets_text.write_problems(book, looks, layout)
    sheets_text.write_method(book, looks, layout)
    book.close()
    return stream.getvalue()


def opened(stream: io.BytesIO) -> Any:
    """Return a new workbook in which text stays text and whose date of creation is fixed."""
    import xlsxwriter

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"created": _CREATED})
    return book
