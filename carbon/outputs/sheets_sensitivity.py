"""The sheet of sensitivity: what a wrong price or factor would mean for the first place, live.

One yellow cell says by how much. Everything else are formulas: how far each price and footprint
may move before the first place changes hands, who would be first if a whole stage or one factor
were that much lower or higher, and what every factor comes to in every offer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from carbon.outputs import sheets_contributions, sheets_offers, terms
from carbon.outputs.cells import Page, add_page, if_known
from carbon.outputs.columns import letter
from carbon.outputs.plan import OfferRow, Plan
from carbon.outputs.sheets_decision import Place
from carbon.outputs.sheets_moved import Moved

MOST_OFFERS = 12  # columns of a page that can still be read
_START = Decimal("0.1")  # where the reader's own cell begins; nothing that is decided rests on it
_X = "$C$4"
_FIXED = (46, 22, 24, 24, 20)
_OFFER = 18
_LAST = 9
_ACROSS = sum(_FIXED) + _OFFER * (_LAST + 1 - len(_FIXED))
_DECIMALS = 6
_DASH = "–"
_ROOM = (
    *("supplier", "rank", "sum", "room", "room-price", "room-kg"),
    *("price-down", "price-up", "kg-down", "kg-up"),
)
_NAMES = 5  # the first column of an offer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lot:
    """One lot's ranked offers, and where the decision has their figures."""

    plan: Plan
    place: Place
    ranked: Sequence[OfferRow]

    def column(self, name: str) -> str:
        """Return a column of the ranking, as an absolute range of the sheet of the decision."""
        sheet, last = self.plan.sheets["decision"], self.place.first + len(self.ranked) - 1
        return f"{sheet}!${name}${self.place.first}:${name}${last}"

    def cell(self, name: str, at: int) -> str:
        """Return a cell of the ranking."""
        return f"{self.plan.sheets['decision']}!${name}${self.place.first + at}"

    def price(self) -> str:
        """Return the cell of the carbon price that the ranking is at."""
        return f"{self.plan.sheets['decision']}!{self.place.carbon_price}"


def write(
    workbook: Any, formats: Mapping[str, Any], plan: Plan, places: Mapping[str, Place]
) -> None:
    """Write the sheet, given where the decision stands of each lot that has one."""
    page = add_page(workbook, formats, plan.sheets["sensitivity"], _widths(plan))
    page.sheet.fit_to_pages(1, 0)
    page.sheet.set_row(0, 28)
    page.text(1, 0, plan.word("sensitivity-title"), "title")
    _prose(page, 2, plan.word("sensitivity-why"), "prose")
    page.text(4, 0, plan.word("sensitivity-input"), "label")
    page.number(4, 2, _START, "input_share")
    page.sheet.data_validation(3, 2, 3, 2, {"validate": "decimal", "criteria": ">=", "value": 0})
    page.sheet.freeze_panes(4, 1)
    page.sheet.repeat_rows(0, 3)
    row = 6
    breaks: list[int] = []
    for result in plan.assessment.lots:
        ranked = [o for o in plan.offers if o.lot is result.lot and o.offer.rank is not None]
        if not ranked:
            continue
        title = terms.lot_heading(result.lot, plan.lang)
        page.merged(row, 0, _LAST, terms.cell_text(title), "heading")
        lot = _Lot(plan=plan, place=places[result.lot.id], ranked=ranked)
        row = _rooms(page, lot, row + 1)
        row = _moves(page, lot, row + 1) + 1
        breaks.append(row - 1)
    page.sheet.set_h_pagebreaks(breaks[:-1])


def _widths(plan: Plan) -> tuple[float, ...]:
    """Return the widths of the columns: those of the first table, or one for each offer."""
    most = max((sum(1 for o in one.ranking if o.rank) for one in plan.assessment.lots), default=0)
    columns = max(_LAST + 1 - len(_FIXED), min(most, MOST_OFFERS))
    return (*_FIXED, *(_OFFER for _ in range(columns)))


def _prose(page: Page, row: int, text: str, style: str) -> None:
    page.merged(row, 0, _LAST, text, style)
    page.fit_row(row, (text, _ACROSS))


def _rooms(page: Page, lot: _Lot, row: int) -> int:
    """Write how far each offer is from the first place, or from losing it."""
    plan = lot.plan
    page.text(row, 0, plan.word("rooms-title"), "subheading")
    _prose(page, row + 1, plan.word("rooms-why"), "note")
    page.sheet.set_row(row + 1, 44)
    for column, name in enumerate(_ROOM):
        page.text(row + 2, column, plan.word(name), "header")
    row += 3
    for at in range(len(lot.ranked)):
        _room(page, lot, at, row)
        row += 1
    return row


def _room(page: Page, lot: _Lot, at: int, row: int) -> None:
    offer, sums = lot.ranked[at], _sums(lot)
    own = sums[at]
    others = sums[:at] + sums[at + 1 :]
    page.formula(row, 0, lot.cell("B", at), offer.supplier, "strong")
    page.formula(row, 1, lot.cell("A", at), offer.offer.rank or _DASH, "rank")
    page.formula(row, 2, lot.cell("F", at), own, "money")
    if not others:
        for column in range(3, len(_ROOM)):
            page.text(row, column, _DASH, "missing")
        return
    span = lot.column("F")
    room = min(others) - own
    formula = f"IF($C{row}=MIN({span}),SMALL({span},2),MIN({span}))-$C{row}"
    page.formula(row, 3, if_known(formula, _DASH), room, "money")
    price, kg = offer.offer.price_sek or Decimal(0), offer.offer.carbon_cost_sek or Decimal(0)
    for column, name, part in ((4, "C", price), (5, "E", kg)):
        cell = lot.cell(name, at)
        share = _DASH if part == 0 else room / part
        formula = if_known(f'IF({cell}=0,"{_DASH}",$D{row}/{cell})', _DASH)
        page.formula(row, column, formula, share, "change")
    moves = ((6, "C", price, -1), (7, "C", price, 1), (8, "E", kg, -1), (9, "E", kg, 1))
    for column, name, part, way in moves:
        sign = "-" if way < 0 else "+"
        moved = f"ROUND($C{row}{sign}{_X}*{lot.cell(name, at)},{_DECIMALS})"
        lower = f"ROUND({span},{_DECIMALS})<{moved}"
        formula = f"1+SUMPRODUCT(({lower})*1)-(ROUND($C{row},{_DECIMALS})<{moved})*1"
        rank = 1 + sum(one < own + way * _START * part for one in others)
        page.formula(row, column, if_known(formula, _DASH), rank, "rank")


def _sums(lot: _Lot) -> list[Decimal]:
    return [one.offer.comparison_sum_sek or Decimal(0) for one in lot.ranked]


def _moves(page: Page, lot: _Lot, row: int) -> int:
    """Write who would be first if a stage or a factor were wrong for all offers at once."""
    plan, shown = lot.plan, lot.ranked[:MOST_OFFERS]
    page.text(row, 0, plan.word("moves-title"), "subheading")
    why = plan.word("moves-why", shown=len(shown), all=len(lot.ranked))
    _prose(page, row + 1, why, "note")
    head, sums = row + 2, row + 3
    page.sheet.set_row(head - 1, 44)
    for column, name in enumerate(("moved", "moved-kind", "first-down", "first-up", "changes")):
        page.text(head, column, plan.word(name), "header")
    page.text(sums, 0, plan.word("sum"), "label")
    for at, offer in enumerate(shown):
        page.formula(head, _NAMES + at, lot.cell("B", at), offer.supplier, "header")
        page.formula(sums, _NAMES + at, lot.cell("F", at), _sums(lot)[at], "money_strong")
    row = sums
    for moved in (*_stages(lot, shown), *sheets_contributions.of_factors(plan, shown)):
        row += 1
        _moved(page, lot, moved, row=row, head=head, sums=sums)
    return row + 1


def _moved(page: Page, lot: _Lot, moved: Moved, *, row: int, head: int, sums: int) -> None:
    plan, count = lot.plan, len(moved.kg)
    name = terms.cell_text(moved.name, terms.NAME_LIMIT)
    page.text(row, 0, name, "wrapped")
    page.fit_row(row, (name, _FIXED[0]))
    page.text(row, 1, plan.word(f"moved-{moved.kind}"))
    for at, (formula, kg) in enumerate(zip(moved.formulas, moved.kg, strict=True)):
        own_sum = f"{letter(_NAMES + at)}${sums}"
        formula = f'IF(ISNUMBER({own_sum}),{if_known(formula, _DASH)},"{_DASH}")'
        page.formula(row, _NAMES + at, formula, kg, "kilograms")
    first, last = letter(_NAMES), letter(_NAMES + count - 1)
    names, own = f"${first}${head}:${last}${head}", f"${first}{row}:${last}{row}"
    sums_range = f"${first}${sums}:${last}${sums}"
    for column, sign in ((2, "-"), (3, "+")):
        values = f"ROUND({sums_range}{sign}{_X}*{lot.price()}*{own},{_DECIMALS})"
        from_end = f"({_NAMES + count + 1}-COLUMN({names}))"
        lowest = f"SUMPRODUCT(MAX(({values}=SUMPRODUCT(MIN({values})))*{from_end}))"
        formula = if_known(f"INDEX({names},1,{count + 1}-{lowest})", _DASH)
        page.formula(row, column, formula, _first(lot, moved, sign), "wrapped")
    today = lot.ranked[0].supplier
    changed = any(_first(lot, moved, sign) != today for sign in "-+")
    yes, no = plan.word("yes"), plan.word("no")
    formula = f'IF(AND($C{row}=${first}${head},$D{row}=${first}${head}),"{no}","{yes}")'
    formula = f'IF(OR($C{row}="{_DASH}",$D{row}="{_DASH}"),"{_DASH}",{formula})'
    page.formula(row, 4, formula, yes if changed else no, "text")


def _first(lot: _Lot, moved: Moved, sign: str) -> str:
    """Return who is first when something is moved down or up; the upper one if several are."""
    share = -_START if sign == "-" else _START
    price = lot.place.value
    values = [
        round(own + share * price * kg, _DECIMALS)
        for own, kg in zip(_sums(lot), moved.kg, strict=False)
    ]
    return lot.ranked[values.index(min(values))].supplier


def _stages(lot: _Lot, shown: Sequence[OfferRow]) -> Iterator[Moved]:
    plan = lot.plan
    letters = sheets_offers.columns(plan).letters()
    for stage in plan.stages:
        kg = tuple(offer.offer.stage_kg.get(stage, Decimal(0)) for offer in shown)
        if not any(kg):
            continue
        cells = (
            f"N({plan.sheets['offers']}!${letters[f'stage:{stage}']}${one.row})" for one in shown
        )
        name = terms.stage(stage, plan.lang)
        yield Moved(name=name, kind="stage", formulas=tuple(cells), kg=kg)
