"""The folder evidence/ of a tender: the files that offers name as proof, and no other.

An offer's evidence cell names a file by its plain name, `potatis.json`, with what it should come
to after a `#`: `mjolk.yaml#<digest>`. The name is compared as text with the names in the folder; it
is no path, and nothing outside the folder is opened, links included. Every file is hostile: its
size, its number and what is in it have bounds.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from carbon import yamlfile
from carbon.intake import epdfile, pact, producerfile
from carbon.intake.evidence_records import NO_EVIDENCE, EvidenceFile, EvidenceFolder
from carbon.intake.records import Offer
from carbon.problems import Problem, error, warning

FOLDER = "evidence"
SUFFIXES = (".yaml", ".yml", ".json", ".xlsx")
# Bounds against folders and files that are no evidence; they change no figure.
_LARGEST_BYTES = 5_000_000
_MOST_LISTED, _MOST_READ = 5_000, 1_000
_LONGEST_NAME = 255
_NO_NAME = frozenset("/\\\0")  # what stands in a path and in no plain name
_SKIPPED = (".", "~$")  # hidden, or what an office program keeps beside an open file


def named(cell: str | None) -> tuple[str, str] | None:
    """Return key and tag of the file that an evidence cell names; None when it names none.

    >>> named("Mjolk.yaml#abc"), named("intyg 12"), named("../a.json")
    (('mjolk.yaml', 'abc'), None, None)
    """
    if cell is None:
        return None
    name, _, tag = cell.strip().partition("#")
    key = _key(name.strip())
    if len(key) > _LONGEST_NAME or not key.endswith(SUFFIXES) or _NO_NAME & set(key):
        return None
    return key, tag.strip()


def is_path(cell: str | None) -> bool:
    """Tell whether an evidence cell leads to a file by a path or an address, which is not followed.

    >>> is_path("evidence/a.json#abc"), is_path("a.json"), is_path("intyg 12/2026")
    (True, False, False)
    """
    key = _key((cell or "").strip().partition("#")[0].strip())
    return key.endswith(SUFFIXES) and bool(_NO_NAME & set(key))


def _key(name: str) -> str:
    """Return a name as names are compared: another system's spelling of ö is the same ö."""
    return unicodedata.normalize("NFC", name).casefold()


def read_folder(root: Path, offers: Iterable[Offer]) -> tuple[EvidenceFolder, list[Problem]]:
    """Return the evidence files that offers name, each read once, and what is wrong with them.

    A file that cannot be used stands in the folder all the same, with its problems, so that its
    line can say why the default counts. Files that nobody names are not opened. A folder without
    such a file is as good as none: what is kept of a tender is its files, and no link.
    """
    place = root / FOLDER
    if place.is_symlink():
        return NO_EVIDENCE, [warning("evidence-outside", f"{FOLDER}/", found=FOLDER)]
    if not place.is_dir() or not any(is_evidence(path) for path in place.iterdir()):
        return NO_EVIDENCE, []
    wanted = _wanted(offers)
    listed, problems = _listed(place)
    there = sorted(wanted.keys() & listed.keys())
    read: dict[str, EvidenceFile] = {}
    for key in there[:_MOST_READ]:
        read[key] = replace(_one(listed[key]), suppliers=wanted[key])
    if len(there) > _MOST_READ:
        problems.append(warning("evidence-too-many", f"{FOLDER}/", found=_MOST_READ))
    return EvidenceFolder(exists=True, files=read), problems


def _wanted(offers: Iterable[Offer]) -> dict[str, tuple[str, ...]]:
    """Return the keys of the files that offers name, with the suppliers that name each."""
    found: dict[str, dict[str, None]] = {}
    for offer in offers:
        for product in offer.products:
            cell = named(product.evidence)
            if cell is not None:
                found.setdefault(cell[0], {})[product.supplier] = None
    return {key: tuple(suppliers) for key, suppliers in found.items()}


def is_evidence(path: Path) -> bool:
    """Tell whether a file of the folder is one that an offer can name: no link, and not hidden."""
    return _is_named(path.name) and path.is_file() and not path.is_symlink()


def _is_named(name: str) -> bool:
    return _key(name).endswith(SUFFIXES) and not name.startswith(_SKIPPED)


def _listed(place: Path) -> tuple[dict[str, list[Path]], list[Problem]]:
    """Return the files of the folder by key; two names that are one to another system are told."""
    inside = place.resolve()
    found: dict[str, list[Path]] = {}
    problems: list[Problem] = []
    for number, path in enumerate(sorted(place.iterdir(), key=lambda one: one.name)):
        where = f"{FOLDER}/{path.name}"
        if number >= _MOST_LISTED:
            problems.append(warning("evidence-too-many", f"{FOLDER}/", found=_MOST_LISTED))
            break
        key = _key(path.name)
        if not _is_named(path.name):
            continue
        if not is_evidence(path) or not path.resolve().is_relative_to(inside):
            problems.append(warning("evidence-outside", where, found=path.name))
        else:
            found.setdefault(key, []).append(path)
            if len(found[key]) > 1:
                first = found[key][0].name
                problems.append(warning("evidence-name-twice", where, found=first))
    return found, problems


def _one(paths: list[Path]) -> EvidenceFile:
    """Return the file of a name; where several have it nobody knows which is meant."""
    if len(paths) == 1:
        return _read(paths[0])
    names = ", ".join(path.name for path in paths)
    name = f"{FOLDER}/{paths[0].name}"
    return _unreadable(name, "", error("evidence-name-twice", name, found=names))


def _read(path: Path) -> EvidenceFile:
    name = f"{FOLDER}/{path.name}"
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _LARGEST_BYTES else b""
    except OSError as wrong:
        found = wrong.strerror or str(wrong)
        return _unreadable(name, "", error("file-unreadable", name, found=found))
    if size > _LARGEST_BYTES:
        return _unreadable(name, "", error("file-too-large", name, found=size))
    content, problems = _content(path, name, data)
    sha256 = hashlib.sha256(data).hexdigest()
    return EvidenceFile(name=name, sha256=sha256, content=content, problems=tuple(problems))


def _unreadable(name: str, sha256: str, *problems: Problem) -> EvidenceFile:
    return EvidenceFile(name=name, sha256=sha256, content=None, problems=problems)


def _content(path: Path, name: str, data: bytes) -> tuple[object | None, list[Problem]]:
    """Return what a file is: a PACT footprint, a declaration, or a producer's answers."""
    if _key(path.name).endswith(".xlsx"):
        return producerfile.read(path, name)
    if _key(path.name).endswith(".json"):
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as wrong:
            return None, [error("text-encoding", name, found=wrong.reason)]
        if pact.holds_footprint(text):
            return pact.read(text, name)
    else:
        content, problems = yamlfile.read(path, name)
        if problems:
            return None, problems
        if isinstance(content, yamlfile.YamlMapping) and epdfile.is_one(content):
            return epdfile.read(content, name)
    return producerfile.read(path, name)
