"""Several origins in one cell: `SE 60 %, ES 40 %` or `jun-okt Sverige; nov-maj Spanien`.

The grammar is strict, and what it does not understand is a question, never a guess:

    cell   = group (";" group)*            months in every group, or in none
    group  = [months] (origin | parts)     months first, or last in every group
    parts  = part ("," part)*
    part   = origin percent | percent origin
    months = range ("," range)*            jun-okt, nov-maj (over New Year), jan, mar-apr

Groups that begin or end with months may follow each other with commas too. Shares that stay below
100 % leave the rest undeclared; more than 100 % and a month named twice are faults.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from carbon.intake import originwords
from carbon.intake.countries import origin
from carbon.intake.records import OriginShare
from carbon.intake.texts import clean

_PERCENT = 100
_BEFORE, _AFTER = " ,:;.=–—)/&+-", " ,:;=–—(/&+-"  # left around a place when its share is taken off

Group = tuple[tuple[int, ...], str]  # months, and what is said about them


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a cell with several origins says; with a fault (a problem code) it says nothing."""

    shares: tuple[OriginShare, ...] = ()
    fault: str | None = None
    found: str = ""  # what the fault is about


class _FaultError(Exception):
    """What the grammar does not understand; it never leaves this module."""


@cache
def read(text: str) -> Stated | None:
    """Return the origins of a cell with their shares; None when it speaks of no shares at all.

    Faults: origin-share-form, origin-share-over (more than 100 %), origin-month-twice.

    >>> [(one.country, str(one.share)) for one in read("SE 60 %, ES 40 %").shares]
    [('SE', '0.6'), ('ES', '0.4')]
    """
    plain = clean(text)
    if not _speaks_of_shares(plain):
        return None
    try:
        return Stated(shares=tuple(_cell(plain)))
    except _FaultError as fault:
        code, found = fault.args
        return Stated(fault=code, found=found)


def _speaks_of_shares(text: str) -> bool:
    # A month alone is no season: Mars and May are places, and a date of harvest is no share.
    words = originwords.load()
    spans = list(words.span.finditer(text))
    ranged = any(len(words.months(span.group())) > 1 for span in spans)
    return bool(words.sign.search(text)) or ranged or (";" in text and bool(spans))


def _cell(text: str) -> list[OriginShare]:
    groups = _groups(text)
    if len({bool(months) for months, _ in groups}) != 1:
        raise _FaultError("origin-share-form", text)
    named = [month for months, _ in groups for month in months]
    if len(named) != len(set(named)):
        raise _FaultError("origin-month-twice", text)
    parts = [(months, _parts(rest)) for months, rest in groups]
    if not named:  # no seasons: all groups share the one year
        parts = [((), [part for _, of_group in parts for part in of_group])]
    return _merged([one for months, of_group in parts for one in _shares(of_group, months)])


def _groups(text: str) -> list[Group]:
    spans = list(originwords.load().span.finditer(text))
    if ";" not in text and len(spans) > 1:
        return [
            (originwords.load().months(tag.group()), rest) for tag, rest in _tagged(text, spans)
        ]
    return [_group(piece) for piece in text.split(";") if _says(piece)]


def _group(piece: str) -> Group:
    words = originwords.load()
    spans = list(words.span.finditer(piece))
    if not spans:
        return (), piece
    if len(spans) > 1:
        raise _FaultError("origin-share-form", piece)
    ((span, rest),) = _tagged(piece, spans)
    return words.months(span.group()), rest


def _tagged(text: str, tags: list[re.Match[str]]) -> list[tuple[re.Match[str], str]]:
    """Return each tag with the text it belongs to: every tag stands before it, or every one after.

    Which of the two is decided by the first and the last tag; where it stays open, by nobody.
    """
    starts, ends = [tag.start() for tag in tags], [tag.end() for tag in tags]
    if not _says(text[: starts[0]]):
        cuts = zip(ends, [*starts[1:], len(text)], strict=True)
    elif not _says(text[ends[-1] :]):
        cuts = zip([0, *ends[:-1]], starts, strict=True)
    else:
        raise _FaultError("origin-share-form", text)
    rests = [text[first:last] for first, last in cuts]
    if not all(map(_says, rests)):
        raise _FaultError("origin-share-form", text)
    return list(zip(tags, rests, strict=True))


def _says(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def _parts(text: str) -> list[tuple[Decimal | None, str]]:
    """Return the shares in per cent and the origins they belong to; None: no share was stated."""
    words = originwords.load()
    tags = list(words.percent.finditer(text))
    if len(tags) != len(words.sign.findall(text)):
        raise _FaultError("origin-share-form", text)  # "-20 %", "1 000 %", "ca%"
    if not tags:
        return [(None, text)]
    return [(Decimal(tag[1].replace(",", ".")), rest) for tag, rest in _tagged(text, tags)]


def _shares(parts: list[tuple[Decimal | None, str]], months: tuple[int, ...]) -> list[OriginShare]:
    if len(parts) > 1 and any(percent is None for percent, _ in parts):
        raise _FaultError("origin-share-form", "; ".join(text.strip() for _, text in parts))
    stated = [(_PERCENT if percent is None else percent, text) for percent, text in parts]
    total = sum(percent for percent, _ in stated)
    if total > _PERCENT:
        raise _FaultError("origin-share-over", f"{total} %")
    return [_share(Decimal(percent) / _PERCENT, text, months) for percent, text in stated]


def _share(share: Decimal, text: str, months: tuple[int, ...]) -> OriginShare:
    around = originwords.load().around
    bare = around.sub("", text.lstrip(_BEFORE).rstrip(_AFTER)).lstrip(_BEFORE).rstrip(_AFTER)
    if not _says(bare):
        raise _FaultError("origin-share-form", text)
    where = origin(bare)
    return OriginShare(place=where.place, country=where.country, share=share, months=months)


def _merged(shares: list[OriginShare]) -> list[OriginShare]:
    """Add up what is said twice of one origin, and leave out what comes to nothing."""
    found: dict[tuple[object, ...], OriginShare] = {}
    for one in shares:
        key = (one.place, one.country, one.months)
        before = found.get(key)
        found[key] = one if before is None else replace(one, share=before.share + one.share)
    return [one for one in found.values() if one.share > 0]
