"""The log: one event on a line, each with the hash of the line before it, so that none can vanish.

No clock is read: what an event says of time and person is what people gave. The log of a tender
folder (`log.jsonl`) only grows; the log of a bundle is that log, followed by the events that the
folder's own files tell, and by one that names every file received.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from carbon.audit import strictjson
from carbon.outputs.files import write_aside
from carbon.problems import Problem, error

FILE = "log.jsonl"
START = "0" * 64  # what the first line names as the one before it
_KEYS = {"seq", "what", "who", "when", "about", "files", "prev"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that changed a tender folder, as people told it."""

    what: str  # published, changed, decided, judged, opened ... or the name of a command
    who: str = ""
    when: str = ""
    about: str = ""  # file and place in it
    files: Mapping[str, str] = field(default_factory=dict)  # name -> SHA-256 afterwards


def chained(events: Iterable[Event], before: bytes = b"") -> bytes:
    """Return a log with more events at its end; what stands there stays, byte for byte."""
    lines = before.splitlines(keepends=True)
    count, previous = len(lines), _digest(lines[-1]) if lines else START
    added = []
    for number, event in enumerate(events, start=count):
        content = {"seq": number, "what": event.what, "who": event.who, "when": event.when,
                   "about": event.about, "files": dict(event.files), "prev": previous}  # fmt: skip
        line = json.dumps(content, sort_keys=True, separators=(",", ":")).encode() + b"\n"
        previous = _digest(line)
        added.append(line)
    return before + b"".join(added)


def _digest(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def broken(content: bytes) -> int | None:
    """Return the number of the first line that does not follow from the one before; None if all do.

    Lines count from 1.
    """
    previous = START
    for number, line in enumerate(content.splitlines(keepends=True)):
        try:
            said = strictjson.loads(line)
        except (ValueError, RecursionError):
            return number + 1
        if not isinstance(said, dict) or said.keys() != _KEYS or not line.endswith(b"\n"):
            return number + 1
        if (said["seq"], said["prev"]) != (number, previous):
            return number + 1
        previous = _digest(line)
    return None


def read(folder: Path) -> tuple[bytes, list[Problem]]:
    """Return the log of a tender folder, empty when there is none, and whether it is broken."""
    path = folder / FILE
    if not path.is_file() or path.is_symlink():
        return b"", []
    try:
        content = path.read_bytes()
    except OSError as reason:
        return b"", [error("file-unreadable", FILE, found=reason.strerror)]
    number = broken(content)
    return content, [] if number is None else [error("log-broken", f"{FILE}:{number}")]


def record(folder: Path, event: Event, touched: Sequence[str] = ()) -> list[Problem]:
    """Add an event to the log of a tender folder, with the hashes that its files have now.

    A log that is broken is not written on: that would hide where it broke. UsageError when the log
    cannot be written, OSError when a file that was touched cannot be read.
    """
    before, problems = read(folder)
    if problems:
        return problems
    files = {name: _digest((folder / name).read_bytes()) for name in sorted(touched)
             if (folder / name).is_file()}  # fmt: skip
    whole = chained([Event(what=event.what, who=event.who, when=event.when, about=event.about,
                           files={**event.files, **files})], before)  # fmt: skip
    write_aside(folder / FILE, whole)  # never through a link that lies there
    return []
