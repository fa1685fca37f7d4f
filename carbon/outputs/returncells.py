"""One sheet of a workbook as XML, given a status column and nothing else: bytes in, bytes out.

The XML is never parsed and written anew: everything that is not touched stays byte for byte as the
supplier's program wrote it, values that formulas came to included. Texts are inline strings, which
no program takes for a formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from carbon.intake.sheetxml import column_number
from carbon.outputs.columns import letter

_ROOT = re.compile(rb"<([A-Za-z_][\w.-]*:)?worksheet\b[^>]*>")
_ADDRESS = re.compile(rb"\sr\s*=\s*[\"']([A-Z]{1,3})[0-9]{1,7}[\"']")
_ROW_NUMBER = re.compile(rb"\sr\s*=\s*[\"']([0-9]{1,7})[\"']")
_STYLE = re.compile(rb"\ss\s*=\s*[\"']([0-9]{1,6})[\"']")
_SPANS = re.compile(rb"\sspans\s*=\s*[\"'][^\"']*[\"']")
_HIDDEN = re.compile(rb"\shidden\s*=\s*[\"'](?:1|true)[\"']|\swidth\s*=\s*[\"']0[\"']")
_FIRST, _LAST = (
    re.compile(rb"\s%s\s*=\s*[\"']([0-9]{1,5})[\"']" % end) for end in (b"min", b"max")
)
_WIDTH = 40  # characters: of our column where it was hidden, and so had none
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# What may stand behind the drawing of the comments in a sheet (ECMA-376 part 1, 18.3.1.99).
_BEHIND = ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
           "tableParts", "AlternateContent", "extLst")  # fmt: skip


class EditError(Exception):
    """The XML is not written as expected; the workbook must not be edited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusColumn:
    """A column of texts to be put into a sheet; rows and columns are 1-based."""

    column: int
    texts: Mapping[int, str]  # row -> text, the heading included; an empty one clears the cell
    heading_row: int
    like_column: int  # whose heading's look the new heading takes over
    ours: bool  # the column is there already, and its cells may be replaced


def escaped(text: str) -> str:
    """Return text as the content of an XML element of a workbook.

    >>> escaped("a<b & _x0041_")
    'a&lt;b &amp; _x005F_x0041_'
    """
    plain = _ESCAPE.sub("_x005F_", text)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def prefix_of(xml: bytes) -> bytes:
    """Return the namespace prefix of a sheet's elements, mostly none."""
    root = _ROOT.search(xml)
    if root is None:
        raise EditError("worksheet")
    return root.group(1) or b""


def with_column(xml: bytes, added: StatusColumn) -> bytes:
    """Return the XML of a sheet with the column put in. Raises EditError for a row it lacks."""
    name = prefix_of(xml)
    start, end = xml.find(b"<" + name + b"sheetData"), xml.rfind(b"</" + name + b"sheetData>")
    if not 0 <= start < end:
        raise EditError("sheetData")
    row = re.compile(rb"<%srow\b([^>]*?)(?:/>|>(.*?)</%srow>)" % (name, name), re.DOTALL)
    parts, done, number, put = [], 0, 0, 0
    for found in row.finditer(xml, start, end):
        stated = _ROW_NUMBER.search(found[1])
        number = int(stated[1]) if stated else number + 1
        if number in added.texts:
            parts += [xml[done : found.start()], _row(found, name, number, added)]
            done, put = found.end(), put + 1
    if put != len(added.texts):
        raise EditError("row")
    return _shown(b"".join([*parts, xml[done:]]), name, added.column)


def _shown(xml: bytes, name: bytes, column: int) -> bytes:
    """Return the XML with our column in sight, where all columns from one on were hidden."""
    start = xml.find(b"<" + name + b"sheetData")

    def parted(found: re.Match[bytes]) -> bytes:
        tag, first, last = found[0], _FIRST.search(found[0]), _LAST.search(found[0])
        if first is None or last is None or not _HIDDEN.search(tag):
            return tag
        low, high = int(first[1]), int(last[1])
        if not low <= column <= high:
            return tag
        ours = b'<%scol min="%d" max="%d" width="%d" customWidth="1"/>'
        before = _LAST.sub(b' max="%d"' % (column - 1), tag) if low < column else b""
        after = _FIRST.sub(b' min="%d"' % (column + 1), tag) if column < high else b""
        return before + ours % (name, column, column, _WIDTH) + after

    return re.sub(rb"<%scol\b[^>]*?/>" % name, parted, xml[:start]) + xml[start:]


def _row(found: re.Match[bytes], name: bytes, number: int, added: StatusColumn) -> bytes:
    inside = found[2] or b""
    before, cell, after = _split(inside, name, added.column)
    if b">" in cell[:-1] and not added.ours:
        raise EditError(f"{letter(added.column - 1)}{number}")
    style = _STYLE.search(cell[: cell.find(b">")])
    tag = _SPANS.sub(b"", found[1])
    written = _cell(inside, name, number, added, style[1] if style else b"")
    return b"<%srow%s>%s%s%s</%srow>" % (name, tag, before, written, after, name)


def _cell(inside: bytes, name: bytes, number: int, added: StatusColumn, style: bytes) -> bytes:
    if not added.texts[number]:
        return b""
    if number == added.heading_row:
        style = _style_of(inside, name, added.like_column) or style
    look = b' s="%s"' % style if style else b""
    place = f"{letter(added.column - 1)}{number}".encode()
    text = escaped(added.texts[number]).encode()
    cell = b'<%sc r="%s"%s t="inlineStr"><%sis><%st xml:space="preserve">%s</%st></%sis></%sc>'
    return cell % (name, place, look, name, name, text, name, name, name)


def _cells(inside: bytes, name: bytes, start: int = 0) -> Iterator[tuple[int, re.Match[bytes]]]:
    """Yield the column of each cell of a row and where it stands."""
    cell = re.compile(rb"<%sc\b([^>]*?)(?:/>|>.*?</%sc>)" % (name, name), re.DOTALL)
    column = 0
    for found in cell.finditer(inside, start):
        stated = _ADDRESS.search(found[1])
        column = column_number(stated[1].decode()) if stated else column + 1
        yield column, found


def _split(inside: bytes, name: bytes, column: int) -> tuple[bytes, bytes, bytes]:
    """Return what stands before a column in a row, its own cell if it has one, and the rest."""
    last = max(inside.rfind(b"<" + name + b"c "), 0)
    stated = _ADDRESS.search(inside, last, inside.find(b">", last) + 1)
    # Nearly always the last cell says that it stands to the left; then no other is looked at.
    quick = stated is not None and column_number(stated[1].decode()) < column
    end = 0
    for at, found in _cells(inside, name, last if quick else 0):
        if at == column:
            return inside[:end], found[0], inside[found.end() :]
        if at > column:
            break
        end = found.end()
    return inside[:end], b"", inside[end:]


def _style_of(inside: bytes, name: bytes, column: int) -> bytes | None:
    for at, found in _cells(inside, name):
        if at == column:
            style = _STYLE.search(found[1])
            return style[1] if style else None
    return None


def drawing_of(xml: bytes) -> str | None:
    """Return the relationship by which a sheet names the drawing of its comments, if any."""
    name = prefix_of(xml)
    found = re.search(rb"<%slegacyDrawing\b[^>]*\bid\s*=\s*[\"']([^\"']+)" % name, xml)
    return found[1].decode() if found else None


def with_drawing(xml: bytes, relation: str, namespace: str) -> bytes:
    """Return the XML of a sheet that names the drawing of its comments by its relationship."""
    name = prefix_of(xml)
    element = f'legacyDrawing xmlns:r="{namespace}" r:id="{relation}"/>'.encode()
    at = _place_behind(xml, name)
    return b"%s<%s%s%s" % (xml[:at], name, element, xml[at:])


def _place_behind(xml: bytes, name: bytes) -> int:
    """Return where the drawing belongs: in front of the first element that must follow it."""
    root = _ROOT.search(xml)
    rows = re.compile(rb"<%ssheetData\b[^>]*/>|</%ssheetData\s*>" % (name, name)).search(xml)
    closed = xml.rfind(b"</" + name + b"worksheet")
    if root is None or rows is None or closed < rows.end():
        raise EditError("worksheet")
    places: list[int] = []
    depth = 0
    shift = rows.end() - len(root[0])
    parser = expat.ParserCreate()

    def opened(tag: str, _: Mapping[str, str]) -> None:
        nonlocal depth
        if depth == 1 and tag.rpartition(":")[2] in _BEHIND:
            places.append(parser.CurrentByteIndex + shift)
        depth += 1

    def ended(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = opened, ended
    try:
        parser.Parse(root[0] + xml[rows.end() :], True)
    except expat.ExpatError as wrong:
        raise EditError(str(wrong)) from wrong
    return places[0] if places else closed
