"""Who offers: the supplier of each row, from its column, block, sheet, title rows or file name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from carbon.intake import namescripts, words
from carbon.intake.fields import headings
from carbon.intake.headers import spread
from carbon.intake.records import CellValue, Sheet
from carbon.intake.tables import Table
from carbon.intake.texts import clean, fold_all
from carbon.problems import Problem, error, note, warning

FROM_FILE_NAME = "supplier-from-file-name"


def key(name: str) -> str:
    """Return what a supplier's name is told apart by: composed letters, blanks and case folded.

    >>> key("Dala Grönt AB") == key("DALA  GRÖNT AB"), key("Dala Grönt AB.") == key("Dala Grönt AB")
    (True, False)
    """
    return _key(name)


@lru_cache(maxsize=20_000)
def _key(name: str) -> str:
    return clean(clean(name).casefold()) or name


def named(
    table: Table, sheet: Sheet, book: str, first_name: str | None = None
) -> tuple[Table, list[Problem]]:
    """Return the table with a supplier in every row, and the rows that have none.

    `first_name` is the name of the file when it was read before it was handed back.
    """
    table, problems = _named(table, sheet, book, first_name)
    return table, problems + _mixed(table)


def _mixed(table: Table) -> list[Problem]:
    """Name suppliers whose letters come from two alphabets: another name that looks the same."""
    column = table.values["supplier"]
    return [
        warning(
            "supplier-mixed-letters",
            _place(table, column.index(name)),
            found=name,
            letters=", ".join(strangers),
        )
        for name in dict.fromkeys(column)
        if name is not None and (strangers := namescripts.strangers(name))
    ]


def _named(
    table: Table, sheet: Sheet, book: str, first_name: str | None
) -> tuple[Table, list[Problem]]:
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
        found = all_in_title(sheet, table.header.row)
        if len(found) > 1:
            return _undecided(table), [
                error("supplier-several", table.place, found=" / ".join(found))
            ]
        name = next(iter(found), None)
    if name is None:
        name = first_name or clean(PurePosixPath(book).stem.replace("_", " "))
        problems.append(note(FROM_FILE_NAME, table.place, found=name))
    table.values["supplier"] = [name] * len(table.rows)
    return table, problems


def _undecided(table: Table) -> Table:
    """Return the table with every row put aside: who offers them is not known."""
    table.values["supplier"] = [None] * len(table.rows)
    table.usable[:] = [False] * len(table.rows)
    return table


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
    """Return the supplier's name from the rows above the headings, the first of several.

    `Anbudsgivare: X AB` in one cell, or the label in one cell and the name to its right.
    """
    return next(iter(all_in_title(sheet, header_row)), None)


def all_in_title(sheet: Sheet, header_row: int) -> list[str]:
    """Return every supplier named in the rows above the headings, each once, in order."""
    found: dict[str, str] = {}
    for row in spread(sheet, header_row):
        texts = list(dict.fromkeys(clean(c) for c in row if isinstance(c, str) and clean(c)))
        for position, text in enumerate(texts):
            name = _labelled(text, texts[position + 1 : position + 2])
            if name is not None:
                found.setdefault(key(name), name)
    return list(found.values())


def _labelled(text: str, following: Sequence[str]) -> str | None:
    """Return the name that a cell gives behind its label, or that follows a cell with the label."""
    labels = headings().supplier_labels
    label, colon, rest = text.partition(":")
    if fold_all(label) not in labels:
        return None
    if colon and rest.strip():
        return rest.strip()
    beside = next(iter(following), None)
    # Two labels beside each other are headings, not a label and its name.
    return None if beside and fold_all(beside.partition(":")[0]) in labels else beside


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
