"""Columns: the cells of one field become values of one type, with what was found on the way.

Decided per column, not per cell: what a comma means, which texts are words of a closed list. Every
reader returns values as long as the column, None where there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from carbon import units
from carbon.intake import countries, dates, gtins, headingunits, numbers, origincolumns, words
from carbon.intake.fields import Field
from carbon.intake.findings import Finding, finding
from carbon.intake.records import CellValue
from carbon.intake.textcolumns import Typed as Typed
from carbon.intake.textcolumns import as_text as as_text
from carbon.intake.textcolumns import texts
from carbon.intake.texts import fold_all
from carbon.problems import Severity

_SEVERITY = {
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "note": Severity.NOTE,
    "allow": None,
}
_NUMBERS = ("number", "money")


Reader = Callable[[Sequence[CellValue], Field], Typed]


def _numbers(cells: Sequence[CellValue], column: Field, heading: str) -> Typed:
    rules = numbers.NumberRules(
        bad=_SEVERITY[column.breach] or Severity.NOTE,
        zero=_SEVERITY[column.zero],
        negative=_SEVERITY[column.negative],
        largest=column.largest,
        smallest=column.smallest,
        whole=column.whole,
        money=column.kind == "money",
        units=column.units,
        factor=headingunits.factor(heading, column),
    )
    read = numbers.read_column(cells, words.load(), rules)
    return Typed(
        values=list(read.values),
        findings=read.findings,
        unit_texts=read.unit_texts,
        currencies=read.currencies,
        no_bid=read.no_bid,
    )


def _looked_up(
    cells: Sequence[CellValue],
    column: Field,
    look_up: Callable[[str], Any],
    unknown: Callable[[int, str], Finding],
) -> Typed:
    """Read a column of words through a look-up; None from it is an unknown word."""
    plain = texts(cells, column)
    meanings: dict[str | None, Any] = {
        text: None if text is None else look_up(text) for text in set(plain.values)
    }
    strange = {text for text, meaning in meanings.items() if text is not None and meaning is None}
    findings = list(plain.findings)
    if strange:
        found = [(index, text) for index, text in enumerate(plain.values) if text in strange]
        findings += [unknown(index, text) for index, text in found]
    return Typed(values=list(map(meanings.__getitem__, plain.values)), findings=findings)


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
    weight = _SEVERITY[column.unknown] or Severity.NOTE

    def unknown(index: int, text: str) -> Finding:
        return finding("word-unknown", weight, index, found=text, expected=expected)

    return _looked_up(cells, column, lambda text: known.meaning(kind, text), unknown)


def _countries(cells: Sequence[CellValue], column: Field) -> Typed:
    def unknown(index: int, text: str) -> Finding:
        return finding("country-unknown", Severity.WARNING, index, found=text)

    return _looked_up(cells, column, countries.country, unknown)


def _origins(cells: Sequence[CellValue], column: Field) -> Typed:
    read = texts(cells, column)
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


def _gtins(cells: Sequence[CellValue], column: Field) -> Typed:
    read = texts(cells, column)
    numbers: dict[str | None, str | None] = {text: gtins.padded(text) for text in set(read.values)}
    wrong = {text for text, padded in numbers.items() if padded and not gtins.is_gtin(padded)}
    findings = list(read.findings)
    if wrong:
        findings += [
            finding("gtin-check-digit", Severity.WARNING, index, found=text)
            for index, text in enumerate(read.values)
            if text in wrong
        ]
    return Typed(values=list(map(numbers.__getitem__, read.values)), findings=findings)


def _dates(cells: Sequence[CellValue], column: Field) -> Typed:
    values, findings = dates.read_column(cells)
    return Typed(values=list(values), findings=findings)


def _with_shares(reader: Reader) -> Reader:
    """Return a reader of origins that also takes several origins with their shares."""

    def read_shares(cells: Sequence[CellValue], column: Field) -> Typed:
        told = origincolumns.read(cells)
        plain = reader(told.rest, column)
        values = [told.shares.get(index, value) for index, value in enumerate(plain.values)]
        return replace(plain, values=values, findings=[*plain.findings, *told.findings])

    return read_shares


_READERS: dict[str, Reader] = {
    "identifier": texts,
    "text": texts,
    "name": texts,
    "supplier": texts,
    "pack": texts,
    "unit": _units,
    "origin": _with_shares(_origins),
    "place": _with_shares(texts),
    "country": _with_shares(_countries),
    "currency": _currencies,
    "stages": _stages,
    "gtin": _gtins,
    "date": _dates,
    "word": _words,
}


def read(cells: Sequence[CellValue], column: Field, heading: str = "") -> Typed:
    """Return the values of a column by the kind of its field; `heading` may name their unit."""
    if column.kind in _NUMBERS:
        return _numbers(cells, column, heading)
    return _READERS[column.kind.partition(":")[0]](cells, column)
