"""Three ways in, one number; and whatever else people send in place of a form."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carbon import language, yamlfile
from carbon.farm import answering, knowledge, own, questionnaires
from carbon.farm.records import RawAnswer, Submission
from carbon.intake import producerfile
from carbon.library import load
from carbon.outputs import producerform
from carbon.problems import Problem, Severity
from tests.farm.sample_answers import REQUIRED, raw

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
TEMPLATES = SHARED / "data" / "real-inputs" / "producer-data"
KNOWN = knowledge.load(load.load())
MORE: Mapping[str, RawAnswer] = {
    "diesel_l": RawAnswer(value="450", quality="measured"),
    "tender": RawAnswer(value="UH-2026-1"),
    "evidence": RawAnswer(value="växtodlingsplan 2025; dieselfakturor 2025"),
}


def _raw(questionnaire: str) -> dict[str, RawAnswer]:
    made = raw(questionnaire)
    fields = {one.id for one in questionnaires.load()[questionnaire].fields}
    return made | {k: v for k, v in MORE.items() if k in fields or k in ("tender", "evidence")}


def _content(questionnaire: str) -> dict[str, Any]:
    found: dict[str, Any] = {"questionnaire": questionnaire, "version": "2026.1", "answers": {}}
    for name, one in _raw(questionnaire).items():
        value = _plain(one.value)
        if name in ("name", "producer", "place", "year", "tender", "evidence"):
            found[name] = value
        elif one.quality:
            found["answers"][name] = {"value": value, "quality": one.quality}
        else:
            found["answers"][name] = value
    return found


def _plain(value: object) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value


def _submitted(path: Path) -> tuple[Submission, list[Problem]]:
    found, problems = producerfile.read(path)
    assert found is not None, problems
    return found, problems


def _digest(path: Path) -> str:
    submission, problems = _submitted(path)
    made, wrong = answering.submitted(submission)
    assert made is not None, wrong
    assert not [one for one in [*problems, *wrong] if one.severity is Severity.ERROR]
    return own.footprint(made, KNOWN).digest


@pytest.mark.parametrize("questionnaire", sorted(REQUIRED))
def test_yaml_json_both_forms_and_the_page_give_one_digest(
    questionnaire: str, tmp_path: Path
) -> None:
    given_ = _raw(questionnaire)
    made, _ = answering.answers(questionnaires.load()[questionnaire], given_)
    assert made is not None
    digests = {own.footprint(made, KNOWN).digest}
    content = _content(questionnaire)
    (tmp_path / "a.yaml").write_text(yamlfile.dump(content), encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps(content), encoding="utf-8")
    for lang in language.LANGUAGES:
        form = producerform.form_bytes(questionnaires.load()[questionnaire], lang, given_)
        (tmp_path / f"{lang}.xlsx").write_bytes(form)
    for path in sorted(tmp_path.iterdir()):
        digests.add(_digest(path))
    assert len(digests) == 1


def test_every_answer_knows_its_line_or_its_cell(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(
        "questionnaire: roots\nyear: 2025\nanswers:\n  area: noll\n  yield: 90\n", encoding="utf-8"
    )
    submission, _ = _submitted(path)
    _, problems = answering.submitted(submission)
    places = {one.code: one.where for one in problems if one.severity is Severity.ERROR}
    assert places["answer-not-number"] == "m.yaml:4: area"
    assert places["answer-missing"] == "m.yaml: manure"


def _filled(tmp_path: Path, change: Callable[[Any], None], name: str = "f.xlsx") -> Path:
    """Return a filled-in form of roots, changed as a person or a program might."""
    form = producerform.form_bytes(questionnaires.load()["roots"], "sv", _raw("roots"))
    book = openpyxl.load_workbook(io.BytesIO(form))
    change(book)
    path = tmp_path / name
    book.save(path)
    return path


def _row(sheet: Any, name: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == name)


def _asked(path: Path) -> dict[str, str]:
    submission, problems = producerfile.read(path)
    if submission is not None:
        problems = [*problems, *answering.submitted(submission)[1]]
    return {one.code: one.where for one in problems if one.severity is not Severity.NOTE}


def test_a_formula_without_a_value_is_asked_about_at_its_cell(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["Svar"]
        sheet.cell(_row(sheet, "n_min"), 3).value = "=80*2"

    asked = _asked(_filled(tmp_path, change))
    assert asked["answer-formula-empty"].startswith("f.xlsx!Svar!C")


def test_extra_sheets_and_moved_rows_do_not_disturb(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book.create_sheet("Mina anteckningar").append(["kom ihåg", 999])
        book["Svar"].insert_rows(9, amount=3)

    path = _filled(tmp_path, change)
    assert "producer-form-extra-sheet" in _asked(path)
    plain = _filled(tmp_path, lambda book: None, "plain.xlsx")
    assert _digest(path) == _digest(plain)


def test_dates_errors_and_truth_values_in_cells_are_asked_about(tmp_path: Path) -> None:
    import datetime

    for value in (datetime.date(2025, 3, 4), True):

        def change(book: Any, value: object = value) -> None:
            sheet = book["Svar"]
            sheet.cell(_row(sheet, "area"), 3).value = value

        assert "answer-cell-odd" in _asked(_filled(tmp_path, change))


def test_a_question_answered_twice_and_two_forms_in_one_book_are_asked_about(
    tmp_path: Path,
) -> None:
    def twice(book: Any) -> None:
        sheet = book["Svar"]
        sheet.append(["area", "", 7, "hektar"])

    assert "answer-twice" in _asked(_filled(tmp_path, twice))

    def copied(book: Any) -> None:
        book.copy_worksheet(book["Svar"]).title = "Svar 2"

    assert set(_asked(_filled(tmp_path, copied))) == {"producer-form-several"}


def test_a_form_of_another_version_and_unknown_questions_are_told(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["Svar"]
        sheet.cell(_row(sheet, "#version"), 3).value = "2025.1"
        sheet.cell(_row(sheet, "k_kg"), 1).value = "kalium_kg"

    asked = _asked(_filled(tmp_path, change))
    assert {"answers-form-version", "answer-field-unknown"} <= set(asked)


def test_an_empty_form_asks_for_each_needed_answer_at_its_cell(tmp_path: Path) -> None:
    path = tmp_path / "tom.xlsx"
    path.write_bytes(producerform.form_bytes(questionnaires.load()["milk"], "sv"))
    submission, problems = _submitted(path)
    assert problems == []
    _, problems = answering.submitted(submission)
    missing = [one.where for one in problems if one.code == "answer-missing"]
    assert len(missing) == len(REQUIRED["milk"])
    assert all(one.startswith("tom.xlsx!Svar!C") for one in missing)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        "42",
        '{"questionnaire": 3}',
        '{"questionnaire": "roots", "answers": [1]}',
        '{"questionnaire": "roots", "answers": {"area": [1, 2]}}',
        '{"questionnaire": "roots", "answers": {"area": true}}',
        '{"questionnaire": "roots", "answers": {"area": NaN}}',
        '{"questionnaire": "roots", "questionnaire": "milk"}',
        '{"questionnaire": "roots", "answers": {"area": 1e999999}}',
        "[" * 5000,
        '{"a":' * 5000,
        "questionnaire: &a roots\nanswers: {area: *a}",
        "questionnaire: !!python/object:os.system x",
        "\ufeff\x00",
        "PK\x03\x04 not a workbook",
        "questionnaire: roots\nanswers: {area: 1, area: 2}",
    ],
)
def test_hostile_and_broken_files_are_refused_with_words(text: str, tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    submission, problems = producerfile.read(path)
    made = None
    if submission is not None:
        made, wrong = answering.submitted(submission)
        problems = [*problems, *wrong]
    assert made is None
    assert any(one.severity is Severity.ERROR for one in problems)
    for one in problems:
        assert language.message(one, "sv")
        assert language.hint(one, "en")


def test_a_folder_a_missing_file_and_a_huge_one_are_refused(tmp_path: Path) -> None:
    assert producerfile.read(tmp_path)[0] is None
    assert producerfile.read(tmp_path / "none.yaml")[0] is None
    big = tmp_path / "big.yaml"
    big.write_bytes(b"# \n" * 500_000)
    assert [one.code for one in producerfile.read(big)[1]] == ["file-too-large"]


@given(data=st.binary(max_size=200))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_bytes_whatever_break_the_reader(data: bytes) -> None:
    submission, problems = producerfile.parse(data, "f")
    assert submission is not None or problems


@pytest.mark.shared
@pytest.mark.skipif(not TEMPLATES.is_dir(), reason="needs the shared producer data")
def test_files_of_another_calculator_are_refused_with_the_way_to_a_form() -> None:
    paths = sorted(TEMPLATES.glob("*.json"))
    assert paths
    for path in paths:
        submission, problems = producerfile.read(path)
        assert submission is None
        assert [one.code for one in problems] == ["producer-file-other"]
        assert "carbon footprint --form" in language.hint(problems[0], "sv")


def test_ten_percent_in_a_cell_that_shows_percent_is_ten_and_not_a_tenth(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        cell = book["Svar"].cell(_row(book["Svar"], "peat_share"), 3)
        cell.value, cell.number_format = 0.1, "0%"

    submission, _ = _submitted(_filled(tmp_path, change))
    made, _ = answering.submitted(submission)
    assert made is not None
    assert made.number("peat_share") == 10


def test_a_percentage_where_kilos_are_asked_for_is_asked_about(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        cell = book["Svar"].cell(_row(book["Svar"], "n_min"), 3)
        cell.value, cell.number_format = 0.8, "0%"

    asked = _asked(_filled(tmp_path, change))
    assert {"answer-two-units", "answer-unit-unknown"} & set(asked)


def test_our_own_form_with_a_table_hides_nothing_that_must_be_told(tmp_path: Path) -> None:
    path = tmp_path / "bread.xlsx"
    path.write_bytes(producerform.form_bytes(questionnaires.load()["bread"], "sv", {}))
    assert not {one.code for one in producerfile.read(path)[1]} & {"hidden-rows", "hidden-columns"}
