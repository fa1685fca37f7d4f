"""XML and JSON from outside as plain nodes, within limits and without anything being looked up.

No DOCTYPE, so no entity; no nesting, number of elements or text beyond what a message needs. What
stands directly under the root comes one node after the other, so that a large catalogue is never
in memory as a whole. Namespaces are left out of the names: `Item`, not `cac:Item`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from carbon.problems import Problem, error

MOST_LEVELS = 100  # a GS1 message has some 25, a catalogue 8
MOST_NODES = 20_000_000  # a catalogue of 100,000 lines with 100 elements has 10 million
LONGEST_TEXT = 10_000  # characters kept of one value: an embedded picture has millions
_ENVELOPE = "StandardBusinessDocument"  # in which the Peppol network and GS1 send a message
_HEADER = "StandardBusinessDocumentHeader"
# How JSON versions of an XML message write the text of an element, and its attributes.
_TEXT_KEYS = frozenset({"$t", "$", "#", "#text", "$value", "_"})
_ATTRIBUTES = frozenset({"@", "$$"})


@dataclass(frozen=True, slots=True)
class Node:
    """An element with its attributes first among its children."""

    name: str
    text: str
    children: tuple[Node, ...] = ()

    def all(self, name: str) -> Iterator[Node]:
        """Yield the children of this name."""
        return (child for child in self.children if child.name == name)

    def find(self, path: str) -> Node | None:
        """Return the first node at a path such as `Item/OriginCountry`; None when there is none."""
        return next(self.each(path), None)

    def each(self, path: str) -> Iterator[Node]:
        """Yield every node at a path."""
        name, _, rest = path.partition("/")
        for child in self.all(name):
            if rest:
                yield from child.each(rest)
            else:
                yield child

    def value(self, path: str) -> str | None:
        """Return the first text at a path that is not blank."""
        return next((node.text for node in self.each(path) if node.text), None)

    def inside(self, name: str) -> Iterator[Node]:
        """Yield every node of this name below this one, at any depth, in order."""
        waiting = list(reversed(self.children))
        while waiting:
            node = waiting.pop()
            if node.name == name:
                yield node
            waiting.extend(reversed(node.children))


class RefusedError(Exception):
    """A document that must not be read; holds the problem. Never leaves this room."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(slots=True)
class Document:
    """A document while it is read: the name of its root, then what stands under it."""

    where: str
    root: str = ""
    namespace: str = ""
    nodes: int = 0


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def read_xml(data: bytes, document: Document) -> Iterator[Node]:
    """Yield the nodes under the root, after `document.root` is known.

    Raises RefusedError with one plain problem for anything that is not well-formed or too much.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    where = document.where
    try:
        events = iterparse(BytesIO(data), events=("start", "end"), forbid_dtd=True)
        yield from _children(events, document)
    except DefusedXmlException as reason:
        raise RefusedError(error("xml-doctype", where)) from reason
    except ParseError as reason:
        line, column = reason.position
        found = f"{str(reason).partition(':')[0]}, {line}:{column + 1}"
        raise RefusedError(error("xml-broken", f"{where}:{line}", found=found)) from reason
    except (LookupError, UnicodeError, ValueError) as reason:
        raise RefusedError(error("xml-encoding", where, found=reason)) from reason


def _children(events: Iterator[tuple[str, Element]], document: Document) -> Iterator[Node]:
    """Yield finished elements under the root and forget them."""
    open_: list[Element] = []
    base = 1  # levels above the nodes to yield
    for event, element in events:
        if event == "start":
            open_.append(element)
            _count(document, len(open_))
            if len(open_) == 1:
                _name_root(document, element)
            elif len(open_) == 2 and document.root == _ENVELOPE and not _is_header(element):
                base = 2
                _name_root(document, element)
            elif len(open_) == 2 and base == 2:
                raise RefusedError(error("trade-several-messages", document.where))
            continue
        open_.pop()
        if len(open_) == base:
            if not (base == 1 and document.root == _ENVELOPE):
                yield _node(element)
            open_[-1].remove(element)


def _is_header(element: Element) -> bool:
    return _local(element.tag) == _HEADER


def _name_root(document: Document, element: Element) -> None:
    namespace, _, name = element.tag.rpartition("}")
    document.root, document.namespace = name, namespace.lstrip("{")


def _count(document: Document, depth: int) -> None:
    document.nodes += 1
    if depth > MOST_LEVELS:
        raise RefusedError(error("xml-too-deep", document.where, limit=MOST_LEVELS))
    if document.nodes > MOST_NODES:
        raise RefusedError(error("xml-too-many", document.where, limit=MOST_NODES))


def _text(text: str) -> str:
    return text[:LONGEST_TEXT].strip()


def _node(element: Element) -> Node:
    attributes = (Node(_local(name), _text(value)) for name, value in element.attrib.items())
    children = (_node(child) for child in element)
    return Node(_local(element.tag), _text(element.text or ""), (*attributes, *children))


def read_json(data: bytes, document: Document) -> Node:
    """Return a JSON text as one node with the keys as children, prefixes taken off.

    Raises RefusedError when it is no JSON, too deep, or writes a key twice in one object.
    """

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = dict(pairs)
        if len(keys) < len(pairs):
            names = [name for name, _ in pairs]
            found = next(name for name in names if names.count(name) > 1)
            raise RefusedError(error("json-key-twice", document.where, found=found))
        return keys

    try:
        content = json.loads(
            data, object_pairs_hook=once, parse_float=str, parse_int=str, parse_constant=str
        )
    except RecursionError as reason:
        limit = error("xml-too-deep", document.where, limit=MOST_LEVELS)
        raise RefusedError(limit) from reason
    except (ValueError, UnicodeError) as reason:
        raise RefusedError(error("json-broken", document.where, found=reason)) from reason
    return _json_node("", content, document, 1)


def _json_node(name: str, content: Any, document: Document, depth: int) -> Node:
    _count(document, depth)
    if not isinstance(content, dict | list):
        return Node(name, _text(_scalar(content)))
    text = ""
    children: list[Node] = []
    pairs = content.items() if isinstance(content, dict) else [("", one) for one in content]
    for key, value in pairs:
        if key in _TEXT_KEYS and not isinstance(value, dict | list):
            text = _text(_scalar(value))
        elif key in _ATTRIBUTES and isinstance(value, dict):
            children += _json_node(key, value, document, depth + 1).children
        else:
            plain = key.rpartition(":")[2]
            values = value if isinstance(value, list) else [value]
            children += (_json_node(plain, one, document, depth + 1) for one in values)
    return Node(name, text, tuple(children))


def _scalar(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
