"""Everything that belongs into a bundle, gathered and sealed: same folder, same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import carbon
from carbon import resources
from carbon.audit import (
    bag,
    container,
    crate,
    engine,
    events,
    knowledge,
    names,
    redaction_root,
    tables,
    used,
)
from carbon.audit import records as inside
from carbon.audit.masking import Withheld, withheld
from carbon.audit.received import received
from carbon.audit.records import Kind, Member
from carbon.outputs import result
from carbon.outputs.files import write_aside
from carbon.problems import Problem, error, has_errors, shorten
from carbon.tender.records import Assessment

FILE = "bundle.zip"
_RESULT = "result.json"
ALWAYS = ("evaluation.xlsx", "report.html", _RESULT)  # any other output is a record


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A bundle on disk: its SHA-256 is what a buyer publishes or files beside the decision."""

    path: Path
    sha256: str


def write(
    folder: Path,
    assessment: Assessment,
    outputs: Mapping[str, bytes],
    path: Path,
    *,
    lang: str,
    records: Sequence[str] = (),
) -> tuple[Written | None, list[Problem]]:
    """Write the bundle of an evaluated tender folder; None and why when it cannot be made.

    `outputs` are the files that the evaluation wrote, result.json among them; `records` names
    those of them that tell of the procedure. UsageError when `path` cannot be written.
    """
    run = {"lang": lang, "outputs": sorted(outputs), **_recorded(records)}
    payload, problems = gathered(folder, assessment, outputs, run)
    if payload is None:
        path.unlink(missing_ok=True)  # an earlier one would not be of these outputs
        return None, problems
    whole = b"".join(piece for _, piece in container.pieces(payload))
    write_aside(path, whole)
    return Written(path=path, sha256=bag.sha256(whole)), problems


def gathered(
    folder: Path,
    assessment: Assessment,
    outputs: Mapping[str, bytes],
    run: Mapping[str, Any],
) -> tuple[dict[str, bytes] | None, list[Problem]]:
    """Return a whole bag by the names of its files, or None and what stops it."""
    files, problems = received(folder)
    problems += _unfit(files)
    if has_errors(problems):
        return None, problems
    root = resources.factors_folder()
    secret = withheld(assessment.library, root)
    payload: dict[str, bytes] = {}
    members = [
        *_tender(files, payload),
        *_knowledge(root, secret, payload),
        *_outputs(outputs, secret, payload),
    ]
    computed = computed_members(folder, files, assessment, secret)
    computed[inside.ENGINE] = _json(engine.identity())
    computed[inside.RUN] = _json(run)
    payload |= computed
    members += [Member(name=name, kind=_kind(name)) for name in computed]
    payload[inside.CONTENTS] = _contents(members)
    sizes = {name: len(content) for name, content in payload.items()}
    cited = {one.source for one in assessment.footprint.flows.factors}
    known = assessment.library.sources
    described = crate.metadata(
        assessment.tender, members, sizes, [known[id_] for id_ in sorted(cited & known.keys())]
    )
    whole = bag.made(payload, _info(assessment), described)
    too_large = beyond(whole)
    return (None, [*problems, *too_large]) if too_large else (whole, problems)


def _unfit(files: Mapping[str, bytes]) -> list[Problem]:
    """Return each file whose name a bundle cannot keep: what cannot be read must not be written."""
    found = names.encoded(files)
    return [
        error("bundle-name-unfit", original)
        for original, name in found.items()
        if not names.is_inside(original) or not names.is_safe(f"{inside.TENDER}/{name}")
    ]


def beyond(whole: Mapping[str, bytes]) -> list[Problem]:
    """Return in what a bundle is larger than any that `verify` opens."""
    size = sum(map(len, whole.values()))
    found = []
    if len(whole) > container.MOST_MEMBERS:
        found.append(error("bundle-too-many", FILE, found=len(whole),
                           expected=container.MOST_MEMBERS))  # fmt: skip
    if size > container.LARGEST_BYTES - container.overhead(whole):
        found.append(error("bundle-too-heavy", FILE, found=size,
                           expected=container.LARGEST_BYTES))  # fmt: skip
    return found


def _recorded(names_: Sequence[str]) -> dict[str, Any]:
    """Return what the records hang on beside the folder: they name the environment they came of."""
    from carbon.tender.protocol.proceedings import environment_sha256

    if not names_:
        return {}
    return {"records": list(names_), "environment": environment_sha256()}


def computed_members(
    folder: Path, files: Mapping[str, bytes], assessment: Assessment, secret: Withheld
) -> dict[str, bytes]:
    """Return what the engine says of an assessment, by name: tables and log."""
    sha256s = {name: bag.sha256(content) for name, content in files.items()}
    made = used.members(assessment, secret)
    committed = redaction_root.member(files, made, result.result(assessment, "en")["lots"])
    return {**made, **committed, inside.LOG: events.of_folder(folder, sha256s)}


def _tender(files: Mapping[str, bytes], payload: dict[str, bytes]) -> list[Member]:
    members = []
    for original, name in names.encoded(files).items():
        placed = f"{inside.TENDER}/{name}"
        payload[placed] = files[original]
        kept = "" if original == name else original
        members.append(Member(name=placed, kind=Kind.TENDER, original=kept))
    return members


def _knowledge(root: Path, secret: Withheld, payload: dict[str, bytes]) -> list[Member]:
    members = []
    for name, path in knowledge.files(root).items():
        placed, content = f"{inside.KNOWLEDGE}/{name}", path.read_bytes()
        if name in secret.keys:
            commitment = secret.of_file(name, content)
            members.append(Member(name=placed, kind=Kind.MASKED, commitment=commitment))
        else:
            payload[placed] = content
            members.append(Member(name=placed, kind=Kind.KNOWLEDGE))
    return members


def _outputs(
    outputs: Mapping[str, bytes], secret: Withheld, payload: dict[str, bytes]
) -> list[Member]:
    """Place what the evaluation wrote; where factors are withheld, only the result is shown."""
    members = []
    for name, content in sorted(outputs.items()):
        if name == _RESULT:
            payload[inside.RESULT] = content
            members.append(Member(name=inside.RESULT, kind=Kind.RESULT))
            continue
        placed = f"{inside.OUTPUTS}/{names.encoded([name])[name]}"
        kept = "" if placed.endswith(f"/{name}") else name
        if secret:
            commitment = secret.of_file(placed, content)
            members.append(
                Member(name=placed, kind=Kind.MASKED, original=kept, commitment=commitment)
            )
        else:
            payload[placed] = content
            members.append(Member(name=placed, kind=Kind.OUTPUT, original=kept))
    return members


def _kind(name: str) -> Kind:
    kinds = {inside.ENGINE: Kind.ENGINE, inside.RUN: Kind.ENGINE, inside.LOG: Kind.LOG}
    return kinds.get(name, Kind.USED)


def _contents(members: list[Member]) -> bytes:
    return tables.as_csv(
        ("name", "kind", "original", "commitment"),
        [(one.name, str(one.kind), one.original, one.commitment)
         for one in sorted(members, key=lambda one: one.name)],
    )  # fmt: skip


def _info(assessment: Assessment) -> dict[str, str]:
    tender = assessment.tender
    told = {
        "Source-Organization": tender.buyer,
        "External-Identifier": tender.reference or tender.id,
        "External-Description": tender.title,
        "Bag-Software-Agent": f"carbon {carbon.__version__}",
        "Carbon-Bundle-Format": str(inside.FORMAT),
        "Carbon-Pack-SHA256": assessment.pack_sha256,
    }
    return {name: shorten(value, 300) for name, value in told.items() if value}


def _json(content: Mapping[str, Any]) -> bytes:
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode("utf-8", "surrogateescape")
