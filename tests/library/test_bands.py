"""The plausibility bands: computed by one rule, and every food outside has a reason."""

from __future__ import annotations

import csv
import math
from decimal import Decimal
from pathlib import Path

import pytest

from carbon import resources, yamlfile
from carbon.library import bands
from carbon.library.bands import Band
from carbon.library.records import Library, Stage
from tests.library import small

FACTORS = resources.factors_folder()
SHARED = Path(__file__).resolve().parents[2].parent / "shared"
COMPARISON = SHARED / "data/factors/derived/comparison-42-foods.csv"
_HEADER = "product,compared,low,high,unit,values,own_transport,source,locator,reason\n"
_HEAD = (
    "table: bands.csv\nbetween_sources_sigma: 0.47\nsource: carbon-method\n"
    "locator: rule\nrule: a rule\ncompared: what\n"
)


@pytest.fixture(scope="module")
def own() -> tuple[Band, ...]:
    found, problems = bands.read(FACTORS)
    assert problems == []
    return found


def _write(folder: Path, *rows: str) -> None:
    (folder / "bands.yaml").write_text(_HEAD, encoding="utf-8")
    (folder / "bands.csv").write_text(_HEADER + "\n".join(rows) + "\n", encoding="utf-8")


def _codes(folder: Path, library: Library) -> list[str]:
    found, problems = bands.read(folder)
    held, wrong = bands.hold(library, found)
    return [one.code for one in (*problems, *wrong, *bands.judge(held))]


def test_at_least_45_foods_have_a_band(own: tuple[Band, ...]) -> None:
    assert len({one.product for one in own}) >= 45


def test_every_band_of_other_sources_follows_the_one_rule(own: tuple[Band, ...]) -> None:
    head, _ = yamlfile.read(FACTORS / bands.HEAD)
    reach = math.exp(head["between_sources_sigma"])
    computed = [one for one in own if one.values]
    assert len(computed) >= 45
    for one in computed:
        assert one.own_transport is not None
        low = float(min(one.values.values()) * (1 - one.own_transport)) / reach
        high = float(max(one.values.values())) * reach
        assert (one.low, one.high) == pytest.approx((low, high), abs=0.0006), one.product
        assert set(one.values) == set(one.sources), one.product


def test_the_share_of_transport_is_that_of_agribalyse(own: tuple[Band, ...], real: Library) -> None:
    with (FACTORS / "production/agribalyse-3.2.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["slug"]: row for row in csv.DictReader(file)}
    checked = 0
    for one in own:
        slug = real.products[one.product].factors[Stage.FARM].split("/")[1]
        if one.own_transport is None or slug not in rows:
            continue
        stages = ("farm", "land_use_change", "processing", "packaging")
        kg = {name: Decimal(text or 0) for name, text in rows[slug].items() if name in (
            *stages, "source_transport", "source_retail")}  # fmt: skip
        moved = kg["source_transport"] + kg["source_retail"]
        share = moved / (moved + sum(kg[name] for name in stages))
        assert abs(share - one.own_transport) <= Decimal("0.006"), one.product
        checked += 1
    assert checked >= 45


@pytest.mark.shared
@pytest.mark.skipif(not COMPARISON.is_file(), reason="../shared is not beside the checkout")
def test_the_between_sources_sigma_is_that_of_the_comparison() -> None:
    with COMPARISON.open(encoding="utf-8", newline="") as file:
        found = [row["sigma_ln_between_sources"] for row in csv.DictReader(file)]
    sigmas = [float(one) for one in found if one]
    assert len(sigmas) == 41
    assert round(math.sqrt(sum(one**2 for one in sigmas) / len(sigmas)), 2) == 0.47


def test_every_food_outside_has_a_reason_and_no_reason_stands_inside(
    own: tuple[Band, ...], real: Library
) -> None:
    held, problems = bands.hold(real, own)
    assert problems == []
    assert len(held) == len(own)
    assert {one.product.id for one in held if not one.inside} == {
        one.product.id for one in held if one.band.reason
    }
    assert {one.code for one in bands.judge(held)} <= {"library-band-explained"}


def test_the_wholesale_value_is_the_sum_of_the_stages_by_hand(library: Library) -> None:
    # carrot: 0.0799 + 0.0001 + 0.0001 + 0 + chilled storage 0.0417, as foods.csv and plain.yaml say
    carrot = library.products["carrot"]
    stages = sum(library.factors[one][0].kg_co2e for one in carrot.factors.values())
    assert bands.wholesale_value(library, carrot) == pytest.approx(stages)
    assert stages == pytest.approx(0.08 + 0.0001 + 0.0001 + 0.0417, abs=1e-9)


def test_inside_is_silent_outside_asks_and_an_idle_reason_is_told(
    folder: Path, library: Library
) -> None:
    row = "carrot,{},{},{},kg CO2e/kg,,,sik-828,page 1,{}"
    _write(folder, row.format("wholesale", "0.1", "0.2", ""))
    assert _codes(folder, library) == []
    _write(folder, row.format("wholesale", "0.2", "0.3", ""))
    assert _codes(folder, library) == ["library-out-of-band"]
    _write(folder, row.format("wholesale", "0.2", "0.3", "because"))
    assert _codes(folder, library) == ["library-band-explained"]
    _write(folder, row.format("wholesale", "0.1", "0.2", "because"))
    assert _codes(folder, library) == ["library-band-reason-idle"]
    _write(folder, row.format("farm", "0.05", "0.1", ""))
    assert _codes(folder, library) == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("unicorn,farm,0,1,kg CO2e/kg,,,sik-828,p,", "library-band-product-missing"),
        ("carrot,farm,0,1,kg CO2e/kg,,,nobody,p,", "library-source-unknown"),
        ("carrot,farm,2,1,kg CO2e/kg,,,sik-828,p,", "library-field-type"),
        ("carrot,shop,0,1,kg CO2e/kg,,,sik-828,p,", "library-field-type"),
        ("carrot,farm,0,1,g CO2e/kg,,,sik-828,p,", "library-field-type"),
        ("carrot,farm,zero,1,kg CO2e/kg,,,sik-828,p,", "library-field-type"),
        ("carrot,farm,0,1,kg CO2e/kg,a=b,,sik-828,p,", "library-field-type"),
        ("carrot,farm,,1,kg CO2e/kg,,,sik-828,p,", "library-field-missing"),
        ("carrot,farm,0,1", "library-table-row"),
    ],
)
def test_a_wrong_row_is_told(folder: Path, library: Library, row: str, code: str) -> None:
    _write(folder, row)
    assert code in _codes(folder, library)


def test_two_bands_for_one_thing_are_told(folder: Path, library: Library) -> None:
    row = "carrot,farm,0,1,kg CO2e/kg,,,sik-828,p,"
    _write(folder, row, row)
    assert "library-id-twice" in _codes(folder, library)


def test_a_library_without_bands_has_none(folder: Path) -> None:
    assert bands.read(folder) == ((), [])


def test_a_table_outside_the_folder_is_refused(folder: Path) -> None:
    _write(folder)
    small.edit(folder, "bands.yaml", "table: bands.csv", "table: ../bands.csv")
    assert [one.code for one in bands.read(folder)[1]] == ["library-path"]
