"""One mapping of a library file while it is read: typed fields, and what is wrong with them.

Reading never stops at the first mistake, so each field is asked for, a missing or odd one becomes
a problem with its line, and the caller drops the entry when `ok` has turned false.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from decimal import Decimal

from carbon.problems import Problem, error
from carbon.yamlfile import YamlMapping

_TEXTS = (str, int)
_NUMBERS = (int, float, Decimal)
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])\Z")


class Entry:
    """A mapping under reading; a class because the problems of one entry belong together."""

    __slots__ = ("content", "name", "ok", "problems", "where")

    def __init__(self, content: Mapping[str, object], where: str, problems: list[Problem]) -> None:
        self.content, self.where, self.problems = content, where, problems
        self.ok = True
        self.name = str(content.get("id", "-"))

    def wrong(self, code: str, **values: object) -> None:
        """Note one problem of this entry, which must then not be used."""
        self.ok = False
        self.problems.append(error(code, self.where, entry=self.name, **values))

    def only(self, known: Collection[str]) -> None:
        """Refuse every field that is not known: a misspelt one would silently not count."""
        for key in self.content:
            if key not in known:
                self.wrong("library-field-unknown", field=key)

    def _missing(self, key: str) -> None:
        self.wrong("library-field-missing", field=key)

    def _type(self, key: str, expected: str) -> None:
        self.wrong("library-field-type", field=key, found=self.content[key], expected=expected)

    def text(self, key: str) -> str:
        """Return a required text."""
        found = self.content.get(key)
        if type(found) is str and found:
            return found  # as nearly every field is
        if found is None:
            self._missing(key)
        return self.optional_text(key) or ""

    def optional_text(self, key: str) -> str | None:
        """Return a text, or None when the field is not stated."""
        found = self.content.get(key)
        if found is None or (type(found) is str and found):
            return found
        if isinstance(found, bool) or not isinstance(found, _TEXTS) or found == "":
            self._type(key, "text")
            return None
        return str(found)

    def month(self, key: str) -> str:
        """Return a required month, YYYY-MM."""
        found = self.text(key)
        if found and not _MONTH.match(found):
            self._type(key, "YYYY-MM")
        return found

    def number(self, key: str) -> float | Decimal:
        """Return a required finite number, exact when it came from a table."""
        found = self.optional_number(key)
        if found is None and self.content.get(key) is None:
            self._missing(key)
        return 0.0 if found is None else found

    def optional_number(self, key: str) -> float | Decimal | None:
        """Return a finite number, or None when the field is not stated."""
        found = self.content.get(key)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, _NUMBERS):
            self._type(key, "number")
            return None
        if not math.isfinite(found):
            self._type(key, "finite number")
            return None
        return found

    def positive(self, key: str) -> float | None:
        """Return a number above zero, or None when the field is not stated."""
        found = self.optional_number(key)
        if found is not None and found <= 0:
            self._type(key, "> 0")
        return None if found is None else float(found)

    def whole(self, key: str, low: int, high: int) -> int:
        """Return a required whole number within limits."""
        found = self.number(key)
        if found != int(found) or not low <= found <= high:
            if self.content.get(key) is not None:
                self._type(key, f"{low}-{high}")
            return low
        return int(found)

    def flag(self, key: str) -> bool:
        """Return true or false; not stated means false."""
        found = self.content.get(key)
        if found is None:
            return False
        if not isinstance(found, bool):
            self._type(key, "true / false")
            return False
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; not stated means an empty one."""
        found = self.content.get(key)
        if found is None:
            return ()
        if not isinstance(found, list) or not all(isinstance(one, str) and one for one in found):
            self._type(key, "list of text")
            return ()
        return tuple(str(one) for one in found)

    def choice(self, key: str, allowed: Collection[str]) -> str:
        """Return a required text out of a closed list."""
        found = self.text(key)
        if found and found not in allowed:
            self._type(key, ", ".join(sorted(allowed)))
        return found


def place(name: str, content: object) -> str:
    """Return file:line of a mapping, or of the file's first line."""
    return f"{name}:{content.line if isinstance(content, YamlMapping) else 1}"
