"""Waste, refrigerants, heat, fuels and farm inputs of the library, against their sources."""

import re
from decimal import Decimal

import pytest

from carbon.library import load
from carbon.library.records import Factor, Library, Stage


@pytest.fixture(scope="module")
def library() -> Library:
    return load.load()


def first(library: Library, key: str) -> Factor:
    return library.factors[key][0]


def test_biological_treatment_is_the_default_of_ipcc_in_ar6(library: Library) -> None:
    methane = library.gwp_values["AR6", "CH4-nonfossil"].kg_co2e_per_kg
    nitrous = library.gwp_values["AR6", "N2O"].kg_co2e_per_kg
    # IPCC 2006 vol. 5 Table 4.1, wet weight: compost 4 g CH4 and 0.24 g N2O per kg, AD 0.8 g CH4
    compost = first(library, "waste/food/compost@GLO").kg_co2e
    assert compost == pytest.approx(0.004 * methane + 0.00024 * nitrous)
    digestion = first(library, "waste/food/digestion@GLO").kg_co2e
    assert digestion == pytest.approx(0.0008 * methane)
    # factor-sources.md, section 4: compost 0.18, AD 0.02 (0.17352 is 0.17 to two decimals)
    assert compost == pytest.approx(0.18, abs=0.01)
    assert digestion == pytest.approx(0.02, abs=0.002)


def test_waste_fills_the_waste_stage_and_nothing_else(library: Library) -> None:
    waste = [one for key, every in library.factors.items() if key[:6] == "waste/" for one in every]
    assert len(waste) == 76
    assert {one.stages for one in waste} == {(Stage.WASTE,)}


@pytest.mark.parametrize(
    ("gas", "values"),
    [
        # globalwarmingpotentials 0.13.2: AR4, AR5, AR5 with feedback, AR6
        ("N2O", (298, 265, 298, 273)),
        ("CH4-fossil", (25, 30, 34, 29.8)),
        ("CH4-nonfossil", (25, 28, 34, 27.0)),
        ("HFC-134a", (1430, 1300, 1549, 1530)),
        ("HFC-125", (3500, 3170, 3691, 3740)),
        ("HFC-143a", (4470, 4800, 5508, 5810)),
        ("HFC-32", (675, 677, 817, 771)),
        ("SF6", (22800, 23500, 26087, 25200)),
        ("NF3", (17200, 16100, 17885, 17400)),
        ("CO2", (1, 1, 1, 1)),
    ],
)
def test_potentials_of_four_sets(library: Library, gas: str, values: tuple[float, ...]) -> None:
    sets = ("AR4", "AR5", "AR5-feedback", "AR6")
    assert tuple(library.gwp_values[one, gas].kg_co2e_per_kg for one in sets) == values


def test_a_refrigerant_is_stated_in_ar6_before_ar5(library: Library) -> None:
    both = library.factors["refrigerant/r404a@GLO"]
    assert [(one.kg_co2e, one.gwp) for one in both] == [(4728, "AR6"), (3943, "AR5")]
    for name in ("r134a", "r407f", "r448a", "r449a", "r452a", "r410a", "r290", "r600a", "r717"):
        assert f"refrigerant/{name}@GLO" in library.factors
    assert first(library, "refrigerant/r744@GLO").kg_co2e == 1
    assert first(library, "refrigerant/r717@GLO").kg_co2e == 0


def test_a_mixed_refrigerant_is_the_sum_that_its_locator_shows(library: Library) -> None:
    mixed = [one for key in library.factors for one in library.factors[key]]
    mixed = [one for one in mixed if one.source == "ar6-blends"]
    assert len(mixed) == 27
    for one in mixed:
        terms = re.findall(r"([\d.]+) % x ([\d.]+)", one.locator)
        assert sum(Decimal(share) for share, _ in terms) == 100
        total = sum(Decimal(share) * Decimal(value) for share, value in terms) / 100
        assert one.kg_co2e == pytest.approx(float(total)), one.id


def test_district_heat_belongs_to_a_network_and_a_year(library: Library) -> None:
    found = {
        key: (round(first(library, key).kg_co2e * 1000, 2), first(library, key).year)
        for key in library.factors
        if "district-heat" in key
    }
    assert found == {
        "energy/district-heat-gavle@SE": (4.2, 2019),
        "energy/district-heat-umea@SE": (51, 2022),
        "energy/district-heat-enkoping@SE": (2.99, 2021),
    }


def test_a_renewable_fuel_beats_diesel_on_the_same_lorry(library: Library) -> None:
    diesel = first(library, "freight/artic_40t/refrigerated/tkm@GLO")
    # transport.md, section 3: HVO100 gives about 16 % of diesel (at 14.0 g/MJ; 16.4 g is 19 %)
    hvo = first(library, "freight/artic_40t-hvo100/refrigerated/tkm@GLO")
    assert hvo.kg_co2e / diesel.kg_co2e == pytest.approx(0.18, abs=0.02)
    assert hvo.ttw_kg_co2e is not None
    assert hvo.wtt_kg_co2e is not None
    assert 0 < hvo.ttw_kg_co2e < hvo.wtt_kg_co2e
    assert (hvo.proxy, hvo.energy) == (True, "HVO100")


def test_carriers_add_up_to_the_published_well_to_wheel_figure(library: Library) -> None:
    # 1.051278 MJ per t·km x 16.4 g/MJ; x 33.2 g/MJ
    for fuel, grams in (("hvo100", 16.4), ("fame100", 33.2)):
        found = first(library, f"freight/artic_40t-{fuel}/ambient/tkm@GLO").kg_co2e
        assert found == pytest.approx(1.051278 * grams / 1000, abs=1e-6)


def test_farm_inputs_name_their_source_and_are_marked_as_proxies(library: Library) -> None:
    found = [every[0] for key, every in library.factors.items() if key.startswith("input/")]
    assert {one.id: one.kg_co2e for one in found} == {
        "input/fertiliser-ammonium-nitrate-n@EUROPE": 3.6,
        "input/fertiliser-n@DK": 3.67,
        "input/fertiliser-p@DK": 2.32,
        "input/fertiliser-k@DK": 0.69,
        "input/feed-wheat@SE": 0.31,
    }
    assert all(one.proxy and one.source in library.sources for one in found)
    assert {one.stages for one in found} == {(Stage.FARM,)}


def test_the_older_edition_holds_what_the_chains_need() -> None:
    old, new = load.load(None, "2024-11"), load.load()
    by_fuel = ("-hvo100/", "-fame100/", "-biogas100/", "-electric-se/")
    for domain in ("freight/", "packaging/", "waste/", "energy/", "hub/", "storage/"):
        missing = {key for key in new.factors if key.startswith(domain)} - set(old.factors)
        assert not [key for key in missing if not any(one in key for one in by_fuel)]
    assert first(old, "freight/van_3t5/ambient/tkm@GLO").as_printed.startswith("0.61643 + 0.15095")
    assert first(old, "energy/electricity@SE").year == 2023
    assert old.edition != new.edition
