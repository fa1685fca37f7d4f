"""The producer's account and the engine round alike: each flow once, to the same whole steps."""

from __future__ import annotations

import numpy as np
import pytest

from carbon.farm import knowledge, own, products, questionnaires
from carbon.footprint.compute import compute
from carbon.footprint.records import FlowTable
from carbon.library import load
from carbon.library.records import STAGES
from tests.farm.sample_answers import answered

KNOWN = knowledge.load(load.load())


@pytest.mark.parametrize("questionnaire", sorted(questionnaires.load()))
def test_the_engine_comes_to_the_producers_own_stages_to_the_last_step(questionnaire: str) -> None:
    activities = products.activities(answered(questionnaire), KNOWN)
    count = len(activities)
    flows = FlowTable(
        line=np.zeros(count, dtype=np.int32),
        stage=np.array([STAGES.index(one.stage) for one in activities], dtype=np.int8),
        factor=np.arange(count, dtype=np.int32),
        amount=np.array([one.amount for one in activities], dtype=np.float64),
        basis=np.zeros(count, dtype=np.int8),
        element=np.full(count, -1, dtype=np.int32),
        amount_gsd=np.ones(count),
        line_ids=("own",),
        factors=tuple(one.factor for one in activities),
        elements=(),
    )
    decimals = questionnaires.rules().decimals
    engine = compute(flows, decimals=decimals, mode="half_even")
    assert engine.stage_kg["own"] == own.stage_kg(activities)
