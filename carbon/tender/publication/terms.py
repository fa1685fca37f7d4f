"""The contract terms that bind what is evaluated: what the buyer must have stated, and how high.

A value that decides the award must be a term of the contract (LOU 16 kap. 1-2 §§, 17 kap. 1 §), and
breaking it must never pay: the sanction per kg CO2e is at least the carbon price of every lot,
which is what the value was worth in the evaluation.
"""

from __future__ import annotations

from decimal import Decimal

from carbon.problems import Problem, error
from carbon.tender import models
from carbon.tender.records import Tender

_KEYS = ("sanction_sek_per_kg", "tolerance_percent", "follow_up_days")
_PLACE = "tender.yaml"


def advantage_sek_per_kg(tender: Tender) -> Decimal:
    """Return what one kg CO2e is worth at most in the evaluation: the highest c of any lot."""
    prices = [models.carbon_price(tender.evaluation, lot.id) for lot in tender.lots]
    return max(prices, default=Decimal(0))


def lacking(tender: Tender) -> list[Problem]:
    """Return what the contract terms lack before the tender can be published."""
    contract = tender.contract
    missing = [key for key in _KEYS if getattr(contract, key) is None]
    if missing:
        keys = ", ".join(f"contract.{key}" for key in missing)
        return [error("contract-missing", _PLACE, found=keys)]
    least = advantage_sek_per_kg(tender)
    if contract.sanction_sek_per_kg is not None and contract.sanction_sek_per_kg < least:
        found = contract.sanction_sek_per_kg
        return [error("contract-sanction-low", _PLACE, found=found, expected=least)]
    return []
