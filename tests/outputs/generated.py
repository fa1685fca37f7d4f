"""Tenders of any size, made from a few plain figures that a test can change and compute again."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_EVEN, Decimal

from carbon.footprint.compute import compute
from carbon.footprint.records import Footprint, LineInput
from carbon.intake.records import Offer
from carbon.library.records import Factor, Stage
from carbon.tender.coverage import coverages, line_bases
from carbon.tender.evaluate import evaluate_lot
from carbon.tender.records import (
    Assessment,
    Criterion,
    Evaluation,
    Judgement,
    LifeCycleCost,
    Line,
    LineScore,
    Lot,
    Points,
    Rounding,
)
from tests.outputs import conftest as made

STAGES = (Stage.FARM, Stage.PROCESSING, Stage.PACKAGING, Stage.TRANSPORT, Stage.STORAGE)
KINDS = 40
LORRY = "transport/lorry@EU"
UNITS = (("kg", 1.0), ("L", 1.03), ("item", 0.055), ("item", 0.5))
_STEP = Decimal("0.0001")


@dataclass(kw_only=True)
class Figures:
    """What a tender is made of. Quantities by line; prices, distances and masses by supplier."""

    suppliers: tuple[str, ...]
    quantity: list[Decimal]
    unit: list[tuple[str, float]]
    price: dict[str, list[Decimal]]
    distance: dict[str, float]
    factor: dict[str, float]  # kg CO2e by factor id
    lorry: float = 0.0924  # kg CO2e per t*km
    carbon_price: Decimal = Decimal("3.00")
    model: str = "M1"
    tie: str = "lowest_price"
    share: list[Decimal] = field(default_factory=list)  # edible, by line (M2)
    points: Points | None = None
    ceiling: Decimal | None = None
    judged: dict[str, Decimal] = field(default_factory=dict)
    optional: frozenset[int] = frozenset()


def figures(lines: int, suppliers: int, *, seed: int = 7) -> Figures:
    """Return invented figures; the same seed gives the same."""
    chance = random.Random(seed)
    names = tuple(f"Leverantör {n:02}" for n in range(suppliers))
    level = [chance.randrange(50_000, 900_000) for _ in range(lines)]  # close to each other
    factors = {
        f"{stage}/kind-{kind}@SE": round(chance.uniform(0.01, 4), 6)
        for stage in STAGES
        if stage is not Stage.TRANSPORT
        for kind in range(KINDS)
    }
    factors["storage/kind-0@SE"] = -0.0123456  # a sink counts as what it is
    return Figures(
        suppliers=names,
        quantity=[Decimal(chance.randrange(1, 90_000)) / 4 for _ in range(lines)],
        unit=[UNITS[n % len(UNITS)] for n in range(lines)],
        price={
            name: [(one * chance.randrange(970, 1031)) // 1000 * _STEP for one in level]
            for name in names
        },
        distance={name: chance.randrange(20, 1500) + 0.5 for name in names},
        factor=factors,
    )


def assessed(of: Figures) -> Assessment:
    """Compute a tender of these figures with the engine's own functions."""
    lines = tuple(_line(of, number) for number in range(len(of.quantity)))
    lot = Lot(id="1", title="Allt & lite till", lines=lines)
    tender = replace(made.tender([lot], STAGES, of.tie), evaluation=_rule(of, lot))
    factors = [_factor(id, kg) for id, kg in of.factor.items()]
    legs = [one for one in made._RICH_FACTORS if one.id.startswith("transport/")]
    legs = [replace(one, kg_co2e=of.lorry) if one.id == LORRY else one for one in legs]
    foods = [
        made.product(
            f"food-{kind}",
            f"Vara {kind}",
            {s: f"{s}/kind-{kind}@SE" for s in STAGES if s is not Stage.TRANSPORT},
        )
        for kind in range(KINDS)
    ]
    library = made.library([*factors, *legs], foods)
    inputs, offers = [], []
    for supplier in of.suppliers:
        chain = (
            made.element(1, "Hedemora", "Falun", km=of.distance[supplier]),
            made.element(2, "Falun", "Falun", km=0.0, hub=True),
            made.element(3, "Falun", "köket", km=42.0, load=900.0),
        )
        products = []
        for number, line in enumerate(lines):
            id = f"{supplier}/{line.id}"
            products.append(made.offered(id, supplier, line, f"Vara {number}"))
            inputs.append(
                LineInput(
                    id=id,
                    product=foods[number % KINDS],
                    mass_kg_per_unit=of.unit[number][1],
                    chain=chain,
                    declared=None,
                    where=f"offers/x.xlsx!Blad1!{number + 2}",
                )
            )
        offers.append(Offer(supplier=supplier, products=tuple(products), files=("offers/x.xlsx",)))
    footprint = compute(made.flow_table(inputs, STAGES, library), decimals=6, mode="half_even")
    scores = {
        supplier: [_score(of, supplier, n, line, footprint) for n, line in enumerate(lines)]
        for supplier in of.suppliers
    }
    bases = line_bases(footprint)
    result = evaluate_lot(
        lot,
        scores,
        rule=tender.evaluation,
        stage_kg=footprint.stage_kg,
        coverages={
            name: coverages([one for one in own if not one.line.optional], bases)
            for name, own in scores.items()
        },
        judgements=[_judgement(name, amount) for name, amount in of.judged.items()],
    )
    return made.assessment(tender, library, inputs, footprint, [result], offers)


def _line(of: Figures, number: int) -> Line:
    return Line(
        id=f"1/{number}",
        lot="1",
        number=str(number + 1),
        name=f"Vara {number}",
        quantity=of.quantity[number],
        unit=of.unit[number][0],
        product=None,
        requirement="",
        where=f"basket.xlsx!Blad1!{number + 2}",
        optional=number in of.optional,
    )


def _factor(id: str, kg: float) -> Factor:
    return made.factor(id, kg, [Stage(id.partition("/")[0])], proxy=id.endswith("kind-3@SE"))


def _rule(of: Figures, lot: Lot) -> Evaluation:
    shares: Mapping[str, Decimal] = {
        line.number: share for line, share in zip(lot.lines, of.share, strict=False)
    }
    criterion = Criterion(
        id="skola",
        title="Skolbesök",
        kind="markup",
        amount_sek=Decimal(0),
        lowest_sek=Decimal(-100_000),
        highest_sek=Decimal(100_000),
        lots=(),
        proof="plan",
        link="varorna",
        where="tender.yaml",
    )
    return Evaluation(
        model=of.model,
        carbon_price_sek_per_kg=of.carbon_price,
        carbon_price_reason="prov",
        carbon_price_by_lot={},
        tie_rule=of.tie,
        rounding=Rounding(flow_decimals=6, price_decimals=4, mode="half_even"),
        points={} if of.points is None else {"1": of.points},
        life_cycle_cost=LifeCycleCost(
            waste_sek_per_kg=Decimal("1.75"), edible_share_of="line", by_line=shares
        )
        if of.share
        else None,
        ceiling_kg_by_lot={} if of.ceiling is None else {"1": of.ceiling},
        criteria=(criterion,) if of.judged else (),
    )


def _score(of: Figures, supplier: str, number: int, line: Line, footprint: Footprint) -> LineScore:
    price = of.price[supplier][number]
    mass = of.unit[number][1]
    bought = Decimal(1)
    if of.share:
        bought = (1 / of.share[number]).quantize(Decimal("1e-9"), rounding=ROUND_HALF_EVEN)
    id = f"{supplier}/{line.id}"
    quantity = line.quantity * bought
    kg = footprint.line_kg[id]
    return LineScore(
        id=id,
        supplier=supplier,
        line=line,
        product=f"food-{number % KINDS}",
        match_method="words",
        match_score=0.875,
        mass_kg_per_unit=mass,
        price_sek_per_unit=price,
        kg_co2e_per_unit=kg,
        price_sek=quantity * price,
        kg_co2e=quantity * kg,
        complete=True,
        where=f"offers/x.xlsx!Blad1!{number + 2}",
        quantity=quantity,
        waste_sek=line.quantity * (bought - 1) * Decimal(repr(mass)) * Decimal("1.75")
        if of.share
        else Decimal(0),
    )


def _judgement(supplier: str, amount: Decimal) -> Judgement:
    return Judgement(
        supplier=supplier,
        lot="1",
        criterion="skola",
        amount_sek=amount,
        met=None,
        who="N.N.",
        when="2026-11-01",
        why="prov",
        evidence="",
        where="quality.yaml:3",
    )
