"""An Assessment as pandas tables, for people who go on in a notebook; the only pandas import.

Decimals stay `Decimal` objects: a table that silently turned an award into binary fractions would
not be the award.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from carbon.footprint.records import Basis
from carbon.library.records import STAGES
from carbon.tender.records import Assessment, RankedOffer

if TYPE_CHECKING:
    import pandas as pd

_NOT_COLUMNS = {
    *("stage_kg", "lines", "coverage_co2e", "coverage_mass", "coverage_money", "judgements")
}


def ranking(assessment: Assessment) -> pd.DataFrame:
    """Return one row per lot and offer: rank, P, E, c·E and J."""
    import pandas as pd

    names = [field.name for field in fields(RankedOffer) if field.name not in _NOT_COLUMNS]
    return pd.DataFrame(
        [
            {"lot": result.lot.id} | {name: getattr(offer, name) for name in names}
            for result in assessment.lots
            for offer in result.ranking
        ]
    )


def lines(assessment: Assessment) -> pd.DataFrame:
    """Return one row per offered product: price, mass and kg CO2e per announced unit and in all."""
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "lot": score.line.lot,
                "line": score.line.number,
                "name": score.line.name,
                "quantity": score.quantity,
                "unit": score.line.unit,
                "supplier": score.supplier,
                "product": score.product,
                "match": score.match_method,
                "price_sek_per_unit": score.price_sek_per_unit,
                "kg_co2e_per_unit": score.kg_co2e_per_unit,
                "price_sek": score.price_sek,
                "kg_co2e": score.kg_co2e,
            }
            for result in assessment.lots
            for offer in result.ranking
            for score in offer.lines
        ]
    )


def flows(assessment: Assessment) -> pd.DataFrame:
    """Return the flow table: one row per offered product, stage and factor, for one unit."""
    import pandas as pd

    table = assessment.footprint.flows
    factors = [table.factors[index] for index in table.factor]
    return pd.DataFrame(
        {
            "id": [table.line_ids[index] for index in table.line],
            "stage": [str(STAGES[index]) for index in table.stage],
            "factor": [factor.id for factor in factors],
            "amount": table.amount,
            "per": [factor.per for factor in factors],
            "kg_co2e_per": [factor.kg_co2e for factor in factors],
            "basis": [Basis(index).name.lower() for index in table.basis],
            "kg_co2e": assessment.footprint.steps / 10.0**assessment.footprint.decimals,
            "source": [factor.source for factor in factors],
            "locator": [factor.locator for factor in factors],
        }
    )
