"""Section rows: rows between the items that say what the rows below them belong to.

A layout says which texts are sections and of what: a lot, a kitchen, a group that is no food. What
no pattern knows stays a remark, so a sentence between two items never becomes a lot.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from carbon.intake.fields import pattern
from carbon.intake.texts import clean

LOT, CUSTOMER, NOT_FOOD = "lot", "customer", "not_food"
KINDS = (NOT_FOOD, CUSTOMER, LOT)  # in the order in which they are tried
_LABEL = re.compile(r"(?:anbudsområde|delområde|varugrupp|lot|del)\b\s*[:.–-]*\s*", re.IGNORECASE)


def patterns(entry: Mapping[str, Any] | None) -> Mapping[str, re.Pattern[str]]:
    """Return kind -> pattern from a layout's `sections`; ValueError for a kind that is none."""
    wrong = [kind for kind in entry or {} if kind not in KINDS]
    if wrong:
        raise ValueError(f"sections: {wrong[0]}")
    return {kind: pattern((entry or {})[kind]) for kind in KINDS if kind in (entry or {})}


@dataclass(slots=True)
class Sections:
    """Where in the sections the walk down a sheet is; changed row by row.

    A kitchen ends the group above it, for groups stand inside kitchens.
    """

    patterns: Mapping[str, re.Pattern[str]]
    now: dict[str, str] = field(default_factory=dict)

    def take(self, text: str) -> bool:
        """Tell whether a text is a section, and go into it."""
        kind = next((kind for kind, one in self.patterns.items() if one.match(text)), None)
        if kind is None:
            return False
        # A new dict: rows above keep the one they were given.
        kept = {} if kind == CUSTOMER else {k: v for k, v in self.now.items() if k == CUSTOMER}
        self.now = {**kept, kind: _name(text)}
        return True


def _name(text: str) -> str:
    """Return what the section is called, without the word for a lot in front of it.

    >>> _name("Anbudsområde A: Rotfrukter"), _name("10 Grönsaker")
    ('A: Rotfrukter', '10 Grönsaker')
    """
    plain = clean(text)
    return _LABEL.sub("", plain, count=1) or plain if _LABEL.match(plain) else plain
