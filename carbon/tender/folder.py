"""A tender folder, read and assessed: the I/O around `assess`."""

from __future__ import annotations

from pathlib import Path

from carbon.intake import decisions, folder, tenderfile
from carbon.library import load
from carbon.library.records import Library
from carbon.problems import Problem
from carbon.tender.assess import Progress, assess, silent
from carbon.tender.records import Assessment
from carbon.transport import places


def assess_folder(
    path: str | Path, *, library: Library | None = None, progress: Progress = silent
) -> tuple[Assessment | None, list[Problem]]:
    """Read a tender folder and score every offer in it.

    Returns the Assessment, which carries every problem, or None and the problems that made the
    folder unreadable. Nothing is written.
    """
    root = Path(path)
    progress("library")
    known = library if library is not None else load.load()
    tender, problems = tenderfile.read_tender(root)
    if tender is None:
        return None, problems
    progress("offers")
    offers, wrong = folder.read_offers(root, tender)
    decided, refused = decisions.read_decisions(root)
    assessment = assess(
        tender,
        offers,
        library=known,
        gazetteer=places.load(),
        decisions=decided,
        problems=[*problems, *wrong, *refused],
        progress=progress,
    )
    return assessment, list(assessment.problems)
