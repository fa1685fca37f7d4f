"""What the buyer announced and people judged, as rows of one sheet that every formula points to.

A quantity stands once, not once for each supplier: changing it changes it for all, as the method
demands. The same goes for points, ceilings, the price of waste and the rate of the currency.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from carbon.tender.records import Assessment, Evaluation, Lot, LotResult

FIRST_ROW = 6  # as in every table sheet
VALUE_COLUMN = "E"
USED_COLUMN = "F"  # the same, and an error where the value was emptied: what formulas read
_POINTS = {
    "price_weight": "points",
    "price_low_sek": "sek",
    "price_high_sek": "sek",
    "climate_weight": "points",
    "climate_low_kg": "kg",
    "climate_high_kg": "kg",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One announced figure: what it is, whom it concerns, and its value."""

    kind: str  # quantity, rate, waste_price, ceiling, judgement or a part of the points
    lot: str
    who: str  # number of a line, or a supplier
    name: str
    value: Decimal
    unit: str
    where: str
    key: tuple[str, ...]  # what formulas find it by


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The rows of the sheet of announced figures."""

    rows: tuple[Input, ...]
    row_of: Mapping[tuple[str, ...], int]
    sheet: str

    def cell(self, *key: str) -> str:
        """Return the cell of a figure as an absolute reference from any sheet."""
        return f"{self.sheet}!${USED_COLUMN}${self.row_of[key]}"

    def cells(self, *start: str) -> tuple[str, ...]:
        """Return the cells of every figure whose key begins so."""
        found = (key for key in self.row_of if key[: len(start)] == start)
        return tuple(self.cell(*key) for key in found)


def make(assessment: Assessment, sheet: str) -> Inputs:
    """Return the announced figures of a tender, in the order they are shown."""
    rows = (*_rule(assessment), *_judged(assessment), *_quantities(assessment))
    row_of = {one.key: FIRST_ROW + at for at, one in enumerate(rows)}
    return Inputs(rows=rows, row_of=row_of, sheet=sheet)


def _rule(assessment: Assessment) -> Iterator[Input]:
    tender = assessment.tender
    rule, currency = tender.evaluation, tender.currency
    yield _figure("rate", "", currency.code, currency.sek_per_unit, "sek", ("rate",))
    if rule.life_cycle_cost is not None:
        price = rule.life_cycle_cost.waste_sek_per_kg
        yield _figure("waste_price", "", "", price, "sek_per_kg", ("waste_price",))
    for lot in tender.lots:
        yield from _points(rule, lot)
        ceiling = rule.ceiling_kg_by_lot.get(lot.id)
        if ceiling is not None:
            yield _figure("ceiling", lot.id, lot.title, ceiling, "kg", ("ceiling", lot.id))


def _points(rule: Evaluation, lot: Lot) -> Iterator[Input]:
    points = rule.points.get(lot.id)
    if points is None:
        return
    for name, unit in _POINTS.items():
        yield _figure(name, lot.id, lot.title, getattr(points, name), unit, (name, lot.id))


def _judged(assessment: Assessment) -> Iterator[Input]:
    for result in assessment.lots:
        yield from _judged_in(result)


def _judged_in(result: LotResult) -> Iterator[Input]:
    for offer in result.ranking:
        for one in offer.judgements:
            yield Input(
                kind="judgement",
                lot=result.lot.id,
                who=offer.supplier,
                name=one.criterion,
                value=one.amount_sek,
                unit="sek",
                where=one.where,
                key=("judgement", result.lot.id, offer.supplier, one.criterion),
            )


def _quantities(assessment: Assessment) -> Iterator[Input]:
    for lot in assessment.tender.lots:
        for line in lot.lines:
            yield Input(
                kind="quantity",
                lot=lot.id,
                who=line.number,
                name=line.name,
                value=line.quantity,
                unit=line.unit,
                where=line.where,
                key=("quantity", line.id),
            )


def _figure(
    kind: str, lot: str, name: str, value: Decimal, unit: str, key: tuple[str, ...]
) -> Input:
    return Input(
        kind=kind, lot=lot, who="", name=name, value=value, unit=unit, where="tender.yaml", key=key
    )
