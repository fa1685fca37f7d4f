"""YAML as people mean it: the only yaml import.

Reads with the C loader, but without YAML 1.1's surprises (`NO` is not false, `12:30` is not 750,
`012` is text, dates stay text), refuses a key written twice, tags, anchors and aliases, and keeps
the line of every mapping and sequence so that a message can point at it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from carbon import resources
from carbon.problems import LibraryError, Problem, error

_MAX_BYTES = 20_000_000
_MAX_DEPTH = 40


class YamlMapping(dict[str, Any]):
    """A mapping that remembers the line it began on and the line of each key."""

    __slots__ = ("key_lines", "line")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.key_lines: dict[str, int] = {}


class _StrictError(Exception):
    def __init__(self, code: str, line: int, found: str) -> None:
        super().__init__(code)
        self.code, self.line, self.found = code, line, found


_TAG = "tag:yaml.org,2002:"
_STR, _MAP, _SEQ = f"{_TAG}str", f"{_TAG}map", f"{_TAG}seq"
_BOOL, _NULL, _INT, _FLOAT = f"{_TAG}bool", f"{_TAG}null", f"{_TAG}int", f"{_TAG}float"
_KNOWN_TAGS = frozenset({_STR, _MAP, _SEQ, _BOOL, _NULL, _INT, _FLOAT})
_FIXED = {"true": _BOOL, "false": _BOOL, "~": _NULL, "null": _NULL, "": _NULL}
_NUMBER_STARTS = frozenset("-+.0123456789")
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?((0|[1-9][0-9]*)(\.[0-9]+)?|\.[0-9]+)([eE][-+]?[0-9]+)?\Z")
_BRACKETS = re.compile(r"[\[\]{}]")
_CHAIN = re.compile(r"(?:[-?][ \t]+){200}")
_MOST_BRACKETS = 2000  # open at once; a text with as many brackets is no settings file
_LONGEST_NUMBER = 300  # characters; what is longer is no number that anybody means


class _Strict(yaml.CSafeLoader):
    """The C loader with our own reading of plain words, and no other way to a tag."""

    def resolve(self, kind: type[yaml.Node], value: str, implicit: tuple[bool, bool]) -> str:
        """Return the tag of a node that states none; called for every node of a file."""
        if kind is yaml.ScalarNode:
            return _plain_tag(value) if implicit[0] else _STR
        return _MAP if kind is yaml.MappingNode else _SEQ


def _plain_tag(value: str) -> str:
    if value[:1] in _NUMBER_STARTS and len(value) <= _LONGEST_NUMBER:
        if _WHOLE.match(value):
            return _INT
        return _FLOAT if _DECIMAL.match(value) else _STR
    return _FIXED.get(value, _STR)


def _value(node: yaml.Node, depth: int, seen: set[int]) -> Any:
    """Return what a node means; `seen` holds every node, so that an alias shows as a repeat."""
    if depth > _MAX_DEPTH:
        raise _StrictError("yaml-too-deep", _line(node), str(depth))
    if id(node) in seen:
        raise _StrictError("yaml-anchor", _line(node), str(node.value)[:40])
    seen.add(id(node))
    tag = node.tag
    if tag not in _KNOWN_TAGS:
        raise _StrictError("yaml-tag", _line(node), str(tag))
    if isinstance(node, yaml.ScalarNode):
        return node.value if tag == _STR else _scalar(node, tag)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, _line(node), depth, seen)
    return [_value(child, depth + 1, seen) for child in node.value]


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _mapping(node: yaml.MappingNode, line: int, depth: int, seen: set[int]) -> YamlMapping:
    mapping = YamlMapping(line)
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise _StrictError("yaml-key", _line(key_node), str(key_node.tag))
        key = key_node.value
        if key in mapping:
            raise _StrictError("yaml-key-twice", _line(key_node), key)
        mapping[key] = _value(value_node, depth + 1, seen)
        mapping.key_lines[key] = key_node.start_mark.line + 1
    return mapping


def _scalar(node: yaml.Node, tag: str) -> Any:
    text = node.value
    if tag != _plain_tag(text):
        # A tag written before a text that is nothing of the kind: !!int hello.
        raise _StrictError("yaml-tag", _line(node), tag)
    if tag == _NULL:
        return None
    if tag == _BOOL:
        return text == "true"
    return int(text) if tag == _INT else float(text)


def _refuse_a_tower(text: str) -> None:
    """Stop before the C composer, which recurses, meets nesting that would end the process."""
    chain = _CHAIN.search(text)
    if chain is not None:
        raise _StrictError("yaml-too-deep", text.count("\n", 0, chain.start()) + 1, "- - -")
    if text.count("[") + text.count("{") <= _MOST_BRACKETS:
        return
    open_ = 0
    for bracket in _BRACKETS.finditer(text):
        open_ += 1 if bracket.group() in "[{" else -1
        if open_ > _MOST_BRACKETS:
            line = text.count("\n", 0, bracket.start()) + 1
            raise _StrictError("yaml-too-deep", line, bracket.group())


def parse(text: str, name: str) -> tuple[Any, list[Problem]]:
    """Return the content of a YAML text and what is wrong with it.

    `name` is what messages call the file. On any problem the content is None: a file that is
    half understood is not understood. Mappings come as `YamlMapping`, which knows its lines.
    """
    try:
        _refuse_a_tower(text)
        loader = _Strict(text)
        try:
            node = loader.get_single_node()
            return (None if node is None else _value(node, 0, set())), []
        finally:
            loader.dispose()
    except _StrictError as wrong:
        return None, [error(wrong.code, f"{name}:{wrong.line}", found=wrong.found)]
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        reason = getattr(wrong, "problem", None) or str(wrong)
        return None, [error("yaml-syntax", f"{name}:{line}", found=reason)]


def read(path: Path, name: str | None = None) -> tuple[Any, list[Problem]]:
    """Return the content of a YAML file and what is wrong with it."""
    shown = name or path.name
    try:
        if path.stat().st_size > _MAX_BYTES:
            return None, [error("file-too-large", shown, found=path.stat().st_size)]
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as wrong:
        return None, [error("text-encoding", shown, found=str(wrong.reason))]
    except OSError as wrong:
        return None, [error("file-unreadable", shown, found=wrong.strerror or str(wrong))]
    return parse(text.removeprefix("\ufeff"), shown)


def of_factors(name: str) -> YamlMapping:
    """Return a file of factors/, which is ours: `name` is its path there.

    Raises LibraryError when it is not a readable mapping: a broken one is our own mistake.
    """
    content, problems = read(resources.factors_folder() / name, name)
    if problems or not isinstance(content, YamlMapping):
        raise LibraryError(f"factors/{name} cannot be read: {problems}")
    return content


def dump(content: Any) -> str:
    """Return `content` as YAML text in the order given, for files that people go on editing."""
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)
