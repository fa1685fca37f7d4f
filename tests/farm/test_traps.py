"""The traps of the field (farm-model.md §5): mistakes that other tools make, and we must not."""

from __future__ import annotations

import pytest

from carbon.farm import allocation, enteric, excretion, liming, manure, parameters, peat, soils
from carbon.farm import energybalance as balance
from carbon.farm.climate import Moisture, Zone
from carbon.farm.gases import Gas, n2o_kg
from carbon.farm.gases import weights as weights_of
from carbon.farm.residues import crop_residues, residue_factors
from carbon.farm.soils import SoilNitrogen
from carbon.library.load import load

TABLE = parameters.load()


def test_digestibility_stands_in_the_second_term_of_rem_and_reg() -> None:
    # 1.123 - 4.092e-3 * 70 + 1.126e-5 * 4900 - 25.4 / 70 = 1.123 - 0.28644 + 0.055174 - 0.362857
    assert balance.rem(TABLE, 70) == pytest.approx(0.528877, abs=1e-6)
    # 1.164 - 0.00516 * 70 + 1.308e-5 * 4900 - 37.4 / 70 = 1.164 - 0.3612 + 0.064092 - 0.534286
    assert balance.reg(TABLE, 70) == pytest.approx(0.332606, abs=1e-6)


def test_weight_counts_to_the_power_of_three_quarters() -> None:
    assert balance.maintenance_mj(TABLE, 16, 0.386) == pytest.approx(0.386 * 8)


def test_urinary_energy_loses_its_ash_too() -> None:
    # 100 MJ at 70 %: (30 + 4) * 0.92 / 18.45; without the outer bracket it would be 1.7 + 4
    solids = excretion.volatile_solids_kg(
        100, digestibility_percent=70, urinary_share=0.04, ash_share=0.08, feed_mj_per_kg_dm=18.45
    )
    assert solids == pytest.approx(34 * 0.92 / 18.45)


def test_nitrogen_in_a_growing_bull_is_some_tens_of_grams() -> None:
    # 1.2 kg gain at NEg 12.77: 1.2 * (268 - 7.03 * 12.77 / 1.2) = 231.8 g protein; / 6.25 = 37 g N
    assert balance_gain(1.2, 12.769) == pytest.approx(0.03709, abs=1e-4)
    assert balance_gain(0, 0) == 0


def balance_gain(gain: float, growth: float) -> float:
    return excretion.gain_nitrogen_kg(TABLE, gain, growth)


def test_corrected_milk_of_standard_milk_is_the_milk_itself() -> None:
    assert allocation.fpcm_kg(TABLE, 1000, 4.0, 3.3) == pytest.approx(1000, rel=0.001)


def test_residues_above_ground_count_by_the_hectare_like_those_below() -> None:
    row = residue_factors(TABLE, "barley")
    one, two = crop_residues(4000, row), crop_residues(8000, row)
    assert two.n_kg == pytest.approx(2 * one.n_kg)


@pytest.mark.parametrize(
    ("id", "value"),
    [
        ("ca-sheep/flat-pasture", 0.0107),
        ("lamb-growth-a/females", 2.1),
        ("lamb-growth-b/females", 0.45),
        ("manure-ef3/solid-bulking", 0.005),
        ("peat-n2o/grassland-boreal", 9.5),
        ("fracleachms/deep-bedding", 0.035),
        ("soc-ref/hac/cool-moist", 81),
        ("residue/perennial-grass/n-ag", 0.015),
        ("residue/rye/rs", 0.22),
        ("vs-rate/dairy", 8.4),
        ("nex-rate/dairy", 0.54),
    ],
)
def test_a_figure_that_other_tables_print_wrongly_is_the_right_one(id: str, value: float) -> None:
    assert TABLE.value(id) == value


def test_ar6_weighs_methane_from_animals_as_27_and_from_the_ground_as_29_point_8() -> None:
    weights = weights_of(load(), "AR6")
    assert (weights[Gas.CH4], weights[Gas.CH4_FOSSIL]) == (27.0, 29.8)
    assert weights[Gas.N2O] == 273


def test_slurry_conversion_follows_the_months_in_store() -> None:
    found = [
        manure.mcf(TABLE, "slurry-crust", Zone.COOL_MOIST, storage_months=m).value
        for m in (1, 2, 4, 6, 9, 24)
    ]
    assert found == [6, 12, 15, 21, 31, 31]
    assert manure.mcf(TABLE, "slurry-open", Zone.BOREAL_MOIST).value == 14


def test_swedish_factors_of_soils_are_those_of_a_wet_climate() -> None:
    row = soils.soil_factors(TABLE)
    assert (row.ef1_synthetic, row.ef1_other, row.ef3_prp) == (0.016, 0.006, 0.006)
    assert (row.frac_leach, row.ef5) == (0.24, 0.011)  # not 0.30 and 0.0075 of 2006


def test_sheep_on_grass_have_a_factor_of_their_own() -> None:
    assert soils.soil_factors(TABLE, grazing_animal=soils.SHEEP_OTHER).ef3_prp == 0.003


def test_a_dry_climate_does_not_leach() -> None:
    row = soils.soil_factors(TABLE, Moisture.DRY)
    assert soils.leached_n_kg(SoilNitrogen(synthetic_n_kg=100), row) == 0


def test_each_manure_system_has_its_own_factor_not_the_mean_of_all() -> None:
    crust = manure.store_of(TABLE, "slurry-crust", "dairy", Zone.COOL_MOIST, 0.5)
    solid = manure.store_of(TABLE, "solid", "dairy", Zone.COOL_MOIST, 0.5)
    assert (crust.ef3, solid.ef3) == (0.005, 0.010)


def test_litters_between_one_and_two_weigh_singles_and_twins() -> None:
    assert balance.ewe_pregnancy(1.8, 0.077, 0.126, 0.150) == pytest.approx(
        0.2 * 0.077 + 0.8 * 0.126
    )


def test_nitrogen_dropped_at_grazing_is_never_in_a_store_as_well() -> None:
    store = manure.store_of(TABLE, "slurry-crust", "dairy", Zone.COOL_MOIST, 0.75)
    kept = manure.stored_nitrogen(100, store, 3)
    assert kept.stored_kg + 25 == pytest.approx(100)


def test_straw_that_became_bedding_is_no_residue() -> None:
    row = residue_factors(TABLE, "barley")
    left, taken = crop_residues(5000, row), crop_residues(5000, row, removed_share=1)
    assert left.n_kg - taken.n_kg == pytest.approx(5000 * 0.89 * 1.2 * 0.007)
    assert taken.below_dm_kg == left.below_dm_kg


def test_urea_is_counted_by_its_own_mass_not_by_its_nitrogen() -> None:
    ef = TABLE.value("carbonate/urea")
    per_kg_n = liming.urea_co2_kg(liming.urea_kg_of_n(1), ef)
    assert per_kg_n == pytest.approx(1.571, abs=0.001)


def test_a_ley_renews_its_roots_only_when_it_is_ploughed() -> None:
    row = residue_factors(TABLE, "grass-clover")
    annual, ley = crop_residues(7500, row), crop_residues(7500, row, renewed_share=1 / 3)
    assert ley.below_dm_kg == pytest.approx(annual.below_dm_kg / 3)
    assert ley.above_dm_kg == annual.above_dm_kg


def test_a_cabbage_field_does_not_hold_forty_tonnes_of_dry_matter() -> None:
    table_row = residue_factors(TABLE, "generic-crop")
    real = residue_factors(TABLE, "generic-crop", dry_matter=0.08)
    assert crop_residues(50_000, table_row).yield_dm_kg == pytest.approx(42_500)
    assert crop_residues(50_000, real).yield_dm_kg == pytest.approx(4_000)


def test_swedish_dairy_rations_have_the_fibre_that_gives_more_methane() -> None:
    row = enteric.dairy_class(
        TABLE, digestibility_percent=71, ndf_percent=None, milk_kg_per_year=9800
    )
    assert enteric.ym(TABLE, row).value == 6.0


def test_a_hectare_of_ploughed_peat_is_some_35_tonnes() -> None:
    found = peat.drained_soil(1, peat.peat_factors(TABLE, "cropland", Zone.BOREAL_MOIST))
    # 7.9 + 0.12 t C: 29.4 t CO2; 13 kg N: 20.4 kg N2O; 0.05 ha of ditch: 58 kg CH4
    assert found.co2_kg == pytest.approx(8.02 * 1000 * 44 / 12)
    assert found.n2o_kg == pytest.approx(13 * 44 / 28)
    assert found.ch4_kg == pytest.approx(58.25)
    total = found.co2_kg + found.n2o_kg * 273 + found.ch4_kg * 27
    assert 34_000 < total < 37_000


def test_the_line_of_idf_is_left_outside_the_range_it_was_fitted_over() -> None:
    inside = allocation.milk_share(TABLE, 0.02, milk_energy=90, growth_energy=10)
    outside = allocation.milk_share(TABLE, 0.10, milk_energy=90, growth_energy=10)
    assert inside.milk == pytest.approx(0.8792)
    assert (inside.by, outside.by, outside.milk) == ("liveweight", "net-energy", 0.9)


def test_western_europe_comes_out_as_ipcc_prints_it() -> None:
    # Table 10A.1: 600 kg, 20.3 kg milk of 4.2 %, 71 % digestible, 90 % calving, stall
    maintenance = balance.maintenance_mj(TABLE, 600, TABLE.value("cfi/cattle-lactating"))
    energy = balance.NetEnergy(
        maintenance=maintenance,
        lactation=balance.lactation_cattle_mj(TABLE, 20.3, 4.2),
        pregnancy=balance.pregnancy_mj(maintenance, TABLE.value("pregnancy/cattle"), 0.9),
    )
    gross = balance.gross_energy_mj(TABLE, energy, 71)
    assert gross == pytest.approx(304.6, abs=0.1)
    assert enteric.ch4_of_gross_energy_kg(gross * 365, 6.3, 55.65) == pytest.approx(126, abs=0.75)


def test_n2o_is_44_over_28_of_its_nitrogen() -> None:
    assert n2o_kg(28) == 44
