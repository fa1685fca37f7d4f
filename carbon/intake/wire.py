"""How the reading process and its parent talk: length-prefixed msgpack frames, never pickle.

A frame can only hold plain values, so whatever a hostile file makes of the child, it cannot make
the parent run anything. Dates, times and error cells travel as extension types.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import lru_cache
from typing import IO, Any

import msgpack

from carbon.intake.records import ErrorCell
from carbon.problems import Problem, Severity

LENGTH_BYTES = 8
# A frame is a file on its way in or a block of rows on its way out; more is a broken child.
LARGEST_FRAME = 1 << 30

DATE, DATETIME, TIME, ERROR, TOLD_ERROR = 1, 2, 3, 4, 5

_DECODERS: dict[int, Callable[[str], object]] = {
    DATE: datetime.date.fromisoformat,
    DATETIME: datetime.datetime.fromisoformat,
    TIME: datetime.time.fromisoformat,
    ERROR: ErrorCell,
    TOLD_ERROR: lambda text: ErrorCell(text, told=True),
}


# A date column has some hundred different days; each is translated once.
REMEMBERED_VALUES = 4096


@lru_cache(REMEMBERED_VALUES)
def _encode(value: object) -> msgpack.ExtType | str:
    if isinstance(value, datetime.datetime):  # before date: a datetime is a date as well
        return msgpack.ExtType(DATETIME, value.isoformat().encode())
    if isinstance(value, datetime.date):
        return msgpack.ExtType(DATE, value.isoformat().encode())
    if isinstance(value, datetime.time):
        return msgpack.ExtType(TIME, value.isoformat().encode())
    if isinstance(value, ErrorCell):
        kind = TOLD_ERROR if value.told else ERROR
        return msgpack.ExtType(kind, value.text.encode("utf-8", "replace"))
    # Durations, and anything that a later calamine may invent: as text, so that it is seen.
    return str(value)


@lru_cache(REMEMBERED_VALUES)
def _decode(code: int, data: bytes) -> object:
    decoder = _DECODERS.get(code)
    if decoder is None:
        raise ValueError(f"unknown extension type {code}")
    return decoder(data.decode())


def pack(message: object) -> bytes:
    """Return a message as one frame."""
    body: bytes = msgpack.packb(message, default=_encode, unicode_errors="surrogatepass")
    return len(body).to_bytes(LENGTH_BYTES, "big") + body


def send(stream: IO[bytes], message: object) -> None:
    """Write a message to a stream."""
    stream.write(pack(message))
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Read one message; EOFError when the other side is gone, ValueError when it is garbage."""
    size = int.from_bytes(_exactly(stream, LENGTH_BYTES), "big")
    if size > LARGEST_FRAME:
        raise ValueError(f"a frame of {size} bytes")
    return msgpack.unpackb(
        _exactly(stream, size),
        ext_hook=_decode,
        unicode_errors="replace",
        strict_map_key=True,
    )


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) != size:
        raise EOFError("the stream ended")
    return data


def problem_to_wire(problem: Problem) -> list[object]:
    """Return a Problem as plain values."""
    return [problem.code, problem.severity.value, problem.where, [list(v) for v in problem.values]]


def problem_from_wire(parts: list[Any]) -> Problem:
    """Return the Problem that `problem_to_wire` took apart."""
    code, severity, where, values = parts
    pairs = tuple((str(name), str(text)) for name, text in values)
    return Problem(code=code, severity=Severity(severity), where=where, values=pairs)
