"""A small catalogue for the tests of matching, and the thresholds as the project states them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from carbon import yamlfile
from carbon.library.records import Assumption, Library, Product, Temperature
from carbon.matching import match
from carbon.matching.names import fold
from carbon.matching.records import Decision, Match, Wanted
from carbon.problems import Problem

ROOT = Path(__file__).resolve().parents[2]

# id, Swedish, English, synonyms, state
FOODS: tuple[tuple[str, str, str, tuple[str, ...], str], ...] = (
    ("milk", "Mjölk", "Milk", ("konsumtionsmjölk",), "fresh"),
    ("milk-medium", "Mellanmjölk", "Semi-skimmed milk", ("mjölk 1,5 %",), "fresh"),
    ("oat-drink", "Havredryck", "Oat drink", ("havremjölk",), "processed"),
    ("butter", "Smör", "Butter", (), "fresh"),
    ("cream-40", "Vispgrädde 40 %", "Whipping cream", ("grädde 40 %",), "fresh"),
    ("cream-15", "Matlagningsgrädde 15 %", "Cooking cream", ("grädde 15 %",), "fresh"),
    ("beef-mince", "Nötfärs", "Minced beef", ("köttfärs",), "fresh"),
    ("turkey-mince", "Kalkonfärs", "Minced turkey", (), "fresh"),
    ("veal", "Kalv", "Veal", ("kalvkött",), "fresh"),
    ("liver", "Lever", "Liver", (), "fresh"),
    ("pork-neck", "Fläskkarré", "Pork neck", ("fläsk karré",), "fresh"),
    ("chicken-thigh", "Kycklinglårfilé", "Chicken thigh fillet", (), "fresh"),
    ("sour-milk", "Filmjölk", "Sour milk", ("fil",), "fresh"),
    ("ice-cream", "Glass", "Ice cream", (), "frozen"),
    ("chocolate", "Mjölkchoklad", "Milk chocolate", (), "processed"),
    ("swede", "Kålrot", "Swede", (), "fresh"),
    ("carrot", "Morot", "Carrot", ("morötter",), "fresh"),
    ("potato", "Potatis", "Potato", (), "fresh"),
    ("onion", "Gul lök", "Yellow onion", ("lök",), "fresh"),
    ("leek", "Purjolök", "Leek", (), "fresh"),
    ("tomato", "Tomat", "Tomato", (), "fresh"),
    ("lentils", "Röda linser", "Red lentils", ("linser röda torkade",), "dried"),
    ("apricot", "Aprikos", "Apricot", (), "fresh"),
    ("salmon", "Laxfilé", "Salmon fillet", ("lax",), "fresh"),
    ("cod", "Torskrygg", "Cod loin", (), "fresh"),
    ("cod-frozen", "Torskrygg, fryst", "Cod loin, frozen", (), "frozen"),
    ("crispbread", "Knäckebröd", "Crispbread", (), "processed"),
)


def assumptions() -> dict[str, Assumption]:
    content, problems = yamlfile.read(ROOT / "factors" / "assumptions" / "matching.yaml")
    assert not problems
    return {
        one["id"]: Assumption(
            id=one["id"],
            value=one["value"],
            unit=one["unit"],
            reason=one["reason"],
            source=content["source"],
            locator=one["locator"],
            review_by=content["review_by"],
            where="matching.yaml",
        )
        for one in content["assumptions"]
    }


def product(
    id_: str, sv: str, en: str, synonyms: tuple[str, ...] = (), state: str = "fresh"
) -> Product:
    return Product(
        id=id_,
        name_sv=sv,
        name_en=en,
        synonyms=synonyms,
        category="test",
        state=state,
        temperature=Temperature.AMBIENT,
        factors={},
        inbound=None,
        match_score=1,
    )


def library_of(products: Iterable[Product]) -> Library:
    return Library(
        edition="test",
        sources={},
        factors={},
        products={one.id: one for one in products},
        assumptions=assumptions(),
    )


LIBRARY = library_of(product(*food) for food in FOODS)


def ask(name: str | None, asked: str | None = None, code: str | None = None) -> Wanted:
    return Wanted(
        key=fold(name or "") or fold(asked or ""),
        offered_name=name,
        wanted_name=asked,
        product_code=code,
        gtin=None,
    )


def one(
    name: str | None,
    asked: str | None = None,
    code: str | None = None,
    decisions: tuple[Decision, ...] = (),
    library: Library = LIBRARY,
) -> tuple[Match, list[Problem]]:
    matches, problems = match.match([ask(name, asked, code)], library, decisions)
    return matches[0], problems


def meant(name: str, asked: str | None = None) -> str | None:
    return one(name, asked)[0].product_id
