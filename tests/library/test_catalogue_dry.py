"""Dry goods, bread, drinks, plant-based and prepared food: kinds told apart, proxies said aloud."""

import csv
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from carbon import resources
from carbon.library import load
from carbon.library.records import Library
from carbon.library.search import search

FOLDER = resources.factors_folder()
FILES = {"grain-bread": 105, "dry-goods": 150, "plant-based-drinks": 50, "prepared": 40}
STAGES = ("farm", "land_use_change", "processing", "packaging")
SHARED = Path(__file__).resolve().parents[2].parent / "shared"
NAMES = SHARED / "data/real-inputs/food-names-sv"
LIVSMEDELSDB = NAMES / "LivsmedelsDB_2022-05-24.xlsx"
FINELI = NAMES / "fineli_2015_r20/foodaddunit.csv"
IN_SHELL = {"chestnuts": Decimal("0.74"), "pistachios-salted": Decimal("0.5")}
Row = dict[str, str]


@cache
def rows(name: str) -> dict[str, Row]:
    with (FOLDER / "products" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@cache
def products() -> dict[str, Row]:
    return {key: row for name in FILES for key, row in rows(name).items()}


@cache
def foods() -> dict[str, Row]:
    with (FOLDER / "production/agribalyse-3.2.csv").open(encoding="utf-8", newline="") as file:
        return {row["slug"]: row for row in csv.DictReader(file)}


@cache
def library() -> Library:
    return load.load()


def total(key: str) -> Decimal:
    """Return farm to packaging of a product whose stages all come from its food, kg CO2e/kg."""
    row = foods()[products()[key]["food"]]
    return sum((Decimal(row[stage]) for stage in STAGES), Decimal(0))


def names(row: Row) -> list[str]:
    return [row["name_sv"], row["name_en"], *row["synonyms"].split("; ")]


@pytest.mark.parametrize(("name", "least"), FILES.items())
def test_each_file_holds_what_a_kitchen_buys_of_its_kind(name: str, least: int) -> None:
    assert len(rows(name)) >= least


def test_there_are_at_least_thirty_spices_and_herbs() -> None:
    spices = [row for row in products().values() if row["category"] == "spices"]
    assert len(spices) >= 30


def test_every_product_is_read_by_the_library_with_all_its_stages() -> None:
    for key in products():
        found = {stage.value for stage in library().products[key].factors}
        assert found >= {*STAGES, "storage"}, key


def test_codes_and_shares_are_filled_and_weights_name_their_source() -> None:
    for key, row in products().items():
        assert re.fullmatch(r"(03|15)\d{6}", row["cpv"]), key
        assert re.fullmatch(r"\d{1,5}", row["ciqual"]), key
        assert bool(row["livsmedelsverket"]) == bool(row["livsmedelsverket_name"]), key
        weighed = row["density_kg_per_l"] or row["unit_mass_kg"]
        assert bool(weighed) == bool(row["mass_basis"]), key


def test_only_nuts_sold_in_their_shell_have_an_inedible_part() -> None:
    shares = {key: Decimal(row["edible_share"]) for key, row in products().items()}
    assert {key: share for key, share in shares.items() if share != 1} == IN_SHELL


def test_a_product_that_borrows_a_related_food_says_so() -> None:
    for key, row in products().items():
        score = int(row["match_score"])
        assert score == 1 or row["note"], key
        borrowed = "Proxy" in row["note"] or "Row" in row["note"]
        assert score < 3 or borrowed, key


def test_no_name_holds_the_sign_that_parts_names() -> None:
    for key, row in products().items():
        for name in names(row):
            assert name, key
            assert name == name.strip(), key
            assert ";" not in name, key


def test_no_name_is_written_twice_in_one_product() -> None:
    for key, row in products().items():
        synonyms = Counter(name.casefold() for name in row["synonyms"].split("; "))
        assert [name for name, count in synonyms.items() if count > 1] == [], key


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("havredryck", "oat-drink"),
        ("knäckebröd", "crispbread"),
        ("röda linser", "lentils-red"),
        ("linser röda", "lentils-red"),
        ("ris", "rice"),
        ("kikärter", "chickpeas"),
        ("makaroner", "pasta-macaroni"),
        ("havregryn", "rolled-oats"),
        ("tortillabröd", "tortilla-wheat"),
        ("vegofärs", "soy-mince"),
        ("falafel", "falafel"),
        ("potatisgratäng", "potato-gratin"),
        ("pytt i panna", "hash-meat"),
        ("baljväxtpasta", "pasta-legume"),
        ("rapsolja", "rapeseed-oil"),
        ("jäst", "yeast-fresh"),
        ("grönsaksbuljong", "stock-vegetable"),
    ],
)
def test_a_search_gives_the_plain_product_first(text: str, product: str) -> None:
    assert search(library(), text)[0].product.id == product


@pytest.mark.parametrize(
    ("dry", "ready"),
    [
        ("chickpeas", "chickpeas-canned"),
        ("beans-kidney", "beans-kidney-canned"),
        ("beans-white", "beans-white-canned"),
        ("lentils-red", "lentils-red-canned"),
    ],
)
def test_a_kg_of_canned_pulses_is_worth_more_than_a_kg_of_dry_ones(dry: str, ready: str) -> None:
    # The can weighs more than the water: AGRIBALYSE 3.2 has 1.62 for chick peas canned, 0.53 dry.
    assert total(ready) > total(dry)


def test_pulses_that_are_canned_or_cooked_say_per_kg_of_what() -> None:
    for key, row in products().items():
        if row["category"] == "pulses" and row["state"] in ("canned", "cooked"):
            assert re.search(r"per kg (drained|with the sauce|cooked)|Proxy", row["note"], re.I), (
                key
            )


def test_dry_cooked_and_canned_forms_of_a_food_are_different_products() -> None:
    states = {key: products()[key]["state"] for key in ("rice", "rice-cooked", "chickpeas-canned")}
    assert states == {"rice": "dried", "rice-cooked": "cooked", "chickpeas-canned": "canned"}
    assert products()["chickpeas-frozen"]["temperature"] == "frozen"


def test_frozen_goods_are_kept_frozen_and_dry_goods_are_not() -> None:
    for key, row in products().items():
        if row["state"] == "frozen":
            assert row["temperature"] == "frozen", key
        if row["state"] in ("dried", "canned"):
            assert row["temperature"] == "ambient", key


def test_no_plant_based_product_uses_a_row_of_an_animal_unless_it_says_so() -> None:
    animal = re.compile(r"\b(milk|beef|pork|chicken|egg|fish|butter|yogurt|cream|cheese)\b")
    plant = re.compile(r"plant-based|soy|coconut milk|wo soybean|not vegan", re.IGNORECASE)
    for key, row in products().items():
        food = foods().get(row["food"])
        if row["category"] != "plant_based" or food is None:
            continue
        name = food["lci_name"].casefold()
        assert not animal.search(name) or plant.search(name) or "cheese" in row["note"], key


def test_concentrated_squash_is_never_taken_for_a_ready_drink() -> None:
    concentrates = {key for key, row in products().items() if "concentrate" in row["name_en"]}
    assert len(concentrates) >= 6
    for key in concentrates - {"pineapple-juice-fresh"}:
        assert "not to be compared per litre" in products()[key]["note"].casefold(), key


def test_dry_stock_and_ready_broth_warn_of_each_other() -> None:
    for key, row in products().items():
        if key.startswith(("stock-", "broth-")):
            assert "ever compare per kg" in row["note"], key


def test_plain_tofu_is_not_counted_as_smoked() -> None:
    # AGRIBALYSE 3.2, 20904 and 20912.
    assert products()["tofu"]["food"] == "tofu-plain-20904"
    assert products()["tofu-smoked"]["food"] == "tofu-smoked-20912"


@pytest.mark.parametrize(
    ("product", "density"),
    [  # Fineli release 20, g per decilitre: 117 makaroni 55, 550 ister and 552 kokosfett 95
        ("pasta-macaroni", "0.55"),
        ("coconut-oil", "0.95"),
        ("oat-drink", "1.0"),
        ("sugar", "0.85"),
        ("rice-porridge", "0.85"),
        ("potato-starch", "0.6"),
        ("wine-white", "1.0"),
    ],
)
def test_a_litre_weighs_what_fineli_prints(product: str, density: str) -> None:
    assert products()[product]["density_kg_per_l"] == density


@pytest.mark.shared
@pytest.mark.skipif(not FINELI.is_file(), reason="the shared Fineli release is not here")
def test_every_weight_taken_from_fineli_is_the_printed_one() -> None:
    with FINELI.open(encoding="latin-1", newline="") as file:
        printed = {(food, unit): mass for food, unit, mass in csv.reader(file, delimiter=";")}
    for key, row in products().items():
        basis = re.match(r"Fineli release 20 \(2015\), food (\d+) ", row["mass_basis"])
        if basis is None:
            continue
        if row["density_kg_per_l"]:
            grams = Decimal(printed[basis[1], "DL"].replace(",", "."))
            assert Decimal(row["density_kg_per_l"]) == grams / 100, key
        else:
            grams = Decimal(printed[basis[1], "KPL_M"].replace(",", "."))
            assert Decimal(row["unit_mass_kg"]) == grams / 1000, key


@pytest.mark.shared
@pytest.mark.skipif(not LIVSMEDELSDB.is_file(), reason="the shared food database is not here")
def test_numbers_and_names_are_those_that_livsmedelsverket_prints() -> None:
    import openpyxl

    sheet = openpyxl.load_workbook(LIVSMEDELSDB, read_only=True).worksheets[0]
    table = list(sheet.iter_rows(values_only=True))
    heads = [str(head) for head in table[2]]
    name, number = heads.index("Livsmedelsnamn"), heads.index("Livsmedelsnummer")
    printed = {str(row[number]): str(row[name]).strip() for row in table[3:]}
    for key, row in products().items():
        if row["livsmedelsverket"]:
            assert row["livsmedelsverket_name"] == printed[row["livsmedelsverket"]], key
