"""A price sheet of any format to a `Workbook`: the one way in for files from outside.

What a file is, is decided by its content, never by its name. Its size is judged before anything is
parsed, and the parsing is done by a child process with limits on memory and time, because a reader
can be made to abort or to run for ever. One child serves many files.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from carbon.intake import cellcolumns, child, collector, wire
from carbon.intake.records import Sheet, Workbook
from carbon.problems import Problem, error, warning

# 1,000,000 rows of 20 columns make an .xlsx of some 100 MB.
LARGEST_FILE_BYTES = 256 << 20
# 100,000 rows of 50 columns as text. Text has no structure that would bound the work.
LARGEST_TEXT_BYTES = 32 << 20
# 30,000 lines of a catalogue; read line by line, so it costs less memory than text.
LARGEST_XML_BYTES = 128 << 20
# Any file of normal size takes under a second; a busy machine may need some more.
SECONDS = 8.0
SECONDS_PER_MEGABYTE = 1.5
# What a large file leaves behind in the child must not eat the allowance of the next one.
FRESH_CHILD_AFTER_BYTES = 4 << 20

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EMPTY_ZIP = b"PK\x05\x06"
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
)
_MARKUP = re.compile(rb"<[!?a-z]")
_HTML = re.compile(rb"(?:<\?[^>]*>\s*|<!--.*?-->\s*)*(?:<!doctype\s+html|<html[\s>])", re.DOTALL)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# A GS1 trade item in JSON, with or without the prefix of its XML.
_TRADE_ITEM = re.compile(
    rb'"(?:\w{1,60}:)?(?:tradeItem|catalogueItemNotification\w{0,20})"\s{0,20}:'
)
READABLE = frozenset({"zip", "ole", "text", "xml", "gdsn"})
TRADE_MESSAGES = frozenset({"xml", "gdsn"})
_SUFFIXES = {
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm"),
    "xlsb": (".xlsb",),
    "xls": (".xls", ".xlt"),
    "ods": (".ods", ".ots"),
    "csv": (".csv", ".tsv", ".txt", ".tab"),
    "ubl": (".xml",),
    "gdsn": (".xml", ".json"),
}

Outcome = tuple[Workbook | None, list[Problem]]


def read_workbook(path: Path, name: str) -> Outcome:
    """Read one file from outside; `name` is what messages call it.

    Returns None and the reasons when the file must not be used at all; else the workbook with
    what a person should know about it. Never raises for anything that a file contains.
    """
    return read_workbooks([(path, name)])[0]


def read_workbooks(files: Iterable[tuple[Path, str]]) -> list[Outcome]:
    """Read many files, as `read_workbook` does, in one child process; in the same order."""
    outcomes: list[Outcome] = []
    process: subprocess.Popen[bytes] | None = None
    try:
        for path, name in files:
            # Started first, because it needs some 80 ms, in which the file is loaded and hashed.
            process = process if process is not None else child.start()
            data, problems = _load(path, name)
            if data is None:
                outcomes.append((None, problems))
                continue
            kind = kind_of(data)
            outcomes.append(_read(process, data, kind, path, name))
            if process.poll() is not None or len(data) > FRESH_CHILD_AFTER_BYTES:
                child.stop(process)
                process = None
    finally:
        if process is not None:
            child.stop(process)
    return outcomes


def _load(path: Path, name: str) -> tuple[bytes | None, list[Problem]]:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE_BYTES:
            return None, [error("file-too-large", name, found=size)]
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE_BYTES + 1)  # a pipe or device has no size to judge
    except (OSError, ValueError) as reason:
        return None, [error("file-unreadable", name, found=reason)]
    if len(data) > LARGEST_FILE_BYTES:
        return None, [error("file-too-large", name, found=len(data))]
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        return None, [error("file-empty", name)]
    kind = kind_of(data)
    largest = {"text": LARGEST_TEXT_BYTES, "gdsn": LARGEST_TEXT_BYTES, "xml": LARGEST_XML_BYTES}
    if len(data) > largest.get(kind, LARGEST_FILE_BYTES):
        return None, [error("file-too-large", name, found=len(data))]
    if kind not in READABLE:
        return None, [error("file-not-workbook", name, found=kind)]
    return data, []


def kind_of(data: bytes) -> str:
    """Return zip, ole, text, xml or gdsn (GS1 in JSON), or the name of what holds no table."""
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        return "zip"
    if data.startswith(_OLE):
        return "ole"
    for mark, name in _OTHERS:
        if data.startswith(mark):
            return name
    start = _start(data)
    if start.startswith((b"{", b"[")):
        return "gdsn" if _TRADE_ITEM.search(data) else "JSON"
    if not _MARKUP.match(start):
        return "text"
    return "HTML" if _HTML.match(start) else "xml"


def _start(data: bytes) -> bytes:
    """Return the beginning of a text in small letters, one byte for each ASCII letter."""
    start = data[:2048]
    if start.startswith(_UTF16_MARKS):
        start = start.decode("utf-16", "replace").encode()
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()


def is_trade_message(path: Path) -> bool:
    """Tell by its content whether a file is XML, or GS1 trade items in JSON."""
    try:
        if path.stat().st_size > LARGEST_XML_BYTES:
            return False
        return kind_of(path.read_bytes()) in TRADE_MESSAGES
    except (OSError, ValueError):
        return False


def _read(
    process: subprocess.Popen[bytes], data: bytes, kind: str, path: Path, name: str
) -> Outcome:
    seconds = SECONDS + SECONDS_PER_MEGABYTE * len(data) / 1e6
    digest = hashlib.sha256(data).hexdigest()
    sheets: list[dict[str, Any]] = []
    last: dict[str, Any] = {}
    request = {"kind": kind, "where": name, "data": data}
    try:
        with collector.paused():
            for last in child.ask(process, request, seconds=seconds):
                _collect(sheets, last)
        problems = [wire.problem_from_wire(parts) for parts in last["problems"]]
    except child.ChildDiedError as death:
        if death.overran:
            return None, [error("file-takes-too-long", name, found=round(seconds))]
        return None, [error("reader-died", name, found=death.reason)]
    if not last["complete"]:
        return None, problems
    found = str(last["end"])
    workbook = Workbook(name=name, kind=found, sha256=digest, sheets=tuple(map(_sheet, sheets)))
    return workbook, _suffix_problems(path, found, name) + problems


def _collect(sheets: list[dict[str, Any]], message: dict[str, Any]) -> None:
    try:
        _take(sheets, message)
    except (IndexError, KeyError, TypeError, ValueError) as reason:
        raise child.ChildDiedError(overran=False, reason=repr(reason)) from reason


def _take(sheets: list[dict[str, Any]], message: dict[str, Any]) -> None:
    if "sheet" in message:
        sheets.append({**message, "all_rows": [], "seen": {}})
    elif "columns" in message:
        sheets[-1]["all_rows"].extend(cellcolumns.unpack(message["columns"], sheets[-1]["seen"]))
    elif "rows" in message:
        sheets[-1]["all_rows"].extend(message["rows"])
    elif "empty" in message:
        # One list for all empty rows: they may be a million.
        sheets[-1]["all_rows"].extend([[None] * sheets[-1]["width"]] * message["empty"])


def _sheet(found: dict[str, Any]) -> Sheet:
    return Sheet(
        name=found["sheet"],
        rows=found["all_rows"],
        first_row=found["first"][0],
        first_column=found["first"][1],
        hidden=found.get("hidden", False),
        hidden_rows=frozenset(found.get("hidden_rows", ())),
        hidden_columns=frozenset(found.get("hidden_columns", ())),
        merged=tuple(tuple(m) for m in found.get("merged", ())),
        formulas=found.get("formulas", 0),
        formulas_without_value=_cells(found.get("formulas_without_value", ())),
        linked_cells=_cells(found.get("linked_cells", ())),
        formats=tuple((int(c), int(a), int(b), str(f)) for c, a, b, f in found.get("formats", ())),
        ragged_rows=frozenset(found.get("ragged_rows", ())),
    )


def _cells(pairs: Iterable[list[int]]) -> frozenset[tuple[int, int]]:
    return frozenset((row, column) for row, column in pairs)


def _suffix_problems(path: Path, kind: str, name: str) -> list[Problem]:
    suffix = path.suffix.lower()
    if suffix in _SUFFIXES.get(kind, ()):
        return []
    return [warning("file-suffix-differs", name, found=kind, suffix=suffix or "–")]
