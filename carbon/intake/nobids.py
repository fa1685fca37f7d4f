"""Rows that a supplier says it does not offer, and rows that say so beside a price."""

from __future__ import annotations

from collections.abc import Sequence

from carbon.intake import headers, words
from carbon.intake.headers import Block, Column
from carbon.intake.sheetcolumns import Work
from carbon.intake.texts import clean
from carbon.intake.totals import Read
from carbon.problems import error

_PRICES = ("price", "price_per_kg")
_MARKS = 4  # signs: "-" or "n/a" in a column beside the price is no statement about the offer


def of_block(work: Work, block: Block, reads: Sequence[Read], number: int) -> set[int]:
    """Return positions where the supplier says that it does not offer.

    "Ej anbud" beside a price contradicts it: a question, and the row is put aside. A mere mark
    beside the price that counts ("-" under Jämförpris) says nothing.
    """
    prices = [(column, typed) for column, typed in reads if column.field in _PRICES]
    said = frozenset(w for w in words.load().no_bid if len(w) >= _MARKS)
    found: set[int] = set()
    for column, typed in prices:
        for i in typed.no_bid:
            if all(other.values[i] is None for _, other in prices):
                found.add(i)
            elif column.field == _PRICES[0] or _text(work, column, i) in said:
                _question(work, column, i, number)
    for i, price in enumerate(prices[0][1].values if prices else ()):
        if price is not None or i in found:
            continue
        if any(typed.values[i] is not None for _, typed in prices[1:]):
            continue
        cells = work.sheet.rows[work.items.rows[i]][block.first : block.last or None]
        if any(isinstance(c, str) and clean(c).casefold() in said for c in cells):
            found.add(i)
    return found


def _text(work: Work, column: Column, i: int) -> str:
    cell = work.sheet.rows[work.items.rows[i]][column.index]
    return clean(cell).casefold().strip(" .!") if isinstance(cell, str) else ""


def _question(work: Work, column: Column, i: int, number: int) -> None:
    work.spoilt[number].setdefault(i, column.field)
    row = work.items.rows[i] + work.sheet.first_row
    where = f"{work.place}!{headers.letter(work.sheet, column.index)}{row}"
    found = _text(work, column, i)
    work.problems.append(
        error("no-bid-with-price", where, column=column.heading, found=found or "–")
    )
