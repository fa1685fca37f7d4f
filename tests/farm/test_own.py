"""A producer's own footprint: what it is made of, how sure it is, and the digest of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbon import language
from carbon.farm import digest, knowledge, levers, own
from carbon.farm.knowledge import Knowledge
from carbon.farm.records import OwnFootprint, Quality, RawAnswer
from carbon.library import load
from carbon.library.records import Stage
from tests.farm.sample_answers import REQUIRED, answered

KNOWN: Knowledge = knowledge.load(load.load())


def _own(questionnaire: str, **more: RawAnswer | str) -> OwnFootprint:
    return own.footprint(answered(questionnaire, **more), KNOWN)


def _width(made: OwnFootprint) -> float:
    assert made.interval_95 is not None
    return float(made.interval_95[1] / made.interval_95[0])


@pytest.mark.parametrize("questionnaire", sorted(REQUIRED))
def test_every_product_type_gives_a_footprint_whose_flows_make_its_stages(
    questionnaire: str,
) -> None:
    made = _own(questionnaire)
    by_stage: dict[Stage, float] = {}
    for flow in made.flows:
        one = flow.activity
        by_stage[one.stage] = by_stage.get(one.stage, 0.0) + one.amount * one.factor.kg_co2e
        assert flow.amount_gsd >= one.gsd >= 1
        for lang in language.LANGUAGES:
            assert language.word(f"farm-process-{one.process}", lang)
    assert set(by_stage) == set(made.stage_kg)
    for stage, kg in made.stage_kg.items():
        assert float(kg) == pytest.approx(by_stage[stage], abs=1e-5)
        assert kg == kg.quantize(Decimal("0.000001"))
    assert made.kg_co2e_per_kg == sum(made.stage_kg.values())
    assert made.interval_95 is not None
    low, high = made.interval_95
    assert low < made.kg_co2e_per_kg < high


def test_transport_is_never_covered_and_packaging_always_where_it_is_asked() -> None:
    bread = _own("bread")
    assert Stage.TRANSPORT not in bread.stages
    assert Stage.TRANSPORT in bread.stage_kg  # raw material on its way in
    assert Stage.PACKAGING in bread.stages  # by default a usual pack
    loose = _own("bread", packaging_g="0")
    assert Stage.PACKAGING in loose.stages  # there is none, and that is known
    assert Stage.PACKAGING not in loose.stage_kg
    assert loose.kg_co2e_per_kg < bread.kg_co2e_per_kg
    assert Stage.PACKAGING not in _own("milk").stages


def test_the_digest_forgets_names_units_and_files_and_nothing_else() -> None:
    plain = _own("roots")
    renamed = _own("roots", name="Annat", producer="Annan", place="Mora", evidence="a; b")
    other_unit = _own("roots", n_min=RawAnswer(value="80", unit="kg/ha", quality="measured"))
    assert plain.digest == renamed.digest == other_unit.digest
    others = (
        _own("roots", n_min="161"),
        _own("roots", year="2024"),
        _own("roots", product="parsnip"),
        _own("roots", diesel_l="440"),  # the default, but answered
    )
    assert len({plain.digest, *(one.digest for one in others)}) == 1 + len(others)


def test_the_digest_is_sixty_four_digits_over_plain_data_that_says_what_differs() -> None:
    one, other = _own("roots"), _own("roots", n_min="161")
    assert len(one.digest) == 64
    assert digest.of(one.digest_of) == one.digest
    assert digest.differences(one.digest_of, other.digest_of) == ("answers.n_min", "stages.farm")
    answers = one.digest_of["answers"]
    assert isinstance(answers, Mapping)
    assert answers["n_min"] == "160"
    assert answers["diesel_l"] == {"default": "440"}


def test_the_digest_follows_library_and_weights() -> None:
    answers = answered("milk")
    ar5 = own.footprint(answers, replace(KNOWN, gwp="AR5"))
    assert ar5.digest != own.footprint(answers, KNOWN).digest
    assert ar5.kg_co2e_per_kg != own.footprint(answers, KNOWN).kg_co2e_per_kg


@given(noise=st.floats(min_value=-1e-13, max_value=1e-13))
@settings(max_examples=20, deadline=None)
def test_the_noise_that_a_spreadsheet_adds_to_a_number_is_no_other_answer(noise: float) -> None:
    exact = Decimal(repr(160.3 * (1 + noise)))
    assert _own("roots", n_min=RawAnswer(value=exact)).digest == _own("roots", n_min="160,3").digest


# ---- how sure


def test_not_answering_gives_the_defaults_figure_and_never_a_narrower_interval() -> None:
    for questionnaire in ("milk", "roots", "grain", "eggs"):
        made = _own(questionnaire)
        for field in made.answers.questionnaire.fields:
            answer = made.answers.answers[field.id]
            if answer.quality is not Quality.DEFAULT or not isinstance(answer.value, float):
                continue
            stated = RawAnswer(value=Decimal(repr(answer.value)), quality="measured")
            unit = next(one.id for one in field.units if one.factor == 1 and one.times is None)
            told = _own(questionnaire, **{field.id: replace(stated, unit=unit)})
            assert told.kg_co2e_per_kg == made.kg_co2e_per_kg, field.id
            assert _width(told) <= _width(made) + 1e-9, field.id


def test_a_measured_answer_is_surer_than_an_estimate() -> None:
    measured = _own("roots", **{"yield": RawAnswer(value="90", quality="Mätt eller faktura")})
    assert _width(measured) < _width(_own("roots"))


def test_a_flow_rests_on_defaults_when_the_answer_that_moves_it_was_not_given() -> None:
    by_process = {one.activity.process: one for one in _own("roots").flows}
    assert by_process["diesel"].default
    assert not by_process["n2o-mineral"].default
    answered_diesel = {one.activity.process: one for one in _own("roots", diesel_l="400").flows}
    assert not answered_diesel["diesel"].default


def test_an_answers_spread_joins_that_of_the_process_as_squared_logs() -> None:
    made = _own("roots", diesel_l=RawAnswer(value="400", quality="measured"))
    flow = next(one for one in made.flows if one.activity.process == "diesel")
    # Litres (measured: 1.05) by tonnes sold (estimated: 1.15), and nothing of the process itself.
    wanted = math.sqrt(math.log(1.05) ** 2 + math.log(1.15) ** 2 + math.log(flow.activity.gsd) ** 2)
    assert math.log(flow.amount_gsd) == pytest.approx(wanted, rel=0.02)


# ---- levers


def test_levers_are_gains_and_the_largest_stands_first() -> None:
    for questionnaire in ("milk", "roots"):
        found = levers.levers(_own(questionnaire), KNOWN)
        assert found
        assert all(one.kg < 0 for one in found)
        assert [one.kg for one in found] == sorted(one.kg for one in found)
        assert len({one.field.id for one in found}) == len(found)


def test_a_lever_is_what_the_model_gives_when_the_answer_is_changed() -> None:
    made = _own("roots")
    lever = next(one for one in levers.levers(made, KNOWN) if one.field.id == "n_min")
    less = _own("roots", n_min="144")
    assert lever.way == "less"
    change = float(less.kg_co2e_per_kg - made.kg_co2e_per_kg)
    assert lever.kg == pytest.approx(change, rel=0.01)
    assert made.marginal_kg["n_min"] == pytest.approx(-change, rel=0.01)
    assert made.marginal_kg["yield"] < 0


def test_what_would_narrow_the_interval_is_not_yet_measured() -> None:
    made = _own("roots")
    found = levers.narrowing(made)
    assert len(found) == levers.NARROWING
    assert all(0 < one.share <= 1 for one in found)
    measured = RawAnswer(value="400", quality="measured")
    surer = _own("roots", **{found[0].field.id: measured})
    assert found[0].field.id not in {one.field.id for one in levers.narrowing(surer)}


def test_unknown_peat_counts_as_none_and_says_what_a_tenth_would_make() -> None:
    made = _own("grain")
    tenth = levers.peat(made, KNOWN)
    assert tenth is not None
    assert tenth > made.kg_co2e_per_kg
    told = _own("grain", peat_share="10")
    assert levers.peat(told, KNOWN) is None
    assert float(told.kg_co2e_per_kg) == pytest.approx(float(tenth), abs=1e-5)


def test_answers_that_cannot_be_true_together_are_a_question_and_no_crash() -> None:
    made = answered("beef_suckler")
    # A ration that the animals could not live on; the form refuses it, another way in may not.
    starved = replace(made.answers["de"], value=37.5)
    found, problems = own.computed(
        replace(made, answers={**made.answers, "de": starved}), KNOWN, where="f.xlsx"
    )
    assert found is None
    assert [(one.code, one.where) for one in problems] == [("answers-impossible", "f.xlsx")]


def test_what_lies_outside_the_swedish_band_is_asked_about_and_kept() -> None:
    found, problems = own.computed(answered("roots", n_min="700", diesel_l="5000"), KNOWN)
    assert found is not None
    assert [one.code for one in problems] == ["answers-band"]
