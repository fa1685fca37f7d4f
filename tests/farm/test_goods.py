"""What farms buy and burn: each figure has factor and source, and a supplier's own replaces it."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbon import language
from carbon.farm import declared, goods
from carbon.farm.animalgoods import soya
from carbon.farm.boughtgoods import bought, fertilising, without_figure
from carbon.library.load import load as load_library
from carbon.library.records import Stage
from tests.farm.crop_answers import answers, flows, kg, knowledge, of

OATS = {"crop": "oats", "area": 1.0, "yield": 4.0, "n_min": 80.0, "manure": 0.0}


def per_unit(good: str) -> float:
    return kg(bought(good, 1, process="x", knowledge=knowledge()))


def test_every_good_comes_to_a_figure_with_a_source_that_is_told() -> None:
    library = knowledge().library
    all_goods = goods.load(library)
    sources = library.sources
    for good in all_goods.by_id.values():
        for one in bought(good.id, 1, process="x", knowledge=knowledge()):
            assert one.factor.source in sources, good.id
            assert one.factor.locator
        for part in good.parts:
            assert part.by == 1 or (part.source in sources and part.locator), good.id


# by hand from the printed figures: MJ/l x g/MJ, tank to wheel + well to tank, per kg of nutrient
@pytest.mark.parametrize(
    ("good", "expected"),
    [
        ("diesel", 35.9 * 0.0951),
        ("diesel-2026", 35.6 * 0.0856),
        ("hvo", 34.0 * 0.0164),
        ("rme", 33.9 * 0.0332),
        ("electricity", 0.035823833),
        ("heat-oil", 0.27287 + 0.06291),
        ("heat-lpg", 0.23031 + 0.02736),
        ("heat-gas", 0.20264 + 0.03347),
        ("heat-chips", 0.01132 + 0.00792),
        ("heat-pellets", 0.01132 + 0.03744),
        ("heat-biogas", 0.00023 + 0.01851),
        ("n-an", 3.6),
        ("n-npk", 4.0),
        ("n-nitrate", 4.4),
        ("n-urea", 3.67),
        ("n-unknown", 3.6 - 1.3 + 1.3 * 7.5 / 1.85),
        ("p", 2.32),
        ("k", 0.69),
        ("lime", 0.03907),
        ("pesticide", 12.01),
        ("plastic", 2.96508),
        ("feed-grain", 0.31),
        ("feed-soya-certified", 0.40251152 + 0.017484427),
        ("cold-store", 0.02 * 0.035823833),
    ],
)
def test_one_unit_of_a_good_is_what_its_sources_print(good: str, expected: float) -> None:
    assert per_unit(good) == pytest.approx(expected, rel=1e-4)


def test_soya_without_a_certificate_is_one_figure_with_felled_land_on_its_own_stage() -> None:
    certified = soya(2, certified=True, knowledge=knowledge())
    assert {one.stage for one in certified} == {Stage.FARM}
    assert kg(certified) == pytest.approx(2 * (0.40251152 + 0.017484427))
    felled = soya(2, certified=False, knowledge=knowledge())
    changed = [one for one in felled if one.stage is Stage.LAND_USE_CHANGE]
    assert kg(changed) == pytest.approx(2 * 3.0)
    assert kg(felled) == pytest.approx(kg(certified) + kg(changed))
    # The goods hold no second figure for it.
    assert [one for one in goods.load(knowledge().library).by_id if "soya" in one] == [
        "feed-soya-certified"
    ]


def test_a_good_that_no_source_has_is_asked_of_its_supplier() -> None:
    assert without_figure("feed-compound", knowledge())
    assert not without_figure("lime", knowledge())
    library = knowledge().library
    told = declared.declared_factor(
        library,
        good="feed-compound",
        kg_co2e=0.52,
        per="kg",
        supplier="Svenska Foder AB",
        year=2025,
        stages=(Stage.FARM,),
        where="form!B7",
    )
    (one,) = bought("feed-compound", 2.0, process="feed", knowledge=knowledge(), value=told)
    assert one.amount * one.factor.kg_co2e == pytest.approx(1.04)
    assert (one.factor.id, one.factor.source) == (
        "declared/svenska-foder-ab/feed-compound",
        "declared",
    )
    assert (one.factor.locator, one.factor.year) == ("Svenska Foder AB 2025", 2025)
    assert one.factor.spread.gsd == library.assumption("evidence.level_2.gsd")


def test_a_declared_value_is_no_negative_number_and_no_text() -> None:
    for wrong in (-0.1, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="declared"):
            declared.declared_factor(
                knowledge().library,
                good="feed",
                kg_co2e=wrong,
                per="kg",
                supplier="x",
                year=2025,
                stages=(Stage.FARM,),
                where="-",
            )


def test_the_fertiliser_makers_own_value_replaces_ours() -> None:
    made = answers("grain", "oats-whole", n_type="an", n_value=2.0, **OATS)
    assert of(flows(made), "nitrogen-making") * 4000 == pytest.approx(80 * 2.0)
    ours = answers("grain", "oats-whole", n_type="an", **OATS)
    assert of(flows(ours), "nitrogen-making") * 4000 == pytest.approx(80 * 3.6)


def test_guaranteed_power_counts_as_the_mix_until_its_figure_is_shown() -> None:
    of_the_mix = answers("grain", "oats-whole", electricity_kwh=1000.0, **OATS)
    promised = answers("grain", "oats-whole", electricity_kwh=1000.0, el_contract="origin", **OATS)
    shown = answers(
        "grain", "oats-whole", electricity_kwh=1000.0, el_contract="origin", el_value=0.01, **OATS
    )
    assert of(flows(promised), "electricity") == of(flows(of_the_mix), "electricity")
    assert of(flows(shown), "electricity") * 4000 == pytest.approx(10)


def test_a_refilled_refrigerant_has_leaked() -> None:
    # R449A 1504.596 (AR6, by mass shares); propane, carbon dioxide and ammonia count as 1
    given = {**OATS, "refrigerant_kg": 2.0}
    found = flows(answers("grain", "oats-whole", refrigerant="r449a", **given))
    assert of(found, "refrigerant") * 4000 == pytest.approx(2 * 1504.596)
    found = flows(answers("grain", "oats-whole", refrigerant="natural", **given))
    assert of(found, "refrigerant") * 4000 == pytest.approx(2)


def test_what_was_not_bought_leaves_no_flow() -> None:
    given = {**OATS, "n_min": 0.0, "p_kg": 0.0, "k_kg": 0.0, "lime_t": 0.0, "pesticide": 0.0}
    made = answers("grain", "oats-whole", **given)
    assert fertilising(made, per_kg=0.001, knowledge=knowledge()) == []


def test_a_stand_in_is_wider_than_the_factor_alone() -> None:
    (urea,) = bought("n-urea", 1, process="x", knowledge=knowledge())
    assert urea.factor.proxy
    assert urea.gsd > 1
    (power,) = bought("electricity", 1, process="x", knowledge=knowledge())
    assert power.gsd == 1


def test_a_damaged_file_of_goods_says_all_that_is_wrong(tmp_path: Path) -> None:
    folder = tmp_path / "farm"
    folder.mkdir()
    text = (
        "region: EUROPE\nfactors: []\nask: []\ngoods:\n"
        "  odd: {unit: kg, parts: [{factor: input/nothing@SE}]}\n"
        "  half: {unit: l, parts: [{factor: energy/hvo100@SE, by: 34}]}\n"
        "  none: {unit: kg, colour: red, parts: []}\n"
    )
    (folder / "goods.yaml").write_text(text, encoding="utf-8")
    _, problems = goods.read(load_library(), tmp_path)
    assert sorted(one.code for one in problems) == [
        *("factor-unknown", "library-field-missing", "library-field-missing"),
        *("library-field-missing", "library-field-unknown"),
    ]


def test_every_flow_has_its_name_in_both_languages() -> None:
    given = {**OATS, "n_type": "urea", "peat_share": 10.0, "refrigerant_kg": 1.0, "manure": 10.0}
    every = [
        *flows(answers("grain", "oats-whole", **given)),
        *flows(
            answers("berries", area=1.0, n_min=1.0, manure=0.0, packaging_g=9.0, **{"yield": 5.0})
        ),
    ]
    for one in every:
        for lang in ("sv", "en"):
            assert language.word(f"farm-process-{one.process}", lang)


def test_naming_calcium_nitrate_or_npk_is_never_a_gain_over_ammonium_nitrate() -> None:
    made = {
        kind: bought(f"n-{kind}", 1, process="x", knowledge=knowledge())[0].factor
        for kind in ("an", "npk", "nitrate")
    }
    assert made["nitrate"].kg_co2e > made["npk"].kg_co2e > made["an"].kg_co2e
    assert made["nitrate"].source == made["npk"].source == "carbon-method"
