"""The whole bundle made again by the replaying process, so that nothing in it is left uncompared.

What is compared is the complete set of names with the SHA-256 of each. The manifests follow from
the rest and are judged with the seal; the size of the payload is their matter too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from carbon.audit import bag, bundling, names, records
from carbon.problems import Problem, has_errors
from carbon.tender.records import Assessment

MADE = "made.json"  # name -> SHA-256 of every file of the bag made again
TAGS = "tags"  # bag-info.txt and ro-crate-metadata.json as they come out now
_SHA256 = re.compile(r"[0-9a-f]{64}")
_OXUM = b"Payload-Oxum: "


def environment(run: Mapping[str, Any]) -> str:
    """Return the environment that the records of a bundle name; the present one if they name none.

    Only what could be one: a text of another form is not echoed.
    """
    from carbon.tender.protocol.proceedings import environment_sha256

    said = run.get("environment")
    known = isinstance(said, str) and _SHA256.fullmatch(said) is not None
    return str(said) if known else environment_sha256()


def remade(
    request: Mapping[str, Any], assessment: Assessment, outputs: Mapping[str, bytes], out: Path
) -> list[Problem]:
    """Leave in a folder what a bundle of this assessment holds, and the hashes of all of it."""
    run = request["run"]
    documents = sorted(outputs.keys() - set(bundling.ALWAYS))
    said: dict[str, Any] = {"lang": request["lang"], "outputs": sorted(outputs)}
    if documents:
        said |= {"records": documents, "environment": environment(run)}
    given = _given(run, documents, Path(request["data"]))
    whole, problems = bundling.gathered(
        Path(request["tender"]), assessment, {**outputs, **given}, said
    )
    if whole is None:
        return [one for one in problems if has_errors([one])]
    for name, content in whole.items():
        room, _, below = name.partition("/")
        if f"{room}/" != bag.PAYLOAD:
            _put(out / TAGS / name, content)
        elif below.partition("/")[0] not in (records.TENDER, records.KNOWLEDGE, records.OUTPUTS):
            _put(out / below, content)
    _put(out / MADE, json.dumps(hashes(whole)).encode())
    return []


def _given(run: Mapping[str, Any], documents: list[str], data: Path) -> dict[str, bytes]:
    """Return the records that another environment may have laid out otherwise, as they are given.

    The same engine writes the same page; how a PDF is set hangs on fonts and packages beside it.
    """
    if not elsewhere(run):
        return {}
    found = {}
    for name in documents:
        path = data / records.OUTPUTS / names.encoded([name])[name]
        if name.endswith(".pdf") and path.is_file():
            found[name] = path.read_bytes()
    return found


def elsewhere(run: Mapping[str, Any]) -> bool:
    """Tell whether records were written in an environment that is not this one."""
    from carbon.tender.protocol.proceedings import environment_sha256

    return environment(run) != environment_sha256()


def hashes(whole: Mapping[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 of each file of a bag but its manifests."""
    return {
        name: bag.sha256(described(content) if name == bag.INFO else content)
        for name, content in whole.items()
        if name not in (bag.MANIFEST, bag.TAGS)
    }


def described(content: bytes) -> bytes:
    """Return bag-info.txt without the line that only counts the payload."""
    lines = content.splitlines(keepends=True)
    return b"".join(one for one in lines if not one.startswith(_OXUM))


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
