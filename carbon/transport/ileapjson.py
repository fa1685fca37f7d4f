"""The objects of an iLEAP file, each with its path; `carbon.jsonfile` has made the text safe."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from carbon import jsonfile
from carbon.problems import Problem, error

_ENVELOPE = "data"
_DECIMAL = re.compile(r"\d{1,15}(?:\.\d{1,15})?\Z")


@dataclass(slots=True)
class Node:
    """An object of the file with its path; it gathers what is wrong with its fields."""

    values: dict[str, Any]
    place: str
    problems: list[Problem] = field(default_factory=list)

    def path(self, name: str = "") -> str:
        """Return where a field of this object stands: `a.json!extensions[0].data.mass`."""
        return (
            f"{self.place}.{name}" if name and not self.place.endswith("!") else self.place + name
        )

    def has(self, name: str) -> bool:
        """Tell whether a field is there and holds something."""
        return self.values.get(name) is not None

    def tell(self, problem: Problem) -> None:
        """Keep a problem; all objects of a file share one list."""
        self.problems.append(problem)

    def text(self, name: str) -> str | None:
        """Return a field that holds text, stripped; None for none."""
        value = self.values.get(name)
        return (value.strip() or None) if isinstance(value, str) else None

    def number(self, name: str) -> float | None:
        """Return a decimal that is not negative; error ileap-number for anything else."""
        value = self.values.get(name)
        if value is None:
            return None
        if isinstance(value, str) and _DECIMAL.match(value):
            return float(value)
        shown = value if isinstance(value, str) else type(value).__name__
        self.tell(error("ileap-number", self.path(name), found=shown))
        return None

    def needed(self, name: str) -> float | None:
        """Return a decimal above zero; errors ileap-missing and ileap-number."""
        if not self.has(name):
            self.tell(error("ileap-missing", self.path(name), found=name))
            return None
        value = self.number(name)
        if value == 0:
            self.tell(error("ileap-number", self.path(name), found="0"))
            return None
        return value

    def child(self, name: str) -> Node | None:
        """Return an object inside this one, None for none."""
        value = self.values.get(name)
        if not isinstance(value, dict):
            return None
        return Node(values=value, place=self.path(name), problems=self.problems)

    def items(self, name: str) -> Sequence[Node]:
        """Return the objects of a list; what is no object is passed over."""
        listed = self.values.get(name)
        return [
            Node(values=one, place=f"{self.path(name)}[{number}]", problems=self.problems)
            for number, one in enumerate(listed if isinstance(listed, list) else ())
            if isinstance(one, dict)
        ]


def parsed(text: str, where: str) -> tuple[Node | None, list[Problem]]:
    """Return the object that a JSON text is, or None and error ileap-json with the reason.

    An answer of an interface is opened: `{"data": {...}}`, or a list in it that holds just one.
    """
    try:
        content = jsonfile.parsed(text)
    except jsonfile.JsonError as wrong:
        return None, [error("ileap-json", where, found=wrong)]
    content, path = _opened(content)
    if isinstance(content, dict):
        return Node(values=content, place=f"{where}!{path}"), []
    return None, [error("ileap-json", where, found="no object")]


def _opened(content: Any) -> tuple[Any, str]:
    """Return the footprint inside the envelope that a PACT interface answers with, and its path."""
    if not isinstance(content, dict) or set(content) != {_ENVELOPE}:
        return content, ""
    inner = content[_ENVELOPE]
    if isinstance(inner, list) and len(inner) == 1:
        return inner[0], f"{_ENVELOPE}[0]"
    return inner, _ENVELOPE
