"""Roots, vegetables, fruit and berries: heating told apart, freezing counted, shares as printed."""

import csv
import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from carbon import resources
from carbon.library import load
from carbon.library.records import Library
from carbon.library.search import search

FOLDER = resources.factors_folder()
FILES = ("roots-vegetables", "fruit-berries")
SHARED = Path(__file__).resolve().parents[2].parent / "shared"
LIVSMEDELSDB = SHARED / "data/real-inputs/food-names-sv/LivsmedelsDB_2022-05-24.xlsx"
STAGES = ("farm", "land_use_change", "processing", "packaging")
HEATED_HOUSE = "tomato-off-season-raw-20047-3"
GREENHOUSE_CROPS = (
    "tomato",
    "cucumber",
    "pepper",
    "lettuce",
    "aubergine",
    "courgette",
    "strawberry",
)


@cache
def rows(name: str) -> dict[str, dict[str, str]]:
    with (FOLDER / "products" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@cache
def plants() -> dict[str, dict[str, str]]:
    return rows(FILES[0]) | rows(FILES[1])


@cache
def foods() -> dict[str, dict[str, str]]:
    with (FOLDER / "production/agribalyse-3.2.csv").open(encoding="utf-8", newline="") as file:
        return {row["slug"]: row for row in csv.DictReader(file)}


@cache
def library() -> Library:
    return load.load()


def stage(product: str, name: str) -> Decimal:
    """Return one stage of a product, kg CO2e per kg, from its row or from what replaces it."""
    row = plants()[product]
    borrowed = re.search(rf"\b{name}=food/([a-z0-9-]+)/{name}@FR", row["factors"])
    return Decimal(foods()[borrowed[1] if borrowed else row["food"]][name])


def total(product: str) -> Decimal:
    return sum((stage(product, name) for name in STAGES), Decimal(0))


def test_there_are_at_least_165_roots_and_vegetables_and_85_fruits_and_berries() -> None:
    assert len(rows("roots-vegetables")) >= 165
    assert len(rows("fruit-berries")) >= 85


def test_every_plant_has_a_plant_class_of_the_cpv_a_ciqual_code_and_an_edible_share() -> None:
    for key, row in plants().items():
        assert re.fullmatch(r"(0321|0322|1531|1533|1587)\d{4}", row["cpv"]), key
        assert row["ciqual"].isdigit(), key
        assert 0 < Decimal(row["edible_share"]) <= 1, key


@pytest.mark.parametrize("crop", GREENHOUSE_CROPS)
def test_a_greenhouse_crop_is_split_by_heating_and_keeps_its_plain_product(crop: str) -> None:
    heated, season = plants()[f"{crop}-heated"], plants()[f"{crop}-season"]
    assert heated["food"] == HEATED_HOUSE
    assert heated["name_sv"].endswith(", uppvärmt växthus")
    assert season["name_sv"].endswith(", säsong (ouppvärmt växthus eller friland)")
    assert f"{crop}-heated" in plants()[crop]["note"]
    assert stage(f"{crop}-heated", "farm") > 5 * stage(f"{crop}-season", "farm")
    assert total(f"{crop}-season") <= total(crop)


def test_a_heated_crop_that_borrows_the_tomato_says_that_it_is_a_proxy() -> None:
    borrowers = [
        row
        for key, row in plants().items()
        if row["food"] == HEATED_HOUSE and not key.startswith("tomato")
    ]
    assert len(borrowers) == 6
    for row in borrowers:
        assert row["match_score"] in ("3", "4"), row["id"]
        assert row["note"].startswith("Proxy: off-season tomato"), row["id"]


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("kålrot", "swede"),
        ("gul lök", "onion-yellow"),
        ("tomat", "tomato"),
        ("gurka", "cucumber"),
        ("gurka uppvärmt växthus", "cucumber-heated"),
        ("paprika", "pepper"),
        ("sallat", "lettuce"),
        ("potatis", "potato"),
        ("potatismos", "potato-mash"),
        ("potatismospulver", "potato-flakes"),
        ("morötter", "carrot"),
        ("frysta jordgubbar", "strawberry-frozen"),
        ("lingon", "lingonberry"),
        ("blåbär", "blueberry"),
        ("äpple", "apple"),
        ("äppelmos", "apple-sauce"),
        ("krossade tomater", "tomato-crushed"),
        ("rabarber", "rhubarb"),
        ("timjan färsk", "thyme-fresh"),
    ],
)
def test_the_words_that_buyers_write_find_the_right_plant_first(text: str, product: str) -> None:
    assert search(library(), text)[0].product.id == product


def test_frozen_and_canned_plants_carry_their_packaging_and_their_freezing_or_canning() -> None:
    # A fallback is one figure for all stages, and its note says what is not in it.
    kept = [
        key
        for key, row in plants().items()
        if row["state"] in ("frozen", "canned") and row["food"] in foods()
    ]
    assert [key for key in kept if stage(key, "packaging") <= 0] == []
    assert [key for key in kept if stage(key, "processing") < Decimal("0.005")] == []


def test_a_fresh_row_that_stands_for_a_frozen_product_borrows_freezing_and_packaging() -> None:
    # Strawberry: 0.2398 + 0.0002 of the fresh row, 0.0066 + 0.0962 of frozen raspberry = 0.3428.
    assert abs(total("strawberry-frozen") - Decimal("0.3428")) < Decimal("0.0001")
    for key, row in plants().items():
        fresh_row = "frozen" not in row["food"] and row["food"].partition("-raw-")[1]
        if row["state"] == "frozen" and fresh_row:
            assert "processing=" in row["factors"], key
            assert "packaging=" in row["factors"], key
            assert row["match_score"] != "1", key


def test_powder_for_mash_and_ready_mash_are_two_products_and_the_plain_word_is_the_mash() -> None:
    assert plants()["potato-mash"]["name_sv"] == "Potatismos"
    assert "Never compare per kg" in plants()["potato-flakes"]["note"]
    assert plants()["potato-flakes"]["state"] == "dried"


def test_wild_berries_and_morels_do_not_pretend() -> None:
    for key in ("lingonberry", "lingonberry-fresh"):
        assert plants()[key]["match_score"] == "5"
        assert "picked wild" in plants()[key]["note"]
    assert "picked wild" in plants()["cloudberry"]["note"]
    users = [key for key, row in plants().items() if row["food"] == "morel-raw-20105"]
    assert users == ["morel"]


def test_a_share_from_another_food_names_that_food() -> None:
    for key, row in plants().items():
        if not row["livsmedelsverket"] and Decimal(row["edible_share"]) < 1:
            assert "Edible share: that of" in row["note"], key


@pytest.mark.shared
@pytest.mark.skipif(not LIVSMEDELSDB.is_file(), reason="the shared food database is not here")
def test_numbers_names_and_edible_shares_are_those_that_livsmedelsverket_prints() -> None:
    import openpyxl

    sheet = openpyxl.load_workbook(LIVSMEDELSDB, read_only=True).worksheets[0]
    table = list(sheet.iter_rows(values_only=True))
    heads = [str(head) for head in table[2]]
    name, number = heads.index("Livsmedelsnamn"), heads.index("Livsmedelsnummer")
    waste = heads.index("Avfall (skal etc.) (%)")
    printed = {str(row[number]): row for row in table[3:]}
    for key, row in plants().items():
        if row["livsmedelsverket"]:
            found = printed[row["livsmedelsverket"]]
            assert row["livsmedelsverket_name"] == str(found[name]).strip(), key
            share = 1 - Decimal(str(found[waste])) / 100
            assert Decimal(row["edible_share"]) == share, key
