"""Which encoding a text file is in: decided by its bytes, and said whenever it is not UTF-8.

A mark decides. Without one, strict UTF-8 is certain, and of the old encodings the one wins in which
most Nordic letters stand where such letters stand in words: `N\\x9atf\\x8ars` is Nötfärs on an old
Macintosh and nothing at all on Windows.
"""

from __future__ import annotations

import re

from carbon.problems import Problem, error, note, warning

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# In the order of preference when two fit equally well.
_OLD = (("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman"), ("cp850", "DOS (850)"))
_NORDIC = re.compile(
    "(?<=[A-Za-z])[åäöæøé]|[åäöæøé](?=[a-z])|(?<![a-z])[ÅÄÖÆØÉ](?=[A-Za-z])|(?<=[A-Z])[ÅÄÖÆØÉ]"
)
_WORD = re.compile(r"\w*[^\x00-\x7f]\w*")
_SAMPLE_BYTES = 1 << 20  # enough letters to tell encodings apart
_UTF16_SAMPLE_BYTES = 4096
# A text in Latin letters has a zero in nearly every second byte of UTF-16, and none in the others.
_UTF16_ZEROS = 0.4


def decode(data: bytes, where: str) -> tuple[str | None, list[Problem]]:
    """Return the text and what is worth knowing of its encoding; None when it is no text."""
    codec = next((codec for mark, codec in _MARKS if data.startswith(mark)), None)
    told: list[Problem] = []
    if codec is None and (codec := _unmarked_utf16(data)) is not None:
        told = [note("csv-encoding", where, found=f"{codec.upper()} (BOM –)")]
    try:
        text = data.decode(codec or "utf-8")
    except UnicodeDecodeError as reason:
        if codec is not None:
            return None, [error("file-not-text", where, found=codec)]
        if b"\0" in data:
            return None, [error("file-not-text", where, found="NUL")]
        return _old(data, where, reason.start)
    if "\0" in text:
        return None, [error("file-not-text", where, found="NUL")]
    return text, told


def _unmarked_utf16(data: bytes) -> str | None:
    """Return UTF-16 of one kind when every second byte of a text without a mark is zero."""
    sample = data[: min(len(data), _UTF16_SAMPLE_BYTES) & ~1]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    enough = len(sample) / 2 * _UTF16_ZEROS
    if odd > enough and not even:
        return "utf-16-le"
    return "utf-16-be" if even > enough and not odd else None


def _old(data: bytes, where: str, first: int) -> tuple[str | None, list[Problem]]:
    """Return a text of one byte a letter in the encoding that makes most sense of it."""
    sample = data[max(first - 100, 0) : first + _SAMPLE_BYTES]
    fits = {codec: fit for codec, _ in _OLD if (fit := _fit(sample, codec)) is not None}
    best = max(fits, key=lambda codec: fits[codec])  # the first of equals
    if best != "cp1252" and not fits[best]:
        return None, [error("file-not-text", where, found=f"byte {first + 1}")]
    try:
        text = data.decode(best)
    except UnicodeDecodeError as reason:
        return None, [error("file-not-text", where, found=f"byte {reason.start + 1}")]
    name = dict(_OLD)[best]
    if best == "cp1252":
        return text, [note("csv-encoding", where, found=name)]
    words = list(dict.fromkeys(_WORD.findall(text)))[:3]
    return text, [warning("csv-encoding-old", where, found=name, words=", ".join(words))]


def _fit(sample: bytes, codec: str) -> int | None:
    """Return how many Nordic letters stand in words; None when the bytes cannot be that codec."""
    try:
        return len(_NORDIC.findall(sample.decode(codec)))
    except UnicodeDecodeError:
        return None
