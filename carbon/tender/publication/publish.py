"""Publication: the gate, the pack, what the engine makes of it, and the lock, in that order.

Nothing is written here; `carbon.outputs.publication` writes what this makes ready.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from carbon.intake import tenderfile
from carbon.library.records import Library
from carbon.problems import Problem, Severity, error, has_errors, note, warning
from carbon.tender.assess import Progress, silent
from carbon.tender.folder import library_of
from carbon.tender.publication import (
    changes,
    differences,
    example,
    lawful,
    lock,
    pack,
    terms,
    vectors,
)
from carbon.tender.publication.changes import Change
from carbon.tender.publication.lock import Lock
from carbon.tender.publication.pack import MethodPack
from carbon.tender.publication.vectors import Data
from carbon.tender.records import Assessment, Tender
from carbon.transport import places


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A tender ready to be published: everything that its documents are made of."""

    pack: MethodPack
    example: Assessment  # in the reader's language
    vectors: Data
    lock: Lock
    change: Change | None  # the one that this publication records
    changes: tuple[Change, ...]  # all of them, this one included


def gate(findings: Iterable[Problem]) -> list[Problem]:
    """Return the findings that stop a publication: every rule of severity error that is broken."""
    return [one for one in findings if one.severity is Severity.ERROR]


def prepare(
    folder: Path,
    *,
    when: str,
    lang: str,
    change: Change | None = None,
    findings: Sequence[Problem] | None = None,
    library: Library | None = None,
    progress: Progress = silent,
) -> tuple[Publication | None, list[Problem]]:
    """Return what a tender folder publishes, or None and everything that stops it.

    `findings` are those of the rules of law and of equal treatment, which are tried unless they are
    given; `when` is the date of publication, given by the caller.
    With a lock in the folder and another pack, only a `change` that answers the question of the
    deadline makes a new lock; with the same pack the lock stays and documents are made anew.
    """
    tender, problems = tenderfile.read_tender(folder)
    if tender is None:
        return None, problems
    problems = [*problems, *terms.lacking(tender)]
    before, wrong = lock.read(folder)
    recorded, unread = changes.read(folder)
    if before is None and not wrong and lock.gone(folder):
        problems.append(error("lock-gone", lock.FILE))
    problems += [*wrong, *unread, *([] if change is None else changes.unanswered(change))]
    known, wrong = (library, []) if library is not None else library_of(folder)
    problems += wrong
    if known is not None:
        progress("law")
        broken = lawful.broken(folder, tender, known, lang) if findings is None else findings
        problems += gate(broken)
    if known is None or has_errors(problems):
        return None, problems
    progress("pack")
    made = pack.made(folder, tender, known)
    found, wrong = _changed(before, made, change)
    problems += [*_unnamed(made), *wrong]
    if not has_errors(wrong) and findings is None:
        progress("equal-treatment")  # last of the gate: it takes ten seconds
        wrong = lawful.unequal(tender, known, lang)
        problems += wrong
    if has_errors(wrong):
        return None, problems
    progress("example")
    shown, vector, wrong = _computed(made, tender, lang)
    problems += wrong
    if shown is None or vector is None:
        return None, problems
    if before is not None and found is None:
        problems.append(note("lock-kept", lock.FILE, found=before.published))
    return Publication(
        pack=made,
        example=shown,
        vectors=vector,
        lock=_lock(before, made, vectors.sha256(vector), when, found),
        change=found,
        changes=(*recorded, *([] if found is None else [found])),
    ), problems


def _computed(
    made: MethodPack, tender: Tender, lang: str
) -> tuple[Assessment | None, Data | None, list[Problem]]:
    """Return the worked example for readers, and the vectors, which know one language only."""
    gazetteer = places.load()
    own, problems = example.made(made, gazetteer, lang=tender.language)
    if own is None:
        return None, None, problems
    shown = own
    if lang != tender.language:
        shown = example.made(made, gazetteer, lang=lang)[0] or own
    return shown, vectors.made(made, own, gazetteer), problems


def _unnamed(made: MethodPack) -> list[Problem]:
    """Return the lines whose default cannot be published, since nobody knows what they mean."""
    return [
        warning("publish-line-unnamed", line.where, found=f"{line.number} {line.name}")
        for lot in made.tender.lots
        for line in lot.lines
        if made.products[line.id] is None
    ]


def _changed(
    before: Lock | None, made: MethodPack, change: Change | None
) -> tuple[Change | None, list[Problem]]:
    """Return the change to record, if any, or why there can be none."""
    if before is None:
        wrong = [] if change is None else [error("change-without-lock", lock.FILE)]
        return None, wrong
    found = differences.between(before, made)
    documents = differences.of_documents(before, made)
    # The hash of the whole may have been written by hand: the figures beside it must agree too.
    same = before.pack_sha256 == made.sha256 and not found and not documents
    if change is None:
        if same:
            return None, []
        told = differences.as_problems((*found, *documents))
        return None, [error("publish-locked", lock.FILE, found=before.published), *told]
    if same:
        return None, [error("change-nothing", lock.FILE, found=before.pack_sha256)]
    return replace(
        change,
        old_pack=before.pack_sha256,
        new_pack=made.sha256,
        differs=changes.named((*found, *documents)),
    ), []


def _lock(
    before: Lock | None, made: MethodPack, vectors_sha256: str, when: str, change: Change | None
) -> Lock:
    if before is not None and change is None:
        return before
    history: tuple[dict[str, str], ...] = ()
    if before is not None and change is not None:
        old = {
            "pack_sha256": before.pack_sha256,
            "published": before.published,
            "replaced": change.when,
            "who": change.who,
            "why": change.why,
        }
        history = (*(dict(one) for one in before.history), old)
    return lock.of_pack(made, published=when, vectors_sha256=vectors_sha256, history=history)
