"""Numbers from cells: decimals exactly as written, decided column by column.

Number cells are taken as they are, freed of floating debris; texts are read by
`carbon.intake.numbertexts`. What cannot be decided is a finding and None; nothing becomes zero, and
of several things in one cell none is picked.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from carbon.intake.findings import Finding, finding
from carbon.intake.numbertexts import NumberRules as NumberRules
from carbon.intake.numbertexts import NumberText, read_texts
from carbon.intake.records import CellValue, ErrorCell
from carbon.intake.texts import clean
from carbon.intake.words import Words
from carbon.problems import Severity

_EXACT_FLOAT_DIGITS = 15  # a shortest repr longer than this carries debris of binary arithmetic


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberColumn:
    """The numbers of a column, None where there is none, and what was found."""

    values: list[Decimal | None]
    unit_texts: dict[int, str]  # unit words that stood inside a cell
    currencies: dict[int, str]  # what currency marks inside a cell stand for
    no_bid: set[int]  # rows where the supplier said it does not offer
    findings: list[Finding]


def from_float(value: float) -> Decimal:
    """Return the decimal a person typed: shortest form, without the debris of binary sums.

    >>> from_float(220.00000000000003), from_float(98.5), from_float(0.1 + 0.2)
    (Decimal('220'), Decimal('98.5'), Decimal('0.3'))
    """
    text = repr(value)
    if len(text) <= _EXACT_FLOAT_DIGITS + 1 and "e" not in text:  # nearly all: a shortcut
        return Decimal(text.removesuffix(".0"))
    digits = text.partition("e")[0].lstrip("-0.").replace(".", "")
    if len(digits) > _EXACT_FLOAT_DIGITS:
        text = format(value, ".12g")
    return Decimal(text.removesuffix(".0"))


def _only_numbers(cells: Sequence[CellValue], rules: NumberRules) -> NumberColumn | None:
    """Return the column at once when it holds number cells only and none breaks a rule."""
    if rules.factor != 1 or not set(map(type, cells)) <= {float, int, type(None)}:
        return None
    different = [cell for cell in set(cells) if isinstance(cell, float | int)]
    if not all(isinstance(cell, int) or math.isfinite(cell) for cell in different):
        return None
    if rules.whole and not all(cell == int(cell) for cell in different):
        return None
    found = [from_float(c) if isinstance(c, float) else Decimal(c) for c in different]
    outside = NumberColumn(values=[], unit_texts={}, currencies={}, no_bid=set(), findings=[])
    extremes = (
        {min(found), max(found), Decimal(0) if 0 in different else max(found)} if found else ()
    )
    for value in extremes:  # when the least and the greatest are within the rules, all are
        if _checked(value, 0, rules, outside) is None:
            return None
    exact: dict[CellValue, Decimal | None] = dict(zip(different, found, strict=True))
    exact[None] = None
    values = list(map(exact.__getitem__, cells))
    return NumberColumn(values=values, unit_texts={}, currencies={}, no_bid=set(), findings=[])


def read_column(cells: Sequence[CellValue], words: Words, rules: NumberRules) -> NumberColumn:
    """Return the numbers of a column with everything found on the way.

    An error value, a number that is none, a breach of `rules` or an unreadable text gives a
    finding and None. Words for "no bid" give None and the row in `no_bid`; blanks give None.
    """
    quick = _only_numbers(cells, rules)
    if quick is not None:
        return quick
    texts = read_texts({c for c in cells if isinstance(c, str)}, words, rules)
    column = NumberColumn(values=[], unit_texts={}, currencies={}, no_bid=set(), findings=[])
    seen: dict[float, Decimal] = {}
    for index, cell in enumerate(cells):
        if cell is None:
            column.values.append(None)
            continue
        value: Decimal | None
        if isinstance(cell, float) and math.isfinite(cell):
            value = seen.get(cell)
            if value is None:
                value = seen[cell] = from_float(cell)
            value = _in_unit(value, index, rules, column)
        elif isinstance(cell, int) and not isinstance(cell, bool):
            value = _in_unit(Decimal(cell), index, rules, column)
        elif isinstance(cell, str):
            value = _take_text(texts[cell], cell, index, column)
        else:
            shown = cell.text if isinstance(cell, ErrorCell) else cell
            code = "cell-error" if isinstance(cell, ErrorCell) else "number-unreadable"
            told = isinstance(cell, ErrorCell) and cell.told
            column.findings.append(finding(code, rules.bad, index, told=told, found=shown))
            value = None
        column.values.append(_checked(value, index, rules, column))
    return column


def _take_text(text: NumberText, cell: str, index: int, column: NumberColumn) -> Decimal | None:
    if text.code == "no-bid":
        column.no_bid.add(index)
    elif text.code is not None and text.severity is not None:
        column.findings.append(finding(text.code, text.severity, index, found=clean(cell)))
    if text.unit and text.value is not None:
        column.unit_texts[index] = text.unit
    if text.currency and text.value is not None:
        column.currencies[index] = text.currency
    return text.value


def _in_unit(
    value: Decimal, index: int, rules: NumberRules, column: NumberColumn
) -> Decimal | None:
    """Return a bare number in the column's own unit, when the heading's unit allows it."""
    if rules.factor is None:
        column.findings.append(finding("number-unit", rules.bad, index, found=f"{value:g}"))
        return None
    return value if rules.factor == 1 else value * rules.factor


def _checked(
    value: Decimal | None, index: int, rules: NumberRules, column: NumberColumn
) -> Decimal | None:
    """Return the value if it is within the rules, else None with a finding."""
    if value is None:
        return None
    breach: tuple[str, Severity] | None = None
    if value < 0 and rules.negative is not None:
        breach = ("number-negative", rules.negative)
    elif value == 0 and rules.zero is not None:
        breach = ("number-zero", rules.zero)
    elif rules.largest is not None and abs(value) > rules.largest:
        breach = ("number-too-large", rules.bad)
    elif rules.smallest is not None and abs(value) < rules.smallest:
        breach = ("number-too-small", rules.bad)
    elif rules.whole and value != int(value):
        breach = ("number-not-whole", rules.bad)
    if breach is None:
        return value
    column.findings.append(finding(breach[0], breach[1], index, found=f"{value:g}"))
    return None
