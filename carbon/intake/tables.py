"""Tables: the items of one sheet as columns of values, block after block.

A sheet with suppliers side by side becomes one long table: its shared columns are repeated for
each block. A row with an error in it is not usable: it is named and enters no sum, score or rank.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from operator import itemgetter
from typing import Any

from carbon.intake import columns, findings, headers, items, words
from carbon.intake.columns import Typed
from carbon.intake.findings import Finding, finding
from carbon.intake.headers import Block, Column, Header
from carbon.intake.items import Items
from carbon.intake.layouts import Field, Layout, headings
from carbon.intake.records import CellValue, ErrorCell, Sheet
from carbon.intake.texts import clean, is_mojibake, repair
from carbon.problems import Problem, Severity, error, note, warning

_SHORTEST_WORD = 4  # "-" or "n/a" in a column beside the price is no statement about the offer


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
    totals_seen: int = 0

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


@dataclass(slots=True)
class _Work:
    """A sheet while it is being read: one place for the items, problems and spoilt rows."""

    sheet: Sheet
    place: str
    header: Header
    items: Items
    problems: list[Problem] = field(default_factory=list)
    spoilt: set[int] = field(default_factory=set)  # positions in items.rows


def _repaired(sheet: Sheet, place: str) -> tuple[Sheet, list[Problem]]:
    """Undo UTF-8 that was read as Windows-1252, when a heading shows it."""
    depth = max(30, sheet.first_row)
    odd = (c for row in sheet.rows[:depth] for c in row if isinstance(c, str) and is_mojibake(c))
    first = next(odd, None)
    if first is None:
        return sheet, []
    rows: list[list[CellValue]] = [
        [repair(c) if isinstance(c, str) and is_mojibake(c) else c for c in row]
        for row in sheet.rows
    ]
    pairs = zip(sheet.rows, rows, strict=True)
    count = sum(a != b for old, new in pairs for a, b in zip(old, new, strict=True))
    told = warning("mojibake-repaired", place, found=first, read=repair(first), count=count)
    return replace(sheet, rows=rows), [told]


def read_table(
    sheet: Sheet, book: str, layouts: Sequence[Layout]
) -> tuple[Table | None, list[Problem]]:
    """Return the table of a sheet and what is wrong with it; None when no layout fits."""
    place = f"{book}!{sheet.name}"
    sheet, problems = _repaired(sheet, place)
    header, wrong = headers.find_header(sheet, layouts, place)
    problems += wrong
    if header is None:
        return None, problems
    work = _Work(sheet, place, header, items.find_items(sheet, header), problems)
    shared = [(column, _typed(work, column)) for column in header.shared]
    in_blocks = [[(c, _typed(work, c)) for c in block.columns] for block in header.blocks]
    table = _joined(work, shared, in_blocks)
    _compare_totals(work, table, shared, in_blocks)
    _count_error_cells(work)
    for number in work.items.nameless:
        row = number + sheet.first_row
        work.problems.append(error("row-without-name", f"{place}!{row}", row=row))
        table.left_out["nameless"] += 1
    return table, work.problems


def _typed(work: _Work, column: Column) -> Typed:
    """Read one column, turn its findings into problems and remember the rows they spoil."""
    kind = headings().fields[column.field]
    sheet, rows = work.sheet, work.items.rows
    cells = _cells(sheet, column.index, rows)
    if kind.kind not in ("number", "money"):
        filled = _fill_merged(sheet, column, rows, cells)
        if filled:
            where = f"{work.place}!{headers.letter(sheet, column.index)}"
            told = warning("merged-filled", where, column=column.heading, count=filled)
            work.problems.append(told)
    typed = columns.read(cells, kind)
    found = typed.findings + _unfinished(sheet, column, rows, kind)
    letter = headers.letter(sheet, column.index)
    first = sheet.first_row
    work.problems += findings.problems(
        found, column.heading, lambda i: f"{work.place}!{letter}{rows[i] + first}"
    )
    work.spoilt.update(f.index for f in found if f.severity is Severity.ERROR)
    return typed


def _cells(sheet: Sheet, index: int, rows: Sequence[int]) -> list[CellValue]:
    picked = [sheet.rows[r] for r in rows]
    if min(map(len, picked), default=0) > index:
        return list(map(itemgetter(index), picked))
    return [row[index] if index < len(row) else None for row in picked]


def _fill_merged(sheet: Sheet, column: Column, rows: Sequence[int], cells: list[CellValue]) -> int:
    """Fill cells that are merged downwards with the value of their first cell; count them."""
    filled = 0
    position = {row: i for i, row in enumerate(rows)} if sheet.merged else {}
    for first_row, first_column, last_row, last_column in sheet.merged:
        if not first_column <= column.index + sheet.first_column <= last_column:
            continue
        top = first_row - sheet.first_row
        if not 0 <= top < len(sheet.rows) or column.index >= len(sheet.rows[top]):
            continue
        value = sheet.rows[top][column.index]
        for row in range(top + 1, last_row - sheet.first_row + 1):
            at = position.get(row)
            if at is not None and cells[at] is None and value is not None:
                cells[at] = value
                filled += 1
    return filled


def _unfinished(sheet: Sheet, column: Column, rows: Sequence[int], kind: Field) -> list[Finding]:
    """Name formulas without a stored value: their cells look empty and are not."""
    if not sheet.formulas_without_value:
        return []
    number = column.index + sheet.first_column
    weight = Severity.ERROR if kind.breach == "error" else Severity.WARNING
    return [
        finding("cell-without-value", weight, i, found=column.heading)
        for i, row in enumerate(rows)
        if (row + sheet.first_row, number) in sheet.formulas_without_value
    ]


Read = tuple[Column, Typed]


def _joined(work: _Work, shared: Sequence[Read], in_blocks: Sequence[Sequence[Read]]) -> Table:
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
        totals_seen=len(work.items.totals),
    )
    names = {c.field for c, _ in shared} | {c.field for block in in_blocks for c, _ in block}
    table.values.update({name: [] for name in (*sorted(names), "block", "section")})
    for number, (block, reads) in enumerate(zip(header.blocks, in_blocks, strict=True)):
        _append(work, table, number, block, [*shared, *reads])
        table.sums.append((block.name, _sums([*shared, *reads])))
    return table


def _append(work: _Work, table: Table, number: int, block: Block, reads: Sequence[Read]) -> None:
    rows = work.items.rows
    no_bid = _no_bid(work, block, reads)
    keep = _offered(work, table, block, no_bid) if len(work.header.blocks) > 1 else range(len(rows))
    by_field = {column.field: typed for column, typed in reads}
    first = work.sheet.first_row
    table.rows.extend(rows[i] + first for i in keep)
    table.blocks.extend(number for _ in keep)
    table.usable.extend(i not in work.spoilt for i in keep)
    table.no_bid.extend(i in no_bid for i in keep)
    for name, column in table.values.items():
        typed = by_field.get(name)
        if typed is not None:
            column.extend([typed.values[i] for i in keep])
        elif name == "block":
            column.extend([block.name] * len(keep))
        elif name == "section":
            column.extend([work.items.sections.get(rows[i]) for i in keep])
        else:
            column.extend([None] * len(keep))
    _unit_texts(table, by_field, keep)


def _unit_texts(table: Table, by_field: Mapping[str, Typed], keep: Sequence[int]) -> None:
    for name in ("quantity", "price", "net_weight"):
        inside = by_field[name].unit_texts if name in by_field else {}
        column = table.values.setdefault(f"{name}_unit_text", [])
        column.extend([inside.get(i) for i in keep])


def _no_bid(work: _Work, block: Block, reads: Sequence[Read]) -> set[int]:
    """Return positions where the supplier says that it does not offer."""
    prices = [typed for c, typed in reads if c.field in ("price", "price_per_kg")]
    found = {i for typed in prices for i in typed.no_bid}
    said = frozenset(w for w in words.load().no_bid if len(w) >= _SHORTEST_WORD)
    for i, row in enumerate(work.items.rows):
        if i in found or any(typed.values[i] is not None for typed in prices) or not prices:
            continue
        cells = work.sheet.rows[row][block.first : block.last or None]
        if any(isinstance(c, str) and clean(c).casefold() in said for c in cells):
            found.add(i)
    return found


def _offered(work: _Work, table: Table, block: Block, no_bid: Iterable[int]) -> list[int]:
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


def _sums(reads: Sequence[Read]) -> dict[str, Decimal]:
    kinds = headings().fields
    return {
        column.field: sum((v for v in typed.values if v is not None), Decimal(0))
        for column, typed in reads
        if kinds[column.field].kind == "money" or column.field == "quantity"
    }


def _compare_totals(
    work: _Work, table: Table, shared: Sequence[Read], in_blocks: Sequence[Sequence[Read]]
) -> None:
    """Compare each total row with the sums of the items; unexplained figures are told."""
    step = headings().limits.amount_rounding
    for number in work.items.totals:
        row = work.sheet.rows[number]
        agrees = differs = 0
        for reads, (_, sums) in zip(in_blocks, table.sums, strict=True):
            for column, _ in (*shared, *reads):
                if column.field not in sums or column.field in ("price", "price_per_kg"):
                    continue
                cell = row[column.index] if column.index < len(row) else None
                kind = headings().fields[column.field]
                stated = columns.read([cell], kind).values[0]
                if stated is None:
                    continue
                where = f"{work.place}!{headers.letter(work.sheet, column.index)}"
                where += str(number + work.sheet.first_row)
                same = abs(stated - sums[column.field]) <= step
                agrees, differs = agrees + same, differs + (not same)
                work.problems.append(_total(column, where, stated, sums[column.field], same))
        table.left_out["total" if agrees or differs else "remark"] += 1


def _count_error_cells(work: _Work) -> None:
    """Tell how many error values stand in columns that are not used, beside the items."""
    used = {column.index for column in work.header.columns}
    rows = [work.sheet.rows[row] for row in work.items.rows]
    width = max(map(len, rows), default=0)
    unused = [index for index in range(width) if index not in used]
    count = sum(
        index < len(row) and isinstance(row[index], ErrorCell) for index in unused for row in rows
    )
    if count:
        work.problems.append(note("error-cells-unused", work.place, count=count))


def _total(column: Column, where: str, stated: Decimal, summed: Decimal, same: bool) -> Problem:
    make = note if same else warning
    code = "total-agrees" if same else "total-differs"
    return make(code, where, column=column.heading, found=f"{stated:f}", expected=f"{summed:f}")
