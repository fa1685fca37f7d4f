"""Names that agree and are asked about all the same: cut, state or kind is open."""

from __future__ import annotations

from functools import cache

import pytest

from carbon.library.load import load
from carbon.library.records import Library
from carbon.matching import match as matching
from carbon.matching.names import LONGEST
from carbon.matching.records import Match


@cache
def library() -> Library:
    return load()


def matched(name: str) -> Match:
    wanted = matching.Wanted(
        key=matching.fold(name), offered_name=name, wanted_name=None, product_code=None, gtin=None
    )
    found, _ = matching.match([wanted], library(), (), lang="sv")
    return found[0]


@pytest.mark.parametrize(
    "name", ["Nöt", "Nöt skivad", "Oxe", "Nötkött", "Lamm", "Korv 5 kg", "Mjöl 25 kg", "Bröd"]
)
def test_a_bare_kind_of_food_waits_for_a_person(name: str) -> None:
    assert matched(name).product_id is None


def test_a_lone_ox_is_no_nut() -> None:
    for name in ("Nöt", "Oxe", "Nöt malen"):
        assert all("nut" not in one.product_id for one in matched(name).candidates)


@pytest.mark.parametrize(
    ("name", "product"),
    [
        ("Kikärter burk 2,5kg", "chickpeas-canned"),
        ("Ärtor burk", "peas-canned"),
        ("Krossade tomater burk", "tomato-crushed"),
    ],
)
def test_a_tin_is_a_tin(name: str, product: str) -> None:
    assert matched(name).product_id == product


def test_a_decision_on_the_fresh_food_does_not_cover_the_tin() -> None:
    assert matching.fold("Tomat burk") != matching.fold("Tomat")


@pytest.mark.parametrize(
    "name", ["Tonfisk färsk", "Majs rå", "Tagliatelle färsk", "Sardiner färska"]
)
def test_what_is_said_to_be_fresh_is_never_taken_for_canned_or_dried(name: str) -> None:
    assert matched(name).product_id is None


def test_bran_is_not_a_class_of_bread() -> None:
    assert matching.fold("Bröd kli") != matching.fold("Bröd")


def test_fruit_in_sugar_is_asked_about() -> None:
    assert matched("Jordgubbar i socker").product_id is None


def test_a_name_too_long_to_be_read_whole_is_asked_about() -> None:
    tail = "kg " * LONGEST
    assert matched(f"Nötfärs {tail} sojafärs vegansk").product_id is None
    assert matched("Nötfärs").product_id == "beef-mince"
