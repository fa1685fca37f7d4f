"""Uncertainty in words, and the grids of values that the sheet and the report are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from carbon import language
from carbon.outputs import terms
from carbon.outputs.tables import Cell, Table, dash, figure, outside, table, words
from carbon.tender.doubt.records import Doubt, LotDoubt

_HUNDRED = 100
_UNIT_DECIMALS = 3
_LIMITS = {"name": terms.NAME_LIMIT, "text": 2 * terms.TEXT_LIMIT}
_SURE, _UNLIKELY = Decimal("0.995"), Decimal("0.005")  # beyond them a rounded per cent misleads


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value and what it is: name or text (from outside), words, or a number.

    Numbers are kg, sek, chance (a probability), share, unit (kg CO2e per unit) and count.
    """

    kind: str
    text: str = ""
    number: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table of values before anybody decides how they look."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""


def word(key: str, lang: str, **values: object) -> str:
    """Return a text of the uncertainty."""
    return language.word(f"doubt-{key}", lang, **values)


def chance(share: Decimal, lang: str) -> str:
    """Return a probability in the reader's way, never as a certainty that draws cannot give."""
    if share > _SURE:
        return word("over", lang)
    if share < _UNLIKELY:
        return word("under", lang)
    return percent(share, lang)


def part(share: Decimal, lang: str) -> str:
    """Return a part of a whole; one too small for a whole per cent is not called none."""
    return word("under", lang) if 0 < share < _UNLIKELY else percent(share, lang)


def percent(share: Decimal, lang: str) -> str:
    """Return a share as whole per cent."""
    return word("percent", lang, share=language.number(share * _HUNDRED, lang))


def how(doubt: Doubt, lang: str) -> str:
    """Return in words how the draws were made."""
    error = Decimal(_HUNDRED) / 2 / Decimal(doubt.draws).sqrt()
    return word(
        "how",
        lang,
        draws=language.number(doubt.draws, lang),
        correlation=percent(doubt.correlation, lang),
        error=language.number(error, lang, 1),
    )


def sentences(lot: LotDoubt, lang: str) -> Iterator[str]:
    """Yield what is said of a lot in plain words."""
    if lot.winner_holds is None or lot.ranking_holds is None:
        yield word("nobody", lang)
        return
    best = lot.offers[0]
    yield word(
        "holds",
        lang,
        supplier=terms.shown(best.supplier, terms.SUPPLIER_LIMIT),
        first=chance(best.probability_first, lang),
        order=chance(lot.ranking_holds, lang),
    )
    errors = max(one.errors_apart for one in lot.offers)
    yield word("reconciled", lang, errors=language.number(errors, lang, 1))
    same = sum(not one.changes for one in lot.strains)
    if lot.strains:
        yield word("stress-same", lang, count=same, total=len(lot.strains))
    if not lot.questions and len(lot.offers) > 1:
        yield word("questions-none", lang)


def as_table(grid: Grid, lang: str) -> Table:
    """Return a grid as the report shows it."""
    rows = [[_cell(value, lang, head=not at) for at, value in enumerate(row)] for row in grid.rows]
    return table(grid.caption, grid.headers, rows, note=grid.note)


def _cell(value: Value, lang: str, *, head: bool) -> Cell:
    if value.kind in _LIMITS:
        return outside(value.text, head=head, limit=_LIMITS[value.kind])
    if value.kind == "words":
        return words(value.text)
    if value.number is None:
        return dash()
    if value.kind == "chance":
        return Cell(text=chance(value.number, lang), numeric=True)
    if value.kind == "share":
        return Cell(text=part(value.number, lang), numeric=True)
    return figure(value.number, lang, _UNIT_DECIMALS if value.kind == "unit" else 0)
