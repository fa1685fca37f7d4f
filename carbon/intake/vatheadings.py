"""Where a sheet speaks of value added tax: its headings, and the texts around the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from carbon.intake import headers, vatwords
from carbon.intake.fields import headings
from carbon.intake.headers import Header
from carbon.intake.items import Items
from carbon.intake.layouts import Layout
from carbon.intake.records import Sheet
from carbon.intake.texts import clean
from carbon.problems import Problem

PRICE, WITH_VAT = "price", "price_with_vat"


def find_header(
    sheet: Sheet, layouts: Sequence[Layout], where: str
) -> tuple[Header | None, list[Problem]]:
    """Return the heading row; a price including tax is the price where there is no other one."""
    header, problems = headers.find_header(sheet, layouts, where)
    fields = {column.field for column in header.columns} if header else set()
    if header is not None and (PRICE in fields or WITH_VAT not in fields):
        return header, problems
    other, remarks = headers.find_header(sheet, [_taking(one) for one in layouts], where)
    return (header, problems) if other is None else (other, remarks)


def _taking(layout: Layout) -> Layout:
    by_heading = {
        heading: PRICE if name == WITH_VAT else name for heading, name in layout.by_heading.items()
    }
    return replace(layout, by_heading=by_heading)


def outside(sheet: Sheet, header: Header, items: Items) -> list[str]:
    """Return the texts about tax around the items, headings and sums left out."""
    rows: list[int] = []
    before = -1
    for row in (*items.rows, len(sheet.rows)):
        rows.extend(range(before + 1, row))
        before = row
    top = range(header.row - header.layout.header_rows + 1, header.row + 1)
    totals = headings().totals
    return [
        text
        for row in rows
        if row not in top
        and (text := " ".join(clean(cell) for cell in sheet.rows[row] if isinstance(cell, str)))
        and vatwords.said(text) is not None
        and not totals.match(text)
    ]
