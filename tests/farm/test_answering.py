"""What people write, and what is asked back: units, words, slips and what no farm can have."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbon import language
from carbon.farm import answering, numbertexts, plausibility, questionnaires
from carbon.farm.records import Answers, Quality, RawAnswer, Submission
from carbon.problems import Problem, Severity
from tests.farm.sample_answers import answered, raw

ROOTS, MILK = questionnaires.load()["roots"], questionnaires.load()["milk"]


def _asked(questionnaire: str, **more: RawAnswer | str) -> list[Problem]:
    made = questionnaires.load()[questionnaire]
    _, problems = answering.answers(made, raw(questionnaire, **more), where="f.yaml")
    return [one for one in problems if one.severity is not Severity.NOTE]


def _one(questionnaire: str, **more: RawAnswer | str) -> tuple[str, str, str]:
    """Return code, place and Swedish message of the only question."""
    (problem,) = _asked(questionnaire, **more)
    return problem.code, problem.where, language.message(problem, "sv")


def _stopped(problems: list[Problem]) -> bool:
    return any(one.severity is Severity.ERROR for one in problems)


# ---- numbers as people write them


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,5", "1234.5"),
        ("1234.5", "1234.5"),
        ("1\u00a0234", "1234"),
        ("1.234.567", "1234567"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("0,125", "0.125"),
        ("-3", "-3"),
        ("\u22123,5", "-3.5"),
        ("45 ton", "45"),
    ],
)
def test_a_number_is_read_as_it_was_meant(text: str, value: str) -> None:
    assert numbertexts.read(text).values == (Decimal(value),)


@pytest.mark.parametrize("text", ["", "många", "1e5", "4-5", "1 2", "45 2 kg", "٣", "9" * 60, "="])
def test_what_is_no_number_is_none(text: str) -> None:
    found = numbertexts.read(text)
    assert found.values == () or found.rest != ""


def test_a_number_that_means_two_things_is_asked_about() -> None:
    code, where, message = _one("roots", n_min="1.500")
    assert (code, where) == ("answer-number-two-ways", "f.yaml: n_min")
    assert "menar du 1,5 eller 1 500" in message


def test_a_number_with_about_before_it_is_a_question_with_the_number_in_it() -> None:
    code, _, message = _one("roots", n_min="ca 160 kg")
    assert code == "answer-about"
    assert "menar du 160 kg" in message


def test_words_in_a_number_are_asked_about() -> None:
    code, where, message = _one("roots", area="två hektar")
    assert (code, where) == ("answer-not-number", "f.yaml: area")
    assert message.endswith("Menar du ett tal utan ord?")


# ---- units


def test_a_unit_behind_the_number_beside_it_or_in_english_is_the_same_answer() -> None:
    written = (
        RawAnswer(value="80 kg/ha"),
        RawAnswer(value="80", unit="kg per hektar"),
        RawAnswer(value=Decimal(80), unit="kg per hectare"),
        RawAnswer(value="160"),
        RawAnswer(value="0,16 ton"),
    )
    with pytest.raises(AssertionError):
        answered("roots", n_min=written[-1])  # tonnes of nitrogen are not offered
    assert {answered("roots", n_min=one).number("n_min") for one in written[:-1]} == {160.0}


def test_manure_is_asked_in_tonnes_and_counted_as_nitrogen() -> None:
    made = answered("roots", manure=RawAnswer(value="10", unit="ton nötflytgödsel"))
    assert made.number("manure") == 35.0  # 3.5 kg N per tonne
    assert made.answers["manure"].gsd > answered("roots").answers["manure"].gsd


def test_two_units_for_one_number_are_asked_about() -> None:
    code, _, message = _one("roots", n_min=RawAnswer(value="80 kg/ha", unit="kg"))
    assert code == "answer-two-units"
    assert "menar du kg/ha eller kg" in message


def test_an_unknown_unit_is_answered_with_those_that_fit() -> None:
    code, _, message = _one("milk", milk_sold=RawAnswer(value="760", unit="gallon"))
    assert code == "answer-unit-unknown"
    assert "kg, ton, liter" in message


def test_a_unit_per_something_unknown_asks_for_it() -> None:
    # Kg per hectare of feed land, with the land by default, which rests on the cows.
    made = answered("milk", n_min_d=RawAnswer(value="90", unit="kg/ha"))
    assert made.number("n_min_d") == pytest.approx(90 * 1.2 * 80)
    problems = _asked("roots", area="vet inte", n_min=RawAnswer(value="80", unit="kg/ha"))
    assert {one.code for one in problems} == {"answer-missing", "answer-unit-needs"}


# ---- not known


@pytest.mark.parametrize("text", ["", "vet inte", "Vet ej", "?", "unknown", " Okänt. "])
def test_not_knowing_is_an_answer_and_never_zero(text: str) -> None:
    made = answered("roots", diesel_l=text)
    answer = made.answers["diesel_l"]
    assert answer.quality is Quality.DEFAULT
    assert answer.value == 440.0  # 220 litres per hectare on two hectares


def test_a_required_answer_that_is_not_known_stops_with_a_question() -> None:
    made, problems = answering.answers(ROOTS, raw("roots", area="vet inte"))
    assert made is None
    assert [one.code for one in problems if one.severity is Severity.ERROR] == ["answer-missing"]


def test_zero_is_zero_and_not_unknown() -> None:
    made = answered("roots", diesel_l="0", n_min="0")
    assert made.answers["n_min"].value == 0.0
    assert made.answers["n_min"].quality is Quality.ESTIMATE


# ---- slips and what cannot be


@pytest.mark.parametrize(
    ("questionnaire", "field", "written", "meant"),
    [
        ("milk", "milk_sold", RawAnswer(value="760000", unit="t"), "760 000 kg"),
        ("roots", "yield", RawAnswer(value="90", unit="kg"), "90 ton"),
        ("roots", "yield", RawAnswer(value="900", unit="t"), "90 ton"),
        ("roots", "n_min", RawAnswer(value="1600"), "160 kg"),
        ("eggs", "feed", RawAnswer(value="205000", unit="t"), "205 000 kg"),
        ("greenhouse", "gh_yield", RawAnswer(value="40"), "40 ton"),
    ],
)
def test_a_slip_is_asked_about_with_what_may_have_been_meant(
    questionnaire: str, field: str, written: RawAnswer, meant: str
) -> None:
    problems = [one for one in _asked(questionnaire, **{field: written}) if field in one.where]
    assert problems
    message = language.message(problems[0], "sv")
    assert f"Menar du {meant}?" in message
    english = language.message(problems[0], "en")
    assert "Do you mean" in english


def test_hectares_for_square_metres_stop_since_no_farm_is_like_that() -> None:
    problems = _asked("roots", area="20000")
    assert _stopped(problems)
    assert "answer-slip-meant" in {one.code for one in problems}


def test_what_is_unusual_is_a_question_and_no_wall() -> None:
    problems = _asked("roots", n_min="700")
    assert [one.severity for one in problems] == [Severity.WARNING]
    assert answered("roots", n_min="700").number("n_min") == 700.0


@pytest.mark.parametrize(
    ("questionnaire", "field", "text", "code"),
    [
        ("roots", "area", "0", "answer-zero"),
        ("roots", "yield", "-90", "answer-negative"),
        ("roots", "peat_share", "140", "answer-impossible-meant"),
        ("milk", "cows", "0", "answer-zero"),
        ("milk", "milk_sold", "25 ton per ko", "answer-unit-unknown"),
        ("milk", "milk_sold", "7600000", "answer-impossible-meant"),
        ("milk", "fat", "43", "answer-impossible-meant"),
        ("milk", "young", "900", "answer-impossible-meant"),
        ("milk", "grazing_days", "400", "answer-impossible"),
        ("lamb", "lambs", "1750", "answer-impossible-meant"),
        ("eggs", "eggs", "880000", "answer-impossible-meant"),
        ("flour", "grain_in", "50000", "answer-impossible"),
        ("milk", "soya", "kanske", "answer-choice-unknown"),
    ],
)
def test_impossible_herds_areas_and_yields_stop_with_a_question(
    questionnaire: str, field: str, text: str, code: str
) -> None:
    problems = [one for one in _asked(questionnaire, **{field: text}) if field in one.where]
    assert [one.code for one in problems] == [code]
    assert _stopped(problems)
    assert "?" in language.message(problems[0], "sv") + language.hint(problems[0], "sv")


def test_pigs_that_nobody_bore_or_bought_are_asked_about() -> None:
    problems = _asked("pork", sows="0")
    assert {"answer-check"} <= {one.code for one in problems}
    message = next(language.message(p, "sv") for p in problems if p.code == "answer-check")
    assert (
        message == "Var kommer grisarna ifrån? Menar du fler suggor, eller fler inköpta smågrisar?"
    )


def test_every_problem_of_the_producer_stands_in_both_languages_and_asks() -> None:
    codes = [one for one in language.problem_codes() if one.startswith(("answer-", "answers-"))]
    silent = {"answers-product-missing"}
    for code in codes:
        entry = language.problem_codes()[code]
        assert set(entry) == {"sv", "en"}
        text = entry["sv"]["message"] + entry["sv"]["hint"]
        assert "?" in text or "{question}" in text or code in silent, code


# ---- shares, rows, strangers, head


def test_parts_of_a_whole_make_a_hundred() -> None:
    shares = {"slurry_crust": "75", "Djupströ": "25 %"}
    assert answered("milk", manure_sys=RawAnswer(value=shares)).shares("manure_sys") == {
        "slurry_crust": 0.75,
        "deep_bedding": 0.25,
    }
    assert answered("milk", manure_sys="Djupströ").shares("manure_sys") == {"deep_bedding": 1.0}
    code, _, message = _one("milk", manure_sys=RawAnswer(value={"solid": "60"}))
    assert code == "answer-shares"
    assert "60 procent" in message


def test_a_recipe_that_does_not_make_the_bread_is_asked_about() -> None:
    rows = ({"ingredient": "wheat-flour", "kg": "5"}, {"ingredient": "water", "kg": "3,5"})
    code, _, message = _one("bread", recipe=RawAnswer(value=rows))
    assert code == "answer-rows-sum"
    assert message.endswith("Är receptet räknat på 100 kg?")
    wrong = _asked("bread", recipe=RawAnswer(value=({"ingredient": "sågspån", "kg": "100"},)))
    assert _stopped(wrong)


def test_an_answer_to_no_question_is_told_with_the_nearest_one() -> None:
    code, where, message = _one("roots", area_ha="2")
    assert (code, where) == ("answer-field-unknown", "f.yaml: area_ha")
    assert message.endswith("Menar du area?")


@pytest.mark.parametrize(
    ("year", "code"),
    [("", "answers-year-missing"), ("25", "answers-year-unknown"), ("2031", "answers-year-later")],
)
def test_a_year_that_cannot_be_stops(year: str, code: str) -> None:
    assert [one.code for one in _asked("roots", year=year)] == [code]


def test_old_figures_are_asked_about() -> None:
    (problem,) = _asked("roots", year="2019")
    assert problem.code == "answers-year-old"
    assert problem.severity is Severity.WARNING


def test_a_food_of_another_form_is_refused_with_those_that_fit() -> None:
    code, _, _ = _one("roots", product="milk-whole")
    assert code == "answers-product-unknown"
    assert answered("roots", product="Palsternacka (parsnip)").product == "parsnip"


def test_a_form_of_another_version_is_computed_and_told() -> None:
    sent = Submission(questionnaire="roots", version="2025.1", raw=raw("roots"), where="f.xlsx")
    made, problems = answering.submitted(sent)
    assert made is not None
    assert "answers-form-version" in {one.code for one in problems}
    other = Submission(questionnaire="rötter", version="", raw={}, where="f.xlsx")
    assert answering.submitted(other)[0] is None


def test_a_result_outside_the_swedish_band_is_a_question() -> None:
    (problem,) = plausibility.outside_band(ROOTS, Decimal("0.9"), "f")
    assert problem.severity is Severity.WARNING
    assert plausibility.outside_band(ROOTS, Decimal("0.1"), "f") == []


# ---- laws

_AMOUNTS = st.decimals(min_value=Decimal("0.5"), max_value=400, places=3)


@given(kilos=_AMOUNTS)
@settings(max_examples=40, deadline=None)
def test_the_choice_of_unit_changes_nothing(kilos: Decimal) -> None:
    area = Decimal(2)
    per_hectare = RawAnswer(value=kilos / area, unit="kg/ha")
    plain = RawAnswer(value=kilos)
    assert _values(answered("roots", n_min=plain)) == _values(answered("roots", n_min=per_hectare))


def _values(made: Answers) -> Mapping[str, object]:
    return {name: one.value for name, one in made.answers.items()}


@given(order=st.permutations(sorted(raw("milk"))))
@settings(max_examples=25, deadline=None)
def test_the_order_of_answers_changes_nothing(order: list[str]) -> None:
    given_ = raw("milk", n_min_d=RawAnswer(value="90", unit="kg/ha"))
    mixed = {name: given_[name] for name in order}
    assert answering.answers(MILK, mixed)[0] == answering.answers(MILK, given_)[0]


@given(text=st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    for field in ("area", "n_type", "year", "product", "peat_share"):
        _, problems = answering.answers(ROOTS, raw("roots", **{field: text}))
        for problem in problems:
            assert language.message(problem, "sv")


@given(value=st.decimals(allow_nan=True, allow_infinity=True))
@settings(max_examples=100, deadline=None)
def test_no_number_whatever_breaks_the_reader(value: Decimal) -> None:
    made, problems = answering.answers(ROOTS, raw("roots", n_min=RawAnswer(value=value)))
    assert made is not None or problems


def test_an_unknown_ingredient_is_answered_with_the_nearest_names_first() -> None:
    recipe = ({"ingredient": "Jäst", "kg": "2"},)
    made = raw("bread") | {"recipe": RawAnswer(value=recipe)}
    _, problems = answering.answers(questionnaires.load()["bread"], made)
    told = [dict(one.values) for one in problems if one.code == "answer-choice-unknown"]
    assert "jäst" in str(told[0]["known_sv"]).partition(";")[0]
