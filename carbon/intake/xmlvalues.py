"""Values of trade messages: numbers as XML writes them, amounts with a unit code, periods."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from carbon import units
from carbon.intake.xmltree import Node
from carbon.units import UnitFactor

# xs:decimal: a full stop, no thousands, no exponent; 30 signs are beyond any price or weight.
_DECIMAL = re.compile(r"[+-]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})\Z", re.ASCII)
_AMOUNT = re.compile(r"(\d{1,12}(?:[.,]\d{1,6})?)\s*([^\W\d]+)\Z")
_PACKAGE_CODE = re.compile(r"X?([A-Z0-9]{2})\Z")  # Recommendation 21, alone or within 20


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with the unit it was written in; unit None: no code, or one nobody knows."""

    number: Decimal
    code: str
    unit: UnitFactor | None

    @property
    def canonical(self) -> str | None:
        """What is measured: kg, L, item, package or None."""
        return None if self.unit is None else self.unit.canonical

    @property
    def size(self) -> Decimal:
        """The number in canonical units."""
        return self.number if self.unit is None else self.number * self.unit.factor


def decimal(text: str | None) -> Decimal | None:
    """Return a number as XML writes it; None for a comma, an exponent or a word.

    >>> decimal("12.50"), decimal("12,50")
    (Decimal('12.50'), None)
    """
    return Decimal(text) if text is not None and _DECIMAL.match(text) else None


def amount(node: Node | None) -> Amount | None:
    """Return what a node with a unit code says; None when its number cannot be read.

    The forms of UBL (`unitCode`), of GS1 in XML and of GS1 in JSON (`measurementUnitCode`).
    """
    if node is None:
        return None
    text = node.text or node.value("measurementValue") or node.value("value")
    code = node.value("unitCode") or node.value("measurementUnitCode") or ""
    number = decimal(text)
    return None if number is None else Amount(number, code, units.find(code) if code else None)


def amount_in_text(text: str | None) -> Amount | None:
    """Return what a value such as `250 ml` says; None when it is anything else."""
    found = _AMOUNT.match(text.strip()) if text else None
    unit = units.find(found[2]) if found else None
    if found is None or unit is None:
        return None
    return Amount(Decimal(found[1].replace(",", ".")), found[2], unit)


def same_unit(one: str, other: str) -> bool:
    """Tell whether two codes mean one unit; two kinds of package are two units.

    >>> same_unit("EA", "C62"), same_unit("XBO", "XCS"), same_unit("BX", "XBX")
    (True, False, True)
    """
    first, second = units.find(one), units.find(other)
    if first is None or first is not second:
        return False
    return first.canonical != "package" or _package(one) == _package(other)


def _package(code: str) -> str:
    found = _PACKAGE_CODE.match(code.strip().upper())
    return found[1] if found else code.strip().casefold()


def period(node: Node | None) -> str | None:
    """Return `2026-01-01/2026-12-31` from a period; None when there is none."""
    if node is None:
        return None
    dates = (node.value("StartDate") or "", node.value("EndDate") or "")
    return "/".join(dates) if any(dates) else None


def joined(texts: list[str | None]) -> str | None:
    """Return different texts behind each other; None when there is none."""
    return "; ".join(dict.fromkeys(text for text in texts if text)) or None


def in_language(nodes: list[Node], attribute: str, languages: tuple[str, ...]) -> str | None:
    """Return the text in the language that comes first in `languages`, else the first text."""
    told = [node for node in nodes if node.text]

    def rank(node: Node) -> int:
        code = (node.value(attribute) or "").partition("-")[0].casefold()
        return languages.index(code) if code in languages else len(languages)

    return min(told, key=rank).text if told else None
