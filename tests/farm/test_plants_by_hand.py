"""Greenhouse, mill and bakery worked by hand: every figure of the sum stands in the comments."""

from __future__ import annotations

import pytest

from carbon.farm.products import bakery, mill
from carbon.farm.records import Answers
from carbon.library.records import Stage
from tests.farm.crop_answers import Value, answers, flows, kg, knowledge, of

POWER = 0.035823833  # kg CO2e per kWh, Sweden 2024 (Ember)
LORRY = "freight/rigid_26t/ambient/tkm@GLO"


def tomatoes(**changed: float | str) -> Answers:
    given: dict[str, float | str] = {
        "gh_area": 1000.0,
        "gh_yield": 40000.0,
        "heat_kwh": 300000.0,
        "heat_fuel": "chips",
        "light_kwh": 20000.0,
        "co2_kg": 2000.0,
        "co2_origin": "fossil",
        "n_gh": 120.0,
        "substrate": 12.0,
        "substrate_kind": "peat",
        "refrigerant_kg": 0.0,
        "packaging_g": 0.0,
    }
    return answers("greenhouse", "tomato", **{**given, **changed})


def test_a_greenhouse_of_tomatoes_on_wood_chips() -> None:
    found = flows(tomatoes())
    # heat 300 000 x (0.01132 + 0.00792) = 5772; light 20 000 x 0.03582 = 716.48; CO2 2000
    assert of(found, "heat") * 40000 == pytest.approx(5772)
    assert of(found, "electricity") * 40000 == pytest.approx(20000 * POWER)
    assert of(found, "co2-given") * 40000 == pytest.approx(2000)
    # N made 120 x 4.4 = 528; direct 120 x 0.016 x 429 = 823.68; by air 120 x 0.01 x 0.014 x 429
    # = 7.2072; by water 120 x 0.24 x 0.011 x 429 = 135.9072
    assert of(found, "nitrogen-making") * 40000 == pytest.approx(528)
    assert of(found, "n2o-mineral") * 40000 == pytest.approx(823.68)
    assert of(found, "n2o-air-mineral") * 40000 == pytest.approx(7.2072)
    assert of(found, "n2o-water") * 40000 == pytest.approx(135.9072)
    # peat 12 000 l x 0.15 kg x 1.9 = 3420; all 13 403.27 kg for 40 t
    assert of(found, "growing-medium") * 40000 == pytest.approx(3420)
    assert kg(found) == pytest.approx(13403.271 / 40000, rel=1e-6)


def test_oil_in_the_place_of_chips_makes_the_tomato_eight_times_as_heavy() -> None:
    oil, chips = flows(tomatoes(heat_fuel="oil")), flows(tomatoes())
    # 300 000 x (0.27287 + 0.06291) = 100 734
    assert of(oil, "heat") * 40000 == pytest.approx(100734)
    assert kg(oil) / kg(chips) == pytest.approx((13403.271 - 5772 + 100734) / 13403.271, rel=1e-6)


def test_biogenic_carbon_dioxide_given_to_plants_counts_as_none() -> None:
    found = flows(tomatoes(co2_origin="biogenic"))
    assert "co2-given" not in {one.process for one in found}
    assert kg(flows(tomatoes())) - kg(found) == pytest.approx(2000 / 40000)


def flour(**changed: float | str) -> Answers:
    given: dict[str, float | str] = {
        "out_kg": 7800.0,
        "grain_in": 10000.0,
        "grain": "wheat",
        "electricity_kwh": 800.0,
        "bran_use": "wasted",
        "inbound_km": 100.0,
        "heat_kwh": 0.0,
        "heat_fuel": "oil",
        "packaging_g": 0.0,
    }
    return answers("flour", "wheat-flour", **{**given, **changed})


def test_flour_carries_the_grain_that_was_milled() -> None:
    found = flows(flour())
    # 10 000 / 7800 kg of wheat a kg; AGRIBALYSE 3.2 wheat 0.399306247 + 0.082959436
    assert of(found, "grain") == pytest.approx(10000 / 7800 * 0.482265683)
    assert of(found, "electricity") == pytest.approx(800 / 7800 * POWER)
    tonne_km = knowledge().library.factors[LORRY][0].kg_co2e
    assert of(found, "inbound") == pytest.approx(10000 / 7800 / 1000 * 100 * tonne_km)
    by_stage = {one.process: one.stage for one in found if one.process != "grain"}
    assert by_stage == {"inbound": Stage.TRANSPORT, "electricity": Stage.PROCESSING}


def test_bran_that_is_eaten_carries_its_own_part_of_the_grain() -> None:
    assert mill.grain_per_kg(flour()) == pytest.approx(10000 / 7800)
    assert mill.grain_per_kg(flour(bran_use="used")) == 1
    # more out than in can only be a mistake of the answers: never less than one kg of grain
    assert mill.grain_per_kg(flour(grain_in=7000.0)) == 1


def test_the_farms_own_figure_of_the_grain_replaces_the_librarys() -> None:
    found = flows(flour(grain_value=0.35))
    # 10 000 / 7800 x 0.35 = 0.448718
    assert of(found, "grain") == pytest.approx(0.4487179)
    (grain,) = (one for one in found if one.process == "grain")
    assert (grain.factor.source, grain.factor.year) == ("declared", 2026)
    assert grain.factor.as_printed == "0.35 kgCO2e/kg"


RECIPE = (
    {"ingredient": "wheat-flour", "kg": 70.0, "value": 0.60, "supplier": "Kvarn", "year": 2025.0},
    {"ingredient": "water", "kg": 40.0},
    {"ingredient": "sugar", "kg": 3.0},
    {"ingredient": "yeast-fresh", "kg": 2.0},
)


def bread(**changed: Value) -> Answers:
    given: dict[str, Value] = {
        "out_kg": 20000.0,
        "recipe": RECIPE,
        "oven_kwh": 16000.0,
        "oven_fuel": "electricity",
        "el_rest": 4000.0,
        "loss": 20.0,
        "inbound_km": 0.0,
        "refrigerant_kg": 0.0,
        "packaging_g": 0.0,
    }
    return answers("bread", "bread-wheat", **{**given, **changed})


def test_bread_carries_its_recipe_its_oven_and_what_was_not_sold() -> None:
    found = flows(bread())
    library = knowledge().library
    # 20 % waste: 1.25 kg baked a kg sold. Flour 0.875 kg x 0.60 = 0.525 (the mill's own value);
    # sugar 0.0375 kg; yeast 0.025 kg x 0.7, one figure for four stages and so counted once
    sugar = library.products["sugar"].factors
    parts = [sugar[stage] for stage in (Stage.FARM, Stage.LAND_USE_CHANGE, Stage.PACKAGING)]
    sweet = sum(library.factors[one][0].kg_co2e for one in parts)
    yeast = library.factors[library.products["yeast-fresh"].factors[Stage.FARM]][0].kg_co2e
    expected = 0.525 + 0.0375 * sweet + 0.025 * yeast
    assert of(found, "ingredient") == pytest.approx(expected)
    # oven 16 000 and the rest 4000 kWh over 20 t: a kWh a kg
    assert of(found, "oven", "electricity") == pytest.approx(POWER)
    assert kg(found) == pytest.approx(expected + POWER)
    assert {one.stage for one in found} >= {Stage.FARM, Stage.LAND_USE_CHANGE, Stage.PROCESSING}
    assert Stage.PACKAGING not in {one.stage for one in found}


def test_a_supplier_is_named_with_the_value_it_declared() -> None:
    (flour_of_the_mill,) = (one for one in flows(bread()) if one.factor.source == "declared")
    assert flour_of_the_mill.factor.id == "declared/kvarn/wheat-flour"
    assert flour_of_the_mill.factor.locator == "Kvarn 2025"
    assert flour_of_the_mill.factor.year == 2025


def test_ingredients_travel_without_the_water_of_the_tap() -> None:
    found = flows(bread(inbound_km=200.0))
    lorry = knowledge().library.factors[LORRY][0].kg_co2e
    # (70 + 3 + 2) kg x 1.25 / 100 = 0.9375 kg, 200 km
    on_the_way = [one for one in found if one.process == "inbound"]
    assert {one.stage for one in on_the_way} == {Stage.TRANSPORT}
    assert kg(on_the_way) == pytest.approx(0.9375 / 1000 * 200 * lorry)


def test_the_oven_takes_the_water_that_the_dough_loses() -> None:
    # 115 kg of dough for 100 kg out of the oven: 13.0 % left as steam
    assert bakery.bake_loss(bread()) == pytest.approx(1 - 100 / 115)
    assert bakery.baked_per_sold(bread()) == pytest.approx(1.25)
