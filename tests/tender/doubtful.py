"""Small tenders whose uncertainty can be worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from carbon.footprint.compute import compute
from carbon.footprint.records import Basis, FlowTable
from carbon.library.records import STAGES, Commodity, Factor, Spread, Stage
from carbon.tender.coverage import coverages, line_bases
from carbon.tender.evaluate import evaluate_lot
from carbon.tender.records import Assessment, Line, Lot
from tests import builders
from tests.outputs import conftest


@dataclass(frozen=True, kw_only=True)
class Flow:
    """kg CO2e of one factor; a factor named own/... is the supplier's own."""

    factor: str
    kg: float
    gsd: float = 1.5
    stage: Stage = Stage.FARM
    declared: bool = False


@dataclass(frozen=True, kw_only=True)
class Bid:
    price: str
    flows: Sequence[Flow]
    complete: bool = True


def commodity(id_: str, sigma: float) -> Commodity:
    return Commodity(
        id=id_,
        name_sv=id_,
        name_en=id_,
        poore_nemecek=None,
        su_eatable=(),
        variability_sigma=sigma,
        variability_basis="test",
        where="test",
    )


def assessment(
    bids: Mapping[str, Bid],
    carbon_price: str = "1",
    *,
    producers: Mapping[str, float] | None = None,
    tie_rule: str = "lowest_price",
    pack: str = "2" * 64,
) -> Assessment:
    """Return one lot of one line with these bids; `producers` gives sigma by factor id."""
    made = {flow.factor: flow for bid in bids.values() for flow in bid.flows}
    factors = {
        name: replace(
            builders.factor(name, 1.0, flow.stage), spread=Spread(gsd=flow.gsd, basis="test")
        )
        for name, flow in sorted(made.items())
    }
    known = [one for name, one in factors.items() if not name.startswith("own/")]
    line = builders.line(lot="1")
    lot = Lot(id="1", title="Prov", lines=(line,))
    tender = conftest.tender([lot], [Stage.FARM], tie_rule)
    rule = replace(
        tender.evaluation, carbon_price_sek_per_kg=Decimal(carbon_price), tie_rule=tie_rule
    )
    tender = replace(tender, evaluation=rule)
    library = replace(
        conftest.library(known),
        commodities={name: commodity(name, sigma) for name, sigma in (producers or {}).items()},
    )
    footprint = compute(_table(bids, tuple(factors.values())), decimals=6, mode="half_even")
    scores = {name: [_score(name, bid, line, footprint.line_kg)] for name, bid in bids.items()}
    bases = line_bases(footprint)
    result = evaluate_lot(
        lot,
        scores,
        rule=rule,
        stage_kg=footprint.stage_kg,
        coverages={name: coverages(lines, bases) for name, lines in scores.items()},
    )
    found = conftest.assessment(tender, library, [], footprint, [result], [])
    return replace(found, pack_sha256=pack)


def _score(name: str, bid: Bid, line: Line, kg: Mapping[str, Decimal]) -> builders.LineScore:
    emitted = kg[f"{name}/1"] if bid.complete else None
    score = builders.score(name, line, bid.price, None if emitted is None else str(emitted))
    return replace(score, id=f"{name}/1")


def _table(bids: Mapping[str, Bid], factors: Sequence[Factor]) -> FlowTable:
    at = {factor.id: place for place, factor in enumerate(factors)}
    rows = [
        (row, STAGES.index(flow.stage), at[flow.factor], flow.kg, flow.declared)
        for row, bid in enumerate(bids.values())
        for flow in bid.flows
    ]
    line, stage, factor, kg, declared = zip(*rows, strict=True)
    return FlowTable(
        line=np.array(line, dtype=np.int32),
        stage=np.array(stage, dtype=np.int8),
        factor=np.array(factor, dtype=np.int32),
        amount=np.array(kg, dtype=np.float64),
        basis=np.array(
            [int(Basis.DECLARED if one else Basis.DEFAULT) for one in declared], dtype=np.int8
        ),
        element=np.full(len(rows), -1, dtype=np.int32),
        amount_gsd=np.ones(len(rows)),
        line_ids=tuple(f"{name}/1" for name in bids),
        factors=tuple(factors),
        elements=(),
    )
