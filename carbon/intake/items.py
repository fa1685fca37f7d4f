"""Which rows of a sheet are items: titles, totals, sections, signatures and repeats are not.

Every row that is left out is counted under its reason; nothing vanishes silently.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from carbon.intake.headers import Column, Header
from carbon.intake.records import CellValue, Sheet
from carbon.intake.texts import clean

_NAMES = ("offered_name", "wanted_name")
_EVIDENCE = ("price", "price_per_kg", "quantity", "amount", "line_number", "offer_id", "unit",
             "article_number")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """The item rows of a sheet, 0-based in Sheet.rows, and what became of the others."""

    rows: list[int]
    totals: list[int]
    nameless: list[int]  # rows with a price or quantity and no name
    sections: dict[int, str]  # item row -> text of the section row above it
    left_out: Counter[str] = field(default_factory=Counter)  # reason -> number of rows


def _blank(cell: CellValue) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _first_text(row: Sequence[CellValue]) -> str:
    return next((cell for cell in row if isinstance(cell, str) and cell.strip()), "")


def _fields(columns: Sequence[Column], names: Sequence[str]) -> list[int]:
    return [column.index for column in columns if column.field in names]


def _filled(row: Sequence[CellValue], indexes: Sequence[int]) -> bool:
    for index in indexes:  # a plain loop: this runs several times for each of 100,000 rows
        if index < len(row):
            cell = row[index]
            if cell is not None and not (type(cell) is str and not cell.strip()):
                return True
    return False


def find_items(sheet: Sheet, header: Header) -> Items:
    """Return the item rows below the header.

    An item has a name and something beside it: a number, a price, a quantity, an amount or a
    unit. Legs have a start or an end. Totals are kept apart to be compared with the sums.
    """
    found = Items(rows=[], totals=[], nameless=[], sections={})
    columns = header.columns
    used = sorted({column.index for column in columns})
    legs = header.layout.kind == "legs"
    names = _fields(columns, ("start", "end") if legs else _NAMES)
    evidence = _fields(columns, ("leg_order", "transport_mode") if legs else _EVIDENCE)
    money = _fields(columns, ("price", "price_per_kg"))
    figures = _fields(columns, ("price", "price_per_kg", "quantity", "amount", "other_amount"))
    headings = {column.index: clean(column.heading).casefold() for column in columns}
    section = ""
    for number in range(header.row + 1, len(sheet.rows)):
        row = sheet.rows[number]
        if number + sheet.first_row in sheet.ragged_rows:
            found.left_out["ragged"] += 1  # named by the reader of the file
            continue
        if not _filled(row, names) and not _filled(row, used):
            found.left_out["blank" if not any(not _blank(c) for c in row) else "elsewhere"] += 1
            continue
        text = _first_text(row)
        if text and header.layout.stop.match(text):
            rest = len(sheet.rows) - number
            found.left_out["after-end"] += sum(
                1 for r in sheet.rows[number : number + rest] if any(not _blank(c) for c in r)
            )
            break
        named, proven = _filled(row, names), _filled(row, evidence)
        if text and header.layout.totals.match(text) and not (named and _filled(row, money)):
            found.totals.append(number)
        elif text and header.layout.not_items.match(text):
            found.left_out["not-item"] += 1
        elif named and proven and not _repeats(row, headings):
            found.rows.append(number)
            if section:
                found.sections[number] = section
        elif named and proven:
            found.left_out["heading-again"] += 1
        elif not text and _filled(row, figures):
            found.totals.append(number)  # figures without a word: a total if it adds up
        elif _filled(row, figures) and not legs:
            found.nameless.append(number)
        elif text and header.layout.sections:
            section = clean(text)
            found.left_out["section"] += 1
        else:
            found.left_out["remark"] += 1
    return found


def _repeats(row: Sequence[CellValue], headings: dict[int, str]) -> bool:
    return all(
        index < len(row)
        and isinstance(cell := row[index], str)
        and clean(cell).casefold() == heading
        for index, heading in headings.items()
    )
