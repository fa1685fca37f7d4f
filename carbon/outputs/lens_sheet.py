"""The lens in the workbook: what other carbon prices would have done, as live formulas."""

from __future__ import annotations

from collections.abc import Sequence

from carbon.outputs import decision_columns, lens, terms
from carbon.outputs.cells import Page
from carbon.outputs.plan import OfferRow, Plan
from carbon.tender.lens import prices
from carbon.tender.lens.prices import AtPrice
from carbon.tender.lens.simulate import looked_at
from carbon.tender.records import LotResult

_LAST_COLUMN = 9
_HEADERS = ("which", "price", "winner", "extra", "avoided", "per-kg", "place")
_SPANS = (
    (1, 1),
    (2, 2),
    (3, 4),
    (5, 5),
    (6, 6),
    (7, 7),
    (8, 8),
)  # first and last column of each header
_ROW_OF_WINNER = 8  # a helper that the others look up by
_DECIMALS = 6
_DASH = "–"


def write_lens(
    page: Page, plan: Plan, result: LotResult, ranked: Sequence[OfferRow], first: int, row: int
) -> int:
    """Write the table from `row` on, given the first row of the ranking; return the next free."""
    rule = plan.assessment.tender.evaluation
    seen = prices.of_lot(result, rule, looked_at(rule, result.lot.id))
    page.text(row, 0, _word(plan, "at-caption"), "subheading")
    row += 1
    page.sheet.set_row(row - 1, 30)
    for (start, end), header in zip(_SPANS, _HEADERS, strict=True):
        if start == end:
            page.text(row, start, _word(plan, header), "header")
        else:
            page.merged(row, start, end, _word(plan, header), "header")
    span = (first, first + len(ranked) - 1)
    for one in seen.at:
        row += 1
        _row(page, plan, one, row=row, span=span, ranked=ranked)
    row += 1
    if seen.climate_share is not None:
        page.merged(row, 0, _LAST_COLUMN, list(lens.sentences(seen, plan.lang))[-1], "note")
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
    span: tuple[int, int],
    ranked: Sequence[OfferRow],
) -> None:
    name = lens.trial_name(one.trial, plan.lang)
    page.text(row, 1, name, "wrapped")
    page.number(row, 2, one.trial.sek_per_kg, "announced")
    winners = ", ".join(one.winners)
    shown = terms.cell_text(winners, terms.NAME_LIMIT)
    page.merged(row, 3, 4, shown, "wrapped")
    page.fit_row(row, (name, 34), (shown, 30))
    if one.tied:
        page.number(row, 5, one.extra_sek, "money")
        page.number(row, 6, one.avoided_kg, "kilograms")
        page.text(row, 7, _DASH, "missing")
        return
    place = next(n for n, o in enumerate(ranked) if o.offer.supplier == one.winners[0]) + 1
    at = f"$I{row}"
    page.formula(row, _ROW_OF_WINNER, _place(plan, row, span), place, "aside")
    page.formula(row, 3, f"INDEX({_range('B', span)},{at})", ranked[place - 1].supplier, "wrapped")
    cost, base = _cost(plan, span), f"({_zero(plan, span)})"
    page.formula(row, 5, f"INDEX({cost},{at})-INDEX({cost},{base})", one.extra_sek, "money")
    kg = _range("D", span)
    page.formula(row, 6, f"INDEX({kg},{base})-INDEX({kg},{at})", one.avoided_kg, "kilograms")
    per_kg = f'IF(ROUND(G{row},{_DECIMALS})>0,F{row}/G{row},"{_DASH}")'
    value = _DASH if one.sek_per_kg_avoided is None else one.sek_per_kg_avoided
    page.formula(row, 7, per_kg, value, "switch")


def _range(column: str, span: tuple[int, int]) -> str:
    return f"${column}${span[0]}:${column}${span[1]}"


def _cost(plan: Plan, span: tuple[int, int]) -> str:
    """Return the range of everything in J but carbon, as one array."""
    letters = decision_columns.letters(plan)
    parts = [_range("C", span)]
    parts += [_range(letters[name], span) for name in ("waste", "markups") if name in letters]
    return parts[0] if len(parts) == 1 else f"({'+'.join(parts)})"


def _place(plan: Plan, row: int, span: tuple[int, int]) -> str:
    return _lowest(f"ROUND({_cost(plan, span)}+$C{row}*{_range('D', span)},{_DECIMALS})", span)


def _zero(plan: Plan, span: tuple[int, int]) -> str:
    return _lowest(f"ROUND({_cost(plan, span)},{_DECIMALS})", span)


def _lowest(values: str, span: tuple[int, int]) -> str:
    """Return the position of the lowest value; without array entry, so every program agrees."""
    first, last = span
    from_end = f"({last}+1-ROW({_range('D', span)}))"
    highest = f"SUMPRODUCT(MAX(({values}=SUMPRODUCT(MIN({values})))*{from_end}))"
    return f"{last - first + 2}-{highest}"
