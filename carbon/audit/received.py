"""The tender folder as received: every regular file of it, byte for byte.

Left out: links, hidden files and what an office program keeps beside an open file; and whatever an
earlier evaluation wrote, which is no input. What is left out for being a link is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from carbon.problems import Problem, error, warning

LARGEST_BYTES = 512 << 20
_OURS = frozenset({"result.json", "evaluation.xlsx"})  # a folder with both is an output of ours
_WRITTEN = frozenset({*_OURS, "report.html", "bundle.zip", "public", "openings"})
_SKIPPED = (".", "~$")


def received(folder: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the files of a tender folder by name; an error when they cannot all be kept."""
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    total = 0
    for path in _files(folder, problems):
        name = path.relative_to(folder).as_posix()
        try:
            total += path.stat().st_size
            if total > LARGEST_BYTES:
                problems.append(error("bundle-tender-too-large", name, expected=LARGEST_BYTES))
                return {}, problems
            found[name] = path.read_bytes()
        except OSError as reason:
            problems.append(error("file-unreadable", name, found=reason.strerror))
    return found, problems


def _files(folder: Path, problems: list[Problem], *, below: bool = False) -> Iterator[Path]:
    entries = sorted(folder.iterdir(), key=lambda one: one.name)
    ours = {one.name for one in entries} >= _OURS
    if ours and below:
        return
    for path in entries:
        if path.name.startswith(_SKIPPED) or (ours and path.name in _WRITTEN):
            continue
        if path.is_symlink():
            problems.append(warning("bundle-link-left-out", path.name))
        elif path.is_dir():
            yield from _files(path, problems, below=True)
        elif path.is_file():
            yield path
