"""What the word lists say: short forms, brands, neighbours' words, cuts and states."""

from __future__ import annotations

from functools import cache

import pytest

from carbon import resources, yamlfile
from carbon.library import load
from carbon.library.records import Library
from carbon.matching import match, names, vocabulary
from carbon.matching.names import fold
from carbon.matching.records import Match

from .catalogue_sample import ask, meant

WORDS = vocabulary.standard()
FOLDER = resources.factors_folder() / "matching"


def read(name: str) -> tuple[str, ...]:
    return tuple(sorted(atom for word in names.read(name, WORDS).words for atom in word.atoms))


@cache
def library() -> Library:
    return load.load()


def real(name: str) -> Match:
    return match.match([ask(name)], library(), ())[0][0]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("KYCKL LÅRF DJFR", "kyckling lårfilé djupfryst"),
        ("NÖTF 12% FP", "nötfärs 12%"),
        ("MOROT TÄRN KL1", "morot tärnad"),
        ("OST SKIV LAKTFRI 500G", "ost skivad laktosfri"),
    ],
)
def test_wholesalers_short_forms_are_written_out_in_the_key(short: str, long: str) -> None:
    assert fold(short) == fold(long)


@pytest.mark.parametrize("short", sorted(WORDS.short))
def test_a_short_form_written_out_is_no_short_form_again(short: str) -> None:
    long = f"mjölk {WORDS.short[short]} mjölk"
    assert fold(fold(long)) == fold(long)
    assert fold(f"mjölk {short} mjölk") == fold(long)


def test_a_form_that_may_mean_two_things_is_asked_about() -> None:
    assert meant("Torskrygg FR") is None
    assert names.read("Torskrygg FR", WORDS).states == {WORDS.states["frozen"]}


@pytest.mark.parametrize("name", ["Arla Mellanmjölk", "Mellanmjölk SKÅNEMEJERIER 1,5 %"])
def test_a_brand_says_nothing_about_the_food(name: str) -> None:
    assert meant(name) == "milk-medium"


def test_a_brand_of_two_words_is_one_brand_and_a_brand_alone_is_asked_about() -> None:
    assert read("Santa Maria Kålrot") == read("Kålrot")
    assert meant("Arla") is None


def test_a_brand_of_plant_food_says_that_the_animal_is_missing() -> None:
    assert names.read("Oatly Grädde", WORDS).replaced
    assert meant("Oatly Grädde 15 %") is None


@pytest.mark.parametrize(
    ("foreign", "swedish"),
    [
        ("Gulerødder", "Morot"),
        ("Gulrot", "Morot"),
        ("Poteter", "Potatis"),
        ("Kartofler", "Potatis"),
        ("Hakket oksekød", "Nötfärs"),
        ("Kyllingefilet", "Kycklingfilé"),
        ("Svinekotelet", "Fläskkotlett"),
        ("Piskefløde", "Vispgrädde"),
        ("Hvetemel", "Vetemjöl"),
        ("Jordbær", "Jordgubbar"),
        ("Hyse", "Kolja"),
        ("Surmjölk", "Filmjölk"),
        ("Strawberries", "Jordgubbe"),
    ],
)
def test_words_of_the_neighbours_are_read_as_swedish_ones(foreign: str, swedish: str) -> None:
    assert read(foreign) == read(swedish)


def test_a_neighbours_word_leaves_the_key_as_it_was_written() -> None:
    assert fold("Gulerødder") == "gulerödder"


def false_friends() -> list[str]:
    content, problems = yamlfile.read(FOLDER / "neighbours.yaml")
    assert not problems
    return sorted(content["neighbours"]["false_friends"])


@pytest.mark.parametrize("word", false_friends())
def test_a_false_friend_is_never_read_as_another_food(word: str) -> None:
    (only,) = [one.text for one in WORDS.words([fold(word)])] or [fold(word)]
    assert only in (fold(word), "mjölk")  # milk of another fat content is still milk


def test_danish_light_milk_is_not_swedish_light_milk() -> None:
    assert real("LETMÆLK 1,5%").product_id != "milk-skimmed"
    assert real("Lettmelk").product_id is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fläskkotlett", "kotlett gris"),
        ("oxfilé", "filé nöt"),
        ("kyckling lårfilé", "kycklinglårfilé"),
        ("köttfärs kyckling", "kött färs kyckling"),
    ],
)
def test_an_animal_and_its_cut_read_alike_in_any_order(one: str, other: str) -> None:
    assert read(one) == read(other)


@pytest.mark.parametrize(
    ("name", "product"),
    [("Sylta", "jam-strawberry"), ("choklad mjölk", "milk-chocolate"), ("Nötmix", "beef-mince")],
)
def test_a_word_that_only_resembles_a_product_is_not_it(name: str, product: str) -> None:
    assert real(name).product_id != product


@pytest.mark.parametrize(
    "name", ["Kycklinglårfilé rökt", "Kycklinglårfilé med ben", "Broccoli rökt", "Havremjöl fryst"]
)
def test_another_state_or_cut_than_the_catalogue_has_is_asked_about(name: str) -> None:
    assert real(name).product_id is None


def test_every_word_list_counts_in_the_digest_of_the_method() -> None:
    from carbon.tender import pack

    counted = pack.knowledge(resources.factors_folder())
    assert {f"matching/{name}" for name in vocabulary.FILES} <= set(counted)
    assert {path.name for path in FOLDER.glob("*.yaml")} == set(vocabulary.FILES)
