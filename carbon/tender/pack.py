"""The digest of the method: everything that the numbers depend on beside the offers.

One SHA-256 over the tender's rule and lines, the library edition, and every other file of
knowledge that shapes a result: places, default chains, matching words, layouts, units. The lock
that is published with a tender is built on it.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from carbon import resources
from carbon.library.records import Library
from carbon.tender.records import Tender

_FOLDERS = ("farm", "layouts", "matching", "places", "roads", "transport")
_FILES = ("countries.yaml", "law/screens.yaml", "seasons.yaml", "units.yaml")
_SUFFIXES = {".yaml", ".csv", ".bin"}
# Folders and files of factors/ from which no evaluation takes a figure: rules of law, maps that are
# only drawn, example baskets, bands that only the library's own check reads.
NO_FIGURES = ("law/", "maps/", "baskets/", "bands.", "importers/", "publication/")


def digest(tender: Tender, library: Library) -> str:
    """Return the SHA-256 of method and knowledge, in hex."""
    content = {
        "tender": tender.sha256,
        "library": library.edition,
        "knowledge": knowledge(resources.factors_folder()),
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def knowledge(root: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of knowledge that the library edition does not cover."""
    paths = [root / name for name in _FILES]
    for folder in _FOLDERS:
        paths += [path for path in (root / folder).rglob("*") if path.suffix in _SUFFIXES]
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(paths)
    }
