"""What a heading says about its column beside its name: a unit in brackets, a currency.

"Nettovikt (g)" and "Pris (EUR)" compare equal to "Nettovikt" and "Pris" (carbon.intake.texts.fold);
what stands in the brackets is read here, so that it is not lost.
"""

from __future__ import annotations

import re
from decimal import Decimal

from carbon import units
from carbon.intake.fields import Field, headings
from carbon.intake.texts import clean, fold_all
from carbon.intake.words import Words

_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
_PER = re.compile(r"(?:/|\bper\b)\s*([^\s/]+)\s*\Z", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+\$?|[$€£]")
_EMISSION = "co2"  # a unit of emissions, however it is spelt
_ONE = Decimal(1)


def _inside(heading: str) -> list[str]:
    return [text.strip() for text in _BRACKETS.findall(clean(heading)) if text.strip()]


def _is_unit(folded: str) -> bool:
    listed = (one.units or {} for one in headings().fields.values())
    return units.find(folded) is not None or any(folded in table for table in listed)


def factor(heading: str, column: Field) -> Decimal | None:
    """Return how many of the field's own unit one of the heading's is; None when it cannot be.

    1 when the heading names no unit.
    """
    if column.units is None:
        return _ONE
    for text in _inside(heading):
        folded = units.fold(text)
        if folded in column.units:
            return column.units[folded]
        if _is_unit(folded) or _EMISSION in folded:
            return None
    return _ONE


def unit_text(heading: str, column: Field) -> str | None:
    """Return the unit that a heading gives the cells of a price or a net weight, if any."""
    named = column.states.get(fold_all(heading))
    if named is not None:
        return named
    for text in _inside(heading):
        per = _PER.search(text)
        said = per[1] if per else ("" if column.kind == "money" else text)
        if said and units.find(said) is not None:
            return said
    return None


def currency(heading: str, words: Words) -> str | None:
    """Return the currency that a heading names: "Pris (EUR)", "Pris SEK"."""
    for word in _WORDS.findall(clean(heading).casefold()):
        if word in words.currency_marks:
            return words.currency_marks[word]
    return None
