"""A finished page as a Word file that an officer can edit: headings, paragraphs, lists, tables.

The few parts that such a file needs are written here, with fixed times and no properties of person
or machine, so that the same page gives the same bytes. Every text is escaped; nothing from outside
becomes markup, a field or a link.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.sax.saxutils import escape

from carbon.outputs.publication_page import Block, Page
from carbon.outputs.tables import Cell, Table

_TIME = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org"
_DOC = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
_TEXT_WIDTH = 9638  # twentieths of a point between the margins of an A4 page

_TYPES = (
    f'{_HEAD}<Types xmlns="{_OFFICE}/package/2006/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_DOC}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_DOC}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_DOC}.numbering+xml"/>'
    "</Types>"
)
_KIND = f"{_OFFICE}/officeDocument/2006/relationships"
_RELS = (
    f'{_HEAD}<Relationships xmlns="{_OFFICE}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_KIND}/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
_DOCUMENT_RELS = (
    f'{_HEAD}<Relationships xmlns="{_OFFICE}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_KIND}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_KIND}/numbering" Target="numbering.xml"/>'
    "</Relationships>"
)
_NUMBERING = (
    f"{_HEAD}<w:numbering {_W}>"
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="426" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
# id, name, properties of the paragraph, properties of its text
_STYLES = (
    (
        "Title",
        "Title",
        '<w:spacing w:after="60"/>',
        '<w:b/><w:color w:val="1F4E5F"/><w:sz w:val="36"/>',
    ),
    ("Subtitle", "Subtitle", '<w:spacing w:after="160"/>', '<w:color w:val="4D5B63"/>'),
    (
        "Heading1",
        "heading 1",
        '<w:keepNext/><w:spacing w:before="320" w:after="80"/><w:outlineLvl w:val="0"/>',
        '<w:b/><w:color w:val="1F4E5F"/><w:sz w:val="26"/>',
    ),
    ("Formula", "Formula", '<w:shd w:val="clear" w:fill="E8F0F3"/>', '<w:i/><w:sz w:val="24"/>'),
    ("Caption", "caption", '<w:keepNext/><w:spacing w:before="160" w:after="40"/>', "<w:b/>"),
    ("Cell", "Cell", '<w:spacing w:before="20" w:after="20"/>', '<w:sz w:val="17"/>'),
    (
        "ListBullet",
        "List Bullet",
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:spacing w:after="40"/>',
        "",
    ),
    ("Foot", "Foot", '<w:spacing w:before="400"/>', '<w:color w:val="4D5B63"/><w:sz w:val="16"/>'),
)  # fmt: skip


def of_page(page: Page) -> bytes:
    """Return a page as the bytes of a .docx file; the same page gives the same bytes."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS,
        "word/_rels/document.xml.rels": _DOCUMENT_RELS,
        "word/document.xml": _document(page),
        "word/styles.xml": _styles(page.lang),
        "word/numbering.xml": _NUMBERING,
    }
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in parts.items():
            part = zipfile.ZipInfo(name, date_time=_TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0  # the same on every system
            archive.writestr(part, content.encode("utf-8", errors="replace"))
    return whole.getvalue()


def _document(page: Page) -> str:
    body = "".join(_body(page))
    size = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134"'
    margins = f'{size} w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>'
    return (
        f"{_HEAD}<w:document {_W}><w:body>{body}<w:sectPr>{margins}</w:sectPr></w:body>"
        "</w:document>"
    )


def _body(page: Page) -> Iterator[str]:
    yield _paragraph(page.subtitle, "Subtitle")
    yield _paragraph(page.title, "Title")
    yield _paragraph(page.lead)
    for section in page.sections:
        yield _paragraph(section.title, "Heading1")
        for block in section.blocks:
            yield from _block(block)
    yield _paragraph(page.footer, "Foot")


def _block(block: Block) -> Iterator[str]:
    if block.table is not None:
        yield from _table(block.table)
    elif block.formula:
        yield _paragraph(block.formula, "Formula")
    elif block.items:
        yield from (_paragraph(item, "ListBullet") for item in block.items)
    else:
        yield _paragraph(block.text)


def _paragraph(text: str, style: str = "", *, right: bool = False, bold: bool = False) -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    side = '<w:jc w:val="right"/>' if right else ""
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    kept = f'<w:t xml:space="preserve">{escape(_plain(text))}</w:t>'
    return f"<w:p><w:pPr>{named}{side}</w:pPr><w:r>{weight}{kept}</w:r></w:p>"


def _plain(text: str) -> str:
    """Return text without characters that XML cannot hold; no-break spaces stay."""
    return "".join(c if c.isprintable() or c == "\u00a0" else " " for c in text)


def _table(of: Table) -> Iterator[str]:
    yield _paragraph(of.caption, "Caption")
    if of.note:
        yield _paragraph(of.note)
    width = _TEXT_WIDTH // max(len(of.headers), 1)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for _ in of.headers)
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="C3CFD4"/>'
        for edge in ("top", "bottom", "insideH")
    )
    shape = f'<w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{edges}</w:tblBorders>'
    cells = "".join(
        _cell(Cell(text=header, head=True, numeric=right), width, fill="DCE9ED")
        for header, right in zip(of.headers, of.numeric, strict=True)
    )
    rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"]
    rows += [
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(_cell(one, width) for one in row)}</w:tr>"
        for row in of.rows
    ]
    yield f"<w:tbl><w:tblPr>{shape}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    yield "<w:p/>"  # two tables in a row would become one


def _cell(cell: Cell, width: int, fill: str = "") -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    text = _paragraph(cell.text, "Cell", right=cell.numeric, bold=cell.head)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{text}</w:tc>'


def _styles(lang: str) -> str:
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="20"/>'
    tongue = f'<w:lang w:val="{_LANGUAGES.get(lang, lang)}"/>'
    made = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr>{shape}</w:pPr><w:rPr>{letters}</w:rPr></w:style>'
        for id_, name, shape, letters in _STYLES
    )
    return (
        f"{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}{tongue}</w:rPr>"
        '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        f'<w:name w:val="Normal"/></w:style>{made}</w:styles>'
    )
