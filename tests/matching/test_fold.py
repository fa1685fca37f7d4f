"""The key a name is remembered by."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.matching import names, vocabulary
from carbon.matching.names import fold


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Mellanmjölk", "mellanmjölk"),
        ("MELLANMJÖLK 1,5% 1L", "mellanmjölk 1.5%"),
        ("EKO Mellanmjölk", "mellanmjölk"),
        ("Gurka KRAV klass 1", "gurka"),
        ("Gulerødder (DK)", "gulerödder"),
        ("Morot 10 x 1 kg", "morot"),
        ("Ägg M", "ägg"),
        ("Potatis kokt m. salt", "potatis kokt med salt"),
        ("Grädde fett 40 %", "grädde 40%"),
        ("Nötfärs 10–12 %", "nötfärs 10-12%"),
        ("Crème fraîche", "creme fraiche"),
        ("Ka\u00adffe\u200b", "kaffe"),
        ("EKO 500 g", ""),
    ],
)
def test_what_does_not_name_the_food_is_left_out(name: str, key: str) -> None:
    assert fold(name) == key


@pytest.mark.parametrize("name", ["Kålrot", "Äpple", "Rödlök", "Kycklingfilé", "Crème fraîche"])
def test_decomposed_letters_give_the_same_key(name: str) -> None:
    assert fold(unicodedata.normalize("NFD", name)) == fold(name)


@pytest.mark.parametrize(("one", "other"), [("fil", "filé"), ("mål", "mal"), ("får", "far")])
def test_letters_that_make_another_swedish_word_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text(alphabet="aåäöémMuUiI -,.%/0159gkloELKOV", max_size=40))
def test_folding_twice_changes_nothing_in_names_of_short_words(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_an_organic_mark_leaves_the_name_and_is_kept_beside_it() -> None:
    reading = names.read("EKO Mellanmjölk", vocabulary.standard())
    assert reading.organic
    assert reading.stems == ("mellanmjölk",)


def test_a_percentage_is_an_attribute_and_a_range_counts_by_its_middle() -> None:
    assert names.read("Kalkonfärs 5-6 %", vocabulary.standard()).percents == (5.5,)
