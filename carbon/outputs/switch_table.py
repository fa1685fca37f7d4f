"""Switch prices in the workbook: the carbon price at which two offers tie, pair by pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from carbon.outputs import decision_columns, terms
from carbon.outputs.cells import Page, are_numbers, literal
from carbon.outputs.plan import Plan
from carbon.tender.evaluate import without_carbon
from carbon.tender.records import LotResult, RankedOffer, SwitchPrice

_MOST_PAIRS = 45  # all pairs of ten offers; beyond that only those of the first place are shown
_DASH = "–"
_DECIMALS = 6
_LAST_COLUMN = 9
_HEADERS = ("switch-first", "switch-second", "switch-price", "switch-below", "switch-above")
_SPANS = ((1, 1), (2, 3), (4, 4), (5, 6), (7, 9))  # first and last column of each header
_PRICE = "E"
_NAME_WIDTH = 34  # of the narrowest cell with a name


def write_switch_prices(
    page: Page, plan: Plan, result: LotResult, rows: Mapping[str, int], row: int
) -> int:
    """Write the pairs from `row` on, given the row of each supplier; return the next free row."""
    pairs = shown_pairs(result)
    if not pairs:
        return row
    page.text(row, 0, plan.word("switch-title"), "subheading")
    page.sheet.set_row(row, 30)
    page.merged(row + 1, 0, _LAST_COLUMN, plan.word("switch-why"), "prose")
    row += 2
    if len(pairs) < len(result.switch_prices):
        note = plan.word(
            "switch-many",
            shown=len(pairs),
            all=len(result.switch_prices),
            supplier=terms.shown(result.ranking[0].supplier, terms.SUPPLIER_LIMIT),
        )
        page.merged(row, 0, _LAST_COLUMN, note, "note")
        row += 1
    _headers(page, plan, row)
    offers = {offer.supplier: offer for offer in result.ranking}
    for pair in pairs:
        row += 1
        ends = (offers[pair.first], offers[pair.second])
        _pair(page, plan, pair, ends, row=row, at=(rows[pair.first], rows[pair.second]))
    return row + 2


def shown_pairs(result: LotResult) -> Sequence[SwitchPrice]:
    """Return the pairs a reader is shown: all of them, or those of the first place if too many."""
    if len(result.switch_prices) <= _MOST_PAIRS:
        return result.switch_prices
    best = result.ranking[0].supplier
    return [pair for pair in result.switch_prices if best in (pair.first, pair.second)]


def below_and_above(
    pair: SwitchPrice, first: RankedOffer, second: RankedOffer
) -> tuple[RankedOffer | None, RankedOffer | None]:
    """Return who has the lower sum below and above the switch price; None when they are equal.

    Where no price makes them tie, one offer is lower at every price and stands in both places.
    """
    price_1, price_2 = without_carbon(first), without_carbon(second)
    kg_1, kg_2 = first.kg_co2e, second.kg_co2e
    if price_1 is None or price_2 is None or kg_1 is None or kg_2 is None:
        return None, None
    if pair.sek_per_kg is None:
        if price_1 == price_2:
            return None, None
        lower = first if price_1 < price_2 else second
        return lower, lower
    return (first, second) if kg_1 > kg_2 else (second, first)


def _headers(page: Page, plan: Plan, row: int) -> None:
    page.sheet.set_row(row - 1, 30)
    for (first, last), header in zip(_SPANS, _HEADERS, strict=True):
        if first == last:
            page.text(row, first, plan.word(header), "header")
        else:
            page.merged(row, first, last, plan.word(header), "header")


def _pair(
    page: Page,
    plan: Plan,
    pair: SwitchPrice,
    ends: tuple[RankedOffer, RankedOffer],
    *,
    row: int,
    at: tuple[int, int],
) -> None:
    one, two = at
    names = [terms.cell_text(offer.supplier, terms.SUPPLIER_LIMIT) for offer in ends]
    page.formula(row, 1, f"$B${one}", names[0], "wrapped")
    page.fit_row(row, *((name, _NAME_WIDTH) for name in names))
    page.merged(row, 2, 3, "", "wrapped")
    page.formula(row, 2, f"$B${two}", names[1], "wrapped")
    gap = f"ROUND($D${one}-$D${two},{_DECIMALS})"
    cost_1, cost_2 = (
        decision_columns.without_carbon(plan, one),
        decision_columns.without_carbon(plan, two),
    )
    price = f"ROUND(({cost_2}-{cost_1})/($D${one}-$D${two}),{_DECIMALS})"
    formula = f"IF({gap}=0,{literal(_DASH)},IF({price}<0,{literal(_DASH)},{price}))"
    whole = are_numbers(f"$F${one}", f"$F${two}")
    missing = literal(plan.missing)
    formula = f"IF({whole},{formula},{missing})"
    value = _DASH if pair.sek_per_kg is None else round(pair.sek_per_kg, _DECIMALS)
    page.formula(row, 4, formula, value, "switch")
    below, above = below_and_above(pair, *ends)
    equal = plan.word("equal")
    cheaper = (
        f"IF(ROUND({cost_1}-{cost_2},{_DECIMALS})=0,{literal(equal)},"
        f"IF({cost_1}<{cost_2},$B${one},$B${two}))"
    )
    for column, last, offer, order in ((5, 6, below, ">"), (7, 9, above, "<")):
        by_kg = f"IF($D${one}{order}$D${two},$B${one},$B${two})"
        formula = f"IF(${_PRICE}{row}={literal(_DASH)},{cheaper},{by_kg})"
        formula = f"IF({whole},{formula},{missing})"
        shown = equal if offer is None else terms.cell_text(offer.supplier, terms.SUPPLIER_LIMIT)
        page.merged(row, column, last, "", "wrapped")
        page.formula(row, column, formula, shown, "wrapped")
