"""The files of a tender folder that the method is made of, so that each can be hashed by itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from carbon.intake import paths
from carbon.intake.tenderfile import FILE
from carbon.intake.yamlfields import opened

PUBLISHED = "publish"  # where documents for suppliers are written, unless told otherwise
_METHOD = ("basket", "layouts")  # keys of tender.yaml that name a file or several


def method_files(folder: Path) -> Mapping[str, str]:
    """Return the SHA-256 of tender.yaml and of each file it takes lines or layouts from."""
    return _hashes(folder, [FILE, *_named(folder, _METHOD)])


def document_files(folder: Path) -> Mapping[str, str]:
    """Return the SHA-256 of each of the buyer's own texts that tender.yaml lists."""
    return _hashes(folder, _named(folder, ("documents",)))


def published_files(folder: Path, names: Iterable[str]) -> Mapping[str, str]:
    """Return the SHA-256 of each published document that lies beside the tender."""
    return _hashes(folder / PUBLISHED, names)


def _named(folder: Path, keys: Iterable[str]) -> list[str]:
    fields, _ = opened(folder / FILE, FILE)
    if fields is None:
        return []
    found: list[str] = []
    for key in keys:
        listed = fields.value(key, default=[])
        found += [str(name) for name in (listed if isinstance(listed, list) else [listed])]
    return found


def _hashes(folder: Path, names: Iterable[str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name in names:
        path, _ = paths.inside(folder, name, FILE)
        if path is not None:  # one that is not there has been told by whoever read the tender
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found
