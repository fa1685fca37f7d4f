"""The record of something that may be wrong, between the sheet and what it is worked out from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Something that may be wrong: its kg CO2e a year in each offer, as formula and value."""

    name: str
    kind: str
    formulas: tuple[str, ...]
    kg: tuple[Decimal, ...]
