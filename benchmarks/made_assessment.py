"""A made-up tender as an Assessment: offered products of ten suppliers, always the same."""

from __future__ import annotations

from decimal import Decimal

from carbon.footprint.compute import compute
from carbon.footprint.records import LineInput
from carbon.library.records import Stage
from carbon.tender.records import Assessment, Line, Lot
from tests.outputs import conftest as made

SUPPLIERS = 10


def assessment(products: int) -> Assessment:
    """Return a tender of so many offered products from ten suppliers, three legs on each."""
    lines = tuple(
        Line(
            id=f"1/{n}",
            lot="1",
            number=str(n),
            name=f"Vara {n}",
            quantity=Decimal(n + 1) / 2,
            unit="kg",
            product=None,
            requirement="",
            where=f"basket.xlsx!Blad1!{n}",
        )
        for n in range(products // SUPPLIERS)
    )
    lot = Lot(id="1", title="Allt", lines=lines)
    boundary = (Stage.FARM, Stage.PROCESSING, Stage.PACKAGING, Stage.TRANSPORT, Stage.STORAGE)
    tender = made.tender([lot], boundary, "lowest_price")
    kinds = 50
    stages = [stage for stage in boundary if stage is not Stage.TRANSPORT]
    factors = [
        made.factor(f"{stage}/kind-{k}@SE", 0.1 + k / 37, [stage])
        for stage in stages
        for k in range(kinds)
    ]
    legs = [f for f in made._RICH_FACTORS if f.id.startswith("transport/")]
    foods = [
        made.product(f"food-{k}", f"Vara {k}", {s: f"{s}/kind-{k}@SE" for s in stages})
        for k in range(kinds)
    ]
    library = made.library([*factors, *legs], foods)
    inputs: list[LineInput] = []
    ids: dict[str, list[tuple[str, Line]]] = {f"Leverantör {n}": [] for n in range(SUPPLIERS)}
    for place, supplier in enumerate(ids):
        chain = (
            made.element(1, "Hedemora", "Falun", km=60.0 + place),
            made.element(2, "Falun", "Falun", km=0.0, hub=True),
            made.element(3, "Falun", "köket", km=42.0, load=900.0),
        )
        for n, line in enumerate(lines):
            id = f"{supplier}/{line.id}"
            ids[supplier].append((id, line))
            inputs.append(
                LineInput(
                    id=id,
                    product=foods[n % kinds],
                    mass_kg_per_unit=1.0,
                    chain=chain,
                    declared=None,
                    where="offers/x.xlsx",
                )
            )
    footprint = compute(made.flow_table(inputs, boundary, library), decimals=6, mode="half_even")
    scores = {
        supplier: [
            made.score(id, supplier, line, f"{10 + place / 7:.4f}", footprint) for id, line in own
        ]
        for place, (supplier, own) in enumerate(ids.items())
    }
    result = made.lot_result(tender, lot, scores, footprint)
    return made.assessment(tender, library, inputs, footprint, [result], [])
