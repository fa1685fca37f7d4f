"""Which rows of a sheet are items: titles, totals, sections, signatures and repeats are not.

Every row that is left out is counted under its reason; nothing vanishes silently.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from carbon.intake.headers import Column, Header
from carbon.intake.layouts import Layout
from carbon.intake.records import CellValue, Sheet
from carbon.intake.sections import NOT_FOOD, Sections
from carbon.intake.texts import clean

_NAMES = ("offered_name", "wanted_name")
_EVIDENCE = ("price", "price_per_kg", "quantity", "amount", "line_number", "offer_id", "unit",
             "article_number")  # fmt: skip
# Any of these makes a leg: one that lacks its places is told, not passed over.
_LEG = ("start", "end", "leg_order", "transport_mode", "vehicle", "energy", "temperature",
        "distance_km", "round_km", "round_load_kg")  # fmt: skip
_FIGURES = ("price", "price_per_kg", "quantity", "amount", "other_amount")


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """The item rows of a sheet, 0-based in Sheet.rows, and what became of the others."""

    rows: list[int]
    totals: list[int]
    nameless: list[int]  # rows with a price or quantity and no name
    sections: dict[int, Mapping[str, str]]  # item row -> what the section rows above it say
    left_out: Counter[str] = field(default_factory=Counter)  # reason -> number of rows


@dataclass(frozen=True, slots=True)
class _Kind:
    """What the first text of a row says about it."""

    stop: bool
    total: bool
    not_item: bool


def _kind(text: str, layout: Layout) -> _Kind:
    patterns = (layout.stop, layout.totals, layout.not_items)
    return _Kind(*(bool(text and pattern.match(text)) for pattern in patterns))


def _blank(cell: CellValue) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _first_text(row: Sequence[CellValue], besides: Collection[int] = ()) -> str:
    for index, cell in enumerate(row):
        if index in besides:
            continue
        if type(cell) is str and cell and not cell.isspace():
            return cell
    return ""


def _fields(columns: Sequence[Column], names: Sequence[str]) -> list[int]:
    return [column.index for column in columns if column.field in names]


def _filled(row: Sequence[CellValue], indexes: Sequence[int]) -> bool:
    for index in indexes:  # a plain loop: this runs several times for each of 100,000 rows
        if index < len(row):
            cell = row[index]
            if cell is not None and not (type(cell) is str and (not cell or cell.isspace())):
                return True
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    """Where in a row to look, as 0-based columns."""

    used: list[int]
    names: list[int]
    suppliers: list[int]
    evidence: list[int]
    money: list[int]
    figures: list[int]
    headings: dict[int, str]
    legs: bool


def _looked(header: Header) -> _Looked:
    columns = header.columns
    legs = header.layout.kind == "legs"
    # Figures first: a number in such a column says at once that a row is no repeated heading.
    words = sorted(columns, key=lambda column: column.field not in _FIGURES)
    return _Looked(
        used=sorted({column.index for column in columns}),
        names=_fields(columns, _LEG if legs else _NAMES),
        suppliers=_fields(columns, ("supplier",)),
        evidence=_fields(columns, _LEG if legs else _EVIDENCE),
        money=_fields(columns, ("price", "price_per_kg")),
        figures=_fields(columns, _FIGURES),
        headings={column.index: clean(column.heading).casefold() for column in words},
        legs=legs,
    )


def find_items(sheet: Sheet, header: Header) -> Items:
    """Return the item rows below the header.

    An item has a name and something beside it: a number, a price, a quantity, an amount or a
    unit. A leg is a row with anything that only a leg has. Totals are kept apart to be compared
    with the sums.
    """
    found = Items(rows=[], totals=[], nameless=[], sections={})
    at = _looked(header)
    kind_of = cache(partial(_kind, layout=header.layout))
    sections = Sections(header.layout.sections)
    ragged, first = sheet.ragged_rows, sheet.first_row
    for number in range(header.row + 1, len(sheet.rows)):
        row = sheet.rows[number]
        if ragged and number + first in ragged:
            found.left_out["ragged"] += 1  # named by the reader of the file
            continue
        if not _filled(row, at.names) and not _filled(row, at.used):
            found.left_out["elsewhere" if _has_cells(row) else "blank"] += 1
            continue
        text = _telling(row, at)
        kind = kind_of(text)
        if kind.stop:
            found.left_out["after-end"] += sum(map(_has_cells, sheet.rows[number:]))
            break
        _take(found, number, row, text, kind, at=at, sections=sections)
    return found


def _telling(row: Sequence[CellValue], at: _Looked) -> str:
    """Return the text that says what a row is: where goods are named, never the supplier's name.

    A bidder may be called Total Food or Example Farm; a word alone in its column is no bidder.
    """
    text = _first_text(row)
    if at.suppliers and " " in text.strip() and _filled(row, at.names):
        return _first_text(row, at.suppliers)
    return text


def _take(
    found: Items,
    number: int,
    row: Sequence[CellValue],
    text: str,
    kind: _Kind,
    *,
    at: _Looked,
    sections: Sections,
) -> None:
    """Put a row among the items, the totals or the nameless, or count why it is none of them."""
    named, proven = _filled(row, at.names), _filled(row, at.evidence)
    if kind.total and not (named and _filled(row, at.money)):
        found.totals.append(number)
    elif kind.not_item:
        found.left_out["not-item"] += 1
    elif text and sections.patterns and _is_section(row, text, at.used) and sections.take(text):
        found.left_out["section"] += 1
    elif NOT_FOOD in sections.now and named and proven:
        found.left_out["not-food"] += 1
    elif named and proven and not _repeats(row, at.headings):
        found.rows.append(number)
        if sections.now:
            found.sections[number] = sections.now
    elif named and proven:
        found.left_out["heading-again"] += 1
    elif not text and _filled(row, at.figures):
        found.totals.append(number)  # figures without a word: a total if it adds up
    elif _filled(row, at.figures) and not at.legs:
        found.nameless.append(number)
    else:
        found.left_out["remark"] += 1


def _has_cells(row: Sequence[CellValue]) -> bool:
    return any(not _blank(cell) for cell in row)


def _is_section(row: Sequence[CellValue], text: str, used: Sequence[int]) -> bool:
    """Tell whether a row holds one text and nothing else in the columns that are used."""
    filled = False
    for index in used:  # a plain loop: nearly every row ends it at its first or second cell
        if index < len(row) and not _blank(row[index]):
            if filled or row[index] != text:
                return False
            filled = True
    return True


def _repeats(row: Sequence[CellValue], headings: dict[int, str]) -> bool:
    for index, heading in headings.items():  # a plain loop: nearly every row ends it at once
        cell = row[index] if index < len(row) else None
        if not isinstance(cell, str) or clean(cell).casefold() != heading:
            return False
    return True
