"""Who offers: the supplier of each row, from its column, block, sheet, title rows or file name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from carbon.intake import words
from carbon.intake.headers import spread
from carbon.intake.layouts import headings
from carbon.intake.records import CellValue, Sheet
from carbon.intake.tables import Table
from carbon.intake.texts import clean, fold_all
from carbon.problems import Problem, error, note, warning


def key(name: str) -> str:
    """Return what two spellings of a supplier's name have in common.

    >>> key("Dala Grönt AB") == key("DALA  GRÖNT AB")
    True
    """
    return fold_all(name) or name


def named(table: Table, sheet: Sheet, book: str) -> tuple[Table, list[Problem]]:
    """Return the table with a supplier in every row, and the rows that have none."""
    where = table.layout.supplier
    if where == "column" or "supplier" in table.values:
        return table, _from_column(table, sheet)
    name: str | None
    problems: list[Problem] = []
    if where == "block" and any(block for block in table.values["block"]):
        table.values["supplier"] = list(table.values["block"])
        return table, _without(table)
    name = sheet.name if where == "sheet" else None
    if where == "title":
        name = in_title(sheet, table.header.row)
    if name is None:
        name = clean(PurePosixPath(book).stem.replace("_", " "))
        problems.append(note("supplier-from-file-name", table.place, found=name))
    table.values["supplier"] = [name] * len(table.rows)
    return table, problems


def _from_column(table: Table, sheet: Sheet) -> list[Problem]:
    no_bid = words.load().no_bid
    suppliers = table.values["supplier"]
    for index, name in enumerate(suppliers):
        if table.no_bid[index] and name is not None and name.casefold() in no_bid:
            suppliers[index] = None
    return _without(table) + _spellings(table, sheet)


def _without(table: Table) -> list[Problem]:
    problems: list[Problem] = []
    for index, name in enumerate(table.values["supplier"]):
        if name is None and not table.no_bid[index]:
            table.usable[index] = False
            problems.append(error("supplier-missing", table.cell(index, "supplier")))
    return problems


def _spellings(table: Table, sheet: Sheet) -> list[Problem]:
    """Name suppliers that differ only by signs nobody sees, by case or by punctuation."""
    column = next((c for c in table.header.columns if c.field == "supplier"), None)
    if column is None:
        return []
    raw: dict[str, dict[str, str]] = {}
    seen: set[CellValue] = set()
    for index, name in enumerate(table.values["supplier"]):
        row = sheet.rows[table.rows[index] - sheet.first_row]
        cell = row[column.index] if column.index < len(row) else None
        if name is not None and isinstance(cell, str) and cell not in seen:
            seen.add(cell)
            raw.setdefault(key(name), {}).setdefault(cell.strip(), table.cell(index, "supplier"))
    return [
        warning(
            "supplier-spellings",
            list(spellings.values())[-1],
            found=" / ".join(spellings),
            cells=", ".join(place.rpartition("!")[2] for place in spellings.values()),
        )
        for spellings in raw.values()
        if len(spellings) > 1
    ]


def in_title(sheet: Sheet, header_row: int) -> str | None:
    """Return the supplier's name from the rows above the headings.

    `Anbudsgivare: X AB` in one cell, or the label in one cell and the name to its right.
    """
    labels = headings().supplier_labels
    for row in spread(sheet, header_row):
        texts = list(dict.fromkeys(clean(c) for c in row if isinstance(c, str) and clean(c)))
        for position, text in enumerate(texts):
            label, colon, rest = text.partition(":")
            if fold_all(label) not in labels:
                continue
            if colon and rest.strip():
                return rest.strip()
            if position + 1 < len(texts):
                return texts[position + 1]
    return None


def display_names(tables: list[Table]) -> Mapping[str, str]:
    """Return supplier key -> the name as first written."""
    names: dict[str, str] = {}
    for table in tables:
        for name in table.column("supplier"):
            if name is not None:
                names.setdefault(key(name), name)
    return names
