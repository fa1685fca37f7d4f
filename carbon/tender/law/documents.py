"""The buyer's own documents, named in tender.yaml, to passages with their places.

They are the buyer's files and are read as a stranger's all the same: only inside the folder, in
bounded size, Word and PDF in the child process that opens every file from outside. A document that
yields no text is a problem, never silence.
"""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carbon.intake import child, paths, wire
from carbon.problems import Problem, error, has_errors
from carbon.tender.law.clauses import Passage, Place, blocks

LARGEST_BYTES = 64 << 20
LARGEST_TEXT_BYTES = 8 << 20
# A thousand dense pages hold some three million characters.
MOST_CHARACTERS = 5_000_000
SECONDS = 30.0
SECONDS_PER_MEGABYTE = 3.0

_KINDS = {".docx": "docx", ".docm": "docx", ".pdf": "pdf", ".txt": "lines", ".md": "lines"}
_STARTS = {"docx": b"PK", "pdf": b"%PDF"}
_PDF_HEAD = 1024  # a PDF may begin a little later


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document that was read, with what stood in it."""

    name: str
    sha256: str
    passages: tuple[Passage, ...]


def read(
    folder: Path, names: Sequence[str], where: str
) -> tuple[tuple[Document, ...], list[Problem]]:
    """Return the documents of a tender folder that could be read, and what is wrong with any.

    `where` is the place in tender.yaml that names them.
    """
    found: list[Document] = []
    problems: list[Problem] = []
    process: subprocess.Popen[bytes] | None = None
    try:
        for name in dict.fromkeys(names):
            data, kind, wrong = _load(folder, name, where)
            problems += wrong
            if data is None:
                continue
            if kind == "lines":
                passages, wrong = _plain(data, name)
            else:
                if process is None or process.poll() is not None:
                    process = child.start()
                passages, wrong = _asked(process, data, kind, name)
            problems += wrong
            if passages:
                digest = hashlib.sha256(data).hexdigest()
                found.append(Document(name=name, sha256=digest, passages=tuple(passages)))
            elif not has_errors(wrong):
                problems.append(error("document-no-text", name))
    finally:
        if process is not None:
            child.stop(process)
    return tuple(found), problems


def _load(folder: Path, name: str, where: str) -> tuple[bytes | None, str, list[Problem]]:
    path, problems = paths.inside(folder, name, where)
    if path is None:
        return None, "", problems
    kind = _KINDS.get(path.suffix.lower(), "")
    if not kind:
        return None, "", [error("document-kind", name, found=path.suffix or "–")]
    try:
        size = path.stat().st_size
        if size > (LARGEST_TEXT_BYTES if kind == "lines" else LARGEST_BYTES):
            return None, "", [error("document-too-long", name, found=size)]
        data = path.read_bytes()
    except OSError as reason:
        return None, "", [error("file-unreadable", name, found=reason.strerror or str(reason))]
    if kind in _STARTS and _STARTS[kind] not in data[:_PDF_HEAD]:
        return None, "", [error("document-kind", name, found=repr(data[:8]))]
    return data, kind, []


def _plain(data: bytes, name: str) -> tuple[list[Passage], list[Problem]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        return [], [error("text-encoding", name, found=reason.reason)]
    return [
        Passage(place=Place(document=name, kind="line", spot=str(number)), text=block)
        for number, block in blocks(text.splitlines())
    ], []


def _asked(
    process: subprocess.Popen[bytes], data: bytes, kind: str, name: str
) -> tuple[list[Passage], list[Problem]]:
    """Return what the child process found in a Word file or a PDF."""
    seconds = SECONDS + SECONDS_PER_MEGABYTE * len(data) / 1e6
    request = {"kind": kind, "where": name, "data": data}
    passages: list[Passage] = []
    last: dict[str, Any] = {}
    characters = 0
    try:
        for last in child.ask(process, request, seconds=seconds):
            for told, number, text in last.get("text", ()):
                characters += len(text)
                if characters > MOST_CHARACTERS:
                    child.stop(process)
                    return [], [error("document-too-long", name, found=characters)]
                passages += _passages(name, str(told), str(number), str(text))
        problems = [wire.problem_from_wire(parts) for parts in last["problems"]]
    except child.ChildDiedError as death:
        found = f"{round(seconds)} s" if death.overran else death.reason
        return [], [error("document-unreadable", name, found=found)]
    except (KeyError, TypeError, ValueError) as reason:
        child.stop(process)
        return [], [error("document-unreadable", name, found=repr(reason))]
    return (passages if last["complete"] else []), _own(problems, name)


def _passages(name: str, kind: str, spot: str, text: str) -> Iterable[Passage]:
    place = Place(document=name, kind=kind, spot=spot)
    if kind != "page":
        return [Passage(place=place, text=text)]
    return [Passage(place=place, text=block) for _, block in blocks(text.splitlines())]


def _own(problems: Iterable[Problem], name: str) -> list[Problem]:
    """Return problems in words for one's own document, where the reader had a bidder's in mind."""
    return [
        one
        if one.code.startswith("document-")
        else error(
            "document-encrypted" if one.code == "file-encrypted" else "document-unreadable",
            name,
            found=" ".join([one.code, *(text for _, text in one.values)]),
        )
        for one in problems
    ]
