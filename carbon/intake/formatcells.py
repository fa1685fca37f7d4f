"""Number cells whose format shows more than the number: a currency, a unit, per cent, nothing.

What the format shows is a statement like a word beside the number in a text cell: a currency and a
unit are compared with the other statements of the row; what would change the number is a question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from carbon import units
from carbon.intake import moneytexts, numberformats, unitwords, vatwords, words
from carbon.intake.columns import Typed
from carbon.intake.fields import Field
from carbon.intake.findings import Finding, finding
from carbon.intake.numberformats import Shown
from carbon.intake.records import CellValue, Sheet
from carbon.problems import Severity

_ERROR = "error"


def read(sheet: Sheet, index: int, rows: Sequence[int], column: Field, typed: Typed) -> Typed:
    """Return a column of numbers with what the formats of its cells say.

    `index` is the 0-based column of the sheet, `rows` the 0-based rows of the items.
    """
    if column.kind not in ("number", "money"):
        return typed
    codes = _codes(sheet, index)
    if not codes:
        return typed
    found: list[Finding] = []
    unit_texts, currencies = dict(typed.unit_texts), dict(typed.currencies)
    for i, row in enumerate(rows):
        code = codes.get(row + sheet.first_row)
        cell = sheet.rows[row][index] if index < len(sheet.rows[row]) else None
        if code is None or typed.values[i] is None or not _is_number(cell):
            continue
        told = _told(code, column)
        if told.currency:
            currencies[i] = told.currency
        if told.unit:
            unit_texts[i] = told.unit
        if told.weight is not None:
            found.append(finding("number-format", told.weight, i, found=cell, format=code))
    return replace(
        typed, findings=[*typed.findings, *found], unit_texts=unit_texts, currencies=currencies
    )


def _is_number(cell: CellValue) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _codes(sheet: Sheet, index: int) -> dict[int, str]:
    number = index + sheet.first_column
    return {
        row: code
        for column, first, last, code in sheet.formats
        if column == number
        for row in range(first, min(last, sheet.first_row + len(sheet.rows)) + 1)
    }


@dataclass(frozen=True, slots=True)
class _Told:
    """What a format says of a number: statements to be compared, or the weight of a question."""

    weight: Severity | None = None
    currency: str = ""
    unit: str = ""


def _told(code: str, column: Field) -> _Told:
    shown = numberformats.shown(code)
    if shown is None:
        return _Told()
    grave = Severity.ERROR if column.breach == _ERROR else Severity.WARNING
    if shown.thousands or (shown.percent and not _of_percent(column)):
        return _Told(grave)
    if shown.hidden:
        return _Told(Severity.WARNING)
    if not shown.literal:
        return _Told()
    return _of_money(shown, grave) if column.kind == "money" else _of_number(shown, column, grave)


def _of_percent(column: Field) -> bool:
    return column.units is not None and units.fold("%") in column.units


def _of_money(shown: Shown, grave: Severity) -> _Told:
    text = vatwords.without_excluding(shown.literal).casefold().strip(" ()")
    if not text:
        return _Told()
    said = vatwords.said(text)
    after = moneytexts.after(text.rstrip("."), words.load())
    if after is None or (said is not None and said.including):
        return _Told(grave if said is not None else Severity.WARNING)
    if after.factor != 1 or text in words.load().thousands:
        return _Told(grave)  # 12.5 shown as 12.5 öre: the number or what is shown?
    if after.unit and unitwords.find(after.unit) is None:
        return _Told(Severity.WARNING, currency=after.currency)
    return _Told(currency=after.currency, unit=after.unit)


def _of_number(shown: Shown, column: Field, grave: Severity) -> _Told:
    folded = units.fold(shown.literal)
    if column.units is None:
        known = units.find(shown.literal) is not None
        return _Told(unit=shown.literal) if known else _Told(Severity.WARNING)
    own = column.units.get(folded)
    if own == 1:
        return _Told()
    return _Told(grave if own is not None or units.find(folded) else Severity.WARNING)
