"""The page: choosing, answering, what is asked, and the result."""

from __future__ import annotations

import re
from decimal import Decimal
from http import HTTPStatus

import pytest

from carbon import language
from carbon.farm import answering, own, questionnaires
from carbon.intake import producerfile
from carbon.web.site import Site
from tests.web.conftest import CARROTS, MILK, Page, Visitor, digest_of

LANGUAGES = language.LANGUAGES
ALL = [(lang, one) for lang in LANGUAGES for one in sorted(questionnaires.load())]


def test_the_first_page_leads_to_the_readers_language(visitor: Visitor) -> None:
    answer = visitor.get("/")
    assert (answer.status_code, answer.headers["location"]) == (HTTPStatus.SEE_OTHER, "/sv/")


@pytest.mark.parametrize(("lang", "product"), ALL)
def test_every_product_has_a_page_without_script_style_or_stranger(
    visitor: Visitor, lang: str, product: str
) -> None:
    answer = visitor.get(f"/{lang}/{product}")
    page = Page(answer.text)
    assert answer.status_code == HTTPStatus.OK
    assert not page.all("script")
    assert not page.all("style")
    assert not any("style" in one or any(k.startswith("on") for k in one) for _, one in
                   page.elements)  # fmt: skip
    assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", answer.text)


@pytest.mark.parametrize(("lang", "product"), ALL)
def test_every_question_has_help_a_place_to_look_and_vet_inte(
    visitor: Visitor, lang: str, product: str
) -> None:
    page = visitor.page(f"/{lang}/{product}")
    ids = {one["id"] for _, one in page.elements if "id" in one}
    radios = {(one["name"], one["value"]) for one in page.all("input") if one["type"] == "radio"}
    for field in questionnaires.load()[product].fields:
        assert field.id in ids
        assert f"{field.id}-help" in ids
        assert (f"q.{field.id}", "unknown") in radios
    labelled = [one["for"] for one in page.all("label") if "for" in one]
    assert set(labelled) <= ids


def test_the_head_of_every_page_names_its_language(visitor: Visitor) -> None:
    for lang in LANGUAGES:
        assert visitor.page(f"/{lang}/milk").all("html")[0]["lang"] == lang


@pytest.mark.parametrize("path", ["/xx/", "/xx", "/sv/nothing", "/etc", "/sv/milk/x", "/sv//milk"])
def test_an_address_that_leads_nowhere_says_so(visitor: Visitor, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "Content-Security-Policy" in answer.headers


def test_an_empty_form_is_asked_about_at_its_fields_and_in_a_summary(visitor: Visitor) -> None:
    answer = visitor.press("/sv/roots", {})
    page = Page(answer.text)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert page.one("area")["aria-invalid"] == "true"
    assert "area-asked" in page.one("area")["aria-describedby"].split()
    assert page.one("area-asked")
    summary = page.one("summary")
    assert summary["role"] == "alert"
    assert "autofocus" in summary
    links = [one["href"] for one in page.all("a") if one["href"].startswith("#")]
    assert links[1:] == ["#year", "#area", "#yield", "#n_min", "#manure"]  # after the skip link


def test_what_was_typed_is_still_there_after_a_question(visitor: Visitor) -> None:
    answers = {"a.area": "4,5", "u.yield": "t/ha", "q.area": "measured", "name": 'Å "ä" <ö>'}
    page = Page(visitor.press("/sv/roots", answers).text)
    assert page.one("area")["value"] == "4,5"
    assert page.one("name")["value"] == 'Å "ä" <ö>'
    chosen = [one["value"] for one in page.all("option") if "selected" in one]
    assert "t/ha" in chosen
    checked = {one["name"]: one["value"] for one in page.all("input") if "checked" in one}
    assert checked["q.area"] == "measured"
    assert checked["q.yield"] == "estimate"


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("yield", "många", "många"),
        ("yield", "-5", "-5"),
        ("area", "0", "0"),
        ("yield", "1.500", "1 500"),  # or 1,5?
        ("yield", "200000", "200"),  # kg taken for tonnes
    ],
)
def test_an_impossible_answer_is_a_question_in_swedish_at_its_field(
    visitor: Visitor, field: str, text: str, expected: str
) -> None:
    answer = visitor.press("/sv/roots", {**CARROTS, f"a.{field}": text})
    page = Page(answer.text)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert page.one(f"{field}-asked")
    assert expected in page.text.replace("\u00a0", " ")


def test_an_unusual_answer_is_asked_about_once_and_never_a_wall(visitor: Visitor) -> None:
    unusual = {**CARROTS, "a.yield": "30"}  # 7 t/ha, fewer than usual
    first = visitor.press("/sv/roots", unusual)
    assert first.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    buttons = {one.get("value") for one in Page(first.text).all("button")}
    assert "confirmed" in buttons
    second = visitor.press("/sv/roots", unusual, "confirmed")
    assert second.status_code == HTTPStatus.OK
    assert digest_of(second.text)


@pytest.mark.parametrize("button", ["pact", "declaration", "evidence", "form"])
def test_no_file_is_made_of_answers_with_an_open_question(visitor: Visitor, button: str) -> None:
    unusual = {**CARROTS, "a.yield": "30"}
    answer = visitor.press("/sv/roots", unusual, button)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "content-disposition" not in answer.headers


def test_a_confirmed_result_makes_its_files_without_asking_again(visitor: Visitor) -> None:
    unusual = {**CARROTS, "a.yield": "30"}
    result = visitor.press("/sv/roots", unusual, "confirmed")
    for button in ("pact", "form"):
        made = visitor.press("/sv/roots", Page(result.text).kept(), button)
        assert made.status_code == HTTPStatus.OK
        assert "attachment" in made.headers["content-disposition"]


def test_an_answer_beside_vet_inte_is_asked_about(visitor: Visitor) -> None:
    answer = visitor.press("/sv/roots", {**CARROTS, "q.area": "unknown"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Vet inte" in Page(answer.text).text


def test_the_default_path_of_milk_and_carrots_takes_fewer_than_20_inputs() -> None:
    assert len(MILK) < 20
    assert len(CARROTS) < 20


@pytest.mark.parametrize(("product", "answers"), [("milk", MILK), ("roots", CARROTS)])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_default_path_gives_a_number_with_its_interval(
    visitor: Visitor, lang: str, product: str, answers: dict[str, str]
) -> None:
    answer = visitor.press(f"/{lang}/{product}", answers)
    assert answer.status_code == HTTPStatus.OK
    page = Page(answer.text)
    picture = next(one for one in page.all("svg") if one.get("class") == "bars")
    assert picture["role"] == "img"
    assert picture["aria-label"]
    for part in ("bars", "levers", "narrowing", "defaults", "downloads"):
        assert page.one(part)


def test_the_number_on_the_page_is_that_of_the_farm_model(visitor: Visitor, loaded: Site) -> None:
    text = visitor.press("/sv/milk", MILK).text
    submitted, _ = producerfile.parse(visitor.press("/sv/milk", MILK, "yaml").content, "x.yaml")
    assert submitted is not None
    answers, problems = answering.submitted(submitted)
    assert answers is not None, problems
    made = own.footprint(answers, loaded.knowledge)
    assert digest_of(text) == made.digest
    shown = language.number(made.kg_co2e_per_kg, "sv", 2)
    assert f"<b>{shown}</b>" in text
    assert Decimal("0.7") < made.kg_co2e_per_kg < Decimal("1.5")


def test_a_name_with_markup_is_shown_as_text(visitor: Visitor) -> None:
    text = visitor.press("/sv/roots", {**CARROTS, "name": "<img src=x onerror=alert(1)>"}).text
    assert "<img src=x" not in text
    assert "&lt;img src=x" in text


def test_what_the_page_does_not_ask_is_left_behind(visitor: Visitor) -> None:
    text = visitor.press("/sv/roots", {**CARROTS, "a.nothing": "1", "evil": "2"}).text
    kept = Page(text).kept()
    assert "a.nothing" not in kept
    assert "evil" not in kept
    assert kept["a.yield"] == "200"


def test_the_language_can_be_changed_without_losing_an_answer(visitor: Visitor) -> None:
    swedish = Page(visitor.press("/sv/roots", CARROTS).text)
    button = next(one for one in swedish.all("button") if one.get("lang") == "en")
    english = visitor.press(button["formaction"], swedish.kept(), button["value"])
    assert english.status_code == HTTPStatus.OK
    assert Page(english.text).all("html")[0]["lang"] == "en"
    assert digest_of(english.text) == digest_of(visitor.press("/sv/roots", CARROTS).text)


def test_a_table_grows_by_rows_and_keeps_what_is_in_it(visitor: Visitor) -> None:
    first = next(one for one in questionnaires.load()["bread"].fields if one.kind == "rows")
    name = f"a.{first.id}.1.{first.columns[0].id}"
    before = Page(visitor.press("/sv/bread", {name: "1"}, "edit").text)
    after = Page(visitor.press("/sv/bread", {name: "1", "more": first.id}, "").text)

    def cells(page: Page) -> set[str]:
        fields = [*page.all("input"), *page.all("select")]
        return {one["name"] for one in fields if one.get("name", "").startswith(f"a.{first.id}.")}

    assert len(cells(after)) > len(cells(before)) > 0


def test_too_many_inputs_are_refused(visitor: Visitor) -> None:
    answer = visitor.press("/sv/roots", {f"x{n}": "" for n in range(700)})
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_the_default_costs_kronor_in_the_chosen_tender(visitor: Visitor, loaded: Site) -> None:
    """22 000 kg of carrots at 3 kr per kg CO2e, default against own."""
    tender = loaded.packs[0].tender.id
    text = visitor.press("/sv/roots", {**CARROTS, "tender": tender}).text
    page = Page(text)
    assert page.one("tender")
    rows = re.findall(r"2\.2 Morot, tvättad</th>(.*?)</tr>", text, re.DOTALL)
    cells = [language.NO_BREAK_SPACE.join(one.split()) for one in
             re.findall(r"<td class=\"num\">(.*?)</td>", rows[0])]  # fmt: skip
    food = loaded.knowledge.library.products["carrot"]
    default = sum(
        Decimal(repr(loaded.knowledge.library.factors[food.factors[stage]][0].kg_co2e))
        for stage in list(food.factors)[:2]  # farm and land-use change
    )
    assert cells[0] == f"22{language.NO_BREAK_SPACE}000{language.NO_BREAK_SPACE}kg"
    assert cells[1] == language.number(default * 22000 * 3, "sv")


def test_without_a_tender_nothing_is_said_of_one(visitor: Visitor) -> None:
    ids = {one.get("id") for _, one in Page(visitor.press("/sv/roots", CARROTS).text).elements}
    assert "tender-caption" not in ids


@pytest.mark.parametrize("path", ["/sv/", "/en/", "/sv/about", "/sv/roots", "/en/roots"])
def test_nothing_of_a_posted_form_is_in_the_pages_that_are_kept(
    visitor: Visitor, path: str
) -> None:
    before = visitor.get(path).content
    told = visitor.press("/sv/roots", {**CARROTS, "producer": "Hemliga gården", "a.area": "4,321"})
    assert "Hemliga gården" in told.text
    assert visitor.get(path).content == before
    assert b"Hemliga" not in before
