"""The listing holds every required field, and its pieces are one JSON object."""

from __future__ import annotations

import json
from dataclasses import replace
from types import MappingProxyType

import pytest

from carbon.library import listing
from carbon.library.records import Library

_FACTOR = {
    *("id", "label", "kg_co2e", "per", "as_printed", "stages", "region", "year", "gwp"),
    *("boundary", "allocation", "spread", "quality", "source", "source_edition", "licence"),
    *("locator", "review_by", "proxy", "correlation_group"),
}
_PRODUCT = {
    *("id", "name_sv", "name_en", "synonyms", "category", "state", "temperature", "cpv"),
    *("livsmedelsverket", "livsmedelsverket_name", "ciqual", "density_kg_per_l", "unit_mass_kg"),
    *("mass_basis", "edible_share", "match_score", "factors", "inbound", "note"),
}


def test_the_pieces_are_the_listing(library: Library) -> None:
    assert json.loads("".join(listing.listing_json(library))) == listing.listing(library)


def test_every_factor_and_product_is_listed_once_with_all_fields(library: Library) -> None:
    found = json.loads("".join(listing.listing_json(library)))
    assert [one["id"] for one in found["factors"]] == sorted(library.factors)
    assert [one["id"] for one in found["products"]] == ["carrot", "ketchup"]
    assert all(set(one) == _FACTOR for one in found["factors"])
    assert all(set(one) == _PRODUCT for one in found["products"])
    assert found["counts"] == {"products": 2, "factors": len(library.factors)}
    carrot = found["products"][0]
    assert carrot["factors"]["storage"] == "storage/wholesale/chilled@GLO"
    assert carrot["synonyms"] == ["Morötter", "Karotter"]


def test_every_factor_of_the_project_says_where_it_stands(real: Library) -> None:
    for one in json.loads("".join(listing.listing_json(real)))["factors"]:
        for field in _FACTOR - {"stages", "proxy", "kg_co2e"}:
            assert one[field], (one["id"], field)
        assert set(one["spread"]) == {"kind", "gsd", "basis"}
        assert one["spread"]["gsd"] > 1


def test_what_cannot_be_seen_is_escaped(library: Library) -> None:
    carrot = replace(library.products["carrot"], note="\x1b[31m\u202e")
    odd = replace(library, products=MappingProxyType({"carrot": carrot}))
    text = "".join(listing.listing_json(odd))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert json.loads(text)["products"][0]["note"] == "\x1b[31m\u202e"


@pytest.mark.parametrize(("lang", "name"), [("sv", "Morot"), ("en", "Carrot")])
def test_the_lines_speak_the_readers_language(library: Library, lang: str, name: str) -> None:
    lines = list(listing.listing_text(library, lang))
    assert len(lines) == 2 + len(library.products) + len(library.factors)
    assert any(name in line for line in lines)
