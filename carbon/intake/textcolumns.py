"""Columns of texts: cells of any kind made text, and what a column comes to after reading."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from carbon.intake import numbers
from carbon.intake.fields import Field, headings
from carbon.intake.findings import Finding, finding
from carbon.intake.records import CellValue, ErrorCell
from carbon.intake.texts import are_clean, clean, has_markup, may_have_markup
from carbon.problems import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A column after reading."""

    values: list[Any]  # str, Decimal, UnitFactor, Origin ... by the field's kind
    findings: list[Finding]
    unit_texts: dict[int, str] = field(default_factory=dict)
    currencies: dict[int, str] = field(default_factory=dict)  # marks that stood beside a price
    no_bid: set[int] = field(default_factory=set)


def as_text(cell: CellValue) -> str | None:
    """Return a cell as text: 1.0 becomes "1", dates become ISO, blanks and errors None."""
    if isinstance(cell, str):
        return clean(cell)[: headings().limits.longest_name] or None
    if cell is None or isinstance(cell, ErrorCell):
        return None
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        exact = numbers.from_float(cell)
        return f"{exact:f}"
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat()
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


def _stay(texts: Sequence[str]) -> bool:
    """Tell whether `as_text` gives every text back as it is."""
    lengths = set(map(len, texts)) or {1}
    return min(lengths) > 0 and max(lengths) <= headings().limits.longest_name and are_clean(texts)


def texts(cells: Sequence[CellValue], column: Field) -> Typed:
    """Return the cells of a column as texts, with what was found in them.

    Error values are findings; markup in a name is told and kept.
    """
    named = column.kind in ("name", "supplier")
    if set(map(type, cells)) <= {str, type(None)}:
        different = set(cells)
        plain = [cell for cell in different if isinstance(cell, str)]
        if _stay(plain):
            if not (named and may_have_markup(plain) and any(map(has_markup, plain))):
                return Typed(values=list(cells), findings=[])
        else:
            shared = {cell: as_text(cell) for cell in different}
            if not named or not any(has_markup(text) for text in shared.values() if text):
                return Typed(values=list(map(shared.__getitem__, cells)), findings=[])
    memo: dict[str, str | None] = {}
    values: list[str | None] = []
    findings: list[Finding] = []
    for index, cell in enumerate(cells):
        if isinstance(cell, str):
            if cell not in memo:
                memo[cell] = as_text(cell)
            values.append(memo[cell])
            if named and has_markup(cell):
                findings.append(finding("name-markup", Severity.WARNING, index, found=cell))
            continue
        if isinstance(cell, ErrorCell):
            weight = Severity.ERROR if named else Severity.WARNING
            findings.append(finding("cell-error", weight, index, found=cell.text))
        values.append(as_text(cell))
    return Typed(values=values, findings=findings)
