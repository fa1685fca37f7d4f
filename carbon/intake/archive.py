"""The safety scan of a zip archive (.xlsx, .xlsm, .xlsb, .ods) before and while it is parsed.

No spreadsheet reader limits inflation, and two readers may take two different parts of the same
name. So the directory is judged first, at no cost, and every part is then really inflated once,
in pieces, with its size counted and its text searched for a DOCTYPE.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO

from carbon.problems import Problem, error

# A workbook of 1,000,000 rows and 20 columns inflates to about 700 MB.
LARGEST_INFLATED_BYTES = 2 << 30
# Sheet XML shrinks to 1/5-1/20. A million empty formatted rows reach 1/500 but are small, so the
# ratio only counts for parts that could hurt.
HIGHEST_RATIO = 200
RATIO_COUNTS_FROM_BYTES = 32 << 20
# The widest real workbook we saw has 60 parts; 200 sheets with drawings stay below this.
MOST_PARTS = 10_000
# Zip entries may be followed by a data descriptor of up to 24 bytes, and by nothing else.
LONGEST_DESCRIPTOR = 24
CHUNK_BYTES = 1 << 20

_LOCAL_HEADER = b"PK\x03\x04"
_READABLE_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DOCTYPE = b"<!DOCTYPE"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_PICTURE = re.compile(r"\.(png|jpe?g|gif|svg|emf|wmf|tiff?|bmp|webp)$", re.IGNORECASE)

_UTF8_NAMES = ("utf-8", "utf8", "us-ascii", "ascii")
DAMAGE = (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError)

Reader = Callable[[bytes], None]


def open_archive(data: bytes, where: str) -> tuple[zipfile.ZipFile | None, list[Problem]]:
    """Open an archive and judge its directory; nothing is inflated yet.

    Returns None with the reasons when the archive must not be read further.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as reason:
        return None, [error("archive-damaged", where, found=reason)]
    found = list(_judge_directory(entries, data, where))
    if not found and _hides_a_part(data, _end_of_parts(entries, data), archive.start_dir):
        found = [error("archive-hidden-part", where, found="?")]
    return (None, found) if found else (archive, [])


def declared_bytes(archive: zipfile.ZipFile) -> int:
    """Return how many bytes the archive says it inflates to."""
    return sum(entry.file_size for entry in archive.infolist())


def member_key(name: str) -> str:
    """Return the name under which readers find a part: forward slashes, any case."""
    return name.replace("\\", "/").lstrip("/").casefold()


def _judge_directory(entries: list[zipfile.ZipInfo], data: bytes, where: str) -> Iterator[Problem]:
    if len(entries) > MOST_PARTS:
        yield error("archive-too-many-parts", where, found=len(entries), limit=MOST_PARTS)
        return
    yield from _judge_names(entries, where)
    yield from _judge_sizes(entries, where)
    if any(entry.flag_bits & 0x1 for entry in entries):
        yield error("file-encrypted", where)
    for entry in entries:
        if entry.compress_type not in _READABLE_METHODS:
            yield error("archive-damaged", where, found=f"compression {entry.compress_type}")
            return
    yield from _judge_places(entries, data, where)


def _judge_names(entries: list[zipfile.ZipInfo], where: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for entry in entries:
        key = member_key(entry.filename)
        if key in seen:
            yield error("archive-duplicate-part", where, found=entry.filename)
        seen.add(key)
        odd = ".." in key.split("/") or ":" in key or not entry.orig_filename.isprintable()
        if odd or entry.filename.startswith(("/", "\\")):
            yield error("archive-odd-name", where, found=entry.filename)


def _judge_sizes(entries: list[zipfile.ZipInfo], where: str) -> Iterator[Problem]:
    total = sum(entry.file_size for entry in entries)
    if total > LARGEST_INFLATED_BYTES:
        yield error("archive-bomb", where, part="*", found=total)
    for entry in entries:
        if entry.file_size < RATIO_COUNTS_FROM_BYTES:
            continue
        if entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1):
            yield error("archive-bomb", where, part=entry.filename, found=entry.file_size)


def _judge_places(entries: list[zipfile.ZipInfo], data: bytes, where: str) -> Iterator[Problem]:
    """Find parts that share bytes, hide between others or have two names."""
    end = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        start = entry.header_offset
        header = data[start : start + 30]
        if len(header) < 30 or header[:4] != _LOCAL_HEADER:
            yield error("archive-damaged", where, found=entry.filename)
            return
        if start < end:
            yield error("archive-overlap", where, found=entry.filename)
            return
        if _hides_a_part(data, end, start):
            yield error("archive-hidden-part", where, found=entry.filename)
            return
        name_end = start + 30 + int.from_bytes(header[26:28], "little")
        if _encoded(entry) != data[start + 30 : name_end]:
            yield error("archive-odd-name", where, found=entry.filename)
            return
        end = _end(entry, data)


def _end_of_parts(entries: list[zipfile.ZipInfo], data: bytes) -> int:
    return max((_end(entry, data) for entry in entries), default=0)


def _end(entry: zipfile.ZipInfo, data: bytes) -> int:
    start = entry.header_offset
    names = int.from_bytes(data[start + 26 : start + 28], "little")
    extras = int.from_bytes(data[start + 28 : start + 30], "little")
    return start + 30 + names + extras + entry.compress_size


def _hides_a_part(data: bytes, start: int, end: int) -> bool:
    return end - start > LONGEST_DESCRIPTOR and data.find(_LOCAL_HEADER, start, end) >= 0


def _encoded(entry: zipfile.ZipInfo) -> bytes:
    # zipfile decodes with UTF-8 when flag bit 11 is set and with code page 437 otherwise.
    codec = "utf-8" if entry.flag_bits & 0x800 else "cp437"
    return entry.orig_filename.encode(codec, "replace")


def inflate_all(
    archive: zipfile.ZipFile, readers: Mapping[str, Reader], where: str
) -> list[Problem]:
    """Inflate every part once, in pieces, and hand the pieces of some parts to readers.

    `readers` are found by the exact member name. A reader gets pieces in order and at last b"".
    """
    total = 0
    for entry in archive.infolist():
        try:
            size, problem = _inflate(archive, entry, readers.get(entry.filename), where)
        except DAMAGE as reason:
            return [error("archive-damaged", where, found=f"{entry.filename}: {reason}")]
        total += size
        if problem is not None:
            return [problem]
        if total > LARGEST_INFLATED_BYTES:
            return [error("archive-bomb", where, part=entry.filename, found=total)]
    return []


def _inflate(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, reader: Reader | None, where: str
) -> tuple[int, Problem | None]:
    size, tail, text = 0, b"", not _PICTURE.search(entry.filename)
    with archive.open(entry) as part:
        while piece := part.read(CHUNK_BYTES):
            if text and size == 0 and (found := _wrong_encoding(piece)):
                return size, error("archive-encoding", where, found=f"{entry.filename}: {found}")
            size += len(piece)
            # Hardly any piece has an exclamation mark, and one byte is found ten times as fast.
            if text and (b"!" in piece or b"!" in tail) and _DOCTYPE in tail + piece:
                return size, error("archive-doctype", where, found=entry.filename)
            tail = piece[-len(_DOCTYPE) :]
            if size > LARGEST_INFLATED_BYTES:
                return size, error("archive-bomb", where, part=entry.filename, found=size)
            if reader is not None:
                reader(piece)
    if reader is not None:
        reader(b"")
    return size, None


def _wrong_encoding(start: bytes) -> str | None:
    """Return the encoding of an XML part that is not UTF-8: a scan for text would miss it."""
    if start.startswith(_UTF16_MARKS):
        return "UTF-16"
    declared = _ENCODING.match(start[:200].removeprefix(b"\xef\xbb\xbf"))
    name = declared.group(1).decode() if declared else "utf-8"
    return None if name.casefold() in _UTF8_NAMES else name
