"""Pack strings: `24x50 cl`, `4/5#`, `ca 1,2 kg/st`, `3 kg (avr.vikt 1,8 kg)` -> how much it holds.

Grammar: `[count x] [count x] amount unit [/ holder]` or `amount unit x count`. Whatever allows two
readings (carbon.intake.packtexts) gives no amount and the code of the question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from math import prod

from carbon import units
from carbon.intake import packtexts
from carbon.intake.fields import headings
from carbon.intake.packtexts import AMOUNT, CASE_OF, unit_words
from carbon.intake.texts import clean

BY_WEIGHT = frozenset({"lösvikt", "losvikt", "vägvara", "vikt"})
_HALF_GALLON = "HG"  # as printed in American milk bids; in a unit column it stays ambiguous
_SMALL = ("gram", "millilitre")  # units that net and drained weight are printed in: "400/240 g"


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
    levels: tuple[Decimal, ...] = ()  # what the inner packs hold, innermost first, `amount` last


@cache
def _grammar() -> re.Pattern[str]:
    words, holders = unit_words("kg", "L"), unit_words("item", "package")
    return re.compile(
        rf"(?P<counts>(?:\d+\s*(?:[x*×/à]|(?:{holders})\.?\s*[x*×à])\s*)*)(?P<lone>[x×à]\s*)?"
        rf"(?<![\d.,])(?P<amount>{AMOUNT})\s*-?\s*(?P<unit>{words})(?![a-zåäö])"
        rf"(?:\s*[x*×]\s*(?P<times>\d+)(?![\d.,])(?!\s*(?:{words})(?![a-zåäö])))?",
        re.IGNORECASE,
    )


def _measure(text: str, unit_text: str) -> tuple[Decimal, units.UnitFactor] | None:
    unit = units.find(unit_text)
    if unit is None:
        return None
    return Decimal(text.replace(",", ".")) * unit.factor, unit


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


def _counts(match: re.Match[str], text: str) -> list[int] | None:
    """Return the counts that multiply an amount; None when that allows two readings."""
    counts = [int(n) for n in re.findall(r"\d+", match["counts"])]
    before = text[: match.start()].rstrip()
    case = CASE_OF.search(before + " ")
    if case is not None and case.end() >= len(before) and not counts:
        counts = [int(case[1])]
    elif before[-1:].isdigit() or before[-1:] in ("/", ".", ",", "x", "X", "+"):
        lone_x = before[-1:] in ("x", "X") and not before[:-1].strip()
        if not lone_x:
            return None
    if match["times"]:
        if counts:
            return None
        counts = [int(match["times"])]
    if match["counts"].count("/") > 1 or 0 in counts:
        return None
    return counts


def _of_match(match: re.Match[str], text: str) -> Pack:
    """Return what one `counts x amount unit` says, or the question it raises."""
    counts = _counts(match, text)
    size = _measure(match["amount"], match["unit"])
    if counts is None or size is None or size[0] <= 0 or _net_and_drained(match, size[1]):
        return Pack(question="pack-ambiguous")
    inner, unit = size
    levels = tuple(inner * prod(counts[at:]) for at in range(len(counts), -1, -1))
    return Pack(amount=levels[-1], unit=unit.canonical, count=prod(counts), levels=levels)


def _net_and_drained(match: re.Match[str], unit: units.UnitFactor) -> bool:
    """Tell whether `400/240 g` may be net and drained weight rather than 400 times 240 g."""
    if unit.id not in _SMALL or match["counts"].count("/") != 1:
        return False
    count, amount = Decimal(re.findall(r"\d+", match["counts"])[-1]), match["amount"]
    share = Decimal(amount.replace(",", ".")) / count if count else Decimal(0)
    return headings().limits.least_drained_share <= share <= 1


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
    pieces = None if CASE_OF.search(text) else packtexts.pieces(_grammar().sub(" ", text))
    if pieces is not None and pieces > 1:
        return Pack(question="pack-ambiguous")
    return max(read, key=lambda one: len(one.levels))


@lru_cache(maxsize=50_000)
def parse(text: str) -> Pack:
    """Return what one sales unit holds according to a pack string or a name with a size in it.

    Values are exact decimals in kg or L. Counts without a weight come as `pieces` with the
    question `pack-pieces`; text without any size gives `pack-unknown`.

    >>> parse("4x6x50 cl").amount, parse("100/30Z").question
    (Decimal('12.00'), 'pack-suspect')
    """
    whole = _whole_unit(clean(text)[: headings().limits.longest_pack])
    if whole is not None:
        return whole
    plain = packtexts.plain(clean(text)[: headings().limits.longest_pack])
    read = _read(plain.text)
    size = None if plain.drained is None else _measure(*plain.drained)
    drained = size[0] if size is not None and size[1].canonical == "kg" else None
    about = plain.approximate and read.amount is not None
    return replace(read, drained_kg=drained, approximate=about)


def _read(text: str) -> Pack:
    quiet = packtexts.quiet(text)
    question = packtexts.doubt(quiet)
    if question is not None:
        return Pack(question=question)
    pack = _of_measures(quiet)
    if pack is not None:
        return pack
    pieces = packtexts.pieces(text)
    if pieces is not None:
        return Pack(pieces=pieces, count=pieces, question="pack-pieces")
    return Pack(question="pack-unknown")


@lru_cache(maxsize=50_000)
def of_pack_column(text: str) -> Pack:
    """Return the same for a text from a pack column, where no number may be left unread.

    "3 limpor 500 g" may be one and a half kilograms; in a name a number means many things.

    >>> of_pack_column("3 limpor 500 g").question
    'pack-ambiguous'
    """
    pack = parse(text)
    if pack.amount is None or pack.by_weight:
        return pack
    quiet = packtexts.quiet(packtexts.plain(clean(text)[: headings().limits.longest_pack]).text)
    rest = CASE_OF.sub(" ", _grammar().sub(" ", quiet))
    left = [n for n in re.findall(r"\d+", rest) if n != "1"]
    return Pack(question="pack-ambiguous") if left else pack
