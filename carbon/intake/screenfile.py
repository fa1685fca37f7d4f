"""The `screens:` of tender.yaml: announced price references for questions about low prices."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from carbon.intake.tender_records import Lot, Screens
from carbon.intake.yamlfields import Fields

KEYS = ("price_reference_sek", "price_share")


def read(fields: Fields, lots: Sequence[Lot]) -> Screens:
    """Return what is announced; nothing has a default, and without a reference nothing is asked."""
    inner = fields.inner("screens")
    if inner is None:
        return Screens()
    inner.only(*KEYS)
    share = inner.decimal("price_share")
    if share is not None and not 0 < share < 1:
        inner.wrong("tender-value", "price_share", found=share, expected="0.70")
        share = None
    return Screens(price_reference_sek=_references(inner, lots), price_share=share)


def _references(inner: Fields, lots: Sequence[Lot]) -> dict[str, Decimal]:
    named = inner.inner("price_reference_sek")
    if named is None:
        return {}
    named.only(*(lot.id for lot in lots))
    found = {}
    for lot in lots:
        amount = named.decimal(lot.id)
        if amount is not None and amount <= 0:
            named.wrong("tender-value", lot.id, found=amount, expected="> 0")
        elif amount is not None:
            found[lot.id] = amount
    return found
