"""A word that says more about a food does not lose the food (issue: parent and child)."""

from __future__ import annotations

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from carbon.library import load
from carbon.library.records import Library
from carbon.matching import match, names
from carbon.matching.catalogue import Catalogue
from carbon.matching.records import Match

from .catalogue_sample import ask

Pair = tuple[str, str]  # a product's id, and its name with a further word of the catalogue


@cache
def library() -> Library:
    return load.load()


@cache
def catalogue() -> Catalogue:
    return match.matcher(library()).catalogue


def judged(name: str) -> Match:
    return match.match([ask(name)], library(), ())[0][0]


@cache
def pairs() -> list[Pair]:
    """Return one-word names that are sure, each with a word that stands beside it elsewhere."""
    beside: dict[str, set[str]] = {}
    for entry in catalogue().entries:
        for word in entry.reading.words:
            others = {one.text for one in entry.reading.words if one.stem != word.stem}
            beside.setdefault(word.stem, set()).update(others)
    return [
        (entry.product.id, f"{entry.name} {word}")
        for entry in catalogue().entries
        if entry.method == "name" and len(entry.reading.words) == 1 and entry.bare
        if judged(entry.name).product_id == entry.product.id
        for word in sorted(beside[entry.reading.stems[0]])
    ]


@cache
def parts_of() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for entry in catalogue().entries:
        found.setdefault(entry.product.id, set()).update(entry.atoms)
    return found


def related(product: str, name: str) -> bool:
    """Tell whether one of a product's names shares a part with a name."""
    parts = {atom for word in names.read(name, catalogue().vocabulary).words for atom in word.atoms}
    return not parts.isdisjoint(parts_of()[product])


@given(st.data())
def test_a_true_further_word_never_hides_the_product_nor_lifts_a_stranger_above_it(
    data: st.DataObject,
) -> None:
    parent, name = data.draw(st.sampled_from(pairs()))
    found = judged(name)
    if found.product_id is not None:  # the catalogue knows the more exact food itself
        assert related(found.product_id, name)
        return
    order = [one.product_id for one in found.candidates]
    assert parent in order
    assert all(related(product, name) for product in order[: order.index(parent)])


def test_chicken_thigh_keeps_chicken_among_its_candidates() -> None:
    found = judged("kyckling lårfilé nordgård")
    order = [one.product_id for one in found.candidates]
    assert order[0].startswith("chicken-thigh-fillet")
    assert all(one.startswith("chicken") for one in order)
