"""The files of a result: each made from the posted form, each with the same number."""

from __future__ import annotations

import json
import re
import zipfile
from decimal import Decimal
from http import HTTPStatus
from io import BytesIO
from pathlib import Path

import pytest

from carbon import language
from carbon.farm import answering, digest, own
from carbon.intake import producerfile
from carbon.outputs import answersfile, declaration, declaration_evidence, pdf
from carbon.web import answering as posting
from carbon.web.site import Site
from tests.web.conftest import CARROTS, MILK, Page, Visitor, digest_of

FULL = {
    **CARROTS,
    "product": "parsnip",
    "name": "Palsternacka <b>från</b> Leksand",
    "producer": "=cmd|' /C calc'!A0",
    "place": "Leksand",
    "evidence": "växtodlingsplan 2025; fakturor",
    "u.yield": "kg",
    "a.yield": "200 000",
    "q.yield": "measured",
    "a.peat_share": "0",
    "a.lime_t": "1,234",
    "a.diesel_l": "900 l",
    "q.n_type": "unknown",
}
ROUND_TRIPS = [("milk", MILK), ("roots", CARROTS), ("roots", {**FULL, "a.lime_t": "1,2340"})]


def no_pdf() -> bool:
    return pdf.of_page("<html lang=sv><title>x</title></html>", "x")[0] is None


needs_pdf = pytest.mark.skipif(no_pdf(), reason="weasyprint finds no Pango here")


@pytest.mark.parametrize(("product", "answers"), ROUND_TRIPS)
@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_page_file_and_form_have_the_same_digest(
    visitor: Visitor,
    loaded: Site,
    tmp_path: Path,
    product: str,
    answers: dict[str, str],
    lang: str,
) -> None:
    path = f"/{lang}/{product}"
    shown = digest_of(visitor.press(path, answers, "confirmed").text)
    for button, name in (("yaml", "a.yaml"), ("form", "a.xlsx")):
        (tmp_path / name).write_bytes(visitor.press(path, answers, button).content)
        submission, problems = producerfile.read(tmp_path / name)
        assert submission is not None, problems
        read, problems = answering.submitted(submission)
        assert read is not None, problems
        assert own.footprint(read, loaded.knowledge).digest == shown
        assert submission.digest == shown


@pytest.mark.parametrize(("product", "answers"), ROUND_TRIPS)
@pytest.mark.parametrize("button", ["yaml", "form"])
def test_a_file_that_is_opened_again_fills_the_page_and_gives_the_same_number(
    visitor: Visitor, product: str, answers: dict[str, str], button: str
) -> None:
    first = visitor.press(f"/sv/{product}", answers, "confirmed")
    name = "svar.yaml" if button == "yaml" else "svar.xlsx"
    opened = visitor.upload(name, visitor.press(f"/sv/{product}", answers, button).content)
    assert opened.status_code == HTTPStatus.OK
    again = visitor.press(f"/sv/{product}", filled_in(Page(opened.text)), "confirmed")
    assert again.status_code == HTTPStatus.OK
    assert digest_of(again.text) == digest_of(first.text)


def filled_in(page: Page) -> dict[str, str]:
    """Return what a browser would post from a page."""
    found: dict[str, str] = {}
    name = ""
    for tag, one in page.elements:
        if tag == "input" and one.get("type") != "file" and "name" in one:
            if one.get("type") != "radio" or "checked" in one:
                found[one["name"]] = one.get("value", "")
        elif tag == "select":
            name = one["name"]
        elif tag == "option" and ("selected" in one or name not in found):
            found[name] = one["value"]
    return found


def test_a_review_that_a_file_states_is_still_there_when_it_is_saved_again(
    visitor: Visitor,
) -> None:
    saved = visitor.press("/sv/milk", MILK, "yaml").text
    stated = 'reviewer: RISE\nreviewed_on: "2026-02-01"\nreview_document: Intyg 12\n'
    opened = visitor.upload("svar.yaml", f"{stated}{saved}".encode())
    result = visitor.press("/sv/milk", filled_in(Page(opened.text)), "confirmed")
    again = visitor.press("/sv/milk", Page(result.text).kept(), "yaml").text
    for line in ("reviewer: RISE", "2026-02-01", "review_document: Intyg 12"):
        assert line in again


def test_the_saved_answers_say_what_their_digest_is_made_of(
    visitor: Visitor, tmp_path: Path
) -> None:
    for button, name in (("yaml", "a.yaml"), ("form", "a.xlsx")):
        sent = {**MILK, "sure": "1"}
        (tmp_path / name).write_bytes(visitor.press("/sv/milk", sent, button).content)
        submission, problems = producerfile.read(tmp_path / name)
        assert submission is not None, problems
        assert digest.of(digest.stated(submission.digest_of)) == submission.digest


def test_answers_can_be_saved_before_they_are_finished(visitor: Visitor) -> None:
    saved = visitor.press("/sv/milk", {"a.cows": "62"}, "yaml")
    assert saved.status_code == HTTPStatus.OK
    assert "digest" not in saved.text
    opened = visitor.upload("mjölk.yaml", saved.content)
    assert Page(opened.text).one("cows")["value"] == "62"


def test_the_file_is_saved_under_a_name_of_our_own(visitor: Visitor) -> None:
    answer = visitor.press("/sv/roots", FULL, "yaml")
    assert answer.headers["content-disposition"] == 'attachment; filename="roots-2025.yaml"'


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("a.exe", b"MZ", 422),
        ("a.yaml", b"", 422),
        ("a.yaml", b"\xff\xfe\x00", 422),
        ("a.yaml", b"questionnaire: gold\n", 422),
        ("a.yaml", b"a: &a [*a]\n", 422),
        ("a.json", b"{" * 20000, 422),
        ("a.xlsx", b"PK\x03\x04 no archive", 422),
        ("../../etc/passwd.yaml", b"questionnaire: milk\n", 200),
    ],
)
def test_a_file_that_cannot_be_used_is_answered_in_words(
    visitor: Visitor, name: str, content: bytes, status: int
) -> None:
    answer = visitor.upload(name, content)
    assert answer.status_code == status
    page = Page(answer.text)
    assert page.one("file-asked" if status == HTTPStatus.UNPROCESSABLE_ENTITY else "summary")


def test_a_workbook_that_swells_is_refused(visitor: Visitor) -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 300_000_000)
    assert visitor.upload("bomb.xlsx", stream.getvalue()).status_code in (413, 422)


def test_the_pact_footprint_has_the_number_of_the_page(visitor: Visitor, loaded: Site) -> None:
    answer = visitor.press("/sv/roots", CARROTS, "pact")
    found = json.loads(answer.text)
    assert found["specVersion"].startswith("3.")
    answers, _ = posting.understood(loaded.questionnaires["roots"], CARROTS)
    assert answers is not None
    made = own.footprint(answers, loaded.knowledge)
    assert Decimal(found["pcf"]["pcfExcludingBiogenicUptake"]) == made.kg_co2e_per_kg


@needs_pdf
@pytest.mark.parametrize("lang", language.LANGUAGES)
@pytest.mark.parametrize("button", ["declaration", "evidence"])
def test_documents_are_one_accessible_page(visitor: Visitor, lang: str, button: str) -> None:
    from pypdf import PdfReader

    answer = visitor.press(f"/{lang}/roots", FULL | {"a.lime_t": "1,2"}, button)
    assert answer.headers["content-type"] == "application/pdf"
    read = PdfReader(BytesIO(answer.content))
    assert len(read.pages) == 1
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert str(read.trailer["/Root"]["/Lang"]) == lang
    text = " ".join(read.pages[0].extract_text().split())
    assert "<b>från</b>" in text


def test_the_declaration_says_what_it_is_and_is_not(loaded: Site) -> None:
    answers, _ = posting.understood(loaded.questionnaires["roots"], FULL | {"a.lime_t": "1,2"})
    assert answers is not None
    made = own.footprint(answers, loaded.knowledge)
    page = declaration.page(made, loaded.knowledge.library, "sv")
    assert "Producentens egen beräkning" in page
    assert "inte en miljövarudeklaration" in page
    assert made.digest in page
    image = re.search(r"<img src=\"data:[^\"]*\" alt=\"([^\"]+)\"", page)
    assert image is not None
    evidence = declaration_evidence.page(made, loaded.knowledge.library, "en")
    assert "växtodlingsplan 2025" in evidence
    assert "Invoice, meter, statement" in evidence


def test_the_answer_file_holds_texts_as_they_were_written(loaded: Site) -> None:
    questionnaire = loaded.questionnaires["roots"]
    raw = posting.raw(questionnaire, FULL)
    text = answersfile.text(questionnaire, raw, "sv")
    submission, problems = producerfile.parse(text.encode(), "x.yaml")
    assert submission is not None, problems
    assert {name: one.value for name, one in submission.raw.items()} == {
        name: one.value for name, one in raw.items()
    }
    assert "n_type" not in submission.raw  # "vet inte"


@pytest.mark.parametrize("text", ["1.234", "1234", "0.5", "12.5", "100000", "0.1250", "1.2345"])
def test_a_number_of_a_file_is_typed_so_that_it_means_one_thing(text: str) -> None:
    from carbon.farm import numbertexts

    for lang in language.LANGUAGES:
        assert numbertexts.read(posting.typed(Decimal(text), lang)).values == (Decimal(text),)
