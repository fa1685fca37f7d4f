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
    if len(key) > _LONGEST_NAME or not key.endswith(SUFFIXES) or {"/", "\\", "\0"} & set(key):
        return None
    return key, tag.strip()


def _key(name: str) -> str:
    """Return a name as names are compared: another system's spelling of ö is the same ö."""
    return unicodedata.normalize("NFC", name).casefold()


def read_folder(root: Path, offers: Iterable[Offer]) -> tuple[EvidenceFolder, list[Problem]]:
    """Return the evidence files that offers name, each read once, and what is wrong with them.

    A file that cannot be used stands in the folder all the same, with its problems, so that its
    line can say why the default counts. Files that nobody names are not opened. A folder without
    any file is as good as none: what is kept of a tender is its files, and no link.
    """
    place = root / FOLDER
    if place.is_symlink():
        return NO_EVIDENCE, [warning("evidence-outside", f"{FOLDER}/", found=FOLDER)]
    if not place.is_dir() or not any(_kept(path) for path in place.iterdir()):
        return NO_EVIDENCE, []
    wanted = {
        found[0]
        for offer in offers
        for product in offer.products
        if (found := named(product.evidence)) is not None
    }
    listed, problems = _listed(place)
    read: dict[str, EvidenceFile] = {}
    for key in sorted(wanted & set(listed))[:_MOST_READ]:
        read[key] = _read(listed[key])
    if len(wanted & set(listed)) > _MOST_READ:
        problems.append(warning("evidence-too-many", f"{FOLDER}/", found=_MOST_READ))
    return EvidenceFolder(exists=True, files=read), problems


def _kept(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and not path.name.startswith(_SKIPPED)


def _listed(place: Path) -> tuple[dict[str, Path], list[Problem]]:
    """Return the files of the folder by key; two names that are one to another system are told."""
    inside = place.resolve()
    found: dict[str, Path] = {}
    problems: list[Problem] = []
    for number, path in enumerate(sorted(place.iterdir(), key=lambda one: one.name)):
        where = f"{FOLDER}/{path.name}"
        if number >= _MOST_LISTED:
            problems.append(warning("evidence-too-many", f"{FOLDER}/", found=_MOST_LISTED))
            break
        key = _key(path.name)
        if path.name.startswith(_SKIPPED) or not key.endswith(SUFFIXES):
            continue
        if not _kept(path) or not path.resolve().is_relative_to(inside):
            problems.append(warning("evidence-outside", where, found=path.name))
        elif key in found:
            problems.append(warning("evidence-name-twice", where, found=found[key].name))
        else:
            found[key] = path
    return found, problems


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
