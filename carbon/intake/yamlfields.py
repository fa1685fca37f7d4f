"""Fields of a tender file: one value of one kind at a time, each problem with its line.

A reader of mappings that collects every problem before anyone gives up: unknown keys come with the
nearest known one, missing ones with what was expected.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from carbon import yamlfile
from carbon.problems import Problem, error
from carbon.yamlfile import YamlMapping

_THOUSANDS = re.compile(r",\d{3}(?!\d)")
_LARGEST_EXPONENT = 15  # beyond it no quantity or price of a tender lies, and sums stay exact


@dataclass(slots=True)
class Fields:
    """A mapping being read; `problems` grows, so it is not frozen."""

    content: YamlMapping
    name: str  # what messages call the file
    path: str  # of this mapping inside the file: "evaluation.rounding"
    problems: list[Problem] = field(default_factory=list)

    def where(self, key: str = "") -> str:
        """Return file and line of a key, or of the mapping."""
        return f"{self.name}:{self.content.key_lines.get(key, self.content.line)}"

    def full(self, key: str) -> str:
        """Return the key with the path that leads to it."""
        return f"{self.path}.{key}" if self.path else key

    def wrong(self, code: str, key: str, **values: object) -> None:
        """Add a problem about a key."""
        self.problems.append(error(code, self.where(key), key=self.full(key), **values))

    def only(self, *keys: str) -> None:
        """Refuse keys that are not in the list, naming the nearest."""
        for key in self.content:
            if key not in keys:
                near = difflib.get_close_matches(key, keys, n=1, cutoff=0.5)
                self.wrong("tender-key-unknown", key, nearest=near[0] if near else ", ".join(keys))

    def value(self, key: str, *, default: Any = None, required: bool = False) -> Any:
        """Return a value, the default when it is absent or empty."""
        found = self.content.get(key)
        if found is None and required:
            self.wrong("tender-key-missing", key)
        return default if found is None else found

    def text(self, key: str, *, default: str = "", required: bool = False) -> str:
        """Return a text; numbers written without quotes are taken as written."""
        found = self.value(key, default=default, required=required)
        if isinstance(found, Mapping | list | bool):
            self.wrong("tender-value", key, found=type(found).__name__, expected="text")
            return default
        text = str(found).strip()
        if text.startswith("<") and text.endswith(">"):
            self.wrong("tender-not-filled-in", key, found=text)
        return text

    def date(self, key: str) -> str:
        """Return an ISO date, empty with a problem when there is none."""
        text = self.text(key, required=True)
        if text.startswith("<"):
            return ""  # not filled in, which has been told
        try:
            return datetime.date.fromisoformat(text).isoformat() if text else ""
        except ValueError:
            self.wrong("tender-value", key, found=text, expected="2026-11-22")
            return ""

    def choice(self, key: str, allowed: Sequence[str], *, default: str = "") -> str:
        """Return one of a closed list of words."""
        found = self.text(key, default=default, required=not default)
        if found and found not in allowed:
            self.wrong("tender-value", key, found=found, expected=", ".join(allowed))
            return default or allowed[0]
        return found

    def decimal(self, key: str, *, default: Decimal | None = None) -> Decimal | None:
        """Return a number exactly as written, or the default."""
        found = self.value(key)
        return default if found is None else self.as_decimal(key, found)

    def as_decimal(self, key: str, found: Any) -> Decimal | None:
        """Return a found value as a finite number, with a problem when it is none."""
        text = repr(found) if isinstance(found, float) else str(found)
        if isinstance(found, bool | Mapping | list):
            text = type(found).__name__
        plain = text.strip().replace("\u00a0", "")
        if _THOUSANDS.search(plain):  # 60,000 is sixty to one reader and sixty thousand to another
            self.wrong("tender-value", key, found=text, expected="60000")
            return None
        try:
            number = Decimal(plain.replace(",", "."))
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite() and abs(number.adjusted()) <= _LARGEST_EXPONENT:
            return number
        self.wrong("tender-value", key, found=text, expected="1234.50")
        return None

    def inner(self, key: str, *, required: bool = False) -> Fields | None:
        """Return the fields of a mapping inside this one; its problems join these."""
        found = self.value(key, required=required)
        if found is None:
            return None
        return self._fields(key, found, self.full(key))

    def each(self, key: str) -> list[Fields]:
        """Return the mappings of a list inside this one."""
        found = self.value(key, default=[])
        if not isinstance(found, list):
            self.wrong("tender-value", key, found=type(found).__name__, expected="- ...")
            return []
        made = [self._fields(key, one, f"{self.full(key)}[{n}]") for n, one in enumerate(found, 1)]
        return [one for one in made if one is not None]

    def _fields(self, key: str, found: Any, path: str) -> Fields | None:
        if not isinstance(found, YamlMapping):
            self.wrong("tender-value", key, found=str(found), expected="key: value")
            return None
        return Fields(found, self.name, path, self.problems)


def opened(path: Path, name: str) -> tuple[Fields | None, list[Problem]]:
    """Return the fields of a YAML file that messages call `name`, or why it has none."""
    content, problems = yamlfile.read(path, name)
    if problems:
        return None, problems
    if not isinstance(content, YamlMapping):
        return None, [error("tender-not-mapping", name)]
    return Fields(content, name, ""), []
