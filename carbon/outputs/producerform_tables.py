"""The small tables of the producer's form, such as a recipe: a sheet for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from carbon.farm import asking
from carbon.farm.records import Field, Questionnaire, RawAnswer
from carbon.intake.producerform import PART_MARK, ROWS_IDS, ROWS_MARK
from carbon.outputs.producerform_cells import LINE, NAME_LIMIT, Cells

_ROWS = 20  # of a small table


def tables(cells: Cells, questionnaire: Questionnaire, raw: Mapping[str, RawAnswer]) -> None:
    """Write a sheet for each question that is a small table."""
    for field in questionnaire.fields:
        if field.kind == "rows":
            _table(cells, field, raw.get(field.id))


def _table(cells: Cells, field: Field, given: RawAnswer | None) -> None:
    title = asking.in_language(field.label, cells.lang)
    sheet = cells.book.add_worksheet(title[:NAME_LIMIT])
    answers, cells.sheet = cells.sheet, sheet
    sheet.write_string(0, 0, ROWS_MARK, cells.looks["hidden"])
    sheet.write_string(0, 1, field.id, cells.looks["hidden"])
    help_ = asking.in_language(field.help, cells.lang)
    sheet.merge_range(0, 2, 0, 5, "", cells.looks["soft"])
    sheet.write_string(0, 2, f"{title}: {help_}", cells.looks["soft"])
    sheet.set_row(0, LINE * 4)
    sheet.set_column(0, 0, 1, None, {"hidden": True})
    for column, one in enumerate(field.columns, start=1):
        sheet.set_column(column, column, 30)
        at = ROWS_IDS - 1
        sheet.write_string(at, column, f"{PART_MARK}{one.id}", cells.looks["hidden"])
        label = asking.in_language(one.label, cells.lang)
        sheet.write_string(ROWS_IDS, column, label, cells.looks["header"])
    sheet.set_row(ROWS_IDS - 1, None, None, {"hidden": True})
    filled = given.value if given is not None and isinstance(given.value, tuple) else ()
    _rows(cells, field.columns, filled)
    cells.finish()
    cells.sheet = answers


def _rows(
    cells: Cells, columns: Sequence[Field], filled: Sequence[Mapping[str, str | Decimal]]
) -> None:
    for number in range(max(_ROWS, len(filled))):
        cells.row = ROWS_IDS + 1 + number
        row = filled[number] if number < len(filled) else {}
        for column, one in enumerate(columns, start=1):
            value: object = row.get(one.id, "")
            if one.kind == "choice":
                labels = [asking.in_language(c.label, cells.lang) for c in one.choices]
                cells.choose(column, tuple(labels))
                chosen = asking.choice_of(one, str(value)) if value else None
                value = asking.in_language(chosen.label, cells.lang) if chosen else value
            cells.write(column, value, "open")
