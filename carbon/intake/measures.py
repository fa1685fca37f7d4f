"""Measures: what a row's quantity, price and content are in canonical units.

Price and content are brought to one kg, one litre, one piece or one package, in the order of
inputs.md section 5: the unit itself, a net weight, the pack text, the size in the name. Two
statements that differ are told; what a package holds is never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from carbon import units
from carbon.intake import quantities
from carbon.intake.layouts import Layout, headings
from carbon.intake.tables import Table
from carbon.problems import Problem, error, note, warning
from carbon.units import UnitFactor


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What one priced unit holds, and how that is known."""

    amount: Decimal | None = None
    unit: str | None = None  # kg, L or item
    net_weight_kg: Decimal | None = None
    drained_kg: Decimal | None = None
    assumed: bool = False  # from the pack text or the name
    approximate: bool = False
    question: str | None = None
    found: str = ""


def _sized(pack: quantities.Pack, text: str, unit: UnitFactor, *, every: bool) -> Content | None:
    """Return the content that a pack text gives one priced unit; None when it gives none.

    A single piece is only what a pack of one says: "24x50 cl" beside "st" may be a bottle or the
    case. `every` is for sheets whose priced unit is the whole pack.
    """
    whole = every or unit.canonical == "package"
    if pack.amount is None:
        if whole and pack.pieces is not None and not every:
            return Content(amount=Decimal(pack.pieces), unit="item", assumed=True, found=text)
        return None
    if not whole and pack.count not in (None, 1):
        return Content(question="pack-per-piece", found=text)
    weight = pack.amount if pack.unit == "kg" else None
    by_piece = unit.canonical == "item" or every
    return Content(
        amount=Decimal(1) if by_piece and weight is not None else pack.amount,
        unit="item" if by_piece and weight is not None else pack.unit,
        net_weight_kg=weight,
        drained_kg=pack.drained_kg,
        assumed=True,
        approximate=pack.approximate,
        found=text,
    )


def content_of(
    unit: UnitFactor,
    *,
    net_weight_kg: Decimal | None = None,
    pack: str | None = None,
    name: str | None = None,
    priced_unit: bool = False,
) -> Content:
    """Return what one canonical priced unit holds.

    `net_weight_kg` is the stated net weight of one priced unit, `pack` the pack column, `name` the
    product name, each if there is one. `priced_unit` counts whatever is priced as one piece.
    """
    if unit.canonical in ("kg", "L"):
        weight = net_weight_kg / unit.factor if net_weight_kg and unit.canonical == "L" else None
        return Content(amount=Decimal(1), unit=unit.canonical, net_weight_kg=weight)
    read = _from_texts(unit, pack, name, priced_unit)
    if net_weight_kg is not None:
        return _weighed(unit, net_weight_kg, read, priced_unit)
    if read is not None and read.amount is not None:
        return read
    if unit.canonical == "item" or priced_unit:
        question, found = (read.question, read.found) if read else (None, "")
        return Content(amount=Decimal(1), unit="item", question=question, found=found)
    question = read.question if read else "pack-unknown"
    return Content(question=question or "pack-unknown", found=pack or name or "")


def _from_texts(
    unit: UnitFactor, pack: str | None, name: str | None, priced_unit: bool
) -> Content | None:
    question: Content | None = None
    for text in (pack, name):
        if not text:
            continue
        parsed = quantities.parse(text)
        sized = _sized(parsed, text, unit, every=priced_unit)
        if sized is not None and sized.question is None:
            return sized
        if question is None and text is pack:
            question = sized or Content(question=parsed.question, found=text)
    return question


def _weighed(unit: UnitFactor, weight: Decimal, read: Content | None, priced_unit: bool) -> Content:
    """Return the content when a net weight is stated; the pack text is only compared with it."""
    weight = weight / unit.factor
    question = None
    if read is not None and read.net_weight_kg:
        gap = abs(read.net_weight_kg - weight) / max(read.net_weight_kg, weight)
        question = "content-differs" if gap > headings().limits.content_difference else None
    amount, basis = weight, "kg"
    if unit.canonical == "item" or priced_unit:
        amount, basis = Decimal(1), "item"
    elif read is not None and read.unit in ("L", "item") and read.amount is not None:
        amount, basis = read.amount, read.unit
    return Content(
        amount=amount,
        unit=basis,
        net_weight_kg=weight,
        drained_kg=read.drained_kg if read else None,
        question=question,
        found=f"{weight:f} kg / {read.found}" if question and read else "",
    )


def measure(table: Table) -> tuple[Table, list[Problem]]:
    """Return the table with canonical quantities, prices and contents, and what is unclear.

    Adds the columns quantity_unit, price_unit, content_amount, content_unit, content_assumed and
    net_weight_kg; `quantity` and `price` become canonical, `price_written` keeps the price.
    """
    row = _Rows(table)
    for index in range(len(table.rows)):
        row.read(index)
    table.values.update(row.columns)
    return table, row.problems


class _Rows:
    """Reads row after row into new columns; a class because it keeps columns and problems.

    Fields of a row depend on each other (unit, price, pack, weight), so this is the one place
    that goes row by row.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self.layout: Layout = table.layout
        self.default = _default_unit(self.layout)
        self.problems: list[Problem] = []
        self.old: Mapping[str, list[Any]] = {
            name: table.column(name)
            for name in ("unit", "quantity_unit", "quantity", "price", "price_per_kg", "amount",
                         "net_weight", "drained_weight", "pack", "buyer_pack", "offered_name",
                         "wanted_name", "quantity_unit_text", "price_unit_text",
                         "net_weight_unit_text")
        }  # fmt: skip
        size = len(table.rows)
        self.columns: dict[str, list[Any]] = {
            name: [None] * size
            for name in ("quantity", "quantity_unit", "price", "price_written", "price_unit",
                         "unit", "content_amount", "content_unit", "content_assumed",
                         "approximate", "net_weight_kg", "drained_weight_kg")
        }  # fmt: skip
        self.seen: dict[tuple[object, ...], Content] = {}

    def read(self, index: int) -> None:
        """Fill every new column for one entry."""
        unit = self._unit(index, "unit", "price") or self.default
        self._quantity(index, unit)
        price = self.old["price"][index]
        if price is None and self.old["price_per_kg"][index] is not None:
            price, unit = self.old["price_per_kg"][index], units.find("kg")
        if self.layout.price_is == "per_package" and unit is not None:
            unit = units.find("frp")
        new = self.columns
        new["price_written"][index] = price
        if unit is None:
            if price is not None:
                where = self.table.cell(index, "unit")
                self._add(warning("unit-missing", where))
            return
        as_piece = self.layout.count == "priced_unit" and unit.canonical in ("item", "package")
        new["unit"][index] = unit.id
        new["price_unit"][index] = "item" if as_piece else unit.canonical
        if price is not None:
            exact = unit.factor == 1 or as_piece
            new["price"][index] = price if exact else price / unit.factor
        priced = "price" in self.table.values or "price_per_kg" in self.table.values
        if price is not None or (not priced and self.layout.kind == "offers"):
            self._content(index, unit, as_piece)

    def _unit(self, index: int, name: str, number: str) -> UnitFactor | None:
        column: UnitFactor | None = self.old[name][index]
        text = self.old[f"{number}_unit_text"][index]
        if text is None:
            return column
        inside = units.find(text)
        where = self.table.cell(index, number)
        if column is not None and inside is not column:
            self._spoil(index, error("unit-contradicts", where, found=text, expected=column.id))
        elif number != "price":
            self._add(warning("unit-in-cell", where, found=text))
        return inside

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
                self._add(warning("unit-in-cell", where, found=text))
            own = inside
        measured = own or unit
        if amount is None or measured is None:
            self.columns["quantity"][index] = amount
            return
        as_piece = self.layout.count == "priced_unit" and measured.canonical in ("item", "package")
        self.columns["quantity"][index] = amount if as_piece else amount * measured.factor
        self.columns["quantity_unit"][index] = "item" if as_piece else measured.canonical

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
            self._add(warning("net-weight-unit", where, found=text or ""))
            return None
        return weight * unit.factor

    def _tell(self, index: int, unit: UnitFactor, content: Content, as_piece: bool) -> None:
        where = self.table.cell(index, "pack" if self.old["pack"][index] else "unit")
        shown = content.found or unit.aliases[0]
        if content.question == "content-differs":
            self._add(warning("content-differs", where, found=shown))
        elif content.amount is None:
            self._spoil(index, error(content.question or "pack-unknown", where, found=shown))
        elif content.question is not None and content.question != "pack-unknown":
            self._add((note if as_piece else warning)(content.question, where, found=shown))

    def _spoil(self, index: int, problem: Problem) -> None:
        self.table.usable[index] = False
        self._add(problem)

    def _add(self, problem: Problem) -> None:
        self.problems.append(problem)


def _default_unit(layout: Layout) -> UnitFactor | None:
    text = layout.units.get("unit")
    return units.find(text) if text else None
