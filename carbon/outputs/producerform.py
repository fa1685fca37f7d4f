"""The producer's form: one workbook for one product, with lists, help and locked cells.

Column A, hidden, names the question of each row, so that carbon.intake.producerform reads it back
in either language. Numbers are not fenced in: what is unusual is asked about when the form is read.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from decimal import Decimal

from carbon.farm import asking, questionnaires
from carbon.farm.records import Field, Need, Quality, Questionnaire, RawAnswer
from carbon.intake.producerform import (
    DIGEST_OF,
    HEAD_MARK,
    MARK,
    PART_MARK,
)
from carbon.outputs import terms
from carbon.outputs.producerform_cells import HELP_LIMIT, LINE, NAME_LIMIT, TITLE_LIMIT, Cells
from carbon.outputs.producerform_tables import tables
from carbon.outputs.producerform_texts import default_text, food_names, split, word
from carbon.outputs.workbook import opened

_HEADINGS = ("question", "answer", "unit", "quality", "help", "found", "otherwise")
_WIDTHS = (1, 40, 26, 24, 22, 62, 52, 44)
_THIN = 2  # points, of a row that is for the program only
_MOST_TEXT = 32_000  # characters that a cell of Excel takes
_REVIEW = ("reviewer", "reviewed_on", "review_document")  # asked of those who tell them already
Raw = Mapping[str, RawAnswer]


def form_bytes(
    questionnaire: Questionnaire,
    lang: str,
    raw: Raw | None = None,
    *,
    names: Mapping[str, str] | None = None,
    tender: str = "",
    digest: str = "",
    digest_of: Mapping[str, object] | None = None,
) -> bytes:
    """Return the form as the bytes of an .xlsx file; two runs give the same bytes.

    `raw` are answers to fill in, `names` the foods' names by id (unless given, the library's),
    `tender` the tender that it is made for, and `digest` that of the answers, once computed;
    `digest_of` is what it was made of, kept out of sight.
    """
    names = food_names(questionnaire, lang) if names is None else names
    stream = io.BytesIO()
    book = opened(stream)
    cells = Cells(book, lang, word("sheet", lang))
    form = _Form(cells, questionnaire, lang, raw or {})
    form.answers(names, {"tender": tender, "digest": digest}, digest_of or {})
    tables(cells, questionnaire, raw or {})
    cells.lists()
    book.close()
    return stream.getvalue()


class _Form:
    """The sheet of questions being written, row after row."""

    def __init__(self, cells: Cells, questionnaire: Questionnaire, lang: str, raw: Raw) -> None:
        self._lang, self._raw, self._questionnaire = lang, raw, questionnaire
        self._cells = cells

    def answers(
        self, names: Mapping[str, str], head: Mapping[str, str], digest_of: Mapping[str, object]
    ) -> None:
        """Write the sheet with the questions."""
        self._frame()
        made = self._questionnaire
        hidden = {"questionnaire": made.id, "version": made.version, **head}
        for name, text in hidden.items():
            self._cells.text(0, f"{HEAD_MARK}{name}", "hidden")
            label = word(f"head-{name}", self._lang)
            self._cells.text(1, label, "soft")
            self._cells.text(2, terms.cell_text(text), "soft")
            self._cells.row += 1
        self._made_of(digest_of)
        self._header()
        self._head(names)
        for _, title, fields in asking.by_section(made):
            text = asking.in_language(title, self._lang)
            self._cells.text(1, text, "section")
            self._cells.row += 1
            for field in fields:
                if field.kind == "rows":
                    self._pointer(field)
                else:
                    self._field(field)
        self._cells.finish()

    def _made_of(self, digest_of: Mapping[str, object]) -> None:
        """Keep what the digest was made of in a row that nobody sees."""
        text = json.dumps(digest_of, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        if digest_of and len(text) <= _MOST_TEXT:
            self._cells.text(0, f"{HEAD_MARK}{DIGEST_OF}", "hidden")
            self._cells.text(2, text, "hidden")
            self._cells.sheet.set_row(self._cells.row, _THIN)
            self._cells.row += 1

    def _frame(self) -> None:
        sheet, title = self._cells.sheet, asking.in_language(self._questionnaire.title, self._lang)
        for column, width in enumerate(_WIDTHS):
            options = {"hidden": True} if column == 0 else {}
            sheet.set_column(column, column, width, None, options)
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, MARK, self._cells.looks["hidden"])
        text = word("title", self._lang, product=title)
        sheet.write_string(0, 1, text, self._cells.looks["title"])
        sheet.set_row(0, 26)
        for number in (1, 2, 3):
            sheet.merge_range(number, 1, number, 6, "", self._cells.looks["soft"])
            text = word(f"how-{number}", self._lang)
            sheet.write_string(number, 1, text, self._cells.looks["soft"])
        self._cells.row = 4

    def _header(self) -> None:
        for column, key in enumerate(_HEADINGS, start=1):
            text = word(f"heading-{key}", self._lang)
            self._cells.text(column, text, "header")
        self._cells.row += 1
        self._cells.sheet.freeze_panes(self._cells.row, 3)

    def _head(self, names: Mapping[str, str]) -> None:
        """Write the rows that say whose and what it is."""
        made = self._questionnaire
        foods = tuple(f"{names.get(one, one)} ({one})" for one in made.products)
        told = tuple(one for one in _REVIEW if one in self._raw)
        for name in ("product", "name", "producer", "place", "year", "evidence", *told):
            self._label(name, word(f"field-{name}", self._lang), word(f"help-{name}", self._lang))
            look = "required" if name in ("producer", "place", "year") else "open"
            given = self._raw.get(name)
            value: object = given.value if given is not None else ""
            if name == "product":
                value = next((f for f in foods if f.endswith(f"({value})")), foods[0])
                self._cells.choose(2, foods)
            self._cells.write(2, value, look)
            self._cells.row += 1

    def _label(self, name: str, label: str, help_: str, *more: str) -> None:
        """Write what is asked, in a row that is high enough for `more`, its other texts."""
        beside = zip((label, help_, *more), (_WIDTHS[1], *_WIDTHS[5:]), strict=False)
        lines = max(-(-len(text) // int(width)) for text, width in beside)
        self._cells.sheet.set_row(self._cells.row, LINE * max(lines, 1))
        if name:
            self._cells.text(0, name, "hidden")
        self._cells.text(1, label, "locked")
        self._cells.text(5, help_, "help")
        self._cells.sheet.data_validation(
            self._cells.row,
            2,
            self._cells.row,
            2,
            {
                "validate": "any",
                "input_title": label[:TITLE_LIMIT],
                "input_message": help_[:HELP_LIMIT],
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
            self._cells.choose(2, (*labels, word("unknown", self._lang)), field)
            chosen = asking.choice_of(field, str(value))
            if chosen is not None:
                value = asking.in_language(chosen.label, self._lang)
        self._cells.write(2, value, "required" if field.need is Need.REQUIRED else "open")
        if field.kind == "number":
            self._unit(field, given)
            self._quality(given)
        self._cells.row += 1

    def _pointer(self, field: Field) -> None:
        """Say that a question has a sheet of its own; the row itself is no answer."""
        name = asking.in_language(field.label, self._lang)
        mark = " *" if field.need is Need.REQUIRED else ""
        self._label("", name + mark, asking.in_language(field.help, self._lang))
        text = word("own-sheet", self._lang, sheet=name[:NAME_LIMIT])
        self._cells.text(2, text, "locked")
        self._cells.row += 1

    def _part(self, field: Field, part: str, label: str, given: RawAnswer | None) -> None:
        name = asking.in_language(field.label, self._lang)
        self._question(field, f"{field.id}{PART_MARK}{part}", f"{name}: {label}")
        value: object = ""
        if given is not None and isinstance(given.value, Mapping):
            value = given.value.get(part, "")
        elif given is not None and given.value == part:
            value = Decimal(100)
        self._cells.write(2, value, "required" if field.need is Need.REQUIRED else "open")
        self._cells.text(3, "%", "locked")
        self._cells.row += 1

    def _question(self, field: Field, name: str, label: str) -> None:
        lang = self._lang
        mark = " *" if field.need is Need.REQUIRED else ""
        found = asking.in_language(field.found, lang)
        text = default_text(field, self._questionnaire, lang)
        self._label(name, label + mark, asking.in_language(field.help, lang), found, text)
        self._cells.text(6, found, "help")
        self._cells.text(7, text, "help")

    def _unit(self, field: Field, given: RawAnswer | None) -> None:
        labels = [asking.in_language(one.label, self._lang) for one in field.units]
        unit = asking.unit_of(field, given.unit) if given is not None else None
        shown = asking.in_language((unit or field.units[0]).label, self._lang)
        one_only = len(labels) == 1
        self._cells.write(3, shown, "locked" if one_only else "open")
        if not one_only:
            self._cells.choose(3, tuple(labels))

    def _quality(self, given: RawAnswer | None) -> None:
        known = questionnaires.rules().quality_label
        label = None
        if given is not None and given.quality:
            label = known.get(asking.quality_of(given.quality) or Quality.DEFAULT)
        shown = asking.in_language(label, self._lang) if label is not None else ""
        self._cells.write(4, shown, "open")
        self._cells.choose(4, tuple(asking.in_language(one, self._lang) for one in known.values()))
