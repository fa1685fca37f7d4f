"""Two assessments to show: the worked tenders of the method, and one with everything in it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pytest

from carbon import problems
from carbon.footprint.compute import compute
from carbon.footprint.records import Basis, FlowTable, Footprint, LineInput
from carbon.intake.records import Offer, OfferedProduct
from carbon.library.records import (
    STAGES,
    Factor,
    Library,
    Product,
    Source,
    Spread,
    Stage,
    Temperature,
)
from carbon.matching.records import Match
from carbon.tender.coverage import coverages, line_bases
from carbon.tender.evaluate import evaluate_lot
from carbon.tender.records import (
    Assessment,
    Currency,
    Delivery,
    Evaluation,
    Line,
    LineScore,
    Lot,
    LotResult,
    Rounding,
    Tender,
)
from carbon.transport.records import ChainElement

NASTY = ("=1+1", "<script>alert('x')</script>", "../x", "\u202eevil\u202c @SUM(A1)", "Å" * 31_000)


def factor(
    id: str, kg: float, stages: Sequence[Stage], *, per: str = "kg", proxy: bool = False
) -> Factor:
    freight = per == "t*km"
    return Factor(
        id=id,
        label=f"Faktor för {id}",
        kg_co2e=kg,
        per=per,
        as_printed=f"{kg} kg CO2e/{per}",
        stages=tuple(stages),
        region="SE",
        year=2022,
        gwp="AR6",
        boundary="cradle to gate",
        allocation="attributional",
        spread=Spread(gsd=1.3, basis="pedigree"),
        quality="not stated",
        source="made-up",
        locator="table 3, row 7",
        review_by="2028-01",
        proxy=proxy,
        correlation_group=id,
        where="factors/x.yaml:1",
        ttw_kg_co2e=kg * 0.8 if freight else None,
        wtt_kg_co2e=kg * 0.2 if freight else None,
    )


SOURCE = Source(
    id="made-up",
    title="Påhittad källa för prov",
    publisher="Ingen",
    edition="1",
    published="2024",
    accessed="2026-01-01",
    locator="10.0000/none",
    licence="CC-BY-4.0",
    attribution="Ingen, påhittad källa för prov, CC BY 4.0",
    redistributable=True,
    where="factors/sources.yaml:1",
)


def library(factors: Sequence[Factor], products: Sequence[Product] = ()) -> Library:
    return Library(
        edition="0" * 64,
        sources={SOURCE.id: SOURCE},
        factors={one.id: (one,) for one in factors},
        products={one.id: one for one in products},
        assumptions={},
    )


def product(id: str, name: str, factors: dict[Stage, str], inbound: str | None = None) -> Product:
    return Product(
        id=id,
        name_sv=name,
        name_en=f"{name} (en)",
        synonyms=(),
        category="prov",
        state="fresh",
        temperature=Temperature.CHILLED,
        factors=factors,
        inbound=inbound,
        match_score=1,
    )


def offered(id: str, supplier: str, line: Line, name: str) -> OfferedProduct:
    return OfferedProduct(
        id=id,
        supplier=supplier,
        line_number=line.number,
        lot=line.lot,
        wanted_name=line.name,
        offered_name=name,
        article_number=None,
        gtin=None,
        price=None,
        price_unit=None,
        content_amount=None,
        content_unit=None,
        content_assumed=False,
        net_weight_kg=None,
        origin_place=None,
        origin_country=None,
        legs=(),
        footprint=None,
        quantity=None,
        quantity_unit=None,
        where=f"offers/{id}.xlsx!Blad1!{line.number}",
    )


def element(
    order: int, start: str, end: str, *, km: float, load: float | None = None, hub: bool = False
) -> ChainElement:
    share = 1.0
    if hub:
        amount, per, id = 1.0, "kg", "transport/hub@SE"
    elif load is not None:
        amount, per, id = km * share / load, "km", "transport/van@SE"
    else:
        amount, per, id = km * share / 1000, "t*km", "transport/lorry@EU"
    return ChainElement(
        order=order,
        kind="hub" if hub else "leg",
        start=start,
        end=end,
        mode="hub" if hub else "road",
        vehicle="lager" if hub else "lastbil-26t",
        temperature="chilled",
        distance_km=km,
        load_kg=load,
        share=share,
        method="declared-round-1" if load else "great-circle-circuity-1",
        factor_id=id,
        per=per,
        amount_per_kg=amount,
        basis="declared" if load else "default",
        where="offers/a.xlsx!Blad1!H4",
        assumptions=("transport/average-load",),
    )


def flow_table(inputs: Sequence[LineInput], boundary: Sequence[Stage], lib: Library) -> FlowTable:
    """Lay out the flows of lines by hand: these pages are about showing a table, not making one."""
    factors: list[Factor] = []
    elements: list[ChainElement] = []
    rows: list[tuple[int, int, int, float, int, int]] = []

    def add(
        line: int,
        stage: Stage,
        one: Factor,
        amount: float,
        basis: Basis,
        leg: ChainElement | None = None,
    ) -> None:
        if one not in factors:
            factors.append(one)
        if leg is not None:
            elements.append(leg)
        at = len(elements) - 1 if leg is not None else -1
        rows.append((line, STAGES.index(stage), factors.index(one), amount, basis, at))

    for number, line in enumerate(inputs):
        mass = line.mass_kg_per_unit
        covered = line.declared.stages if line.declared else ()
        if line.declared:
            add(number, covered[0], line.declared, mass, Basis.DECLARED)
        for stage in boundary:
            if stage is Stage.TRANSPORT:
                if line.product.inbound:
                    one = lib.factors[line.product.inbound][0]
                    add(number, stage, one, mass, Basis.DEFAULT)
                for leg in line.chain:
                    basis = Basis.DECLARED if leg.basis == "declared" else Basis.DEFAULT
                    one = lib.factors[leg.factor_id][0]
                    add(number, stage, one, mass * leg.amount_per_kg, basis, leg)
            elif stage not in covered:
                one = lib.factors[line.product.factors[stage]][0]
                basis = Basis.PROXY if one.proxy else Basis.DEFAULT
                add(number, stage, one, mass, basis)
    columns = list(zip(*rows, strict=True))
    return FlowTable(
        line=np.array(columns[0], dtype=np.int32),
        stage=np.array(columns[1], dtype=np.int8),
        factor=np.array(columns[2], dtype=np.int32),
        amount=np.array(columns[3], dtype=np.float64),
        basis=np.array(columns[4], dtype=np.int8),
        element=np.array(columns[5], dtype=np.int32),
        amount_gsd=np.ones(len(rows)),
        line_ids=tuple(line.id for line in inputs),
        factors=tuple(factors),
        elements=tuple(elements),
    )


def tender(lots: Sequence[Lot], boundary: Sequence[Stage], tie_rule: str) -> Tender:
    return Tender(
        id="prov-2026",
        title="Livsmedel till skolor och äldreomsorg",
        buyer="Prövköpings kommun",
        reference="KS 2026/17",
        language="sv",
        boundary=tuple(boundary),
        delivery=(Delivery(place="Falun, SE", share=1.0, where="tender.yaml:9"),),
        drop_size_kg=80.0,
        evaluation=Evaluation(
            model="M1",
            carbon_price_sek_per_kg=Decimal("3.00"),
            carbon_price_reason="prov",
            carbon_price_by_lot={},
            tie_rule=tie_rule,
            rounding=Rounding(flow_decimals=6, price_decimals=4, mode="half_even"),
        ),
        currency=Currency(code="SEK", sek_per_unit=Decimal(1)),
        accepted_evidence_level=2,
        lots=tuple(lots),
        as_of="2026-11-01",
        sha256="1" * 64,
    )


def score(
    id: str,
    supplier: str,
    line: Line,
    price: str | None,
    footprint: Footprint,
    *,
    mass: float | None = 1.0,
    product_id: str = "prov",
) -> LineScore:
    per_unit = None if price is None else Decimal(price)
    kg = footprint.line_kg.get(id)
    return LineScore(
        id=id,
        supplier=supplier,
        line=line,
        product=product_id if kg is not None else None,
        match_method="words" if kg is not None else "none",
        match_score=0.875,
        mass_kg_per_unit=mass,
        price_sek_per_unit=per_unit,
        kg_co2e_per_unit=kg,
        price_sek=None if per_unit is None else line.quantity * per_unit,
        kg_co2e=None if kg is None else line.quantity * kg,
        complete=kg is not None and per_unit is not None,
        quantity=line.quantity,
        where=f"offers/{id}.xlsx!Blad1!A4",
    )


def lot_result(
    made: Tender, lot: Lot, scores: dict[str, list[LineScore]], footprint: Footprint
) -> LotResult:
    bases = line_bases(footprint)
    return evaluate_lot(
        lot,
        scores,
        rule=made.evaluation,
        stage_kg=footprint.stage_kg,
        coverages={name: coverages(lines, bases) for name, lines in scores.items()},
    )


def assessment(
    made: Tender,
    lib: Library,
    inputs: Sequence[LineInput],
    footprint: Footprint,
    lots: Sequence[LotResult],
    offers: Sequence[Offer],
    found: Sequence[problems.Problem] = (),
) -> Assessment:
    matches = {
        one.id: Match(
            key=one.id,
            product_id="prov",
            method="words",
            score=0.875,
            reason="ord: prov",
            candidates=(),
        )
        for offer in offers
        for one in offer.products
    }
    return Assessment(
        tender=made,
        library=lib,
        offers=tuple(offers),
        wanted={},
        matches=matches,
        inputs=tuple(inputs),
        footprint=footprint,
        lots=tuple(lots),
        problems=tuple(found),
        engine_version="0.1.0",
        pack_sha256="2" * 64,
    )


@pytest.fixture(scope="session")
def three_offers() -> Assessment:
    """A, B and C of lou.md §4.1: 10 000 kg of one product at 100, 106, 115 SEK; 6, 3.8, 2 kg."""
    line = Line(
        id="1/1",
        lot="1",
        number="1",
        name="Tomat",
        quantity=Decimal(10000),
        unit="kg",
        product=None,
        requirement="",
        where="tender.yaml:20",
    )
    lot = Lot(id="1", title="Grönsaker", lines=(line,))
    made = tender([lot], [Stage.FARM], "lowest_price")
    food = product("prov", "Tomat", {Stage.FARM: "production/tomato@SE"})
    lib = library([factor("production/tomato@SE", 6.0, [Stage.FARM])], [food])
    inputs, scores, offers = [], {}, []
    table = (("A", "100", 6.0), ("B", "106", 3.8), ("C", "115", 2.0))
    for name, _, kg in table:
        id = f"{name}/1/1"
        declared = None if name == "A" else factor(f"declared/{id}", kg, [Stage.FARM])
        inputs.append(
            LineInput(
                id=id,
                product=food,
                mass_kg_per_unit=1.0,
                chain=(),
                declared=declared,
                where=f"offers/{name}.xlsx!Blad1!4",
            )
        )
        one = offered(id, name, line, "Tomat kvist")
        offers.append(Offer(supplier=name, products=(one,), files=(f"offers/{name}.xlsx",)))
    flows = flow_table(inputs, made.boundary, lib)
    footprint = compute(flows, decimals=6, mode="half_even")
    for name, price, _ in table:
        scores[name] = [score(f"{name}/1/1", name, line, price, footprint)]
    result = lot_result(made, lot, scores, footprint)
    return assessment(made, lib, inputs, footprint, [result], offers)


_RICH_FACTORS = (
    factor("production/milk@SE", 1.123457, [Stage.FARM]),
    factor("production/pea@SE", 0.61, [Stage.FARM], proxy=True),
    factor("processing/dairy@SE", 0.093333, [Stage.PROCESSING]),
    factor("packaging/carton@EU", 0.0711, [Stage.PACKAGING]),
    factor("storage/cold@SE", 0.0123456, [Stage.STORAGE]),
    factor("transport/lorry@EU", 0.0924, [Stage.TRANSPORT], per="t*km"),
    factor("transport/van@SE", 0.271, [Stage.TRANSPORT], per="km"),
    factor("transport/hub@SE", 0.0037, [Stage.TRANSPORT], per="kg"),
    factor("transport/inbound@SE", 0.0151, [Stage.TRANSPORT], per="kg"),
)
_RICH_BOUNDARY = tuple(stage for stage in STAGES[:6] if stage is not Stage.LAND_USE_CHANGE)


def _rich_lots() -> list[Lot]:
    lots = []
    for lot_id, title, names in (
        ("1", "Mejeri & ägg", ("Mjölk 1,5 %", '=HYPERLINK("x")', "Grädde")),
        ("2", "Baljväxter", ("Ärtor, frysta", "<b>Bönor</b>")),
    ):
        lines = tuple(
            Line(
                id=f"{lot_id}/{number}",
                lot=lot_id,
                number=f"{lot_id}.{number}",
                name=name,
                quantity=Decimal("1234.5") * number,
                unit="L" if lot_id == "1" else "kg",
                product=None,
                requirement="",
                where="basket.xlsx!Blad1!4",
            )
            for number, name in enumerate(names, start=1)
        )
        lots.append(Lot(id=lot_id, title=title, lines=lines))
    return lots


@pytest.fixture(scope="session")
def rich() -> Assessment:
    """Two lots, six suppliers, five of them with hostile names, chains, gaps and problems."""
    lots = _rich_lots()
    made = tender(lots, _RICH_BOUNDARY, "lot_drawn")
    common = {
        Stage.PROCESSING: "processing/dairy@SE",
        Stage.PACKAGING: "packaging/carton@EU",
        Stage.STORAGE: "storage/cold@SE",
    }
    milk = product(
        "prov", "Mjölk", {Stage.FARM: "production/milk@SE", **common}, "transport/inbound@SE"
    )
    pea = product("peas", "Ärtor", {Stage.FARM: "production/pea@SE", **common})
    lib = library(_RICH_FACTORS, [milk, pea])
    suppliers = ("Gård & Mejeri i Dalarna AB", *NASTY)
    inputs: list[LineInput] = []
    offers: list[Offer] = []
    for place, supplier in enumerate(suppliers):
        mine = []
        for lot in lots:
            for line in lot.lines:
                id = f"s{place}/{line.id}"
                mine.append(offered(id, supplier, line, f"{supplier} {line.name}"))
                if place == 4 and line.id == "1/2":
                    continue  # never reached the flow table
                chain = [
                    element(1, "Hedemora", "Falun", km=60.0 + 130.0 * place),
                    element(2, "Falun", "Falun", km=0.0, hub=True),
                    element(3, "Falun", "köket", km=42.0, load=900.0 + 10 * place),
                ]
                stages = (Stage.FARM, Stage.PROCESSING)
                declared = factor(f"declared/{id}*", 0.95, stages) if place == 1 else None
                inputs.append(
                    LineInput(
                        id=id,
                        product=milk if lot.id == "1" else pea,
                        mass_kg_per_unit=1.03 if lot.id == "1" else 1.0,
                        chain=tuple(chain),
                        declared=declared,
                        where=f"offers/{place}.xlsx!Blad1!4",
                    )
                )
        offers.append(Offer(supplier=supplier, products=tuple(mine), files=()))
    flows = flow_table(inputs, made.boundary, lib)
    footprint = compute(flows, decimals=6, mode="half_even")
    results = []
    for lot in lots:
        scores: dict[str, list[LineScore]] = {}
        for place, supplier in enumerate(suppliers):
            scores[supplier] = [
                score(
                    f"s{place}/{line.id}",
                    supplier,
                    line,
                    None if (place, line.id) == (5, "2/2") else f"{11 + place * 0.37:.4f}",
                    footprint,
                    mass=1.03 if lot.id == "1" else 1.0,
                    product_id="prov" if lot.id == "1" else "peas",
                )
                for line in lot.lines
            ]
        results.append(lot_result(made, lot, scores, footprint))
    found = [
        problems.error("file-unreadable", "offers/=2+2.xlsx", found="=cmd|' /C calc'!A0"),
        problems.warning("yaml-key-twice", "tender.yaml:14", found="<img src=x>"),
    ]
    return assessment(made, lib, inputs, footprint, results, offers, found)
