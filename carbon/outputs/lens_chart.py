"""How far each offer is from the first one at every looked-at carbon price: a table and its lines.

Where a line crosses zero, the offer changes places with the first: the switch price, to be seen
instead of read. Differences, since the sums themselves lie too close for the eye.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from carbon.outputs import decision_columns
from carbon.outputs.cells import Page, if_known
from carbon.outputs.columns import letter
from carbon.outputs.formats import GRID, INK
from carbon.outputs.plan import OfferRow, Plan
from carbon.tender.evaluate import without_carbon
from carbon.tender.lens.prices import Trial
from carbon.tender.lens.simulate import looked_at
from carbon.tender.records import LotResult, RankedOffer

MOST_OFFERS = 12  # lines that can still be told apart; the ranking above has them all
_MOST_PRICES = 8  # columns between the names and the edge of the page
_FIRST_COLUMN = 2
_DECIMALS = 6
_HEIGHT, _WIDTH, _ROW_POINTS = 330, 1130, 20
_FONT = {"name": "Calibri", "size": 10, "color": INK}
# Okabe and Ito's colours, then the same with another dash, so that no line rests on colour alone.
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
_DASHES = ("solid", "dash")


def trials(plan: Plan, result: LotResult) -> Sequence[Trial]:
    """Return the carbon prices that the lens looks at, lowest first."""
    return looked_at(plan.assessment.tender.evaluation, result.lot.id)


def add_lens_chart(
    workbook: Any,
    page: Page,
    plan: Plan,
    result: LotResult,
    *,
    ranked: Sequence[OfferRow],
    first: int,
    prices: int,
    row: int,
) -> int:
    """Write table and chart from `row` on and return the row below.

    `first` is the first row of the ranking, `prices` that of the lens, which holds the prices.
    """
    looked = trials(plan, result)[:_MOST_PRICES]
    shown = ranked[:MOST_OFFERS]
    page.text(row, 0, plan.word("sums-title"), "subheading")
    page.text(row + 1, 1, plan.word("supplier"), "header")
    for column, trial in enumerate(looked, start=_FIRST_COLUMN):
        cell = f"$C${prices + column - _FIRST_COLUMN}"
        page.formula(row + 1, column, cell, trial.sek_per_kg, "header_number")
    for at, offer in enumerate(shown):
        own, ranking = row + 2 + at, first + at
        page.formula(own, 1, f"$B${ranking}", offer.supplier, "wrapped")
        for column, trial in enumerate(looked, start=_FIRST_COLUMN):
            price = f"{letter(column)}${row + 1}"
            rest, top = (decision_columns.without_carbon(plan, one) for one in (ranking, first))
            formula = f"{rest}-{top}+{price}*($D${ranking}-$D${first})"
            beyond = _rounded(_sum(offer.offer, trial) - _sum(shown[0].offer, trial))
            formula = if_known(f"ROUND({formula},{_DECIMALS})", plan.missing)
            page.formula(own, column, formula, beyond, "money")
    below = row + 2 + len(shown)
    _chart(workbook, page, plan, rows=(row + 1, below - 1), columns=len(looked), below=below)
    return below + 1 + _HEIGHT // _ROW_POINTS + 1


def _rounded(value: Decimal) -> Decimal:
    """Return a value rounded as ROUND does, halves away from zero."""
    return value.quantize(Decimal(1).scaleb(-_DECIMALS), rounding=ROUND_HALF_UP)


def _sum(offer: RankedOffer, trial: Trial) -> Decimal:
    rest, kg = without_carbon(offer), offer.kg_co2e
    return (rest or Decimal(0)) + trial.sek_per_kg * (kg or Decimal(0))  # ranked: it has both


def _chart(
    workbook: Any, page: Page, plan: Plan, *, rows: tuple[int, int], columns: int, below: int
) -> None:
    head, last = rows
    chart = workbook.add_chart({"type": "scatter", "subtype": "straight"})
    sheet, to = plan.sheets["decision"], letter(_FIRST_COLUMN + columns - 1)
    for at, row in enumerate(range(head + 1, last + 1)):
        dash = _DASHES[at // len(_COLOURS) % len(_DASHES)]
        chart.add_series(
            {
                "name": f"={sheet}!$B${row}",
                "categories": f"={sheet}!$C${head}:${to}${head}",
                "values": f"={sheet}!$C${row}:${to}${row}",
                "line": {"color": _COLOURS[at % len(_COLOURS)], "width": 2, "dash_type": dash},
                "marker": {"type": "none"},
            }
        )
    _style(chart, plan)
    page.sheet.insert_chart(
        below, 1, chart, {"description": plan.word("sums-description"), "object_position": 2}
    )


def _style(chart: Any, plan: Plan) -> None:
    grid = {"visible": True, "line": {"color": GRID, "width": 0.5}}
    chart.set_title({"name": plan.word("sums-chart"), "name_font": {**_FONT, "size": 12}})
    axis = {"num_font": _FONT, "name_font": {**_FONT, "bold": False}, "major_gridlines": grid}
    prices = {"name": plan.word("sums-x"), "num_format": "#,##0.00", "min": 0}
    chart.set_x_axis({**axis, **prices, "label_position": "low"})
    chart.set_y_axis({**axis, "name": plan.word("sums-y"), "num_format": "#,##0"})
    chart.set_legend({"position": "bottom", "font": _FONT})
    chart.set_size({"width": _WIDTH, "height": _HEIGHT})
