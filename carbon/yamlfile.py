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

from carbon.problems import Problem, error

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


class _Strict(yaml.CSafeLoader):
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("null", r"~|null|", ["~", "n", ""]),
    ("int", r"[-+]?(0|[1-9]\d*)", "-+0123456789"),
    ("float", r"[-+]?((0|[1-9]\d*)(\.\d+)?|\.\d+)([eE][-+]?\d+)?", "-+.0123456789"),
):
    _Strict.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), list(_first)
    )

_KNOWN_TAGS = {
    f"tag:yaml.org,2002:{name}" for name in ("bool", "null", "int", "float", "str", "map", "seq")
}


def _value(node: yaml.Node, depth: int, seen: set[int]) -> Any:
    """Return what a node means; `seen` holds every node, so that an alias shows as a repeat."""
    line = node.start_mark.line + 1
    if depth > _MAX_DEPTH:
        raise _StrictError("yaml-too-deep", line, str(depth))
    if id(node) in seen:
        raise _StrictError("yaml-anchor", line, str(node.value)[:40])
    seen.add(id(node))
    if node.tag not in _KNOWN_TAGS:
        raise _StrictError("yaml-tag", line, str(node.tag))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, line, depth, seen)
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, depth + 1, seen) for child in node.value]
    return _scalar(node)


def _mapping(node: yaml.MappingNode, line: int, depth: int, seen: set[int]) -> YamlMapping:
    mapping = YamlMapping(line)
    for key_node, value_node in node.value:
        key_line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise _StrictError("yaml-key", key_line, str(key_node.tag))
        key = str(key_node.value)
        if key in mapping:
            raise _StrictError("yaml-key-twice", key_line, key)
        mapping[key] = _value(value_node, depth + 1, seen)
        mapping.key_lines[key] = key_line
    return mapping


def _scalar(node: yaml.Node) -> Any:
    kind = node.tag.rsplit(":", 1)[-1]
    text = str(node.value)
    if kind == "null":
        return None
    if kind == "bool":
        return text == "true"
    if kind == "int":
        return int(text)
    if kind == "float":
        return float(text)
    return text


def parse(text: str, name: str) -> tuple[Any, list[Problem]]:
    """Return the content of a YAML text and what is wrong with it.

    `name` is what messages call the file. On any problem the content is None: a file that is
    half understood is not understood. Mappings come as `YamlMapping`, which knows its lines.
    """
    try:
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


def dump(content: Any) -> str:
    """Return `content` as YAML text in the order given, for files that people go on editing."""
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)
