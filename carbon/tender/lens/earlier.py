"""Earlier offers under a new rule: the same prices and footprints, another carbon price."""

from __future__ import annotations

from dataclasses import replace

from carbon.tender.evaluate import evaluate_lot
from carbon.tender.records import Assessment, Evaluation


def under_rule(past: Assessment, rule: Evaluation) -> Assessment:
    """Return an earlier assessment with its offers put in order by another tender's rule.

    Lots keep their earlier names; a lot of the same name takes its own carbon price of the new
    rule. Points and ceilings belong to the new tender's lots and are not carried over.
    """
    plain = replace(
        rule,
        model="M1",
        points={},
        ceiling_kg_by_lot={},
        criteria=(),
        life_cycle_cost=None,
    )
    lots = tuple(
        evaluate_lot(
            result.lot,
            {offer.supplier: offer.lines for offer in result.ranking},
            rule=plain,
            stage_kg=past.footprint.stage_kg,
            coverages={},
        )
        for result in past.lots
    )
    return replace(past, lots=lots)
