"""A supplier's own figures for one kg of product: as flows that a line takes in, and as a sum."""

from __future__ import annotations

import math
from decimal import Decimal

from carbon.farm.records import OwnFlow, OwnFootprint
from carbon.footprint.records import Basis, Evidenced, EvidencedFlow, LineInput


def of_own(own: OwnFootprint) -> Evidenced:
    """Return a recomputed footprint with its stages; what rests on defaults is told as default."""
    return Evidenced(stages=own.stages, flows=tuple(_flow(one) for one in own.flows))


def _flow(one: OwnFlow) -> EvidencedFlow:
    activity = one.activity
    return EvidencedFlow(
        stage=activity.stage,
        factor=activity.factor,
        amount=activity.amount,
        amount_gsd=one.amount_gsd,
        basis=Basis.DEFAULT if one.default else Basis.DECLARED,
        process=activity.process,
    )


def stated(line: LineInput) -> Decimal | None:
    """Return kg CO2e per kg of product that a line's own figures come to; None without any."""
    if line.own is not None:
        flows = (one for one in line.own.flows if one.stage in line.own.stages)
        return Decimal(repr(math.fsum(one.amount * one.factor.kg_co2e for one in flows)))
    return None if line.declared is None else Decimal(repr(line.declared.kg_co2e))
