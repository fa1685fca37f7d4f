"""The producer's form: open where it asks, locked elsewhere, text that stays text, same bytes."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from carbon.farm import questionnaires
from carbon.farm.records import RawAnswer
from carbon.outputs import producerform
from carbon.outputs.producerform_texts import default_text

ALL = questionnaires.load()


def _opened(kind: str, lang: str = "sv", **raw: RawAnswer) -> Any:
    return openpyxl.load_workbook(io.BytesIO(producerform.form_bytes(ALL[kind], lang, raw)))


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("kind", sorted(ALL))
def test_every_question_stands_in_the_form_once_with_help_and_an_open_cell(
    kind: str, lang: str
) -> None:
    book = _opened(kind, lang)
    sheet = book.worksheets[0]
    named = [sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1)]
    asked = [one.partition(".")[0] for one in named if one]
    for field in ALL[kind].fields:
        if field.kind == "rows":
            assert any(one["B1"].value == field.id for one in book.worksheets)
            continue
        assert field.id in asked
        row = next(i for i, one in enumerate(named, 1) if one and one.startswith(field.id))
        assert not sheet.cell(row, 3).protection.locked
        assert sheet.cell(row, 2).protection.locked
        for column in (6, 7, 8):
            assert sheet.cell(row, column).value
    assert sheet.protection.sheet
    assert sheet.column_dimensions["A"].hidden
    assert len([one for one in named if one]) == len({one for one in named if one})


def test_choices_and_units_are_lists_and_another_word_is_no_wall() -> None:
    sheet = _opened("milk").worksheets[0]
    lists = [one for one in sheet.data_validations.dataValidation if one.type == "list"]
    assert lists
    assert {one.errorStyle for one in lists} == {"warning"}


def test_a_name_that_looks_like_a_formula_stays_text() -> None:
    hostile = '=HYPERLINK("http://x","y")'
    sheet = _opened("roots", producer=RawAnswer(value=hostile)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any("HYPERLINK" in str(cell.value) for cell in cells)
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_two_runs_write_the_same_bytes() -> None:
    one, other = (producerform.form_bytes(ALL["bread"], "sv") for _ in range(2))
    assert one == other


def test_what_counts_without_an_answer_is_told_in_words() -> None:
    made = ALL["roots"]
    fields = {one.id: one for one in made.fields}
    text = default_text(fields["diesel_l"], made, "sv")
    assert text == "Räknas som: 220 liter per hektar (Areal)"
    assert default_text(fields["area"], made, "sv") == "Måste besvaras."
    assert default_text(fields["n_type"], made, "en") == "Counts as: Other or unknown"


def test_the_rows_of_shares_say_that_it_is_all_of_them_that_are_empty() -> None:
    made = ALL["milk"]
    asked = next(one for one in made.fields if one.id == "manure_sys")
    text = default_text(asked, made, "sv")
    assert text == "Är alla de här raderna tomma räknas allt som: Flytgödsel med svämtäcke"
