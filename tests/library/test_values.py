"""Figures that somebody else printed, read through the whole library."""

from __future__ import annotations

import csv
import statistics
from collections import defaultdict
from pathlib import Path

import pytest

from carbon.library.records import Library, Stage

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the folder ../shared is absent")


def _kg(library: Library, factor_id: str) -> float:
    return library.factors[factor_id][0].kg_co2e


@pytest.mark.parametrize(
    ("factor_id", "kg", "per"),
    [
        # DESNZ 2025, printed TTW + WTT
        ("freight/artic_40t/ambient/tkm@GLO", 0.09502, "t*km"),
        ("freight/artic_40t/refrigerated/tkm@GLO", 0.10994, "t*km"),
        ("freight/van_3t5/ambient/tkm@GLO", 0.78225, "t*km"),
        ("freight/van_3t5/ambient/km@GLO", 0.34584, "km"),
        ("freight/rigid_17t/refrigerated/km@GLO", 0.89291, "km"),
        ("freight/rigid_26t/ambient/tkm@GLO", 0.20882, "t*km"),
        ("freight/all_hgv/refrigerated/tkm@GLO", 0.14663, "t*km"),
        ("freight/rail/ambient/tkm@GLO", 0.0347, "t*km"),
        ("freight/container_ship/ambient/tkm@GLO", 0.01977, "t*km"),
        ("freight/container_feeder/ambient/tkm@GLO", 0.03987, "t*km"),
        ("freight/reefer_ship/refrigerated/tkm@GLO", 0.01602, "t*km"),
        ("freight/roro/ambient/tkm@GLO", 0.06328, "t*km"),
        ("freight/air_long/ambient/tkm@GLO", 0.66646, "t*km"),
        # Method choices: 1 and 3 kg per tonne
        ("hub/transhipment/ambient@GLO", 0.001, "kg"),
        ("hub/transhipment/refrigerated@GLO", 0.003, "kg"),
        # DESNZ 2025 material use, kg per tonne
        ("packaging/glass/primary@GLO", 1.40276667, "kg"),
        ("packaging/aluminium/recycled@GLO", 0.9950779, "kg"),
        # Ember 2024, g per kWh; reduction duty, g per MJ
        ("energy/electricity@SE", 0.035823833, "kWh"),
        ("energy/diesel-fossil@SE", 0.0951, "MJ"),
    ],
)
def test_a_printed_figure_is_what_the_library_holds(
    real: Library, factor_id: str, kg: float, per: str
) -> None:
    factor = real.factors[factor_id][0]
    assert (factor.kg_co2e, factor.per) == (kg, per)


def test_freight_is_the_sum_of_its_two_printed_parts(real: Library) -> None:
    factor = real.factors["freight/artic_40t/ambient/tkm@GLO"][0]
    assert (factor.ttw_kg_co2e, factor.wtt_kg_co2e) == (0.07703, 0.01799)
    assert factor.as_printed == "0.07703 + 0.01799 kgCO2e/tonne.km"
    assert factor.stages == (Stage.TRANSPORT,)
    assert "27_304_3132_14_1" in factor.locator
    assert "28_907_3132_14_1" in factor.locator
    assert factor.empty_running_included is True
    assert factor.payload_t == 12.13


@pytest.mark.parametrize(("load_kg", "grams"), [(100, 208), (300, 69), (600, 35)])
def test_a_van_round_of_60_km_gives_the_worked_cases(
    real: Library, load_kg: float, grams: int
) -> None:
    # reference/transport.md section 8
    per_kg = 60 * _kg(real, "freight/van_3t5/ambient/km@GLO") / load_kg
    assert round(per_kg * 1000) == grams


@pytest.mark.parametrize(
    ("stem", "stage", "printed"),
    [
        # AGRIBALYSE 3.2 as printed at two decimals in reference/factor-sources.md section 3
        ("food/carrot-raw-20009", "farm", 0.08),
        ("food/carrot-raw-20009", "packaging", 0.00),
    ],
)
def test_a_food_stage_is_what_agribalyse_prints(
    real: Library, stem: str, stage: str, printed: float
) -> None:
    assert _kg(real, f"{stem}/{stage}@FR") == pytest.approx(printed, abs=0.005)


def test_eggs_take_their_farm_stage_from_3_1_and_the_rest_from_3_2(real: Library) -> None:
    found = real.factors["food/egg-raw-22000/farm@FR"]
    assert [one.source for one in found] == ["agribalyse-3.1", "agribalyse-3.2"]
    assert real.factors["food/egg-raw-22000/packaging@FR"][0].source == "agribalyse-3.2"


def test_the_whole_library_fills_every_stage_it_can_of_every_product(real: Library) -> None:
    wanted = {
        Stage.FARM,
        Stage.LAND_USE_CHANGE,
        Stage.PROCESSING,
        Stage.PACKAGING,
        Stage.STORAGE,
    }
    assert len(real.products) > 100
    for product in real.products.values():
        assert wanted <= set(product.factors), product.id


def test_warming_potentials_of_ar6(real: Library) -> None:
    # AR6 WGI Tables 7.15 and 7.SM.7
    found = {gas: one.kg_co2e_per_kg for (gwp, gas), one in real.gwp_values.items() if gwp == "AR6"}
    expected = {
        "CO2": 1,
        "CH4": 27.9,
        "CH4-fossil": 29.8,
        "CH4-nonfossil": 27.0,
        "N2O": 273,
        "HFC-134a": 1530,
    }
    assert {gas: found[gas] for gas in expected} == expected


def test_every_source_has_a_licence_and_an_attribution(real: Library) -> None:
    for factor in (one for found in real.factors.values() for one in found):
        source = real.sources[factor.source]
        assert source.licence
        assert source.attribution


def _rows(path: str) -> list[dict[str, str]]:
    with (SHARED / path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.shared
@needs_shared
def test_every_freight_row_equals_the_flat_file(real: Library) -> None:
    rows = _rows(
        "factors/uk-ghg-conversion-2025-scope3/uk-ghg-conversion-factors-2025-scope3-flat.csv"
    )
    printed = {row["ID"]: row["GHG Conversion Factor 2025"] for row in rows}
    freight = [one[0] for key, one in real.factors.items() if key.startswith("freight/")]
    freight = [one for one in freight if one.source == "desnz-2025"]
    assert len(freight) == 62 + 121
    for factor in freight:
        ttw, wtt = (part.rpartition(" = ")[2] for part in factor.locator.split("; "))
        assert factor.ttw_kg_co2e == float(printed[ttw]), factor.id
        assert factor.wtt_kg_co2e == float(printed[wtt]), factor.id


@pytest.mark.shared
@needs_shared
def test_every_packaging_row_equals_the_flat_file(real: Library) -> None:
    rows = _rows(
        "factors/uk-ghg-conversion-2025-scope3/uk-ghg-conversion-factors-2025-scope3-flat.csv"
    )
    printed = {row["ID"]: row["GHG Conversion Factor 2025"] for row in rows}
    for key, found in real.factors.items():
        if key.startswith("packaging/"):
            expected = float(printed[found[0].locator.rpartition(" = ")[2]]) / 1000
            assert found[0].kg_co2e == pytest.approx(expected, rel=1e-12)


@pytest.mark.shared
@needs_shared
def test_every_electricity_row_equals_ember(real: Library) -> None:
    rows = _rows("factors/electricity-intensity/ember-owid-carbon-intensity-by-country-2024.csv")
    column = "Carbon intensity of electricity (gCO2eq/kWh)"
    printed = {row["alpha-2"]: (float(row[column]), int(row["Year"])) for row in rows}
    for key, found in real.factors.items():
        if key.startswith("energy/electricity@") and found[0].source == "ember-owid-2024":
            grams, year = printed[found[0].region]
            assert found[0].kg_co2e == pytest.approx(grams / 1000, rel=1e-12)
            assert found[0].year == year


@pytest.mark.shared
@needs_shared
def test_storage_is_the_median_of_the_shop_stage_by_delivery(real: Library) -> None:
    stages = {
        row["Code AGB"]: row
        for row in _rows("factors/agribalyse-3.2/agribalyse-32-detail-par-etape.csv")
    }
    column = "Changement climatique - Supermarché et distribution"
    kinds = {"A": "ambient", "G": "chilled", "C": "frozen"}
    by_kind: dict[str, list[float]] = defaultdict(list)
    for row in _rows("factors/agribalyse-3.2/agribalyse-32-synthese.csv"):
        if row["Code AGB"] in stages:
            by_kind[kinds[row["Livraison"][0]]].append(float(stages[row["Code AGB"]][column]))
    assert {kind: len(values) for kind, values in by_kind.items()} == {
        "ambient": 1126,
        "chilled": 1223,
        "frozen": 97,
    }
    for kind, values in by_kind.items():
        assert _kg(real, f"storage/wholesale/{kind}@GLO") == statistics.median(values)
