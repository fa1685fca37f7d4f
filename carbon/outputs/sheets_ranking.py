"""What stands at the head of a lot's ranking, and the formula of a rank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from carbon.outputs import decision_columns
from carbon.outputs.cells import Page, literal
from carbon.outputs.plan import OfferRow, Plan
from carbon.tender.records import LotResult

_DECIMALS = 6
_POINT_DECIMALS = 9


def by_points(plan: Plan) -> bool:
    """Tell whether announced points decide (model M3), and no carbon price."""
    return plan.assessment.tender.evaluation.model == "M3"


def carbon_price(page: Page, plan: Plan, result: LotResult, row: int) -> None:
    """Write the announced price, and where it decides, the cell in which to try another."""
    page.text(row, 1, plan.word("announced-price"), "label")
    if by_points(plan):
        formula = decision_columns.implied_price_formula(plan, result, _DECIMALS)
        page.formula(row, 2, formula, result.carbon_price_sek_per_kg, "announced")
        page.text(row, 3, plan.word("price-of-points", sheet=plan.sheets["inputs"]), "subtitle")
        return
    page.number(row, 2, result.carbon_price_sek_per_kg, "announced")
    page.text(row + 1, 1, plan.word("input-price"), "label")
    page.number(row + 1, 2, result.carbon_price_sek_per_kg, "input")
    page.sheet.data_validation(row, 2, row, 2, _not_negative(plan))
    page.text(row + 1, 3, plan.word("input-help"), "subtitle")


def _not_negative(plan: Plan) -> dict[str, Any]:
    return {
        "validate": "decimal",
        "criteria": ">=",
        "value": 0,
        "input_message": plan.word("input-help"),
    }


def verdict(
    page: Page,
    plan: Plan,
    ranked: Sequence[OfferRow],
    *,
    row: int,
    cells: tuple[str, str],
    span: tuple[int, int],
) -> None:
    """Write who is first, live, and whether that is at the announced carbon price."""
    announced, tried = cells
    first, last = span
    page.text(row, 1, plan.word("most-live" if by_points(plan) else "lowest-live"), "live")
    nobody = literal(plan.word("nobody"))
    formula = f"IFERROR(INDEX($B${first}:$B${last},MATCH(1,$A${first}:$A${last},0)),{nobody})"
    page.formula(row, 2, formula, ranked[0].supplier, "live")
    tie = f'IF(COUNTIF($A${first}:$A${last},1)>1,{literal(plan.word("equal"))},"")'
    tied = sum(1 for offer in ranked if offer.offer.rank == 1) > 1
    page.formula(row, 6, tie, plan.word("equal") if tied else "", "live")
    if by_points(plan):
        page.text(row + 1, 1, plan.word("official-points"), "subtitle")
        return
    official, trial = plan.word("official"), plan.word("trial")
    formula = f"IF({tried}={announced},{literal(official)},{literal(trial)})"
    page.formula(row + 1, 1, formula, official, "subtitle")


def rank_formula(plan: Plan, result: LotResult, row: int, span: tuple[int, int]) -> str:
    """Return the rank by the announced rule: lower sum first, then lower price if so announced.

    Sums are compared to a millionth of a krona (points to a thousand-millionth), so that the last
    digits of binary arithmetic do not break a tie that exact decimals have. Above the announced
    ceiling (model M6) nobody has a rank or counts among the others.
    """
    first, last = span
    rule = plan.assessment.tender.evaluation
    points = decision_columns.letters(plan).get("points")
    better, column = ("<", "F") if points is None else (">", points)
    decimals = _DECIMALS if points is None else _POINT_DECIMALS
    sums = f"ROUND(${column}${first}:${column}${last},{decimals})"
    own_sum = f"ROUND({column}{row},{decimals})"
    counted, ceiling = "1", ""
    if result.lot.id in rule.ceiling_kg_by_lot:
        ceiling = f"ROUND({plan.inputs.cell('ceiling', result.lot.id)},{_DECIMALS})"
        counted = f"(ROUND($D${first}:$D${last},{_DECIMALS})<={ceiling})"
    formula = f"1+SUMPRODUCT(({sums}{better}{own_sum})*{counted})"
    settled_by = {"lowest_price": "C", "lowest_emission": "D"}.get(rule.tie_rule)
    if settled_by is not None:
        others = f"ROUND(${settled_by}${first}:${settled_by}${last},{_DECIMALS})"
        own = f"ROUND({settled_by}{row},{_DECIMALS})"
        formula += f"+SUMPRODUCT(({sums}={own_sum})*({others}<{own})*{counted})"
    if ceiling:
        formula = f'IF(ROUND(D{row},{_DECIMALS})>{ceiling},"\u2013",{formula})'
    return formula
