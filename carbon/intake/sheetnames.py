"""Workbooks with several sheets of one layout: one sheet per supplier, or one sheet per lot.

Only the rows of the sheets decide. Sheets that ask for the same lines are answers of different
suppliers; sheets that count their lines anew and ask for other products are lots of one. A sheet
whose name says nothing ("Blad1") names no supplier: then it is a question.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from carbon.intake.tables import Table
from carbon.intake.texts import clean, fold_all
from carbon.problems import Problem, error, note, warning

_FROM_FILE = "supplier-from-file-name"
_NAMELESS = re.compile(
    r"(?:blad|sheet|ark|tabell|table|feuil|tabelle|pris|priser|anbud|prisbilaga)[ _-]*\d*\Z",
    re.IGNORECASE,
)
_SCANNED = re.compile(r"(?:table|tabell|page|sida)\s*\d+\Z", re.IGNORECASE)


def settled(tables: Sequence[Table], problems: Sequence[Problem]) -> list[Problem]:
    """Name the supplier or the lot of each sheet, where the sheets themselves do not.

    Changes the tables; returns the problems, with what was decided instead of the remark that the
    supplier's name was taken from the file.
    """
    unnamed = {problem.where for problem in problems if problem.code == _FROM_FILE}
    open_ = [t for t in tables if _told(t) in unnamed and t.layout.kind == "offers"]
    if len(open_) < 2:
        return list(problems)
    lines = Counter(line for table in open_ for line in set(_lines(table)))
    numbers = Counter(n for table in open_ for n in {n for n, _ in _lines(table)} if n)
    if max(lines.values(), default=0) > 1:
        places = {_told(table) for table in open_}
        kept = [p for p in problems if not (p.code == _FROM_FILE and p.where in places)]
        return kept + [_supplier(table) for table in open_]
    if max(numbers.values(), default=0) > 1:
        return [*problems, *(_lot(table) for table in open_ if "lot" not in table.values)]
    return list(problems)


def _told(table: Table) -> str:
    """Return the sheet's place as problems write it, without the blanks around names."""
    return note(_FROM_FILE, table.place, found="").where


def _lines(table: Table) -> list[tuple[str, str]]:
    names = table.column("wanted_name")
    if not any(names):
        names = table.column("offered_name")
    pairs = zip(table.column("line_number"), names, strict=True)
    return [(number or "", fold_all(name)) for number, name in pairs if name]


def _supplier(table: Table) -> Problem:
    name = clean(table.sheet)
    if _NAMELESS.match(name) or not fold_all(name):
        table.values["supplier"] = [None] * len(table.rows)
        table.usable[:] = [False] * len(table.rows)
        return error("supplier-of-sheet-unknown", table.place, found=name, count=len(table.rows))
    table.values["supplier"] = [name] * len(table.rows)
    return warning("supplier-from-sheet-name", table.place, found=name)


def _lot(table: Table) -> Problem:
    name = clean(table.sheet)
    table.values["section"] = [name] * len(table.rows)
    return note("lot-from-sheet-name", table.place, found=name)


def is_scan(names: Sequence[str]) -> bool:
    """Tell whether sheets are called as a program calls the tables that it found in a PDF."""
    return bool(names) and all(_SCANNED.match(clean(name)) for name in names)
