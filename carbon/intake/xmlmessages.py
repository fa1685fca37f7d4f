"""Trade messages as they come in, to messages for the parent: UBL and GS1, in XML or JSON.

Runs in the reading child process. What a message is, is told by the name of its root, never by the
name of the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from carbon.intake import gdsnitems, ubllines, xmlsheet
from carbon.intake.spreadsheet import Message, end
from carbon.intake.xmltree import Document, Node, RefusedError, read_json, read_xml
from carbon.problems import error

UBL, GDSN = "ubl", "gdsn"
EXPECTED = "Catalogue, Quotation, catalogueItemNotificationMessage"
_UBL_NAMESPACE = "urn:oasis:names:specification:ubl:"


def read_message(data: bytes, where: str) -> Iterator[Message]:
    """Yield the messages of an XML file."""
    document = Document(where)
    try:
        # Programs that write a blank line first are many; the parser takes it for a broken file.
        nodes = read_xml(data.lstrip(b" \t\r\n"), document)
        first = next(nodes, None)
        yield from _of_root(document, chain([] if first is None else [first], nodes))
    except RefusedError as refused:
        yield end("", [refused.problem])


def _of_root(document: Document, nodes: Iterator[Node]) -> Iterator[Message]:
    ubl = not document.namespace or document.namespace.startswith(_UBL_NAMESPACE)
    if document.root in ubllines.LINES and ubl:
        message = ubllines.Message(root=document.root)
        ubllines.read(message, nodes)
        lines, problems = ubllines.lines(message, document.where)
        sheet = ubllines.LINES[document.root]
        yield from xmlsheet.messages(sheet, ubllines.HEADINGS, lines, UBL, problems)
    elif document.root in gdsnitems.ROOTS:
        yield from _items(Node("", "", (Node(document.root, "", tuple(nodes)),)), document.where)
    else:
        found = document.root or "?"
        told = error("trade-message-unknown", document.where, found=found, expected=EXPECTED)
        yield end("", [told])


def read_items(data: bytes, where: str) -> Iterator[Message]:
    """Yield the messages of a GS1 message that was turned into JSON."""
    try:
        yield from _items(read_json(data, Document(where)), where)
    except RefusedError as refused:
        yield end("", [refused.problem])


def _items(root: Node, where: str) -> Iterator[Message]:
    lines, problems = gdsnitems.lines(root, where)
    yield from xmlsheet.messages(gdsnitems.SHEET, gdsnitems.HEADINGS, lines, GDSN, problems)
