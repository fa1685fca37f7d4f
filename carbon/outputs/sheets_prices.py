"""What a line costs: price as offered and per announced unit, and of what is thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from carbon.outputs.cells import Page, if_given
from carbon.outputs.plan import LineRow, Plan
from carbon.outputs.sheets_rounding import to_price

_EDIBLE_DECIMALS = 9  # as the method states how much is bought


def price(
    page: Page, plan: Plan, line: LineRow, at: Mapping[str, int], letters: Mapping[str, str]
) -> None:
    """Write mass and price of one unit and what the line costs; what is missing says so."""
    score, row = line.score, line.row
    missing = plan.missing
    if score.mass_kg_per_unit is None:
        page.text(row, at["mass"], missing, "missing")
    else:
        weighed = score.line.unit == "kg"  # a kilogram weighs one by definition
        style = "precise" if weighed else "given_precise"
        page.number(row, at["mass"], score.mass_kg_per_unit, style)
    if score.price_sek_per_unit is None or score.price_sek is None:
        page.text(row, at["price_unit"], missing, "missing")
        page.text(row, at["price"], missing, "missing")
        return
    _unit_price(page, plan, line, at, letters)
    unit = f"{letters['price_unit']}{row}"
    formula = if_given(f"{letters['quantity']}{row}*{unit}", unit)
    page.formula(row, at["price"], formula, score.price_sek, "money")


def _unit_price(
    page: Page, plan: Plan, line: LineRow, at: Mapping[str, int], letters: Mapping[str, str]
) -> None:
    """Write the price of one unit: as offered, or the sum that leads to it from what was."""
    score, row, per_unit = line.score, line.row, line.score.price_sek_per_unit
    if per_unit is None:
        return
    stated = plan.stated.get(score.id)
    if stated is None:
        page.number(row, at["price_unit"], per_unit, "given_unit_price")
        for name in ("offered_price", "holds"):
            if name in at:
                page.text(row, at[name], "")
        return
    page.number(row, at["offered_price"], stated.price, "given_unit_price")
    page.number(row, at["holds"], stated.holds, "given_amount")
    price, holds = (f"{letters[name]}{row}" for name in ("offered_price", "holds"))
    rounding = plan.assessment.tender.evaluation.rounding
    converted = f"{price}*{plan.inputs.cell('rate')}/{holds}"
    exact = stated.price * plan.assessment.tender.currency.sek_per_unit / stated.holds
    formula = to_price(converted, exact, rounding.price_decimals, rounding.mode)
    page.formula(row, at["price_unit"], if_given(formula, price, holds), per_unit, "unit_price")


def edible(
    page: Page, plan: Plan, line: LineRow, at: Mapping[str, int], letters: Mapping[str, str]
) -> None:
    """Write what an edible unit takes (model M2): bought, thrown away, and what that costs."""
    rule, score, row = plan.assessment.tender.evaluation.life_cycle_cost, line.score, line.row
    if rule is None:
        return
    announced, per_unit = f"{letters['announced']}{row}", f"{letters['per_edible']}{row}"
    quantity = plan.inputs.cell("quantity", score.line.id)
    page.formula(row, at["announced"], quantity, score.line.quantity, "kilograms")
    _bought(page, plan, line, at, letters)
    bought = if_given(f"{announced}*{per_unit}", per_unit)
    page.formula(row, at["quantity"], bought, score.quantity, "kilograms")
    waste = plan.inputs.cell("waste_price")
    page.formula(row, at["waste_price"], waste, rule.waste_sek_per_kg, "unit_price")
    if score.mass_kg_per_unit is None:
        page.text(row, at["waste"], plan.missing, "missing")
        return
    mass, price = f"{letters['mass']}{row}", f"{letters['waste_price']}{row}"
    formula = if_given(f"{announced}*({per_unit}-1)*{mass}*{price}", per_unit, mass)
    page.formula(row, at["waste"], formula, score.waste_sek, "money")


def _bought(
    page: Page, plan: Plan, line: LineRow, at: Mapping[str, int], letters: Mapping[str, str]
) -> None:
    """Write how much is bought for one edible unit: one over the edible share."""
    rule, score, row = plan.assessment.tender.evaluation.life_cycle_cost, line.score, line.row
    product = plan.assessment.library.products.get(score.product or "")
    share = None if rule is None else rule.by_line.get(score.line.number)
    if rule is not None and rule.edible_share_of == "product":
        known = None if product is None else product.edible_share
        share = None if known is None else Decimal(repr(known))
    per_unit = score.quantity / score.line.quantity
    if not share or round(1 / share, _EDIBLE_DECIMALS) != per_unit:
        page.text(row, at["edible"], plan.missing, "missing")
        page.number(row, at["per_edible"], per_unit, "given_precise")
        return
    page.number(row, at["edible"], share, "given_share")
    cell = f"{letters['edible']}{row}"
    formula = if_given(f"ROUND(1/{cell},{_EDIBLE_DECIMALS})", cell)
    page.formula(row, at["per_edible"], formula, per_unit, "precise")
