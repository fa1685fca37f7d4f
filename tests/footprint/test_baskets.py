"""The fixed baskets: read strictly, computed through the one flow table, never half."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.footprint import basket_effect, basket_text, baskets
from carbon.footprint.baskets import Basket, Baskets
from carbon.library import load
from carbon.library.records import STAGES, Library, Stage, Temperature
from tests import builders

_LORRY = builders.factor("freight/lorry@GLO", 0.1, Stage.TRANSPORT, per="t*km")


def _library(**farm: float) -> Library:
    """Return a library of foods with a farm stage and 0.02 of storage, and one lorry."""
    made = [builders.product(name, farm=kg, storage=0.02) for name, kg in farm.items()]
    factors = [_LORRY, *(one for _, found in made for one in found)]
    return builders.library([product for product, _ in made], factors)


def _baskets(**kg: str) -> Baskets:
    """Return one basket whose foods go 500 km by lorry."""
    basket = Basket(
        id="b",
        name_sv="Korgen",
        name_en="The basket",
        note="",
        kg={name: Decimal(mass) for name, mass in kg.items()},
        where="b.yaml:1",
    )
    chain = (builders.leg("freight/lorry@GLO", 0.5),)
    return Baskets(
        baskets=(basket,),
        boundary=(Stage.FARM, Stage.TRANSPORT, Stage.STORAGE),
        decimals=6,
        rounding="half_even",
        chains=dict.fromkeys(Temperature, chain),
    )


def test_a_basket_is_the_sum_of_its_products_by_hand() -> None:
    # (0.1 + 0.5 x 0.1 + 0.02) x 200 + (1.5 + 0.05 + 0.02) x 10 = 34 + 15.7
    found = basket_effect.footprints(
        _baskets(carrot="200", milk="10"), _library(carrot=0.1, milk=1.5)
    )
    one = found["b"]
    assert one.kg_co2e() == Decimal("49.7")
    assert one.stages() == {
        Stage.FARM: Decimal(35),
        Stage.TRANSPORT: Decimal("10.5"),
        Stage.STORAGE: Decimal("4.2"),
    }
    assert one.missing == ()


def test_an_effect_names_the_stages_that_moved_and_by_how_much() -> None:
    old, new = _library(carrot=0.1, milk=1.5), _library(carrot=0.2, milk=1.5)
    (one,) = basket_effect.effect(_baskets(carrot="200", milk="10"), old, new)
    assert (one.old_kg_co2e, one.new_kg_co2e) == (Decimal("49.7"), Decimal("69.7"))
    assert one.stages == {Stage.FARM: (Decimal(35), Decimal(55))}
    assert one.difference_percent is not None
    assert round(one.difference_percent, 4) == Decimal("40.2414")  # 20 / 49.7
    assert one.compared_share == 1


def test_a_product_that_one_edition_lacks_is_named_and_left_out_of_both_sides() -> None:
    old, new = _library(carrot=0.1, milk=1.5), _library(carrot=0.1)
    (one,) = basket_effect.effect(_baskets(carrot="30", milk="10"), old, new)
    assert one.missing_old == ()
    assert one.missing_new == ("milk",)
    assert one.old_kg_co2e == one.new_kg_co2e == Decimal("5.1")  # 30 x 0.17
    assert one.stages == {}
    assert one.compared_share == Decimal("0.75")
    text = "\n".join(basket_text.lines([one], "2026", "2027", "en"))
    assert "missing in 2027: milk; compared over 75.0 % of the mass" in text
    assert "unchanged" in text


def test_a_chain_whose_factor_is_gone_makes_products_missing_and_nothing_fails() -> None:
    library = _library(carrot=0.1)
    gone = replace(
        library, factors={key: one for key, one in library.factors.items() if key != _LORRY.id}
    )
    assert basket_effect.footprints(_baskets(carrot="1"), gone)["b"].missing == ("carrot",)


def test_a_stage_that_nothing_covers_makes_a_product_missing() -> None:
    made, factors = builders.product("carrot", farm=0.1)
    library = builders.library([made], [*factors, _LORRY])
    assert basket_effect.footprints(_baskets(carrot="1"), library)["b"].missing == ("carrot",)


def test_a_library_without_the_assumptions_of_a_flow_table_computes_nothing() -> None:
    bare = replace(_library(carrot=0.1), assumptions={})
    (one,) = basket_effect.effect(_baskets(carrot="1"), bare, bare)
    assert one.missing_old == one.missing_new == ("carrot",)
    assert one.difference_percent is None
    assert one.compared_share == 0
    assert list(basket_text.lines([one], "a", "b", "sv"))


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_basket_is_proportional_to_what_is_bought(kg: int, times: int) -> None:
    library = _library(carrot=0.1)
    one = basket_effect.footprints(_baskets(carrot=str(kg)), library)["b"].kg_co2e()
    many = basket_effect.footprints(_baskets(carrot=str(kg * times)), library)["b"].kg_co2e()
    assert many == one * times


@given(st.floats(0.001, 100), st.floats(0.001, 100))
def test_the_way_back_undoes_the_way_there(first: float, second: float) -> None:
    old, new = _library(carrot=first), _library(carrot=second)
    bought = _baskets(carrot="7")
    (there,), (back,) = (
        basket_effect.effect(bought, old, new),
        basket_effect.effect(bought, new, old),
    )
    assert (there.old_kg_co2e, there.new_kg_co2e) == (back.new_kg_co2e, back.old_kg_co2e)
    assert {stage: pair[::-1] for stage, pair in there.stages.items()} == back.stages


def test_effects_are_plain_values_and_exact() -> None:
    old, new = _library(carrot=0.1), _library(carrot=0.2)
    found = basket_text.as_json(basket_effect.effect(_baskets(carrot="3"), old, new))
    assert json.loads(json.dumps(found)) == found
    assert found[0]["old_kg_co2e"] == "0.510000"
    assert found[0]["stages"] == {"farm": {"old_kg_co2e": "0.300000", "new_kg_co2e": "0.600000"}}


def test_the_projects_own_baskets_can_be_computed_whole() -> None:
    fixed, problems = baskets.read()
    assert problems == []
    assert fixed is not None
    assert len(fixed.baskets) >= 8
    library = load.load()
    for name, one in basket_effect.footprints(fixed, library).items():
        assert one.missing == (), name
        mass = sum(one.basket.kg.values())
        # From a vegetable tender (0.3) to a meat tender (13): no food basket lies far outside.
        assert Decimal("0.2") < one.kg_co2e() / mass < 20, name
        assert list(one.stages()) == [stage for stage in STAGES if stage in fixed.boundary]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with one basket and the project's own method."""
    method = (baskets.folder() / baskets.METHOD).read_text(encoding="utf-8")
    (tmp_path / baskets.METHOD).write_text(method, encoding="utf-8")
    (tmp_path / "week.yaml").write_text(
        "id: week\nname_sv: Vecka\nname_en: Week\ninvented: true\nnote: small\n"
        "lines:\n  - {product: carrot, kg: 2.5}\n",
        encoding="utf-8",
    )
    return tmp_path


def test_a_basket_is_read_as_it_is_written(home: Path) -> None:
    found, problems = baskets.read(home)
    assert problems == []
    assert found is not None
    assert found.baskets[0].kg == {"carrot": Decimal("2.5")}
    assert [one.per for one in found.chains[Temperature.FROZEN]] == ["t*km", "kg", "t*km"]
    assert [one.amount_per_kg for one in found.chains[Temperature.AMBIENT]] == [0.35, 1.0, 0.06]


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("week.yaml", "invented: true\n", "", "library-field-missing"),
        ("week.yaml", "note: small\n", "", "library-field-missing"),
        ("week.yaml", "name_en", "name_de", "library-field-unknown"),
        ("week.yaml", "kg: 2.5", "kg: -1", "library-field-type"),
        ("week.yaml", "kg: 2.5", "kg: .nan", "library-field-type"),
        ("week.yaml", ", kg: 2.5", "", "library-field-missing"),
        ("week.yaml", "kg: 2.5}", "kg: 1}\n  - {product: carrot, kg: 1}", "basket-product-twice"),
        ("week.yaml", "lines:\n  - {product: carrot, kg: 2.5}", "lines: []", "library-field-type"),
        ("week.yaml", "id: week", "id: [week", "yaml-syntax"),
        ("method.yaml", "farm, ", "farn, ", "library-stage-unknown"),
        ("method.yaml", "half_even", "half_odd", "library-field-type"),
        ("method.yaml", "distance_km: 350", "distance_km: far", "library-field-type"),
        ("method.yaml", "distance_km: 350", "distance_km: -350", "library-field-type"),
        ("method.yaml", "  frozen:", "  hot:", "library-field-unknown"),
    ],
)
def test_a_mistake_in_a_basket_is_told_and_nothing_is_computed(
    home: Path, name: str, old: str, new: str, code: str
) -> None:
    text = (home / name).read_text(encoding="utf-8")
    assert old in text
    (home / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    found, problems = baskets.read(home)
    assert found is None
    assert code in {one.code for one in problems}


def test_the_same_basket_twice_is_told(home: Path) -> None:
    text = (home / "week.yaml").read_text(encoding="utf-8")
    (home / "again.yaml").write_text(text, encoding="utf-8")
    assert "library-id-twice" in {one.code for one in baskets.read(home)[1]}
