"""Which part of an archive is which: sheets, links to other workbooks, macros.

An Office archive says it in small XML parts (relationships and the list of sheets); they are
parsed with defusedxml, which refuses a DOCTYPE and entities.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException, ElementTree

from carbon.intake import numberformats, xlsbsheets
from carbon.intake.archive import member_key
from carbon.intake.sheetfacts import Range
from carbon.intake.sheetxml import range_of

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
    lost: tuple[str, ...] = ()  # sheets that are listed and lead to no part of their own
    twice: tuple[str, ...] = ()  # names that several sheets have; readers take one of them
    outside: frozenset[int] = frozenset()  # of an .xlsb: indexes in formulas that lead outside
    formats: Mapping[int, str] = field(default_factory=dict)  # style -> number format, if special
    table_filters: Mapping[str, list[Range]] = field(default_factory=dict)  # by sheet name


def find_parts(archive: zipfile.ZipFile) -> Parts:
    """Return what the archive holds; ValueError when its lists are broken."""
    members = {member_key(name): name for name in archive.namelist()}
    if "mimetype" in members and "content.xml" in members:
        return _open_document(archive, members)
    book = _workbook_part(archive, members)
    if book is None:
        return Parts(kind="", other=_name_of_other(members), sheets={})
    relations = list(_relations(archive, members, book))
    binary = book.endswith(".bin")
    targets = {key: members[target] for key, _, target in relations if target in members}
    outside: frozenset[int] = frozenset()
    if binary:
        listed, outside = xlsbsheets.book(_small(archive, members[book]))
    else:
        listed = _listed(archive, members[book])
    sheets = {name: targets[key] for name, key in listed if key in targets}
    counts = Counter(name.casefold() for name, _ in listed)
    return Parts(
        kind="xlsb" if binary else "xlsx",
        sheets=sheets,
        lost=tuple(name for name, _ in listed if sheets.get(name) in (None, members[book])),
        twice=tuple(dict.fromkeys(name for name, _ in listed if counts[name.casefold()] > 1)),
        links=tuple(_links(archive, members, relations)),
        macros=any("vbaproject" in key or "/macrosheets/" in key for key in members),
        shared_strings=next((t for _, k, t in relations if k == "sharedStrings"), None),
        outside=outside,
        formats={} if binary else _formats(archive, members, relations),
        table_filters={} if binary else _table_filters(archive, members, sheets),
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


def _listed(archive: zipfile.ZipFile, book: str) -> list[tuple[str, str]]:
    """Return sheet name and relationship, as the workbook part lists them."""
    listed: list[tuple[str, str]] = []
    for element in _parse(archive, book).iter():
        if element.tag.endswith("}sheet"):
            key = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
            listed.append((element.get("name", ""), key))
    return listed


def _table_filters(
    archive: zipfile.ZipFile, members: Mapping[str, str], sheets: Mapping[str, str]
) -> dict[str, list[Range]]:
    """Return the ranges in which the filter of a table chooses rows, by sheet name."""
    found: dict[str, list[Range]] = {}
    for name, member in sheets.items():
        for _, kind, target in _relations(archive, members, member_key(member)):
            if kind != "table" or target not in members:
                continue
            for element in _parse(archive, members[target]).iter():
                chooses = any(child.tag.endswith("}filterColumn") for child in element)
                area = range_of(element.get("ref", "")) if chooses else None
                if area is not None and element.tag.endswith("}autoFilter"):
                    found.setdefault(name, []).append(area)
    return found


def _formats(
    archive: zipfile.ZipFile,
    members: Mapping[str, str],
    relations: list[tuple[str, str, str]],
) -> dict[int, str]:
    """Return the cell styles whose number format shows more than the number, of an .xlsx.

    A part of styles that cannot be read gives none: the deep scan judges it.
    """
    part = next((target for _, kind, target in relations if kind == "styles"), "")
    if part not in members:
        return {}
    try:
        root = _parse(archive, members[part])
        codes = {
            int(one.get("numFmtId", "")): one.get("formatCode", "")
            for one in root.iter()
            if one.tag.endswith("}numFmt")
        }
        styles = next((one for one in root if one.tag.endswith("}cellXfs")), ())
        return numberformats.special(codes, [int(one.get("numFmtId", "0")) for one in styles])
    except ValueError:
        return {}


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
