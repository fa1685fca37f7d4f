"""The files of factors/ that travel in a bundle, and whether they are those that are installed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from carbon import resources

_CACHE = "__pycache__"  # where carbon keeps what it made of the files


def files(root: Path) -> dict[str, Path]:
    """Return every file of a library folder by its name below it; what carbon caches is not one.

    All of them travel, not only those that this evaluation read: a later engine may read in
    another order, and the library's edition is a hash over the whole.
    """
    found = {path.relative_to(root): path for path in root.rglob("*") if path.is_file()}
    return {
        name.as_posix(): path
        for name, path in sorted(found.items())
        if _CACHE not in name.parts and not any(part.startswith(".") for part in name.parts)
    }


def otherwise(root: Path) -> list[str]:
    """Return the files in which a library folder is not the installed library, by name."""
    there, here = files(root), files(resources.factors_folder())
    return [
        name
        for name in sorted(there.keys() | here.keys())
        if name not in there
        or name not in here
        or there[name].read_bytes() != here[name].read_bytes()
    ]


def is_installed(sha256s: Mapping[str, str]) -> bool:
    """Tell whether the installed library consists of exactly these files (name -> SHA-256)."""
    here = files(resources.factors_folder())
    return here.keys() == sha256s.keys() and all(
        hashlib.sha256(path.read_bytes()).hexdigest() == sha256s[name]
        for name, path in here.items()
    )
