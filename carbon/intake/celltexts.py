"""Texts that a spreadsheet program wrote for something else: error values, and marks for text.

A .csv, or cells pasted as text, keep the word of an error (#NUM!, in Swedish #OGILTIGT!) and the
apostrophe that says "this is text". The first is an error here too, the second no part of the
number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from carbon.intake.records import CellValue, ErrorCell

# The words of Excel and LibreOffice in English and Swedish.
_ERRORS = frozenset({
    "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!",
    "#CALC!", "#SKÄRNING!", "#DIVISION/0!", "#VÄRDEFEL!", "#REFERENS!", "#NAMN?", "#OGILTIGT!",
    "#SAKNAS!", "#SPILL", "Err:502", "Err:503", "Err:508", "Err:509", "Err:522",
})  # fmt: skip
_SIGNS = ("'", "#", "Err:")
_MARKED = re.compile(r"'\d[\d\s.,/-]*\Z")


def meant(texts: Sequence[str]) -> Mapping[str, CellValue]:
    """Return the texts that stand for something else, with what they stand for.

    >>> meant(["Morot", "#NUM!", "'0042", "'90-tal"])
    {'#NUM!': ErrorCell(text='#NUM!'), "'0042": '0042'}
    """
    found: dict[str, CellValue] = {}
    joined = "".join(texts)  # hardly any column has these signs, which one look tells
    if not any(sign in joined for sign in _SIGNS):
        return found
    for text in texts:
        if text[:1] in ("#", "E") and text.strip() in _ERRORS:
            found[text] = ErrorCell(text.strip())
        elif text[:1] == "'" and _MARKED.match(text):
            found[text] = text[1:]
    return found
