"""Number texts: what "1 200,50 kr/kg" says, decided together with its neighbours in the column.

For texts the column decides what comma and point mean: one cell alone ("1,200") may be ambiguous,
its neighbours ("12,50") tell. A currency mark or a unit beside the number is kept, converted or
refused, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from carbon import units
from carbon.intake import currencywords, moneytexts, unitwords
from carbon.intake.moneytexts import Money
from carbon.intake.texts import clean
from carbon.intake.words import Words
from carbon.problems import Severity

_NUMBER = re.compile(
    r"(?P<before>[^\d+\-−–(.,]*?)\s*(?P<sign>[-+−–]?)\s*"
    r"(?P<digits>\d[\d .,'’]*|[.,]\d+)(?P<after>.*)\Z",
    re.DOTALL,
)
_NUMERAL = re.compile(r"(?:\d[\d ]*(?:[.,]\d+)*[eE][+-]?\d+|\d+(?:[ .,'’:]\d+)*)")
_LONG_WORD = re.compile(r"[^\W\d_]{2}")
_GROUPED = re.compile(r"\d{1,3}(?:[ '’]\d{3})+(?![\d ])")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRules:
    """What a column of numbers may hold; each is the severity of a breach, or None if allowed."""

    bad: Severity = Severity.ERROR
    zero: Severity | None = None
    negative: Severity | None = None
    largest: Decimal | None = None
    smallest: Decimal | None = None  # of what is above zero: a number that something is divided by
    whole: bool = False
    money: bool = False  # currency marks and words for "no bid" may stand in the cells
    # Folded unit -> how many of the column's own unit one is; other units are refused. Without
    # such a table a unit is kept beside the number, for the row to decide.
    units: Mapping[str, Decimal] | None = None
    # What a number without a unit is multiplied by: the unit of the heading. None: the heading
    # has a unit that the column cannot be in.
    factor: Decimal | None = field(default_factory=lambda: Decimal(1))


@dataclass(frozen=True, slots=True)
class _Parts:
    """A number text taken apart: sign, digits with their marks, the unit word behind them."""

    negative: bool
    digits: str
    unit: str
    currency: str = ""  # what a mark beside the number stands for: SEK, or SEK/DKK/NOK
    exact: Decimal | None = None  # the amount, when kronor and öre stand apart
    factor: Decimal | None = None  # 0.01 for öre; None: nothing beside the number says


@dataclass(slots=True)
class _Marks:
    """How comma and point are used in a column, as far as single cells tell."""

    decimal: set[str]
    grouping: set[str]


def _take_apart(text: str, words: Words, rules: NumberRules) -> _Parts | None:
    money = moneytexts.prepared(text, words) if rules.money else Money(text)
    match = _NUMBER.match(money.text)
    if match is None:
        return None
    digits = match["digits"].rstrip(" .,'’")
    rest = match["digits"][len(digits) :].strip(" '’") + match["after"]
    before = match["before"].strip().casefold().rstrip(".:")
    sign = match["sign"] in ("-", "−", "–")
    if not rules.money:
        unit = rest.strip(" .").casefold()
        known = units.fold(unit) in (rules.units or ()) or units.find(unit) is not None
        return None if before or (unit and not known) else _Parts(sign, digits, unit)
    found = moneytexts.after(rest.strip().casefold().rstrip("."), words)
    if found is None or (before and before not in words.currency_marks):
        return None
    own = words.currency_marks.get(before, "")
    currency = currencywords.common(own, found.currency) if own and found.currency else ""
    if own and found.currency and not currency:
        return None
    if found.unit and unitwords.find(found.unit) is None:
        return None
    currency = currency or own or found.currency
    factor = found.factor if currency else None
    return _Parts(sign, digits, found.unit, currency, money.exact, factor)


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
class NumberText:
    """What one distinct text of the column comes to."""

    value: Decimal | None
    unit: str
    code: str | None  # no-bid, or a problem code
    severity: Severity | None
    currency: str = ""


def read_texts(texts: set[str], words: Words, rules: NumberRules) -> dict[str, NumberText]:
    """Decide every distinct text of a column together."""
    read: dict[str, NumberText] = {}
    parts: dict[str, _Parts] = {}
    marks = _Marks(set(), set())
    for text in texts:
        plain = clean(text)
        folded = plain.casefold().strip(" .!")
        if plain.strip("*?. ") == "" or folded in words.missing:
            read[text] = NumberText(None, "", None, None)
        elif folded in words.no_bid:
            read[text] = NumberText(None, "", "no-bid", None)
        elif rules.money and folded.split("/")[0].strip() in words.currency_marks:
            read[text] = NumberText(None, "", "price-mark-only", Severity.WARNING)
        elif rules.money and (code := moneytexts.hindrance(plain, words)) is not None:
            read[text] = NumberText(None, "", code, rules.bad)
        elif (found := _take_apart(plain, words, rules)) is None:
            read[text] = NumberText(None, "", _unread(plain, rules), rules.bad)
        else:
            parts[text] = found
            if found.exact is None:
                _learn(found.digits, marks)
    for text, part in parts.items():
        read[text] = _valued(part, marks, rules)
    return read


def _valued(part: _Parts, marks: _Marks, rules: NumberRules) -> NumberText:
    """Return the value of a number text in the column's own unit, or why it has none."""
    value = _decimal(part.digits, marks) if part.exact is None else part.exact
    if value is None:
        return NumberText(None, part.unit, "number-ambiguous", rules.bad)
    value = -value if part.negative else value
    if rules.units is None:
        of_heading = Decimal(1) if rules.factor is None else rules.factor
        scale = of_heading if part.factor is None else part.factor
        value = value if scale == 1 else value * scale
        return NumberText(value, part.unit, None, None, part.currency)
    factor = rules.units.get(units.fold(part.unit)) if part.unit else rules.factor
    if factor is None:
        return NumberText(None, "", "number-unit", rules.bad)
    return NumberText(value * factor, "", None, None, part.currency)


def _unread(text: str, rules: NumberRules) -> str:
    if not any(c.isdigit() for c in text):
        return "number-unreadable"
    if not rules.money:
        return "number-unreadable"
    several = len(_NUMERAL.findall(text)) > 1 or _LONG_WORD.search(text) is not None
    return "price-several-things" if several else "price-form"
