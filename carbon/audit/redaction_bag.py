"""The public bundle: the same kind of sealed bag as the full one, with what may be shown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import carbon
from carbon.audit import bag, container, crate, log, records, redaction_csv, tables
from carbon.audit.log import Event
from carbon.audit.records import Bundle, Kind, Member
from carbon.audit.redaction import RESULT, Redacted, original_of
from carbon.audit.redaction_csv import PublicTable
from carbon.audit.redaction_tables import FILES, KEY
from carbon.intake import tenderfile
from carbon.library import load
from carbon.outputs.public_result import EDITION
from carbon.problems import CarbonError, shorten

_LICENCE = "Public edition: what suppliers gave in is masked; see each source's own licence"


def packed(bundle: Bundle, made: Redacted) -> bytes:
    """Return the public bundle.zip of a full bundle."""
    tender, _ = tenderfile.read_tender(bundle.tender)
    if tender is None:
        raise CarbonError("the tender was read before")
    payload, members = _payload(bundle, made)
    sizes = {name: len(content) for name, content in payload.items()}
    sources = load.load(edition=tender.factors_edition).sources
    described = crate.metadata(tender, members, sizes, [sources[id_] for id_ in sorted(sources)])
    info = {
        "Source-Organization": tender.buyer,
        "External-Identifier": tender.reference or tender.id,
        "External-Description": tender.title,
        "Bag-Software-Agent": f"carbon {carbon.__version__}",
        "Carbon-Bundle-Format": str(records.FORMAT),
        "Carbon-Edition": EDITION,
        "Carbon-Full-SHA256": bundle.sha256,
        "Carbon-Root": made.edition.root,
    }
    told = {name: shorten(value, 300) for name, value in info.items() if value}
    whole = bag.made(payload, told, _licensed(described))
    return b"".join(piece for _, piece in container.pieces(whole))


def _payload(bundle: Bundle, made: Redacted) -> tuple[dict[str, bytes], list[Member]]:
    payload = dict(made.members)
    payload[redaction_csv.ROOTS] = _json(roots(made.tables, made.edition.root, bundle.sha256))
    payload[records.ENGINE] = bundle.path(records.ENGINE).read_bytes()
    outputs = {name: one for name, one in made.outputs.items() if name != RESULT}
    payload[records.RUN] = _json(
        {"edition": EDITION, "lang": made.edition.lang, "outputs": sorted(made.outputs)}
    )
    members = [Member(name=name, kind=Kind.USED) for name in payload if "/" in name]
    members += [Member(name=name, kind=Kind.ENGINE) for name in (records.ENGINE, records.RUN)]
    payload[records.RESULT] = made.outputs[RESULT]
    members.append(Member(name=records.RESULT, kind=Kind.RESULT))
    for name, content in outputs.items():
        payload[f"{records.OUTPUTS}/{name}"] = content
        members.append(Member(name=f"{records.OUTPUTS}/{name}", kind=Kind.OUTPUT))
    members += [*_knowledge(bundle, payload), *_tender(bundle, made, payload)]
    payload[records.LOG] = _log(bundle, made)
    members.append(Member(name=records.LOG, kind=Kind.LOG))
    payload[records.CONTENTS] = tables.as_csv(
        ("name", "kind", "original", "commitment"),
        [(one.name, str(one.kind), one.original, one.commitment)
         for one in sorted(members, key=lambda one: one.name)],
    )  # fmt: skip
    return payload, members


def roots(shown: Mapping[str, PublicTable], root: str, full_sha256: str) -> dict[str, Any]:
    """Return what the public edition states of its tree."""
    return {"root": root, "tables": {name: one.root for name, one in shown.items()},
            "full_bundle_sha256": full_sha256}  # fmt: skip


def _knowledge(bundle: Bundle, payload: dict[str, bytes]) -> list[Member]:
    found = [one for one in bundle.members if one.name.startswith(f"{records.KNOWLEDGE}/")]
    for one in found:
        if one.kind is not Kind.MASKED:
            payload[one.name] = bundle.path(one.name).read_bytes()
    return found


def _tender(bundle: Bundle, made: Redacted, payload: dict[str, bytes]) -> list[Member]:
    """Place the buyer's own files; each other one leaves a number and the commitment to its hash.

    The numbers follow the order of the table of files, whose rows are masked in the same way.
    """
    place = made.tables[FILES].columns.index("sha256")
    there = {
        original_of(one.name, one.original): one
        for one in bundle.members
        if one.kind is Kind.TENDER
    }
    found = []
    for number, name in enumerate(one for one in sorted(there) if one != KEY):
        member = there[name]
        if name in made.own:
            payload[member.name] = bundle.path(member.name).read_bytes()
            found.append(member)
        else:
            leaf = made.tables[FILES].rows[number][place].leaf.hex()
            found.append(Member(name=masked_name(number), kind=Kind.MASKED, commitment=leaf))
    return found


def masked_name(number: int) -> str:
    """Return the member that stands for a masked file; its own name is masked as well."""
    return f"masked/{number:04}"


def _log(bundle: Bundle, made: Redacted) -> bytes:
    """Return a log of one event: which files are shown. The full log tells of offers."""
    files = {
        original_of(one.name, one.original): bag.sha256(bundle.path(one.name).read_bytes())
        for one in bundle.members
        if one.kind is Kind.TENDER and original_of(one.name, one.original) in made.own
    }
    return log.chained([Event(what="redacted", about=made.edition.root, files=files)])


def _licensed(metadata: bytes) -> bytes:
    """Return the description of a bundle with the licence of the public edition."""
    said = json.loads(metadata)
    for entity in said["@graph"]:
        if entity["@id"] == "./":
            entity["license"] = _LICENCE
    return _json(said)


def _json(content: Mapping[str, Any]) -> bytes:
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode("utf-8", "replace")
