"""The text of a PDF, already in memory, to messages for the parent: one message for each page.

Runs in the child process, under its limits. A page without text is told: a scanned page must never
pass for an empty one.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from carbon.intake.docxtext import end
from carbon.problems import error, warning

Message = dict[str, Any]

MOST_PAGES = 5000


def read_pdf(data: bytes, where: str) -> Iterator[Message]:
    """Yield the text of each page, then the end with what is wrong."""
    # Imported here: the process that reads price sheets should not wait for it.
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = PdfReader(BytesIO(data))
        # Many a file is encrypted with an empty password, to forbid printing.
        if reader.is_encrypted and not reader.decrypt(""):
            yield end([error("document-encrypted", where)])
            return
        if len(reader.pages) > MOST_PAGES:
            yield end([error("document-too-long", where, found=len(reader.pages))])
            return
        silent = []
        for number, page in enumerate(reader.pages, 1):
            text = page.extract_text() or ""
            if text.strip():
                yield {"text": [["page", number, text]]}
            else:
                silent.append(number)
    except DependencyError:
        yield end([error("document-encrypted", where)])
        return
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError) as reason:
        # pypdf lets the mistakes of a broken file through as plain errors.
        found = f"{type(reason).__name__}: {reason}"
        yield end([error("document-unreadable", where, found=found)])
        return
    pages = ", ".join(map(str, silent))
    problems = [warning("document-pages-without-text", where, found=pages)] if silent else []
    yield end(problems, complete=True)
