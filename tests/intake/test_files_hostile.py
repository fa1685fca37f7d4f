"""Every file of the hostile corpus, as the reader of files sees it (rows are judged later)."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from carbon import language
from carbon.intake.files import Outcome, read_workbook, read_workbooks
from carbon.intake.records import ErrorCell, Sheet

FOLDER = Path(__file__).resolve().parents[1] / "data" / "hostile"
with (FOLDER / "manifest.csv").open(encoding="utf-8", newline="") as _stream:
    MANIFEST = {row["file"]: row for row in csv.DictReader(_stream)}
TABLES = sorted(name for name in MANIFEST if not name.endswith(".yaml"))

# What this layer must refuse, and why; all other files of the corpus give a table.
REFUSED = {
    "s02-zipbomb-sharedstrings.xlsx": "archive-bomb",
    "s03-xxe-sharedstrings.xlsx": "archive-doctype",
    "s04-billion-laughs-sharedstrings.xlsx": "archive-doctype",
    "s05-duplicate-zip-members.xlsx": "archive-duplicate-part",
    "s06-not-a-workbook.xlsx": "file-not-workbook",
    "s08-empty-file.xlsx": "file-empty",
    "s13-encrypted.xlsx": "file-encrypted",
    "s34-unclosed-quote.csv": "csv-unclosed-quote",
    "s43-shared-string-out-of-range.xlsx": "shared-string-missing",
}
# What it must say about files that it reads.
SAID = {
    "s07-text-with-xlsx-extension.xlsx": {"file-suffix-differs"},
    "s09-formula-injection-text-cells.xlsx": {"formula-like-text"},
    "s10-formula-injection.csv": {"formula-like-text"},
    "s11-external-link.xlsx": {"external-links"},
    "s12-macro-workbook.xlsm": {"macros-present"},
    "s22-date-serials.xlsx": {"date-before-1900-03"},
    "s25-hidden-rows-and-columns.xlsx": {"hidden-rows", "hidden-columns"},
    "s26-formula-without-cached-value.xlsx": {"formula-without-value"},
    "s27-bidi-zero-width.xlsx": {"odd-characters"},
    "s31-cp1252-semicolon.csv": {"csv-encoding"},
    "s33-ragged-rows.csv": {"csv-ragged-row"},
    "s36-utf8-read-as-cp1252.csv": {"mojibake"},
    "s41-long-cell.xlsx": {"long-text"},
}
HEADINGS = ["Anbud", "Leverantör", "Produkt", "Mängd", "Enhet", "Ursprung", "Produktionsmetod"]


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Outcome]:
    """Return what became of every table of the corpus, read in one go."""
    return dict(zip(TABLES, read_workbooks((FOLDER / name, name) for name in TABLES), strict=True))


def _sheet(outcome: Outcome) -> Sheet:
    workbook, problems = outcome
    assert workbook is not None, problems
    assert len(workbook.sheets) == 1
    return workbook.sheets[0]


@pytest.mark.parametrize("name", TABLES)
def test_each_hostile_file_is_read_or_refused_for_the_right_reason(
    name: str, outcomes: dict[str, Outcome]
) -> None:
    workbook, problems = outcomes[name]
    codes = {problem.code for problem in problems}
    if name in REFUSED:
        assert workbook is None
        assert codes == {REFUSED[name]}
    else:
        assert workbook is not None
        assert codes == SAID.get(name, set())


@pytest.mark.parametrize("name", TABLES)
def test_each_problem_speaks_both_languages_without_gaps(
    name: str, outcomes: dict[str, Outcome]
) -> None:
    for problem in outcomes[name][1]:
        assert problem.where.startswith(name)
        for lang in language.LANGUAGES:
            text = language.message(problem, lang) + language.hint(problem, lang)
            assert "{" not in text
            assert "?" not in text.replace("priser.xlsx?", "")


@pytest.mark.parametrize("name", ["s00-baseline.xlsx", "s01-baseline.csv", "s14-excel97.xls",
                                  "s15-opendocument.ods", "s16-huge-dimension.xlsx",
                                  "s17-million-empty-rows.xlsx", "s32-sep-line.csv",
                                  "s35-tab-separated.csv", "s31-cp1252-semicolon.csv"])  # fmt: skip
def test_the_plain_table_is_the_same_in_every_format(
    name: str, outcomes: dict[str, Outcome]
) -> None:
    rows = _sheet(outcomes[name]).rows
    assert len(rows) == 4
    assert rows[0][:7] == HEADINGS
    assert [row[2] for row in rows[1:]] == ["Nötfärs, färsk", "Morot", "Torskfilé, fryst"]
    amounts = [float(str(row[3]).replace(",", ".")) for row in rows[1:]]
    assert sum(amounts) == float(MANIFEST[name]["good_mass_kg"])


def test_error_cells_and_numbers_that_are_none_are_neither_blank_nor_numbers(
    outcomes: dict[str, Outcome],
) -> None:
    rows = _sheet(outcomes["s18-nonfinite-and-error-cells.xlsx"]).rows
    found = [row[3] for row in rows[4:]]
    expected = ["1E+308", "NaN", "INF", "#DIV/0!", "#N/A"]
    assert found == [ErrorCell(text) for text in expected]


def test_texts_that_look_like_formulas_arrive_as_text(outcomes: dict[str, Outcome]) -> None:
    names = [row[2] for row in _sheet(outcomes["s09-formula-injection-text-cells.xlsx"]).rows[1:]]
    assert all(isinstance(name, str) for name in names)
    assert {str(name)[0] for name in names} >= set("=+-@")


def test_the_stored_value_of_a_link_is_used_and_its_cell_known(
    outcomes: dict[str, Outcome],
) -> None:
    sheet = _sheet(outcomes["s11-external-link.xlsx"])
    assert sheet.rows[1][3] == 1200.0
    assert sheet.linked_cells == {(2, 4)}
    (problem,) = outcomes["s11-external-link.xlsx"][1]
    assert "Anbud!D2" in language.message(problem, "sv")


def test_a_formula_without_value_is_named_and_stays_missing(outcomes: dict[str, Outcome]) -> None:
    sheet = _sheet(outcomes["s26-formula-without-cached-value.xlsx"])
    assert sheet.formulas_without_value == {(2, 4)}
    assert sheet.rows[1][3] is None


def test_hidden_and_merged_cells_are_facts_of_the_sheet(outcomes: dict[str, Outcome]) -> None:
    hidden = _sheet(outcomes["s25-hidden-rows-and-columns.xlsx"])
    assert hidden.hidden_rows == {3}
    assert hidden.hidden_columns == {9}
    assert _sheet(outcomes["s23-merged-supplier.xlsx"]).merged == ((2, 2, 4, 2),)


def test_a_ragged_row_is_marked_and_named(outcomes: dict[str, Outcome]) -> None:
    assert _sheet(outcomes["s33-ragged-rows.csv"]).ragged_rows == {3}
    (problem,) = outcomes["s33-ragged-rows.csv"][1]
    assert "Rad 3 har 14 celler, tabellen 12" in language.message(problem, "sv")


def test_an_unclosed_quote_names_the_line_where_it_opens(outcomes: dict[str, Outcome]) -> None:
    (problem,) = outcomes["s34-unclosed-quote.csv"][1]
    assert problem.where == "s34-unclosed-quote.csv:2"


def test_no_local_file_reaches_a_message(outcomes: dict[str, Outcome]) -> None:
    assert "root:" not in repr(outcomes["s03-xxe-sharedstrings.xlsx"])


def test_text_values_in_csv_stay_what_they_are(outcomes: dict[str, Outcome]) -> None:
    rows = _sheet(outcomes["s29-nan-null-na.csv"]).rows
    texts = {value for row in rows[1:] for value in row}
    assert {"Nan", "NA", "NO", "Null", "None"} <= texts


def test_rows_downstream_must_judge_are_delivered_whole(outcomes: dict[str, Outcome]) -> None:
    negative = [row[3] for row in _sheet(outcomes["s19-negative-and-zero.xlsx"]).rows[4:]]
    assert min(float(v) for v in negative if isinstance(v, float)) < 0
    doubled = _sheet(outcomes["s24-duplicate-headers.xlsx"]).rows[0]
    assert doubled.count("Mängd") == 2
    assert "Mängd" not in _sheet(outcomes["s39-missing-required-column.xlsx"]).rows[0]
    twice = [row[0] for row in _sheet(outcomes["s37-duplicate-offer-ids.xlsx"]).rows]
    assert twice.count("A-001") == 2


def test_the_same_file_has_the_same_fingerprint() -> None:
    first, _ = read_workbook(FOLDER / "s00-baseline.xlsx", "a")
    again, _ = read_workbook(FOLDER / "s00-baseline.xlsx", "a")
    assert first == again
    assert first is not None
    assert first.sha256.startswith(MANIFEST["s00-baseline.xlsx"]["sha256_16"])


def test_the_reading_process_never_loads_a_network_module() -> None:
    code = (
        "import sys; import carbon.intake.worker; "
        "print(sorted({'socket', 'ssl', 'http', 'urllib.request'} & set(sys.modules)))"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


def test_nothing_is_written_beside_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    read_workbooks((FOLDER / name, name) for name in TABLES[:12])
    assert list(tmp_path.iterdir()) == []
