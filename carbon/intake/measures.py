"""Measures: what a row's quantity, price and content are in canonical units.

Price and content are brought to one kg, one litre, one piece or one package, in the order of
inputs.md section 5 (carbon.intake.contents). Statements that differ put the row aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from carbon import units
from carbon.intake import comparisons, unitwords, vat
from carbon.intake.contents import UNDECIDED, Content, content_of
from carbon.intake.layouts import Layout
from carbon.intake.tables import Table
from carbon.problems import Problem, error, note, warning
from carbon.units import UnitFactor

_TEXTS = (
    "pack", "buyer_pack", "offered_name", "wanted_name", "quantity_unit_text", "price_unit_text",
    "price_per_kg_unit_text", "net_weight_unit_text",
)  # fmt: skip
_NUMBERS = (
    "unit", "quantity_unit", "quantity", "price", "price_per_kg", "net_weight", "drained_weight",
)  # fmt: skip
_COPIED = (
    "quantity_unit", "price_unit", "unit", "content_amount", "content_unit", "content_assumed",
    "approximate", "net_weight_kg", "drained_weight_kg",
)  # fmt: skip


def measure(table: Table) -> tuple[Table, list[Problem]]:
    """Return the table with canonical quantities, prices and contents, and what is unclear.

    Adds the columns quantity_unit, price_unit, content_amount, content_unit, content_assumed and
    net_weight_kg; `quantity` and `price` become canonical, `price_written` keeps the price.
    """
    gross, problems = vat.removed(table)
    rows = _Rows(table)
    rows.read_all()
    table.values.update(rows.columns)
    written = table.values["price_written"]
    for one in gross:
        if one.field == "price" or rows.old["price"][one.index] is None:
            written[one.index] = one.price
    return table, [*problems, *rows.problems, *comparisons.of_table(table, gross)]


class _Rows:
    """Reads row after row into new columns; a class because it keeps columns and problems.

    Fields of a row depend on each other (unit, price, pack, weight). Rows that differ in nothing
    but price and quantity are read once.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self.layout: Layout = table.layout
        text = self.layout.units.get("unit")
        self.default = units.find(text) if text else None
        self.problems: list[Problem] = []
        self.old: Mapping[str, list[Any]] = {
            name: table.column(name) for name in (*_NUMBERS, *_TEXTS)
        }
        size = len(table.rows)
        self.columns: dict[str, list[Any]] = {
            name: [None] * size for name in ("quantity", "price", "price_written", *_COPIED)
        }
        self.seen: dict[tuple[object, ...], Content] = {}
        self.price_factors: dict[int, Decimal] = {}  # what a price is divided by, when not by 1
        self.quantity_factors: dict[int, Decimal] = {}  # what a quantity is multiplied by

    def read_all(self) -> None:
        """Fill every new column."""
        models: dict[object, int] = {}
        alike: list[tuple[int, int]] = []
        for index, (price, key) in enumerate(zip(self.old["price"], self._keys(), strict=True)):
            model = models.get(key)
            if model is not None:
                alike.append((index, model))
                continue
            told = len(self.problems)
            self.read(index)
            if price is not None and len(self.problems) == told:
                models[key] = index
        self._copy(alike)

    def _keys(self) -> Iterable[object]:
        """Return what two rows must have in common to be read alike.

        Units and decimals by identity, because their hashes cost more than reading the row.
        """
        parts: list[Iterable[object]] = []
        for name, column in self.old.items():
            if name in ("price", "quantity"):
                parts.append([value is None for value in column])
            elif name in _TEXTS:
                if column.count(None) < len(column):
                    parts.append(column)
            elif any(value is not None for value in column):
                parts.append(map(id, column))
        return zip(*parts, strict=True)

    def _copy(self, alike: Sequence[tuple[int, int]]) -> None:
        """Fill the rows that are like a model, as (row, model)."""
        prices, counts = self.old["price"], self.old["quantity"]
        new = self.columns
        for name in _COPIED:
            column = new[name]
            for index, model in alike:
                column[index] = column[model]
        for index, model in alike:
            price, factor = prices[index], self.price_factors.get(model)
            new["price_written"][index] = price
            new["price"][index] = price if factor is None else price / factor
            amount, factor = counts[index], self.quantity_factors.get(model)
            new["quantity"][index] = amount if factor is None else amount * factor

    def read(self, index: int) -> None:
        """Fill every new column for one entry."""
        unit = self._unit(index, "unit", "price") or self.default
        self._quantity(index, unit)
        price = self.old["price"][index]
        if price is None and self.old["price_per_kg"][index] is not None:
            price, unit = self.old["price_per_kg"][index], self._compared(index)
            if unit is None:
                return
        if self.layout.price_is == "per_package" and unit is not None:
            unit = units.find("frp")
        new = self.columns
        new["price_written"][index] = price
        if unit is None:
            if price is not None:
                where = self.table.cell(index, "unit")
                self.problems.append(warning("unit-missing", where))
            return
        as_piece = self.layout.count == "priced_unit" and unit.canonical in ("item", "package")
        new["unit"][index] = unit.id
        new["price_unit"][index] = "item" if as_piece else unit.canonical
        if price is not None:
            new["price"][index] = price
            if unit.factor != 1 and not as_piece:
                self.price_factors[index] = unit.factor
                new["price"][index] = price / unit.factor
        priced = "price" in self.table.values or "price_per_kg" in self.table.values
        if price is not None or (not priced and self.layout.kind == "offers"):
            self._content(index, unit, as_piece)

    def _unit(self, index: int, name: str, number: str) -> UnitFactor | None:
        column: UnitFactor | None = self.old[name][index]
        text = self.old[f"{number}_unit_text"][index]
        if text is None:
            return column
        inside = unitwords.find(text)
        where = self.table.cell(index, number)
        if column is not None and inside is not column:
            self._spoil(index, error("unit-contradicts", where, found=text, expected=column.id))
        elif number != "price":
            self.problems.append(warning("unit-in-cell", where, found=text))
        return inside

    def _compared(self, index: int) -> UnitFactor | None:
        """Return what a price for comparison is per: as its cell, heading or the row says."""
        text = self.old["price_per_kg_unit_text"][index]
        if text is not None:
            return unitwords.find(text)
        stated = (self.old["unit"][index], self.old["quantity_unit"][index])
        for unit in stated:
            if unit is not None and unit.canonical in ("kg", "L"):
                return units.find(unit.canonical)
        where, found = self.table.cell(index, "price_per_kg"), self.old["price_per_kg"][index]
        self._spoil(index, error("compared-price-unit", where, found=f"{found:f}"))
        return None

    def _quantity(self, index: int, unit: UnitFactor | None) -> None:
        amount: Decimal | None = self.old["quantity"][index]
        own = self.old["quantity_unit"][index]
        text = self.old["quantity_unit_text"][index]
        if text is not None:
            inside = units.find(text)
            where = self.table.cell(index, "quantity")
            stated = own or self.old["unit"][index]
            if stated is not None and inside is not stated:
                wrong = error("unit-contradicts", where, found=text, expected=stated.id)
                self._spoil(index, wrong)
            else:
                self.problems.append(warning("unit-in-cell", where, found=text))
            own = inside
        elif amount is not None and self.table.blocks[index] in self.table.quantity_units:
            own = self._named(index, own)
        measured = own or unit
        self.columns["quantity"][index] = amount
        if amount is None or measured is None:
            return
        as_piece = self.layout.count == "priced_unit" and measured.canonical in ("item", "package")
        if not as_piece:
            self.quantity_factors[index] = measured.factor
            self.columns["quantity"][index] = amount * measured.factor
        self.columns["quantity_unit"][index] = "item" if as_piece else measured.canonical

    def _named(self, index: int, own: UnitFactor | None) -> UnitFactor | None:
        """Return the unit that the heading gives a quantity, or the question it raises.

        "Antal (st)" counts whatever the row's unit is, packages included.
        """
        text = self.table.quantity_units[self.table.blocks[index]]
        named = units.find(text)
        stated = own or (self.old["unit"][index] if self.layout.kind == "basket" else None)
        counted = self.old["unit"][index] if stated is None else stated
        if named is None or (named.id == "item" and counted and counted.canonical == "package"):
            return own
        if stated is not None and named is not stated:
            where = self.table.cell(index, "quantity")
            self._spoil(index, error("unit-contradicts", where, found=text, expected=stated.id))
        return named

    def _content(self, index: int, unit: UnitFactor, as_piece: bool) -> None:
        weight = self._weight(index)
        pack = self.old["pack"][index] or self.old["buyer_pack"][index]
        name = self.old["offered_name"][index] or self.old["wanted_name"][index]
        if unit.canonical in ("kg", "L"):
            pack = name = None
        key = (unit.id, weight, pack, name, as_piece)
        content = self.seen.get(key)
        if content is None:
            content = self.seen[key] = content_of(
                unit, net_weight_kg=weight, pack=pack, name=name, priced_unit=as_piece
            )
        new = self.columns
        new["content_amount"][index] = content.amount
        new["content_unit"][index] = content.unit
        new["content_assumed"][index] = content.assumed
        new["approximate"][index] = content.approximate
        new["net_weight_kg"][index] = content.net_weight_kg
        new["drained_weight_kg"][index] = self.old["drained_weight"][index] or content.drained_kg
        self._tell(index, unit, content, as_piece)

    def _weight(self, index: int) -> Decimal | None:
        weight: Decimal | None = self.old["net_weight"][index]
        text = self.old["net_weight_unit_text"][index]
        if weight is None:
            return None
        unit = units.find(text or self.layout.units.get("net_weight", "kg"))
        if unit is None or unit.canonical != "kg":
            where = self.table.cell(index, "net_weight")
            self.problems.append(warning("net-weight-unit", where, found=text or ""))
            return None
        return weight * unit.factor

    def _tell(self, index: int, unit: UnitFactor, content: Content, as_piece: bool) -> None:
        if content.amount is not None and content.question is None:
            return
        where = self.table.cell(index, "pack" if self.old["pack"][index] else "unit")
        shown = content.found or unit.aliases[0]
        if content.question in UNDECIDED:
            self._spoil(index, error(content.question, where, found=shown))
        elif content.amount is None and not as_piece:
            self._spoil(index, error(content.question or "pack-unknown", where, found=shown))
        elif content.question is not None and content.question != "pack-unknown":
            self.problems.append(
                (note if as_piece else warning)(content.question, where, found=shown)
            )

    def _spoil(self, index: int, problem: Problem) -> None:
        self.table.usable[index] = False
        self.problems.append(problem)
