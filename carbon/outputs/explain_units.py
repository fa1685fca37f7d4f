"""What one announced unit of a line costs and takes: the sums before quantities come in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from carbon.intake.records import OfferedProduct
from carbon.outputs.explain_records import Sum, Term
from carbon.tender import edible
from carbon.tender import price as prices
from carbon.tender.records import Assessment, Currency, LineScore, Rounding

_DIGITS = 27  # one below the 28 that decimals keep
_PLAIN = Currency(code="SEK", sek_per_unit=Decimal(1))


def price_of_unit(
    assessment: Assessment, score: LineScore, offered: OfferedProduct | None
) -> Iterator[Sum]:
    """Yield how the price of one announced unit was made of the price as it was offered.

    How many announced units a priced unit holds is asked of the very function that priced the
    line, with a price of 1 and next to no rounding.
    """
    if offered is None or offered.price is None or score.price_sek_per_unit is None:
        return
    product = assessment.library.products.get(score.product or "")
    fine = Rounding(flow_decimals=0, price_decimals=_DIGITS, mode="half_even")
    one, _ = prices.of_unit(
        replace(offered, price=Decimal(1)),
        score.line,
        product,
        currency=_PLAIN,
        rounding=fine,
        library=assessment.library,
    )
    if not one:
        return
    held = Decimal(repr(float(1 / one)))
    yield times(
        "price-unit",
        "sek-unit",
        score.price_sek_per_unit,
        Term(kind="offered-price", value=offered.price),
        Term(kind="rate", value=assessment.tender.currency.sek_per_unit),
        Term(kind="held", value=held, divides=True),
    )


def bought(assessment: Assessment, score: LineScore) -> Iterator[Sum]:
    """Yield what model M2 makes of an announced quantity: what is bought, and what waste costs."""
    rule = assessment.tender.evaluation.life_cycle_cost
    if rule is None:
        return
    product = assessment.library.products.get(score.product or "")
    mass = score.mass_kg_per_unit
    one, _ = edible.of_line(score.line, product, mass, rule, score.where)
    if one is None or mass is None:
        return
    announced = Term(kind="announced", value=score.line.quantity)
    yield times(
        "bought", "amount", score.quantity, announced, Term(kind="bought", value=one.per_unit)
    )
    yield times(
        "waste-unit",
        "sek-unit",
        one.waste_sek_per_unit,
        Term(kind="thrown", value=one.per_unit - 1),
        Term(kind="mass", value=Decimal(repr(mass))),
        Term(kind="waste-price", value=rule.waste_sek_per_kg),
    )
    per_unit = Term(kind="waste-unit", value=one.waste_sek_per_unit)
    yield times("waste", "sek", score.waste_sek, announced, per_unit)


def times(level: str, unit: str, total: Decimal | None, *terms: Term) -> Sum:
    """Return a product."""
    return Sum(level=level, unit=unit, terms=terms, total=total, product=True)
