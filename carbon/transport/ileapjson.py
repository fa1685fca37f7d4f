"""JSON from outside, read as text first: no number, depth or key of it can harm.

Numbers stay the digits they were written with until a field asks for one, so a number of a million
digits is never computed; NaN and Infinity are no JSON; a key that stands twice is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from carbon.problems import Problem, error

# Bounds against files that are no footprints; they change no figure.
_LARGEST_TEXT = 5_000_000
_DEEPEST = 40
# A string, ended or not, is one match: nothing in it is a bracket, and none is tried twice.
_SIGNS = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
_DECIMAL = re.compile(r"\d{1,15}(?:\.\d{1,15})?\Z")


class _RefusedError(ValueError):
    """What the parser found that JSON should not hold; private to this module."""


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
    """Return the object that a JSON text is, or None and error ileap-json with the reason."""
    reason = _unfit(text)
    if reason is None:
        try:
            content = json.loads(
                text.removeprefix("\ufeff"),
                parse_float=str,
                parse_int=str,
                parse_constant=_refuse,
                object_pairs_hook=_once,
            )
        except (ValueError, RecursionError) as wrong:
            reason = str(wrong)
        else:
            if isinstance(content, dict):
                return Node(values=content, place=f"{where}!"), []
            reason = "no object"
    return None, [error("ileap-json", where, found=reason)]


def _unfit(text: str) -> str | None:
    if len(text) > _LARGEST_TEXT:
        return f"{len(text)} characters"
    depth = deepest = 0
    for sign in _SIGNS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(sign[0], 0)
        deepest = max(deepest, depth)
    return f"{deepest} levels" if deepest > _DEEPEST else None


def _refuse(constant: str) -> None:
    raise _RefusedError(constant)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        raise _RefusedError(f"twice: {next(one for one in names if names.count(one) > 1)}")
    return made
