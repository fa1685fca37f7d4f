"""Small, visible records for tests: a product, its factors, a line, an offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from carbon.footprint.records import LineInput
from carbon.library.records import (
    Assumption,
    Factor,
    Library,
    Product,
    Source,
    Spread,
    Stage,
    Temperature,
)
from carbon.tender.records import Evaluation, Line, LineScore, Lot, LotResult, Rounding
from carbon.transport.records import ChainElement

BOUNDARY = (
    Stage.FARM,
    Stage.LAND_USE_CHANGE,
    Stage.PROCESSING,
    Stage.PACKAGING,
    Stage.TRANSPORT,
    Stage.STORAGE,
)


def assumption(id_: str, value: float, unit: str) -> Assumption:
    return Assumption(
        id=id_,
        value=value,
        unit=unit,
        reason="test",
        source="test",
        locator="-",
        review_by="2099-01",
        where="test.yaml:1",
    )


PROXY_FROM = assumption("proxy.from_match_score", 3, "1")
ASSUMPTIONS = (
    PROXY_FROM,
    assumption("footprint.largest_flow", 100000, "kg CO2e"),
    assumption("spread.distance.road", 1.05, "gsd"),
    assumption("spread.distance.sea", 1.03, "gsd"),
    assumption("measure.mass_tolerance", 0.1, "share"),
    assumption("measure.piece_agreement", 0.01, "share"),
    assumption("measure.smallest_content", 0.001, "kg"),
    assumption("measure.largest_content", 30000, "kg"),
)
ROUNDING = Rounding(flow_decimals=6, price_decimals=6, mode="half_even")


def factor(
    id_: str, kg_co2e: float, *stages: Stage, per: str = "kg", proxy: bool = False
) -> Factor:
    return Factor(
        id=id_,
        label=id_,
        kg_co2e=kg_co2e,
        per=per,
        as_printed=f"{kg_co2e} kgCO2e/{per}",
        stages=stages,
        region="GLO",
        year=2024,
        gwp="AR6",
        boundary="test",
        allocation="attributional",
        spread=Spread(gsd=1.5, basis="test"),
        quality="not stated",
        source="test",
        locator="row 1",
        review_by="2099-01",
        proxy=proxy,
        correlation_group=id_,
        where="test.yaml:1",
    )


def product(id_: str = "carrot", **stages: float) -> tuple[Product, list[Factor]]:
    """Return a product with one factor per stage: product("milk", farm=0.9, storage=0.02)."""
    factors = [factor(f"food/{id_}/{name}@GLO", kg, Stage(name)) for name, kg in stages.items()]
    return (
        Product(
            id=id_,
            name_sv=id_,
            name_en=id_,
            synonyms=(),
            category="test",
            state="fresh",
            temperature=Temperature.AMBIENT,
            factors=MappingProxyType({one.stages[0]: one.id for one in factors}),
            inbound=None,
            match_score=1,
        ),
        factors,
    )


def library(products: Sequence[Product], factors: Sequence[Factor]) -> Library:
    source = Source(
        id="test",
        title="Test",
        publisher="Test",
        edition="1",
        published="2024",
        accessed="2026-01-01",
        locator="-",
        licence="CC0",
        attribution="-",
        redistributable=True,
        where="test.yaml:1",
    )
    return Library(
        edition="test",
        sources={"test": source},
        factors={one.id: (one,) for one in factors},
        products={one.id: one for one in products},
        assumptions={one.id: one for one in ASSUMPTIONS},
    )


def leg(
    factor_id: str, tkm_per_kg: float, *, order: int = 1, basis: str = "default"
) -> ChainElement:
    return ChainElement(
        order=order,
        kind="leg",
        start="A",
        end="B",
        mode="road",
        vehicle="artic_40t",
        temperature="ambient",
        distance_km=tkm_per_kg * 1000,
        load_kg=None,
        share=1.0,
        method="test",
        factor_id=factor_id,
        per="t*km",
        amount_per_kg=tkm_per_kg,
        basis=basis,
        where="test",
    )


def line_input(
    id_: str,
    one: Product,
    *,
    mass_kg: float = 1.0,
    chain: Sequence[ChainElement] = (),
    declared: Factor | None = None,
) -> LineInput:
    return LineInput(
        id=id_,
        product=one,
        mass_kg_per_unit=mass_kg,
        chain=tuple(chain),
        declared=declared,
        where=id_,
    )


def line(
    number: str = "1",
    *,
    lot: str = "L",
    quantity: str = "1",
    unit: str = "kg",
    kg_per_unit: float | None = None,
) -> Line:
    return Line(
        id=f"{lot}/{number}",
        lot=lot,
        number=number,
        name=f"line {number}",
        quantity=Decimal(quantity),
        unit=unit,
        product=None,
        requirement="",
        where="tender.yaml:1",
        kg_per_unit=kg_per_unit,
    )


def lot(*lines: Line, id_: str = "L") -> Lot:
    return Lot(id=id_, title=id_, lines=lines)


def rule(carbon_price: str, *, tie_rule: str = "lowest_price", **by_lot: str) -> Evaluation:
    return Evaluation(
        model="M1",
        carbon_price_sek_per_kg=Decimal(carbon_price),
        carbon_price_reason="test",
        carbon_price_by_lot={key: Decimal(value) for key, value in by_lot.items()},
        tie_rule=tie_rule,
        rounding=ROUNDING,
    )


def score(supplier: str, of: Line, price_sek: str | None, kg_co2e: str | None) -> LineScore:
    """Return a line's score from its totals, as a bid sheet would state them."""
    price = None if price_sek is None else Decimal(price_sek)
    kg = None if kg_co2e is None else Decimal(kg_co2e)
    return LineScore(
        id=f"{supplier}/{of.id}",
        supplier=supplier,
        line=of,
        product="carrot",
        match_method="code",
        match_score=1.0,
        mass_kg_per_unit=1.0,
        price_sek_per_unit=None if price is None else price / of.quantity,
        kg_co2e_per_unit=None if kg is None else kg / of.quantity,
        price_sek=price,
        kg_co2e=kg,
        complete=price is not None and kg is not None,
        where="test",
        quantity=of.quantity,
    )


def evaluate(
    offers: Mapping[str, tuple[str, str]], carbon_price: str, *, tie_rule: str = "lowest_price"
) -> LotResult:
    """Rank offers given as supplier -> (P, E) in one lot of one line."""
    from carbon.tender.evaluate import evaluate_lot

    one = line()
    scores = {name: [score(name, one, p, e)] for name, (p, e) in offers.items()}
    return evaluate_lot(
        lot(one), scores, rule=rule(carbon_price, tie_rule=tie_rule), stage_kg={}, coverages={}
    )
