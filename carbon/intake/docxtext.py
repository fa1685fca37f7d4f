"""The text of a Word file, already in memory, to messages for the parent.

Runs in the child process. Body, tables, headers, footers, footnotes, endnotes and text boxes are
read; what tracked changes have deleted or moved away is not, and what they have inserted is.
Comments and pictures are no text of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from defusedxml.ElementTree import ParseError, iterparse

from carbon.intake import archive
from carbon.intake.wire import problem_to_wire
from carbon.problems import Problem, error, warning

Message = dict[str, Any]

# A book of a thousand pages holds some 30 MB of XML.
LARGEST_TEXT_BYTES = 64 << 20
BLOCK = 500  # paragraphs in one message

_PART = re.compile(r"word/[^/]+\.xml\Z", re.IGNORECASE)
# Which parts hold text of the document, by their root element.
_KINDS = {
    "document": "paragraph",
    "hdr": "header",
    "ftr": "footer",
    "footnotes": "footnote",
    "endnotes": "footnote",
}
_LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText"})
_BREAKS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}


def read_docx(data: bytes, where: str) -> Iterator[Message]:
    """Yield blocks of paragraphs, then the end with what is wrong."""
    opened, problems = archive.open_archive(data, where)
    if opened is None:
        yield end(problems)
        return
    parts: dict[str, bytearray] = {}
    names = [name for name in opened.namelist() if _PART.match(name)]
    readers = {name: parts.setdefault(name, bytearray()).extend for name in names}
    size = sum(opened.getinfo(name).file_size for name in names)
    if size > LARGEST_TEXT_BYTES:
        yield end([error("document-too-long", where, found=size)])
        return
    problems = archive.inflate_all(opened, readers, where)
    if not problems and not any(name.casefold().startswith("word/") for name in parts):
        problems = [error("document-kind", where, found="zip")]
    if problems:
        yield end(problems)
        return
    try:
        for name in sorted(parts):
            yield from _blocks(bytes(parts[name]), problems, where)
    except (ParseError, ValueError) as reason:
        yield end([error("document-unreadable", where, found=reason)])
        return
    yield end(problems, complete=True)


def end(problems: list[Problem], *, complete: bool = False) -> Message:
    """Return the last message of a document."""
    told = [problem_to_wire(problem) for problem in problems]
    return {"end": "document", "complete": complete, "problems": told}


def _blocks(data: bytes, problems: list[Problem], where: str) -> Iterator[Message]:
    block: list[list[object]] = []
    for kind, number, text in _paragraphs(data, problems, where):
        block.append([kind, number, text])
        if len(block) == BLOCK:
            yield {"text": block}
            block = []
    yield {"text": block}


def _paragraphs(data: bytes, problems: list[Problem], where: str) -> Iterator[tuple[str, int, str]]:
    """Yield kind, number and text of each paragraph; a box inside a paragraph is one of its own."""
    kind, number, left_out = "", 0, 0
    open_: list[list[str]] = []
    for event, element in iterparse(BytesIO(data), events=("start", "end")):
        name = str(element.tag).rpartition("}")[2]
        if not kind and event == "start":
            kind = _KINDS.get(name, "")
            if not kind:
                return  # a part of styles, settings or comments
        if name in _LEFT_OUT:
            left_out += 1 if event == "start" else -1
        elif name == "p" and event == "start":
            open_.append([])
        elif name == "p":
            number += 1
            text = "".join(open_.pop())
            if text.strip():
                yield kind, number, text
        elif event == "end" and open_ and not left_out:
            open_[-1].append(_text(name, element.text))
        elif name == "altChunk" and event == "start":
            problems.append(warning("document-part-unread", where, found=name))
        if event == "end":
            element.clear()


def _text(name: str, text: str | None) -> str:
    return (text or "") if name == "t" else _BREAKS.get(name, "")
