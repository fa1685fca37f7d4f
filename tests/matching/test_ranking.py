"""In which order products are proposed for names that a person must decide."""

from __future__ import annotations

import pytest

from carbon.library import load
from carbon.library.records import Library
from carbon.matching import match

from .catalogue_sample import ask


@pytest.fixture(scope="module")
def library() -> Library:
    return load.load()


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Palsternackssoppa", "soup-vegetable"),  # a soup of any vegetable
        ("Persikoskivor", "peach"),  # a form of the fruit
        ("Bröd vitt m. salt typ ciabatta", "bread-ciabatta"),  # what follows "typ" comes first
        ("Lax kokt", "salmon"),  # no canned or smoked one before the raw
        ("Korv falukorv ugnsstekt", "sausage-falun"),  # the genus before the species
        ("Körsbärsylt", "jam-cherry"),  # the s between the parts is missing
        ("Svampprotein nugget stekt", "quorn-nuggets"),
    ],
)
def test_the_nearest_product_is_proposed_first(library: Library, name: str, first: str) -> None:
    found = match.match([ask(name)], library, ())[0][0]
    assert found.candidates[0].product_id == first


@pytest.mark.parametrize("name", ["Palsternackssoppa", "Persikoskivor", "Körsbärsylt"])
def test_a_form_and_a_generic_dish_are_proposed_and_never_decided(
    library: Library, name: str
) -> None:
    assert match.match([ask(name)], library, ())[0][0].product_id is None


def test_what_is_dried_and_then_cooked_is_cooked(library: Library) -> None:
    found = match.match([ask("Röda linser torkade kokta")], library, ())[0][0]
    states = {library.products[one.product_id].state for one in found.candidates[:2]}
    assert "dried" not in states
