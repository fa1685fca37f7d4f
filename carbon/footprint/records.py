"""The flow table: one row per line, stage and factor. Everything else is this table grouped.

A row says: for one announced unit of this offered product, this stage takes so much of that
factor. kg CO2e = amount * factor; totals, contributions, the workbook's formulas and the
explanation an auditor reads are the same rows grouped another way.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from carbon.library.records import Factor, Product, Stage
from carbon.transport.records import ChainElement


class Basis(enum.IntEnum):
    """What stands behind a flow."""

    DEFAULT = 0
    DECLARED = 1
    PROXY = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencedFlow:
    """One flow of a supplier's own account, for one kg of product."""

    stage: Stage
    factor: Factor
    amount: float  # in Factor.per, for one kg of product
    amount_gsd: float  # geometric standard deviation of the amount; 1 where exact
    basis: Basis  # DECLARED, or DEFAULT where the supplier did not know
    process: str = ""  # what it is, with a text farm-process-<id>: enteric, manure-ch4, diesel


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidenced:
    """A supplier's own account of its product in several flows, and the stages they cover.

    Transport is never among the stages: the way to the kitchen is the chain's. A flow of that
    stage here is raw material on its way in, as the catalogue's inbound is.
    """

    stages: tuple[Stage, ...]
    flows: tuple[EvidencedFlow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The file of evidence/ that a line's own figures are from."""

    file: str  # evidence/mjolk.json
    sha256: str  # of its bytes
    level: int  # of evidence: 2 the supplier's own calculation, 3 reviewed by somebody else
    digest: str = ""  # of a producer's file that was worked through again: what that came to


@dataclass(frozen=True, slots=True, kw_only=True)
class LineInput:
    """One offered product, ready for the flow table: matched, measured and with its chain."""

    id: str  # OfferedProduct.id
    product: Product
    mass_kg_per_unit: float  # kg of product in one announced unit of the line
    chain: tuple[ChainElement, ...]
    declared: Factor | None  # the supplier's own value as a factor, with the stages it covers
    where: str
    own: Evidenced | None = None  # in place of `declared` where the account is in several flows
    proof: Proof | None = None  # the file behind `declared` or `own`; None where a cell says it

    @property
    def covered(self) -> tuple[Stage, ...]:
        """Return the stages that the supplier's own figures cover."""
        if self.own is not None:
            return self.own.stages
        return () if self.declared is None else self.declared.stages


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowTable:
    """Every flow, as columns of equal length; indices point into the tables beside them."""

    line: NDArray[np.int32]  # index into line_ids
    stage: NDArray[np.int8]  # index into library.records.STAGES
    factor: NDArray[np.int32]  # index into factors
    amount: NDArray[np.float64]  # in the unit the factor is stated per, for one announced unit
    basis: NDArray[np.int8]  # Basis
    element: NDArray[np.int32]  # index into elements for transport flows, else -1
    amount_gsd: NDArray[np.float64]  # geometric standard deviation of the amount; 1 where exact
    line_ids: tuple[str, ...]
    factors: tuple[Factor, ...]
    elements: tuple[ChainElement, ...]
    # What each flow is in a producer's own account, as EvidencedFlow says; empty without any.
    processes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Footprint:
    """Flows times factors, rounded once and exact from there on.

    `steps` are whole numbers of 10**-decimals kg CO2e per announced unit, one for each flow, so
    that every sum of them is exact and independent of order, machine and threads.
    """

    flows: FlowTable
    steps: NDArray[np.int64]
    decimals: int
    stage_kg: Mapping[str, Mapping[Stage, Decimal]]  # line id -> stage -> kg per announced unit
    line_kg: Mapping[str, Decimal]  # line id -> kg per announced unit
