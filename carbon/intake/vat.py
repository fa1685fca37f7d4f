"""Prices that hold value added tax: brought to prices without it, or asked about; never silently.

The heading of the price says it, or a text above or below the table, or the row's remark. The rate
must stand in the file: in its own column or beside the words. A price without any such word is
taken as excluding tax.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from carbon.intake import vatwords
from carbon.intake.tables import Table
from carbon.intake.vatwords import Said
from carbon.problems import Problem, error, note, warning

_PRICES = ("price", "price_per_kg")
_REMARK, _RATE = "remark", "vat_rate"
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gross:
    """A price as it was written, of one entry."""

    index: int
    field: str
    price: Decimal
    factor: Decimal  # 1.12 for 12 per cent


def removed(table: Table) -> tuple[list[Gross], list[Problem]]:
    """Take the tax out of the prices of a table; return the prices as written and all questions.

    A price that holds tax and has no rate for food beside it makes its row unusable.
    """
    work = _Removal(table)
    for name in _PRICES:
        if name in table.values:
            work.of_field(name)
    return work.gross, [*work.problems, *work.told()]


class _Removal:
    """Goes through the prices of a table; a class because it collects prices and problems."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.sheet = vatwords.about(table.outside)
        self.gross: list[Gross] = []
        self.problems: list[Problem] = []
        self.rates: Counter[Decimal] = Counter()
        self.blocks = [self._headings(number) for number in range(len(table.header.blocks))]
        rates = [block.get(_RATE) for block in self.blocks]
        self.column = _RATE in table.values and all(
            one is not None and vatwords.names_rate(one) for one in rates
        )

    def _headings(self, number: int) -> dict[str, str]:
        header = self.table.header
        columns = (*header.shared, *header.blocks[number].columns)
        return {column.field: column.heading for column in columns}

    def of_field(self, name: str) -> None:
        """Take the tax out of one column of prices."""
        by_block = [self._of_block(block, name) for block in self.blocks]
        remarks = self._remarks()
        if not remarks and not any(one is not None and one.including for one in by_block):
            return
        table = self.table
        prices = table.column(_PRICES[0])
        own = [vatwords.said(block.get(name, "")) is not None for block in self.blocks]
        values = list(table.values[name])
        for index, price in enumerate(values):
            said = self._together(remarks.get(index), by_block[table.blocks[index]])
            if price is None or said is None or not said.including:
                continue
            if name != _PRICES[0] and prices[index] is not None and not own[table.blocks[index]]:
                continue  # compared with the price, with and without tax
            rate = self._rate(index, name, said)
            if rate is not None:
                factor = 1 + rate / _HUNDRED
                self.gross.append(Gross(index=index, field=name, price=price, factor=factor))
                self.rates[rate] += 1
                values[index] = price / factor
        table.values[name] = values

    def _together(self, remark: Said | None, heading: Said | None) -> Said | None:
        """Return what a row's remark and its heading (or the sheet) say of a price together.

        A remark never overrules the form: "inkl. moms" against "exkl. moms", or another rate, is
        a contradiction, which puts the row aside.
        """
        if remark is None:
            return heading
        stated = heading or self.sheet
        if stated is None:
            return remark
        rates = {one for one in (remark.percent, stated.percent) if one is not None}
        against = stated.excluding or remark.excluding or len(rates) > 1
        return replace(remark, excluding=against, percent=remark.percent or stated.percent)

    def _of_block(self, block: dict[str, str], name: str) -> Said | None:
        """Return what is said of one column of prices: by its heading, the other's, the sheet."""
        if name not in block:
            return None
        own = vatwords.said(block[name])
        others = (vatwords.said(block[other]) for other in _PRICES if other in block)
        beside = own or next((one for one in others if one is not None), None)
        if beside is None:
            sheet = self.sheet
            return sheet if sheet is not None and not sheet.excluding else None
        if self.sheet is None or self.sheet.excluding or beside.including:
            of_sheet = self.sheet.percent if self.sheet else None
            return replace(beside, percent=beside.percent or of_sheet)
        return replace(beside, including=True)  # heading "exkl.", note "inkl.": a question

    def _remarks(self) -> dict[int, Said]:
        column: list[Any] = self.table.values.get(_REMARK) or []
        said = {text: vatwords.said(text) for text in set(column) if isinstance(text, str)}
        with_tax = {text: one for text, one in said.items() if one is not None and one.including}
        return {i: with_tax[text] for i, text in enumerate(column) if text in with_tax}

    def _rate(self, index: int, name: str, said: Said) -> Decimal | None:
        """Return the rate in per cent for one price, or None with the question that puts it aside.

        Two statements about tax that contradict each other, or two rates, are none.
        """
        table = self.table
        stated: Decimal | None = table.values[_RATE][index] if self.column else None
        found = [one for one in (stated, said.percent) if one is not None]
        rates = {vatwords.food_rate(one) for one in found}
        shown = ", ".join(f"{one.normalize():f}" for one in found) or "–"
        rate = rates.pop() if len(rates) == 1 else None
        if said.excluding:
            self._spoil(index, name, "vat-contradicts", shown)
        elif not found:
            self._spoil(index, name, "vat-rate-missing", f"{table.values[name][index]:f}")
        elif rate is None:
            self._spoil(index, name, "vat-rate-unknown", shown)
        else:
            return rate
        return None

    def _spoil(self, index: int, name: str, code: str, found: str) -> None:
        self.table.usable[index] = False
        where = self.table.cell(index, name)
        self.problems.append(error(code, where, found=found, expected=vatwords.food_rates()))

    def told(self) -> list[Problem]:
        """Return what was done to the prices of the sheet, once for each rate."""
        place = f"{self.table.place}!{self.table.header_row}"
        if self.rates:
            return [
                warning("vat-removed", place, count=count, rate=f"{rate.normalize():f}")
                for rate, count in sorted(self.rates.items())
            ]
        unsaid = not self.problems and self.sheet is None and self.column
        silent = all(
            vatwords.said(block[name]) is None
            for block in self.blocks
            for name in _PRICES
            if name in block
        )
        return [note("vat-not-said", place)] if unsaid and silent else []
