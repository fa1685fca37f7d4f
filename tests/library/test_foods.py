from __future__ import annotations

import math
from decimal import Decimal
from pathlib import Path

import pytest

from carbon.library import load
from carbon.library.foods import inbound_kg
from carbon.library.frame import Frame
from carbon.library.records import Library, Stage, Temperature
from tests.library import small


def _frame(library: Library) -> Frame:
    return Frame(
        sources=library.sources,
        countries=frozenset(),
        groups={},
        gwp_values={},
        assumptions=library.assumptions,
    )


def test_a_row_becomes_one_factor_for_each_stage(library: Library) -> None:
    stages = ("farm", "land_use_change", "processing", "packaging")
    found = [library.factors[f"food/ketchup/{stage}@FR"][0] for stage in stages]
    assert [one.kg_co2e for one in found] == [0.27, 0.001, 0.17, 0.41]
    assert [one.stages for one in found] == [(Stage(stage),) for stage in stages]
    assert {one.per for one in found} == {"kg"}
    assert {one.quality for one in found} == {"DQR 2.8"}
    assert {one.correlation_group for one in found} == {"ketchup"}
    assert found[0].locator.startswith("détail par étape, row 6 (Code AGB 11008)")
    assert found[0].where == "foods.csv:3"


def test_shop_transport_and_home_of_the_source_are_never_counted(library: Library) -> None:
    parts = {key.split("/")[2] for key in library.factors if key.startswith("food/carrot/")}
    assert parts == {
        f"{part}@FR" for part in ("farm", "land_use_change", "processing", "packaging")
    }


@pytest.mark.parametrize(
    ("processing", "transport", "kept"),
    [
        ("0.17", "0.28", "0.14"),  # ketchup, reference/factor-sources.md section 5.3
        ("0.35", "0.41", "0.15"),  # the ceiling
        ("0.0049", "0.26", None),  # prints as 0.00: no plant
        ("0.005", "0.26", "0.13"),
        ("0.5", "0", None),
    ],
)
def test_the_way_to_the_plant(
    library: Library, processing: str, transport: str, kept: str | None
) -> None:
    found = inbound_kg(Decimal(processing), Decimal(transport), _frame(library))
    assert found == (None if kept is None else Decimal(kept))


def test_ketchup_has_a_way_to_the_plant_and_carrot_has_none(library: Library) -> None:
    inbound = library.factors["food/ketchup/inbound@FR"][0]
    assert inbound.kg_co2e == 0.14
    assert inbound.stages == (Stage.TRANSPORT,)
    assert inbound.notes.startswith("Assumed")
    assert math.log(inbound.spread.gsd) == pytest.approx(0.70, abs=0.005)
    assert library.products["ketchup"].inbound == "food/ketchup/inbound@FR"
    assert library.products["carrot"].inbound is None


def test_a_measured_zero_is_kept_and_an_empty_cell_is_missing(folder: Path) -> None:
    assert load.load(folder).factors["food/carrot/packaging@FR"][0].kg_co2e == 0
    small.edit(folder, "foods.csv", "0.0001,0,0.26", "0.0001,,0.26")
    codes = [one.code for one in load.check(folder)]
    assert codes == ["library-product-factor-unknown"]


def test_a_product_is_given_its_stages_and_its_storage(library: Library) -> None:
    carrot = library.products["carrot"]
    assert carrot.temperature is Temperature.CHILLED
    assert dict(carrot.factors) == {
        Stage.FARM: "food/carrot/farm@FR",
        Stage.LAND_USE_CHANGE: "food/carrot/land_use_change@FR",
        Stage.PROCESSING: "food/carrot/processing@FR",
        Stage.PACKAGING: "food/carrot/packaging@FR",
        Stage.STORAGE: "storage/wholesale/chilled@GLO",
    }


def test_a_product_may_name_a_stage_s_factor_itself(folder: Path) -> None:
    storage = "storage=storage/wholesale/ambient@GLO"
    small.edit(folder, "products.csv", "a kitchen scale,0.9,", f"a kitchen scale,0.9,{storage}")
    carrot = load.load(folder).products["carrot"]
    assert carrot.factors[Stage.STORAGE] == "storage/wholesale/ambient@GLO"
    assert carrot.factors[Stage.FARM] == "food/carrot/farm@FR"
