"""procedure.yaml is read strictly: who, when and why are never missing without a word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from carbon import resources
from carbon.intake.procedurefile import read_procedure
from carbon.problems import Problem
from tests.builders import line, lot
from tests.tender.lawful import TENDER
from tests.tender.procedures import Data, check, mark, write

NAMES = ("A", "B", "C")


def read(tmp_path: Path, content: Data) -> tuple[Any, list[Problem]]:
    write(tmp_path, content)
    return read_procedure(tmp_path, TENDER, NAMES)


def told(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(one.code, dict(one.values).get("key", "")) for one in problems]


def test_without_a_file_there_is_no_procedure_and_no_problem(tmp_path: Path) -> None:
    assert read_procedure(tmp_path, TENDER, NAMES) == (None, [])


def test_the_documented_example_is_read_without_a_problem(tmp_path: Path) -> None:
    from dataclasses import replace

    template = resources.templates_folder() / "records" / "procedure.yaml"
    (tmp_path / "procedure.yaml").write_bytes(template.read_bytes())
    tender = replace(TENDER, lots=(lot(line(), id_="1"),))
    procedure, problems = read_procedure(tmp_path, tender, NAMES)
    assert problems == []
    assert procedure is not None
    assert procedure.decision is not None
    assert procedure.decision.awards[0].supplier == "B"
    assert procedure.opening is not None
    assert procedure.opening.when == "2027-03-30T09:00"
    assert procedure.review_case is False
    assert procedure.secrecy[0].ground == "OSL 31:16"


def test_an_unknown_key_is_told_with_the_nearest_known_one(tmp_path: Path) -> None:
    _, problems = read(tmp_path, {"deadlin": "2027-03-29T23:59"})
    assert dict(problems[0].values)["nearest"] == "deadline"


@pytest.mark.parametrize("key", ["who", "when", "reason", "provision", "supplier"])
@pytest.mark.parametrize("empty", [None, ""])
def test_a_check_without_who_when_or_why_is_a_problem(
    tmp_path: Path, key: str, empty: str | None
) -> None:
    _, problems = read(tmp_path, {"checks": [check("A", "late") | {key: empty}]})
    assert ("tender-key-missing", f"checks[1].{key}") in told(problems)


@pytest.mark.parametrize("key", ["reason", "description", "who", "when"])
def test_a_secrecy_mark_needs_reason_description_and_person(tmp_path: Path, key: str) -> None:
    _, problems = read(tmp_path, {"secrecy": [mark("A", "price") | {key: ""}]})
    assert ("tender-key-missing", f"secrecy[1].{key}") in told(problems)


def test_a_ground_of_secrecy_is_one_of_two(tmp_path: Path) -> None:
    _, problems = read(tmp_path, {"secrecy": [mark("A", "price", ground="OSL 1:1")]})
    assert told(problems) == [("tender-value", "secrecy[1].ground")]


def test_one_person_cannot_open_tenders_even_under_two_spellings(tmp_path: Path) -> None:
    opening = {"when": "2027-03-30T09:00", "who": ["Anna Ek", "ANNA EK"], "tenders": []}
    _, problems = read(tmp_path, {"opening": opening})
    assert told(problems) == [("procedure-two-persons", "opening.who")]


def test_a_name_that_no_offer_carries_is_told_with_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, {"checks": [check("Åkerboo", "late")]})
    _, problems = read_procedure(tmp_path, TENDER, ("Åkerbo", "B"))
    assert [one.code for one in problems] == ["procedure-supplier"]
    assert dict(problems[0].values)["expected"] == "Åkerbo"


def test_a_late_tender_on_the_list_of_the_opening_is_known(tmp_path: Path) -> None:
    late = {"supplier": "D", "received": "2027-03-30T08:00"}
    opening = {"when": "2027-03-30T09:00", "who": ["Anna", "Bo"], "tenders": [late]}
    _, problems = read(tmp_path, {"opening": opening, "checks": [check("D", "late")]})
    assert problems == []


@pytest.mark.parametrize("when", ["2027-03-30", "igår", "2027-03-30T09:00+02:00", "09:00"])
def test_an_opening_has_a_day_and_a_time_of_day(tmp_path: Path, when: str) -> None:
    opening = {"when": when, "who": ["Anna", "Bo"], "tenders": []}
    _, problems = read(tmp_path, {"opening": opening})
    assert told(problems) == [("tender-value", "opening.when")]


def test_a_lot_is_awarded_once(tmp_path: Path) -> None:
    award = {"lot": "L", "supplier": "A", "reason": "lägst summa"}
    decision = {"when": "2027-04-12", "who": "C", "mandate": "d", "awards": [award, award]}
    _, problems = read(tmp_path, {"decision": decision})
    assert told(problems) == [("tender-twice", "decision.awards")]


def test_a_review_case_is_yes_or_no(tmp_path: Path) -> None:
    _, problems = read(tmp_path, {"review_case": "kanske"})
    assert told(problems) == [("tender-value", "review_case")]


@pytest.mark.parametrize("content", ["[]", "a: [", "!!python/x {}", "\x00"])
def test_a_file_that_is_no_mapping_is_a_problem_and_no_crash(tmp_path: Path, content: str) -> None:
    (tmp_path / "procedure.yaml").write_text(content, encoding="utf-8")
    procedure, problems = read_procedure(tmp_path, TENDER, NAMES)
    assert procedure is None
    assert problems
