"""The records of a part of an .xlsb, cut out of bytes that come piece by piece.

[MS-XLSB] 2.1.4: a record is a type in one or two bytes and a size in one to four, seven bits of
each byte with the eighth saying that another follows, and then that many bytes of data.
"""

from __future__ import annotations

from collections.abc import Iterator

_LONGEST_TYPE, _LONGEST_SIZE = 2, 4
# A cell holds up to 32,767 letters; nothing we look at is longer than that.
LARGEST_RECORD_BYTES = 1 << 20

Record = tuple[int, bytes]


class Cutter:
    """Cuts pieces into records; what a piece leaves unfinished waits for the next one.

    A class, because a piece ends in the middle of a record. A record of more than a megabyte is
    passed over without being kept.
    """

    def __init__(self) -> None:
        self._kept = b""
        self._skip = 0

    def __call__(self, piece: bytes) -> Iterator[Record]:
        """Yield the records that are whole now."""
        if self._skip >= len(piece):
            self._skip -= len(piece)
            return
        data = self._kept + piece[self._skip :]
        at = self._skip = 0
        while (head := _head(data, at)) is not None:
            kind, size, begin = head
            if size > LARGEST_RECORD_BYTES:
                self._skip = max(begin + size - len(data), 0)
                at = min(begin + size, len(data))
                continue
            if begin + size > len(data):
                break
            yield kind, data[begin : begin + size]
            at = begin + size
        self._kept = data[at:]


def _head(data: bytes, at: int) -> tuple[int, int, int] | None:
    """Return type, size and where the data begin; None when the head is not whole yet."""
    kind = _number(data, at, _LONGEST_TYPE)
    size = _number(data, kind[1], _LONGEST_SIZE) if kind is not None else None
    return (kind[0], size[0], size[1]) if kind is not None and size is not None else None


def _number(data: bytes, at: int, longest: int) -> tuple[int, int] | None:
    """Return a number of seven bits a byte, the lowest first, and where it ends."""
    value = 0
    for place in range(longest):
        if at + place >= len(data):
            return None
        byte = data[at + place]
        value |= (byte & 0x7F) << (7 * place)
        if not byte & 0x80:
            return value, at + place + 1
    return value, at + longest
