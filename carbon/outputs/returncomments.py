"""Comments in a workbook: the part that holds their texts and the one that draws their boxes.

Both are written as Excel writes them (ECMA-376 part 1, 18.7, and VML). What is in them already
stays as it is, but for comments of our own from an earlier return.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterable, Mapping

from carbon.intake.sheetxml import column_number
from carbon.outputs.columns import letter
from carbon.outputs.returncells import EditError, escaped

Cell = tuple[int, int]

AUTHOR = "carbon"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TEXTS = f"""\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<comments xmlns="{_MAIN}"><authors></authors><commentList></commentList></comments>"""
_BOXES = """\
<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">\
<o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>"""
_BOX_TYPE = """\
<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" \
path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>\
<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>"""
_BOX = """\
<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;\
margin-top:2pt;width:{width}pt;height:{height}pt;z-index:{order};visibility:hidden" \
fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>\
<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>\
<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>\
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>\
<x:Anchor>{left}, 12, {top}, 4, {right}, 12, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>\
<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"""
_WIDTH, _LINE, _LETTERS = 260, 13, 48  # of a box: points, points of a line, letters on a line
_COLUMNS, _ROW_POINTS = 4, 15  # a box spans so many columns; so high is a row
_FIRST_SHAPE = 1024  # numbers of shapes begin behind it

_NAMES = ("xmlns:v=", "xmlns:o=", "xmlns:x=")
_SHAPE = re.compile(r"<v:shape\b.*?</v:shape>", re.DOTALL)
_SHAPE_CELL = re.compile(
    r"<x:Row>\s*(\d+)\s*</x:Row>.*?<x:Column>\s*(\d+)\s*</x:Column>", re.DOTALL
)
_NUMBER = re.compile(r"_s(\d{1,9})\b")


def with_texts(part: str | None, comments: Mapping[Cell, str]) -> tuple[str, set[Cell], set[Cell]]:
    """Return the part of comments with ours put in, the cells they took, and those taken out.

    A cell that has a comment of somebody else keeps it and gets none of ours.
    """
    text = _TEXTS if part is None else part
    found = re.search(r"<([\w.-]+:)?comments\b", text)
    name = (found[1] or "") if found else ""
    authors = re.search(rf"<{name}authors\s*(?:/>|>(.*?)</{name}authors>)", text, re.DOTALL)
    ends = re.search(rf"<{name}commentList\s*/>|</{name}commentList\s*>", text)
    if authors is None or ends is None:
        raise EditError("comments")
    named = re.findall(
        rf"<{name}author\s*(?:/>|>(.*?)</{name}author>)", authors[1] or "", re.DOTALL
    )
    text, out = _without_ours(text, name, {i for i, who in enumerate(named) if _is_us(who)})
    kept = {_cell(ref) for ref in re.findall(rf'<{name}comment\b[^>]*?\sref="([A-Z0-9]+)"', text)}
    ours = {cell: comments[cell] for cell in sorted(comments) if cell not in kept}
    us = next((i for i, who in enumerate(named) if _is_us(who)), len(named))
    if us == len(named) and ours:
        author = f"{authors[1] or ''}<{name}author>{AUTHOR}</{name}author>"
        text = text.replace(authors[0], f"<{name}authors>{author}</{name}authors>", 1)
    added = "".join(_text(cell, said, name, us) for cell, said in ours.items())
    return _put_into(text, f"{name}commentList", added), set(ours), out


def _is_us(author: str) -> bool:
    return html.unescape(author).strip() == AUTHOR


def _without_ours(text: str, name: str, authors: set[int]) -> tuple[str, set[Cell]]:
    out: set[Cell] = set()

    def judged(found: re.Match[str]) -> str:
        who = re.search(r'\sauthorId="(\d+)"', found[1])
        where = re.search(r'\sref="([A-Z0-9]+)"', found[1])
        if who is None or where is None or int(who[1]) not in authors:
            return found[0]
        out.add(_cell(where[1]))
        return ""

    pattern = rf"<{name}comment\b([^>]*)>.*?</{name}comment>"
    return re.sub(pattern, judged, text, flags=re.DOTALL), out


def _cell(reference: str) -> Cell:
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :] or 0), column_number(letters)


def _text(cell: Cell, said: str, name: str, author: int) -> str:
    place = f"{letter(cell[1] - 1)}{cell[0]}"
    inside = f'<{name}text><{name}t xml:space="preserve">{escaped(said)}</{name}t></{name}text>'
    return f'<{name}comment ref="{place}" authorId="{author}">{inside}</{name}comment>'


def _put_into(text: str, element: str, added: str) -> str:
    """Return a text with something put at the end of an element, which may have been empty."""
    text = re.sub(rf"<{element}\s*/>", lambda _: f"<{element}></{element}>", text, count=1)
    before, end, after = text.rpartition(f"</{element}")
    return before + added + end + after


def with_boxes(part: str | None, comments: Mapping[Cell, str], out: Iterable[Cell]) -> str:
    """Return the drawing of the comments with a box for each of ours, and without those of `out`.

    Raises EditError when the drawing is not written as Excel and all others write it.
    """
    text = _BOXES if part is None else part
    if not all(name in text for name in _NAMES) or "</xml>" not in text:
        raise EditError("vmlDrawing")
    gone = {(row - 1, column - 1) for row, column in out}

    def judged(found: re.Match[str]) -> str:
        place = _SHAPE_CELL.search(found[0])
        note = 'ObjectType="Note"' in found[0]
        stands = place is None or not note or (int(place[1]), int(place[2])) not in gone
        return found[0] if stands else ""

    text = _SHAPE.sub(judged, text)
    first = max([_FIRST_SHAPE, *map(int, _NUMBER.findall(text))]) + 1
    boxes = [_box(cell, said, first + i) for i, (cell, said) in enumerate(comments.items())]
    kind = "" if 'id="_x0000_t202"' in text else _BOX_TYPE
    before, end, after = text.rpartition("</xml>")
    return "".join([before, kind, *boxes, end, after])


def _box(cell: Cell, said: str, number: int) -> str:
    row, column = cell
    lines = sum(max(1, math.ceil(len(line) / _LETTERS)) for line in said.split("\n"))
    height = (lines + 1) * _LINE
    top = max(row - 2, 0)
    return _BOX.format(
        number=number,
        order=number - _FIRST_SHAPE,
        width=_WIDTH,
        height=height,
        left=column,
        right=column + _COLUMNS,
        top=top,
        bottom=top + math.ceil(height / _ROW_POINTS),
        row=row - 1,
        column=column - 1,
    )
