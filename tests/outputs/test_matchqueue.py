"""The queue as a workbook: names only, byte for byte the same, read back cell by cell."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook

from carbon.intake.files import read_workbook
from carbon.library.records import Library
from carbon.matching.names import fold
from carbon.matching.pending import Question
from carbon.matching.records import Candidate
from carbon.outputs import matchqueue
from carbon.outputs.matchqueue_answers import Answers, read_answers
from carbon.problems import Problem
from tests.laws.small_tender import known, tender

NAMES = ("Grumsmjölk 1 l", "=HYPERLINK(9)", "<r>Vitsak</r>", "Rotsak\ni påse", "#N/A rot")
KEYS = {fold(name): name for name in (*NAMES, "Klar sak")}
COLUMN = {key: number for number, key in enumerate(matchqueue.COLUMNS, start=1)}
FIRST = 6


def question(name: str) -> Question:
    near = tuple(
        Candidate(product_id=one, score=0.5, reason="liknar <r>") for one in ("carrot", "swede")
    )
    return Question(key=fold(name), name=name, wanted=("Mjölk; =1+1",), candidates=near)


QUESTIONS = tuple(question(name) for name in NAMES)


def mark(library: Library | None = None) -> str:
    return matchqueue.mark_of(tender(), library or known(), KEYS)


def written(lang: str = "sv", who: str = "Anna", mark_: str | None = None) -> bytes:
    return matchqueue.queue_bytes(QUESTIONS, known(), mark=mark_ or mark(), who=who, lang=lang)


def filled(
    path: Path, answers: Mapping[tuple[int, str], object], content: bytes | None = None
) -> Path:
    """Fill cells in as a person would; a key is the number of the row and the column."""
    book = load_workbook(io.BytesIO(content or written()))
    sheet = book.worksheets[0]
    for (number, column), value in answers.items():
        sheet.cell(FIRST + number - 1, COLUMN[column]).value = value
    book.save(path)
    return path


def read(
    path: Path, waiting: tuple[Question, ...] = QUESTIONS
) -> tuple[Answers | None, list[Problem]]:
    book, problems = read_workbook(path, "kö.xlsx")
    assert book is not None, problems
    return read_answers(book, mark=mark(), waiting=waiting, names=KEYS, library=known())


def test_two_runs_give_the_same_bytes_and_there_is_no_formula_link_or_password() -> None:
    assert written() == written()
    with zipfile.ZipFile(io.BytesIO(written())) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    text = "".join(parts.values())
    assert "<f>" not in text
    assert "<hyperlink" not in text
    assert "<sheetProtection" in text
    assert "password" not in text
    assert "externalLink" not in text


def test_the_sheet_shows_names_as_text_and_no_footprint() -> None:
    sheet = load_workbook(io.BytesIO(written())).worksheets[0]
    shown = [sheet.cell(FIRST + n, COLUMN["name"]).value.strip() for n in range(len(NAMES))]
    assert shown == [
        "Grumsmjölk 1 l",
        "=HYPERLINK(9)",
        "<r>Vitsak</r>",
        "Rotsak i påse",
        "#N/A rot",
    ]
    assert all(
        cell.data_type != "f" for row in sheet.iter_rows() for cell in row if cell.value is not None
    )
    everything = " ".join(str(c.value) for row in sheet.iter_rows() for c in row)
    assert "CO2" not in everything


def test_only_the_answers_can_be_written_in_and_the_lists_hold_what_can_be_chosen() -> None:
    book = load_workbook(io.BytesIO(written()))
    sheet = book.worksheets[0]
    for key, column in COLUMN.items():
        locked = sheet.cell(FIRST, column).protection.locked
        assert locked is (key not in matchqueue.ANSWERED), key
    assert sheet.protection.sheet
    lists = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert lists["E6"] == "'Listor'!$A$1:$C$1"
    assert [c.value for c in book["Listor"][1]] == [
        "Morot · färsk [carrot]",
        "Kålrot · färsk [swede]",
        "Inget i katalogen passar",
    ]
    assert book["Listor"].sheet_state == "hidden"
    assert lists["F6"] == f"'Katalog'!$A$6:$A${5 + len(known().products)}"


def test_good_answers_are_read_with_who_and_why(tmp_path: Path) -> None:
    path = filled(
        tmp_path / "a.xlsx",
        {
            (1, "answer"): "Kålrot · färsk [swede]",
            (2, "answer"): "Inget i katalogen passar",
            (2, "who"): "Bo",
            (2, "why"): "trasigt namn",
            (3, "other"): "Morot · färsk [carrot]",
            (4, "other"): "carrot",
        },
    )
    found, problems = read(path)
    assert problems == []
    assert found is not None
    assert found.problems == ()
    assert found.empty == 1
    assert [(a.name, a.product_id, a.who, a.why) for a in found.given] == [
        ("Grumsmjölk 1 l", "swede", "Anna", "vald bland förslagen: liknar <r>"),
        ("=HYPERLINK(9)", None, "Bo", "trasigt namn"),
        ("<r>Vitsak</r>", "carrot", "Anna", "vald i katalogen"),
        ("Rotsak\ni påse", "carrot", "Anna", "vald i katalogen"),
    ]


def test_every_wrong_answer_is_told_with_its_cell_and_the_good_ones_are_kept(
    tmp_path: Path,
) -> None:
    path = filled(
        tmp_path / "a.xlsx",
        {
            (1, "answer"): "Månsten",
            (2, "answer"): "Morot · färsk [carrot]",
            (2, "other"): "Kålrot · färsk [swede]",
            (3, "answer"): "Morot · färsk [carrot]",
            (3, "name"): "Något annat",
            (4, "answer"): "Morot · färsk [carrot]",
            (4, "id"): "ffff",
            (5, "answer"): "Kålrot · färsk [swede]",
        },
    )
    found, _ = read(path)
    assert found is not None
    assert [(p.code, p.where) for p in found.problems] == [
        ("queue-answer-unknown", "kö.xlsx!Att besluta!E6"),
        ("queue-two-answers", "kö.xlsx!Att besluta!F7"),
        ("queue-name-differs", "kö.xlsx!Att besluta!B8"),
        ("queue-row-unknown", "kö.xlsx!Att besluta!I9"),
    ]
    assert [one.name for one in found.given] == ["#N/A rot"]


def test_without_anybodys_name_an_answer_is_not_kept(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.xlsx", {(1, "answer"): "carrot"}, written(who=""))
    found, _ = read(path)
    assert found is not None
    assert [p.code for p in found.problems] == ["queue-who-missing"]
    assert found.given == ()


def test_a_name_that_no_longer_waits_is_told_and_not_answered_again(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.xlsx", {(1, "answer"): "carrot", (3, "answer"): "swede"})
    found, _ = read(path, QUESTIONS[1:])
    assert found is not None
    assert [p.code for p in found.problems] == ["queue-no-longer-waiting"]
    assert [one.name for one in found.given] == ["<r>Vitsak</r>"]


def test_rows_may_be_sorted_but_not_answered_twice(tmp_path: Path) -> None:
    id_ = matchqueue.id_of(QUESTIONS[0].key)
    path = filled(
        tmp_path / "a.xlsx",
        {
            (1, "answer"): "carrot",
            (2, "id"): id_,
            (2, "name"): NAMES[0],
            (2, "answer"): "swede",
        },
    )
    found, _ = read(path)
    assert found is not None
    assert [p.code for p in found.problems] == ["queue-row-twice"]
    assert [one.product_id for one in found.given] == ["carrot"]


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (0, "queue-version"),
        (1, "queue-other-tender"),
        (2, "queue-other-library"),
        (3, "queue-older"),
    ],
)
def test_a_queue_of_something_else_is_refused_with_the_reason(
    tmp_path: Path, part: int, code: str
) -> None:
    parts = mark().split(":")
    parts[part] = "carbon-match-99" if part == 0 else "0" * 16
    path = filled(tmp_path / "a.xlsx", {(1, "answer"): "carrot"}, written(mark_=":".join(parts)))
    found, problems = read(path)
    assert found is None
    assert [p.code for p in problems] == [code]


def test_a_file_that_is_no_queue_or_lost_a_column_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    assert [p.code for p in read(tmp_path / "b.csv")[1]] == ["queue-not-ours"]
    book = load_workbook(io.BytesIO(written()))
    book.worksheets[0].cell(FIRST - 1, COLUMN["answer"]).value = "Mitt svar"
    book.save(tmp_path / "c.xlsx")
    assert [p.code for p in read(tmp_path / "c.xlsx")[1]] == ["queue-columns"]


def test_an_english_queue_is_read_like_a_swedish_one(tmp_path: Path) -> None:
    content = written("en")
    path = filled(tmp_path / "a.xlsx", {(1, "answer"): "Kålrot · fresh [swede]"}, content)
    found, _ = read(path)
    assert found is not None
    assert [one.product_id for one in found.given] == ["swede"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_a_queue_that_libreoffice_saved_is_read_alike(tmp_path: Path, suffix: str) -> None:
    path = filled(tmp_path / "a.xlsx", {(1, "answer"): "swede", (2, "answer"): "-"})
    out = tmp_path / "ut"
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            suffix,
            "--outdir",
            str(out),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    found, problems = read(out / f"a.{suffix}")
    assert problems == []
    assert found is not None
    assert [one.product_id for one in found.given] == ["swede", None]
    assert found.problems == ()
