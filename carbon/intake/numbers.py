"""Numbers from cells: decimals exactly as written, decided column by column.

Number cells are taken as they are, freed of floating debris. For texts the column decides what
comma and point mean: one cell alone ("1,200") may be ambiguous, its neighbours ("12,50") tell.
What cannot be decided is a finding and None; nothing becomes zero, and of several things in one
cell none is picked.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from carbon import units
from carbon.intake.findings import Finding, finding
from carbon.intake.records import CellValue, ErrorCell
from carbon.intake.texts import clean
from carbon.intake.words import Words
from carbon.problems import Severity

_NUMBER = re.compile(
    r"(?P<before>[^\d+\-−–(.,]*?)\s*(?P<sign>[-+−–]?)\s*"
    r"(?P<digits>\d[\d .,'’]*|[.,]\d+)(?P<after>.*)\Z",
    re.DOTALL,
)
_GROUPED = re.compile(r"\d{1,3}(?:[ '’]\d{3})+(?![\d ])")
_EXACT_FLOAT_DIGITS = 15  # a shortest repr longer than this carries debris of binary arithmetic


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRules:
    """What a column of numbers may hold; each is the severity of a breach, or None if allowed."""

    bad: Severity = Severity.ERROR
    zero: Severity | None = None
    negative: Severity | None = None
    largest: Decimal | None = None
    money: bool = False  # currency marks and words for "no bid" may stand in the cells


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberColumn:
    """The numbers of a column, None where there is none, and what was found."""

    values: list[Decimal | None]
    unit_texts: dict[int, str]  # unit words that stood inside a cell
    no_bid: set[int]  # rows where the supplier said it does not offer
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class _Parts:
    """A number text taken apart: sign, digits with their marks, the unit word behind them."""

    negative: bool
    digits: str
    unit: str


@dataclass(slots=True)
class _Marks:
    """How comma and point are used in a column, as far as single cells tell."""

    decimal: set[str]
    grouping: set[str]


def from_float(value: float) -> Decimal:
    """Return the decimal a person typed: shortest form, without the debris of binary sums.

    >>> from_float(220.00000000000003), from_float(98.5), from_float(0.1 + 0.2)
    (Decimal('220'), Decimal('98.5'), Decimal('0.3'))
    """
    text = repr(value)
    digits = text.partition("e")[0].lstrip("-0.").replace(".", "")
    if len(digits) > _EXACT_FLOAT_DIGITS:
        text = format(value, ".12g")
    return Decimal(text.removesuffix(".0"))


def _take_apart(text: str, words: Words, money: bool) -> _Parts | None:
    match = _NUMBER.match(text)
    if match is None:
        return None
    digits = match["digits"].rstrip(" .,'’")
    after = match["digits"][len(digits) :].strip(" '’.") + match["after"]
    before = match["before"].strip().casefold().rstrip(".:")
    after = after.strip().casefold().rstrip(".").removesuffix(":-").removesuffix(",-").strip()
    if before and not (money and before in words.currency_marks):
        return None
    unit = ""
    if after:
        mark, _, per = after.partition("/")
        in_money = money and mark.strip() in words.currency_marks | {""}
        unit = per.strip() if in_money else after
        if unit and units.find(unit) is None:
            return None
    return _Parts(match["sign"] in ("-", "−", "–"), digits, unit)


def _single_mark(digits: str) -> str:
    return next((mark for mark in ",." if mark in digits), "")


def _learn(digits: str, marks: _Marks) -> None:
    """Note what one number tells about comma and point; an ambiguous one tells nothing."""
    if "," in digits and "." in digits:
        last = "," if digits.rfind(",") > digits.rfind(".") else "."
        marks.decimal.add(last)
        marks.grouping.add("." if last == "," else ",")
        return
    mark = _single_mark(digits)
    if not mark:
        return
    head, *tail = digits.replace(" ", "").split(mark)
    if len(tail) > 1:
        marks.grouping.add(mark)
    elif len(tail[0]) != 3 or head.strip("0") == "" or len(head) > 3 or " " in digits:
        marks.decimal.add(mark)


def _decimal(digits: str, marks: _Marks) -> Decimal | None:
    """Return the value of a number text in a column that uses `marks`; None when undecided."""
    if re.search(r"[ '’]", digits):
        head = re.split(r"[.,]", digits)[0]
        if not _GROUPED.fullmatch(head.strip()) or re.search(r"[.,].*[ '’]", digits):
            return None
        digits = re.sub(r"[ '’]", "", digits)
    if "," in digits and "." in digits:
        last = "," if digits.rfind(",") > digits.rfind(".") else "."
        other = "." if last == "," else ","
        whole, _, part = digits.rpartition(last)
        groups = whole.split(other)
        if last in whole or any(len(group) != 3 for group in groups[1:]):
            return None
        return Decimal(f"{''.join(groups)}.{part}")
    mark = _single_mark(digits)
    if not mark:
        return Decimal(digits)
    return _one_mark(digits, mark, marks)


def _one_mark(digits: str, mark: str, marks: _Marks) -> Decimal | None:
    own = _Marks(set(), set())
    _learn(digits, own)
    other = "." if mark == "," else ","
    as_decimal = mark in own.decimal
    as_grouping = mark in own.grouping
    if not (as_decimal or as_grouping):
        as_decimal = mark in marks.decimal and mark not in marks.grouping
        as_grouping = mark not in marks.decimal and (
            mark in marks.grouping or other in marks.decimal
        )
    head, *tail = digits.split(mark)
    if as_grouping and all(len(group) == 3 for group in tail) and 0 < len(head) <= 3:
        return Decimal(digits.replace(mark, ""))
    if as_decimal and len(tail) == 1:
        return Decimal(f"{head or '0'}.{tail[0]}")
    return None


@dataclass(frozen=True, slots=True)
class _Text:
    """What one distinct text of the column comes to."""

    value: Decimal | None
    unit: str
    code: str | None  # no-bid, or a problem code
    severity: Severity | None


def _read_texts(texts: set[str], words: Words, rules: NumberRules) -> dict[str, _Text]:
    """Decide every distinct text of a column together."""
    read: dict[str, _Text] = {}
    parts: dict[str, _Parts] = {}
    marks = _Marks(set(), set())
    for text in texts:
        plain = clean(text)
        folded = plain.casefold().strip(" .!")
        if plain.strip("*?. ") == "" or folded in words.missing:
            read[text] = _Text(None, "", None, None)
        elif folded in words.no_bid:
            read[text] = _Text(None, "", "no-bid", None)
        elif rules.money and folded.split("/")[0].strip() in words.currency_marks:
            read[text] = _Text(None, "", "price-mark-only", Severity.WARNING)
        elif (found := _take_apart(plain, words, rules.money)) is None:
            read[text] = _Text(None, "", _unread(plain, rules), rules.bad)
        else:
            parts[text] = found
            _learn(found.digits, marks)
    for text, part in parts.items():
        value = _decimal(part.digits, marks)
        if value is None:
            read[text] = _Text(None, part.unit, "number-ambiguous", rules.bad)
        else:
            read[text] = _Text(-value if part.negative else value, part.unit, None, None)
    return read


def _unread(text: str, rules: NumberRules) -> str:
    if not any(c.isdigit() for c in text):
        return "number-unreadable"
    return "price-several-things" if rules.money else "number-unreadable"


def _only_numbers(cells: Sequence[CellValue], rules: NumberRules) -> NumberColumn | None:
    """Return the column at once when it holds number cells only and none breaks a rule."""
    if not set(map(type, cells)) <= {float, int, type(None)}:
        return None
    column = NumberColumn(values=[], unit_texts={}, no_bid=set(), findings=[])
    exact: dict[CellValue, Decimal | None] = {None: None}
    for cell in set(cells):
        if isinstance(cell, float | int):
            finite = isinstance(cell, int) or math.isfinite(cell)
            value = from_float(float(cell)) if finite and isinstance(cell, float) else None
            exact[cell] = _checked(
                Decimal(cell) if isinstance(cell, int) else value, 0, rules, column
            )
            if exact[cell] is None:
                return None
    column.values.extend([exact[cell] for cell in cells])
    return column


def read_column(cells: Sequence[CellValue], words: Words, rules: NumberRules) -> NumberColumn:
    """Return the numbers of a column with everything found on the way.

    An error value, a number that is none, a breach of `rules` or an unreadable text gives a
    finding and None. Words for "no bid" give None and the row in `no_bid`; blanks give None.
    """
    quick = _only_numbers(cells, rules)
    if quick is not None:
        return quick
    texts = _read_texts({c for c in cells if isinstance(c, str)}, words, rules)
    column = NumberColumn(values=[], unit_texts={}, no_bid=set(), findings=[])
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
        elif isinstance(cell, int) and not isinstance(cell, bool):
            value = Decimal(cell)
        elif isinstance(cell, str):
            value = _take_text(texts[cell], cell, index, column)
        else:
            shown = cell.text if isinstance(cell, ErrorCell) else cell
            code = "cell-error" if isinstance(cell, ErrorCell) else "number-unreadable"
            column.findings.append(finding(code, rules.bad, index, found=shown))
            value = None
        column.values.append(_checked(value, index, rules, column))
    return column


def _take_text(text: _Text, cell: str, index: int, column: NumberColumn) -> Decimal | None:
    if text.code == "no-bid":
        column.no_bid.add(index)
    elif text.code is not None and text.severity is not None:
        column.findings.append(finding(text.code, text.severity, index, found=clean(cell)))
    if text.unit and text.value is not None:
        column.unit_texts[index] = text.unit
    return text.value


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
    if breach is None:
        return value
    column.findings.append(finding(breach[0], breach[1], index, found=f"{value:g}"))
    return None
