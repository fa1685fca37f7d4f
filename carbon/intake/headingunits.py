"""What a heading says about its column beside its name: a unit in brackets, a currency.

"Nettovikt (g)" and "Pris (EUR)" compare equal to "Nettovikt" and "Pris" (carbon.intake.texts.fold);
what stands in the brackets is read here, so that it is not lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from carbon import units
from carbon.intake import unitwords, vatwords, words
from carbon.intake.fields import Field, headings
from carbon.intake.texts import clean, fold_all
from carbon.intake.words import Words

_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
_PER = re.compile(r"(?:/|\bper\b)\s*((?:\d+\s*)?[^\s/]+)\s*\Z", re.IGNORECASE)
_PER_ANY = re.compile(r"/|\bper\b", re.IGNORECASE)
_POWER_OF_TEN = re.compile(r"(?<!\d)10+(?!\d)")  # "i 1000", "100-tal": what is written is a part
_WORDS = re.compile(r"[^\W\d_]+\$?|[$€£]")
_EMISSION = "co2"  # a unit of emissions, however it is spelt
_ONE = Decimal(1)
_HUNDREDTH = Decimal("0.01")
_THOUSAND = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands in the brackets of a heading and is not understood."""

    text: str
    scales: bool  # it may say that a number means another amount: "per 1000"


def _inside(heading: str) -> list[str]:
    """Return the texts in brackets without words that say nothing of the amount ("per år")."""
    notes = words.load().heading_notes
    found = (notes.sub(" ", text).strip(" ,;.") for text in _BRACKETS.findall(clean(heading)))
    return [text for text in found if text]


def _is_unit(folded: str) -> bool:
    listed = (one.units or {} for one in headings().fields.values())
    return units.find(folded) is not None or any(folded in table for table in listed)


def factor(heading: str, column: Field) -> Decimal | None:
    """Return how many of the field's own unit one of the heading's is; None when it cannot be.

    1 when the heading names no unit; 0.01 for prices in öre, 1000 for prices in tkr.
    """
    if column.kind == "money":
        said, known = set(_WORDS.findall(clean(heading).casefold())), words.load()
        if said & known.thousands.keys():
            return _THOUSAND
        return _HUNDREDTH if said & known.hundredths.keys() else _ONE
    if column.units is None:
        return _ONE
    for text in _inside(heading):
        folded = units.fold(text)
        if folded in column.units:
            return column.units[folded]
        if _is_unit(folded) or _EMISSION in folded:
            return None
    return _ONE


def unread(heading: str, column: Field) -> list[Unread]:
    """Return what the brackets of a number's heading hold beyond units, currencies and tax.

    Such words may change what every number below means, so they are never passed over.
    """
    if column.kind not in ("number", "money") or fold_all(heading) in column.states:
        return []
    money = column.kind == "money"
    known = _is_price_word if money else _is_measure
    return [
        Unread(text, bool(_POWER_OF_TEN.search(text) or (money and _PER_ANY.search(text))))
        for text in _inside(heading)
        if not known(text)
    ]


def _is_measure(text: str) -> bool:
    folded = units.fold(text)
    return _is_unit(folded) or _EMISSION in folded or vatwords.said(text) is not None


def _is_price_word(text: str) -> bool:
    """Tell whether a text holds nothing but a currency, what a price is per, and tax."""
    plain = vatwords.without_excluding(text)
    if vatwords.said(plain) is not None:
        return True
    known = words.load()
    per = _PER.search(plain)
    if per is not None and unitwords.find(per[1]) is None:
        return False
    rest = plain[: per.start()] if per is not None else plain
    money = {*known.currency_marks, *known.hundredths, *known.thousands}
    left = [one for one in _WORDS.findall(rest.casefold()) if one not in money]
    return not left and not any(sign.isdigit() for sign in rest)


def unit_text(heading: str, column: Field) -> str | None:
    """Return the unit that a heading gives the cells of a price, a weight or a quantity, if any."""
    named = column.states.get(fold_all(heading))
    if named is not None:
        return named
    for text in _inside(heading):
        per = _PER.search(text)
        said = per[1] if per else ("" if column.kind == "money" else text)
        if said and (unitwords if per else units).find(said) is not None:
            return said
    return None


def quantity_unit(heading: str) -> str | None:
    """Return the unit that a heading gives a quantity: "Årsvolym (ton)", "Volym (kg per år)"."""
    return next((text for text in _inside(heading) if units.find(text) is not None), None)


def currency(heading: str, known: Words) -> str | None:
    """Return the currency that a heading names: "Pris (EUR)", "Pris SEK", "Pris (tkr)"."""
    for word in _WORDS.findall(clean(heading).casefold()):
        said = known.currency_marks.get(word) or known.thousands.get(word)
        if said is not None:
            return said
    return None
