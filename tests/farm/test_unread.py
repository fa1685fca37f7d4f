"""A question that the model does not look at moves nothing, and the model is not asked about it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carbon.farm import knowledge, own
from carbon.library import load
from tests.farm.sample_answers import REQUIRED, answered

KNOWN = knowledge.load(load.load())


def test_packaging_of_nothing_is_the_same_in_every_material() -> None:
    made = own.footprint(answered("roots", packaging_g="0"), KNOWN)
    assert {kg for _, kg in made.changes_kg["packaging_material"]} == {0.0}
    glass = own.footprint(answered("roots", packaging_g="0", packaging_material="glass"), KNOWN)
    assert glass.kg_co2e_per_kg == made.kg_co2e_per_kg


def test_packaging_of_something_is_not() -> None:
    made = own.footprint(answered("roots", packaging_g="20"), KNOWN)
    assert all(kg != 0 for _, kg in made.changes_kg["packaging_material"])


@pytest.mark.parametrize("questionnaire", REQUIRED)
def test_the_digest_alone_is_that_of_the_footprint(questionnaire: str) -> None:
    answers = answered(questionnaire)
    assert own.digest_alone(answers, KNOWN) == own.footprint(answers, KNOWN).digest


def test_answers_that_cannot_be_true_have_no_digest() -> None:
    made = answered("beef_suckler")
    starved = replace(made.answers["de"], value=37.5)
    assert own.digest_alone(replace(made, answers={**made.answers, "de": starved}), KNOWN) == ""
