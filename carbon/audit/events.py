"""What the files of a tender folder tell of events: who did what and when, in one order.

Every entry of decisions.yaml, quality.yaml, changes.yaml, procedure.yaml and tender.yaml that names
a person and a time is an event, whatever else it holds; so is the publication in lock.json. The
engine adds no time of its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from carbon import yamlfile
from carbon.audit import log
from carbon.audit.log import Event

_TOLD = {
    "tender.yaml": "announced",
    "lock.json": "published",
    "changes.yaml": "changed",
    "decisions.yaml": "decided",
    "quality.yaml": "judged",
    "procedure.yaml": "proceeded",
}
_TIMES = ("when", "published")
_DEEPEST = 12


def of_folder(folder: Path, files: Mapping[str, str]) -> bytes:
    """Return the log of a bundle: the folder's own, what its files tell, and what was received.

    `files` are the SHA-256 of every file of the folder by its name.
    """
    own, _ = log.read(folder)
    told = [one for name in _TOLD if name in files for one in _of_file(folder, name, files[name])]
    told.sort(key=lambda one: one.when)  # stable: files in the order above, entries as written
    return log.chained([*told, Event(what="received", files=files)], own)


def _of_file(folder: Path, name: str, sha256: str) -> Iterator[Event]:
    content = _content(folder / name, name)
    found = [("", content)] if name == "lock.json" else _entries(content, "", 0)
    for place, one in found:
        when = next((str(one[key]) for key in _TIMES if one.get(key)), "")
        if when:
            yield Event(what=_TOLD[name], who=_names(one.get("who", one.get("name"))), when=when,
                        about=f"{name}:{place}#{_digest(one)}", files={name: sha256})  # fmt: skip


def _content(path: Path, name: str) -> Any:
    if name.endswith(".yaml"):
        return yamlfile.read(path, name)[0]
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _entries(content: Any, place: str, depth: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every mapping with a person and a time and where it stands, in the order of the file.

    Places are written as `checks.2`: the key, then the number of the entry, from 1.
    """
    if depth > _DEEPEST:
        return
    inner: Iterable[tuple[object, Any]] = ()
    if isinstance(content, dict):
        if content.get("when") and (content.get("who") or content.get("name")):
            yield place, content
        inner = content.items()
    elif isinstance(content, list):
        inner = enumerate(content, start=1)
    for key, value in inner:
        yield from _entries(value, f"{place}.{key}".lstrip("."), depth + 1)


def _names(who: object) -> str:
    return ", ".join(str(one) for one in who) if isinstance(who, list) else str(who or "")


def _digest(entry: Mapping[str, Any]) -> str:
    """Return the SHA-256 of an entry's content: it names the entry, wherever it stands."""
    text = json.dumps(entry, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]
