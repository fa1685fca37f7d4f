"""The supplier's form: one sheet per lot, with drop-down lists, ranges, help and locked cells.

It is made of the same headings and word lists that the reader knows, so that a form filled in is
read without a question. The buyer's cells are locked, without a password; everything else is the
supplier's. Ranges are questions, not walls: a value outside one is warned about and can be kept.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from carbon import language
from carbon.intake import countries, words
from carbon.outputs import supplierform_fields, terms
from carbon.outputs.columns import letter
from carbon.outputs.formats import BAND_FILL, GRID, HEADER_FILL, INK, INPUT_FILL, SOFT
from carbon.outputs.supplierform_fields import Field, Form
from carbon.outputs.workbook import opened
from carbon.tender.records import Line, Lot, Tender

NAME = "supplier-form.xlsx"
_SUPPLIER_ROW, _HEADER_ROW = 3, 6  # counted from 1
_LISTS = "Listor"
_LEGS = "Transport"
_HELP_LIMIT, _TITLE_LIMIT, _NAME_LIMIT = 255, 32, 31
_UNSAFE = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_BASE = {"font_name": "Calibri", "font_size": 10, "font_color": INK, "valign": "top"}
_CELL = {**_BASE, "border": 1, "border_color": GRID}
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {**_BASE, "font_size": 16, "bold": True, "font_color": HEADER_FILL},
    "plain": {**_BASE, "text_wrap": True},
    "soft": {**_BASE, "font_color": SOFT},
    "label": {**_BASE, "bold": True},
    "header": {**_CELL, "bold": True, "font_color": "#FFFFFF", "bg_color": HEADER_FILL,
               "text_wrap": True, "valign": "vcenter"},
    "locked": {**_CELL, "bg_color": BAND_FILL, "text_wrap": True},
    "amount": {**_CELL, "bg_color": BAND_FILL, "num_format": "#,##0.###"},
    "open": {**_CELL, "locked": False, "text_wrap": True},
    "text": {**_CELL, "locked": False, "text_wrap": True, "num_format": "@"},
    "date": {**_CELL, "locked": False, "num_format": "yyyy-mm-dd"},
    "required": {**_CELL, "locked": False, "text_wrap": True, "bg_color": INPUT_FILL},
    "required_text": {**_CELL, "locked": False, "text_wrap": True, "bg_color": INPUT_FILL,
                      "num_format": "@"},
}  # fmt: skip


def form_bytes(tender: Tender, lang: str) -> bytes:
    """Return the form of a tender as the bytes of an .xlsx file; two runs give the same bytes."""
    stream = io.BytesIO()
    book = opened(stream)
    looks = {name: book.add_format(dict(style)) for name, style in _STYLES.items()}
    form = supplierform_fields.load()
    lists = _Lists(lang)
    used: set[str] = {_LISTS.casefold(), _LEGS.casefold()}
    _instructions(book, looks, tender, form, lang, _sheet_name(_word("sheet", lang), used))
    for lot in tender.lots:
        name = _sheet_name(lot.title or lot.id, used)
        _lot_sheet(book.add_worksheet(name), looks, tender, lot, form, lists, lang)
    _legs_sheet(book.add_worksheet(_LEGS), looks, form, lists, lang)
    lists.write(book, looks)
    book.close()
    return stream.getvalue()


def _word(key: str, lang: str, **values: object) -> str:
    return language.word(f"form-{key}", lang, **values)


def _sheet_name(title: str, used: set[str]) -> str:
    """Return a name that every program accepts for a sheet, never the same twice."""
    base = " ".join(terms.shown(title, _NAME_LIMIT).translate(_UNSAFE).split()) or "-"
    name, number = base[:_NAME_LIMIT], 1
    while name.casefold() in used:
        number += 1
        name = f"{base[: _NAME_LIMIT - len(str(number)) - 1]} {number}"
    used.add(name.casefold())
    return name


class _Lists:
    """The drop-down lists, each a column of one sheet; a class because they are collected."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._columns: dict[str, tuple[str, ...]] = {}

    def source(self, field: Field) -> str:
        """Return the range that a field's list stands in."""
        name = field.list or field.kind
        if name not in self._columns:
            self._columns[name] = _entries(name, self._lang)
        at = letter(list(self._columns).index(name))
        return f"={_LISTS}!${at}$2:${at}${len(self._columns[name]) + 1}"

    def write(self, book: Any, looks: Mapping[str, Any]) -> None:
        """Write the sheet of lists, hidden and locked."""
        sheet = book.add_worksheet(_LISTS)
        for column, (name, entries) in enumerate(self._columns.items()):
            sheet.write_string(0, column, name, looks["label"])
            for row, entry in enumerate(entries, start=1):
                sheet.write_string(row, column, entry, looks["plain"])
        sheet.protect()
        sheet.hide()


@cache
def _entries(name: str, lang: str) -> tuple[str, ...]:
    """Return what may be chosen, in words that the reader knows."""
    if name == "country":
        return countries.names(lang)
    return tuple(known[0] for known in words.choices(name).values())


def _instructions(
    book: Any, looks: Mapping[str, Any], tender: Tender, form: Form, lang: str, name: str
) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 88)
    sheet.set_column(2, 2, 12)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, _word("title", lang), looks["title"])
    sheet.set_row(0, 26)
    sheet.write_string(1, 0, terms.cell_text(f"{tender.title} · {tender.reference}"), looks["soft"])
    row = 3
    for number in range(1, 7):
        sheet.merge_range(row, 0, row, 1, "", looks["plain"])
        sheet.write_string(row, 0, _word(f"how-{number}", lang), looks["plain"])
        sheet.set_row(row, 30)
        row += 1
    minutes = _word("minutes-line", lang, minutes=form.minutes(), required=_required(form))
    sheet.merge_range(row, 0, row, 1, "", looks["plain"])
    sheet.write_string(row, 0, minutes, looks["plain"])
    sheet.set_row(row, 30)
    row += 2
    for column, key in enumerate(("field", "help", "minutes")):
        sheet.write_string(row, column, _word(key, lang), looks["header"])
    for field in form.offer:
        if field.by_buyer:
            continue
        row += 1
        mark = f" ({_word('required', lang)})" if field.required else ""
        sheet.write_string(row, 0, field.heading + mark, looks["locked"])
        sheet.write_string(row, 1, _help(field, lang), looks["locked"])
        sheet.write_number(row, 2, field.minutes, looks["locked"])
        sheet.set_row(row, 28)
    sheet.protect()
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _required(form: Form) -> int:
    return sum(one.minutes for one in form.offer if one.required)


def _help(field: Field, lang: str) -> str:
    text = field.help.get(lang, "")
    if field.lowest and field.highest:
        low, high = (terms.reader_decimal(Decimal(n), lang) for n in (field.lowest, field.highest))
        text = f"{text} {_word('range', lang, low=low, high=high)}"
    return text


def _lot_sheet(
    sheet: Any,
    looks: Mapping[str, Any],
    tender: Tender,
    lot: Lot,
    form: Form,
    lists: _Lists,
    lang: str,
) -> None:
    title = terms.cell_text(f"{lot.title} – {tender.reference or tender.id}", terms.NAME_LIMIT)
    _head(sheet, looks, form.offer, title, lang)
    for number, line in enumerate(lot.lines):
        row = _HEADER_ROW + number
        for column, field in enumerate(form.offer):
            if field.by_buyer:
                _buyers(sheet, looks, row, column, field, line, lot)
            else:
                sheet.write_blank(row, column, None, looks[_look(field)])
    _validate(sheet, form.offer, lists, lang, rows=(_HEADER_ROW, _HEADER_ROW + len(lot.lines) - 1))
    _finish(sheet, frozen=3)


def _legs_sheet(sheet: Any, looks: Mapping[str, Any], form: Form, lists: _Lists, lang: str) -> None:
    _head(sheet, looks, form.legs, _word("legs", lang), lang)
    for row in range(_HEADER_ROW, _HEADER_ROW + form.leg_rows):
        for column, field in enumerate(form.legs):
            sheet.write_blank(row, column, None, looks[_look(field)])
    last = _HEADER_ROW + form.leg_rows - 1
    _validate(sheet, form.legs, lists, lang, rows=(_HEADER_ROW, last))
    _finish(sheet, frozen=2)


def _head(
    sheet: Any, looks: Mapping[str, Any], fields: Sequence[Field], title: str, lang: str
) -> None:
    sheet.hide_gridlines(2)
    for column, field in enumerate(fields):
        sheet.set_column(column, column, field.width)
        sheet.write_string(_HEADER_ROW - 1, column, field.heading, looks["header"])
    sheet.set_row(_HEADER_ROW - 1, 32)
    sheet.write_string(0, 0, title, looks["title"])
    sheet.set_row(0, 24)
    sheet.write_string(_SUPPLIER_ROW - 1, 0, "Anbudsgivare:", looks["label"])
    sheet.merge_range(_SUPPLIER_ROW - 1, 2, _SUPPLIER_ROW - 1, 4, "", looks["required_text"])
    sheet.write_string(_SUPPLIER_ROW, 0, _word("empty", lang), looks["soft"])


def _buyers(
    sheet: Any, looks: Mapping[str, Any], row: int, column: int, field: Field, line: Line, lot: Lot
) -> None:
    """Write a cell that is the buyer's, locked."""
    if field.field == "quantity":
        sheet.write_number(row, column, float(line.quantity), looks["amount"])
        return
    texts = {
        "line_number": line.number,
        "lot": lot.id,
        "wanted_name": line.name,
        "unit": {"kg": "kg", "L": "l", "item": "st"}[line.unit],
    }
    text = terms.cell_text(texts[field.field], terms.NAME_LIMIT)
    sheet.write_string(row, column, text, looks["locked"])


def _look(field: Field) -> str:
    if field.kind == "date":
        return "date"
    of_text = field.kind in ("text", "list", "country")
    if field.required:
        return "required_text" if of_text else "required"
    return "text" if of_text else "open"


def _validate(
    sheet: Any, fields: Sequence[Field], lists: _Lists, lang: str, *, rows: tuple[int, int]
) -> None:
    """Give each open column its help, its list or its range."""
    for column, field in enumerate(fields):
        if field.by_buyer:
            continue
        rule = _rule(field, lists) | {
            "input_title": field.heading[:_TITLE_LIMIT],
            "input_message": _help(field, lang)[:_HELP_LIMIT],
            "error_title": field.heading[:_TITLE_LIMIT],
            "error_message": _word("not-so", lang)[:_HELP_LIMIT],
            "ignore_blank": True,
        }
        sheet.data_validation(rows[0], column, rows[1], column, rule)


def _rule(field: Field, lists: _Lists) -> dict[str, Any]:
    if field.kind in ("list", "country"):
        # The reader knows more words than the list shows, so another word is a question only.
        return {"validate": "list", "source": lists.source(field), "error_type": "warning"}
    if field.kind == "choice":
        return {"validate": "list", "source": list(field.choices)}
    if field.kind in ("decimal", "whole"):
        return {
            "validate": "decimal" if field.kind == "decimal" else "integer",
            "criteria": "between",
            "minimum": float(field.lowest),
            "maximum": float(field.highest),
            "error_type": "warning",
        }
    return {"validate": "any"}


def _finish(sheet: Any, *, frozen: int) -> None:
    sheet.freeze_panes(_HEADER_ROW, frozen)
    sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER_ROW - 1)
