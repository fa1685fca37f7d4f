"""Checks that compare cells of a table: repeats, and amounts that do not multiply."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from carbon.intake.fields import headings
from carbon.intake.tables import Table
from carbon.problems import Problem, error, warning


def amounts(table: Table) -> list[Problem]:
    """Return rows whose amount is not quantity times price; must run on prices as written."""
    if not {"amount", "quantity", "price"} <= table.values.keys():
        return []
    step = headings().limits.amount_rounding
    problems: list[Problem] = []
    columns = zip(
        table.values["quantity"], table.values["price"], table.values["amount"], strict=True
    )
    for index, (quantity, price, amount) in enumerate(columns):
        if quantity is None or price is None or amount is None:
            continue
        expected: Decimal = quantity * price
        if abs(expected - amount) > step:
            where = table.cell(index, "amount")
            found = f"{amount:f}"
            problems.append(warning("amount-differs", where, found=found, expected=f"{expected:f}"))
    return problems


def _column(table: Table, name: str) -> list[Any]:
    """Return a column; lots may stand in rows of their own instead of a column."""
    values = table.column(name)
    if name != "lot" or not any(table.column("section")):
        return values
    return [lot or section for lot, section in zip(values, table.column("section"), strict=True)]


def repeats(table: Table) -> list[Problem]:
    """Put rows aside that answer the same thing twice; both are named, none is picked."""
    unique = [name for name in table.layout.unique if any(_column(table, name))]
    if not unique:
        return []
    columns = [[str(value or "") for value in _column(table, name)] for name in unique]
    answers = list(zip(*columns, strict=True))
    if len(set(answers)) == len(answers):
        return []
    rows: dict[tuple[str, ...], list[int]] = {}
    for index, parts in enumerate(answers):
        if table.values[unique[-1]][index] is not None and not table.no_bid[index]:
            rows.setdefault(parts, []).append(index)
    problems: list[Problem] = []
    for parts, several in rows.items():
        if len(several) < 2:
            continue
        shown = " / ".join(part for part in parts if part)
        places = ", ".join(str(table.rows[index]) for index in several)
        for index in several:
            table.usable[index] = False
            where = table.cell(index, unique[-1])
            problems.append(error("row-twice", where, found=shown, rows=places))
    return problems
