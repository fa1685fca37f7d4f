"""A number as people write it: 1 234,5 or 1234.5, with its unit behind it where it stands there.

What may mean two numbers (12.500) is not guessed: both readings come back, and a person is asked.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_LONGEST = 40
_SHAPE = re.compile(r"([-+]?)([0-9][0-9 .,']*)\s*(.*)\Z", re.DOTALL)
_ABOUT = re.compile(
    r"(?:ca\.?|cirka|circa|c:a|ungefär|omkring|about|approx\.?|~|≈)\s*", re.IGNORECASE
)
_GROUPED = re.compile(r"[0-9]{1,3}(?:[ '][0-9]{3})+\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberText:
    """What a text says: its number, or the two that it may mean, and what stood beside it."""

    values: tuple[Decimal, ...]  # none: no number; two: it may mean either
    rest: str = ""  # behind the number: a unit, or words
    about: bool = False  # "ca 45"


def read(text: str) -> NumberText:
    """Return what a text says.

    >>> read("1 234,5 kg").values[0]
    Decimal('1234.5')
    >>> len(read("12.500").values)
    2
    """
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    about = _ABOUT.match(plain)
    found = _SHAPE.match(plain[about.end() :] if about else plain)
    if found is None or len(plain) > _LONGEST:
        return NumberText(values=())
    sign, digits, rest = found.group(1), found.group(2).strip(), found.group(3).strip()
    values = _values(digits.rstrip(".,' ") or digits)
    signed = tuple(-one if sign == "-" else one for one in values)
    return NumberText(values=signed, rest=rest, about=about is not None)


def _values(digits: str) -> tuple[Decimal, ...]:
    """Return the numbers that a run of digits and separators may mean."""
    marks = [c for c in digits if c in ".,"]
    whole, _, _ = digits.partition(marks[0]) if marks else (digits, "", "")
    if not _sound_groups(whole):
        return ()
    if len(set(marks)) > 1:
        return _both_marks(digits, marks)
    if not marks:
        return _decimals(digits)
    mark, parts = marks[0], digits.split(marks[0])
    if len(parts) > 2:
        return _decimals("".join(parts)) if _thousands(parts) else ()
    first = _decimals(digits.replace(mark, "."))
    if _thousands(parts) and parts[0].strip() != "0":
        return (*first, *_decimals("".join(parts)))
    return first


def _both_marks(digits: str, marks: list[str]) -> tuple[Decimal, ...]:
    """Return 1.234,5 or 1,234.5: the last mark is the decimal one, and it stands once."""
    last = marks[-1]
    if marks.count(last) > 1:
        return ()
    head, _, tail = digits.rpartition(last)
    other = next(mark for mark in marks if mark != last)
    if not _thousands(head.split(other)):
        return ()
    return _decimals(head.replace(other, "") + "." + tail)


def _thousands(parts: list[str]) -> bool:
    return 0 < len(parts[0]) <= 3 and all(len(part) == 3 and part.isdigit() for part in parts[1:])


def _sound_groups(whole: str) -> bool:
    """Tell whether blanks stand only between groups of three: 1 234, not 45 2."""
    return not set(whole) & {" ", "'"} or _GROUPED.match(whole) is not None


def _decimals(text: str) -> tuple[Decimal, ...]:
    try:
        return (Decimal(text.replace(" ", "").replace("'", "")),)
    except InvalidOperation:
        return ()
