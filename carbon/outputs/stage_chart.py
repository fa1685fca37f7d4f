"""The workbook's own chart: stacked bars of kg CO2e by stage, one bar per complete offer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from carbon.outputs import sheets_offers, terms
from carbon.outputs.cells import Page
from carbon.outputs.formats import GRID, INK, STAGE_COLOURS
from carbon.outputs.plan import OfferRow, Plan

_POINTS_PER_BAR = 34
_POINTS_AROUND = 150
_WIDTH = 1130
_ROW_POINTS = 20
_FONT = {"name": "Calibri", "size": 10, "color": INK}


def add_stage_chart(
    workbook: Any, page: Page, plan: Plan, ranked: Sequence[OfferRow], row: int
) -> int:
    """Put the chart at `row` and return the first row below it."""
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    letters = sheets_offers.columns(plan).letters()
    sheet = plan.sheets["offers"]
    first, last = ranked[0].row, ranked[-1].row

    def cells(name: str) -> str:
        return f"={sheet}!${letters[name]}${first}:${letters[name]}${last}"

    for stage in plan.stages:
        chart.add_series(
            {
                "name": terms.stage(stage, plan.lang),
                "categories": cells("supplier"),
                "values": cells(f"stage:{stage}"),
                "fill": {"color": STAGE_COLOURS[stage]},
                "border": {"color": "#FFFFFF", "width": 0.75},
                "gap": 45,
            }
        )
    _style(chart, plan)
    height = _POINTS_AROUND + _POINTS_PER_BAR * len(ranked)
    chart.set_size({"width": _WIDTH, "height": height})
    page.sheet.insert_chart(
        row - 1, 1, chart, {"description": plan.word("chart-description"), "object_position": 2}
    )
    return row + height // _ROW_POINTS + 2


def _style(chart: Any, plan: Plan) -> None:
    chart.set_title({"name": plan.word("chart-title"), "name_font": {**_FONT, "size": 12}})
    chart.set_x_axis(
        {
            "num_format": "#,##0",
            "num_font": _FONT,
            "major_gridlines": {"visible": True, "line": {"color": GRID, "width": 0.5}},
            "line": {"none": True},
            "label_position": "high",  # the names run from the top, so "high" is the bottom
        }
    )
    chart.set_y_axis({"reverse": True, "num_font": _FONT, "line": {"color": GRID}})
    chart.set_legend({"position": "bottom", "font": _FONT})
