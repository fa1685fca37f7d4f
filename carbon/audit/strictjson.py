"""JSON from outside, in which no key stands twice.

Of two equal keys one reader takes the first and another the last: what a person is shown would not
be what was compared.
"""

from __future__ import annotations

import json
from typing import Any


class TwiceError(ValueError):
    """A key stands twice in one object; the text is the key."""


def loads(content: bytes) -> Any:
    """Return the content. TwiceError for a key that stands twice, ValueError for no JSON."""
    return json.loads(content, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise TwiceError(key)
            seen.add(key)
    return found
