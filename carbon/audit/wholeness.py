"""A recorded bundle beside the one that comes out now: all names, and all bytes.

Of the same engine everything must be the same. Of another, what follows from the tender folder
alone must be: the log, and what the bag says of the tender.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from carbon.audit import bag, knowledge, records, redaction_root
from carbon.audit.bundling import ALWAYS
from carbon.audit.records import Bundle, Finding, Replay, Step, Verdict
from carbon.audit.remaking import MADE, TAGS, hashes

# What an engine says of itself in the description of a bundle; the hash of the method is its own.
_OF_ENGINE = ("Bag-Software-Agent: ", "Carbon-Pack-SHA256: ", "Payload-Oxum: ")
_NAMED = 5  # files of a library told by name
_TENDER = ("name", "identifier", "datePublished", "license")


def library(bundle: Bundle) -> Finding:
    """Return in which files the bundle's library is another than the installed one: a remark.

    What it was computed with is computed with again; whether that is a library to trust, people
    have to say. A file that nobody reads changes no figure, and is told here alone.
    """
    other = knowledge.otherwise(bundle.knowledge)
    told = ", ".join(other[:_NAMED]) + (" …" if len(other) > _NAMED else "")
    return Finding(step=Step.REPLAY, verdict=Verdict.MATCH, code="library-not-installed",
                   file=f"{bag.PAYLOAD}{records.KNOWLEDGE}", old=str(len(other)),
                   new=told)  # fmt: skip


def compared(bundle: Bundle, made: Replay, *, same_engine: bool) -> Iterator[Finding]:
    """Yield every file that is not as it comes out now; None of them where nothing came out."""
    if MADE not in made.files:
        return
    if same_engine:
        yield from _whole(bundle, json.loads(made.files[MADE]))
        return
    for name in (records.LOG, redaction_root.NAME):
        there, now = bundle.path(name).is_file(), name in made.files
        otherwise = there and name == records.LOG and (
            bundle.path(name).read_bytes() != made.files.get(name)
        )  # fmt: skip
        if there != now or otherwise:
            yield _finding(f"{bag.PAYLOAD}{name}", there, now)
    there_are = {one.name for one in bundle.members}
    for name in (f"{records.OUTPUTS}/{one}" for one in ALWAYS if one != "result.json"):
        if name not in there_are:
            yield _finding(f"{bag.PAYLOAD}{name}", False, True)
    info = (bundle.folder / bag.INFO).read_bytes()
    if _of_tender(info) != _of_tender(made.files[f"{TAGS}/{bag.INFO}"]):
        yield _finding(bag.INFO, True, True)
    crate = (bundle.folder / bag.CRATE).read_bytes()
    if _root(crate) != _root(made.files[f"{TAGS}/{bag.CRATE}"]):
        yield _finding(bag.CRATE, True, True)


def _whole(bundle: Bundle, made: Mapping[str, str]) -> Iterator[Finding]:
    # By its own table, which was held to what there is: computing leaves caches in the library.
    below = [records.CONTENTS, *(one.name for one in bundle.members)]
    names = [*bag.NEEDED, *(f"{bag.PAYLOAD}{name}" for name in below)]
    recorded = hashes({
        name: (bundle.folder / name).read_bytes()
        for name in names
        if (bundle.folder / name).is_file()
    })  # fmt: skip
    back = _put_back(bundle)
    for name in sorted((recorded.keys() | made.keys()) - back):
        if recorded.get(name) != made.get(name):
            yield _finding(name, name in recorded, name in made)


def _put_back(bundle: Bundle) -> set[str]:
    """Return the masked members: what lies there was put back to compute with."""
    return {f"{bag.PAYLOAD}{one.name}" for one in bundle.masked}


def _of_tender(info: bytes) -> list[bytes]:
    return [one for one in info.splitlines()
            if not one.startswith(tuple(name.encode() for name in _OF_ENGINE))]  # fmt: skip


def _root(crate: bytes) -> Any:
    """Return what a description says of the tender; None for what is no description of ours."""
    try:
        graph = json.loads(crate)["@graph"]
        found = [{name: one.get(name) for name in _TENDER} for one in graph if one["@id"] == "./"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return found


def _finding(name: str, there: bool, now: bool) -> Finding:
    code = "member-otherwise" if there and now else "member-added" if there else "member-gone"
    output = name.startswith(f"{bag.PAYLOAD}{records.OUTPUTS}/")
    return Finding(step=Step.OUTPUTS if output else Step.REPLAY, verdict=Verdict.DIFFERS,
                   code=code, file=name)  # fmt: skip
