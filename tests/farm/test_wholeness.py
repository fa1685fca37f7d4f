"""What no single answer tells: feed that comes from nowhere, herds that grow too fast, bones."""

from __future__ import annotations

import itertools

import pytest

from carbon.farm import allocation, answering, knowledge, levers, own, questionnaires
from carbon.farm.products import milk
from carbon.farm.records import RawAnswer
from carbon.library import load
from carbon.problems import Problem, Severity
from tests.farm.sample_answers import answered, raw

KNOWN = knowledge.load(load.load())
TABLE = KNOWN.parameters


def _kg(kind: str, **more: str) -> float:
    return float(own.footprint(answered(kind, **more), KNOWN).kg_co2e_per_kg)


def _asked(kind: str, **more: RawAnswer | str) -> dict[str, Problem]:
    """Return the questions by code and field, of the answers and of what they come to."""
    made, problems = answering.answers(questionnaires.load()[kind], raw(kind, **more))
    if made is not None:
        problems = [*problems, *own.computed(made, KNOWN)[1]]
    return {f"{one.code} {one.where}": one for one in problems}


# ---- feed


@pytest.mark.parametrize(
    ("kind", "bought", "area"),
    [
        ("milk", "conc", "roughage_ha"),
        ("beef_dairy_bull", "feed", "forage_ha"),
        ("beef_suckler", "feed", "forage_ha"),
        ("lamb", "feed", "forage_ha"),
    ],
)
def test_no_herd_lives_on_air(kind: str, bought: str, area: str) -> None:
    nothing = {bought: "0", area: "0"}
    if kind == "milk":
        nothing["n_min_d"] = "0"
    assert _kg(kind, **nothing) > 0.99 * _kg(kind)
    assert f"answers-feed-unexplained {area}" in _asked(kind, **nothing)
    assert not [one for one in _asked(kind) if one.startswith("answers-feed")]


def test_the_feed_that_nothing_explains_is_what_the_land_cannot_have_given() -> None:
    # 20 ha give 200 t at most; 200 t of bought feed hold 176 t of dry matter.
    made = answered("milk", roughage_ha="20")
    flows = own.footprint(made, KNOWN).flows
    amount = sum(f.activity.amount for f in flows if f.activity.process == "feed-unexplained")
    herd = milk.herd_of(made, TABLE)
    eaten = herd.cows.intake_kg_dm + herd.young.intake_kg_dm
    lacking = eaten - 176_000 - 200_000
    assert amount == pytest.approx(lacking * herd.share.milk / 760_000)


def test_without_land_the_machines_still_burn_diesel() -> None:
    landless = answered("milk", roughage_ha="0")
    assert landless.number("diesel_l") == 120 * 80
    assert answered("milk", roughage_ha="200").number("diesel_l") == 100 * 200


# ---- animals sold


def test_no_kilo_of_liveweight_makes_a_leap_in_the_milk() -> None:
    weights = range(30_000, 90_000, 500)
    shares = [
        allocation.milk_share(TABLE, w / 560_000, milk_energy=90, growth_energy=10).milk
        for w in weights
    ]
    assert max(abs(b - a) for a, b in itertools.pairwise(shares)) < 0.02
    edge = allocation.milk_share(TABLE, 0.07, milk_energy=90, growth_energy=10).milk
    beyond = [s for w, s in zip(weights, shares, strict=True) if w > 0.07 * 560_000]
    assert min(beyond) >= edge


def test_a_herd_that_buys_more_than_it_sells_lays_all_on_its_milk() -> None:
    share = allocation.milk_share(TABLE, -0.01, milk_energy=90, growth_energy=10)
    assert share.milk == 1


def test_more_liveweight_than_the_herd_can_grow_is_asked_about() -> None:
    assert "answer-check sold_lw" not in _asked("milk")
    assert "answer-check sold_lw" in _asked("milk", sold_lw="39900")
    assert "answers-share-range-left sold_lw" in _asked("milk", sold_lw="60000")
    assert "answer-check sold_lw" in _asked("beef_suckler", sold_lw="9000")
    assert "answer-check sold_lw" not in _asked("beef_suckler")
    assert "answer-check carcass_kg" not in _asked("beef_dairy_bull")


# ---- bones, values, packs


@pytest.mark.parametrize(
    ("kind", "product", "asked"),
    [
        ("beef_dairy_bull", "beef-mince", "80"),
        ("pork", "pork-mince", "70"),
        ("chicken", "chicken-breast", "68"),
        ("lamb", "lamb-mince", "70"),
    ],
)
def test_boneless_meat_is_never_the_whole_carcass(kind: str, product: str, asked: str) -> None:
    found = _asked(kind, product=product, meat_yield=asked)
    assert any(one.startswith("answer-implausible") for one in found)
    impossible = _asked(kind, product=product, meat_yield="100")
    stops = [one for one in impossible.values() if one.severity is Severity.ERROR]
    assert [one.where for one in stops] == ["meat_yield"]


def test_a_whole_chicken_is_its_carcass() -> None:
    found = _asked("chicken", product="chicken-whole", meat_yield="100")
    assert not [one for one in found.values() if one.where == "meat_yield"]


def test_no_suppliers_figure_makes_oil_burn_without_carbon() -> None:
    told = {"heat_fuel": "oil", "heat_value": "0.01"}
    assert _kg("chicken", **told) == _kg("chicken", heat_fuel="oil")
    assert "answers-value-not-counted heat_value" in _asked("chicken", **told)
    assert "answer-zero heat_value" in _asked("chicken", heat_value="0")
    district = {"heat_fuel": "district", "heat_value": "0.05"}
    assert _kg("chicken", **district) < _kg("chicken", heat_fuel="district")


@pytest.mark.parametrize(("value", "stops"), [("0", True), ("900", True), ("0.02", False)])
def test_a_value_in_a_recipe_is_judged_like_any_other(value: str, stops: bool) -> None:
    rows = ({"ingredient": "wheat-flour", "kg": "80", "value": value, "supplier": "Kvarn 2025"},)
    found = _asked("bread", recipe=RawAnswer(value=rows))
    here = [one for one in found.values() if one.where.startswith("recipe[")]
    assert len(here) == 1
    assert (here[0].severity is Severity.ERROR) is stops


def test_the_supplier_of_a_value_in_a_recipe_is_kept_with_it() -> None:
    rows = ({"ingredient": "wheat-flour", "kg": "115", "value": "0.4", "supplier": "Kvarn AB"},)
    made = own.footprint(answered("bread", recipe=RawAnswer(value=rows)), KNOWN)
    labels = [one.activity.factor.locator for one in made.flows]
    assert any("Kvarn AB" in one for one in labels)


def test_kg_per_hectare_typed_as_a_total_and_a_pack_in_kg_are_asked_about() -> None:
    assert "answer-implausible-meant n_min" in _asked("grain", n_min="130 kg")
    assert "answer-implausible-meant n_min_d" in _asked("milk", n_min_d="100 kg")
    assert "answer-check yield" in _asked("grain", n_min="600 kg")
    assert "answer-check yield" not in _asked("grain")
    assert "answer-implausible-meant conc" in _asked("milk", conc="20 ton")
    assert "answer-implausible-meant packaging_g" in _asked("bread", packaging_g="0.02")
    assert not [one for one in _asked("bread", packaging_g="0") if one.endswith("packaging_g")]


def test_twice_the_best_harvest_is_no_harvest() -> None:
    assert any(one.startswith("answer-impossible") for one in _asked("grain", **{"yield": "1500"}))


def test_a_percentage_below_one_is_asked_about() -> None:
    assert "answer-percent-part peat_share" in _asked("grain", peat_share="0.1")
    assert not [one for one in _asked("grain", peat_share="10") if "percent" in one]


def test_a_share_that_is_named_twice_is_asked_about() -> None:
    twice = RawAnswer(value={"solid": "50", "Fastgödsel": "100"})
    assert "answer-twice manure_sys" in _asked("milk", manure_sys=twice)


# ---- milk


def test_a_herd_of_less_milk_is_not_taken_for_one_of_the_best_feed() -> None:
    assert answered("milk").number("de") == 70
    assert answered("milk", milk_sold="600 ton").number("de") == 68
    assert answered("milk", milk_sold="600 ton", de="72").number("de") == 72


def test_what_the_milk_holds_is_no_lever() -> None:
    made = own.footprint(answered("milk"), KNOWN)
    named = {one.field.id for one in levers.levers(made, KNOWN)}
    assert named
    assert not named & {"fat", "protein", "weight", "zone"}


def test_milk_is_held_against_its_band_by_the_kilo_of_ecm() -> None:
    made, problems = own.computed(
        answered("milk", milk_sold="640 ton", fat="8,5", protein="6,5"), KNOWN
    )
    assert made is not None
    # 383 x 8.5 + 242 x 6.5 + 783.2 = 5611.7 of 3140 a kg: 1.787 kg ECM
    assert float(made.kg_co2e_per_kg) > 1.5
    assert [one.code for one in problems if one.code == "answers-band"] == []


# ---- labels


def test_every_text_closes_the_brackets_it_opens() -> None:
    for made in questionnaires.load().values():
        fields = [one for field in made.fields for one in (field, *field.columns)]
        texts = [text for one in fields for text in (one.label, one.help, one.found)]
        texts += [unit.label for one in fields for unit in one.units]
        texts += [choice.label for one in fields for choice in one.choices]
        for text in texts:
            for lang in (text.sv, text.en):
                assert lang.count("(") == lang.count(")"), lang
