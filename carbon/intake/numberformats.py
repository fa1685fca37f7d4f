"""Number formats of cells: what a reader of the sheet sees beside a number that the cell lacks.

12.5 formatted `#,##0.00 "EUR"` looks like 12.50 EUR and holds no currency. Codes as in ECMA-376
part 1, section 18.8.31 (numFmts). Built-in codes that follow the locale of the reader's program
say nothing certain and are not taken up, except per cent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

BUILT_IN: Mapping[int, str] = {9: "0%", 10: "0.00%"}

_PIECES = re.compile(
    r"\"(?P<quoted>[^\"]*)\"?|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]"
    r"|[_*].|(?P<sign>[$€£])|(?P<plain>.)",
    re.DOTALL,
)
_PLACE = re.compile(r"[0#?]")
_SCALED = re.compile(r"[0#?.],+(?![0#?,])")  # a comma behind the last digit: in thousands
_DATE = re.compile(r"[dmyhs]", re.IGNORECASE)
_MEANING = re.compile(r"[^\W\d_]|[$€£%]|:-")
_GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a format adds to a number or takes from it."""

    literal: str = ""  # a currency, a unit, any other word
    percent: bool = False
    thousands: bool = False  # the last three digits (or six) are not shown
    hidden: bool = False  # the number is not shown at all


@lru_cache(maxsize=1_000)
def shown(code: str) -> Shown | None:
    """Return what a format code shows beside a positive number; None when nothing special.

    >>> shown('#,##0.00 [$€-407]').literal, shown('0 "ton"').literal, shown("#,##0")
    ('€', 'ton', None)
    """
    first, literal = _first_section(code)
    if not first and not literal:
        return Shown(hidden=True) if ";" in code else None
    if first.strip().casefold().startswith(_GENERAL):
        first = "0"
    elif _DATE.search(first) or "@" in first:
        return None
    hidden = _PLACE.search(first) is None
    read = Shown(
        literal=literal if _MEANING.search(literal) else "",
        percent="%" in first,
        thousands=_SCALED.search(first) is not None,
        hidden=hidden,
    )
    return None if read == Shown() else read


def _first_section(code: str) -> tuple[str, str]:
    """Return the section for positive numbers without its literals, and the literals."""
    plain: list[str] = []
    literal: list[str] = []
    for piece in _PIECES.finditer(code):
        if piece["plain"] == ";":
            break
        said = piece["quoted"] or piece["escaped"] or piece["currency"] or piece["sign"]
        if said:
            literal.append(said)
        elif piece["plain"]:
            plain.append(piece["plain"])
            literal += [" "] if literal and literal[-1] != " " else []
    return "".join(plain).strip(), "".join(literal).strip()


def special(codes: Mapping[int, str], styles: Iterable[int]) -> dict[int, str]:
    """Return style number -> code for the cell styles whose format shows something special.

    `codes` are the formats of the file by their number, `styles` the format number of each style.
    """
    known = {**BUILT_IN, **codes}
    return {
        index: known[number]
        for index, number in enumerate(styles)
        if number in known and shown(known[number]) is not None
    }
