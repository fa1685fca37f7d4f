"""Files written aside and renamed: a reader never meets half a result under its final name."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from carbon.problems import UsageError, error


def write_aside(path: Path, content: bytes) -> None:
    """Write `content` to a neighbour of `path` and rename it, so that it is there whole or not.

    Raises UsageError when the file cannot be written.
    """
    # A name of this run's own: another run into the same folder moves no half of ours into place.
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        aside.unlink(missing_ok=True)
        _take_away_abandoned(path)
        try:
            # "x" refuses a file or link that somebody put there in the meantime.
            with aside.open("xb") as stream:
                _held(stream)
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as problem:
        raise _unwritable("output-unwritable", path, problem) from problem


def _take_away_abandoned(path: Path) -> None:
    """Delete what runs that were killed left beside a file; what a living one writes is held."""
    for found in glob.glob(f".{glob.escape(path.name)}.*part", root_dir=path.parent):
        try:
            with open(path.parent / found, "rb", opener=_no_link) as stream:
                if _held(stream):
                    (path.parent / found).unlink()
        except OSError:
            continue  # a link, another person's, or in use: none of it is ever read as an output


def _no_link(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _held(stream: BinaryIO | int) -> bool:
    """Mark an open file or folder as this run's until it is closed; False when it is another's."""
    if sys.platform == "win32":
        return True  # there, nobody can delete a file that another has open
    import fcntl

    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system without locks
    return True


def folder_for(folder: Path) -> Path:
    """Return a folder for outputs, made if needed. Raises UsageError when it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise _unwritable("output-folder", folder, problem) from problem
    return folder


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep other runs that ask for the same out of a folder for the time of a `with` block.

    So a folder never holds the outputs of two tenders. Raises UsageError when one is at work there;
    where folders cannot be locked (Windows, some shares) it keeps nobody out.
    """
    place = _opened(folder)
    try:
        if place is not None and not _held(place):
            raise UsageError(error("output-folder-busy", str(folder)))
        yield
    finally:
        if place is not None:
            os.close(place)  # the lock goes with it, also when the run is killed


def _opened(folder: Path) -> int | None:
    try:
        return None if sys.platform == "win32" else os.open(folder, os.O_RDONLY)
    except OSError:
        return None  # a folder that may be written but not listed


def _unwritable(code: str, path: Path, problem: OSError) -> UsageError:
    return UsageError(error(code, str(path), found=problem.strerror or type(problem).__name__))
