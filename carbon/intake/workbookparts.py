"""Which part of an archive is which: sheets, links to other workbooks, macros.

An Office archive says it in small XML parts (relationships and the list of sheets); they are
parsed with defusedxml, which refuses a DOCTYPE and entities.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException, ElementTree

from carbon.intake.archive import member_key

# The list of sheets of a workbook with 1,000 sheets takes 100 kB.
LARGEST_SMALL_PART_BYTES = 8 << 20
_SPREADSHEET_MIME = "application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What an archive holds. `kind` is empty when it is no workbook; `other` says what it is."""

    kind: str  # xlsx, xlsb, ods or ""
    other: str = ""
    sheets: Mapping[str, str]  # sheet name -> member of the archive
    links: tuple[str, ...] = ()  # targets of links to other workbooks
    macros: bool = False
    shared_strings: str | None = None


def find_parts(archive: zipfile.ZipFile) -> Parts:
    """Return what the archive holds; ValueError when its lists are broken."""
    members = {member_key(name): name for name in archive.namelist()}
    if "mimetype" in members and "content.xml" in members:
        return _open_document(archive, members)
    book = _workbook_part(archive, members)
    if book is None:
        return Parts(kind="", other=_name_of_other(members), sheets={})
    relations = list(_relations(archive, members, book))
    macros = any("vbaproject" in key or "/macrosheets/" in key for key in members)
    return Parts(
        kind="xlsb" if book.endswith(".bin") else "xlsx",
        sheets={} if book.endswith(".bin") else _sheets(archive, members, book, relations),
        links=tuple(_links(archive, members, relations)),
        macros=macros,
        shared_strings=next((t for _, k, t in relations if k == "sharedStrings"), None),
    )


def _open_document(archive: zipfile.ZipFile, members: Mapping[str, str]) -> Parts:
    mime = _small(archive, members["mimetype"]).decode("utf-8", "replace").strip()
    if not mime.startswith(_SPREADSHEET_MIME):
        return Parts(kind="", other=mime, sheets={})
    macros = any(key.startswith(("basic/", "scripts/")) for key in members)
    return Parts(kind="ods", sheets={"*": members["content.xml"]}, macros=macros)


def _name_of_other(members: Mapping[str, str]) -> str:
    for folder, name in (("word/", "Word"), ("ppt/", "PowerPoint"), ("index/", "iWork")):
        if any(key.startswith(folder) for key in members):
            return name
    return "zip"


def _workbook_part(archive: zipfile.ZipFile, members: Mapping[str, str]) -> str | None:
    for _, kind, target in _relations(archive, members, ""):
        if kind == "officeDocument" and target in members:
            name = posixpath.basename(target)
            return target if name.startswith("workbook") or target.startswith("xl/") else None
    return None


def _relations(
    archive: zipfile.ZipFile, members: Mapping[str, str], part: str
) -> Iterator[tuple[str, str, str]]:
    """Yield id, last word of the type, and target of each relationship of a part."""
    folder, name = posixpath.split(part)
    member = members.get(posixpath.join(folder, "_rels", name + ".rels"))
    if member is None:
        return
    for element in _parse(archive, member):
        kind = element.get("Type", "").rsplit("/", 1)[-1]
        target = element.get("Target", "")
        if element.get("TargetMode") != "External":
            absolute = target.startswith("/")
            target = target if absolute else posixpath.join(folder, target)
            target = member_key(posixpath.normpath(target))
        yield element.get("Id", ""), kind, target


def _sheets(
    archive: zipfile.ZipFile,
    members: Mapping[str, str],
    book: str,
    relations: list[tuple[str, str, str]],
) -> dict[str, str]:
    targets = {key: members[target] for key, _, target in relations if target in members}
    sheets: dict[str, str] = {}
    for element in _parse(archive, members[book]).iter():
        if not element.tag.endswith("}sheet"):
            continue
        key = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
        if key in targets:
            sheets[element.get("name", "")] = targets[key]
    return sheets


def _links(
    archive: zipfile.ZipFile,
    members: Mapping[str, str],
    relations: list[tuple[str, str, str]],
) -> Iterator[str]:
    for _, kind, part in relations:
        if kind == "externalLink":
            targets = [target for _, _, target in _relations(archive, members, part)]
            yield targets[0] if targets else "?"


def _small(archive: zipfile.ZipFile, member: str) -> bytes:
    if archive.getinfo(member).file_size > LARGEST_SMALL_PART_BYTES:
        raise ValueError(f"{member} is too large")
    return archive.read(member)


def _parse(archive: zipfile.ZipFile, member: str) -> Element:
    try:
        return ElementTree.fromstring(_small(archive, member), forbid_dtd=True)
    except (DefusedXmlException, ElementTree.ParseError) as reason:
        raise ValueError(f"{member}: {reason}") from reason
