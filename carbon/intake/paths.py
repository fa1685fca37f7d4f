"""Paths that a tender folder names: always inside it, never through a link out of it."""

from __future__ import annotations

from pathlib import Path

from carbon.problems import Problem, error


def inside(folder: Path, name: str, where: str) -> tuple[Path | None, list[Problem]]:
    """Return the file `name` of a folder if it lies inside it, links followed."""
    root = folder.resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root):
        return None, [error("path-outside", where, found=name)]
    if not path.is_file():
        return None, [error("file-unreadable", where, found=name)]
    return path, []
