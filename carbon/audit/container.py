"""The zip around a bundle: its bytes are a function of names and contents, and of nothing else.

Members stand in order of name, uncompressed, with one fixed time and one set of permissions, and
without extra fields or comments. Uncompressed, because two builds of zlib make different bytes of
one content; so the whole file can be built again from what was read of it and compared, and no bit
of it is left that could be changed unseen.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from carbon.audit import names
from carbon.audit.records import BAGIT, MANIFEST, TAGS, Finding, Step, Verdict

LARGEST_BYTES = 1 << 30
MOST_MEMBERS = 20_000
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_LAST = (1 << 16) + _END.size  # a comment may stand behind the directory
_LONGEST_ENTRY = _CENTRAL.size + 1000
_ZIP64 = 0xFFFF_FFFF
_VERSION, _UNIX, _FIRST_DAY = 20, 3 << 8, 0x21  # 1980-01-01, the first that a zip can tell
_MODE = (stat.S_IFREG | 0o644) << 16
DAMAGE = (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError,
           RuntimeError, struct.error, OverflowError, MemoryError)  # fmt: skip

Contents = Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What could be read of a container, and what is wrong with it."""

    contents: Contents
    findings: tuple[Finding, ...]


def pieces(contents: Contents) -> Iterator[tuple[str, bytes]]:
    """Yield the bytes of a container in order, each with the member it belongs to.

    The directory at the end belongs to no member: its name is empty.
    """
    directory, offset = [], 0
    for name in sorted(contents):
        data, title = contents[name], name.encode("ascii")
        crc, size = zlib.crc32(data), len(data)
        head = (_VERSION, 0, 0, 0, _FIRST_DAY, crc, size, size, len(title), 0)
        local = _LOCAL.pack(b"PK\x03\x04", *head) + title
        yield name, local
        yield name, data
        directory.append(
            _CENTRAL.pack(b"PK\x01\x02", _UNIX | _VERSION, *head, 0, 0, 0, _MODE, offset) + title
        )
        offset += len(local) + size
    whole = b"".join(directory)
    count = len(directory)
    yield "", whole + _END.pack(b"PK\x05\x06", 0, 0, count, count, len(whole), offset, 0)


def overhead(contents: Contents) -> int:
    """Return how many bytes a container is larger than what it holds."""
    return sum(_around(name) for name in contents) + _END.size


def _around(name: str) -> int:
    return _LOCAL.size + _CENTRAL.size + 2 * len(name)


def read(path: Path) -> Opened:
    """Return the members of a container that can be read; nothing is written anywhere.

    Without contents the findings say why. A container that is not built as `pieces` builds it is
    told as one that differs, for somebody has packed it anew. Carbon compresses nothing: what is
    compressed, or is not as large as its members together, is not read at all, so that reading
    takes no more memory than the file is long.
    """
    bundle = path.name
    try:
        if not path.is_file():
            return _refused("bundle-not-file", bundle)
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            return _refused("bundle-too-large", bundle, new=str(size))
        if _directory_bytes(path, size) > MOST_MEMBERS * _LONGEST_ENTRY:
            return _refused("bundle-too-large", bundle, new=str(size))
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            refused = _unfit(entries, bundle) or _otherwise(entries, size, bundle)
            if refused:
                return Opened(contents={}, findings=tuple(refused))
            contents, findings = _contents(archive, entries)
        if not findings:
            findings = _not_canonical(path, contents)
    except DAMAGE as reason:
        return _refused("bundle-no-zip", bundle, new=str(reason)[:100])
    return Opened(contents=contents, findings=tuple(findings))


def _directory_bytes(path: Path, size: int) -> int:
    """Return how long the directory says it is; each entry of it takes memory before it is read."""
    with path.open("rb") as stream:
        stream.seek(max(size - _LAST, 0))
        tail = stream.read()
    place = tail.rfind(_END_MARK)
    if place < 0 or len(tail) - place < _END.size:
        return 0
    stated = int(_END.unpack_from(tail, place)[5])
    return size if stated == _ZIP64 else stated


def _otherwise(entries: list[zipfile.ZipInfo], size: int, bundle: str) -> list[Finding]:
    """Return why the members of an archive are not read: carbon would not have packed them so."""
    whole = sum(entry.file_size + _around(entry.orig_filename) for entry in entries) + _END.size
    packed = [
        one
        for one in entries
        if one.compress_type != zipfile.ZIP_STORED or one.compress_size != one.file_size
    ]
    if not packed and whole == size:
        return []
    if entries and not {BAGIT, MANIFEST, TAGS} & {one.filename for one in entries}:
        return [finding("bundle-no-bag", bundle, Verdict.CANNOT_TELL)]
    where, place = (packed[0].filename, packed[0].header_offset) if packed else (bundle, size)
    return [finding("bundle-packed-anew", bundle, old=where, new=str(place))]


def _refused(code: str, file: str, new: str = "") -> Opened:
    return Opened(contents={}, findings=(finding(code, file, Verdict.CANNOT_TELL, new=new),))


def finding(
    code: str, file: str, verdict: Verdict = Verdict.DIFFERS, *, old: str = "", new: str = ""
) -> Finding:
    """Return a finding about the container."""
    return Finding(step=Step.CONTAINER, verdict=verdict, code=code, file=file, old=old, new=new)


def _unfit(entries: list[zipfile.ZipInfo], bundle: str) -> list[Finding]:
    """Return why nothing of an archive may be read: judged by its directory alone."""
    if len(entries) > MOST_MEMBERS:
        return [finding("bundle-too-large", bundle, Verdict.CANNOT_TELL, new=str(len(entries)))]
    total = sum(entry.file_size for entry in entries)
    if total > LARGEST_BYTES:
        return [finding("bundle-too-large", bundle, Verdict.CANNOT_TELL, new=str(total))]
    found, seen = [], set()
    for entry in entries:
        name = entry.orig_filename
        if name.casefold() in seen:
            found.append(finding("bundle-member-twice", bundle, new=name))
        elif not names.is_safe(name) or stat.S_ISLNK(entry.external_attr >> 16):
            found.append(finding("bundle-member-unsafe", bundle, new=name))
        elif entry.flag_bits & 1:
            found.append(finding("bundle-encrypted", bundle, Verdict.CANNOT_TELL, new=name))
        seen.add(name.casefold())
    return found


def _contents(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]
) -> tuple[dict[str, bytes], list[Finding]]:
    contents: dict[str, bytes] = {}
    findings: list[Finding] = []
    for entry in entries:
        try:
            data = archive.read(entry)
            if len(data) != entry.file_size:
                raise zipfile.BadZipFile(f"{len(data)} bytes of {entry.file_size}")
            contents[entry.filename] = data
        except DAMAGE as reason:
            findings.append(finding("bundle-member-damaged", entry.filename, new=str(reason)[:100]))
    return contents, findings


def _not_canonical(path: Path, contents: Contents) -> list[Finding]:
    """Return where a file is not what its own contents would make, if it is not."""
    offset = 0
    with path.open("rb") as stream:
        for name, piece in pieces(contents):
            if stream.read(len(piece)) != piece:
                where = name or path.name
                return [finding("bundle-packed-anew", path.name, old=where, new=str(offset))]
            offset += len(piece)
        if stream.read(1):
            return [finding("bundle-packed-anew", path.name, old=path.name, new=str(offset))]
    return []
