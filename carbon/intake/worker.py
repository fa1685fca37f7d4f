"""The child process that opens files from outside: one request in, messages out, again and again.

Started by `carbon.intake.child`. Whatever a file does to it (abort, endless loop, memory), the
parent lives on. It may use limited memory, and it may not write a byte to any file.
"""

from __future__ import annotations

import gc
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from carbon import resources
from carbon.intake import delimited, docxtext, pdftext, spreadsheet, wire
from carbon.problems import error

# Enough for Python, calamine, the threads and any file of normal size; below R3's 512 MiB of
# resident memory, because address space is counted more generously than resident memory.
BASE_BYTES = 512 << 20
# 1,000,000 rows of 20 columns: 0.7 GB of XML and 2.3 GB of values (measured, performance.md 1).
BYTES_PER_INFLATED_BYTE = 5
BYTES_PER_PLAIN_BYTE = 20
MOST_BYTES = 6 << 30


def _message(data: bytes, where: str) -> Iterator[dict[str, Any]]:
    # Imported late: its word lists cost every other file some 50 ms.
    from carbon.intake import xmlmessages

    return xmlmessages.read_message(data, where)


def _items(data: bytes, where: str) -> Iterator[dict[str, Any]]:
    from carbon.intake import xmlmessages

    return xmlmessages.read_items(data, where)


READERS = {
    "zip": spreadsheet.read_zip,
    "ole": spreadsheet.read_ole,
    "text": delimited.read_text,
    "xml": _message,
    "gdsn": _items,
    "docx": docxtext.read_docx,
    "pdf": pdftext.read_pdf,
}


def main() -> None:
    """Serve requests until the parent closes the pipe; an argument names its library folder."""
    for folder in sys.argv[1:2]:
        resources.use_factors(Path(folder))
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    _forbid_writing()
    gc.disable()  # rows hold no cycles, and looking for some takes a tenth of the time
    while True:
        try:
            request = wire.receive(source)
        except EOFError:
            return
        for message in _answer(request):
            wire.send(sink, message)


def _answer(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    data, where = request["data"], request["where"]
    _limit_memory(_allowance(request["kind"], data))
    try:
        yield from READERS[request["kind"]](data, where)
    except MemoryError:
        yield spreadsheet.end("", [error("file-needs-memory", where)])
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as reason:
        # A panic of the Rust reader is no Exception; the file is refused all the same.
        found = f"{type(reason).__name__}: {reason}"
        yield spreadsheet.end("", [error("workbook-unreadable", where, found=found)])


def _allowance(kind: str, data: bytes) -> int:
    if kind not in ("zip", "docx"):
        return BASE_BYTES + BYTES_PER_PLAIN_BYTE * len(data)
    try:
        entries = zipfile.ZipFile(BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        return BASE_BYTES
    inflated = sum(entry.file_size for entry in entries)
    return BASE_BYTES + 2 * len(data) + BYTES_PER_INFLATED_BYTE * inflated


def _limit_memory(allowed: int) -> None:
    if sys.platform == "win32":
        return  # no such limit there; the time limit of the parent holds
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = min(allowed, MOST_BYTES)
    soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _forbid_writing() -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
