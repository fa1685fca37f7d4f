"""The announced rules that workbooks are tried with, as changes to generated figures."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from carbon.tender.records import Points
from tests.outputs.generated import Figures, assessed

SHARES = [Decimal("0.80"), Decimal("0.75"), Decimal("0.9"), Decimal("0.6")]


def by_points(of: Figures) -> None:
    of.model = "M3"
    of.points = Points(
        price_weight=Decimal(70),
        climate_weight=Decimal(30),
        price_low_sek=Decimal(1_000_000),
        price_high_sek=Decimal(9_000_000),
        climate_low_kg=Decimal(10_000),
        climate_high_kg=Decimal(900_000),
    )


def by_life_cycle_cost(of: Figures) -> None:
    of.model = "M2"
    of.share = [SHARES[n % len(SHARES)] for n in range(len(of.quantity))]


def with_judgements(of: Figures) -> None:
    of.tie = "lowest_emission"
    of.judged = {name: Decimal(100 * n - 200) for n, name in enumerate(of.suppliers)}
    of.optional = frozenset({1, 4})


def below_a_ceiling(of: Figures) -> None:
    of.tie = "lot_drawn"
    kg = sorted(one.kg_co2e for one in assessed(of).lots[0].ranking if one.kg_co2e is not None)
    of.ceiling = kg[-2]


def as_announced(of: Figures) -> None:
    """Leave the rule J = P + c·E."""


RULES: list[Callable[[Figures], None]] = [
    as_announced,
    by_points,
    by_life_cycle_cost,
    with_judgements,
    below_a_ceiling,
]
