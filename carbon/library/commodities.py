"""Commodities: the raw materials that foods are made of, and which food is made of which.

A commodity gives the foods made of it one correlation group, the spread that its producers were
observed to have, and the names under which other sources know it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from carbon.library.entry import Entry
from carbon.library.files import Files
from carbon.library.records import Commodity
from carbon.library.tables import Row, read_table
from carbon.problems import Problem, error

COLUMNS = (
    "commodity",
    "name_sv",
    "name_en",
    "poore_nemecek",
    "su_eatable",
    "variability_sigma",
    "variability_basis",
)
MIXTURE = "mixed"  # a food that no single commodity makes: its errors are its own
_CODE_COLUMNS = ("code_agb", "commodity")


def read_commodities(name: str, files: Files) -> dict[str, Commodity]:
    """Return the commodities of a table by id."""
    found: dict[str, Commodity] = {}
    for row in _rows(name, files, COLUMNS, numbers=("variability_sigma",)):
        one = _commodity(row, files.problems)
        if one is not None and found.setdefault(one.id, one) is not one:
            _twice(files, row, one.id, found[one.id].where)
    return found


def read_codes(name: str, files: Files, known: Mapping[str, Commodity]) -> dict[str, str]:
    """Return the commodity of each AGRIBALYSE code; a mixture has none."""
    found: dict[str, str] = {}
    for row in _rows(name, files, _CODE_COLUMNS):
        code, commodity = str(row.cells.get("code_agb")), str(row.cells.get("commodity"))
        if code in found:
            _twice(files, row, code, name)
        if commodity in known:
            found[code] = commodity
        elif commodity != MIXTURE:
            wrong = error("library-commodity-unknown", row.where, entry=code, found=commodity)
            files.problems.append(wrong)
    return found


def _rows(
    name: str, files: Files, columns: Collection[str], numbers: Collection[str] = ()
) -> list[Row]:
    path = files.path(name)
    if path is None:
        return []
    rows, problems = read_table(path, name, columns=columns, numbers=numbers)
    files.problems += problems
    return rows


def _commodity(row: Row, problems: list[Problem]) -> Commodity | None:
    entry = Entry({"id": row.cells.get("commodity"), **row.cells}, row.where, problems)
    sigma = entry.positive("variability_sigma")
    others = entry.optional_text("su_eatable") or ""
    one = Commodity(
        id=entry.text("commodity"),
        name_sv=entry.text("name_sv"),
        name_en=entry.text("name_en"),
        poore_nemecek=entry.optional_text("poore_nemecek"),
        su_eatable=tuple(name.strip() for name in others.split(";") if name.strip()),
        variability_sigma=sigma,
        variability_basis=entry.optional_text("variability_basis") or "",
        where=row.where,
    )
    if sigma is not None and not one.variability_basis:
        entry.wrong("library-field-missing", field="variability_basis")
    return one if entry.ok else None


def _twice(files: Files, row: Row, found: str, other: str) -> None:
    files.problems.append(
        error("library-id-twice", row.where, entry=found, found=found, other=other)
    )
