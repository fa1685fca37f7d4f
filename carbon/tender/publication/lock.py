"""lock.json: the hashes and figures that a tender was published with.

The figures stand in it beside their hashes, so that a refusal can name what differs, with its old
and its new value, even when nothing else of the publication is at hand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from carbon import language
from carbon.intake.tendersources import PUBLISHED
from carbon.problems import Problem, error
from carbon.tender.publication import usable
from carbon.tender.publication.named import Named
from carbon.tender.publication.pack import MethodPack, group_hashes

FILE = "lock.json"
_FORMAT = 1


# What a publication leaves in the folder beside its lock.
TRACES = ("changes.yaml", PUBLISHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """What was published, as lock.json tells it."""

    tender: str
    published: str  # ISO date, given by whoever published
    pack_sha256: str
    engine_version: str
    library: str  # the printed name of the edition
    vectors_sha256: str  # of what the engine made of the test vectors
    groups: Mapping[str, str]  # group of figures -> SHA-256
    files: Mapping[str, str]
    documents: Mapping[str, str]
    published_files: Mapping[str, str]  # what was written for suppliers to read
    history: tuple[Mapping[str, str], ...]  # earlier packs of the same tender, oldest first
    figures: Mapping[str, Named]
    catalogue: Named  # products that no line names: their figures on one line
    library_files: Mapping[str, str]


def of_pack(
    pack: MethodPack,
    *,
    published: str,
    vectors_sha256: str,
    history: tuple[Mapping[str, str], ...] = (),
) -> Lock:
    """Return the lock of a method pack; `published` is the date that the caller gives."""
    return Lock(
        tender=pack.tender.id,
        published=published,
        pack_sha256=pack.sha256,
        engine_version=pack.engine_version,
        library=pack.library.name,
        vectors_sha256=vectors_sha256,
        groups=group_hashes(pack.figures),
        files=pack.files,
        documents=pack.documents,
        published_files={},
        history=history,
        figures=pack.figures,
        catalogue=usable.catalogue(pack.library),
        library_files=pack.library_files,
    )


def as_text(lock: Lock) -> str:
    """Return lock.json: the same lock gives the same bytes."""
    content = {"format": _FORMAT, **asdict(lock)}
    return language.json_text(content) + "\n"


def gone(folder: Path) -> bool:
    """Tell whether a tender was published and its lock has been taken away."""
    return any((folder / name).exists() for name in TRACES)


def read(folder: Path) -> tuple[Lock | None, list[Problem]]:
    """Return the lock of a tender folder; None without problems when there is none.

    A lock that cannot be understood, or whose figures do not have the hashes beside them, is an
    error: nobody may evaluate past it.
    """
    path = folder / FILE
    if not path.exists():
        return None, []
    try:
        lock = _made(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as wrong:
        return None, [error("lock-unreadable", FILE, found=type(wrong).__name__)]
    for group, sha256 in group_hashes(lock.figures).items():
        if lock.groups.get(group) != sha256:
            return None, [error("lock-damaged", FILE, found=group)]
    return lock, []


def _made(content: Mapping[str, Any]) -> Lock:
    if content.get("format") != _FORMAT:
        raise ValueError("another format")
    kept = {name: content[name] for name in Lock.__dataclass_fields__}
    texts = ("tender", "published", "pack_sha256", "engine_version", "library", "vectors_sha256")
    if not all(isinstance(kept[name], str) for name in texts):
        raise ValueError("not text")
    tables = ("groups", "files", "documents", "published_files", "catalogue", "library_files")
    for table in (*(kept[name] for name in tables), *kept["history"], *kept["figures"].values()):
        if not all(isinstance(value, str) for value in table.values()):
            raise ValueError("not text")
    kept["history"] = tuple(kept["history"])
    return Lock(**kept)
