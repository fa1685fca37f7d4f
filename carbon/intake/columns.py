"""Columns: the cells of one field become values of one type, with what was found on the way.

Decided per column, not per cell: what a comma means, which texts are words of a closed list. Every
reader returns values as long as the column, None where there is none.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from carbon import units
from carbon.intake import countries, dates, numbers, words
from carbon.intake.findings import Finding, finding
from carbon.intake.layouts import Field
from carbon.intake.records import CellValue, ErrorCell
from carbon.intake.texts import clean, fold_all, has_markup
from carbon.problems import Severity

_SEVERITY = {
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "note": Severity.NOTE,
    "allow": None,
}
_GTIN_LENGTHS = (8, 12, 13, 14)
_LONGEST_NAME = 500  # a longer text is cut: no name is that long, and matching should stay quick


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A column after reading."""

    values: list[Any]  # str, Decimal, UnitFactor, Origin ... by the field's kind
    findings: list[Finding]
    unit_texts: dict[int, str] = field(default_factory=dict)
    no_bid: set[int] = field(default_factory=set)


def as_text(cell: CellValue) -> str | None:
    """Return a cell as text: 1.0 becomes "1", dates become ISO, blanks and errors None."""
    if isinstance(cell, str):
        return clean(cell)[:_LONGEST_NAME] or None
    if cell is None or isinstance(cell, ErrorCell):
        return None
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        exact = numbers.from_float(cell)
        return f"{exact:f}"
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat()
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


def _texts(cells: Sequence[CellValue], column: Field) -> Typed:
    named = column.kind in ("name", "supplier")
    if set(map(type, cells)) <= {str, type(None)}:
        shared = {cell: as_text(cell) for cell in set(cells)}
        if not named or not any(has_markup(text) for text in shared.values() if text):
            return Typed(values=[shared[cell] for cell in cells], findings=[])
    memo: dict[str, str | None] = {}
    values: list[str | None] = []
    findings: list[Finding] = []
    for index, cell in enumerate(cells):
        if isinstance(cell, str):
            if cell not in memo:
                memo[cell] = as_text(cell)
            values.append(memo[cell])
            if named and has_markup(cell):
                findings.append(finding("name-markup", Severity.WARNING, index, found=cell))
            continue
        if isinstance(cell, ErrorCell):
            weight = Severity.ERROR if named else Severity.WARNING
            findings.append(finding("cell-error", weight, index, found=cell.text))
        values.append(as_text(cell))
    return Typed(values=values, findings=findings)


def _numbers(cells: Sequence[CellValue], column: Field) -> Typed:
    rules = numbers.NumberRules(
        bad=_SEVERITY[column.breach] or Severity.NOTE,
        zero=_SEVERITY[column.zero],
        negative=_SEVERITY[column.negative],
        largest=column.largest,
        money=column.kind == "money",
    )
    read = numbers.read_column(cells, words.load(), rules)
    return Typed(
        values=list(read.values),
        findings=read.findings,
        unit_texts=read.unit_texts,
        no_bid=read.no_bid,
    )


def _looked_up(
    cells: Sequence[CellValue],
    column: Field,
    look_up: Callable[[str], Any],
    unknown: Callable[[int, str], Finding],
) -> Typed:
    """Read a column of words through a look-up; None from it is an unknown word."""
    plain = _texts(cells, column)
    memo: dict[str, Any] = {}
    values: list[Any] = []
    findings = list(plain.findings)
    for index, text in enumerate(plain.values):
        if text is None:
            values.append(None)
            continue
        if text not in memo:
            memo[text] = look_up(text)
        values.append(memo[text])
        if memo[text] is None:
            findings.append(unknown(index, text))
    return Typed(values=values, findings=findings)


def _units(cells: Sequence[CellValue], column: Field) -> Typed:
    def unknown(index: int, text: str) -> Finding:
        meanings = units.table().ambiguous.get(text)
        if meanings is not None:
            return finding("unit-ambiguous", Severity.ERROR, index, found=text, meanings=meanings)
        nearest = units.nearest(text)
        return finding("unit-unknown", Severity.ERROR, index, found=text, nearest=nearest)

    return _looked_up(cells, column, units.find, unknown)


def _words(cells: Sequence[CellValue], column: Field) -> Typed:
    kind = column.kind.partition(":")[2]
    known = words.load()
    expected = ", ".join(dict.fromkeys(known.lists[kind].values()))

    def unknown(index: int, text: str) -> Finding:
        return finding("word-unknown", Severity.WARNING, index, found=text, expected=expected)

    return _looked_up(cells, column, lambda text: known.meaning(kind, text), unknown)


def _countries(cells: Sequence[CellValue], column: Field) -> Typed:
    def unknown(index: int, text: str) -> Finding:
        return finding("country-unknown", Severity.WARNING, index, found=text)

    return _looked_up(cells, column, countries.country, unknown)


def _origins(cells: Sequence[CellValue], column: Field) -> Typed:
    read = _texts(cells, column)
    values = [None if text is None else countries.origin(text) for text in read.values]
    findings = [
        finding("origin-several", Severity.NOTE, index, found=read.values[index])
        for index, value in enumerate(values)
        if value is not None and value.several
    ]
    return Typed(values=values, findings=read.findings + findings)


def _currencies(cells: Sequence[CellValue], column: Field) -> Typed:
    known = words.load()

    def look_up(text: str) -> str | None:
        code = text.strip().upper()
        if len(code) == 3 and code.isascii() and code.isalpha():
            return known.currencies.get(fold_all(text), code)
        return known.currencies.get(fold_all(text)) or {"€": "EUR", "$": "USD"}.get(text)

    def unknown(index: int, text: str) -> Finding:
        return finding("currency-unknown", Severity.ERROR, index, found=text)

    return _looked_up(cells, column, look_up, unknown)


def _stages(cells: Sequence[CellValue], column: Field) -> Typed:
    known = words.load()

    def look_up(text: str) -> tuple[str, ...] | None:
        parts = [part for part in text.replace(";", ",").replace("+", ",").split(",") if part]
        read = [known.meaning("stage", part.strip()) for part in parts]
        return None if None in read else tuple(dict.fromkeys(s for s in read if s is not None))

    expected = ", ".join(dict.fromkeys(known.lists["stage"].values()))

    def unknown(index: int, text: str) -> Finding:
        return finding("word-unknown", Severity.ERROR, index, found=text, expected=expected)

    return _looked_up(cells, column, look_up, unknown)


def is_gtin(digits: str) -> bool:
    """Tell whether the last digit is the GS1 check digit of the others.

    >>> is_gtin("03021760292280"), is_gtin("03021760292281")
    (True, False)
    """
    weighted = (int(d) * (3 if n % 2 else 1) for n, d in enumerate(reversed(digits)))
    return len(digits) in _GTIN_LENGTHS and sum(weighted) % 10 == 0


def _gtins(cells: Sequence[CellValue], column: Field) -> Typed:
    read = _texts(cells, column)
    values: list[str | None] = []
    findings = list(read.findings)
    for index, text in enumerate(read.values):
        digits = (text or "").replace(" ", "").replace("-", "")
        if text is None:
            values.append(None)
        elif digits.isascii() and digits.isdigit() and len(digits) <= 14:
            padded = digits.zfill(14) if len(digits) > 8 else digits.zfill(8).zfill(14)
            values.append(padded)
            if not is_gtin(padded):
                findings.append(finding("gtin-check-digit", Severity.WARNING, index, found=text))
        else:
            values.append(text)
            findings.append(finding("gtin-check-digit", Severity.WARNING, index, found=text))
    return Typed(values=values, findings=findings)


def _dates(cells: Sequence[CellValue], column: Field) -> Typed:
    values, findings = dates.read_column(cells)
    return Typed(values=list(values), findings=findings)


_READERS: dict[str, Callable[[Sequence[CellValue], Field], Typed]] = {
    "identifier": _texts,
    "text": _texts,
    "name": _texts,
    "supplier": _texts,
    "pack": _texts,
    "number": _numbers,
    "money": _numbers,
    "unit": _units,
    "origin": _origins,
    "country": _countries,
    "currency": _currencies,
    "stages": _stages,
    "gtin": _gtins,
    "date": _dates,
    "word": _words,
}


def read(cells: Sequence[CellValue], column: Field) -> Typed:
    """Return the values of a column by the kind of its field."""
    return _READERS[column.kind.partition(":")[0]](cells, column)
