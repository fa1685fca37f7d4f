"""The flow table as rows that a sheet, a page or an auditor can show, line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from carbon.footprint.records import Basis, Footprint
from carbon.library.records import STAGES, Factor, Stage
from carbon.transport.records import ChainElement


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """One flow of one announced unit: kg CO2e = amount * factor, as the footprint rounded it."""

    stage: Stage
    factor_index: int  # into Footprint.flows.factors
    factor: Factor
    amount: float  # in the unit the factor is stated per
    basis: Basis
    element: ChainElement | None
    steps: int  # whole numbers of 10**-decimals kg CO2e
    kg_co2e: Decimal
    process: str = ""  # of a producer's own account, with a text farm-process-<id>


def by_line(footprint: Footprint) -> Mapping[str, tuple[Flow, ...]]:
    """Return the flows of every line that reached the table, in the order of the table."""
    table = footprint.flows
    bases = tuple(Basis)
    rows: dict[str, list[Flow]] = {line_id: [] for line_id in table.line_ids}
    columns = zip(
        table.line.tolist(),
        table.stage.tolist(),
        table.factor.tolist(),
        table.amount.tolist(),
        table.basis.tolist(),
        table.element.tolist(),
        footprint.steps.tolist(),
        table.processes or [""] * len(table.line),
        strict=True,
    )
    for line, stage, factor, amount, basis, element, steps, process in columns:
        flow = Flow(
            stage=STAGES[stage],
            factor_index=factor,
            factor=table.factors[factor],
            amount=amount,
            basis=bases[basis],
            element=table.elements[element] if element >= 0 else None,
            steps=steps,
            kg_co2e=Decimal(steps).scaleb(-footprint.decimals),
            process=process,
        )
        rows[table.line_ids[line]].append(flow)
    return {line_id: tuple(flows) for line_id, flows in rows.items()}


def production_basis(flows: Sequence[Flow]) -> Basis:
    """Return what stands behind the production of a line: its farm stage, else a default."""
    for flow in flows:
        if flow.stage is Stage.FARM:
            return flow.basis
    return Basis.DEFAULT
