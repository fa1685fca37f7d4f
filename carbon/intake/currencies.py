"""The currency of each price: a mark in the cell, the heading, and the currency column must agree.

A mark may stand for several currencies ("kr": SEK/DKK/NOK). Together the statements must leave at
least one; a contradiction is an error, and no statement wins over another.
"""

from __future__ import annotations

from carbon.intake.currencywords import common as common
from carbon.intake.tables import Table
from carbon.problems import Problem, error

_PRICE = "price"  # counts where there is one; the price per kg beside it is not used then


def stated(table: Table) -> list[Problem]:
    """Put what marks and headings say about a price's currency into the column `currency`.

    Rows whose statements contradict each other are put aside.
    """
    if not table.currencies:
        return []
    problems: list[Problem] = []
    found, prices = table.column("currency"), table.column(_PRICE)
    for index, name, said in table.currencies:
        if name != _PRICE and prices[index] is not None:
            continue
        agreed = common(said, found[index]) if found[index] else said
        if agreed:
            found[index] = agreed
            continue
        table.usable[index] = False
        where = table.cell(index, name)
        problems.append(error("currency-contradicts", where, found=said, expected=found[index]))
    table.values["currency"] = found
    return problems
