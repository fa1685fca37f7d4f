"""Damage done to good files where their structure is, and oracles that say what is still in them.

The oracles know nothing of our reader: they parse the damaged parts with the standard library.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import xlsxwriter

from tests.intake import binarybooks as xlsb

Parts = dict[str, bytes]
NAMES = tuple(f"Vara {n:02d} åäö" for n in range(1, 13))
HEADINGS = ("Position", "Benämning", "Enhet", "Mängd", "Pris", "Summa", "Ursprungsland")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Hit:
    """One blow: what is done, where (a share of the way through), and with what."""

    kind: str
    place: float
    what: int


# --- good files ---------------------------------------------------------------------------------


def good_xlsx(folder: Path) -> bytes:
    """Return a workbook with everything in it that a price sheet has."""
    path = folder / "good.xlsx"
    book = xlsxwriter.Workbook(path)
    for title in ("Rotfrukter", "Mejeri"):
        sheet = book.add_worksheet(title)
        sheet.merge_range(0, 0, 0, 6, "Prisbilaga")
        sheet.write_row(1, 0, ("Anbudsgivare:", "Dala Grönt AB"))
        sheet.write_row(2, 0, HEADINGS)
        for number, name in enumerate(NAMES, 1):
            row = number + 2
            sheet.write_row(row, 0, (f"{title[0]}{number}", name, "kg", number * 10, number + 0.5))
            sheet.write_formula(
                row, 5, f"=D{row + 1}*E{row + 1}", None, number * 10 * (number + 0.5)
            )
            sheet.write(row, 6, "Sverige")
        sheet.set_row(5, None, None, {"hidden": True})
        sheet.autofilter(2, 0, 14, 6)
    book.close()
    return path.read_bytes()


def good_csv() -> bytes:
    """Return a table as text, with a quoted cell and a number with a comma."""
    rows = [f'{n};"{name}";kg;{n * 10};{n},50;;Sverige' for n, name in enumerate(NAMES, 1)]
    return "\r\n".join(["Anbudsgivare:;Dala AB", ";".join(HEADINGS), *rows, ""]).encode()


def good_ods() -> bytes:
    """Return an OpenDocument sheet, written part by part."""
    spaces = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{key}:1.0"'
        for key in ("office", "table", "text")
    )

    def cell(value: str | float) -> str:
        kind = "string" if isinstance(value, str) else f'float" office:value="{value}'
        return (
            f'<table:table-cell office:value-type="{kind}"><text:p>{value}</text:p>'
            "</table:table-cell>"
        )

    rows = [HEADINGS, *((f"{n}", name, "kg", n * 10, n + 0.5, n, "Sverige") for n, name in
                        enumerate(NAMES, 1))]  # fmt: skip
    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="Pris">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    mime = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<m:file-entry m:full-path="/" m:media-type="{mime.decode()}"/></m:manifest>'
    )
    parts = {"mimetype": mime, "content.xml": content.encode()}
    return zipped({**parts, "META-INF/manifest.xml": manifest.encode()})


def good_xlsb() -> bytes:
    """Return an .xlsb, built record by record."""
    head = xlsb.row(1, *(xlsb.words(at, word) for at, word in enumerate(HEADINGS)))
    rows = [
        xlsb.row(
            n + 1, xlsb.words(0, str(n)), xlsb.words(1, name), xlsb.words(2, "kg"),
            xlsb.number(3, n * 10.0), xlsb.number(4, n + 0.5), xlsb.formula(5, n * 1.0),
        )
        for n, name in enumerate(NAMES, 1)
    ]  # fmt: skip
    return xlsb.book({"Pris": xlsb.sheet([head, *rows], hidden_columns=[3])})


# --- damage -------------------------------------------------------------------------------------


def unzipped(data: bytes) -> Parts:
    """Return the parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return parts as an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


_PATTERNS: Mapping[str, bytes] = {
    "double-tag": rb"<[a-zA-Z:]+\b[^>]*>",
    "drop-tag": rb"</?[a-zA-Z:]+\b[^>]*>",
    "string-index": rb'(?<=t="s"><v>)\d+(?=</v>)',
    "cell-address": rb'(?<=<c r=")[A-Z]+\d+',
    "row-number": rb'(?<=<row r=")\d+',
    "type": rb'(?<= t=")[a-zA-Z]+(?=")',
    "style": rb'(?<= s=")\d+(?=")',
    "number": rb"(?<=<v>)[0-9.]+(?=</v>)",
    "target": rb'(?<=Target=")[^"]*(?=")',
    "relation": rb'(?<=r:id=")[^"]*(?=")',
    "sheet-name": rb'(?<=<sheet name=")[^"]*(?=")',
    "repeat": rb'(?<=value-type=")[a-z]+(?=")',
}
_INSTEAD: Mapping[str, tuple[bytes, ...]] = {
    "string-index": (b"99999999", b"-1", b"", b"x", b"0"),
    # The last corner has a test of its own: such a sheet needs more memory than the child may have.
    "cell-address": (b"A0", b"AZ400", b"", b"3B", b"b3", b"A1", b"ZZZZ1"),
    "row-number": (b"0", b"-1", b"99999999", b"", b"1"),
    "type": (b"s", b"n", b"b", b"e", b"d", b"str", b"inlineStr", b"x", b""),
    "style": (b"99999", b"-1", b""),
    "number": (b"NaN", b"INF", b"1E400", b"", b"abc", b"-0", b"1e5", b"0x10", b" 7 "),
    "target": (b"worksheets/none.xml", b"../../etc/passwd", b"", b"/xl/workbook.xml", b"http://x"),
    "relation": (b"rId99", b"", b"rId1"),
    "sheet-name": (b"", b"Mejeri", b"a" * 300, b"../x", b"&#xfffd;"),
    "repeat": (b"float", b"percentage", b"date", b"boolean", b"error", b""),
}
PART_KINDS = ("drop-part", "truncate-part", "flip-byte", "repeat-part", *_PATTERNS)
ARCHIVE_KINDS = ("archive-flip", "archive-truncate")
TEXT_KINDS = ("flip", "delete", "quote", "separator", "nul", "long-line", "no-line-end", "mark",
              "double-line")  # fmt: skip


def hit_parts(parts: Parts, hit: Hit) -> Parts:
    """Return the parts of an archive after one blow to one of them."""
    names = sorted(parts)
    name = names[hit.what % len(names)]
    content = parts[name]
    at = int(hit.place * max(len(content) - 1, 0))
    if hit.kind == "drop-part":
        return {key: value for key, value in parts.items() if key != name}
    if hit.kind == "truncate-part":
        return {**parts, name: content[:at]}
    if hit.kind == "repeat-part":
        return {**parts, name: content + content}
    if hit.kind == "flip-byte":
        flipped = content[at] ^ (1 << hit.what % 8) if content else 0
        return {**parts, name: content[:at] + bytes([flipped]) + content[at + 1 :]}
    return _hit_pattern(parts, hit)


def _hit_pattern(parts: Parts, hit: Hit) -> Parts:
    pattern = re.compile(_PATTERNS[hit.kind])
    places = [(name, m) for name in sorted(parts) for m in pattern.finditer(parts[name])]
    if not places:
        return parts
    name, found = places[int(hit.place * (len(places) - 1))]
    content = parts[name]
    instead = found.group() * 2 if hit.kind == "double-tag" else b""
    if hit.kind in _INSTEAD:
        choices = _INSTEAD[hit.kind]
        instead = choices[hit.what % len(choices)]
    return {**parts, name: content[: found.start()] + instead + content[found.end() :]}


def hit_bytes(data: bytes, hit: Hit) -> bytes:
    """Return a file after one blow to its bytes."""
    at = int(hit.place * max(len(data) - 1, 0))
    if hit.kind.endswith("truncate"):
        return data[:at]
    flipped = data[at] ^ (1 << hit.what % 8) if data else 0
    return data[:at] + bytes([flipped]) + data[at + 1 :]


def hit_text(data: bytes, hit: Hit) -> bytes:
    """Return a text file after one blow."""
    at = int(hit.place * max(len(data) - 1, 0))
    inserts = {
        "quote": b'"', "separator": (b";", b",", b"\t", b"|")[hit.what % 4], "nul": b"\0",
        "long-line": b"x" * 40_000,
        "mark": (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")[hit.what % 3],
    }  # fmt: skip
    if hit.kind in inserts:
        return data[:at] + inserts[hit.kind] + data[at:]
    if hit.kind == "delete":
        return data[:at] + data[at + 1 + hit.what % 20 :]
    if hit.kind == "no-line-end":
        start = data.find(b"\r\n", at)
        return data if start < 0 else data[:start] + data[start + 2 :]
    if hit.kind == "double-line":
        lines = data.split(b"\r\n")
        number = int(hit.place * (len(lines) - 1))
        return b"\r\n".join([*lines[:number], lines[number], *lines[number:]])
    return hit_bytes(data, hit)


# --- what is still in there ---------------------------------------------------------------------


def texts_of_xlsx(parts: Parts) -> set[str] | None:
    """Return the texts in cells of the sheets that the workbook lists; None when XML is broken.

    A part that is missing, or an index that leads nowhere, is no text here: whether the reader
    says so is another law's matter.
    """
    try:
        shared = _shared(parts)
        return {text for sheet in _sheets(parts) for text in _cells(sheet, shared)}
    except (ElementTree.ParseError, ValueError, KeyError):
        return None


def _shared(parts: Parts) -> list[str]:
    root = ElementTree.fromstring(parts["xl/sharedStrings.xml"])
    return ["".join(t.text or "" for t in si.iter(f"{MAIN}t")) for si in root.iter(f"{MAIN}si")]


def _sheets(parts: Parts) -> list[ElementTree.Element]:
    relations = ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    book = ElementTree.fromstring(parts["xl/workbook.xml"])
    listed = [targets[one.get(_RELATION, "")] for one in book.iter(f"{MAIN}sheet")]
    return [
        ElementTree.fromstring(parts[posixpath.normpath(posixpath.join("xl", target))])
        for target in listed
    ]


def _cells(sheet: ElementTree.Element, shared: list[str]) -> set[str]:
    found = set[str]()
    for cell in sheet.iterfind(f"{MAIN}sheetData/{MAIN}row/{MAIN}c"):
        value = cell.findtext(f"{MAIN}v")
        if cell.get("t") == "s" and value and value.isdigit() and int(value) < len(shared):
            found.add(shared[int(value)])
    return {text for text in found if text.strip()}


def texts_of_ods(parts: Parts) -> set[str] | None:
    """Return the paragraphs of an OpenDocument sheet; None when its XML is broken."""
    try:
        root = ElementTree.fromstring(parts["content.xml"])
    except (ElementTree.ParseError, KeyError):
        return None
    space = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    return {one.text for one in root.iter(f"{space}p") if one.text and one.text in NAMES}


def texts_of_csv(data: bytes) -> set[str]:
    """Return the names whose letters are still whole in the file."""
    return {name for name in NAMES if name.encode() in data}


def sizes_of_records(part: bytes) -> list[tuple[int, int]]:
    """Return where the records of an .xlsb part begin and end, for damage between them."""
    places, at = [], 0
    while at < len(part) - 1:
        start = at
        for longest in (2, 4):
            value = shift = 0
            for _ in range(longest):
                if at >= len(part):
                    break
                byte = part[at]
                value |= (byte & 0x7F) << shift
                shift, at = shift + 7, at + 1
                if not byte & 0x80:
                    break
        places.append((start, at + value))
        at += value
    return places


def hit_records(part: bytes, hit: Hit) -> bytes:
    """Return a part of an .xlsb with one record left out, doubled, cut or given another type."""
    places = sizes_of_records(part)
    start, end = places[int(hit.place * (len(places) - 1))]
    one = part[start:end]
    instead = (b"", one * 2, one[: len(one) // 2], struct.pack("<B", hit.what % 128) + one[1:])
    return part[:start] + instead[hit.what % 4] + part[end:]
