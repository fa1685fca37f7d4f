"""Whether each member of a bundle is where carbon puts it: whichever version made the bundle.

The kind of a member follows from its folder, its name from the name that the file had, and a
certain set of members is always there. A table of contents that says anything else was not written
by carbon, and nothing is computed with it: an offer must not lie where nobody looks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from carbon.audit import names, records, redaction_csv, redaction_root
from carbon.audit.bundling import ALWAYS
from carbon.audit.records import KEYS, MAY_LACK, Kind, Member
from carbon.intake import tenderfile
from carbon.language import LANGUAGES
from carbon.outputs.public_result import EDITION

_FIXED = {
    records.ENGINE: Kind.ENGINE,
    records.RUN: Kind.ENGINE,
    records.LOG: Kind.LOG,
    records.RESULT: Kind.RESULT,
}
_ROOMS = {
    records.TENDER: Kind.TENDER,
    records.KNOWLEDGE: Kind.KNOWLEDGE,
    records.OUTPUTS: Kind.OUTPUT,
}
_MASK = re.compile(r"masked/[0-9]{4,6}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_RESULT = "result.json"


def misplaced(
    members: Sequence[Member], there: Collection[str], run: Mapping[str, Any]
) -> list[str]:
    """Return every name below data/ that carbon would not have written like that, or not left out.

    `there` are the files that the bundle really has, `run` what run.json says.
    """
    public = run.get("edition") == EDITION
    if public:
        return sorted({*_twice(members), *_of_public(members, there)})
    found = {
        *_twice(members),
        *_of_full(members, there),
        *_encoded(members),
        *_missing(members),
        *_run(members, run),
    }
    return sorted(found)


def _twice(members: Sequence[Member]) -> Iterator[str]:
    count = Counter(one.name for one in members)
    yield from (name for name, number in count.items() if number > 1)


def _kind(name: str, used: Collection[str]) -> Kind | None:
    """Return the kind that a name has; None for a name that carbon does not give."""
    if name in _FIXED:
        return _FIXED[name]
    if name in used:
        return Kind.USED
    room, slash, rest = name.partition("/")
    return _ROOMS.get(room) if slash and rest else None


def _of_full(members: Sequence[Member], there: Collection[str]) -> Iterator[str]:
    """Yield what is not of its kind. An output is masked only beside a library file that is."""
    used = {*KEYS, redaction_root.NAME}
    closed = any(
        one.kind is Kind.MASKED and one.name.startswith(f"{records.KNOWLEDGE}/") for one in members
    )
    for one in members:
        kind = _kind(one.name, used)
        if one.kind is Kind.MASKED:
            fine = kind is Kind.KNOWLEDGE or (kind is Kind.OUTPUT and closed)
        else:
            fine = one.kind is kind
        if not fine or not _plain(one, there):
            yield one.name


def _plain(one: Member, there: Collection[str]) -> bool:
    """Tell whether a member is there unless masked, and states no more than its kind has."""
    masked = one.kind is Kind.MASKED
    committed = _SHA256.fullmatch(one.commitment) is not None if masked else not one.commitment
    named = not one.original or one.name.startswith((f"{records.TENDER}/", f"{records.OUTPUTS}/"))
    return masked != (one.name in there) and committed and named


def _of_public(members: Sequence[Member], there: Collection[str]) -> Iterator[str]:
    for one in members:
        ours = one.name.startswith(f"{redaction_csv.FOLDER}/")
        kind = Kind.USED if ours else _kind(one.name, ())
        if one.kind is Kind.MASKED:
            fine = kind is Kind.KNOWLEDGE or _MASK.fullmatch(one.name) is not None
        else:
            fine = one.kind is kind
        if not fine or not _plain(one, there):
            yield one.name


def _encoded(members: Sequence[Member]) -> Iterator[str]:
    """Yield each member whose name is not the one that its own name gives."""
    for room in (records.TENDER, records.OUTPUTS):
        of = [one for one in members if one.name.startswith(f"{room}/")]
        originals = [one.original or one.name.removeprefix(f"{room}/") for one in of]
        known = names.encoded(set(originals))
        for one, original in zip(of, originals, strict=True):
            right = f"{room}/{known[original]}"
            if one.name != right or (one.original == known[original]):
                yield one.name
        yield from (f"{room}/{known[name]}" for name, many in Counter(originals).items()
                    if many > 1)  # fmt: skip


def _missing(members: Sequence[Member]) -> Iterator[str]:
    there = {one.name for one in members}
    needed = (*_FIXED, *(KEYS.keys() - MAY_LACK), f"{records.TENDER}/{tenderfile.FILE}")
    yield from (name for name in needed if name not in there)


def _run(members: Sequence[Member], run: Mapping[str, Any]) -> Iterator[str]:
    """Yield run.json where it tells of other outputs than there are, and those that are gone."""
    room = f"{records.OUTPUTS}/"
    made = [one.original or one.name.removeprefix(room) for one in members
            if one.name.startswith(room)]  # fmt: skip
    documents = sorted(set(made) - set(ALWAYS))
    said: dict[str, Any] = {"outputs": sorted([*made, _RESULT]), "lang": run.get("lang")}
    environment = run.get("environment")
    if documents:
        said |= {"records": documents, "environment": environment}
    hashed = isinstance(environment, str) and _SHA256.fullmatch(environment) is not None
    if run != said or run["lang"] not in LANGUAGES or (documents and not hashed):
        yield records.RUN
        told = run.get("outputs")
        gone = set(ALWAYS) - {*made, _RESULT}
        yield from (f"{room}{one}" for one in gone if isinstance(told, list) and one in told)
