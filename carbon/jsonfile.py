"""JSON from outside, read as text first: no number, depth or key of it can harm.

Numbers stay the digits they were written with until a field asks for one, so a number of a million
digits is never computed and no float is made on the way in; NaN and Infinity are no JSON; a key
that stands twice is refused.
"""

from __future__ import annotations

import json
import re
from typing import Any

# Bounds against files that are no footprints; they change no figure.
LARGEST_TEXT = 5_000_000
_DEEPEST = 40
# A string, ended or not, is one match: nothing in it is a bracket, and none is tried twice.
_SIGNS = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)


class Digits(str):
    """A JSON number, as the digits that it was written with."""

    __slots__ = ()


class JsonError(ValueError):
    """A text is no JSON that may be trusted; its words are the reason."""


def parsed(text: str) -> Any:
    """Return what a JSON text means, numbers as `Digits`. Raises JsonError with the reason."""
    reason = _unfit(text)
    if reason is not None:
        raise JsonError(reason)
    try:
        return json.loads(
            text.removeprefix("\ufeff"),
            parse_float=Digits,
            parse_int=Digits,
            parse_constant=_refuse,
            object_pairs_hook=_once,
        )
    except (ValueError, RecursionError) as wrong:
        raise JsonError(str(wrong)) from wrong


def _unfit(text: str) -> str | None:
    if len(text) > LARGEST_TEXT:
        return f"{len(text)} characters"
    depth = deepest = 0
    for sign in _SIGNS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(sign[0], 0)
        deepest = max(deepest, depth)
    return f"{deepest} levels" if deepest > _DEEPEST else None


def _refuse(constant: str) -> None:
    raise JsonError(constant)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        raise JsonError(f"twice: {next(one for one in names if names.count(one) > 1)}")
    return made
