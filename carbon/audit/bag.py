"""The bag: RFC 8493 manifests over everything in a bundle, made, and checked to the last line.

The lines of a manifest are written here: the library (`bagit`) would need the bag on disk, would
change the process's folder, reads the clock and declares version 0.97. It judges what comes in.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from carbon.audit import records
from carbon.audit.container import Contents
from carbon.audit.records import Finding, Step, Verdict

DECLARATION, MANIFEST, TAGS = records.BAGIT, records.MANIFEST, records.TAGS
INFO = "bag-info.txt"
CRATE = "ro-crate-metadata.json"
PAYLOAD = "data/"
_DECLARED = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_LINE = re.compile(r"([0-9a-f]{64})  (\S+)")
NEEDED = (DECLARATION, INFO, MANIFEST, TAGS, CRATE)


def made(payload: Contents, info: Mapping[str, str], crate: bytes) -> dict[str, bytes]:
    """Return a whole bag: payload below data/, manifests, and what describes it."""
    found = {f"{PAYLOAD}{name}": content for name, content in payload.items()}
    oxum = f"{sum(map(len, payload.values()))}.{len(payload)}"
    lines = [f"{name}: {value}\n" for name, value in (*info.items(), ("Payload-Oxum", oxum))]
    tags = {
        DECLARATION: _DECLARED,
        INFO: "".join(lines).encode(),
        MANIFEST: _manifest(found),
        CRATE: crate,
    }
    return {**found, **tags, TAGS: _manifest(tags)}


def _manifest(contents: Contents) -> bytes:
    lines = (f"{sha256(contents[name])}  {name}\n" for name in sorted(contents))
    return "".join(lines).encode()


def sha256(content: bytes) -> str:
    """Return the SHA-256 of a content in hex."""
    return hashlib.sha256(content).hexdigest()


def listed(contents: Contents, name: str = MANIFEST) -> dict[str, str] | None:
    """Return what a manifest lists: name -> SHA-256; None when it is no manifest of ours."""
    found: dict[str, str] = {}
    try:
        lines = contents[name].decode("ascii").split("\n")
    except (KeyError, UnicodeDecodeError):
        return None
    for line in lines[:-1]:
        parts = _LINE.fullmatch(line)
        if parts is None or parts.group(2) in found:
            return None
        found[parts.group(2)] = parts.group(1)
    return found if lines[-1] == "" else None


def check(contents: Contents, bundle: str) -> list[Finding]:
    """Return everything in which a bag is not what its manifests say."""
    if not any(name in contents for name in (DECLARATION, MANIFEST, TAGS)):
        return [_finding("bundle-no-bag", bundle, Verdict.CANNOT_TELL)]
    missing = [name for name in NEEDED if name not in contents]
    if missing:
        return [_finding("bundle-member-missing", name) for name in missing]
    if contents[DECLARATION] != _DECLARED:
        # Sealed that way, it is a bag of another version; otherwise somebody has changed the line.
        said = (listed(contents, TAGS) or {}).get(DECLARATION)
        other = said == sha256(contents[DECLARATION])
        verdict = Verdict.CANNOT_TELL if other else Verdict.DIFFERS
        return [_finding("bundle-declaration", DECLARATION, verdict)]
    return [
        *_against(contents, TAGS, {n for n in contents if not n.startswith(PAYLOAD)} - {TAGS}),
        *_against(contents, MANIFEST, {n for n in contents if n.startswith(PAYLOAD)}),
    ]


def _against(contents: Contents, manifest: str, there: set[str]) -> Iterator[Finding]:
    known = listed(contents, manifest)
    if known is None:
        yield _finding("bundle-manifest-unreadable", manifest)
        return
    for name in sorted(known.keys() | there):
        if name not in there:
            yield _finding("bundle-member-missing", name, old=known[name])
        elif name not in known:
            yield _finding("bundle-member-unlisted", name, new=sha256(contents[name]))
        elif sha256(contents[name]) != known[name]:
            yield _finding("bundle-member-differs", name, old=known[name],
                           new=sha256(contents[name]))  # fmt: skip


def second_opinion(folder: Path) -> list[Finding]:
    """Return what the library of the Library of Congress says of an unpacked bag."""
    import bagit

    logger = logging.getLogger("bagit")
    logger.setLevel(logging.CRITICAL + 1)  # what it finds is told as findings
    try:
        bagit.Bag(str(folder)).validate()
    except Exception as reason:  # it raises whatever a strange bag makes it stumble over
        return [_finding("bundle-not-valid", DECLARATION, new=str(reason)[:200])]
    return []


def _finding(
    code: str, file: str, verdict: Verdict = Verdict.DIFFERS, *, old: str = "", new: str = ""
) -> Finding:
    return Finding(step=Step.SEAL, verdict=verdict, code=code, file=file, old=old, new=new)
