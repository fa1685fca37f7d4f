"""The contract terms of tender.yaml that bind what suppliers offer.

Amounts are the buyer's own: none has a default, and what is not stated stays None until the tender
is published, when it is asked for.
"""

from __future__ import annotations

from decimal import Decimal

from carbon.intake.tender_records import Contract
from carbon.intake.yamlfields import Fields

KEYS = ("sanction_sek_per_kg", "tolerance_percent", "follow_up_days")
_WHOLE_PERCENT = 100


def read(fields: Fields) -> Contract:
    """Return the terms under `contract:`; what is wrong joins the problems of `fields`."""
    inner = fields.inner("contract")
    if inner is None:
        return Contract()
    inner.only(*KEYS)
    found = {key: _at_least_zero(inner, key) for key in KEYS}
    tolerance, days = found["tolerance_percent"], found["follow_up_days"]
    if tolerance is not None and tolerance > _WHOLE_PERCENT:
        inner.wrong("tender-value", "tolerance_percent", found=tolerance, expected="0-100")
    if days is not None and (days % 1 or days == 0):
        inner.wrong("tender-value", "follow_up_days", found=days, expected="60")
    return Contract(**found)


def _at_least_zero(inner: Fields, key: str) -> Decimal | None:
    number = inner.decimal(key)
    if number is not None and number < 0:
        inner.wrong("tender-value", key, found=number, expected=">= 0")
        return None
    return number
