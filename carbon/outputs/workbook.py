"""The evaluation workbook: every figure a live formula over visible inputs, with its value stored.

A spreadsheet program that recalculates finds the same figures; one that does not, shows them all
the same. Two runs give the same bytes.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from carbon.outputs import (
    doubt_sheet,
    formats,
    plan,
    print_setup,
    sheets_audit,
    sheets_decision,
    sheets_flows,
    sheets_inputs,
    sheets_lines,
    sheets_offers,
    sheets_sensitivity,
    sheets_text,
    terms,
)
from carbon.outputs.files import write_aside
from carbon.outputs.plan import Plan
from carbon.tender.records import Assessment

# The file format wants a moment of creation; the clock would make every run another file.
_CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
_LINES_IN_MEMORY = 20_000  # beyond it the sheets are put together on disk
_HEADER_LIMIT = 80  # characters of a title at the head of every page; the format allows 255 in all
# No password: protection is against slips, and an auditor may look behind every formula.
_ALLOWED = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
    "objects": True,
    "scenarios": True,
}


def write_workbook(
    assessment: Assessment, path: Path, lang: str, hashes: Mapping[str, str] | None = None
) -> None:
    """Write the assessment as an .xlsx file, in Swedish or English.

    `hashes` are the SHA-256 of the files that were read, by name, for the sheet of the audit.
    Raises UsageError when the file cannot be written.
    """
    write_aside(path, workbook_bytes(assessment, lang, hashes))


def workbook_bytes(
    assessment: Assessment, lang: str, hashes: Mapping[str, str] | None = None
) -> bytes:
    """Return the workbook as the bytes of an .xlsx file."""
    stream = io.BytesIO()
    layout = plan.make(assessment, lang)
    book = opened(stream, in_memory=len(layout.lines) <= _LINES_IN_MEMORY)
    looks = formats.make(book)
    places = sheets_decision.write(book, looks, layout)
    sheets_inputs.write(book, looks, layout)
    sheets_offers.write(book, looks, layout)
    sheets_lines.write(book, looks, layout)
    sheets_flows.write_legs(book, looks, layout)
    sheets_flows.write_factors(book, looks, layout)
    sheets_sensitivity.write(book, looks, layout, places)
    doubt_sheet.write(book, looks, layout)
    sheets_text.write_problems(book, looks, layout)
    sheets_text.write_method(book, looks, layout)
    sheets_audit.write(book, looks, layout, hashes or {})
    print_setup.apply(book, looks, layout)
    _finish(book, layout)
    book.close()
    return stream.getvalue()


def _finish(book: Any, layout: Plan) -> None:
    """Protect every sheet against slips, and head every printed page with the tender."""
    tender = layout.assessment.tender
    title, reference = (
        terms.shown(text, _HEADER_LIMIT).replace("&", "&&")
        for text in (tender.title, tender.reference)
    )
    for sheet in book.worksheets():
        sheet.protect("", _ALLOWED)
        sheet.set_header(f"&L&8{title}&R&8{reference}")


def opened(stream: io.BytesIO, *, in_memory: bool = True) -> Any:
    """Return a new workbook in which text stays text and whose date of creation is fixed.

    One that is not put together in memory takes its sheets from temporary files.
    """
    import xlsxwriter

    options = {"in_memory": in_memory, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"created": _CREATED})
    return book
