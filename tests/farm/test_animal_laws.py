"""Laws of the animal products: what Swedish farms come out at, and what no answer may gain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbon import language
from carbon.farm.products import activities
from carbon.farm.records import Answers
from carbon.library.records import Stage
from tests.farm.crop_answers import Value, answers, flows, kg, knowledge, of

DEEP: Mapping[str, float] = {"deep_bedding": 1.0}
CRUST: Mapping[str, float] = {"slurry_crust": 1.0}
# Typical Swedish farms, by hand; what is not told counts with the questionnaire's default.
FARMS: dict[str, dict[str, Value]] = {
    "milk": {
        "cows": 90.0,
        "milk_sold": 864_000.0,
        "young": 85.0,
        "sold_lw": 27_000.0,
        "conc": 270.0,
        "n_min_d": 9000.0,
        "n_type": "an",
        "soya": "certified",
        "manure_sys": CRUST,
    },
    "beef_dairy_bull": {
        "bulls": 150.0,
        "sold_n": 100.0,
        "carcass_kg": 33_000.0,
        "bought_lw": 8000.0,
        "feed": 90.0,
        "n_type": "an",
        "soya": "none",
        "manure_sys": {"deep_bedding": 0.5, "slurry_crust": 0.5},
    },
    "beef_suckler": {
        "cows": 40.0,
        "young": 50.0,
        "carcass_kg": 11_500.0,
        "sold_lw": 1000.0,
        "feed": 12.0,
        "n_type": "an",
        "soya": "none",
        "manure_sys": DEEP,
    },
    "lamb": {
        "ewes": 100.0,
        "lambs": 180.0,
        "sold_n": 160.0,
        "carcass_kg": 3200.0,
        "feed": 6.0,
        "n_type": "an",
        "soya": "none",
        "manure_sys": DEEP,
    },
    "pork": {
        "sows": 100.0,
        "sold_n": 2500.0,
        "carcass_kg": 227_500.0,
        "feed": 800.0,
        "bought_n": 0.0,
        "own_grain": 50.0,
        "soya": "certified",
        "heat_fuel": "chips",
        "manure_sys": CRUST,
    },
    "chicken": {
        "sold_n": 200_000.0,
        "carcass_kg": 310_000.0,
        "feed": 680.0,
        "heat_kwh": 180_000.0,
        "heat_fuel": "chips",
        "soya": "certified",
    },
    "eggs": {
        "hens": 8000.0,
        "eggs": 140_000.0,
        "feed": 330.0,
        "heat_fuel": "chips",
        "soya": "certified",
    },
    "cheese": {
        "out_kg": 10_000.0,
        "milk_in": 100_000.0,
        "electricity_kwh": 8000.0,
        "heat_kwh": 12_000.0,
        "surplus": "used",
    },
    "yoghurt": {
        "out_kg": 10_000.0,
        "milk_in": 10_500.0,
        "electricity_kwh": 2000.0,
        "heat_kwh": 3000.0,
    },
    "butter": {
        "out_kg": 10_000.0,
        "milk_in": 210_000.0,
        "electricity_kwh": 8000.0,
        "heat_kwh": 6000.0,
        "surplus": "used",
    },
}
CARCASS = {  # farm-model.md §3, per kg of carcass
    "beef_dairy_bull": (7, 20),
    "beef_suckler": (17, 40),
    "lamb": (8, 28),
    "pork": (2.0, 5),
    "chicken": (1.4, 3.5),
}


def farm(kind: str, **changed: Value) -> Answers:
    return answers(kind, **{**FARMS[kind], **changed})


@pytest.mark.parametrize("kind", sorted(FARMS))
def test_a_typical_farm_lies_in_the_band_of_its_questionnaire(kind: str) -> None:
    made = farm(kind)
    band = made.questionnaire.band_kg_co2e_per_kg
    if band is not None:
        assert band[0] < kg(flows(made)) < band[1]


@pytest.mark.parametrize("kind", sorted(CARCASS))
def test_a_typical_farm_lies_in_the_band_of_swedish_carcasses(kind: str) -> None:
    low, high = CARCASS[kind]
    assert low < kg(flows(farm(kind, meat_yield=100.0))) < high


def test_the_parts_of_milk_are_those_to_expect() -> None:
    # farm-model.md §3: enteric 45 to 60 %, feed 8 to 20, manure methane 3 to 16, energy 3 to 7
    found = flows(farm("milk"))
    whole = kg(found)
    assert 0.40 < of(found, "enteric") / whole < 0.60
    assert 0.08 < of(found, "feed-grain", "feed-soya") / whole < 0.20
    assert 0.03 < of(found, "manure-ch4") / whole < 0.20
    assert 0.02 < of(found, "diesel", "electricity") / whole < 0.07


@pytest.mark.parametrize("kind", sorted(FARMS))
def test_every_flow_has_a_text_in_both_languages(kind: str) -> None:
    for one in flows(farm(kind, peat_share=10.0)):
        for lang in ("sv", "en"):
            assert language.word(f"farm-process-{one.process}", lang)


@pytest.mark.parametrize("kind", sorted(FARMS))
def test_gases_stay_apart_until_the_end(kind: str) -> None:
    made = farm(kind)
    ar6 = activities(made, knowledge())
    ar5 = activities(made, replace(knowledge(), gwp="AR5"))
    assert [one.amount for one in ar6] == [one.amount for one in ar5]
    for six, five in zip(ar6, ar5, strict=True):
        if six.factor.id == "gas/ch4-nonfossil@GLO":
            assert (six.factor.kg_co2e, five.factor.kg_co2e) == (27.0, 28)


@pytest.mark.parametrize("kind", ["milk", "beef_dairy_bull", "beef_suckler", "lamb"])
def test_peat_is_a_line_of_its_own_and_raises_the_whole(kind: str) -> None:
    dry, wet = flows(farm(kind)), flows(farm(kind, peat_share=10.0))
    peat = of(wet, "peat-co2", "peat-n2o", "peat-ch4")
    assert "peat-co2" not in {one.process for one in dry}
    assert kg(wet) == pytest.approx(kg(dry) + peat)
    assert peat > 0.05 * kg(dry)


@pytest.mark.parametrize("kind", ["milk", "beef_dairy_bull", "pork", "chicken", "eggs"])
def test_not_knowing_the_soya_is_dearer_than_every_answer(kind: str) -> None:
    given = {key: value for key, value in FARMS[kind].items() if key != "soya"}
    unknown = kg(flows(answers(kind, **given)))
    for soya in ("none", "certified"):
        assert kg(flows(farm(kind, soya=soya))) < unknown


def test_land_use_change_of_soya_stands_in_its_own_stage() -> None:
    found = flows(farm("pork", soya="uncertified"))
    assert {one.stage for one in found if one.process == "feed-soya-land"} == {
        Stage.LAND_USE_CHANGE
    }


def test_a_suppliers_value_replaces_grain_and_soya() -> None:
    found = flows(farm("milk", feed_value=0.5))
    assert {one.process for one in found if "feed" in one.process} == {"feed"}
    share = of(found, "feed") * 864_000 / (270_000 * 0.5)
    assert 0.7 < share < 0.95  # what the milk carries


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        *(("milk", one) for one in ("cows", "young", "conc", "n_min_d", "diesel_l", "lime_t")),
        *(("beef_dairy_bull", one) for one in ("bulls", "bought_lw", "n_min", "feed")),
        *(("beef_suckler", one) for one in ("cows", "young", "n_min", "weight", "bought_lw")),
        *(("lamb", one) for one in ("ewes", "n_min", "weight", "age")),
        *(("pork", one) for one in ("feed", "sows", "finish_days", "electricity_kwh")),
        *(("chicken", one) for one in ("feed", "heat_kwh")),
        *(("eggs", one) for one in ("hens", "feed", "pullets")),
        *(("cheese", one) for one in ("electricity_kwh", "heat_kwh", "inbound_km")),
    ],
)
def test_more_of_it_is_never_less(kind: str, field: str) -> None:
    made = farm(kind, heat_fuel="oil") if kind in ("chicken", "cheese") else farm(kind)
    more = replace(made.answers[field], value=max(made.number(field), 1.0) * 1.2)
    raised = replace(made, answers={**made.answers, field: more})
    assert kg(flows(raised)) >= kg(flows(made)) - 1e-9


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("milk", "milk_sold"),
        ("beef_suckler", "carcass_kg"),
        ("pork", "carcass_kg"),
        ("eggs", "eggs"),
        ("cheese", "out_kg"),
    ],
)
def test_the_same_farm_that_sells_more_has_less_on_each_kilogram(kind: str, field: str) -> None:
    made = farm(kind, surplus="wasted") if kind == "cheese" else farm(kind)
    more = replace(made.answers[field], value=made.number(field) * 1.1)
    assert kg(flows(replace(made, answers={**made.answers, field: more}))) < kg(flows(made))


@pytest.mark.parametrize("kind", ["milk", "beef_dairy_bull", "beef_suckler", "lamb", "pork"])
def test_no_manure_system_makes_a_farm_lose_a_flow(kind: str) -> None:
    for choice in farm(kind).questionnaire.fields:
        if choice.id != "manure_sys":
            continue
        for one in choice.choices:
            found = flows(farm(kind, manure_sys={one.id: 1.0}))
            assert all(flow.amount >= 0 for flow in found)
            assert of(found, "manure-ch4") > 0


@settings(max_examples=40, deadline=None)
@given(
    cows=st.floats(5, 800),
    yield_kg=st.floats(3000, 16_000),
    young=st.floats(0, 2),
    sold=st.floats(0, 900),
    grazing=st.floats(0, 365),
    digestibility=st.floats(45, 85),
    fat=st.floats(2, 9),
    protein=st.floats(2, 7),
)
def test_no_dairy_herd_breaks_the_sum(
    cows: float,
    yield_kg: float,
    young: float,
    sold: float,
    grazing: float,
    digestibility: float,
    fat: float,
    protein: float,
) -> None:
    made = farm(
        "milk",
        cows=cows,
        milk_sold=cows * yield_kg,
        young=cows * young,
        sold_lw=cows * sold,
        conc=0.0,
        grazing_days=grazing,
        grazing_hours=24.0,
        de=digestibility,
        fat=fat,
        protein=protein,
    )
    found = flows(made)
    assert kg(found) > 0
    assert all(one.amount >= 0 and one.gsd >= 1 for one in found)


@settings(max_examples=30, deadline=None)
@given(
    ewes=st.floats(2, 2000),
    lambs=st.floats(0.05, 5),
    share=st.floats(0.1, 1.5),
    carcass=st.floats(4, 70),
    age=st.floats(1, 24),
    wool=st.floats(0, 6),
)
def test_no_flock_breaks_the_sum(
    ewes: float, lambs: float, share: float, carcass: float, age: float, wool: float
) -> None:
    sold = ewes * lambs * share
    made = farm(
        "lamb",
        ewes=ewes,
        lambs=ewes * lambs,
        sold_n=sold,
        carcass_kg=sold * carcass,
        age=age,
        wool_kg=ewes * wool,
    )
    found = flows(made)
    assert kg(found) > 0
    assert all(one.amount >= 0 for one in found)


def test_wool_never_carries_more_than_its_limit() -> None:
    plain, woolly = kg(flows(farm("lamb"))), kg(flows(farm("lamb", wool_kg=1e6)))
    assert woolly == pytest.approx(plain * 0.98)
