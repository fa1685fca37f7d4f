"""How the workbook looks: fonts, colours and number formats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Dark text on light fills throughout, contrast above 7:1; no meaning rests on colour alone.
INK = "#1B2A33"
HEADER_FILL = "#1F4E5F"
BAND_FILL = "#DCE9ED"
INPUT_FILL = "#FFF2B3"
GIVEN_FILL = "#FFFBEA"  # figures as read or announced: free to change, to see what follows
BEST_FILL = "#DDEFD9"
GRID = "#C3CFD4"
SOFT = "#5A6870"

# Okabe and Ito's palette, told apart by people with any colour vision, in the order of the stages.
STAGE_COLOURS: Mapping[str, str] = {
    "farm": "#009E73",
    "land_use_change": "#8C6D1F",
    "processing": "#0072B2",
    "packaging": "#E69F00",
    "transport": "#D55E00",
    "storage": "#56B4E9",
    "preparation": "#CC79A7",
    "waste": "#7A7A7A",
}

MONEY = "#,##0.00"
KILOGRAMS = "#,##0.00"
PRECISE = "#,##0.0000"
SHARE = "0.0%"
FACTOR = "#,##0.000000"

_BASE: dict[str, Any] = {"font_name": "Calibri", "font_size": 10, "font_color": INK}
_CELL = {**_BASE, "border": 1, "border_color": GRID, "valign": "top"}

_STYLES: Mapping[str, dict[str, Any]] = {
    "plain": _BASE,
    "title": {**_BASE, "font_size": 18, "bold": True, "font_color": HEADER_FILL},
    "subtitle": {**_BASE, "font_color": SOFT},
    "prose": {**_BASE, "text_wrap": True, "valign": "top"},
    "heading": {**_BASE, "font_size": 13, "bold": True, "bg_color": BAND_FILL, "valign": "vcenter"},
    "subheading": {**_BASE, "font_size": 11, "bold": True, "font_color": HEADER_FILL},
    "header": {
        **_BASE,
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": HEADER_FILL,
        "border": 1,
        "border_color": GRID,
        "text_wrap": True,
        "valign": "vcenter",
        "align": "left",
        "indent": 1,
    },
    "header_number": {
        **_BASE,
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": HEADER_FILL,
        "border": 1,
        "border_color": GRID,
        "num_format": MONEY,
        "align": "right",
    },
    "group": {
        **_BASE,
        "bold": True,
        "bg_color": BAND_FILL,
        "border": 1,
        "border_color": GRID,
        "align": "center",
        "text_wrap": True,
    },
    "text": {**_CELL, "align": "left", "indent": 1},
    "wrapped": {**_CELL, "text_wrap": True, "align": "left", "indent": 1},
    "strong": {**_CELL, "text_wrap": True, "bold": True, "align": "left", "indent": 1},
    "missing": {**_CELL, "italic": True, "font_color": SOFT, "align": "right"},
    "aside": {**_CELL, "italic": True, "align": "left", "indent": 1, "font_color": SOFT},
    "whole": {**_CELL, "num_format": "0"},
    "year": {**_CELL, "num_format": "0", "align": "center"},
    "rank": {**_CELL, "num_format": "0", "bold": True, "align": "center"},
    "money": {**_CELL, "num_format": MONEY},
    "money_strong": {**_CELL, "num_format": MONEY, "bold": True},
    "switch": {**_CELL, "num_format": MONEY, "bold": True, "align": "right"},
    "unit_price": {**_CELL, "num_format": "#,##0.00##"},
    "kilograms": {**_CELL, "num_format": KILOGRAMS},
    "kilometres": {**_CELL, "num_format": "#,##0.##"},
    "precise": {**_CELL, "num_format": PRECISE},
    "precise_strong": {**_CELL, "num_format": PRECISE, "bold": True},
    "amount": {**_CELL, "num_format": "0.00000000"},
    "factor": {**_CELL, "num_format": FACTOR},
    "share": {**_CELL, "num_format": SHARE},
    "label": {**_BASE, "bold": True},
    "announced": {**_CELL, "num_format": "#,##0.00##"},
    "input": {
        **_CELL,
        "num_format": "#,##0.00##",
        "bg_color": INPUT_FILL,
        "bold": True,
        "border": 2,
        "border_color": "#8A6D00",
        "locked": False,
    },
    "input_share": {
        **_CELL,
        "num_format": SHARE,
        "bg_color": INPUT_FILL,
        "bold": True,
        "border": 2,
        "border_color": "#8A6D00",
        "locked": False,
    },
    "points": {**_CELL, "num_format": "#,##0.000000"},
    "change": {**_CELL, "num_format": "+0.0%;-0.0%;0.0%", "align": "right"},
    "code": {**_CELL, "font_name": "Consolas", "align": "left", "indent": 1, "text_wrap": True},
    "live": {**_BASE, "bold": True, "font_size": 12, "font_color": HEADER_FILL},
    "note": {**_BASE, "italic": True, "font_color": SOFT, "text_wrap": True, "valign": "top"},
    "best": {"bg_color": BEST_FILL, "bold": True},
}


_GIVEN = (
    *("money", "unit_price", "kilograms", "kilometres", "precise", "amount", "factor", "share"),
    *("announced", "points"),
)


def make(workbook: Any) -> Mapping[str, Any]:
    """Return every cell format of the workbook by name; `given_...` ones are free to change."""
    styles = {name: workbook.add_format(style) for name, style in _STYLES.items()}
    given = {"bg_color": GIVEN_FILL, "locked": False}
    return styles | {
        f"given_{name}": workbook.add_format({**_STYLES[name], **given}) for name in _GIVEN
    }
