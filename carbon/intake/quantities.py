"""Pack strings: `24x50 cl`, `4/5#`, `ca 1,2 kg/st`, `3 kg (avr.vikt 1,8 kg)` -> how much it holds.

Grammar: `[count x] [count x] amount unit [/ holder]`. Per cents, classes, tray sizes and `3-pack`
are no amounts. Whatever allows two readings (half an ounce or one of two ounces, a can size, a
misread scan, a size beside a number of pieces) gives no amount and the code of the question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from math import prod

from carbon import units
from carbon.intake.texts import clean

BY_WEIGHT = frozenset({"lösvikt", "losvikt", "vägvara", "vikt"})
_HALF_GALLON = "HG"  # as printed in American milk bids; in a unit column it stays ambiguous
_COUNT = r"\d+"
_AMOUNT = r"\d+(?:[.,]\d+)?|[.,]\d+"
_NOISE = re.compile(
    r"\d+(?:[.,]\d+)?\s*%|\bklass\s*\d+|\b1\s*/\s*\d\s*gn\b|\bgn\s*\d\s*/\s*\d\b|\d+\s*-?\s*pack\b",
    re.IGNORECASE,
)
_PACK_OF = re.compile(r"(\d+)\s*-?\s*pack\b", re.IGNORECASE)
_ABOUT = re.compile(r"(?<![a-zåäö])(?:ca|cirka|circa|approx|ung|ungefär)\b\.?\s*|~\s*", re.I)
_SCAN = re.compile(r"\d\s*[zZ]\b|\d[DOQlI]\s*/|/\s*[OQIl]\d|\d[OQ]\d")
_CAN = re.compile(r"#\s*\d")
_RANGE = re.compile(r"\d+\s*[-–]\s*\d+\s*(?:/|[a-zåäö#])", re.IGNORECASE)
_FRACTION = re.compile(r"(?<![\d.,/x])(?:1\s*/\s*[2348]|3\s*/\s*[48])(?![\d.,])", re.IGNORECASE)
_SLICES = re.compile(r"\d\s*(?:slc|hls|slices?|skivor)\b", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<!\d)\d{1,3} \d{3}(?![\d.,])|(?<![\d.,])[1-9]\d{0,2},\d{3}(?!\d)")
_PIECES = re.compile(
    r"(?:(\d+)\s*[x/]\s*)?(?<![\d.,])(\d+)\s*(?:/\s*)?(?:st|stk|styck|pcs|pieces?|ct|count|each|ea)\b",
    re.IGNORECASE,
)
_PER_CASE = re.compile(r"(?<![\d.,])(\d+)\s*/\s*(?:case|cs|krt|kart|kartong|box)\b", re.IGNORECASE)
_CASE_OF = re.compile(r"\bcase of (\d+)(?:\s+|$)", re.IGNORECASE)
_DRAINED = (
    r"\(?\s*(?:avr(?:unnen)?\.?\s*vikt|drained(?: weight)?)\s*:?\s*({amount})\s*({unit})\s*\)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What a pack string says that one sales unit holds; None is unknown, never a guess."""

    amount: Decimal | None = None  # in `unit`
    unit: str | None = None  # kg or L
    count: int | None = None  # inner packs, or pieces when only they are known
    pieces: int | None = None  # number of pieces when no weight is known
    approximate: bool = False  # "ca": the piece or pack varies
    by_weight: bool = False  # sold loose: the price is per kg
    drained_kg: Decimal | None = None  # beside the net amount, for canned goods
    question: str | None = None  # problem code when it cannot be understood


@cache
def _unit_words() -> str:
    words = {
        alias
        for unit in units.table().units.values()
        if unit.canonical in ("kg", "L") and unit.in_packs
        for alias in unit.aliases
    }
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _grammar() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<counts>(?:{_COUNT}\s*[x*×/à]\s*)*)(?P<lone>[x×à]\s*)?"
        rf"(?<![\d.,])(?P<amount>{_AMOUNT})\s*-?\s*(?P<unit>{_unit_words()})(?![a-zåäö])",
        re.IGNORECASE,
    )


@cache
def _drained() -> re.Pattern[str]:
    pattern = _DRAINED.replace("{amount}", _AMOUNT).replace("{unit}", _unit_words())
    return re.compile(pattern, re.IGNORECASE)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _measure(text: str, unit_text: str) -> tuple[Decimal, str] | None:
    unit = units.find(unit_text)
    if unit is None:
        return None
    return _number(text) * unit.factor, unit.canonical


def _whole_unit(text: str) -> Pack | None:
    """Return the pack when the text is nothing but a unit: `kg`, `Quart`, `HG`."""
    if text.casefold() in BY_WEIGHT:
        return Pack(amount=Decimal(1), unit="kg", by_weight=True)
    if text == _HALF_GALLON:
        half = units.table().units["us_half_gallon"]
        return Pack(amount=half.factor, unit=half.canonical, count=1)
    unit = units.find(text)
    if unit is None:
        return None
    if unit.canonical in ("kg", "L"):
        return Pack(amount=unit.factor, unit=unit.canonical, count=1)
    return Pack(question="pack-unknown")


def _doubtful(text: str) -> str | None:
    """Return the code of the question when the text allows two readings."""
    checks: tuple[tuple[re.Pattern[str], str], ...] = (
        (_SCAN, "pack-suspect"),
        (_CAN, "pack-can-size"),
        (_SLICES, "pack-pieces"),
        (_FRACTION, "pack-ambiguous"),
        (_THOUSANDS, "pack-ambiguous"),
        (_RANGE, "pack-ambiguous"),
    )
    return next((code for pattern, code in checks if pattern.search(text)), None)


def _counted(text: str) -> int | None:
    """Return the number of pieces that a text without any measure states."""
    if found := _PIECES.search(text):
        return int(found[1] or 1) * int(found[2])
    for pattern in (_PER_CASE, _CASE_OF, _PACK_OF):
        if found := pattern.search(text):
            return int(found[1])
    return None


def _of_match(match: re.Match[str], text: str) -> Pack:
    """Return what one `counts x amount unit` says, or the question it raises."""
    counts = [int(n) for n in re.findall(r"\d+", match["counts"])]
    before = text[: match.start()].rstrip()
    case = _CASE_OF.search(before + " ")
    if case is not None and case.end() >= len(before) and not counts:
        counts = [int(case[1])]
    elif before[-1:].isdigit() or before[-1:] in ("/", ".", ",", "x", "X", "+"):
        lone_x = before[-1:] in ("x", "X") and not before[:-1].strip()
        if not lone_x:
            return Pack(question="pack-ambiguous")
    if match["counts"].count("/") > 1 or 0 in counts:
        return Pack(question="pack-ambiguous")
    size = _measure(match["amount"], match["unit"])
    if size is None or size[0] <= 0:
        return Pack(question="pack-ambiguous")
    total = size[0] * prod(counts)
    return Pack(amount=total, unit=size[1], count=prod(counts))


def _of_measures(text: str) -> Pack | None:
    """Return what the measures in a text say together; None when there is none."""
    read = [_of_match(match, text) for match in _grammar().finditer(text)]
    if not read:
        return None
    first = read[0]
    if any(one.question for one in read):
        return Pack(question=next(one.question for one in read if one.question))
    if any((one.amount, one.unit) != (first.amount, first.unit) for one in read[1:]):
        return Pack(question="pack-ambiguous")
    rest = _grammar().sub(" ", text)
    pieces = None if _CASE_OF.search(text) else _counted(rest)
    return Pack(question="pack-ambiguous") if pieces is not None and pieces > 1 else first


def _without_noise(text: str) -> tuple[str, bool]:
    about = _ABOUT.search(text) is not None or re.search(r"\dxca\b", text, re.I) is not None
    text = re.sub(r"(?<=\d)xca\b\.?\s*", "x", text, flags=re.IGNORECASE)
    text = _ABOUT.sub("", text)
    text = re.sub(r"\b(\d+)\s+(\d+)\s*-\s*(?=[a-z])", r"\1 \2 ", text, flags=re.IGNORECASE)
    return re.sub(r"(?<![\w])st\s*à\s*", "", text, flags=re.IGNORECASE), about


@lru_cache(maxsize=50_000)
def parse(text: str) -> Pack:
    """Return what one sales unit holds according to a pack string or a name with a size in it.

    Values are exact decimals in kg or L. Counts without a weight come as `pieces` with the
    question `pack-pieces`; text without any size gives `pack-unknown`.

    >>> parse("4x6x50 cl").amount, parse("100/30Z").question
    (Decimal('12.00'), 'pack-suspect')
    """
    plain = clean(text)[:200]
    whole = _whole_unit(plain)
    if whole is not None:
        return whole
    drained: Decimal | None = None
    if found := _drained().search(plain):
        size = _measure(found[1], found[2])
        drained = size[0] if size and size[1] == "kg" else None
        plain = plain[: found.start()] + plain[found.end() :]
    return replace(_read(plain), drained_kg=drained)


def _read(text: str) -> Pack:
    plain, about = _without_noise(text)
    quiet = _NOISE.sub(" ", plain)
    question = _doubtful(quiet)
    pieces = _counted(plain)
    if question is not None:
        return Pack(question=question)
    pack = _of_measures(quiet)
    if pack is not None:
        return replace(pack, approximate=about)
    if pieces is not None:
        return Pack(pieces=pieces, count=pieces, question="pack-pieces")
    return Pack(question="pack-unknown")
