"""The lens on a whole tender: on offers that came in, on earlier ones, or on invented ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from carbon.library.records import Library
from carbon.problems import Problem, note
from carbon.tender import models
from carbon.tender.law import prices as published
from carbon.tender.lens import invented, prices
from carbon.tender.lens.invented import InventedLot
from carbon.tender.lens.prices import LotLens, Trial
from carbon.tender.records import Assessment, Evaluation, Lot, LotResult, Tender
from carbon.transport import places


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """What the carbon price does in a tender."""

    tender: Tender
    offers: tuple[LotLens, ...]  # empty when none have come
    invented: tuple[InventedLot, ...]
    problems: tuple[Problem, ...]


def looked_at(rule: Evaluation, lot: str, wanted: Sequence[Decimal] = ()) -> tuple[Trial, ...]:
    """Return the prices that a lens shows: zero, the announced one, published ones, and any wanted.

    The announced price of model M3 is the one that its points amount to.
    """
    known = published.load()
    names = [str(name) for name in invented.settings()["looked_at"]]
    announced = models.carbon_price(rule, lot)
    trials = [
        Trial(name="zero", sek_per_kg=Decimal(0)),
        Trial(name="announced", sek_per_kg=announced),
        *(Trial(name=name, sek_per_kg=known[name].sek_per_kg) for name in names),
        *(Trial(name="wanted", sek_per_kg=price) for price in wanted),
    ]
    return tuple(sorted(trials, key=lambda one: (one.sek_per_kg, one.name)))


def of_offers(
    results: Sequence[LotResult], rule: Evaluation, wanted: Sequence[Decimal] = ()
) -> tuple[LotLens, ...]:
    """Return the lens on offers that came in, lot by lot."""
    return tuple(
        prices.of_lot(result, rule, looked_at(rule, result.lot.id, wanted)) for result in results
    )


def simulate(
    tender: Tender,
    assessment: Assessment | None,
    library: Library,
    gazetteer: places.Gazetteer,
    *,
    values_sek: Mapping[str, Decimal],
    wanted: Sequence[Decimal] = (),
) -> Simulation:
    """Return the lens on the offers, where there are any, and on invented ones for every lot.

    `values_sek` are price levels by lot; a lot without one takes the median of its offers, else
    its share of the tender's value by announced mass, which is told.
    """
    results = assessment.lots if assessment is not None else ()
    ranked = {result.lot.id: result for result in results}
    problems: list[Problem] = []
    made = []
    for lot in tender.lots:
        level = values_sek.get(lot.id) or _median(ranked.get(lot.id))
        if level is None:
            level = _share_of_value(tender, lot)
            told = "level-shared" if level is not None else "level-missing"
            problems.append(note(f"lens-{told}", lot.id, found=level or "-"))
        if level is None:
            continue
        seen = looked_at(tender.evaluation, lot.id, wanted)
        one = invented.of_lot(tender, lot, library, gazetteer, value_sek=level, looked_at=seen)
        if one is None:
            problems.append(note("lens-no-line", lot.id))
        else:
            made.append(one)
    return Simulation(
        tender=tender,
        offers=of_offers(results, tender.evaluation, wanted),
        invented=tuple(made),
        problems=tuple(problems),
    )


def _median(result: LotResult | None) -> Decimal | None:
    known = sorted(o.price_sek for o in result.ranking if o.price_sek is not None) if result else []
    return known[len(known) // 2] if known else None


def _share_of_value(tender: Tender, lot: Lot) -> Decimal | None:
    value = tender.procurement.value_sek
    if value is None:
        return None
    mass = {one.id: sum((line.quantity for line in one.lines), Decimal(0)) for one in tender.lots}
    return (value * mass[lot.id] / sum(mass.values())).quantize(Decimal(1))
