"""What is wrong or missing in data from outside, as values.

A `Problem` has a code, a place and the figures that its message needs; the words come from the
message catalogue (`carbon.language`), so the same problem speaks Swedish and English. Exceptions
are for our own mistakes only: a broken library, a wrong call.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass


class Severity(enum.StrEnum):
    """How much a problem weighs: an error stops what it touches, a warning does not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong or missing in data from outside.

    `code` names an entry in templates/lang/problems/*.yaml, which holds the message and the remedy
    in each language. `where` is a place a person can go to:
    `offers/b.xlsx!Lot 2!E31`, `tender.yaml:14`, or a supplier and line. `values` fill the
    placeholders of the texts; they are plain text and are never interpreted.
    """

    code: str
    severity: Severity
    where: str
    values: tuple[tuple[str, str], ...] = ()


def error(code: str, where: str, **values: object) -> Problem:
    """Make a problem that stops what it touches."""
    return _make(code, Severity.ERROR, where, values)


def warning(code: str, where: str, **values: object) -> Problem:
    """Make a problem that a person should look at, while the work goes on."""
    return _make(code, Severity.WARNING, where, values)


def note(code: str, where: str, **values: object) -> Problem:
    """Make a remark that tells what was assumed or left out."""
    return _make(code, Severity.NOTE, where, values)


def _make(code: str, severity: Severity, where: str, values: dict[str, object]) -> Problem:
    texts = tuple((name, shorten(str(value))) for name, value in sorted(values.items()))
    return Problem(code=code, severity=severity, where=shorten(where, 300), values=texts)


def shorten(text: str, limit: int = 120) -> str:
    """Return `text` on one line, free of control and format characters, at most `limit` long.

    Outside text ends up in terminals, letters and workbooks; bidirectional overrides and escape
    sequences must not reach them.
    """
    visible = text[: limit * 4]
    if not visible.isprintable():
        visible = "".join(c if c.isprintable() else " " for c in visible)
    visible = " ".join(visible.split())
    return visible if len(visible) <= limit else visible[: limit - 1] + "…"


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any problem is an error."""
    return any(p.severity is Severity.ERROR for p in problems)


class CarbonError(Exception):
    """Something is wrong with carbon itself or with how it was called."""


class LibraryError(CarbonError):
    """The emission-factor library contradicts itself; it must not be used."""


class UsageError(CarbonError):
    """A command or function was given something it cannot work with (exit code 2)."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{p.where}: {p.code}" for p in problems))
        self.problems = problems
