"""Animal farms and dairies worked by hand: every figure of the sum stands in the comments.

One kg of N2O-N is 44/28 x 273 = 429 kg CO2e, one kg of methane 27 (AR6). Wet climate: EF1 0.006 of
manure, EF4 0.014, EF5 0.011, a leached share of 0.24. Cool temperate: slurry of six months 21 %.
"""

from __future__ import annotations

import pytest

from carbon.farm.products import milk
from carbon.farm.records import Answers
from carbon.library.records import Stage
from tests.farm.crop_answers import Value, answers, flows, kg, knowledge, of

POWER = 0.035823833  # kg CO2e per kWh, Sweden 2024 (Ember)
GRAIN = 0.3993 + 0.083  # wheat of AGRIBALYSE, growing and land-use change


def eggs(**changed: Value) -> Answers:
    given: dict[str, Value] = {
        "hens": 8000.0,
        "eggs": 140_000.0,
        "feed": 330.0,
        "soya": "none",
        "electricity_kwh": 40_000.0,
        "pullets": 7000.0,
        "heat_kwh": 0.0,
        "spent_n": 0.0,
        "packaging_g": 0.0,
    }
    return answers("eggs", **{**given, **changed})


def test_a_year_of_eight_thousand_hens() -> None:
    found = flows(eggs())
    # dung: 8.6 x 1.9 / 1000 x 365 = 5.9641 kg VS a hen; x 8000 x 0.39 x 0.67 x 0.015 = 187.0 kg CH4
    assert of(found, "manure-ch4") * 140_000 == pytest.approx(8000 * 5.9641 * 0.0039195 * 27)
    # nitrogen: 0.87 x 1.9 / 1000 x 365 = 0.603345 kg; x 8000 = 4826.76; x 0.001 x 429
    assert of(found, "manure-n2o") * 140_000 == pytest.approx(4826.76 * 0.001 * 429)
    # ammonia 40 % of it x 0.014 x 429
    assert of(found, "manure-n2o-air") * 140_000 == pytest.approx(4826.76 * 0.4 * 0.014 * 429)
    # feed without soya: 330 t of grain; 7000 pullets at 5 kg; 40 000 kWh
    assert of(found, "feed-grain") == pytest.approx(330 * GRAIN / 140, rel=1e-3)
    assert of(found, "animals") == pytest.approx(0.25)
    assert of(found, "electricity") * 140_000 == pytest.approx(40_000 * POWER)


def test_spent_hens_sold_as_food_carry_what_they_are_worth() -> None:
    # 7000 hens worth 0.2 kg of eggs each: 1400 of 141 400
    assert kg(flows(eggs(spent_n=7000.0))) == pytest.approx(kg(flows(eggs())) * 140 / 141.4)


def test_chickens_by_their_days_and_half_their_weight() -> None:
    # 1.54 kg carcass is 2.2 kg live, 1.1 on average; 200 000 x 36.5 / 365 = 20 000 birds there
    made = answers(
        "chicken",
        sold_n=200_000.0,
        carcass_kg=308_000.0,
        feed=680.0,
        heat_kwh=0.0,
        age=36.5,
        meat_yield=100.0,
        soya="none",
    )
    found = flows(made)
    # nitrogen 1.14 x 1.1 / 1000 x 365 x 20 000 = 9154.2 kg; 40 % ammonia x 0.014 x 429 = 21 992
    assert of(found, "manure-n2o-air") * 308_000 == pytest.approx(9154.2 * 0.4 * 0.014 * 429)
    # chicks 200 000 x 0.5 kg over 308 t
    assert of(found, "animals") == pytest.approx(100_000 / 308_000)
    assert "enteric" not in {one.process for one in found}


def pork(**changed: Value) -> Answers:
    given: dict[str, Value] = {
        "sows": 100.0,
        "sold_n": 2500.0,
        "carcass_kg": 225_000.0,
        "feed": 800.0,
        "bought_n": 0.0,
        "manure_sys": {"slurry_crust": 1.0},
        "own_grain": 50.0,
        "soya": "certified",
        "soya_share": 10.0,
        "meat_yield": 100.0,
        "finish_days": 109.5,
        "heat_kwh": 0.0,
        "bedding_t": 0.0,
        "electricity_kwh": 60_000.0,
    }
    return answers("pork", **{**given, **changed})


def test_pigs_by_what_they_ate() -> None:
    found = flows(pork())
    # in the barn: 100 sows, 2500 x 75 / 365 = 513.7 piglets, 2500 x 0.3 = 750 pigs; x 1.5 kg CH4
    heads = 100 + 2500 * 75 / 365 + 750
    assert of(found, "enteric") * 225_000 == pytest.approx(heads * 1.5 * 27)
    # solids: 800 t x 0.88 x (1 - 0.80 + 0.02) x 0.92 = 142 490 kg; x 0.45 x 0.67 x 0.21
    solids = 800_000 * 0.88 * 0.22 * 0.92
    assert of(found, "manure-ch4") * 225_000 == pytest.approx(solids * 0.45 * 0.67 * 0.21 * 27)
    # nitrogen: 800 000 x 0.16 / 6.25 x 0.7 = 14 336 kg; crust 0.005 direct, 30 % ammonia
    assert of(found, "manure-n2o") * 225_000 == pytest.approx(14_336 * 0.005 * 429)
    assert of(found, "manure-n2o-air") * 225_000 == pytest.approx(14_336 * 0.30 * 0.014 * 429)
    # own grain 400 t at 0.31; bought 400 t: 360 grain, 40 certified soya, no land-use change of it
    assert of(found, "feed-own-grain") * 225_000 == pytest.approx(400_000 * 0.31)
    assert of(found, "feed-grain") * 225_000 == pytest.approx(360_000 * GRAIN, rel=1e-3)
    assert "feed-soya-land" not in {one.process for one in found}


def test_meat_by_the_kilogram_sold_not_by_the_carcass() -> None:
    whole, boneless = kg(flows(pork())), kg(flows(pork(meat_yield=59.0)))
    assert boneless == pytest.approx(whole / 0.59)


def cheese(**changed: Value) -> Answers:
    given: dict[str, Value] = {
        "out_kg": 10_000.0,
        "milk_in": 100_000.0,
        "electricity_kwh": 10_000.0,
        "heat_kwh": 0.0,
        "milk_value": 1.0,
        "surplus": "used",
        "solids_product": 57.0,
        "solids_milk": 12.5,
        "inbound_km": 0.0,
        "refrigerant_kg": 0.0,
        "packaging_g": 0.0,
    }
    return answers("cheese", **{**given, **changed})


def test_cheese_carries_its_part_of_the_milk_by_dry_matter() -> None:
    # 10 000 x 57 % of 100 000 x 12.5 % = 45.6 %; 10 kg of milk at 1.0 a kg; 1 kWh a kg
    found = flows(cheese())
    assert of(found, "milk") == pytest.approx(10 * 0.456)
    assert of(found, "electricity") == pytest.approx(POWER)
    assert kg(found) == pytest.approx(4.56 + POWER)


def test_whey_that_is_thrown_away_carries_nothing() -> None:
    assert of(flows(cheese(surplus="wasted")), "milk") == pytest.approx(10)


def test_more_dry_matter_than_the_milk_held_carries_no_more_than_the_milk() -> None:
    assert of(flows(cheese(milk_in=20_000.0)), "milk") == pytest.approx(2)


def test_milk_of_unknown_farms_counts_as_the_librarys_with_its_land_use_change() -> None:
    given = cheese()
    found = flows(
        answers(
            "cheese",
            **{
                k: v.value
                for k, v in given.answers.items()
                if k != "milk_value" and v.value is not None
            },
        )
    )
    stages = {one.stage for one in found}
    assert {Stage.FARM, Stage.LAND_USE_CHANGE, Stage.PROCESSING} <= stages
    assert of(found, "milk") == pytest.approx(4.56 * 0.994, rel=0.001)


def dairy(**changed: Value) -> Answers:
    """The larger farm of the shared whole-dairy vectors, as far as the questionnaire asks it."""
    given: dict[str, Value] = {
        "cows": 60.0,
        "milk_sold": 576_000.0,
        "young": 62.0,
        "sold_lw": 21_500.0,
        "bought_lw": 0.0,
        "conc": 180.0,
        "n_min_d": 7200.0,
        "n_type": "an",
        "fat": 4.2,
        "protein": 3.45,
        "weight": 650.0,
        "de": 71.0,
        "manure_sys": {"slurry_crust": 1.0},
        "grazing_days": 146.0,
        "grazing_hours": 12.0,
        "roughage_ha": 72.0,
        "diesel_l": 9500.0,
        "electricity_kwh": 72_000.0,
        "soya": "none",
        "lime_t": 0.0,
        "bedding_t": 0.0,
        "refrigerant_kg": 0.0,
    }
    return answers("milk", **{**given, **changed})


SHARE = 0.7823912311  # 1 - 6.04 x 21 500 / 596 759 kg FPCM, as the vector has it


def test_the_milk_of_the_vector_farm_carries_the_vectors_share() -> None:
    assert milk.herd_of(dairy(), knowledge().parameters).share.milk == pytest.approx(SHARE)


def test_a_cow_of_the_vector_farm_eats_a_little_more_for_the_calfs_milk() -> None:
    # vector: 367.56 MJ for 26.30 kg delivered. Ours: 4 % more milk at 1.47 + 0.4 x 4.2 = 3.15 MJ:
    # 26.301 x 0.04 x 3.15 / 0.531483 / 0.71 = 8.78 MJ
    herd = milk.herd_of(dairy(), knowledge().parameters)
    per_day = herd.cows.intake_kg_dm * 18.45 / 60 / 365
    assert per_day == pytest.approx(367.5637 + 8.78, abs=0.02)
    # methane: x 6.0 % x 365 / 55.65
    assert herd.cows.enteric_ch4_kg / 60 == pytest.approx(per_day * 0.06 * 365 / 55.65)


def test_the_vector_farm_comes_out_near_the_vector() -> None:
    # 0.963 kg per kg ECM there; here residues of the ley, more milk, and feed of the library
    ecm = milk.per_ecm(dairy(), knowledge().parameters)
    assert ecm == pytest.approx(591_904.2038 / 576_000)
    assert kg(flows(dairy())) / ecm == pytest.approx(0.963, rel=0.10)


def test_fertiliser_of_a_dairy_farm_by_hand() -> None:
    found = flows(dairy())
    # 7200 kg N x 0.016 x 429 x share, over 576 t
    assert of(found, "n2o-mineral") * 576_000 == pytest.approx(7200 * 0.016 * 429 * SHARE)
    assert of(found, "nitrogen-making") * 576_000 == pytest.approx(7200 * 3.6 * SHARE)
    assert of(found, "electricity") * 576_000 == pytest.approx(72_000 * POWER * SHARE)


def test_a_bull_from_calf_to_slaughter() -> None:
    # 324 kg carcass / 0.54 = 600 kg live; calf 80 kg; mean 340 kg; (600 - 40) / 18 months
    made = answers(
        "beef_dairy_bull",
        bulls=100.0,
        sold_n=100.0,
        carcass_kg=32_400.0,
        bought_lw=8000.0,
        feed=0.0,
        age=18.0,
        meat_yield=100.0,
        manure_sys={"deep_bedding": 1.0},
        de=71.0,
    )
    found = flows(made)
    # NEm 0.370 x 340^0.75 = 29.297; gain 1.02283; NEg 22.02 x (340 / 960)^0.75 x 1.02283^1.097
    # = 10.365; REM 0.531483, REG 0.336816: (55.123 + 30.773) / 0.71 = 120.98 MJ a day
    per_day = (29.297 / 0.531483 + 10.365 / 0.336816) / 0.71
    methane = 100 * per_day * 365 * 0.063 / 55.65
    assert of(found, "enteric") * 32_400 == pytest.approx(methane * 27, rel=0.001)
    # the calf carries its share of dairy: 8000 kg live at 9 kg
    assert of(found, "animals") * 32_400 == pytest.approx(72_000)
