"""Protocol, letters, contract annex and auditors' page, from the three offers of lou.md 4.1."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from carbon.outputs import docx, records
from carbon.outputs.records_page import rendered
from carbon.problems import Severity, UsageError
from carbon.tender.law.verdicts import State
from carbon.tender.records import Assessment
from tests.outputs.conftest import NASTY
from tests.outputs.proceedings import pages, proceedings
from tests.tender import procedures
from tests.tender.procedures import check, mark, whole

NBSP = "\u00a0"


def text(page: str) -> str:
    """Return what a reader sees of a page, on one line."""
    body = page.split("</style>", 1)[1]
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", body)).split())


def codes(of: records.Drafts) -> list[str]:
    return [one.code for one in of.problems if one.severity is not Severity.NOTE]


def test_every_record_is_made_when_the_facts_are_there(
    tmp_path: Path, three_offers: Assessment
) -> None:
    made = pages(proceedings(tmp_path, three_offers, whole(three_offers)))
    assert list(made) == ["protokoll", "granskning", "avtalsbilaga-01", "brev-01", "brev-02",
                          "brev-03"]  # fmt: skip


def test_without_a_publication_no_letter_is_written_unless_the_award_is_direct(
    tmp_path: Path, three_offers: Assessment
) -> None:
    of = replace(proceedings(tmp_path, three_offers, whole(three_offers)), lock=None)
    made = records.drafted(of, "sv")
    assert [one.name for one in made.made] == ["protokoll", "granskning"]
    assert "letters-not-published" in codes(made)
    tender = of.assessment.tender
    direct = replace(tender, procurement=replace(tender.procurement, procedure="direct"))
    of = replace(of, assessment=replace(of.assessment, tender=direct))
    assert "brev-01" in [one.name for one in records.drafted(of, "sv").made]


def test_an_offer_that_is_not_the_file_that_was_opened_stops_every_letter(
    tmp_path: Path, three_offers: Assessment
) -> None:
    content = whole(three_offers)
    content["opening"]["tenders"][0]["sha256"] = "a" * 64
    files = {"offers/a.xlsx": "b" * 64}
    made = records.drafted(proceedings(tmp_path, three_offers, content, files), "sv")
    assert "opening-file-differs" in codes(made)
    assert [one.name for one in made.made] == ["protokoll", "granskning"]


def test_the_letter_to_the_second_gives_its_own_sum_the_winners_and_why(
    tmp_path: Path, three_offers: Assessment
) -> None:
    # c = 3: A 1 000 000 + 3·60 000 = 1 180 000; B 1 060 000 + 3·38 000 = 1 174 000 (lou.md 4.2).
    content = whole(three_offers)
    assert content["decision"]["awards"] == [
        {"lot": "1", "supplier": "B", "reason": "lägst jämförelsesumma"}
    ]
    said = text(pages(proceedings(tmp_path, three_offers, content))["brev-01"])
    for part in (
        "Brev till A med beslutet",
        "B tilldelas kontraktet",
        "J = P + c · E",
        "koldioxidpriset c är 3 kr per kg CO2e",
        "2" * 64,  # the hash of the pack
        "1 180 000",
        "1 174 000",
        "Priset är 60 000,00 kr högre än ert.",
        "Klimatavtrycket är 22 000,0 kg CO2e lägre än i ert anbud.",
        "motsvarar skillnaden i klimatavtryck 66 000,00 kr",
        "Störst är skillnaden i steget",
        "Jämförelsesumman är 6 000,00 kr lägre än i ert anbud.",
        "första dagen är 2027-04-14 och sista dagen fredag 2027-04-23 (20 kap. 1–3 §§ LOU)",
        "Avtal ingås tidigast 2027-04-24",
        "Skickat 2027-04-13 elektroniskt till a@b.example.",
    ):
        assert part in said, part
    assert "1 210 000" not in said  # C is neither the reader nor the winner


def test_the_protocol_says_what_is_missing_and_that_it_is_not_complete(
    tmp_path: Path, three_offers: Assessment
) -> None:
    said = text(pages(proceedings(tmp_path, three_offers, {}))["protokoll"])
    assert "Protokollet är inte fullständigt" in said
    assert "Öppning, Personer och jäv, Kontroller" in said
    assert "Saknas: uppgifterna i denna del" in said
    assert "1 180 000" in said  # what was computed stands there all the same


def test_a_postal_notice_to_one_prolongs_the_period_for_all(
    tmp_path: Path, three_offers: Assessment
) -> None:
    content = whole(three_offers)
    content["notification"]["sent"][2]["how"] = "post"
    said = text(pages(proceedings(tmp_path, three_offers, content))["brev-01"])
    assert "Avtalsspärren är 15 dagar" in said
    assert "onsdag 2027-04-28" in said


def test_a_last_day_on_a_sunday_is_told_and_not_moved(
    tmp_path: Path, three_offers: Assessment
) -> None:
    content = whole(three_offers)
    for one in content["notification"]["sent"]:
        one["when"] = "2027-04-15"
    of = proceedings(tmp_path, three_offers, content)
    assert codes(records.drafted(of, "sv")) == ["standstill-day-off"]
    made = pages(of)
    assert "sista dagen söndag 2027-04-25" in text(made["brev-01"])
    assert "ska kontrolleras av upphandlaren" in text(made["protokoll"])
    assert "upphandlaren" not in text(made["brev-01"])


@pytest.mark.parametrize("gone", ["decision", "notification"])
def test_no_letter_leaves_without_decision_or_dates(
    tmp_path: Path, three_offers: Assessment, gone: str
) -> None:
    content = whole(three_offers)
    del content[gone]
    drafts = records.drafted(proceedings(tmp_path, three_offers, content), "sv")
    assert not [one.name for one in drafts.made if one.name.startswith("brev")]
    wanted = {"decision": "letters-no-decision", "notification": "letter-no-notice"}[gone]
    assert wanted in codes(drafts)


def test_a_receiver_without_a_value_gets_a_letter_only_with_a_reason(
    tmp_path: Path, three_offers: Assessment
) -> None:
    ranking = three_offers.lots[0].ranking
    third = replace(
        ranking[2], rank=None, comparison_sum_sek=None, kg_co2e=None, missing_lines=("1",)
    )
    lots = (replace(three_offers.lots[0], ranking=(*ranking[:2], third)),)
    broken = replace(three_offers, lots=lots)
    content = whole(broken)
    content["checks"] = [c for c in content["checks"] if c["outcome"] == "met"]
    drafts = records.drafted(proceedings(tmp_path, broken, content), "sv")
    assert codes(drafts) == ["letter-value-missing"]
    assert [d.name for d in drafts.made if d.name.startswith("brev")] == ["brev-01", "brev-02"]
    content["checks"].append(
        check("C", "requirements", outcome="failed", provision="LOU 4:10")
        | {"reason": "klimatvärde saknas"}
    )
    said = text(pages(proceedings(tmp_path, broken, content))["brev-03"])
    assert "krav på varorna är inte uppfyllda. klimatvärde saknas (4 kap. 10 § LOU)" in said


def test_a_decision_that_does_not_follow_the_rule_stops_every_letter(
    tmp_path: Path, three_offers: Assessment
) -> None:
    content = whole(three_offers)
    content["decision"]["awards"][0]["supplier"] = "A"
    drafts = records.drafted(proceedings(tmp_path, three_offers, content), "sv")
    assert codes(drafts) == ["award-not-first"]
    assert [one.name for one in drafts.made] == ["protokoll", "granskning"]


def test_the_second_wins_when_the_first_is_rejected_with_a_reason(
    tmp_path: Path, three_offers: Assessment
) -> None:
    content = whole(three_offers)
    content["checks"].append(check("B", "exclusion", outcome="failed", provision="LOU 13:3"))
    content["decision"]["awards"][0]["supplier"] = "A"
    made = pages(proceedings(tmp_path, three_offers, content))
    said = text(made["brev-02"])
    assert "leverantören utesluts. prövat: exclusion (13 kap. 3 § LOU)" in said
    assert "A tilldelas kontraktet" in said


def test_a_winner_that_nobody_checked_gets_no_contract(
    tmp_path: Path, three_offers: Assessment
) -> None:
    content = whole(three_offers)
    content["checks"] = [c for c in content["checks"] if c["kind"] != "exclusion"]
    drafts = records.drafted(proceedings(tmp_path, three_offers, content), "sv")
    assert codes(drafts) == ["award-checks-missing"]


def test_a_tender_after_the_deadline_must_have_been_tried(
    tmp_path: Path, three_offers: Assessment
) -> None:
    content = whole(three_offers)
    content["opening"]["tenders"][0]["received"] = "2027-03-30T00:00"
    content["checks"] = [
        c for c in content["checks"] if (c["supplier"], c["kind"]) != ("A", "late")
    ]
    drafts = records.drafted(proceedings(tmp_path, three_offers, content), "sv")
    assert codes(drafts) == ["received-late"]


def test_a_tender_that_was_never_evaluated_needs_a_reason_and_gets_a_letter(
    tmp_path: Path, three_offers: Assessment
) -> None:
    content = whole(three_offers)
    content["opening"]["tenders"].append({"supplier": "D", "received": "2027-03-30T08:00"})
    content["notification"]["sent"].append(
        {"supplier": "D", "when": "2027-04-13", "how": "electronic", "to": "d@b.example"}
    )
    content["checks"].append(check("D", "late", outcome="failed") | {"reason": "kom dagen efter"})
    said = text(pages(proceedings(tmp_path, three_offers, content))["brev-04"])
    assert "D: anbudet förkastas, det kom för sent. kom dagen efter (4 kap. 10 § LOU)" in said


def test_the_contract_annex_binds_exactly_what_was_evaluated(
    tmp_path: Path, three_offers: Assessment
) -> None:
    of = proceedings(tmp_path, three_offers, whole(three_offers))
    drafts = records.drafted(of, "sv")
    verdicts = {one.id: one for one in drafts.verdicts}
    assert verdicts["EQ-30"].state is State.HOLDS
    said = text(pages(of)["avtalsbilaga-01"])
    assert "Tomat kvist" in said
    assert "106" in said
    assert "3,8" in said


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_an_annex_that_lacks_a_digit_is_caught(
    tmp_path: Path, three_offers: Assessment, lang: str
) -> None:
    from carbon.tender.protocol import laws

    of = proceedings(tmp_path, three_offers, whole(three_offers))
    right = ("1", "1", Decimal(106), Decimal("3.8"))
    wrong = ("1", "1", Decimal(106), Decimal("3.7"))
    assert laws.contracted(of, [right]) is None
    case = laws.contracted(of, [wrong])
    assert case is not None
    assert case.text(lang)


def test_eq_26_asks_for_deadline_two_persons_and_the_whole_list(
    tmp_path: Path, three_offers: Assessment
) -> None:
    from carbon.tender.protocol import laws

    content = whole(three_offers)

    def case() -> str:
        found = laws.opened(proceedings(tmp_path, three_offers, content))
        return "" if found is None else found.key

    assert case() == ""
    content["opening"]["when"] = "2027-03-29T23:59"
    assert case() == "opened"
    content["opening"]["when"] = "2027-03-30T09:00"
    del content["opening"]["tenders"][1]
    assert case() == "unlisted"
    del content["opening"]
    assert case() == "opening-missing"


def test_eq_29_finds_a_file_that_changed_after_the_opening(
    tmp_path: Path, three_offers: Assessment
) -> None:
    from carbon.tender.protocol import laws

    hashes = {f"offers/{name}.xlsx": name.lower() * 64 for name in "ABC"}
    stated = {name: sha.replace("c", "d") if "C" in name else sha for name, sha in hashes.items()}
    content = whole(three_offers, hashes)
    assert laws.logged(proceedings(tmp_path, three_offers, content, hashes)) is None
    case = laws.logged(proceedings(tmp_path, three_offers, content, stated))
    assert case is not None
    assert case.key == "changed"
    assert case.values["supplier"] == "C"
    content["clarifications"] = [CORRECTION | {"supplier": "C"}]
    assert laws.logged(proceedings(tmp_path, three_offers, content, stated)) is None
    unstated = laws.logged(proceedings(tmp_path, three_offers, whole(three_offers)))
    assert unstated is not None
    assert unstated.key == "unhashed"


CORRECTION = {
    "supplier": "B",
    "lot": "1",
    "line": "1",
    "asked": "2027-04-01",
    "question": "Per kg eller kolli?",
    "answered": "2027-04-02",
    "answer": "Per kg.",
    "field": "prisenhet",
    "before": "tom",
    "after": "kg",
    "ground": "LOU 4:9",
    "same_chance": "Frågan gick till alla.",
    "who": "Anna Ek",
}


def test_hostile_names_are_text_everywhere(tmp_path: Path, rich: Assessment) -> None:
    content = whole(rich)
    content["decision"]["who"] = "Anna <script>alert(1)</script>"
    content["people"][0]["conflict"] = '"><img src=x onerror=alert(1)>'
    for language in ("sv", "en"):
        of = proceedings(tmp_path, rich, content)
        drafts = records.drafted(of, language)
        assert drafts.made
        for draft in drafts.made:
            page = rendered(draft.page, draft.template)
            assert "<script" not in page
            assert "<img" not in page
            assert "<b>" not in page
            assert re.fullmatch(r"[a-z]+(-[a-z]+)*(-\d\d)?(-[a-z]+)?", draft.name)
            assert "onerror=alert(1)>" not in page
    assert len(NASTY) > 3


def test_a_word_file_is_the_same_bytes_each_time_and_holds_no_markup(
    tmp_path: Path, rich: Assessment
) -> None:
    import zipfile
    from io import BytesIO

    from defusedxml import ElementTree

    drafts = records.drafted(proceedings(tmp_path, rich, whole(rich)), "sv")
    words = [one for one in drafts.made if one.word_file]
    assert {"protokoll"} < {one.name for one in words}
    for draft in words:
        content = docx.of_page(draft.page)
        assert content == docx.of_page(draft.page)
        with zipfile.ZipFile(BytesIO(content)) as archive:
            assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            parts = {name: archive.read(name) for name in archive.namelist()}
        for part in parts.values():
            ElementTree.fromstring(part)
        assert b"instrText" not in parts["word/document.xml"]
        assert b"hyperlink" not in parts["word/document.xml"]


def test_a_word_file_has_the_words_of_the_page(tmp_path: Path, three_offers: Assessment) -> None:
    drafts = records.drafted(proceedings(tmp_path, three_offers, whole(three_offers)), "sv")
    letter = next(one for one in drafts.made if one.name == "brev-01")
    path = tmp_path / "brev.docx"
    path.write_bytes(docx.of_page(letter.page))
    read = " ".join(_read_docx(path))
    for part in ("Brev till A med beslutet", "1 180 000".replace(" ", NBSP), "fredag 2027-04-23"):
        assert part in read, part


def _read_docx(path: Path) -> list[str]:
    import zipfile

    from defusedxml import ElementTree

    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return [one.text or "" for one in root.iter(f"{space}t")]


def test_files_are_written_and_a_blocked_letter_of_an_earlier_run_is_taken_away(
    tmp_path: Path, three_offers: Assessment
) -> None:
    out = tmp_path / "out"
    of = proceedings(tmp_path, three_offers, whole(three_offers))
    made = records.Records(
        documents={"protokoll.html": b"1", "brev-01.html": b"1", "brev-01.docx": b"1",
                   "brev-02.docx": b"1"},
        verdicts=(),
        problems=(),
    )  # fmt: skip
    records.write(made, out, "sv")
    (out / "brev-02.docx").write_bytes(b"an officer's words")
    (out / "brev-anteckning.html").write_bytes(b"not ours")
    later = replace(made, documents={"protokoll.html": b"2", "brev-02.docx": b"2"})
    records.write(later, out, "sv")
    found = {path.name: path.read_bytes() for path in out.iterdir()}
    assert found == {
        "protokoll.html": b"2",
        "brev-01-tidigare.docx": b"1",
        "brev-02.docx": b"2",
        "brev-02-tidigare.docx": b"an officer's words",
        "brev-anteckning.html": b"not ours",
    }
    assert of.suppliers == ("A", "B", "C")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    made = records.Records(documents={"protokoll.html": b""}, verdicts=(), problems=())
    with pytest.raises(UsageError):
        records.write(made, tmp_path / "out", "sv")


def test_the_same_proceedings_give_the_same_pages(tmp_path: Path, three_offers: Assessment) -> None:
    content = whole(three_offers)
    content["secrecy"] = [mark("B", "products")]
    first = pages(proceedings(tmp_path, three_offers, content))
    assert first == pages(proceedings(tmp_path, three_offers, content))
    assert procedures.DAY in text(first["protokoll"])
