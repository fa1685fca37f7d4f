"""The tender folder as received: every regular file of it, byte for byte.

Left out: hidden files and what an office program keeps beside an open file, which no evaluation
reads; and what an earlier evaluation wrote, which is no input. A folder left out for that is told,
and below offers/ and evidence/ nothing is. A link is an error: the evaluation reads through it,
and a bundle without what it leads to would say something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from carbon.problems import Problem, error, warning

LARGEST_BYTES = 512 << 20
_OURS = frozenset({"result.json", "evaluation.xlsx"})  # a folder with both is an output of ours
_WRITTEN = frozenset({*_OURS, "report.html", "bundle.zip", "public", "openings"})
_SKIPPED = (".", "~$")
_KEPT = frozenset({"offers", "evidence"})  # whatever lies there is somebody's, and goes along


def received(folder: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the files of a tender folder by name; an error when they cannot all be kept."""
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    total = 0
    for path in _files(folder, folder, problems):
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


def _files(folder: Path, root: Path, problems: list[Problem]) -> Iterator[Path]:
    entries = sorted(folder.iterdir(), key=lambda one: one.name)
    below = folder.relative_to(root)
    kept = bool(below.parts) and below.parts[0] in _KEPT
    ours = not kept and {one.name for one in entries} >= _OURS
    if ours and below.parts:
        problems.append(warning("bundle-folder-left-out", below.as_posix()))
        return
    for path in entries:
        if path.name.startswith(_SKIPPED) or (ours and path.name in _WRITTEN):
            continue
        if path.is_symlink():
            problems.append(error("bundle-link", path.relative_to(root).as_posix()))
        elif path.is_dir():
            yield from _files(path, root, problems)
        elif path.is_file():
            yield path
