"""Plausibility screens over the offers of a line: questions to a person, never a rejection.

A price far from the other offers of its line is most often a price for something else: a loaf
beside a case. The screen names both cells and changes nothing; who is right is for the buyer to
ask before the award (inputs.md section 9).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from carbon.intake.records import OfferedProduct
from carbon.library.records import Library
from carbon.problems import Problem, error, warning
from carbon.tender.records import Line

_RATIO = "screens.price_ratio"
_LEAST, _MOST = "screens.price_per_kg_least", "screens.price_per_kg_most"
_AGREEMENT = "measure.piece_agreement"
_SHOWN = Decimal("0.01")  # message text only: SEK to the öre
_SHOWN_RATIO = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """A price on a line, and where it was read."""

    line: str  # Line.id
    supplier: str
    unit: str  # the line's announced unit: kg, L or item
    sek_per_unit: Decimal
    mass_kg_per_unit: float | None
    offered: OfferedProduct

    @property
    def cell(self) -> str:
        """The cell that the price was read from, or the row when that is all there is."""
        for field in ("price", "price_per_kg"):
            read = self.offered.cells.get(field)
            if read is not None:
                return read.where
        return self.offered.where

    @property
    def sek_per_kg(self) -> Decimal | None:
        """The price per kg of product, when the mass of a unit is known."""
        mass = self.mass_kg_per_unit
        return self.sek_per_unit / Decimal(repr(mass)) if mass else None


def prices(offers: Iterable[Priced], library: Library) -> list[Problem]:
    """Return a question for each price that is too many times the lowest one of its line.

    Prices are compared per kg where the mass of every offer is known, otherwise per announced
    unit. "Too many" is the assumption screens.price_ratio, the same for every line and supplier.
    A price per kg beyond what any food costs is asked about even when nobody else offers.
    """
    limit = Decimal(str(library.assumptions[_RATIO].value))
    lines: dict[str, list[Priced]] = {}
    for one in offers:
        if one.sek_per_unit > 0:  # a price of zero has been refused before
            lines.setdefault(one.line, []).append(one)
    told = [problem for several in lines.values() for problem in _line(several, limit)]
    return told + _out_of_range([one for several in lines.values() for one in several], library)


def _line(several: Sequence[Priced], limit: Decimal) -> list[Problem]:
    by_mass = [one.sek_per_kg for one in several]
    per_kg = [price for price in by_mass if price is not None]
    same_basis = len(per_kg) == len(several)
    unit = "kg" if same_basis else several[0].unit
    compared = per_kg if same_basis else [one.sek_per_unit for one in several]
    lowest = min(compared)
    low = several[compared.index(lowest)]
    return [
        _question(one, price, low, lowest, unit)
        for one, price in zip(several, compared, strict=True)
        if price > limit * lowest
    ]


def _question(high: Priced, price: Decimal, low: Priced, lowest: Decimal, unit: str) -> Problem:
    return warning(
        "price-per-kg-differs",
        high.cell,
        supplier=high.supplier,
        found=price.quantize(_SHOWN),
        other=low.supplier,
        expected=lowest.quantize(_SHOWN),
        cell=low.cell,
        unit=unit,
        ratio=(price / lowest).quantize(_SHOWN_RATIO),
    )


def _out_of_range(offers: Sequence[Priced], library: Library) -> list[Problem]:
    if not library.assumptions.keys() >= {_LEAST, _MOST}:
        return []  # an edition from before this screen
    least, most = (Decimal(str(library.assumptions[key].value)) for key in (_LEAST, _MOST))
    return [
        warning(
            "price-range",
            one.cell,
            supplier=one.supplier,
            found=price.quantize(_SHOWN),
            expected=f"{least:f}\u2013{most:f}",
        )
        for one in offers
        if (price := one.sek_per_kg) is not None and not least <= price <= most
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What one supplier's announced unit of a line weighs."""

    line: Line
    supplier: str
    mass_kg_per_unit: float


def piece_masses(offers: Iterable[Weighed], library: Library) -> list[Problem]:
    """Return an error for each line in pieces whose offers do not weigh the same.

    The quantity is the same for all (EQ-06) only if a piece is; the buyer must announce its weight.
    """
    agreement = library.assumption(_AGREEMENT)
    lines: dict[str, list[Weighed]] = {}
    for one in offers:
        if one.line.unit == "item" and one.line.kg_per_unit is None:
            lines.setdefault(one.line.id, []).append(one)
    problems = []
    for several in lines.values():
        light = min(several, key=lambda one: (one.mass_kg_per_unit, one.supplier))
        heavy = max(several, key=lambda one: (one.mass_kg_per_unit, one.supplier))
        if heavy.mass_kg_per_unit > light.mass_kg_per_unit * (1 + agreement):
            problems.append(
                error(
                    "piece-masses-differ",
                    light.line.where,
                    line=light.line.number,
                    found=f"{light.supplier}: {light.mass_kg_per_unit:.4g} kg",
                    other=f"{heavy.supplier}: {heavy.mass_kg_per_unit:.4g} kg",
                )
            )
    return problems
