"""The table of distances as an .xlsx file: distances, kitchens, problems, and how it was made.

Text stays text, there is no formula, and two runs give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from carbon import language
from carbon.outputs import formats, terms
from carbon.outputs.cells import Page, add_page, add_table
from carbon.outputs.files import write_aside
from carbon.outputs.plan import FIRST_ROW
from carbon.outputs.routetable import Distance, RouteTable
from carbon.outputs.workbook import opened
from carbon.transport.records import Place

_NAMED = (("name", 24), ("region", 20), ("country", 9))
_POINT = (("id", 20), ("latitude", 11), ("longitude", 11), ("kind", 12), ("source", 22))
_WAY = (("road-km", 11), ("ferry-km", 11))
_DECLARED = (("written", 28), ("where", 44))
_METHOD = 24
_PROBLEM = (("severity", 13), ("place", 46), ("message", 70), ("hint", 60), ("code", 24))
_METHOD_WIDTHS = (30, 118)


def write_table(table: RouteTable, path: Path, lang: str) -> None:
    """Write the table as an .xlsx file. Raises UsageError when the file cannot be written."""
    write_aside(path, table_bytes(table, lang))


def table_bytes(table: RouteTable, lang: str) -> bytes:
    """Return the table as the bytes of an .xlsx file."""
    stream = io.BytesIO()
    book = opened(stream)
    looks = formats.make(book)
    _distances(book, looks, table, lang)
    _kitchens(book, looks, table, lang)
    _problems(book, looks, table, lang)
    _method(book, looks, table, lang)
    book.close()
    return stream.getvalue()


def _word(key: str, lang: str, **values: object) -> str:
    return language.word(f"route-table-{key}", lang, **values)


def _distances(book: Any, looks: Mapping[str, Any], table: RouteTable, lang: str) -> None:
    names = [terms.cell_text(one.place.name, terms.NAME_LIMIT) for one in table.kitchens]
    columns = [(_word(key, lang), width) for key, width in _NAMED]
    columns += [(f"{name}: {_word(key, lang)}", width) for name in names for key, width in _WAY]
    columns += [(_word(key, lang), width) for key, width in (*_POINT, *_DECLARED)]
    columns += [(f"{name}: {_word('method', lang)}", _METHOD) for name in names]
    page = add_page(book, looks, _word("distances", lang), [width for _, width in columns])
    title = _word("title", lang, tender=terms.shown(table.tender.title, terms.NAME_LIMIT))
    add_table(page, title, _word("why", lang), [header for header, _ in columns], frozen=1)
    for row, (declared, ways) in enumerate(table.rows, start=FIRST_ROW):
        _name(page, row, declared.place)
        for number, way in enumerate(ways):
            _way(page, row, len(_NAMED) + number * len(_WAY), way)
        column = len(_NAMED) + len(ways) * len(_WAY)
        _point(page, row, column, declared.place, lang)
        column += len(_POINT)
        _text(page, row, column, "; ".join(declared.written))
        _text(page, row, column + 1, declared.where)
        for number, way in enumerate(ways):
            _text(page, row, column + 2 + number, _found_by(way, lang))
    if table.rows:
        last = FIRST_ROW + len(table.rows) - 2
        page.sheet.autofilter(FIRST_ROW - 2, 0, last, len(columns) - 1)


def _name(page: Page, row: int, place: Place) -> None:
    _text(page, row, 0, place.name, "strong")
    _text(page, row, 1, place.municipality or place.region)
    _text(page, row, 2, place.country)


def _point(page: Page, row: int, column: int, place: Place, lang: str) -> None:
    _text(page, row, column, place.id)
    page.number(row, column + 1, place.latitude, "precise")
    page.number(row, column + 2, place.longitude, "precise")
    kind = language.word_or(f"route-table-kind-{place.kind}", lang, place.kind)
    _text(page, row, column + 3, kind)
    _text(page, row, column + 4, place.source)


def _way(page: Page, row: int, column: int, way: Distance) -> None:
    for at, km in enumerate((way.road_km, way.ferry_km), start=column):
        if km is None:
            page.text(row, at, "–", "missing")
        else:
            page.number(row, at, km, "whole")


def _found_by(way: Distance, lang: str) -> str:
    if way.method is None:
        return _word("no-road", lang)
    found = terms.distance_method(way.method, lang)
    return f"{found}; {', '.join(way.ferries)}" if way.ferries else found


def _text(page: Page, row: int, column: int, text: str, style: str = "text") -> None:
    page.text(row, column, terms.cell_text(text), style)


def _kitchens(book: Any, looks: Mapping[str, Any], table: RouteTable, lang: str) -> None:
    columns = (*_NAMED, *_POINT, ("share", 10))
    page = add_page(book, looks, _word("kitchens", lang), [width for _, width in columns])
    headers = [_word(key, lang) for key, _ in columns]
    add_table(page, _word("kitchens", lang), "", headers, frozen=1)
    for row, one in enumerate(table.kitchens, start=FIRST_ROW):
        _name(page, row, one.place)
        _point(page, row, len(_NAMED), one.place, lang)
        page.number(row, len(_NAMED) + len(_POINT), one.share, "share")


def _problems(book: Any, looks: Mapping[str, Any], table: RouteTable, lang: str) -> None:
    widths = [width for _, width in _PROBLEM]
    page = add_page(book, looks, language.word("outputs-sheet-problems", lang), widths)
    headers = [language.word(f"outputs-{key}", lang) for key, _ in _PROBLEM]
    why = "" if table.problems else language.word("outputs-problems-none", lang)
    add_table(page, language.word("outputs-problems-title", lang), why, headers, frozen=0)
    for row, problem in enumerate(table.problems, start=FIRST_ROW):
        texts = (
            language.word(f"outputs-severity-{problem.severity}", lang),
            problem.where,
            language.message(problem, lang),
            language.hint(problem, lang),
            problem.code,
        )
        shown = [terms.cell_text(text) for text in texts]
        for column, text in enumerate(shown):
            page.text(row, column, text, "wrapped" if column else "strong")
        page.fit_row(row, *zip(shown, widths, strict=True))


def _method(book: Any, looks: Mapping[str, Any], table: RouteTable, lang: str) -> None:
    page = add_page(book, looks, language.word("outputs-sheet-method", lang), _METHOD_WIDTHS)
    notes = [(_word(f"m-{key}", lang), _word(f"m-{key}-text", lang)) for key in _NOTES]
    notes += [(language.word("outputs-r-attributions", lang), one) for one in table.attributions]
    _notes(page, notes)


_NOTES = ("distance", "places", "ferry", "sea", "use")


def _notes(page: Page, notes: Sequence[tuple[str, str]]) -> None:
    for row, (head, text) in enumerate(notes, start=1):
        shown = terms.cell_text(text, limit=2 * terms.TEXT_LIMIT)
        page.text(row, 0, head, "strong")
        page.text(row, 1, shown, "wrapped")
        page.fit_row(row, (head, _METHOD_WIDTHS[0]), (shown, _METHOD_WIDTHS[1]))
