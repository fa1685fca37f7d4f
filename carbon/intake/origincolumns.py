"""The cells of a column that name several origins, taken out before the others are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carbon.intake import originshares
from carbon.intake.findings import Finding, finding
from carbon.intake.records import CellValue, OriginShare
from carbon.problems import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a column says of shares; `rest` is the column with those cells blank."""

    shares: Mapping[int, tuple[OriginShare, ...]]  # by the index of the row
    rest: Sequence[CellValue]
    findings: list[Finding]


def read(cells: Sequence[CellValue]) -> Told:
    """Return the shares that stand in a column; a cell with a fault is an error finding."""
    texts = {cell for cell in cells if isinstance(cell, str)}
    stated = {text: one for text in texts if (one := originshares.read(text)) is not None}
    if not stated:
        return Told(shares={}, rest=cells, findings=[])
    found = {i: stated[c] for i, c in enumerate(cells) if isinstance(c, str) and c in stated}
    return Told(
        shares={index: one.shares for index, one in found.items() if one.fault is None},
        rest=[None if index in found else cell for index, cell in enumerate(cells)],
        findings=[
            finding(one.fault, Severity.ERROR, index, found=one.found)
            for index, one in found.items()
            if one.fault is not None
        ],
    )
