"""Who comes first at which carbon price: the lower envelope of the comparison sums, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from carbon.tender.evaluate import without_carbon
from carbon.tender.records import RankedOffer


@dataclass(frozen=True, slots=True, kw_only=True)
class Reign:
    """An interval of carbon prices over which one offer has the lowest comparison sum."""

    supplier: str
    low: Decimal  # SEK per kg CO2e
    high: Decimal | None  # None: from `low` and up


def reigns(offers: Sequence[RankedOffer]) -> tuple[Reign, ...]:
    """Return the intervals from carbon price 0 upwards.

    Sums are straight lines over the carbon price with the footprint as slope, so the first place
    only ever passes to an offer with a lower footprint.
    """
    known = [(without_carbon(offer), offer.kg_co2e, offer.supplier) for offer in offers]
    lines = [(cost, kg, name) for cost, kg, name in known if cost is not None and kg is not None]
    if not lines:
        return ()
    price, kg, supplier = min(lines)
    low = Decimal(0)
    found: list[Reign] = []
    while True:
        challengers = [
            ((other_price - price) / (kg - other_kg), other_kg, other, other_price)
            for other_price, other_kg, other in lines
            if other_kg < kg
        ]
        if not challengers:
            return (*found, Reign(supplier=supplier, low=low, high=None))
        switch, next_kg, successor, next_price = min(challengers)
        if switch > low:
            found.append(Reign(supplier=supplier, low=low, high=switch))
        low, kg, supplier, price = max(switch, low), next_kg, successor, next_price
