"""The lens in the workbook: what other carbon prices would have done, as live formulas."""

from __future__ import annotations

from collections.abc import Sequence

from carbon.outputs import decision_columns, lens, terms
from carbon.outputs.cells import Page, if_given, if_known
from carbon.outputs.plan import OfferRow, Plan
from carbon.tender.lens import prices
from carbon.tender.lens.prices import AtPrice
from carbon.tender.lens.simulate import looked_at
from carbon.tender.records import LotResult

_HEADERS = ("which", "price", "winner", "extra", "avoided", "per-kg", "place")
_SPANS = ((1, 1), (2, 2), (3, 4), (5, 5), (6, 6), (7, 7), (8, 8))  # columns of each header
_ROW_OF_WINNER = 8  # a helper that the others look up by
_EQUALS = 9  # how many offers share that place
_ABOVE = 2  # rows of caption and headers
_DECIMALS = 6
_DASH = "–"
_SETTLED_BY = {"lowest_price": "C", "lowest_emission": "D"}
_GIVEN = ("zero", "announced")  # prices that are not free to change in the table


def first_row(row: int) -> int:
    """Return the row of the first price, given the row the table begins on."""
    return row + _ABOVE


def write_lens(
    page: Page, plan: Plan, result: LotResult, ranked: Sequence[OfferRow], first: int, row: int
) -> int:
    """Write the table from `row` on, given the first row of the ranking; return the next free."""
    rule = plan.assessment.tender.evaluation
    seen = prices.of_lot(result, rule, looked_at(rule, result.lot.id))
    page.text(row, 0, _word(plan, "at-caption"), "subheading")
    page.sheet.set_row(row, 30)
    for (start, end), header in zip(_SPANS, _HEADERS, strict=True):
        if start == end:
            page.text(row + 1, start, _word(plan, header), "header")
        else:
            page.merged(row + 1, start, end, _word(plan, header), "header")
    page.text(row + 1, _EQUALS, plan.word("equals"), "header")
    span = (first, first + len(ranked) - 1)
    zero = first_row(row)
    row = zero
    for one in seen.at:
        _row(page, plan, one, row=row, zero=zero, span=span, ranked=ranked)
        row += 1
    if seen.climate_share is not None:
        page.text(row, 1, plan.word("climate-share"), "wrapped")
        page.fit_row(row, (plan.word("climate-share"), 34))
        page.formula(
            row, 2, if_known(_climate_share(plan, span), _DASH), seen.climate_share, "share"
        )
        row += 1
    return row + 1


def _word(plan: Plan, key: str) -> str:
    return lens.word(key, plan.lang)


def _row(
    page: Page,
    plan: Plan,
    one: AtPrice,
    *,
    row: int,
    zero: int,
    span: tuple[int, int],
    ranked: Sequence[OfferRow],
) -> None:
    name = lens.trial_name(one.trial, plan.lang)
    page.text(row, 1, name, "wrapped")
    _price(page, one, row, announced=span[0] - decision_columns.ABOVE_RANKING)
    place = next(n for n, o in enumerate(ranked) if o.offer.supplier == one.winners[0]) + 1
    at, base = f"$I{row}", f"$I${zero}"
    found = if_known(if_given(_place(plan, row, span), f"$C{row}"), _DASH)
    page.formula(row, _ROW_OF_WINNER, found, place, "aside")
    page.formula(row, _EQUALS, _known(_equals(plan, row, span), at), len(one.winners), "whole")
    shown = terms.cell_text(ranked[place - 1].offer.supplier, terms.SUPPLIER_LIMIT)
    page.merged(row, 3, 4, "", "wrapped")
    page.fit_row(row, (name, 34), (shown, 30))
    winner = f"INDEX({_range('B', span)},{at})"
    page.formula(row, 3, _known(winner, at), ranked[place - 1].supplier, "wrapped")
    kg = _range("D", span)
    extra = f"{_cost_at(plan, span, at)}-({_cost_at(plan, span, base)})"
    page.formula(row, 5, _known(extra, at), one.extra_sek, "money")
    avoided = f"INDEX({kg},{base})-INDEX({kg},{at})"
    page.formula(row, 6, _known(avoided, at), one.avoided_kg, "kilograms")
    per_kg = f'IF(ROUND(G{row},{_DECIMALS})>0,F{row}/G{row},"{_DASH}")'
    value = _DASH if one.sek_per_kg_avoided is None else one.sek_per_kg_avoided
    page.formula(row, 7, _known(per_kg, at), value, "switch")


def _price(page: Page, one: AtPrice, row: int, *, announced: int) -> None:
    """Write a looked-at price: the announced one follows its cell, the published are given."""
    if one.trial.name == "announced":
        page.formula(row, 2, f"$C${announced}", one.trial.sek_per_kg, "announced")
        return
    style = "announced" if one.trial.name in _GIVEN else "given_announced"
    page.number(row, 2, one.trial.sek_per_kg, style)


def _known(formula: str, place: str) -> str:
    """Return a formula that waits until there is a first place: every sum of the lot is known."""
    return f'IF(ISNUMBER({place}),{if_known(formula, _DASH)},"{_DASH}")'


def _range(column: str, span: tuple[int, int]) -> str:
    return f"${column}${span[0]}:${column}${span[1]}"


def _parts(plan: Plan, span: tuple[int, int]) -> list[str]:
    """Return the ranges of everything in J but carbon."""
    letters = decision_columns.letters(plan)
    parts = [_range("C", span)]
    return parts + [_range(letters[one], span) for one in ("waste", "markups") if one in letters]


def _cost_at(plan: Plan, span: tuple[int, int], place: str) -> str:
    """Return everything in J but carbon of the offer at a place: INDEX of each range by itself.

    Not every program takes INDEX of a sum of ranges.
    """
    return "+".join(f"INDEX({part},{place})" for part in _parts(plan, span))


def _cost(plan: Plan, span: tuple[int, int]) -> str:
    """Return the range of everything in J but carbon, as one array."""
    parts = _parts(plan, span)
    return parts[0] if len(parts) == 1 else f"({'+'.join(parts)})"


def _firsts(plan: Plan, row: int, span: tuple[int, int]) -> str:
    """Return an array that is 1 where an offer is first at the price of a row, else 0.

    The tie rule is part of it; without array entry, so that every program agrees.
    """
    sums = f"ROUND({_cost(plan, span)}+$C{row}*{_range('D', span)},{_DECIMALS})"
    lowest = f"({sums}=SUMPRODUCT(MIN({sums})))"
    column = _SETTLED_BY.get(plan.assessment.tender.evaluation.tie_rule)
    if column is None:
        return f"{lowest}*1"
    settled = f"ROUND({_range(column, span)},{_DECIMALS})"
    beyond = f"(SUM({_range(column, span)})+1)"
    least = f"ROUND({beyond}-SUMPRODUCT(MAX({lowest}*({beyond}-{settled}))),{_DECIMALS})"
    return f"{lowest}*({settled}={least})"


def _place(plan: Plan, row: int, span: tuple[int, int]) -> str:
    """Return the position in the ranking of whoever is first, the upper one if several are."""
    first, last = span
    from_end = f"({last}+1-ROW({_range('D', span)}))"
    highest = f"SUMPRODUCT(MAX({_firsts(plan, row, span)}*{from_end}))"
    return f"{last - first + 2}-{highest}"


def _equals(plan: Plan, row: int, span: tuple[int, int]) -> str:
    return f"SUMPRODUCT({_firsts(plan, row, span)})"


def _climate_share(plan: Plan, span: tuple[int, int]) -> str:
    """Return climate's share of the variance of J: of the carbon costs against all the rest."""
    count = span[1] - span[0] + 1
    cost, carbon = _cost(plan, span), _range("E", span)
    rest = f"SUMPRODUCT(({cost}-SUMPRODUCT({cost})/{count})^2)"
    climate = f"SUMPRODUCT(({carbon}-SUMPRODUCT({carbon})/{count})^2)"
    return f'IF({rest}+{climate}>0,{climate}/({rest}+{climate}),"{_DASH}")'
