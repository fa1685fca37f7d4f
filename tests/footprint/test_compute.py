"""Amounts times factors, rounded once, exact from there on."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from carbon.footprint.build import build
from carbon.footprint.compute import compute, emissions, to_steps
from carbon.footprint.records import Footprint
from carbon.library.records import Stage
from tests.builders import factor, leg, library, line_input, product

FREIGHT = factor("freight/x/ambient/tkm@GLO", 0.11, Stage.TRANSPORT, per="t*km")
BOUNDARY = (Stage.FARM, Stage.TRANSPORT, Stage.STORAGE)
KILOGRAMS = st.floats(min_value=0.0, max_value=100.0, allow_nan=False)


def test_half_to_even_and_half_up_differ_only_at_the_half() -> None:
    kg = np.array([0.5, 1.5, 2.5, -0.5, 2.4])
    assert to_steps(kg, decimals=0, mode="half_even").tolist() == [0, 2, 2, 0, 2]
    assert to_steps(kg, decimals=0, mode="half_up").tolist() == [1, 2, 3, -1, 2]


@given(st.lists(KILOGRAMS, min_size=1, max_size=300))
def test_blocks_give_what_the_whole_table_gives(farm: list[float]) -> None:
    footprint = _footprint(farm * 40)
    flows = footprint.flows
    values = np.array([one.kg_co2e for one in flows.factors])
    whole = to_steps(emissions(flows, values), decimals=6, mode="half_even")
    assert footprint.steps.tolist() == whole.astype(np.int64).tolist()
    assert sum(footprint.line_kg.values()) == Decimal(int(whole.sum())).scaleb(-6)


def _footprint(farm: list[float], mass: float = 1.0, tkm: float = 0.3) -> Footprint:
    made = [product(f"p{i}", farm=kg, storage=0.02) for i, kg in enumerate(farm)]
    known = library([p for p, _ in made], [FREIGHT, *(f for _, fs in made for f in fs)])
    lines = [line_input(p.id, p, mass_kg=mass, chain=[leg(FREIGHT.id, tkm)]) for p, _ in made]
    flows, problems = build(lines, boundary=BOUNDARY, library=known)
    assert not problems
    return compute(flows, decimals=6, mode="half_even")


@given(st.lists(KILOGRAMS, min_size=1, max_size=8))
def test_stages_add_up_to_the_line_without_a_remainder(farm: list[float]) -> None:
    footprint = _footprint(farm)
    for line_id, total in footprint.line_kg.items():
        assert sum(footprint.stage_kg[line_id].values(), Decimal(0)) == total


@given(st.lists(KILOGRAMS, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_nothing(farm: list[float], random: Random) -> None:
    made = [product(f"p{i}", farm=kg, storage=0.02) for i, kg in enumerate(farm)]
    known = library([p for p, _ in made], [FREIGHT, *(f for _, fs in made for f in fs)])
    lines = [line_input(p.id, p, chain=[leg(FREIGHT.id, 0.3)]) for p, _ in made]
    shuffled = list(lines)
    random.shuffle(shuffled)
    first, _ = build(lines, boundary=BOUNDARY, library=known)
    second, _ = build(shuffled, boundary=BOUNDARY, library=known)
    assert compute(first, decimals=6, mode="half_even").line_kg == (
        compute(second, decimals=6, mode="half_even").line_kg
    )


@given(KILOGRAMS, KILOGRAMS)
def test_a_higher_factor_lowers_no_total(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert _footprint([low]).line_kg["p0"] <= _footprint([high]).line_kg["p0"]


def test_one_tonne_km_is_counted_in_the_unit_of_its_factor() -> None:
    # 1 kg over 300 km = 0.3 t·km, times 0.11 kg per t·km = 0.033 kg
    assert _footprint([0.0]).stage_kg["p0"][Stage.TRANSPORT] == Decimal("0.033000")
