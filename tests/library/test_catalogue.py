"""The catalogue: enough foods, each name once, each food in the table, and no false friends."""

import csv
import re
import unicodedata
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from carbon import resources, yamlfile
from carbon.library import load

FOLDER = resources.factors_folder()
CATEGORIES = {
    "dairy",
    "meat",
    "egg",
    "fish",
    "grain",
    "bread",
    "roots",
    "vegetables",
    "fruit",
    "berries",
    "pulses",
    "fats",
    "drinks",
    "spices",
    "dry_goods",
    "prepared",
    "plant_based",
}


@cache
def catalogue() -> dict[str, dict[str, Any]]:
    index, _ = yamlfile.read(FOLDER / "index.yaml")
    products: dict[str, dict[str, Any]] = {}
    for name in index["products"]:
        with (FOLDER / name).open(encoding="utf-8", newline="") as file:
            rows = [_product(row) for row in csv.DictReader(file)]
        assert [row["id"] for row in rows] == sorted(row["id"] for row in rows), name
        for product in rows:
            assert product["id"] not in products, product["id"]
            products[product["id"]] = product
    return products


def _product(row: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {key: cell for key, cell in row.items() if cell}
    numbers = ("match_score", "density_kg_per_l", "unit_mass_kg", "edible_share")
    found |= {key: float(found[key]) for key in numbers if key in found}
    found["synonyms"] = [one.strip() for one in row["synonyms"].split(";") if one.strip()]
    return found


@cache
def table(name: str) -> dict[str, dict[str, str]]:
    with (FOLDER / "production" / name).open(encoding="utf-8", newline="") as file:
        return {row["slug"]: row for row in csv.DictReader(file)}


def fold(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    base = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^0-9a-z]+", " ", base).split())


@cache
def names() -> dict[str, set[str]]:
    owners: dict[str, set[str]] = {}
    for key, product in catalogue().items():
        for name in (product["name_sv"], product["name_en"], *product["synonyms"]):
            owners.setdefault(fold(name), set()).add(key)
    return owners


def lookup(name: str) -> dict[str, Any] | None:
    owners = names().get(fold(name), set())
    return catalogue()[min(owners)] if owners else None


def test_there_are_at_least_700_products() -> None:
    assert len(catalogue()) >= 700


def test_every_product_states_what_the_issue_asks_of_it() -> None:
    needed = ("name_sv", "name_en", "state", "temperature", "cpv", "ciqual", "edible_share")
    lacking = [
        (key, name) for key, one in catalogue().items() for name in needed if name not in one
    ]
    assert lacking == []
    assert [key for key, one in catalogue().items() if not re.fullmatch(r"\d{8}", one["cpv"])] == []


def test_no_name_belongs_to_two_products_after_folding() -> None:
    assert {name: owners for name, owners in names().items() if len(owners) > 1} == {}


def test_two_orders_of_the_same_words_mean_the_same_product() -> None:
    owners: dict[tuple[str, ...], set[str]] = {}
    for name, ids in names().items():
        owners.setdefault(tuple(sorted(name.split())), set()).update(ids)
    split = [ids for ids in owners.values() if len(ids) > 1]
    # In English the order tells the drink from the sweet: chocolate milk, milk chocolate.
    assert split == [{"milk-chocolate", "chocolate-milk-bar"}]


def test_ids_are_plain_english_slugs() -> None:
    assert [key for key in catalogue() if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)] == []


def test_every_food_is_a_row_of_the_table_with_the_same_ciqual_code() -> None:
    foods = table("agribalyse-3.2.csv")
    for key, product in catalogue().items():
        if product["food"] not in foods:
            assert load.load().factors[f"food/{product['food']}/whole@GLO"], key
            continue
        assert product["ciqual"] == foods[product["food"]]["ciqual"], key


def test_the_egg_correction_speaks_of_the_same_rows_and_only_of_the_farm() -> None:
    eggs = table("agribalyse-3.1-corrections.csv")
    assert set(eggs) <= set(table("agribalyse-3.2.csv"))
    for row in eggs.values():
        assert [row[part] for part in ("land_use_change", "processing", "packaging")] == [""] * 3


def test_the_farm_stage_of_egg_and_its_land_use_change_make_the_published_2_786() -> None:
    # AGRIBALYSE 3.1, détail par étape, 22000, Changement climatique - Agriculture: 2.7858188.
    # The land-use-change stage holds 0.001 of packaging besides the farm part.
    farm = Decimal(table("agribalyse-3.1-corrections.csv")["egg-raw-22000"]["farm"])
    change = Decimal(table("agribalyse-3.2.csv")["egg-raw-22000"]["land_use_change"])
    assert abs(farm + change - Decimal("2.7858")) < Decimal("0.0011")


@pytest.mark.parametrize(
    ("slug", "published"),
    [  # Changement climatique - Agriculture of AGRIBALYSE 3.2, as printed
        ("carrot-raw-20009", "0.0828"),
        ("milk-semi-skimmed-pasteurised-19042", "0.935"),
        ("tomato-off-season-raw-20047-3", "1.67"),
        ("beef-stewing-meat-raw-6231", "28.3"),
        ("cod-raw-26043", "10.3"),
    ],
)
def test_farm_and_land_use_change_make_the_published_farm_stage(slug: str, published: str) -> None:
    row = table("agribalyse-3.2.csv")[slug]
    found = Decimal(row["farm"]) + Decimal(row["land_use_change"])
    # The LUC column also holds the parts of processing and packaging, below 0.02 here.
    assert abs(found - Decimal(published)) < Decimal("0.02")


def test_every_product_is_in_a_known_category_and_scored() -> None:
    for key, product in catalogue().items():
        assert product["category"] in CATEGORIES, key
        assert 1 <= product["match_score"] <= 5, key
        assert product["match_score"] == 1 or product["note"], key


def test_a_weight_says_where_it_comes_from_and_no_reference_note_stands_for_a_source() -> None:
    for key, product in catalogue().items():
        weighed = "density_kg_per_l" in product or "unit_mass_kg" in product
        assert weighed == bool(product.get("mass_basis")), key
        assert "factor-sources" not in product.get("mass_basis", ""), key


def test_a_litre_of_mellanmjolk_weighs_1_03_kg() -> None:
    # Goff, Dairy Chemistry and Physics: 1.027-1.033 kg/l at 20 degrees.
    product = lookup("Mellanmjölk 1,5 %")
    assert product is not None
    assert product["id"] == "milk-semi-skimmed"
    assert product["density_kg_per_l"] == 1.03


def test_pieces_weigh_what_fineli_says() -> None:
    # Fineli release 20: egg with shell 60 g, carrot 65 g, cucumber 400 g, yellow onion 55 g.
    found = {key: catalogue()[key]["unit_mass_kg"] for key in ("egg", "carrot", "cucumber")}
    assert found == {"egg": 0.06, "carrot": 0.065, "cucumber": 0.4}


def test_edible_shares_are_livsmedelsverkets() -> None:
    # Avfall: Morot 5 %, Kålrot 13 %, Ägg rått 12 %, Banan 37 %.
    found = [catalogue()[key]["edible_share"] for key in ("carrot", "swede", "egg", "banana")]
    assert found == [0.95, 0.87, 0.88, 0.63]


@pytest.mark.parametrize(
    ("name", "product"),
    [
        ("Morot tvättad", "carrot"),
        ("MORÖTTER", "carrot"),
        ("Potatis oskalad", "potato"),
        ("Vispgrädde 40%", "cream-whipping"),
        ("APPLE-RED", "apple"),
        ("CARROTS BABY", "carrot"),
        ("MILK 1% CHOCOLATE", "milk-chocolate"),
        ("BREAD WHOLE WHEAT", "bread-sandwich-wholemeal"),
        ("HAMBURGER BUN", "hamburger-bun"),
        ("CHEESE CHEDDAR SHREDDED", "cheese-cheddar"),
        ("Tomat uppvärmt växthus", "tomato-heated"),
        ("Kycklinglårfilé", "chicken-thigh-fillet"),
        ("Gula ärtor", "yellow-peas"),
        ("Nötfärs", "beef-mince"),
    ],
)
def test_names_as_buyers_write_them_are_found(name: str, product: str) -> None:
    found = lookup(name)
    assert found is not None
    assert found["id"] == product


@pytest.mark.parametrize(
    ("name", "category", "never"),
    [
        ("havredryck", "plant_based", "milk"),
        ("havremjölk", "plant_based", "milk"),
        ("kokosmjölk", "plant_based", "milk"),
        ("jordnötssmör", "dry_goods", "butter"),
        ("leverpastej", "meat", "liver-raw"),
        ("sojafärs", "plant_based", "mince"),
        ("köttfri färs", "plant_based", "mince"),
        ("fiskpinnar", "prepared", "fillet"),
        ("mjölkchoklad", "dry_goods", "milk"),
        ("nötmix", "dry_goods", "beef"),
        ("nötfärs", "meat", "nut"),
    ],
)
def test_compound_words_do_not_lead_to_their_last_or_first_part(
    name: str, category: str, never: str
) -> None:
    found = lookup(name)
    assert found is not None
    assert found["category"] == category
    row = table("agribalyse-3.2.csv")[found["food"]]
    plain_foods = {
        "milk": r"milk, (semi|whole|skimmed)",
        "butter": r"^butter",
        "liver-raw": r"^liver",
        "mince": r"beef|pork",
        "fillet": r"^(cod|saithe|salmon)",
        "beef": r"^beef",
        "nut": r"nut",
    }
    assert not re.search(plain_foods[never], row["lci_name"], re.IGNORECASE)


@pytest.mark.parametrize("name", ["kalvdans", "glassås", "kantarell", "renskav"])
def test_foods_without_an_honest_row_are_absent(name: str) -> None:
    assert lookup(name) is None


def test_unpacked_potatoes_do_not_carry_a_small_consumer_pack() -> None:
    for key in ("potato", "potato-new"):
        assert catalogue()[key]["factors"] == "packaging=food/carrot-raw-20009/packaging@FR"


def test_the_catalogue_holds_what_a_dairy_roots_and_bread_tender_asks_for() -> None:
    listed = (
        "Lättmjölk 0,5 %|Mellanmjölk|Standardmjölk 3 %|Mjölk laktosfri|Filmjölk 3 %|"
        "Yoghurt naturell|Matlagningsgrädde 15 %|Crème fraiche|Gräddfil|Smör|Hårdost|Färskost|Keso|"
        "Mozzarella|Fetaost|Halloumi|Kvarg|Potatis|Skalad potatis|Morot|Kålrot|Palsternacka|"
        "Rotselleri|Rödbeta|Jordärtskocka|Gul lök|Purjolök|Vitkål|Rödkål|Blomkål|Broccoli|Gurka|"
        "Tomat|Isbergssallat|Paprika|Spenat|Frysta gröna ärtor|Rågbröd|Franskbröd|Knäckebröd|"
        "Hamburgerbröd|Korvbröd|Tortillabröd|Rapsolja|Ägg|Kaffe|Ketchup|Senap|Tofu|Havredryck"
    )
    assert [name for name in listed.split("|") if lookup(name) is None] == []
