"""Which product a name gets, and which names wait for a person."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.matching import match
from carbon.matching.decide import decide
from carbon.matching.records import Decision, Wanted

from .catalogue_sample import FOODS, LIBRARY, ask, library_of, meant, one, product


def decision(name: str, product_id: str | None) -> Decision:
    made, problems = decide(
        name=name, product=product_id, who="A. B.", when="2026-03-01", why="same", library=LIBRARY
    )
    assert made is not None
    assert not problems
    return made


def test_the_matcher_knows_no_supplier_and_no_price() -> None:
    known = {"key", "offered_name", "wanted_name", "product_code", "gtin"}
    assert {field.name for field in fields(Wanted)} == known


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mellanmjölk", "milk-medium"),
        ("Mellanmjölk 1,5% 1L", "milk-medium"),
        ("EKO Mellanmjölk", "milk-medium"),
        ("Semi-skimmed milk", "milk-medium"),
        ("Mellanmjolk", "milk-medium"),
        ("Laktosfri mellanmjölk", "milk-medium"),
        ("fläsk karré", "pork-neck"),
        ("Kycklinglårfile", "chicken-thigh"),
        ("kyckling lår filé", "chicken-thigh"),
        ("Havredryck", "oat-drink"),
        ("Lök gul", "onion"),
        ("Linser röda", "lentils"),
        ("Mjölk, choklad", "chocolate"),
        ("NÖTFÄRS", "beef-mince"),
        ("KÖTTFÄRS, KALKONFÄRS, 5-6 % FETT", "turkey-mince"),
        ("Babyplommontomater 500g Klass 1", "tomato"),
        ("Morot tvättad 10 kg EKO klass 1", "carrot"),
        ("Potatis fast oskalad", "potato"),
        ("torskrygg fryst", "cod-frozen"),
        ("Torskrygg", "cod"),
        ("Grädde 40%", "cream-40"),
    ],
)
def test_a_name_that_is_fully_explained_gets_its_product(name: str, expected: str) -> None:
    assert meant(name) == expected


@pytest.mark.parametrize(
    "name",
    [
        "kokosmjölk",
        "kokos mjölk",
        "mandelmjölk",
        "jordnötssmör",
        "leverpastej",
        "köttfri färs",
        "sojafärs",
        "vegansk mellanmjölk",
        "kalvdans",
        "glassås",
        "nötmix",
        "choklad mjölk",
        "Kycklinglårfilé korma",
        "Morotssoppa",
        "Morot gryta",
        "Potatis och purjolök",
        "Laxpasta",
        "Potatismjöl",
        "vitlök",
        "Lammfärs",
        "Torkad aprikos",
        "Rökt lax",
        "Röda linser kokta",
        "Mellanmjölkk",
    ],
)
def test_a_word_that_speaks_for_another_food_sends_the_name_to_a_person(name: str) -> None:
    match_, problems = one(name)
    assert match_.product_id is None
    assert match_.method == "none"
    assert [problem.code for problem in problems] == ["match-uncertain"]


def test_havredryck_is_no_milk_even_where_the_catalogue_has_no_oats() -> None:
    foods = library_of(product(*food) for food in FOODS if food[0] != "oat-drink")
    for name in ("havredryck", "havremjölk", "Mjölk havre"):
        assert one(name, library=foods)[0].product_id is None


def test_an_unknown_word_waits_unless_the_buyer_asked_for_that_product() -> None:
    assert meant("Nordgård kycklinglårfilé") is None
    assert meant("Nordgård kycklinglårfilé", "Kycklinglårfilé") == "chicken-thigh"
    assert meant("Nordgård kycklinglårfilé", "Kalkonfärs") is None


def test_an_offered_name_that_says_less_is_read_with_the_wanted_one() -> None:
    assert meant("Karré", "Fläskkarré") == "pork-neck"
    assert meant("Karré soppa", "Fläskkarré") is None
    assert meant("Karré rökt", "Fläskkarré") is None


def test_without_an_offered_name_the_wanted_one_counts() -> None:
    assert one(None, "Kålrot")[0].product_id == "swede"


def test_equal_candidates_are_a_tie_for_a_person() -> None:
    match_, problems = one("Grädde")
    assert match_.product_id is None
    assert {each.product_id for each in match_.candidates[:2]} == {"cream-15", "cream-40"}
    assert problems[0].code == "match-uncertain"


def test_a_name_borne_by_two_products_is_a_tie() -> None:
    foods = library_of([product("a", "Senap", "Mustard"), product("b", "Senap", "Mustard B")])
    assert one("Senap", library=foods)[0].product_id is None


def test_the_buyers_code_counts() -> None:
    match_, problems = one("Okänd benämning", "Mjölk", code="swede")
    assert (match_.product_id, match_.method, problems) == ("swede", "code", [])


@pytest.mark.parametrize("name", ["Mellanmjölk 1,5% 1L", "Sojafärs", "Kalkonfärs"])
def test_a_name_that_contradicts_the_code_goes_to_a_person(name: str) -> None:
    match_, problems = one(name, code="beef-mince")
    assert match_.product_id is None
    assert [problem.code for problem in problems] == ["match-contradiction"]


def test_a_name_that_agrees_with_the_code_is_no_contradiction() -> None:
    for name in ("Nötfärs 12 %", "Köttfärs av nöt", "Scan Nötfärs", None):
        assert one(name, code="beef-mince")[0].method == "code"


def test_an_unknown_code_is_a_problem() -> None:
    match_, problems = one("Nötfärs", code="no-such-food")
    assert match_.product_id is None
    assert [problem.code for problem in problems] == ["match-code-unknown"]


def test_a_decision_goes_before_everything() -> None:
    made = decision("Okänd Benämning 2 kg", "swede")
    match_, problems = one("okänd benämning", asked="Mjölk", decisions=(made,))
    assert (match_.product_id, match_.method, problems) == ("swede", "decision", [])
    assert "A. B." in match_.reason


def test_a_decision_that_nothing_fits_leaves_the_line_open() -> None:
    match_, problems = one("Mjölk", decisions=(decision("mjölk", None),))
    assert (match_.product_id, match_.method) == (None, "decision")
    assert [problem.code for problem in problems] == ["match-nothing-fits"]


def test_a_later_decision_takes_an_earlier_one_back() -> None:
    first, second = decision("Mjölk", "milk"), decision("MJÖLK", "milk-medium")
    match_, problems = one("Mjölk", decisions=(first, second))
    assert (match_.product_id, problems) == ("milk-medium", [])
    match_, problems = one("Mjölk", decisions=(second, first))
    assert (match_.product_id, problems) == ("milk", [])


def test_what_is_clearly_another_food_than_the_line_asks_for_waits_for_a_person() -> None:
    match_, problems = one("Kålrot", asked="Mjölk")
    assert match_.product_id is None
    assert [problem.code for problem in problems] == ["match-not-what-was-wanted"]


def test_a_decision_that_names_no_product_is_not_followed() -> None:
    first = decision("Mjölk", "milk")
    gone = replace(first, product_id="retired")
    match_, problems = one("Mjölk", decisions=(gone,))
    assert (match_.product_id, problems[0].code) == (None, "match-decision-unknown")


def test_a_name_without_any_word_for_food_is_a_problem() -> None:
    match_, problems = one("EKO 500 g")
    assert match_.product_id is None
    assert [problem.code for problem in problems] == ["match-no-name"]


@pytest.mark.parametrize("name", ["\u202emjölk", "=cmd|' /C calc'!A0", "{found}" * 9, "\x00", "🥛"])
def test_a_hostile_name_is_only_text(name: str) -> None:
    match_, problems = one(name)
    assert match_.product_id in (None, "milk")
    assert all(problem.where.isprintable() for problem in problems)


NAMES = ("Mjölk", "kokosmjölk", "Grädde", "Arla Smör", "Nötfärs", "Kyckling korma", "glassås", "x")


@given(st.permutations(NAMES), st.permutations(FOODS))
def test_neither_the_order_of_names_nor_of_products_matters(
    names: list[str], foods: list[tuple[str, str, str, tuple[str, ...], str]]
) -> None:
    plain, problems = match.match([ask(name) for name in NAMES], LIBRARY, ())
    shuffled = library_of(product(*food) for food in foods)
    again, problems_again = match.match([ask(name) for name in names], shuffled, ())
    expected = dict(zip(NAMES, plain, strict=True))
    assert all(one_ == expected[name] for name, one_ in zip(names, again, strict=True))
    assert problems_again == problems


def test_the_same_text_gets_the_same_match_whoever_offers_it() -> None:
    matches, _ = match.match([ask("Arla Smör", "Smör")] * 3, LIBRARY, ())
    assert len(set(map(id, matches))) == 1
    assert matches[0].product_id == "butter"


def test_at_most_five_candidates_each_with_a_reason_in_the_asked_language() -> None:
    (swedish,), _ = match.match([ask("kokosmjölk")], LIBRARY, ())
    (english,), _ = match.match([ask("kokosmjölk")], LIBRARY, (), lang="en")
    assert 0 < len(swedish.candidates) <= 5
    assert "annan vara" in swedish.candidates[0].reason
    assert "another food" in english.candidates[0].reason
    assert all(0 <= each.score <= 1 for each in swedish.candidates)
