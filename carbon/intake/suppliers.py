"""Who offers: the supplier of each row, from its column, block, sheet, title rows or file name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from carbon.intake import words
from carbon.intake.fields import headings
from carbon.intake.headers import spread
from carbon.intake.records import CellValue, Sheet
from carbon.intake.tables import Table
from carbon.intake.texts import clean, fold_all
from carbon.problems import Problem, error, note, warning


def key(name: str) -> str:
    """Return what a supplier's name is told apart by: composed letters, blanks and case folded.

    >>> key("Dala Grönt AB") == key("DALA  GRÖNT AB"), key("Dala Grönt AB.") == key("Dala Grönt AB")
    (True, False)
    """
    return _key(name)


@lru_cache(maxsize=20_000)
def _key(name: str) -> str:
    return clean(clean(name).casefold()) or name


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
    """Name suppliers whose cells differ only by signs nobody sees, by blanks or by case."""
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


def display_names(tables: Sequence[Table]) -> tuple[Mapping[str, str], list[Problem]]:
    """Return supplier key -> the name as first written, and names that are nearly alike.

    Names that differ in more than case and blanks are two suppliers, because one bidder must never
    speak for another; when they look like one, a person must say which.
    """
    names: dict[str, str] = {}
    places: dict[str, str] = {}
    for table in tables:
        column = table.column("supplier")
        for name in dict.fromkeys(column):
            if name is not None and key(name) not in names:
                names[key(name)] = name
                places[key(name)] = _place(table, column.index(name))
    alike: dict[str, list[str]] = {}
    for one, name in names.items():
        alike.setdefault(fold_all(name) or one, []).append(one)
    problems = [
        error(
            "supplier-spelled-differently",
            places[other],
            found=names[other],
            expected=names[first],
            cell=places[first],
        )
        for first, *others in alike.values()
        for other in others
    ]
    return names, problems


def _place(table: Table, index: int) -> str:
    """Return the cell of a supplier's name, or the sheet when it stands above the table."""
    return table.cell(index, "supplier") if "supplier" in table.letters[0] else table.place
