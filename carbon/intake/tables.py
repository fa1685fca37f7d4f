"""Tables: the items of one sheet as columns of values, block after block.

A sheet with suppliers side by side becomes one long table: its shared columns are repeated for
each block. A row with an error in it is not usable: it is named and enters no sum, score or rank.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from carbon.intake import (
    encodings,
    headers,
    headingrows,
    headingunits,
    items,
    nobids,
    sheetcolumns,
    totals,
    vatheadings,
    words,
)
from carbon.intake.columns import Typed
from carbon.intake.fields import headings
from carbon.intake.headers import Block, Column, Header
from carbon.intake.layouts import Layout
from carbon.intake.records import Sheet
from carbon.intake.sections import CUSTOMER, LOT
from carbon.intake.sheetcolumns import Work
from carbon.intake.totals import Read
from carbon.problems import Problem, error

_UNIT_TEXTS = {
    f"{name}_unit_text": name for name in ("quantity", "price", "price_per_kg", "net_weight")
}
_UNIT_IN_HEADING = ("price", "price_per_kg", "net_weight")
_OF_SECTIONS = {"section": LOT, CUSTOMER: CUSTOMER}
_PRICES = ("price", "price_per_kg")
_QUANTITY = "quantity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What was understood of one sheet; every list has one entry for each row and block."""

    place: str  # offers/a.xlsx!Blad1
    sheet: str
    header: Header
    header_row: int  # 1-based
    letters: tuple[Mapping[str, str], ...]  # for each block: field -> column letter
    rows: list[int]  # 1-based sheet rows
    blocks: list[int]  # index into letters
    values: dict[str, list[Any]]
    usable: list[bool]
    no_bid: list[bool]
    left_out: Counter[str]
    sums: list[tuple[str | None, Mapping[str, Decimal]]]  # for each block: name, field -> sum
    faults: dict[int, str] = field(default_factory=dict)  # entry put aside -> field at fault
    # what marks and headings say of prices: entry, field, currencies that may be meant
    currencies: list[tuple[int, str, str]] = field(default_factory=list)
    quantity_units: dict[int, str] = field(default_factory=dict)  # block -> unit in the heading
    outside: list[str] = field(default_factory=list)  # texts about tax above and below the items

    @property
    def layout(self) -> Layout:
        """The layout the sheet was read with."""
        return self.header.layout

    def cell(self, index: int, name: str) -> str:
        """Return the place of a field in entry `index`, or the row when it has no column."""
        letter = self.letters[self.blocks[index]].get(name, "")
        return f"{self.place}!{letter}{self.rows[index]}"

    def column(self, name: str) -> list[Any]:
        """Return the values of a field, all None when the sheet lacks it."""
        found = self.values.get(name)
        return found if found is not None else [None] * len(self.rows)


def read_table(
    sheet: Sheet, book: str, layouts: Sequence[Layout]
) -> tuple[Table | None, list[Problem]]:
    """Return the table of a sheet and what is wrong with it; None when no layout fits."""
    place = f"{book}!{sheet.name}"
    sheet, problems = encodings.repaired(sheet, place)
    sheet, joined = headingrows.joined(sheet, layouts, place)
    header, wrong = vatheadings.find_header(sheet, layouts, place)
    problems += wrong
    if header is None:
        return None, problems
    problems += joined
    work = Work(sheet, place, header, items.find_items(sheet, header), problems)
    shared = [(column, sheetcolumns.typed(work, column)) for column in header.shared]
    in_blocks = [
        [(c, sheetcolumns.typed(work, c, number)) for c in block.columns]
        for number, block in enumerate(header.blocks)
    ]
    table = _joined(work, shared, in_blocks)
    table.left_out.update(totals.compare(work, table.sums, shared, in_blocks))
    sheetcolumns.count_error_cells(work)
    for number in work.items.nameless:
        row = number + sheet.first_row
        work.problems.append(error("row-without-name", f"{place}!{row}", row=row))
        table.left_out["nameless"] += 1
    return table, work.problems


def _joined(work: Work, shared: Sequence[Read], in_blocks: Sequence[Sequence[Read]]) -> Table:
    """Put shared and block columns under each other, block after block."""
    sheet, header = work.sheet, work.header
    table = Table(
        place=work.place,
        sheet=sheet.name,
        header=header,
        header_row=header.row + sheet.first_row,
        letters=tuple(
            headers.letters(sheet, (*header.shared, *block.columns)) for block in header.blocks
        ),
        rows=[],
        blocks=[],
        values={},
        usable=[],
        no_bid=[],
        left_out=Counter(work.items.left_out),
        sums=[],
        outside=vatheadings.outside(sheet, header, work.items),
    )
    names = {c.field for c, _ in shared} | {c.field for block in in_blocks for c, _ in block}
    if CUSTOMER in header.layout.sections or _of_customers(header.layout):
        names.add(CUSTOMER)
    table.values.update({name: [] for name in (*sorted(names), "block", "section")})
    for number, (block, reads) in enumerate(zip(header.blocks, in_blocks, strict=True)):
        _append(work, table, number, block, [*shared, *reads])
        table.sums.append((block.name, totals.sums([*shared, *reads])))
    return table


def _append(work: Work, table: Table, number: int, block: Block, reads: Sequence[Read]) -> None:
    rows = work.items.rows
    no_bid = nobids.of_block(work, block, reads, number)
    keep = _offered(work, table, block, no_bid) if len(work.header.blocks) > 1 else range(len(rows))
    by_field = {column.field: typed for column, typed in reads}
    first = work.sheet.first_row
    before = len(table.rows)
    table.rows.extend(rows[i] + first for i in keep)
    table.blocks.extend(number for _ in keep)
    spoilt = work.spoilt[None] | work.spoilt[number]
    table.usable.extend([i not in spoilt for i in keep] if spoilt else [True] * len(keep))
    if spoilt:
        table.faults.update((before + n, spoilt[i]) for n, i in enumerate(keep) if i in spoilt)
    table.no_bid.extend([i in no_bid for i in keep] if no_bid else [False] * len(keep))
    for name, column in table.values.items():
        typed = by_field.get(name)
        if typed is not None:
            whole = len(keep) == len(typed.values)
            column.extend(typed.values if whole else [typed.values[i] for i in keep])
        elif name in _UNIT_TEXTS:
            continue  # filled below, from what stood inside the cells of another column
        elif name == "block" or (name == "customer" and _of_customers(work.header.layout)):
            column.extend([block.name] * len(keep))
        elif name in _OF_SECTIONS:
            column.extend(_sections(work, _OF_SECTIONS[name], keep))
        else:
            column.extend([None] * len(keep))
    told = {column.field: column for column, _ in reads}
    _unit_texts(table, by_field, told, keep)
    if _QUANTITY in told and (unit := headingunits.quantity_unit(told[_QUANTITY].heading)):
        table.quantity_units[number] = unit
    for name in _PRICES:
        if name in told:
            said = _currencies(by_field[name], told[name], keep)
            table.currencies.extend((before + n, name, code) for n, code in said)


def _of_customers(layout: Layout) -> bool:
    return layout.blocks is not None and layout.blocks.of == CUSTOMER


def _sections(work: Work, kind: str, keep: Sequence[int]) -> list[str | None]:
    """Return what the section rows above each item say of one kind."""
    sections, rows = work.items.sections, work.items.rows
    if not sections:
        return [None] * len(keep)
    return [sections[rows[i]].get(kind) if rows[i] in sections else None for i in keep]


def _unit_texts(
    table: Table,
    by_field: Mapping[str, Typed],
    told: Mapping[str, Column],
    keep: Sequence[int],
) -> None:
    """Fill the columns of units that stand in the cells or the headings of other columns."""
    for name, field_name in _UNIT_TEXTS.items():
        typed = by_field.get(field_name)
        inside = typed.unit_texts if typed else {}
        named = None
        if typed is not None and field_name in _UNIT_IN_HEADING:
            heading = told[field_name].heading
            named = headingunits.unit_text(heading, headings().fields[field_name])
        column = table.values.setdefault(name, [])
        if typed is None or not (inside or named):
            column.extend([None] * len(keep))
        else:
            values = typed.values
            column.extend(inside.get(i, None if values[i] is None else named) for i in keep)


def _currencies(typed: Typed, column: Column, keep: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield (position in `keep`, currencies) for the heading's word and each mark in a cell."""
    inside, values = typed.currencies, typed.values
    named = headingunits.currency(column.heading, words.load())
    if named is not None:
        yield from ((n, named) for n, i in enumerate(keep) if values[i] is not None)
    if inside:
        yield from ((n, inside[i]) for n, i in enumerate(keep) if i in inside)


def _offered(work: Work, table: Table, block: Block, no_bid: Iterable[int]) -> list[int]:
    """Return positions where a block says anything at all; the others are counted."""
    says = set(no_bid)
    keep = []
    for i, row in enumerate(work.items.rows):
        cells = work.sheet.rows[row]
        if i in says or any(
            c.index < len(cells) and cells[c.index] not in (None, "") for c in block.columns
        ):
            keep.append(i)
        else:
            table.left_out["not-offered"] += 1
    return keep
