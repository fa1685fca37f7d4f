"""The parts of a workbook file: sheets, comments, their relationships and kinds, macros.

The archive has been judged and read before (carbon.intake.files); here its parts are looked up by
their relationships, a few of them changed, and all written to a new archive with a fixed date.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement, tostring

from defusedxml import ElementTree

from carbon.intake.archive import member_key

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_RELATIONS = _PACKAGE + "relationships"
_TYPES = _PACKAGE + "content-types"
_KINDS = "[Content_Types].xml"
_EXCEL = "application/vnd.openxmlformats-officedocument"
COMMENTS_KIND = f"{_EXCEL}.spreadsheetml.comments+xml"
DRAWING_KIND = f"{_EXCEL}.vmlDrawing"
BOOK_KIND = f"{_EXCEL}.spreadsheetml.sheet.main+xml"
MACRO_BOOK_KIND = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_DATE = (1980, 1, 1, 0, 0, 0)  # the oldest a zip can hold; the clock would make every run another


@dataclass(slots=True)
class Package:
    """The parts of a file by name, in their order; a class because parts are changed and added."""

    parts: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def opened(cls, data: bytes) -> Package:
        """Return the parts of an archive that was judged before."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return cls({one.filename: archive.read(one) for one in archive.infolist()})

    def packed(self) -> bytes:
        """Return the parts as an archive; the same parts give the same bytes."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                info = zipfile.ZipInfo(name, _DATE)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, content)
        return stream.getvalue()

    def named(self, name: str) -> str | None:
        """Return the name of a part as it is written in the archive; None when it has none."""
        key = member_key(name)
        return next((one for one in self.parts if member_key(one) == key), None)

    def free_name(self, pattern: str) -> str:
        """Return the first name of a pattern, such as xl/comments{}.xml, that no part has."""
        number = 1
        while self.named(pattern.format(number)) is not None:
            number += 1
        return pattern.format(number)

    def related(self, part: str, kind: str) -> list[tuple[str, str]]:
        """Return id and part of each relationship of a part whose type ends in `kind`."""
        return [
            (one.get("Id", ""), _target(part, one))
            for one in self._relations(part)
            if one.get("Type", "").endswith(f"/{kind}") and one.get("TargetMode") != "External"
        ]

    def relate(self, part: str, target: str, kind: str) -> str:
        """Add a relationship from a part to another and return its id."""
        root = self._relations(part)
        taken = {one.get("Id") for one in root}
        number = 1
        while f"rId{number}" in taken:
            number += 1
        strict = any(_STRICT in one.get("Type", "") for one in root)
        made = SubElement(root, f"{{{_RELATIONS}}}Relationship", Id=f"rId{number}")
        made.set("Type", f"{_STRICT if strict else _OFFICE}/{kind}")
        made.set("Target", f"/{target}")
        self._write(_relations_of(part), root, _RELATIONS)
        return f"rId{number}"

    def unrelate(self, part: str, kind: str) -> list[str]:
        """Take the relationships of a type away from a part; return the parts they led to."""
        root = self._relations(part)
        gone = [one for one in root if one.get("Type", "").endswith(f"/{kind}")]
        for one in gone:
            root.remove(one)
        if gone:
            self._write(_relations_of(part), root, _RELATIONS)
        return [_target(part, one) for one in gone]

    def _relations(self, part: str) -> Element:
        name = self.named(_relations_of(part))
        if name is None:
            return Element(f"{{{_RELATIONS}}}Relationships")
        found: Element = ElementTree.fromstring(self.parts[name], forbid_dtd=True)
        return found

    def _write(self, name: str, root: Element, namespace: str) -> None:
        # Written without prefixes: the programs that read these lists expect none.
        for one in root.iter():
            one.tag = one.tag.removeprefix(f"{{{namespace}}}")
        root.set("xmlns", namespace)
        self.parts[self.named(name) or name] = tostring(root, "UTF-8", xml_declaration=True)

    def set_kind(self, part: str, kind: str) -> None:
        """State what a part is, unless the file says so already."""
        root = self._kinds()
        if [one.get("ContentType") for one in _overrides(root, part)] == [kind]:
            return
        for one in _overrides(root, part):
            root.remove(one)
        made = SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{part}")
        made.set("ContentType", kind)
        self._write(_KINDS, root, _TYPES)

    def set_default_kind(self, extension: str, kind: str) -> None:
        """State what parts with an extension are, unless the file says so already."""
        root = self._kinds()
        stated = {one.get("Extension", "").casefold() for one in root}
        if extension not in stated:
            made = Element(f"{{{_TYPES}}}Default", Extension=extension, ContentType=kind)
            root.insert(0, made)
            self._write(_KINDS, root, _TYPES)

    def remove(self, part: str) -> None:
        """Take a part away, with its relationships and the statement of its kind."""
        for name in (self.named(part), self.named(_relations_of(part))):
            if name is not None:
                del self.parts[name]
        root = self._kinds()
        for one in _overrides(root, part):
            root.remove(one)
        self._write(_KINDS, root, _TYPES)

    def _kinds(self) -> Element:
        found: Element = ElementTree.fromstring(self.parts[self.named(_KINDS) or ""])
        return found

    @property
    def book(self) -> str:
        """The part that lists the sheets."""
        target = next((target for _, target in self.related("", "officeDocument")), "")
        return self.named(target) or target


def relations_namespace(sheet: bytes) -> str:
    """Return the namespace of relationships that goes with a sheet's own."""
    return _STRICT if b"purl.oclc.org/ooxml" in sheet[:2000] else _OFFICE


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _target(part: str, relation: Element) -> str:
    target = relation.get("Target", "")
    whole = target if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
    return posixpath.normpath(whole).lstrip("/")


def _overrides(root: Element, part: str) -> Iterator[Element]:
    key = member_key(part)
    return iter([one for one in root if member_key(one.get("PartName", "")) == key])
