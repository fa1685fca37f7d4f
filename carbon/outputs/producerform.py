"""The producer's form: one workbook for one product, with lists, help and locked cells.

Column A, hidden, names the question of each row, so that carbon.intake.producerform reads it back
in either language. Numbers are not fenced in: what is unusual is asked about when the form is read.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from carbon.farm import asking, questionnaires
from carbon.farm.records import Field, Need, Quality, Questionnaire, RawAnswer
from carbon.intake.producerform import (
    HEAD_MARK,
    LISTS_MARK,
    MARK,
    PART_MARK,
    ROWS_IDS,
    ROWS_MARK,
)
from carbon.outputs import terms
from carbon.outputs.columns import letter
from carbon.outputs.producerform_texts import STYLES, default_text, food_names, split, word
from carbon.outputs.workbook import opened

_HELP_LIMIT, _TITLE_LIMIT, _NAME_LIMIT = 255, 32, 31
_ROWS = 20  # of a small table such as a recipe
_LISTS = "Listor"
_HEADINGS = ("question", "answer", "unit", "quality", "help", "found", "otherwise")
_WIDTHS = (1, 40, 26, 24, 22, 62, 52, 44)
_LINE = 13.5  # points, height of a line of text
Raw = Mapping[str, RawAnswer]


def form_bytes(
    questionnaire: Questionnaire,
    lang: str,
    raw: Raw | None = None,
    *,
    names: Mapping[str, str] | None = None,
    tender: str = "",
    digest: str = "",
) -> bytes:
    """Return the form as the bytes of an .xlsx file; two runs give the same bytes.

    `raw` are answers to fill in, `names` the foods' names by id (unless given, the library's),
    `tender` the tender that it is made for, and `digest` that of the answers, once computed.
    """
    names = food_names(questionnaire, lang) if names is None else names
    stream = io.BytesIO()
    book = opened(stream)
    form = _Form(book, questionnaire, lang, raw or {})
    form.answers(names, {"tender": tender, "digest": digest})
    form.tables()
    form.lists()
    book.close()
    return stream.getvalue()


class _Form:
    """The workbook being written; a class because rows and lists are collected on the way."""

    def __init__(self, book: Any, questionnaire: Questionnaire, lang: str, raw: Raw) -> None:
        self._book, self._lang, self._raw = book, lang, raw
        self._questionnaire = questionnaire
        self._looks = {name: book.add_format(dict(style)) for name, style in STYLES.items()}
        self._columns: list[tuple[str, ...]] = []
        self._sheet = book.add_worksheet(word("sheet", lang))
        self._row = 0

    def answers(self, names: Mapping[str, str], head: Mapping[str, str]) -> None:
        """Write the sheet with the questions."""
        self._frame()
        made = self._questionnaire
        hidden = {"questionnaire": made.id, "version": made.version, **head}
        for name, text in hidden.items():
            self._sheet.write_string(self._row, 0, f"{HEAD_MARK}{name}", self._looks["hidden"])
            label = word(f"head-{name}", self._lang)
            self._sheet.write_string(self._row, 1, label, self._looks["soft"])
            self._sheet.write_string(self._row, 2, terms.cell_text(text), self._looks["soft"])
            self._row += 1
        self._header()
        self._head(names)
        for _, title, fields in asking.by_section(made):
            text = asking.in_language(title, self._lang)
            self._sheet.write_string(self._row, 1, text, self._looks["section"])
            self._row += 1
            for field in fields:
                if field.kind == "rows":
                    self._pointer(field)
                else:
                    self._field(field)
        self._finish(self._sheet)

    def _frame(self) -> None:
        sheet, title = self._sheet, asking.in_language(self._questionnaire.title, self._lang)
        for column, width in enumerate(_WIDTHS):
            options = {"hidden": True} if column == 0 else {}
            sheet.set_column(column, column, width, None, options)
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, MARK, self._looks["hidden"])
        text = word("title", self._lang, product=title)
        sheet.write_string(0, 1, text, self._looks["title"])
        sheet.set_row(0, 26)
        for number in (1, 2, 3):
            sheet.merge_range(number, 1, number, 6, "", self._looks["soft"])
            text = word(f"how-{number}", self._lang)
            sheet.write_string(number, 1, text, self._looks["soft"])
        self._row = 4

    def _header(self) -> None:
        for column, key in enumerate(_HEADINGS, start=1):
            text = word(f"heading-{key}", self._lang)
            self._sheet.write_string(self._row, column, text, self._looks["header"])
        self._row += 1
        self._sheet.freeze_panes(self._row, 3)

    def _head(self, names: Mapping[str, str]) -> None:
        """Write the rows that say whose and what it is."""
        made = self._questionnaire
        foods = tuple(f"{names.get(one, one)} ({one})" for one in made.products)
        for name in ("product", "name", "producer", "place", "year", "evidence"):
            self._label(name, word(f"field-{name}", self._lang), word(f"help-{name}", self._lang))
            look = "required" if name in ("producer", "place", "year") else "open"
            given = self._raw.get(name)
            value: object = given.value if given is not None else ""
            if name == "product":
                value = next((f for f in foods if f.endswith(f"({value})")), foods[0])
                self._choose(2, foods)
            self._write(2, value, look)
            self._row += 1

    def _label(self, name: str, label: str, help_: str, *more: str) -> None:
        """Write what is asked, in a row that is high enough for `more`, its other texts."""
        beside = zip((label, help_, *more), (_WIDTHS[1], *_WIDTHS[5:]), strict=False)
        lines = max(-(-len(text) // int(width)) for text, width in beside)
        self._sheet.set_row(self._row, _LINE * max(lines, 1))
        if name:
            self._sheet.write_string(self._row, 0, name, self._looks["hidden"])
        self._sheet.write_string(self._row, 1, label, self._looks["locked"])
        self._sheet.write_string(self._row, 5, help_, self._looks["help"])
        self._sheet.data_validation(
            self._row,
            2,
            self._row,
            2,
            {
                "validate": "any",
                "input_title": label[:_TITLE_LIMIT],
                "input_message": help_[:_HELP_LIMIT],
            },
        )

    def _field(self, field: Field) -> None:
        """Write a question: one row, or one for each part of the whole."""
        given = split(field, self._raw.get(field.id))
        if field.kind == "shares":
            for choice in field.choices:
                self._part(field, choice.id, asking.in_language(choice.label, self._lang), given)
            return
        self._question(field, field.id, asking.in_language(field.label, self._lang))
        value: object = given.value if given is not None else ""
        if field.kind == "choice":
            labels = [asking.in_language(one.label, self._lang) for one in field.choices]
            self._choose(2, (*labels, word("unknown", self._lang)), field)
            chosen = asking.choice_of(field, str(value))
            if chosen is not None:
                value = asking.in_language(chosen.label, self._lang)
        self._write(2, value, "required" if field.need is Need.REQUIRED else "open")
        if field.kind == "number":
            self._unit(field, given)
            self._quality(given)
        self._row += 1

    def _pointer(self, field: Field) -> None:
        """Say that a question has a sheet of its own; the row itself is no answer."""
        name = asking.in_language(field.label, self._lang)
        mark = " *" if field.need is Need.REQUIRED else ""
        self._label("", name + mark, asking.in_language(field.help, self._lang))
        text = word("own-sheet", self._lang, sheet=name[:_NAME_LIMIT])
        self._sheet.write_string(self._row, 2, text, self._looks["locked"])
        self._row += 1

    def _part(self, field: Field, part: str, label: str, given: RawAnswer | None) -> None:
        name = asking.in_language(field.label, self._lang)
        self._question(field, f"{field.id}{PART_MARK}{part}", f"{name}: {label}")
        value: object = ""
        if given is not None and isinstance(given.value, Mapping):
            value = given.value.get(part, "")
        elif given is not None and given.value == part:
            value = Decimal(100)
        self._write(2, value, "required" if field.need is Need.REQUIRED else "open")
        self._sheet.write_string(self._row, 3, "%", self._looks["locked"])
        self._row += 1

    def _question(self, field: Field, name: str, label: str) -> None:
        lang = self._lang
        mark = " *" if field.need is Need.REQUIRED else ""
        found = asking.in_language(field.found, lang)
        text = default_text(field, self._questionnaire, lang)
        self._label(name, label + mark, asking.in_language(field.help, lang), found, text)
        self._sheet.write_string(self._row, 6, found, self._looks["help"])
        self._sheet.write_string(self._row, 7, text, self._looks["help"])

    def _unit(self, field: Field, given: RawAnswer | None) -> None:
        labels = [asking.in_language(one.label, self._lang) for one in field.units]
        unit = asking.unit_of(field, given.unit) if given is not None else None
        shown = asking.in_language((unit or field.units[0]).label, self._lang)
        one_only = len(labels) == 1
        self._write(3, shown, "locked" if one_only else "open")
        if not one_only:
            self._choose(3, tuple(labels))

    def _quality(self, given: RawAnswer | None) -> None:
        known = questionnaires.rules().quality_label
        label = None
        if given is not None and given.quality:
            label = known.get(asking.quality_of(given.quality) or Quality.DEFAULT)
        shown = asking.in_language(label, self._lang) if label is not None else ""
        self._write(4, shown, "open")
        self._choose(4, tuple(asking.in_language(one, self._lang) for one in known.values()))

    def _write(self, column: int, value: object, look: str) -> None:
        style = self._looks[look]
        if isinstance(value, Decimal):
            self._sheet.write_number(self._row, column, float(value), style)
        elif isinstance(value, str) and value:
            self._sheet.write_string(self._row, column, terms.cell_text(value), style)
        else:
            self._sheet.write_blank(self._row, column, None, style)

    def _choose(self, column: int, entries: tuple[str, ...], field: Field | None = None) -> None:
        """Give a cell a list. Another word is a question when read, never a wall."""
        rule: dict[str, Any] = {
            "validate": "list",
            "source": self._source(entries),
            "error_type": "warning",
        }
        if field is not None:
            rule["input_title"] = asking.in_language(field.label, self._lang)[:_TITLE_LIMIT]
            rule["input_message"] = asking.in_language(field.help, self._lang)[:_HELP_LIMIT]
        self._sheet.data_validation(self._row, column, self._row, column, rule)

    def _source(self, entries: tuple[str, ...]) -> str:
        if entries not in self._columns:
            self._columns.append(entries)
        at = letter(self._columns.index(entries))
        return f"={_LISTS}!${at}$2:${at}${len(entries) + 1}"

    def tables(self) -> None:
        """Write a sheet for each question that is a small table."""
        for field in self._questionnaire.fields:
            if field.kind == "rows":
                self._table(field)

    def _table(self, field: Field) -> None:
        title = asking.in_language(field.label, self._lang)
        sheet = self._book.add_worksheet(title[:_NAME_LIMIT])
        answers, self._sheet = self._sheet, sheet
        sheet.write_string(0, 0, ROWS_MARK, self._looks["hidden"])
        sheet.write_string(0, 1, field.id, self._looks["hidden"])
        help_ = asking.in_language(field.help, self._lang)
        sheet.merge_range(0, 2, 0, 5, "", self._looks["soft"])
        sheet.write_string(0, 2, f"{title}: {help_}", self._looks["soft"])
        sheet.set_row(0, _LINE * 4)
        sheet.set_column(0, 0, 1, None, {"hidden": True})
        for column, one in enumerate(field.columns, start=1):
            sheet.set_column(column, column, 30)
            at = ROWS_IDS - 1
            sheet.write_string(at, column, f"{PART_MARK}{one.id}", self._looks["hidden"])
            label = asking.in_language(one.label, self._lang)
            sheet.write_string(ROWS_IDS, column, label, self._looks["header"])
        sheet.set_row(ROWS_IDS - 1, None, None, {"hidden": True})
        given = self._raw.get(field.id)
        filled = given.value if given is not None and isinstance(given.value, tuple) else ()
        self._table_rows(field.columns, filled)
        self._finish(sheet)
        self._sheet = answers

    def _table_rows(
        self, columns: Sequence[Field], filled: Sequence[Mapping[str, str | Decimal]]
    ) -> None:
        for number in range(max(_ROWS, len(filled))):
            self._row = ROWS_IDS + 1 + number
            row = filled[number] if number < len(filled) else {}
            for column, one in enumerate(columns, start=1):
                value: object = row.get(one.id, "")
                if one.kind == "choice":
                    labels = [asking.in_language(c.label, self._lang) for c in one.choices]
                    self._choose(column, tuple(labels))
                    chosen = asking.choice_of(one, str(value)) if value else None
                    value = asking.in_language(chosen.label, self._lang) if chosen else value
                self._write(column, value, "open")

    def lists(self) -> None:
        """Write the sheet that the lists stand in, hidden and locked."""
        sheet = self._book.add_worksheet(_LISTS)
        for column, entries in enumerate(self._columns):
            for row, entry in enumerate(entries, start=1):
                sheet.write_string(row, column, entry, self._looks["hidden"])
        sheet.write_string(0, 0, LISTS_MARK, self._looks["hidden"])
        sheet.protect()
        sheet.hide()

    def _finish(self, sheet: Any) -> None:
        sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
