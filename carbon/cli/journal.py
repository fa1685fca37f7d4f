"""Commands that change a tender folder write it down in the folder's own log."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def noted(folder: Path, what: str, *, who: str, when: str, touched: Sequence[str]) -> None:
    """Add an event to the log of a tender folder, with the hashes that the files have now.

    `who` and `when` are what people gave. UsageError when the log is broken or cannot be written:
    what was done stays done, and is told as not logged.
    """
    from carbon.audit import log
    from carbon.problems import UsageError, error

    try:
        problems = log.record(folder, log.Event(what=what, who=who, when=when), touched)
    except OSError as wrong:
        found = wrong.strerror or type(wrong).__name__
        problems = [error("output-unwritable", str(folder / log.FILE), found=found)]
    if problems:
        raise UsageError(*problems)
