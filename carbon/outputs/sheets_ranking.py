"""What stands at the head of a lot's ranking, and the formula of a rank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from carbon.outputs import decision_columns
from carbon.outputs.cells import Page, if_known, literal
from carbon.outputs.plan import OfferRow, Plan
from carbon.tender.records import LotResult

_DECIMALS = 6
_NEAR, _NEAR_POINTS = "0.0000005", "0.0000000005"  # half a last shown digit: equal
_DASH = "\u2013"
_HERE = "\u2190"  # points to the cell on the left


def by_points(plan: Plan) -> bool:
    """Tell whether announced points decide (model M3), and no carbon price."""
    return plan.assessment.tender.evaluation.model == "M3"


def carbon_price(page: Page, plan: Plan, result: LotResult, row: int) -> None:
    """Write the announced price, and where it decides, the cell in which to try another."""
    page.text(row, 1, plan.word("announced-price"), "label")
    if by_points(plan):
        formula = decision_columns.implied_price_formula(plan, result, _DECIMALS)
        formula = if_known(formula, plan.missing)
        page.formula(row, 2, formula, result.carbon_price_sek_per_kg, "announced")
        told = plan.word("price-of-points", sheet=plan.sheets["inputs"])
        page.text(row, 3, f"{_HERE} {told}", "subtitle")
        return
    page.number(row, 2, result.carbon_price_sek_per_kg, "announced")
    page.text(row + 1, 1, plan.word("input-price"), "label")
    page.number(row + 1, 2, result.carbon_price_sek_per_kg, "input")
    page.sheet.data_validation(row, 2, row, 2, _not_negative(plan))
    page.text(row + 1, 3, f"{_HERE} {plan.word('input-help')}", "subtitle")


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
        official = plan.word("official-points")
        formula = literal(official)
    else:
        official, trial = plan.word("official"), plan.word("trial")
        formula = f"IF({tried}={announced},{literal(official)},{literal(trial)})"
    emptied = literal(plan.word("emptied"))
    formula = f"IF(COUNT($F${first}:$F${last})<{len(ranked)},{emptied},{formula})"
    page.formula(row + 1, 1, formula, official, "subtitle")


def rank_formula(plan: Plan, result: LotResult, row: int, span: tuple[int, int]) -> str:
    """Return the rank by the announced rule: lower sum first, then lower price if so announced.

    Sums are compared to within half a millionth of a krona (points to a thousand-millionth), so
    that the last digits of binary arithmetic do not break a tie that exact decimals have. Whoever
    has no sum, since a figure was emptied, has no rank and does not count among the others; nor
    does anyone above the announced ceiling (model M6).
    """
    first, last = span
    rule = plan.assessment.tender.evaluation
    points = decision_columns.letters(plan).get("points")
    column = "F" if points is None else points
    near = _NEAR if points is None else _NEAR_POINTS
    sums, own = f"${column}${first}:${column}${last}", f"{column}{row}"
    better = f"{sums}<{own}-{near}" if points is None else f"{sums}>{own}+{near}"
    counted, own_counts = f"ISNUMBER({sums})", f"ISNUMBER({own})"
    if result.lot.id in rule.ceiling_kg_by_lot:
        ceiling = plan.inputs.cell("ceiling", result.lot.id)
        counted += f"*($D${first}:$D${last}<={ceiling}+{_NEAR})"
        own_counts = f"AND({own_counts},D{row}<={ceiling}+{_NEAR})"
    formula = f"1+SUMPRODUCT(({better})*{counted})"
    settled_by = {"lowest_price": "C", "lowest_emission": "D"}.get(rule.tie_rule)
    if settled_by is not None:
        others = f"${settled_by}${first}:${settled_by}${last}"
        equal = f"({sums}>={own}-{near})*({sums}<={own}+{near})"
        formula += f"+SUMPRODUCT({equal}*({others}<{settled_by}{row}-{_NEAR})*{counted})"
    return if_known(f'IF({own_counts},{formula},"{_DASH}")', _DASH)
