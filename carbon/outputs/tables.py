"""Tables of the report: rows of finished texts, each knowing whether it is ours or from outside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from carbon import language
from carbon.outputs import terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One finished text. Outside text is kept apart in <bdi>; a head names its row."""

    text: str
    numeric: bool = False
    outside: bool = False
    head: bool = False
    missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with caption; `numeric` says which columns are aligned as numbers."""

    caption: str
    headers: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[Cell, ...], ...]
    best: int | None = None  # the row that stands out, if any
    note: str = ""


def table(
    caption: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    best: int | None = None,
    note: str = "",
) -> Table:
    """Return a table; a column is numeric when its first cell is."""
    finished = tuple(tuple(row) for row in rows)
    first = finished[0] if finished else ()
    numeric = tuple(i < len(first) and first[i].numeric for i in range(len(headers)))
    return Table(
        caption=caption,
        headers=tuple(headers),
        numeric=numeric,
        rows=finished,
        best=best,
        note=note,
    )


def words(text: str) -> Cell:
    """Return a cell with our own words."""
    return Cell(text=text)


def outside(text: str | None, *, head: bool = False, limit: int = terms.NAME_LIMIT) -> Cell:
    """Return a cell with text from outside, shortened."""
    return Cell(text=terms.shown(text, limit), outside=True, head=head)


def figure(value: Decimal | float | None, lang: str, decimals: int = 0, suffix: str = "") -> Cell:
    """Return a cell with a number; None is shown as missing, never as zero."""
    if value is None:
        text = language.word("outputs-missing", lang)
        return Cell(text=text, numeric=True, missing=True)
    return Cell(text=language.number(value, lang, decimals) + suffix, numeric=True)


def dash() -> Cell:
    """Return the cell of a number that does not exist, which is not the same as a missing one."""
    return Cell(text="–", numeric=True)


def share(value: Decimal | None, lang: str) -> Cell:
    """Return a cell with a share as per cent."""
    per_cent = None if value is None else value * 100
    return figure(per_cent, lang, 1, language.NO_BREAK_SPACE + "%")
