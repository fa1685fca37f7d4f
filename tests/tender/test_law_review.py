"""The review of a whole folder: findings with places, overrides, and what the command says."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from carbon.outputs import law
from carbon.tender.law import review
from carbon.tender.law.review import Review
from carbon.tender.records import Override, Person, Tender
from tests.cli.running import EXAMPLE, carbon
from tests.tender.lawful import PROCUREMENT, TENDER, docx, paragraph

UNLAWFUL = "Potatisen ska vara närproducerad."
LAWYER = Person(name="Anna Ek", role="Upphandlingsjurist", decided="x", when="2027-01-01")
BUYER = Person(name="Bo Al", role="upphandlare", decided="x", when="2027-01-01")


def override(rule: str, who: str, place: str = "") -> Override:
    return Override(rule=rule, place=place, who=who, why="Skälet", where="tender.yaml:90")


def reviewed(folder: Path, tender: Tender = TENDER, **facts: Any) -> Review:
    (folder / "krav.docx").write_bytes(docx(paragraph("Inledning.") + paragraph(UNLAWFUL)))
    procurement = replace(PROCUREMENT, documents=("krav.docx",), **facts)
    return review.review(folder, replace(tender, procurement=procurement))


def test_a_finding_names_rule_words_place_provision_and_a_lawful_wording(tmp_path: Path) -> None:
    found = law.data(reviewed(tmp_path), "sv")
    assert len(found["findings"]) == 1
    one = found["findings"][0]
    assert (one["rule"], one["severity"], one["blocks"]) == ("LOU-001", "error", True)
    assert (one["clause"], one["where"]) == (UNLAWFUL, "krav.docx, stycke 2")
    assert "4 kap. 1 § LOU" in one["provisions"]
    assert one["instead"].startswith("Pris per kg CO2e")
    assert found["regime"]["name"] == "full"
    assert "bevisar ingenting" in found["caveat"]


def test_a_lawyer_may_answer_for_an_error_and_the_answer_is_shown(tmp_path: Path) -> None:
    answer = override("LOU-001", "anna  ek", "krav.docx")
    found = reviewed(tmp_path, overrides=(answer,), people=(LAWYER,))
    assert found.blocking == ()
    assert found.findings[0].override == answer
    assert found.problems == ()
    assert "    Undantag: anna ek: Skälet" in list(law.lines(found, "sv"))


@pytest.mark.parametrize("people", [(), (BUYER,)])
def test_nobody_else_may(tmp_path: Path, people: tuple[Person, ...]) -> None:
    found = reviewed(tmp_path, overrides=(override("LOU-001", "Bo Al"),), people=people)
    assert len(found.blocking) == 1
    assert [one.code for one in found.problems] == ["override-not-lawyer"]


def test_a_warning_needs_a_reason_and_no_lawyer(tmp_path: Path) -> None:
    tender = replace(TENDER, evaluation=replace(TENDER.evaluation, price_year=""))
    found = reviewed(tmp_path, tender)
    assert [one.rule.id for one in found.unanswered] == ["LOU-036"]
    given = reviewed(tmp_path, tender, overrides=(override("LOU-036", "Bo Al"),))
    assert given.unanswered == ()
    assert given.problems == ()


def test_an_override_that_fits_nothing_is_told(tmp_path: Path) -> None:
    several = (
        override("LOU-001", "Anna Ek", "annat.docx"),
        override("LOU-002", "Anna Ek"),
        override("LOU-099", "Anna Ek"),
    )
    found = reviewed(tmp_path, overrides=several, people=(LAWYER,))
    told = sorted(one.code for one in found.problems)
    assert told == ["override-rule-unknown", "override-unused", "override-unused"]
    assert len(found.blocking) == 1


def test_an_override_of_one_place_leaves_the_others(tmp_path: Path) -> None:
    tender = replace(TENDER, title="Närproducerad potatis")
    answer = override("LOU-001", "Anna Ek", "tender.title")
    found = reviewed(tmp_path, tender, overrides=(answer,), people=(LAWYER,))
    assert {one.place.document: one.override for one in found.findings} == {
        "krav.docx": None,
        "tender.yaml": answer,
    }


def test_what_could_not_be_looked_at_is_named_with_the_reason(tmp_path: Path) -> None:
    told = {one["rule"]: one["reason"] for one in law.data(reviewed(tmp_path), "sv")["not_seen"]}
    assert set(told) == {"LOU-025", "LOU-026", "LOU-028", "LOU-035", "LOU-040"}
    assert all(told.values())


def test_without_documents_it_is_told_that_only_the_tender_was_read(tmp_path: Path) -> None:
    found = review.review(tmp_path, TENDER)
    assert [one.code for one in found.problems] == ["law-no-documents"]


def test_a_date_before_the_law_text_and_one_after_its_review_are_told(tmp_path: Path) -> None:
    early = review.review(tmp_path, replace(TENDER, as_of="2026-01-01"))
    codes = {one.code for one in early.problems}
    assert {"law-date-before", "regime-unknown"} <= codes
    late = review.review(tmp_path, replace(TENDER, as_of="2027-07-01"))
    assert "law-review-due" in {one.code for one in late.problems}


def test_text_from_a_document_reaches_the_terminal_harmless(tmp_path: Path) -> None:
    (tmp_path / "krav.txt").write_text("Närproducerat \x1b[31m\u202e ska det vara.\n")
    facts = replace(PROCUREMENT, documents=("krav.txt",))
    found = review.review(tmp_path, replace(TENDER, procurement=facts))
    assert len(found.findings) == 1
    shown = "\n".join(law.lines(found, "sv"))
    assert "Närproducerat" in shown
    assert not {"\x1b", "\u202e"} & set(shown)


def _folder(tmp_path: Path, changed: dict[str, str]) -> Path:
    text = (EXAMPLE / "tender.yaml").read_text(encoding="utf-8")
    for old, new in changed.items():
        assert old in text
        text = text.replace(old, new, 1)
    (tmp_path / "offers").mkdir()
    for one in (EXAMPLE / "offers").iterdir():
        (tmp_path / "offers" / one.name).write_bytes(one.read_bytes())
    (tmp_path / "tender.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_check_shows_findings_in_place_and_ends_with_one(tmp_path: Path) -> None:
    folder = _folder(
        tmp_path,
        {
            'name: "Kålrot"': 'name: "Kålrot", requirement: "närodlad"',
            "currency:": "documents: [krav.txt]\ncurrency:",
        },
    )
    (folder / "krav.txt").write_text("Intyg enligt\nISO 14067 ska bifogas.\n", encoding="utf-8")
    ran = carbon("check", folder, "--fast")
    assert ran.code == 1
    for part in ("lots.rotfrukter.2.3.requirement", "krav.txt:1", "LOU-015", "”närodlad”"):
        assert part in ran.out
    assert "bevisar ingenting" in ran.out
    told = json.loads(carbon("check", folder, "--fast", "--json", "--lang", "en").out)
    assert {one["rule"] for one in told["law"]["findings"]} == {"LOU-001", "LOU-015"}
    assert told["law"]["counts"]["errors"] == 2


def test_the_example_is_lawful_by_the_rules() -> None:
    found = json.loads(carbon("check", EXAMPLE, "--fast", "--json").out)
    assert found["law"]["findings"] == []
    assert {one["rule"] for one in found["law"]["not_seen"]} == {"LOU-026", "LOU-035", "LOU-040"}
