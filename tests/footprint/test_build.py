"""The flow table: each stage exactly once, gaps are problems, overlaps impossible."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from carbon.footprint.build import build
from carbon.footprint.compute import compute
from carbon.footprint.records import Basis
from carbon.library.records import STAGES, Factor, Product, Stage
from carbon.problems import LibraryError
from tests.builders import BOUNDARY, factor, leg, library, line_input, product

FREIGHT = factor("freight/artic_40t/ambient/tkm@GLO", 0.11, Stage.TRANSPORT, per="t*km")
RIGID = factor("freight/rigid_17t/ambient/tkm@GLO", 0.543, Stage.TRANSPORT, per="t*km")


def _carrot() -> tuple[Product, list[Factor]]:
    return product(
        "carrot", farm=0.08, land_use_change=0.0, processing=0.0, packaging=0.0, storage=0.02
    )


def test_the_carrot_of_factor_sources_section_5_comes_to_its_printed_figure() -> None:
    # farm 0.08 + (250 km x 0.110 + 40 km x 0.543)/1000 + storage 0.02 = 0.14922, printed as 0.15
    carrot, factors = _carrot()
    known = library([carrot], [*factors, FREIGHT, RIGID])
    chain = [leg(FREIGHT.id, 0.250), leg(RIGID.id, 0.040, order=2)]
    flows, problems = build(
        [line_input("a", carrot, chain=chain)], boundary=BOUNDARY, library=known
    )
    assert not problems
    footprint = compute(flows, decimals=6, mode="half_even")
    assert footprint.line_kg["a"] == Decimal("0.149220")
    assert footprint.stage_kg["a"][Stage.TRANSPORT] == Decimal("0.049220")


def test_each_stage_of_the_boundary_stands_in_the_table_exactly_once() -> None:
    carrot, factors = _carrot()
    known = library([carrot], [*factors, FREIGHT])
    line = line_input("a", carrot, chain=[leg(FREIGHT.id, 0.25)])
    flows, _ = build([line], boundary=BOUNDARY, library=known)
    assert sorted(STAGES[i] for i in flows.stage) == sorted(BOUNDARY)


def test_a_stage_without_a_factor_is_a_problem_and_the_line_has_no_footprint() -> None:
    carrot, factors = product("carrot", farm=0.08)
    known = library([carrot], [*factors, FREIGHT])
    line = line_input("a", carrot, chain=[leg(FREIGHT.id, 0.25)])
    flows, problems = build([line], boundary=BOUNDARY, library=known)
    assert {p.code for p in problems} == {"stage-uncovered"}
    assert len(problems) == 4  # land-use change, processing, packaging and storage
    assert flows.line_ids == ()


def test_a_line_without_a_chain_has_no_transport_and_therefore_no_footprint() -> None:
    carrot, factors = _carrot()
    flows, problems = build(
        [line_input("a", carrot)], boundary=BOUNDARY, library=library([carrot], factors)
    )
    assert [dict(p.values)["stage"] for p in problems] == ["transport"]
    assert flows.line_ids == ()


def test_a_declared_value_replaces_exactly_the_stages_it_covers() -> None:
    carrot, factors = _carrot()
    own = factor("declared/a", 0.05, Stage.FARM, Stage.LAND_USE_CHANGE, Stage.PROCESSING)
    known = library([carrot], [*factors, FREIGHT])
    line = line_input("a", carrot, chain=[leg(FREIGHT.id, 0.25)], declared=own)
    flows, problems = build([line], boundary=BOUNDARY, library=known)
    assert not problems
    footprint = compute(flows, decimals=6, mode="half_even")
    # 0.05 declared + 0 packaging + 0.25 x 0.11 transport + 0.02 storage
    assert footprint.line_kg["a"] == Decimal("0.097500")
    assert list(flows.basis).count(Basis.DECLARED) == 1


def test_a_declared_value_that_covers_transport_leaves_the_chain_out() -> None:
    carrot, factors = _carrot()
    own = factor("declared/a", 0.30, *BOUNDARY)
    known = library([carrot], [*factors, FREIGHT])
    line = line_input("a", carrot, chain=[leg(FREIGHT.id, 0.25)], declared=own)
    flows, _ = build([line], boundary=BOUNDARY, library=known)
    assert compute(flows, decimals=6, mode="half_even").line_kg["a"] == Decimal("0.300000")


def test_a_factor_that_covers_a_stage_another_flow_fills_is_refused() -> None:
    carrot, factors = product("carrot", farm=0.08, processing=0.1)
    both = factor("food/carrot/farm@GLO", 0.08, Stage.FARM, Stage.PROCESSING)
    known = library([carrot], [both, factors[1], FREIGHT])
    line = line_input("a", carrot, chain=[leg(FREIGHT.id, 0.25)])
    with pytest.raises(LibraryError, match="twice"):
        build([line], boundary=(Stage.FARM, Stage.PROCESSING), library=known)


def test_mass_per_unit_scales_every_flow() -> None:
    carrot, factors = _carrot()
    known = library([carrot], [*factors, FREIGHT])
    chain = [leg(FREIGHT.id, 0.25)]
    lines = [
        line_input("one", carrot, chain=chain),
        line_input("half", carrot, chain=chain, mass_kg=0.5),
    ]
    flows, _ = build(lines, boundary=BOUNDARY, library=known)
    footprint = compute(flows, decimals=6, mode="half_even")
    assert footprint.line_kg["half"] * 2 == footprint.line_kg["one"]


def test_a_flow_beyond_reason_takes_the_line_out_instead_of_overflowing() -> None:
    carrot, factors = _carrot()
    known = library([carrot], [*factors, FREIGHT])
    for absurd in (1e31, float("inf"), float("nan"), -1e31):
        line = line_input("a", carrot, chain=[leg(FREIGHT.id, absurd)])
        flows, problems = build([line], boundary=BOUNDARY, library=known)
        assert [p.code for p in problems] == ["flow-beyond-reason"]
        assert flows.line_ids == ()


def test_a_declared_value_that_covers_processing_holds_the_way_into_the_plant() -> None:
    plain, factors = product("milk", farm=0.9, processing=0.1, storage=0.02)
    inbound = factor("food/milk/inbound@GLO", 0.11, Stage.TRANSPORT)
    milk = replace(plain, inbound=inbound.id)
    known = library([milk], [*factors, inbound, FREIGHT])
    boundary = (Stage.FARM, Stage.PROCESSING, Stage.TRANSPORT, Stage.STORAGE)
    chain = [leg(FREIGHT.id, 0.25)]
    own = factor("declared/a", 0.8, Stage.FARM, Stage.PROCESSING)
    farm_only = factor("declared/b", 0.8, Stage.FARM)
    lines = [
        line_input("gate", milk, chain=chain, declared=own),
        line_input("farm", milk, chain=chain, declared=farm_only),
    ]
    flows, _ = build(lines, boundary=boundary, library=known)
    footprint = compute(flows, decimals=6, mode="half_even")
    assert footprint.stage_kg["gate"][Stage.TRANSPORT] == Decimal("0.027500")
    assert footprint.stage_kg["farm"][Stage.TRANSPORT] == Decimal("0.137500")


def test_one_figure_may_fill_several_stages_and_is_counted_once() -> None:
    tea, _ = product("tea", farm=2.0)
    whole = factor("food/tea/whole@GLO", 2.0, Stage.FARM, Stage.LAND_USE_CHANGE, Stage.PROCESSING)
    tea = replace(tea, factors=dict.fromkeys(whole.stages, whole.id))
    known = library([tea], [whole])
    flows, problems = build([line_input("a", tea)], boundary=whole.stages, library=known)
    assert problems == []
    assert compute(flows, decimals=6, mode="half_even").line_kg["a"] == Decimal("2.000000")


def test_a_figure_that_reaches_beyond_what_is_asked_takes_the_line_out() -> None:
    tea, _ = product("tea", farm=2.0)
    whole = factor("food/tea/whole@GLO", 2.0, Stage.FARM, Stage.PROCESSING)
    tea = replace(tea, factors=dict.fromkeys(whole.stages, whole.id))
    known = library([tea], [whole])
    flows, problems = build([line_input("a", tea)], boundary=(Stage.FARM,), library=known)
    assert [one.code for one in problems] == ["stage-inseparable"]
    assert len(flows.amount) == 0
