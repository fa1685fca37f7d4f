"""The price of one line of a trade message, and the unit it is per."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from carbon.intake import xmlvalues
from carbon.intake.records import ErrorCell
from carbon.intake.xmltree import Node
from carbon.intake.xmlvalues import Amount
from carbon.problems import Problem, error, has_errors, warning
from carbon.units import find

ONE = Decimal(1)
ONE_PIECE = "C62"
_MEASURES = ("kg", "L")


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """A price as a cell, the code of the unit it is per, its currency."""

    price: float | str | ErrorCell | None = None
    unit: str = ONE_PIECE
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """The unit a line is ordered in, and what the line says that one holds."""

    code: str | None = None
    units: Decimal | None = None  # consumer units
    pieces: Decimal | None = None  # pieces, stated outright (EA, C62)
    several: str | None = None  # the item's name, when that tells of several


def read(prices: Sequence[Node], ordered: Ordered, where: str) -> tuple[Priced, list[Problem]]:
    """Return the price of a UBL line; `where` is the line.

    Several prices that differ (by quantity, place or time, or in one Price) give none.
    """
    twice = [shown for price in prices if (shown := _twice(price))]
    read = [_one(price, ordered, where) for price in prices if price.value("PriceAmount")]
    if not read and not twice:
        return Priced(unit=ordered.code or ONE_PIECE), []
    first, problems = read[0] if read else (Priced(unit=ordered.code or ONE_PIECE), [])
    if twice or any(other != first for other, _ in read[1:]):
        each = (f"{one.price} {one.currency or ''} {one.unit}" for one, _ in read)
        shown = "; ".join(twice) or " / ".join(each)
        wrong = error("trade-several-prices", where, found=shown)
        return Priced(
            price=ErrorCell(shown, told=True), unit=first.unit, currency=first.currency
        ), [wrong]
    return first, problems


def _twice(price: Node) -> str:
    """Return what one Price says twice and differently; UBL lets it say each once."""
    for name in ("PriceAmount", "BaseQuantity", "OrderableUnitFactorRate"):
        nodes = list(price.all(name))
        units = ("currencyID", "unitCode")
        told = (" ".join([n.text, *(n.value(u) or "" for u in units)]).strip() for n in nodes)
        shown = list(dict.fromkeys(told))
        if len(shown) > 1:
            return " / ".join(shown)
    return ""


def _one(price: Node, ordered_unit: Ordered, where: str) -> tuple[Priced, list[Problem]]:
    orderable, units = ordered_unit.code, ordered_unit.units
    node = price.find("PriceAmount")
    text = node.text if node else ""
    currency = node.value("currencyID") if node else None
    number = xmlvalues.decimal(text)
    base = xmlvalues.amount(price.find("BaseQuantity"))
    rate_text = price.value("OrderableUnitFactorRate")
    rate = xmlvalues.decimal(rate_text)
    problem = _unreadable(price, number, base, rate_text, rate, where)
    if problem is not None or number is None:
        cell = ErrorCell(text, told=problem is not None)
        unread = Priced(price=cell, unit=orderable or ONE_PIECE, currency=currency)
        return unread, [problem] if problem else []
    divisor = base.number if base else ONE
    code = base.code if base else ""
    if base is not None and base.canonical in _MEASURES:
        return Priced(price=float(number / divisor), unit=code, currency=currency), []
    ordered = orderable or code or ONE_PIECE
    if rate is not None:
        problems = _check_rate(rate * divisor, units, code or ONE_PIECE, ordered, where)
        factor, divisor = rate, ONE
    elif _per_piece(code, ordered, ordered_unit):
        factor = units or ONE
        shown = f"{number * factor / divisor:.2f}"
        told = {"found": code, "expected": ordered, "count": str(factor), "value": shown}
        problems = [warning("trade-price-multiplied", where, **told)]
    else:
        problems = _check_unit(code, ordered, ordered_unit, where)
        factor = ONE
    value = ErrorCell(text, told=True) if has_errors(problems) else float(number * factor / divisor)
    return Priced(price=value, unit=ordered, currency=currency), problems


def _unreadable(
    price: Node,
    number: Decimal | None,
    base: Amount | None,
    rate_text: str | None,
    rate: Decimal | None,
    where: str,
) -> Problem | None:
    """Return the problem of a number that cannot be read or divided by."""
    base_text = price.value("BaseQuantity")
    checks = (
        ("PriceAmount", price.value("PriceAmount"), number is not None),
        ("BaseQuantity", base_text, base_text is None or (base is not None and base.number > 0)),
        ("OrderableUnitFactorRate", rate_text, rate_text is None or (rate or 0) > 0),
    )
    for name, text, good in checks:
        if not good:
            return error("trade-number", where, element=name, found=text or "")
    return None


def _check_rate(
    inside: Decimal, units: Decimal | None, base: str, ordered: str, where: str
) -> list[Problem]:
    """Compare what the rate says that one orderable unit holds with the pack.

    UBL's own words can be read both ways (nails per kilo, or kilos per nail); a pack that
    contradicts the reading of the guideline is a question.
    """
    if xmlvalues.same_unit(base, ordered) and inside == ONE:
        return []
    if units is not None and units > ONE and inside not in (units, ONE):
        found, expected = f"{inside.normalize():f}", f"{units.normalize():f}"
        return [error("trade-rate-differs", where, found=found, expected=expected)]
    return []


def _per_piece(code: str, ordered: str, held: Ordered) -> bool:
    """Tell whether a price per piece is for a package that states outright its number of pieces."""
    several = held.pieces is not None and held.pieces == held.units and held.pieces > ONE
    return several and _package(ordered) and xmlvalues.same_unit(code, ONE_PIECE)


def _package(code: str) -> bool:
    unit = find(code)
    return unit is not None and unit.canonical == "package"


def _check_unit(code: str, ordered: str, held: Ordered, where: str) -> list[Problem]:
    """Question a price per bottle beside an order by the case, when nothing ties the two.

    "One" may be the case itself, unless its name tells of several.
    """
    if not code or xmlvalues.same_unit(code, ordered) or held.units == ONE:
        return []
    alone = held.units is None and held.several is None
    if alone and _package(ordered) and xmlvalues.same_unit(code, ONE_PIECE):
        return [warning("trade-price-per-one", where, found=code, expected=ordered)]
    return [error("trade-price-unit", where, found=code, expected=ordered)]
