"""A tender folder, read and assessed: the I/O around `assess`."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from carbon.intake import (
    collector,
    decisions,
    evidencefiles,
    folder,
    judgements,
    tenderfile,
)
from carbon.intake.records import Offer
from carbon.library import load
from carbon.library.records import Library
from carbon.matching import match as matching
from carbon.problems import CarbonError, Problem, Severity, error, has_errors
from carbon.tender.assess import Progress, assess, silent
from carbon.tender.publication import guard, lock
from carbon.tender.records import Assessment, Tender
from carbon.transport import places


class _Reading(threading.Thread):
    """The offers being read, in another process, while this one loads the library.

    A class because a thread has no result of its own. Reading a small folder is mostly waiting for
    the child process; nothing is shared with it but what both only read.
    """

    def __init__(self, root: Path, tender: Tender) -> None:
        super().__init__(name="carbon-offers", daemon=True)
        self._root, self._tender = root, tender
        self._found: tuple[tuple[Offer, ...], list[Problem]] | None = None
        self._wrong: BaseException | None = None

    def run(self) -> None:
        """Read every file in offers/; called by the thread."""
        try:
            self._found = folder.read_offers(self._root, self._tender)
        except BaseException as wrong:
            self._wrong = wrong  # raised where the result is asked for

    def offers(self) -> tuple[tuple[Offer, ...], list[Problem]]:
        """Return offers and problems once all is read, or raise what reading raised."""
        self.join()
        if self._wrong is not None:
            raise self._wrong
        if self._found is None:
            raise CarbonError("the offers were asked for before reading them began")
        return self._found


def assess_folder(
    path: str | Path,
    *,
    library: Library | None = None,
    lang: str = "sv",
    held_to_lock: bool = True,
    progress: Progress = silent,
) -> tuple[Assessment | None, list[Problem]]:
    """Read a tender folder and score every offer in it.

    Returns the Assessment, which carries every problem, or None and the problems that made the
    folder unreadable. `lang` is the language of the reasons that matches carry; no figure depends
    on it. Nothing is written. A folder with a lock is refused when its method is not the published
    one (EQ-13); with `held_to_lock` False it is told and the work goes on, for whoever is about to
    change what was published.
    """
    with collector.paused():
        return _assessed(Path(path), library, lang, progress, held_to_lock)


def library_of(path: str | Path) -> tuple[Library | None, list[Problem]]:
    """Return the library in the edition that a tender folder names, or what is wrong with it."""
    tender, problems = tenderfile.read_tender(Path(path))
    if tender is None:
        return None, problems
    tender = _as_published(Path(path), tender)
    wrong = _edition_problems(tender)
    return (None, wrong) if wrong else (load.load(edition=tender.factors_edition), [])


def _as_published(root: Path, tender: Tender) -> Tender:
    """Return the tender with the library edition it was published with, where it names none."""
    published, _ = lock.read(root)
    if tender.factors_edition is not None or published is None:
        return tender
    known = published.library in load.editions()
    return replace(tender, factors_edition=published.library) if known else tender


def _told(found: Iterable[Problem]) -> list[Problem]:
    return [replace(one, severity=Severity.WARNING) for one in found]


def _edition_problems(tender: Tender) -> list[Problem]:
    edition = tender.factors_edition
    if edition is None:
        return []
    known = load.editions()
    if edition in known:
        return []
    where = f"{tenderfile.FILE}: factors_edition"
    return [error("library-edition-unknown", where, found=edition, expected=", ".join(known))]


def _assessed(
    root: Path, library: Library | None, lang: str, progress: Progress, held_to_lock: bool
) -> tuple[Assessment | None, list[Problem]]:
    tender, problems = tenderfile.read_tender(root)
    if tender is None:
        return None, problems
    tender = _as_published(root, tender)
    wrong = [] if library is not None else _edition_problems(tender)
    if wrong:
        return None, [*problems, *wrong]
    reading = _Reading(root, tender)
    reading.start()
    progress("library")
    known = library if library is not None else load.load(edition=tender.factors_edition)
    gazetteer = places.load()
    differing = guard.held(root, tender, known, gazetteer)
    if held_to_lock and has_errors(differing):
        reading.offers()  # the thread ends before its caller does
        return None, [*problems, *differing]
    problems = [*problems, *(_told(differing) if not held_to_lock else differing)]
    matching.matcher(known, lang)
    decided, refused = decisions.read_decisions(root)
    judged, unread = judgements.read_judgements(root, tender)
    progress("offers")
    offers, wrong = reading.offers()
    proofs, unusable = evidencefiles.read_folder(root, offers)
    assessment = assess(
        tender,
        offers,
        library=known,
        gazetteer=gazetteer,
        decisions=decided,
        judgements=judged,
        evidence_folder=proofs,
        problems=[*problems, *wrong, *refused, *unread, *unusable],
        lang=lang,
        progress=progress,
    )
    return assessment, list(assessment.problems)
