"""A bundle, opened: read, judged, and unpacked into a temporary folder that vanishes afterwards."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from carbon.audit import bag, container, names, placing, records, strictjson, tables
from carbon.audit.container import Contents
from carbon.audit.records import FORMAT, Bundle, Finding, Kind, Member, Step, Verdict
from carbon.problems import Problem, error, note

_PREFIX = "carbon-bundle-"
_UNREADABLE = (KeyError, ValueError, TypeError, AttributeError, RecursionError)


@contextmanager
def opened(path: Path) -> Iterator[tuple[Bundle | None, list[Problem]]]:
    """Give an unpacked bundle for the time of a `with` block, or None and what is wrong with it.

    Anything in which container or manifests are not as sealed is a problem beside the bundle;
    `carbon.audit.verify` is the one to judge it.
    """
    with laid_out(path) as (bundle, findings):
        yield bundle, [as_problem(one) for one in findings]


def as_problem(one: Finding) -> Problem:
    """Return a finding as a problem; its place is the file, and the cell where there is one."""
    where = f"{one.file} ({one.cell})" if one.cell else one.file
    make = note if one.verdict is Verdict.MATCH else error
    of = [part for part in (one.lot, one.offer, one.line, one.stage, one.factor) if part]
    return make(one.code, where, of=", ".join(of) or "–", line=one.line, stage=one.stage,
                factor=one.factor, figure=one.figure, old=one.old, new=one.new)  # fmt: skip


@contextmanager
def laid_out(path: Path) -> Iterator[tuple[Bundle | None, tuple[Finding, ...]]]:
    """Give an unpacked bundle, as `opened` does, beside the findings on container and seal."""
    read = container.read(path)
    findings = [*read.findings]
    # A member that cannot be read is missing for the manifests too: told once is enough.
    damaged = {one.file for one in findings}
    if read.contents:
        sealed = bag.check(read.contents, path.name)
        findings += [one for one in sealed if one.file not in damaged]
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as place:
        bundle, wrong = _unpacked(read.contents, path, Path(place))
        if bundle is not None and not findings:
            findings += bag.second_opinion(bundle.folder)
        yield bundle, (*findings, *wrong)


def _unpacked(contents: Contents, path: Path, place: Path) -> tuple[Bundle | None, list[Finding]]:
    if not contents:
        return None, []
    try:
        said, wrong = _said(contents)
        if wrong:
            return None, wrong
        members, wrong = _members(contents, said[records.RUN])
        if wrong:
            return None, wrong
        return _laid_out(contents, members, said, path, place), []
    except _UNREADABLE as reason:
        # Which of them is told by its name in the reason; a bundle of ours has none of this.
        found = f"{type(reason).__name__}: {reason}"[:100]
        return None, [_finding("bundle-unreadable", path.name, Verdict.CANNOT_TELL, new=found)]
    except OSError as reason:
        found = reason.strerror or type(reason).__name__
        return None, [_finding("bundle-not-unpacked", path.name, Verdict.CANNOT_TELL, new=found)]


def _said(contents: Contents) -> tuple[dict[str, Mapping[str, Any]], list[Finding]]:
    """Return the parts of a bundle that are JSON; or what is missing, or another format."""
    names_ = (records.ENGINE, records.RUN, records.RESULT)
    missing = [
        name for name in (*names_, records.CONTENTS) if f"{bag.PAYLOAD}{name}" not in contents
    ]
    if missing:
        return {}, [_finding("bundle-member-missing", f"{bag.PAYLOAD}{name}") for name in missing]
    said = {}
    for name in names_:
        try:
            said[name] = strictjson.loads(contents[f"{bag.PAYLOAD}{name}"])
        except strictjson.TwiceError as reason:
            return {}, [_finding("bundle-key-twice", f"{bag.PAYLOAD}{name}", new=str(reason)[:60])]
        except (ValueError, RecursionError) as reason:
            raise ValueError(f"{name}: {reason}") from reason
        if not isinstance(said[name], dict):
            raise TypeError(name)
    form = said[records.ENGINE].get("format")
    if form != FORMAT:
        told = _finding("bundle-format", f"{bag.PAYLOAD}{records.ENGINE}", Verdict.CANNOT_TELL,
                        old=str(form)[:40], new=str(FORMAT))  # fmt: skip
        return {}, [told]
    return said, []


def _members(
    contents: Contents, run: Mapping[str, Any]
) -> tuple[tuple[Member, ...], list[Finding]]:
    """Return what the table of contents lists; it must be what there is, no more and no less."""
    name = f"{bag.PAYLOAD}{records.CONTENTS}"
    members = tuple(
        Member(name=row["name"], kind=Kind(row["kind"]), original=row["original"],
               commitment=row["commitment"])
        for row in tables.from_csv(contents[name])
    )  # fmt: skip
    there = {one.removeprefix(bag.PAYLOAD) for one in contents if one.startswith(bag.PAYLOAD)}
    shown = {one.name for one in members if one.kind is not Kind.MASKED}
    odd = (there - {records.CONTENTS}) ^ shown
    tags = {one for one in contents if not one.startswith(bag.PAYLOAD)} - set(bag.NEEDED)
    odd |= set(placing.misplaced(members, there, run))
    wrong = [_finding("bundle-contents-differ", f"{bag.PAYLOAD}{one}") for one in sorted(odd)]
    wrong += [_finding("bundle-contents-differ", one) for one in sorted(tags)]
    for one in members:
        original = one.original or one.name
        if not names.is_safe(one.name) or not names.is_inside(original):
            wrong.append(_finding("bundle-member-unsafe", name, new=original))
    return members, wrong


def _laid_out(
    contents: Contents,
    members: Sequence[Member],
    said: Mapping[str, Mapping[str, Any]],
    path: Path,
    place: Path,
) -> Bundle:
    folder = place / "bag"
    for name, content in contents.items():
        _put(folder / name, content)
    tender = _tender(contents, members, folder, place)
    lib = folder / "data" / records.KNOWLEDGE
    lib.mkdir(parents=True, exist_ok=True)
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return Bundle(
        folder=folder,
        tender=tender,
        knowledge=lib,
        members=tuple(members),
        engine=said[records.ENGINE],
        run=said[records.RUN],
        result=said[records.RESULT],
        sha256=sha256,
    )


def _tender(contents: Contents, members: Sequence[Member], folder: Path, place: Path) -> Path:
    """Return the folder with the tender's files under their own names, made where they differ."""
    ours = [one for one in members if one.kind is Kind.TENDER]
    if not any(one.original for one in ours):
        where = folder / "data" / records.TENDER
        where.mkdir(parents=True, exist_ok=True)
        return where
    where = place / "tender"
    for one in ours:
        original = one.original or one.name.partition("/")[2]
        _put(where / original, contents[f"{bag.PAYLOAD}{one.name}"])
    return where


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as stream:  # "x": never over something that is there already
        stream.write(content)


def _finding(
    code: str, file: str, verdict: Verdict = Verdict.DIFFERS, *, old: str = "", new: str = ""
) -> Finding:
    return Finding(step=Step.SEAL, verdict=verdict, code=code, file=file, old=old, new=new)
