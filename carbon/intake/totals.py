"""Total rows: what the items of each block add up to, and whether the sheet's own totals agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from carbon.intake import columns, headers
from carbon.intake.columns import Typed
from carbon.intake.fields import headings
from carbon.intake.headers import Column
from carbon.intake.records import CellValue
from carbon.intake.sheetcolumns import Work
from carbon.problems import Problem, note, warning

_PRICES = ("price", "price_per_kg")

Read = tuple[Column, Typed]
Sums = Sequence[tuple[str | None, Mapping[str, Decimal]]]  # for each block: name, field -> sum


def sums(reads: Sequence[Read]) -> dict[str, Decimal]:
    """Return field -> sum of the items, for money and quantities."""
    kinds = headings().fields
    return {
        column.field: sum((v for v in typed.values if v is not None), Decimal(0))
        for column, typed in reads
        if kinds[column.field].kind == "money" or column.field == "quantity"
    }


def compare(
    work: Work, block_sums: Sums, shared: Sequence[Read], in_blocks: Sequence[Sequence[Read]]
) -> Counter[str]:
    """Compare each total row with the sums of the items; unexplained figures are told.

    Returns how many of the rows were totals, and how many remarks.
    """
    seen: Counter[str] = Counter()
    step = headings().limits.amount_rounding
    for number in work.items.totals:
        row = work.sheet.rows[number]
        agrees = differs = 0
        for reads, (_, summed) in zip(in_blocks, block_sums, strict=True):
            for column, _ in (*shared, *reads):
                if column.field not in summed or column.field in _PRICES:
                    continue
                cell = row[column.index] if column.index < len(row) else None
                kind = headings().fields[column.field]
                stated = columns.read([cell], kind, column.heading).values[0]
                if stated is None:
                    continue
                where = f"{work.place}!{headers.letter(work.sheet, column.index)}"
                where += str(number + work.sheet.first_row)
                same = abs(stated - summed[column.field]) <= step
                agrees, differs = agrees + same, differs + (not same)
                work.problems.append(_total(column, where, stated, summed[column.field], same))
        priced = (
            agrees
            or differs
            or _has_price(row, (*shared, *(one for reads in in_blocks for one in reads)))
        )
        seen["total" if priced else "remark"] += 1
    return seen


def _has_price(row: Sequence[CellValue], reads: Sequence[Read]) -> bool:
    """Tell whether a row holds a number under a price: a sum of prices adds up to nothing known."""
    indexes = [column.index for column, _ in reads if column.field in _PRICES]
    return any(i < len(row) and isinstance(row[i], int | float) for i in indexes)


def _total(column: Column, where: str, stated: Decimal, summed: Decimal, same: bool) -> Problem:
    make = note if same else warning
    code = "total-agrees" if same else "total-differs"
    return make(code, where, column=column.heading, found=f"{stated:f}", expected=f"{summed:f}")
