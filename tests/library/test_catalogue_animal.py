"""Dairy, meat, egg and fish in the catalogue: enough, complete, and each name where it belongs."""

import csv
import re
import unicodedata
from functools import cache

import pytest

from carbon import resources
from carbon.library.records import Library, Stage, Temperature
from carbon.library.search import search

FOLDER = resources.factors_folder() / "products"
OWN = ("dairy", "meat-egg", "fish")
# Codes of the CPV 2008 list (Regulation (EC) No 213/2008) that foods of animal origin use here.
_CODES = (
    "03142500 03311000 03311100 03311110 03311120 03311200 03311210 03311220 03311240 03311300 "
    "03311500 03311700 03312000 03312100 03312200 15111100 15111200 15112000 15112110 15112120 "
    "15112130 15112140 15112300 15113000 15114000 15115100 15115200 15117000 15119100 15131120 "
    "15131130 15131134 15131135 15131200 15131220 15131230 15131310 15131400 15131410 15131420 "
    "15131490 15131500 15131600 15131610 15131620 15131640 15131700 15211100 15220000 15229000 "
    "15231000 15232000 15234000 15241100 15241200 15241300 15241400 15241500 15241600 15241700 "
    "15241800 15242000 15243000 15244200 15251000 15252000 15253000 15412100 15431200 15511000 "
    "15511210 15511300 15511400 15511500 15511600 15511700 15512000 15512100 15512900 15530000 "
    "15541000 15542000 15542100 15542200 15542300 15543100 15543200 15543300 15543400 15544000 "
    "15545000 15550000 15551000 15551310 15551320 15551500 15555100 15555200"
)
CPV = set(_CODES.split())
OWN_FROZEN_ROW = ("saithe", "mussels")  # printed frozen; frozen mussels are boiled meat
PROXY = 3  # from this match score on a product borrows another food's figures


@cache
def rows(stem: str) -> tuple[dict[str, str], ...]:
    with (FOLDER / f"{stem}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def own() -> dict[str, dict[str, str]]:
    return {row["id"]: row for stem in OWN for row in rows(stem)}


def synonyms(row: dict[str, str]) -> list[str]:
    return [name.strip() for name in row["synonyms"].split(";") if name.strip()]


def fold(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    base = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^0-9a-z]+", " ", base).split())


@cache
def foods() -> dict[str, dict[str, str]]:
    path = FOLDER.parent / "production" / "agribalyse-3.2.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["slug"]: row for row in csv.DictReader(file)}


def first(library: Library, text: str) -> str | None:
    hits = search(library, text, limit=1)
    return hits[0].product.id if hits else None


@pytest.mark.parametrize(
    ("categories", "least"),
    [({"dairy", "fats"}, 70), ({"meat"}, 110), ({"egg"}, 10), ({"fish"}, 55)],
)
def test_there_are_enough_products_of_each_kind(categories: set[str], least: int) -> None:
    assert sum(row["category"] in categories for row in own().values()) >= least


@pytest.mark.parametrize("stem", OWN)
def test_products_stand_in_the_order_of_their_ids(stem: str) -> None:
    ids = [row["id"] for row in rows(stem)]
    assert ids == sorted(ids)


def test_no_field_that_every_product_must_have_is_empty() -> None:
    wanted = ("name_sv", "name_en", "category", "state", "temperature", "food", "match_score")
    for key, row in own().items():
        for field in (*wanted, "ciqual", "cpv", "edible_share"):
            assert row[field], (key, field)


def test_cpv_codes_are_codes_of_the_list() -> None:
    assert {key: row["cpv"] for key, row in own().items() if row["cpv"] not in CPV} == {}


def test_edible_shares_are_shares() -> None:
    found = {key: float(row["edible_share"]) for key, row in own().items()}
    assert {key: share for key, share in found.items() if not 0 < share <= 1} == {}


def test_each_food_is_a_row_of_the_table_with_its_ciqual_code_and_all_stages() -> None:
    for key, row in own().items():
        food = foods()[row["food"]]
        assert row["ciqual"] == food["ciqual"], key
        assert all(food[part] for part in ("farm", "processing", "packaging")), key


def test_a_product_on_another_food_says_so() -> None:
    for key, row in own().items():
        score = int(row["match_score"])
        assert score == 1 or row["note"], key
        assert score < PROXY or len(row["note"]) > 20, key


def test_a_number_of_livsmedelsverket_comes_with_its_name() -> None:
    for key, row in own().items():
        assert bool(row["livsmedelsverket"]) == bool(row["livsmedelsverket_name"]), key


def test_a_weight_says_where_it_comes_from() -> None:
    for key, row in own().items():
        assert bool(row["mass_basis"]) == bool(row["density_kg_per_l"] or row["unit_mass_kg"]), key


def test_frozen_products_are_stored_frozen_and_fresh_ones_are_not() -> None:
    for key, row in own().items():
        if row["state"] == "frozen":
            assert row["temperature"] == "frozen", key
        if row["state"] == "fresh":
            assert row["temperature"] == "chilled", key


def test_a_name_with_frozen_in_it_means_a_frozen_product() -> None:
    frozen = re.compile(r"\b(fryst|frysta|djupfryst|styckfryst|frozen)\b")
    for key, row in own().items():
        if any(frozen.search(name.casefold()) for name in (row["name_sv"], *synonyms(row))):
            assert row["temperature"] == "frozen", key


def test_no_name_means_two_products_of_the_whole_catalogue() -> None:
    owners: dict[str, set[str]] = {}
    for path in sorted(FOLDER.glob("*.csv")):
        for row in rows(path.stem):
            for name in (row["name_sv"], row["name_en"], *synonyms(row)):
                owners.setdefault(fold(name), set()).add(row["id"])
    mine = own().keys()
    assert {n: o for n, o in owners.items() if len(o) > 1 and not o.isdisjoint(mine)} == {}


def test_fresh_and_frozen_share_the_farm_stage_and_differ_in_storage(real: Library) -> None:
    pairs = [(key, f"{key}-frozen") for key in own() if f"{key}-frozen" in own()]
    assert len(pairs) >= 30
    for fresh, frozen in pairs:
        chilled, deep = real.products[fresh], real.products[frozen]
        assert deep.temperature is Temperature.FROZEN
        assert chilled.factors[Stage.STORAGE] != deep.factors[Stage.STORAGE]
        if fresh not in OWN_FROZEN_ROW:
            assert chilled.factors[Stage.FARM] == deep.factors[Stage.FARM], fresh


def test_frozen_fish_carries_the_freezing_of_the_row_that_is_printed_frozen(real: Library) -> None:
    cod = real.products["cod-frozen"]
    assert cod.factors[Stage.PROCESSING] == "food/saithe-frozen-raw-26047/processing@FR"
    assert cod.factors[Stage.PACKAGING] == "food/saithe-frozen-raw-26047/packaging@FR"


def test_eggs_rest_on_rows_whose_farm_stage_is_corrected(real: Library) -> None:
    # Powders have no corrected row; their notes say so.
    for key, row in own().items():
        if row["category"] == "egg" and not row["id"].endswith("powder"):
            farm = real.products[key].factors[Stage.FARM]
            assert real.factors[farm][0].source == "agribalyse-3.1", key


def test_karre_is_the_french_echine_and_kotlettrad_the_longe() -> None:
    names = {key: foods()[own()[key]["food"]]["name_fr"] for key in own()}
    assert names["pork-loin"] == "Porc, échine, crue"
    assert names["pork-loin-boneless"] == "Porc, longe, crue"


def test_whipping_cream_rests_on_the_fattest_cream_there_is_and_says_it_is_too_low() -> None:
    creams = [row for row in foods().values() if re.match(r"Crème de lait", row["name_fr"])]
    best = own()["cream-whipping"]
    assert float(foods()[best["food"]]["farm"]) == max(float(row["farm"]) for row in creams)
    assert int(best["match_score"]) >= PROXY
    assert "too low" in best["note"]


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("mellanmjölk", "milk-semi-skimmed"),
        ("Mjölk mellan 1,5 %", "milk-semi-skimmed"),
        ("fläskkarré", "pork-loin"),
        ("FLÄSKKARRÉ BENFRI", "pork-loin"),
        ("kycklinglårfilé", "chicken-thigh-fillet"),
        ("Kyckling lårfilé fryst", "chicken-thigh-fillet-frozen"),
        ("torskrygg fryst", "cod-loin-frozen"),
        ("fryst torskrygg", "cod-loin-frozen"),
        ("torskrygg", "cod-loin"),
        ("vispgrädde", "cream-whipping"),
        ("vispgrädde 40 %", "cream-whipping"),
        ("matlagningsgrädde", "cream-cooking"),
        ("crème fraiche", "creme-fraiche"),
        ("gräddfil", "sour-cream"),
        ("kvarg", "quark"),
        ("keso", "cottage-cheese"),
        ("glass", "ice-cream"),
        ("smör", "butter"),
        ("hårdost", "cheese-hard"),
        ("nötfärs", "beef-mince"),
        ("nötfärs fryst", "beef-mince-frozen"),
        ("blandfärs", "mixed-mince"),
        ("högrev", "beef-chuck"),
        ("rostbiff", "beef-roast-sirloin"),
        ("ryggbiff", "beef-striploin"),
        ("oxfilé", "beef-tenderloin"),
        ("fläskfilé", "pork-tenderloin"),
        ("fläskkotlett", "pork-chop"),
        ("köttbullar", "meatballs-mixed"),
        ("köttbullar råa", "meatballs-raw"),
        ("falukorv", "sausage-falun"),
        ("prinskorv", "sausage-prince"),
        ("leverpastej", "liver-pate"),
        ("blodpudding", "blood-sausage"),
        ("bacon", "bacon"),
        ("kycklingfilé", "chicken-breast"),
        ("kycklingfilé fryst", "chicken-breast-frozen"),
        ("kyckling strimlad", "chicken-strips"),
        ("hel kyckling", "chicken-whole"),
        ("kalkonfilé", "turkey-breast"),
        ("ägg", "egg"),
        ("laxfilé fryst", "salmon-frozen"),
        ("rökt lax", "salmon-smoked"),
        ("sej", "saithe"),
        ("strömming", "herring-baltic"),
        ("makrill i tomatsås", "mackerel-canned-tomato"),
        ("tonfisk", "tuna-canned"),
        ("räkor", "prawns"),
        ("fiskpinnar", "fish-fingers"),
        ("fiskbullar", "fish-balls"),
        ("kaviar", "caviar-spread"),
    ],
)
def test_what_buyers_look_for_comes_first(text: str, product: str, real: Library) -> None:
    assert first(real, text) == product


@pytest.mark.parametrize("text", ["renskav", "älgfärs", "rådjursstek", "messmör", "löjrom"])
def test_foods_without_an_honest_row_are_absent(text: str, real: Library) -> None:
    assert first(real, text) is None
