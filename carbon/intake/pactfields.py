"""The fields of a PACT file: decimals as decimals, dates, names, each with its path and problem."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from carbon.jsonfile import Digits
from carbon.problems import Problem, error, note, warning

_DECIMAL = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?\Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_URN = re.compile(r"urn:\S+\Z", re.IGNORECASE)
_MOST = 200  # items of a list that are looked at; no footprint has more standards or ids


@dataclass(slots=True)
class Object:
    """A JSON object with its path; it gathers what is wrong with its fields, so it is not frozen.

    An error makes the file unusable: nothing is mended. A warning is a rule of the published
    schema that the file breaks without touching the figure.
    """

    values: dict[str, Any]
    place: str
    problems: list[Problem] = field(default_factory=list)

    def path(self, name: str = "") -> str:
        """Return where a field stands: `a.json!pcf.declaredUnitAmount`."""
        if not name:
            return self.place.removesuffix("!")
        return f"{self.place}{'' if self.place.endswith('!') else '.'}{name}"

    def has(self, name: str) -> bool:
        """Tell whether a field is there and holds something."""
        return self.values.get(name) is not None

    def wrong(self, code: str, name: str, **told: object) -> None:
        """Keep an error about a field."""
        self.problems.append(error(code, self.path(name), key=name, **told))

    def ask(self, code: str, name: str, **told: object) -> None:
        """Keep a warning about a field."""
        self.problems.append(warning(code, self.path(name), key=name, **told))

    def remark(self, code: str, name: str, **told: object) -> None:
        """Keep a note about a field."""
        self.problems.append(note(code, self.path(name), key=name, **told))

    def text(self, name: str) -> str:
        """Return a text, stripped, empty for none; a number is its digits."""
        value = self.values.get(name)
        return value.strip() if isinstance(value, str) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of a list, or of a single text."""
        value = self.values.get(name)
        if isinstance(value, str):
            return (value.strip(),) if value.strip() else ()
        listed = value[:_MOST] if isinstance(value, list) else []
        return tuple(one.strip() for one in listed if isinstance(one, str) and one.strip())

    def urns(self, name: str) -> tuple[str, ...]:
        """Return the names of a list; a name that is no URN is asked about and kept."""
        found = self.texts(name)
        for one in found:
            if not _URN.match(one):
                self.ask("pact-urn", name, found=one)
        return found

    def decimal(self, name: str, *, lowest: int | None = 0) -> Decimal | None:
        """Return a decimal as written, None for none; error pact-number for anything else.

        Amounts are JSON strings in PACT; the digits of a JSON number count alike, and are told.
        """
        value = self.values.get(name)
        if value is None:
            return None
        if isinstance(value, str) and _DECIMAL.match(value):
            if isinstance(value, Digits) and not name.endswith(("Percent", "Share", "DQR")):
                self.remark("pact-number-bare", name, found=value)
            number = Decimal(value)
            if lowest is None or number >= lowest:
                return number
        found = value if isinstance(value, str) else type(value).__name__
        self.wrong("pact-number", name, found=found)
        return None

    def truth(self, name: str) -> bool | None:
        """Return true or false, None for neither; a warning for anything else that stands there."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, bool):
            self.ask("pact-value", name, found=_shown(value), expected="true, false")
        return value if isinstance(value, bool) else None

    def day(self, name: str) -> str | None:
        """Return the date of a date-time; a warning for what is none."""
        value = self.values.get(name)
        if value is None:
            return None
        if isinstance(value, str) and _DAY.match(value):
            try:
                datetime.datetime.fromisoformat(value)
                return datetime.date.fromisoformat(value[:10]).isoformat()
            except ValueError:
                pass
        self.ask("pact-value", name, found=_shown(value), expected="2026-12-31T00:00:00Z")
        return None

    def child(self, name: str) -> Object | None:
        """Return an object inside this one, None for none; its problems join these."""
        value = self.values.get(name)
        if not isinstance(value, dict):
            return None
        return Object(values=value, place=self.path(name), problems=self.problems)

    def required(self, names: Sequence[str]) -> None:
        """Ask about fields that the published schema requires and that are not there."""
        missing = [name for name in names if not self.has(name)]
        if missing:
            self.ask("pact-required", "", found=", ".join(missing))


def _shown(value: object) -> str:
    return value if isinstance(value, str) else type(value).__name__
