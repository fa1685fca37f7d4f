"""Whether a formula rewards every krona and every kilogram: tried, not read.

Works on any function of an offer's own totals, so that the models that carbon refuses can be tried
as well as those it computes (lou.md 4.3, HFD 2022 ref. 41).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from carbon.tender import models
from carbon.tender.models import Totals
from carbon.tender.records import Evaluation

Order = Callable[[Totals], Fraction]  # lowest first
Step = tuple[Decimal, Decimal]

# From nothing to far above any purchase: steps of a tenth of a power of ten.
_PROBES = tuple(Decimal(n).scaleb(e) for e in range(9) for n in range(1, 10))


def flat_price(order: Order, near: Iterable[Decimal] = ()) -> Step | None:
    """Return two prices of which the lower gives no advantage, or None when each krona counts."""
    base = Totals(price_sek=Decimal(0), kg_co2e=Decimal(1000))
    return _flat([(p, order(replace(base, price_sek=p))) for p in _around(near)])


def flat_climate(order: Order, near: Iterable[Decimal] = ()) -> Step | None:
    """Return two footprints in kg CO2e of which the lower gives no advantage, or None."""
    base = Totals(price_sek=Decimal(100000), kg_co2e=Decimal(0))
    return _flat([(kg, order(replace(base, kg_co2e=kg))) for kg in _around(near)])


def order_of(rule: Evaluation, lot: str) -> Order:
    """Return what offers of a lot are ranked by, under the published rule."""
    return lambda totals: models.value(totals, rule, lot).order


def _around(near: Iterable[Decimal]) -> list[Decimal]:
    """Return the probes, and points beside the references that a formula may bend at."""
    found = {*_PROBES, Decimal(0)}
    for point in near:
        found |= {point - 1, point, point + 1}
    return sorted(found)


def _flat(steps: Sequence[tuple[Decimal, Fraction]]) -> Step | None:
    for (low, better), (high, worse) in pairwise(steps):
        if not better < worse:
            return low, high
    return None
