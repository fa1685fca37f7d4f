"""The records of an .xls file of Excel 97-2003, walked without trusting a single length.

[MS-XLS] 2.1.4: the stream `Workbook` is a sequence of records of a type (2 bytes), a size (2 bytes)
and that many bytes. A BOF opens a substream (the globals, a sheet, a chart inside a sheet) and an
EOF closes it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

BOF, EOF = 0x0809, 0x000A
_BIFF8 = 0x0600  # [MS-XLS] 2.4.21, vers
_HEAD = struct.Struct("<HH")
_STREAM = "Workbook"

Record = tuple[int, int, int]  # type, offset of its data, size of its data


@dataclass(frozen=True, slots=True, kw_only=True)
class Substream:
    """Where a sheet begins: its name and the offset of its BOF."""

    name: str
    offset: int


def workbook_stream(data: bytes) -> bytes | None:
    """Return the stream `Workbook` of an OLE container, or None when there is none to be had.

    Files of Excel 5 and 95 call theirs `Book`; their records are others and are not read here.
    """
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(data)) as container:
            if not container.exists(_STREAM):
                return None
            stream: bytes = container.openstream(_STREAM).read()
    except (OSError, ValueError, IndexError, TypeError, struct.error, AttributeError, KeyError):
        return None  # whatever olefile trips over; calamine decides whether the file can be read
    return stream if _is_biff8(stream) else None


def _is_biff8(stream: bytes) -> bool:
    if len(stream) < 8:
        return False
    kind, version = _HEAD.unpack_from(stream)[0], _HEAD.unpack_from(stream, 4)[0]
    return bool(kind == BOF and version == _BIFF8)


def records(stream: bytes, offset: int = 0) -> Iterator[Record]:
    """Yield the records of the substream that begins at `offset`, those of nested ones left out.

    Ends at its EOF, at a record that says it is longer than the stream, or at the end.
    """
    depth, size_of_all = 0, len(stream)
    unpack = _HEAD.unpack_from
    while offset + 4 <= size_of_all:
        kind, size = unpack(stream, offset)
        at = offset + 4
        offset = at + size
        if offset > size_of_all:
            return
        if kind == BOF:
            depth += 1
        elif kind == EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, at, size
