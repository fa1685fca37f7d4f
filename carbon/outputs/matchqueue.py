"""The names that wait for a person, as a workbook to answer in: names and foods, nothing else.

There is no supplier, no price and no footprint in it, no formula and no password. What may be
written in is yellow; the rest is protected against slips of the hand. Two runs give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from carbon import language
from carbon.library.records import Library, Product
from carbon.matching.dialogue_text import sources_of, stands_for, state_of
from carbon.matching.pending import Question
from carbon.outputs import formats, terms
from carbon.outputs.cells import Page, add_page, add_table
from carbon.outputs.files import write_aside
from carbon.outputs.plan import FIRST_ROW
from carbon.outputs.workbook import opened
from carbon.problems import Problem, error
from carbon.tender.records import Tender

MARK = "carbon-match-1"  # what the sheet is; the figure is the version of its layout
COLUMNS = ("number", "name", "wanted", "suggested", "answer", "other", "why", "who", "id")
ANSWERED = ("answer", "other", "why", "who")
_WIDTHS = (5, 28, 20, 58, 30, 30, 26, 16, 19)
_CATALOGUE = (("label", 52), ("english", 40), ("source", 24), ("note", 60))
WHO_COLUMN = 2  # counted from 0
_WHO_ROW, _MARK_ROW = 3, 4
_LINE_POINTS, _ROW_PADDING = 12.75, 6
_ID_DIGITS = 16
_LONGEST_BOX = 255  # characters that a message box of a cell may hold


def wrong_name(name: str) -> list[Problem]:
    """Return what is wrong with the name of a file that a queue is to be written to."""
    return [] if name.lower().endswith(".xlsx") else [error("queue-suffix", name, found=name)]


def write_queue(
    questions: Sequence[Question],
    path: Path,
    *,
    tender: Tender,
    library: Library,
    keys: Collection[str],
    who: str,
    lang: str,
) -> None:
    """Write the queue as an .xlsx file. Raises UsageError when the file cannot be written.

    `keys` are those of all names in the tender; with tender and library they make the mark by
    which the sheet is known again. `who` fills in who answers, when that is known.
    """
    mark = mark_of(tender, library, keys)
    write_aside(path, queue_bytes(questions, library, mark=mark, who=who, lang=lang))


def mark_of(tender: Tender, library: Library, keys: Collection[str]) -> str:
    """Return the mark of a queue: of which tender, which library and which names it is."""
    names = json.dumps(sorted(set(keys)), ensure_ascii=True)
    parts = (_digest(tender.sha256), _digest(library.edition), _digest(names))
    return ":".join((MARK, *parts))


def id_of(key: str) -> str:
    """Return what a row is known again by, wherever it is moved to."""
    return _digest(key)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_DIGITS]


def label(product: Product, lang: str) -> str:
    """Return a food as it stands in the lists to choose from."""
    return f"{title(product, lang)} [{product.id}]"


def title(product: Product, lang: str) -> str:
    """Return a food's name and state."""
    return f"{product.name_sv} · {state_of(product, lang)}"


def word(key: str, lang: str, **values: object) -> str:
    """Return a text of the queue."""
    return language.word(f"queue-{key}", lang, **values)


def queue_bytes(
    questions: Sequence[Question], library: Library, *, mark: str, who: str, lang: str
) -> bytes:
    """Return the queue as the bytes of an .xlsx file."""
    stream = io.BytesIO()
    book = opened(stream)
    looks = {**formats.make(book), "answer": book.add_format(_ANSWER)}
    page = add_page(book, looks, word("sheet", lang), _WIDTHS)
    catalogue = _catalogue(book, looks, library, lang)
    lists = book.add_worksheet(word("lists", lang))
    _head(page, mark, who, lang)
    for number, question in enumerate(questions, start=1):
        row = FIRST_ROW + number - 1
        _row(page, row, number, question, library, lang)
        range_ = _list(lists, number, question, library, lang)
        _choice(page, row, "answer", range_, lang)
        _choice(page, row, "other", catalogue, lang)
    page.sheet.protect("", {"format_columns": True, "format_rows": True})
    lists.hide()
    book.close()
    return stream.getvalue()


_ANSWER: Mapping[str, Any] = {
    "font_name": "Calibri",
    "font_size": 10,
    "font_color": formats.INK,
    "border": 1,
    "border_color": formats.GRID,
    "valign": "top",
    "text_wrap": True,
    "bg_color": formats.INPUT_FILL,
    "num_format": "@",  # what is typed stays text: 1,5 is no number and =A1 no formula
    "locked": False,
}


def _head(page: Page, mark: str, who: str, lang: str) -> None:
    headers = [word(f"column-{key}", lang) for key in COLUMNS]
    add_table(page, word("title", lang), word("why", lang), headers, frozen=2)
    page.text(_WHO_ROW, 0, word("who-answers", lang), "subheading")
    page.text(_WHO_ROW, WHO_COLUMN, terms.cell_text(who), "answer")
    page.text(_WHO_ROW, WHO_COLUMN + 1, word("who-hint", lang), "subtitle")
    page.text(_MARK_ROW, 0, word("mark", lang), "subtitle")
    page.text(_MARK_ROW, WHO_COLUMN, mark, "subtitle")


def _row(
    page: Page, row: int, number: int, question: Question, library: Library, lang: str
) -> None:
    name, wanted, suggested = shown(question, library, lang)
    page.number(row, 0, number, "whole")
    page.text(row, COLUMNS.index("name"), name, "strong")
    page.text(row, COLUMNS.index("wanted"), wanted, "wrapped")
    page.text(row, COLUMNS.index("suggested"), suggested, "wrapped")
    for key in ANSWERED:
        page.text(row, COLUMNS.index(key), "", "answer")
    page.text(row, COLUMNS.index("id"), id_of(question.key), "aside")
    texts = zip((name, wanted, suggested), _WIDTHS[1:], strict=False)
    lines = max(_lines(text, width) for text, width in texts)
    page.sheet.set_row(row - 1, _LINE_POINTS * lines + _ROW_PADDING)


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(len(one) / (width + 1))) for one in text.split("\n"))


def shown(question: Question, library: Library, lang: str) -> tuple[str, str, str]:
    """Return name, wanted names and suggestions as their cells show them."""
    wanted = "; ".join(terms.shown(one, terms.NAME_LIMIT) for one in question.wanted)
    lines = [
        f"{number}. {terms.shown(title(library.products[one.product_id], lang))} –"
        f" {terms.shown(one.reason)} ({language.number(one.score, lang, 2)})"
        for number, one in enumerate(question.candidates, start=1)
    ]
    suggested = "\n".join(lines) or word("no-suggestion", lang)
    return terms.cell_text(question.name), terms.cell_text(wanted), suggested


def _list(lists: Any, number: int, question: Question, library: Library, lang: str) -> str:
    """Write what one name can be answered with on the hidden sheet; return where it stands."""
    labels = [label(library.products[one.product_id], lang) for one in question.candidates]
    labels.append(word("nothing", lang))
    for column, text in enumerate(labels):
        lists.write_string(number - 1, column, terms.cell_text(text))
    last = chr(ord("A") + len(labels) - 1)
    return f"='{word('lists', lang)}'!$A${number}:${last}${number}"


def _choice(page: Page, row: int, key: str, source: str, lang: str) -> None:
    column = COLUMNS.index(key)
    page.sheet.data_validation(
        row - 1,
        column,
        row - 1,
        column,
        {
            "validate": "list",
            "source": source,
            "error_title": word("choose", lang),
            "error_message": word(f"choose-{key}", lang)[:_LONGEST_BOX],
        },
    )


def _catalogue(book: Any, looks: Mapping[str, Any], library: Library, lang: str) -> str:
    """Write the sheet of all foods; return where its list of labels stands."""
    page = add_page(book, looks, word("catalogue", lang), [width for _, width in _CATALOGUE])
    headers = [word(f"catalogue-{key}", lang) for key, _ in _CATALOGUE]
    add_table(page, word("catalogue-title", lang), word("catalogue-why", lang), headers, frozen=1)
    products = sorted(library.products.values(), key=lambda one: (one.name_sv.casefold(), one.id))
    for row, product in enumerate(products, start=FIRST_ROW):
        source, note = sources_of(product, library), stands_for(product)
        texts = (label(product, lang), product.name_en, source, note)
        for column, text in enumerate(texts):
            page.text(row, column, terms.cell_text(text, terms.TEXT_LIMIT * 2), "wrapped")
        lines = max(_lines(text, width) for text, (_, width) in zip(texts, _CATALOGUE, strict=True))
        page.sheet.set_row(row - 1, _LINE_POINTS * lines + _ROW_PADDING)
    last = FIRST_ROW + max(len(products), 1) - 1
    page.sheet.autofilter(FIRST_ROW - 2, 0, last - 1, len(_CATALOGUE) - 1)
    page.sheet.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})
    return f"='{word('catalogue', lang)}'!$A${FIRST_ROW}:$A${last}"
