"""Statements of a row held against each other: price for comparison, gross weight, litres.

Two prices that contradict each other put the row aside; the rest is told and changes no figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from carbon.intake import unitwords
from carbon.intake.contents import alike
from carbon.intake.fields import headings
from carbon.intake.tables import Table
from carbon.intake.vat import Gross
from carbon.problems import Problem, error, warning

_ORE = Decimal("0.01")  # message text only
_ROUNDED = Decimal("0.5")  # half a step of rounding, exactly


def of_table(table: Table, gross: Sequence[Gross]) -> list[Problem]:
    """Return what contradicts; must run on canonical prices and contents (carbon.intake.measures).

    `gross` are the prices that tax was taken out of: the price for comparison may still hold it.
    Rows whose price and price for comparison differ by more than the tolerance are put aside.
    """
    return [
        *_compared_prices(table, _with_tax(gross)),
        *_gross_weights(table),
        *_equal_litres(table),
    ]


def _with_tax(gross: Sequence[Gross]) -> dict[int, Decimal]:
    """Return for each entry how many times its price the price with tax was."""
    factors = {one.index: one.factor for one in gross if one.field == "price"}
    for one in gross:
        if one.field == "price_per_kg":
            factors.pop(one.index, None)
    return factors


def _compared_prices(table: Table, with_tax: Mapping[int, Decimal]) -> list[Problem]:
    compared = table.values.get("price_per_kg")
    if compared is None or "price" not in table.values:
        return []
    problems: list[Problem] = []
    for index, stated in enumerate(compared):
        if stated is None or not table.usable[index]:
            continue
        row = {name: table.column(name)[index] for name in _ROW}
        text = row["price_per_kg_unit_text"]
        unit = unitwords.find(text) if text is not None else None
        expected = _expected(row, unit.canonical if unit else None)
        found = stated / unit.factor if unit else stated
        taxes = (Decimal(1), with_tax.get(index, Decimal(1)))
        if not expected or any(_agree(found, one * t) for one, _ in expected for t in taxes):
            continue
        table.usable[index] = False
        shown = {"found": _shown(found), "expected": _shown(expected[0][0]), "unit": expected[0][1]}
        problems.append(error("compared-price-differs", table.cell(index, "price_per_kg"), **shown))
    return problems


def _shown(price: Decimal) -> str:
    return f"{price.quantize(_ORE):f}"


_ROW = ("price", "price_unit", "content_amount", "content_unit", "net_weight_kg",
        "drained_weight_kg", "price_per_kg_unit_text")  # fmt: skip


def _expected(row: dict[str, Any], per: str | None) -> list[tuple[Decimal, str]]:
    """Return what price and content give per kg or litre, drained weight too.

    `per` is the unit of the price for comparison, None when it does not say: then any may be meant.
    A price for comparison of canned goods is often per kg drained weight.
    """
    price: Decimal | None = row["price"]
    if price is None:
        return []
    if row["price_unit"] in ("kg", "L"):
        held = [(Decimal(1), row["price_unit"])]
    else:
        held = [(row["content_amount"], row["content_unit"])]
    held += [(row["net_weight_kg"], "kg"), (row["drained_weight_kg"], "kg")]
    return [
        (price / amount, unit)
        for amount, unit in held
        if amount and unit in ("kg", "L") and per in (unit, None)
    ]


def _agree(one: Decimal, other: Decimal) -> bool:
    """Tell whether two prices agree: within the tolerance, or to the hundredth they round to."""
    rounding = headings().limits.amount_rounding * _ROUNDED
    return alike(one, other) or abs(one - other) <= rounding


def _gross_weights(table: Table) -> list[Problem]:
    """Return packages that weigh less than what they hold, both as stated in the row."""
    gross, net = table.values.get("gross_weight"), table.values.get("net_weight")
    if gross is None or net is None:
        return []
    texts = table.column("net_weight_unit_text")
    usual = table.layout.units.get("net_weight", "kg")
    problems: list[Problem] = []
    for index, (heavy, light) in enumerate(zip(gross, net, strict=True)):
        if heavy is None or light is None:
            continue
        unit = unitwords.find(texts[index] or usual)
        if unit is not None and unit.canonical == "kg" and heavy < light * unit.factor:
            where = table.cell(index, "gross_weight")
            told = {"found": f"{heavy:f}", "expected": f"{light * unit.factor:f}"}
            problems.append(warning("gross-below-net", where, **told))
    return problems


def _equal_litres(table: Table) -> list[Problem]:
    """Return the question of a sheet in which every litre weighs exactly one kilogram."""
    if "net_weight" not in table.values:
        return []
    columns = (table.column(name) for name in ("content_unit", "content_amount", "net_weight_kg"))
    rows = zip(*columns, strict=True)
    weighed = [(litres, kg) for unit, litres, kg in rows if unit == "L" and kg is not None]
    if len(weighed) < headings().limits.equal_rows or any(a != b for a, b in weighed):
        return []
    return [warning("litres-equal-kilograms", table.place, count=len(weighed))]
