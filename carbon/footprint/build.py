"""LineInputs and the boundary become the flow table: each stage exactly once.

A stage comes from the supplier's own value where that covers it, from the transport chain for
transport, and from the catalogue's factor otherwise. A stage that nothing covers is a problem and
takes the line out; a stage covered twice is impossible by construction and checked all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np

from carbon.footprint.records import Basis, FlowTable, LineInput
from carbon.footprint.uncertainty import amount_gsd
from carbon.library.products import is_proxy
from carbon.library.records import STAGES, Factor, Library, Product, Stage
from carbon.problems import LibraryError, Problem, error
from carbon.transport.records import ChainElement

_STAGE_INDEX = {stage: index for index, stage in enumerate(STAGES)}


@dataclass(slots=True)
class _Columns:
    """The growing columns of the flow table; private to this module, frozen when done."""

    line: list[int] = field(default_factory=list)
    stage: list[int] = field(default_factory=list)
    factor: list[int] = field(default_factory=list)
    amount: list[float] = field(default_factory=list)
    basis: list[int] = field(default_factory=list)
    element: list[int] = field(default_factory=list)
    amount_gsd: list[float] = field(default_factory=list)
    process: list[str] = field(default_factory=list)
    line_ids: list[str] = field(default_factory=list)
    factors: list[Factor] = field(default_factory=list)
    factor_index: dict[tuple[str, str, float], int] = field(default_factory=dict)
    elements: list[ChainElement] = field(default_factory=list)

    def index_of(self, factor: Factor) -> int:
        # The figure belongs to the key: two producers may state their own under one name.
        key = (factor.id, factor.source, factor.kg_co2e)
        if key not in self.factor_index:
            self.factor_index[key] = len(self.factors)
            self.factors.append(factor)
        return self.factor_index[key]


@dataclass(frozen=True, slots=True)
class _Flow:
    stage: Stage
    factor: Factor
    amount: float
    basis: Basis
    element: ChainElement | None = None
    amount_gsd: float = 1.0  # of a flow without an element
    own: bool = False  # of a supplier's own account in several flows
    process: str = ""


def build(
    lines: Sequence[LineInput], *, boundary: Sequence[Stage], library: Library
) -> tuple[FlowTable, list[Problem]]:
    """Return the flow table of all lines, and a problem for each stage that nothing covers.

    A line with a gap has no flows at all: half a footprint must not look like a small one.
    """
    columns = _Columns()
    problems: list[Problem] = []
    for line in sorted(lines, key=lambda one: one.id):
        flows, wrong = _line_flows(line, boundary, library)
        wrong += _beyond_reason(line, flows, library)
        problems += wrong
        if not wrong:
            _append(columns, line.id, flows, library)
    return _freeze(columns), problems


def _beyond_reason(line: LineInput, flows: Sequence[_Flow], library: Library) -> list[Problem]:
    """Return a problem for a flow so large that no food has it: a slip, or an attack on the sum.

    The bound also keeps every sum of whole steps far inside what is exact.
    """
    limit = library.assumption("footprint.largest_flow")
    for flow in flows:
        kg_co2e = flow.amount * flow.factor.kg_co2e
        if not abs(kg_co2e) <= limit:  # also true of what is not a number
            where = flow.element.where if flow.element is not None else line.where
            return [error("flow-beyond-reason", where, stage=flow.stage, found=f"{kg_co2e:.3g}")]
    return []


def _append(columns: _Columns, line_id: str, flows: Sequence[_Flow], library: Library) -> None:
    position = len(columns.line_ids)
    columns.line_ids.append(line_id)
    for flow in flows:
        columns.line.append(position)
        columns.stage.append(_STAGE_INDEX[flow.stage])
        columns.factor.append(columns.index_of(flow.factor))
        columns.amount.append(flow.amount)
        columns.basis.append(int(flow.basis))
        columns.process.append(flow.process)
        columns.element.append(len(columns.elements) if flow.element is not None else -1)
        if flow.element is None:
            columns.amount_gsd.append(flow.amount_gsd)
        else:
            columns.amount_gsd.append(amount_gsd(flow.element, library))
            columns.elements.append(flow.element)


def _freeze(columns: _Columns) -> FlowTable:
    return FlowTable(
        line=np.array(columns.line, dtype=np.int32),
        stage=np.array(columns.stage, dtype=np.int8),
        factor=np.array(columns.factor, dtype=np.int32),
        amount=np.array(columns.amount, dtype=np.float64),
        basis=np.array(columns.basis, dtype=np.int8),
        element=np.array(columns.element, dtype=np.int32),
        amount_gsd=np.array(columns.amount_gsd, dtype=np.float64),
        line_ids=tuple(columns.line_ids),
        factors=tuple(columns.factors),
        elements=tuple(columns.elements),
        processes=tuple(columns.process) if any(columns.process) else (),
    )


def _line_flows(
    line: LineInput, boundary: Sequence[Stage], library: Library
) -> tuple[list[_Flow], list[Problem]]:
    covered = set(line.covered)
    flows, problems = [*_declared_flows(line, boundary), *_own_flows(line, boundary)], []
    for stage in boundary:
        if stage in covered:
            continue
        stage_flows, wrong = _default_flows(line, stage, library)
        beyond = _filled_with(line.product, stage)
        if beyond & covered or not beyond <= set(boundary):
            wrong.append(_inseparable(line, beyond | {stage}))
            stage_flows = []
        flows += stage_flows
        problems += wrong
        covered |= beyond
    _check_each_stage_once(flows, line.id)
    return flows, problems


def _declared_flows(line: LineInput, boundary: Sequence[Stage]) -> list[_Flow]:
    """Return the supplier's own value as one flow, on the first stage of the boundary it covers."""
    if line.declared is None:
        return []
    stages = [stage for stage in boundary if stage in line.declared.stages]
    if not stages:
        return []
    return [_Flow(stages[0], line.declared, line.mass_kg_per_unit, Basis.DECLARED)]


def _own_flows(line: LineInput, boundary: Sequence[Stage]) -> list[_Flow]:
    """Return the flows of a supplier's own account inside the boundary, its own answers first."""
    if line.own is None:
        return []
    kept = [one for one in line.own.flows if one.stage in boundary]
    kept.sort(key=lambda one: (_STAGE_INDEX[one.stage], one.basis is not Basis.DECLARED))
    return [
        _Flow(
            one.stage,
            one.factor,
            line.mass_kg_per_unit * one.amount,
            one.basis,
            amount_gsd=one.amount_gsd,
            own=True,
            process=one.process,
        )
        for one in kept
    ]


def inseparable(
    product: Product, covered: Collection[Stage], boundary: Sequence[Stage]
) -> tuple[Stage, ...]:
    """Return the stages that could not be filled beside `covered`, the catalogue's figure being
    one for a stage that is covered and one that is not; empty when everything fits together.
    """
    for stage in boundary:
        if stage not in covered and stage is not Stage.TRANSPORT:
            beyond = _filled_with(product, stage) | {stage}
            if beyond & set(covered):
                return tuple(one for one in STAGES if one in beyond and one not in covered)
    return ()


def _default_flows(
    line: LineInput, stage: Stage, library: Library
) -> tuple[list[_Flow], list[Problem]]:
    if stage is Stage.TRANSPORT:
        return _transport_flows(line, library)
    factor_id = line.product.factors.get(stage)
    if factor_id is None:
        return [], [error("stage-uncovered", line.where, stage=stage, product=line.product.id)]
    factor = _selected(library, factor_id)
    return [_Flow(stage, factor, line.mass_kg_per_unit, _basis(factor, line, library))], []


def _filled_with(product: Product, stage: Stage) -> set[Stage]:
    """Return the other stages that the catalogue fills with the very figure of this one."""
    factor_id = product.factors.get(stage)
    same = {one for one, other in product.factors.items() if other == factor_id}
    return same - {stage} if factor_id is not None else set()


def _inseparable(line: LineInput, stages: set[Stage]) -> Problem:
    """Say that a figure cannot be split into the part that is wanted and the part that is not."""
    found = ", ".join(stage for stage in STAGES if stage in stages)
    return error("stage-inseparable", line.where, product=line.product.id, found=found)


def _transport_flows(line: LineInput, library: Library) -> tuple[list[_Flow], list[Problem]]:
    if not line.chain:
        return [], [
            error("stage-uncovered", line.where, stage=Stage.TRANSPORT, product=line.product.id)
        ]
    flows = []
    if line.product.inbound is not None and not _holds_inbound(line):
        factor = _selected(library, line.product.inbound)
        basis = _basis(factor, line, library)
        flows.append(_Flow(Stage.TRANSPORT, factor, line.mass_kg_per_unit, basis))
    for element in line.chain:
        factor = element.factor or _selected(library, element.factor_id)
        amount = line.mass_kg_per_unit * element.amount_per_kg
        basis = Basis.DECLARED if element.basis == "declared" else Basis.DEFAULT
        flows.append(_Flow(Stage.TRANSPORT, factor, amount, basis, element))
    return flows, []


def _holds_inbound(line: LineInput) -> bool:
    """Tell whether a supplier's own figures hold the way of raw material into the plant already.

    A value that covers processing begins before it (cradle to gate), and the way in between.
    """
    return Stage.PROCESSING in line.covered


def _basis(factor: Factor, line: LineInput, library: Library) -> Basis:
    """Tell whether a figure was made for this food or is borrowed from a related one."""
    threshold = library.assumption("proxy.from_match_score")
    return Basis.PROXY if is_proxy(line.product, threshold, [factor]) else Basis.DEFAULT


def _selected(library: Library, factor_id: str) -> Factor:
    candidates = library.factors.get(factor_id)
    if not candidates:
        raise LibraryError(f"the catalogue names factor {factor_id}, which is not in the library")
    return candidates[0]


def _check_each_stage_once(flows: Sequence[_Flow], line_id: str) -> None:
    seen: set[Stage] = {one.stage for one in flows if one.own} - {Stage.TRANSPORT}
    for flow in flows:
        if flow.own:
            continue  # many flows make a stage of the supplier's own account
        stages = set(flow.factor.stages) or {flow.stage}
        if flow.stage is Stage.TRANSPORT and stages == {Stage.TRANSPORT}:
            continue  # a chain has many elements; they are one stage together
        if stages & seen:
            raise LibraryError(f"{line_id}: stage {sorted(stages & seen)} would be counted twice")
        seen |= stages
    if Stage.TRANSPORT in seen and any(flow.element is not None for flow in flows):
        raise LibraryError(f"{line_id}: transport would be counted twice")
